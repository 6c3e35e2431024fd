"""What the lints look at: a letter and its items, the same for drafts and for signed decisions."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from drafter.domain.determination import Determination
from drafter.domain.draft import DraftedItem, DraftSentence
from drafter.domain.guideline import Tier
from drafter.domain.text import Sentence, split_sentences


@dataclass(frozen=True)
class Named:
    """A place in a guideline as a guideline line names it: words as written, empty where it does not say."""

    tier: Tier
    guideline: str
    edition: str | None = None
    chapter: str | None = None
    sections: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    """Single pages or ranges: "60", "98-99"."""
    publisher: str | None = None


@dataclass(frozen=True)
class LintedItem:
    """One disputed item."""

    number: int
    request: str
    determination: Determination
    heading: tuple[Named, ...]
    """The reviewer's guideline line, as far as it was parsed."""
    heading_text: str
    """The line itself; of a draft its citations in words."""
    claims_administrator: tuple[Named, ...]
    claims_administrator_text: str
    physician_text: str
    """The guideline that the requesting physician cited, empty where that is not known."""
    rationale: str
    """In one piece. Sentences are numbered as in a draft, else as `split_sentences` tells them."""
    depends_on: int | None = None
    """The item that it depends on, where the file says so or the request is for an associated surgical service."""
    remaining: str = ""
    """The portion in dispute, in the request's words, where it is a remainder; empty where the request is whole."""
    given: tuple[str, ...] = ()
    """The sentences of a draft's rationale; empty for a signed letter."""

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The rationale's sentences with their numbers."""
        if self.given:
            return tuple(Sentence(n, 0, len(text), text) for n, text in enumerate(self.given, start=1))
        return tuple(split_sentences(self.rationale))


def quotes_guideline(item: DraftedItem, sentence: DraftSentence) -> bool:
    """Whether a draft's sentence repeats, word for word, a statement of a guideline that it points at."""
    given = {evidence.source: evidence.passage.sentences for evidence in item.guidelines}
    return any(
        statement.number == pointer.sentence and statement.text in sentence.text
        for pointer in sentence.pointers
        for statement in given.get(pointer.source, ())
    )


@dataclass(frozen=True)
class LintedLetter:
    """A letter with its items."""

    items: tuple[LintedItem, ...]
    summary: str
    """The clinical summary; empty where there is none."""
    injury: date | None = None
    ur_denial: date | None = None
    signed: bool = True
    """False for a draft."""
