"""What a drafter, or the search for it, sees beside the case: each text with its place."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from drafter.domain.guideline import Passage
from drafter.domain.text import split_sentences
from drafter.errors import SettingsError
from drafter.evaluation.leakage.words import words_of
from drafter.guidelines.aliases import Aliases
from drafter.guidelines.hidden import letters_named

_SAYS = re.compile(
    r"\b(?:is|are|was|were|has|have|had|did|does|do|not|no|therefore|injured worker|claimant|applicant|decision)\b",
    re.IGNORECASE,
)
"""Words of a sentence, which a printed title lacks."""
_SENTENCE = 5
"""Words of a line that may say something."""


class Seen(NamedTuple):
    """A text with its place."""

    place: str
    text: str
    letters: frozenset[str] = frozenset()
    """The letters that a statement names as its sources."""


def official(passage: Passage) -> bool:
    """Whether a passage is a guideline's own text, which reviewers quote, and no words of ours."""
    return passage.document is not None or not passage.edition.digest


def of_passage(passage: Passage) -> Iterator[Seen]:
    """The texts of a passage that are words of ours: statements, labels of criteria, and names that say something.

    A title is a name as printed, which a rationale may spell out; only one that is a sentence can hold an answer.
    """
    if official(passage):
        return
    yield from statements_of(passage)
    for criterion in passage.criteria:
        yield Seen(f"{passage.id} criterion {criterion.id}", criterion.label)
    names = [("title", passage.heading), *((f"alias {n}", text) for n, text in enumerate(passage.aliases, start=1))]
    yield from (Seen(f"{passage.id} {what}", text) for what, text in names if _SAYS.search(text))


def statements_of(passage: Passage) -> Iterator[Seen]:
    """The statements of a passage that are words of ours, with the letters that they rest on."""
    if not official(passage):
        for sentence in passage.sentences:
            letters = frozenset[str]().union(*map(letters_named, sentence.sources))
            yield Seen(f"{passage.id} sentence {sentence.number}", sentence.text, letters)


def of_aliases(aliases: Aliases) -> Iterator[Seen]:
    """The words of aliases.yaml."""
    for number, alias in enumerate(aliases.aliases, start=1):
        for text in (*alias.words, *alias.means):
            yield Seen(f"aliases.yaml alias {number}", text)
    for part in aliases.body_parts:
        for text in (part.name, *part.words, *part.shown_by, *part.but_not):
            yield Seen(f"aliases.yaml body part {part.name}", text)


def of_prompts(folder: Path) -> Iterator[Seen]:
    """Every file of a prompts folder, whole.

    Raises:
        SettingsError: a file cannot be read.
    """
    for file in sorted(folder.glob("*.md")):
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            raise SettingsError(f"{file}: the prompt cannot be read as UTF-8 text; see DRAFTER_PROMPTS") from None
        yield Seen(f"prompts/{file.name}", text)


def sentences_of_prompts(prompts: Iterable[Seen]) -> Iterator[Seen]:
    """The sentences of prompts, each line on its own."""
    for prompt in prompts:
        for number, line in enumerate(prompt.text.split("\n"), start=1):
            for sentence in split_sentences(line):
                if len(words_of(sentence.text)) >= _SENTENCE:
                    yield Seen(f"{prompt.place} line {number}", sentence.text)
