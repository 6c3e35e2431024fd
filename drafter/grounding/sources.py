"""What a pointer leads to: the sentence's text and the words that locate it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from drafter.domain.case import Dates, DisputedItem
from drafter.domain.dates import find_dates
from drafter.domain.draft import DraftSentence, Pointer
from drafter.domain.evidence import Evidence, GuidelineEvidence, RecordEvidence
from drafter.domain.guideline import Passage, PassageSentence


@dataclass(frozen=True)
class Target:
    """The sentence that a pointer leads to, with what its locator says."""

    text: str
    locator: str
    """Guideline, edition and section, or the document's title: numbers and names in it count as supported."""
    pages: frozenset[str]
    passage: Passage | None
    days: frozenset[date] = frozenset()
    """The document's own date, or the day from which the edition is in force."""
    placed: str | None = None
    """A guideline's statement as a sentence of its own; None for a record's."""


def placed(passage: Passage, statement: PassageSentence) -> str:
    """A statement, whole and in its own words, after its edition, section and page: what no check need doubt."""
    section = f", section {passage.section}" if passage.section else ""
    page = f", page {statement.page}" if statement.page else ""
    return f"{passage.edition.cited_as} {passage.edition.edition}{section}{page}: {statement.text}"


@dataclass(frozen=True)
class Sources:
    """The evidence of one item, ready to be pointed at."""

    evidence: Evidence
    targets: dict[tuple[str, int], Target] = field(repr=False)

    @classmethod
    def of(cls, evidence: Evidence) -> "Sources":
        """The sources of an item's evidence."""
        targets = {
            (g.source, s.number): _passage_target(g, s.number) for g in evidence.guidelines for s in g.passage.sentences
        }
        for record in evidence.records:
            targets |= {(record.source, s.number): _record_target(record, s.text, s.page) for s in record.sentences}
        return cls(evidence, targets)

    def target(self, pointer: Pointer) -> Target | None:
        """What the pointer leads to, or None where it leads nowhere."""
        return self.targets.get((pointer.source, pointer.sentence))

    def pointed(self, pointers: Iterable[Pointer]) -> list[Target]:
        """What the pointers lead to; those that lead nowhere are left out (they are findings of their own)."""
        return [target for pointer in pointers if (target := self.target(pointer))]

    def placed(self, sentence: DraftSentence) -> bool:
        """Whether a sentence is the one statement that it points at, after its place, and nothing else."""
        targets = [self.target(pointer) for pointer in sentence.pointers]
        return len(targets) == 1 and targets[0] is not None and targets[0].placed == sentence.text

    def has(self, name: str) -> bool:
        """Whether a source ("R2") or a sentence of one ("R2.3") of that name is among the evidence."""
        source, _, sentence = name.partition(".")
        if sentence:
            return (source, int(sentence)) in self.targets
        names = {g.source for g in self.evidence.guidelines} | {r.source for r in self.evidence.records}
        return source in names

    def running(self, pointers: Iterable[Pointer]) -> list[str]:
        """The text that pointers lead to; sentences of one source that follow each other run on as one text."""
        texts: list[str] = []
        last: tuple[str, int] | None = None
        for source, sentence in sorted({(pointer.source, pointer.sentence) for pointer in pointers}):
            target = self.targets.get((source, sentence))
            if target and texts and last == (source, sentence - 1):
                texts[-1] += " " + target.text
            elif target:
                texts.append(target.text)
            last = (source, sentence)
        return texts


@dataclass(frozen=True)
class Frame:
    """What every sentence may speak of without pointing: the request and the header."""

    item: DisputedItem
    dates: Dates
    case_number: str

    @property
    def text(self) -> str:
        """The request and its quantities in the case file's words."""
        item = self.item
        parts = [item.request, *(value for _, value in item.quantities), item.earlier_visits]
        return " ; ".join(part for part in parts if part)

    @property
    def cited_before(self) -> str:
        """The guidelines that the parties cited, which any sentence may name."""
        return f"{self.item.claims_administrator_guideline or ''} ; {self.item.physician_guideline or ''}"

    @property
    def days(self) -> frozenset[date]:
        """The header's dates and the item's own."""
        days = [*(day for _, day in self.dates), self.item.request_date, self.item.date_of_service]
        return frozenset([day for day in days if day] + [found.day for found in find_dates(self.text)])


def _passage_target(evidence: GuidelineEvidence, sentence: int) -> Target:
    passage = evidence.passage
    statement = passage.sentences[sentence - 1]
    edition = passage.edition
    chapter = f"chapter {edition.chapter}" if edition.chapter else ""
    # "section 3.3.9" is what a sentence says of a title that begins with its number.
    section = f"section {passage.section}" if passage.section else ""
    names = (edition.guideline, edition.cited_as, edition.publisher, edition.edition, chapter, section)
    pages = frozenset([statement.page] if statement.page else passage.pages)
    days = frozenset([edition.in_force.from_])
    return Target(statement.text, " ; ".join(names), pages, passage, days, placed(passage, statement))


def _record_target(record: RecordEvidence, text: str, page: int | None) -> Target:
    days = frozenset([record.date] if record.date else [])
    return Target(text, f"{record.title} ; {record.author or ''}", frozenset([str(page)] if page else []), None, days)
