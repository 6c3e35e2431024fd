"""A corpus without what one letter alone says: for scoring retrieval on that very letter.

The corpus restates facts from real decisions. Where a decision is scored, what rests on it alone would be its own
answer, and is hidden: statements, the criteria on them, sections and aliases.
"""

import re
from collections.abc import Container, Iterable
from dataclasses import replace

from drafter.domain.guideline import Criterion, Passage, PassageSentence
from drafter.domain.text import sha256_text
from drafter.guidelines.aliases import Aliases
from drafter.guidelines.corpus import Corpus

_USAGE = "general usage"
_LETTER = re.compile(r"\bCM\d\d-\d{7}\b")


def letters_named(source: str) -> frozenset[str]:
    """The case numbers that a source names."""
    return frozenset(_LETTER.findall(source))


def rests_on(sources: Iterable[str], letters: frozenset[str], *, usage: bool = True) -> bool:
    """Whether every source there is names one of these letters and no other.

    Without `usage`, "general usage" counts for nothing: what only a letter and general usage show rests on the letter.
    """
    named = [letters_named(source) for source in sources if usage or not source.startswith(_USAGE)]
    return bool(named) and all(letter and letter <= letters for letter in named)


def exclude_sources(corpus: Corpus, letters: frozenset[str], *, usage: bool = True) -> Corpus:
    """The corpus without what rests on these letters alone; the same object where nothing does."""
    passages = tuple(kept for passage in corpus.passages if (kept := _without(passage, letters, usage)))
    aliases = Aliases(
        aliases=tuple(alias for alias in corpus.aliases.aliases if not rests_on([alias.source], letters)),
        body_parts=tuple(part for part in corpus.aliases.body_parts if not rests_on([part.source], letters)),
    )
    if passages == corpus.passages and aliases == corpus.aliases:
        return corpus
    digest = sha256_text("\n".join([corpus.sha256, "without", str(usage), *sorted(letters)]))
    return replace(corpus, passages=passages, aliases=aliases, sha256=digest)


def exclude_words(corpus: Corpus, words: Container[str]) -> Corpus:
    """The corpus without these aliases of sections and these words of aliases.yaml."""
    passages = tuple(
        passage.model_copy(update={"aliases": tuple(alias for alias in passage.aliases if alias not in words)})
        for passage in corpus.passages
    )
    kept = [(alias, tuple(word for word in alias.words if word not in words)) for alias in corpus.aliases.aliases]
    aliases = corpus.aliases.model_copy(
        update={"aliases": tuple(alias.model_copy(update={"words": left}) for alias, left in kept if left)}
    )
    texts = [
        *(alias for passage in passages for alias in passage.aliases),
        *(word for _, left in kept for word in left),
    ]
    return replace(corpus, passages=passages, aliases=aliases, sha256=sha256_text("\n".join([corpus.sha256, *texts])))


def _without(passage: Passage, letters: frozenset[str], usage: bool) -> Passage | None:
    """The passage without its hidden statements; None where nothing else shows that the section exists."""
    kept = [sentence for sentence in passage.sentences if not rests_on(sentence.sources, letters)]
    titled = passage.title_sources and not rests_on(passage.title_sources, letters, usage=usage)
    if len(kept) == len(passage.sentences):
        # A title-only section, or one whose statements others carry too.
        return passage if titled or kept else None
    if not kept and not titled:
        return None
    numbers = {sentence.number: number for number, sentence in enumerate(kept, start=1)}
    pages = {sentence.page for sentence in passage.sentences if sentence.number not in numbers}
    shown = {sentence.page for sentence in kept}
    return passage.model_copy(
        update={
            "sentences": tuple(_renumbered(sentence, numbers[sentence.number]) for sentence in kept),
            "criteria": tuple(_moved(c, numbers[c.sentence]) for c in passage.criteria if c.sentence in numbers),
            "pages": tuple(page for page in passage.pages if page not in pages or page in shown),
            "complete": passage.complete and len(kept) == len(passage.sentences),
        }
    )


def _renumbered(sentence: PassageSentence, number: int) -> PassageSentence:
    return sentence.model_copy(update={"number": number})


def _moved(criterion: Criterion, sentence: int) -> Criterion:
    return criterion.model_copy(update={"sentence": sentence})
