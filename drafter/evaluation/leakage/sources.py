"""What rests on one letter alone, and should have been hidden before that letter is drafted."""

from collections.abc import Iterable, Iterator

from drafter.domain.decision import Decision
from drafter.evaluation.leakage.leak import Leak
from drafter.evaluation.leakage.words import squeezed
from drafter.guidelines.corpus import Corpus
from drafter.guidelines.hidden import letters_named

_CASE_NUMBER = 6
"""A case number of fewer letters and digits stands in texts by chance."""


def names_of(letter: str, decision: Decision) -> tuple[str, ...]:
    """What a letter is called: its case number, as letters and digits alone; none where that is too short to tell."""
    keys = {squeezed(name) for name in (letter, decision.case_number) if name}
    return tuple(sorted(key for key in keys if len(key) >= _CASE_NUMBER and any(map(str.isdigit, key))))


def own_sources(letter: str, decision: Decision, corpus: Corpus) -> Iterator[Leak]:
    """Statements, titles and aliases of a corpus whose only source is this letter."""
    own = frozenset(name for name in (letter, decision.case_number) if name)
    for passage in corpus.passages:
        others = False
        for sentence in passage.sentences:
            if _rests(sentence.sources, own):
                yield _leak(letter, f"{passage.id} sentence {sentence.number}", "a statement rests")
            else:
                others = True
        if not others and _rests(passage.title_sources, own):
            yield _leak(letter, f"{passage.id} title", "a title rests")
    for number, alias in enumerate(corpus.aliases.aliases, start=1):
        if _rests([alias.source], own):
            yield _leak(letter, f"aliases.yaml alias {number}", "an alias rests")
    for part in corpus.aliases.body_parts:
        if _rests([part.source], own):
            yield _leak(letter, f"aliases.yaml body part {part.name}", "the words of a body part rest")


def _rests(sources: Iterable[str], own: frozenset[str]) -> bool:
    """Whether every source there is names this letter, whatever form its number has, and no other letter."""
    named = [any(name in source for name in own) for source in sources]
    return bool(named) and all(named) and all(letters_named(source) <= own for source in sources)


def _leak(letter: str, place: str, what: str) -> Leak:
    reason = f"{what} on this letter alone, and is searched while the letter is drafted"
    return Leak(kind="own source", letter=letter, item=None, place=place, severity="leak", reason=reason)
