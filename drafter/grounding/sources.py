"""What a pointer leads to: the sentence's text and the words that locate it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from drafter.domain.case import Dates, DisputedItem
from drafter.domain.dates import find_dates
from drafter.domain.draft import DraftSentence, Pointer
from drafter.domain.evidence import Evidence, GuidelineEvidence, GuidelineSearch, RecordEvidence, RecordSentence
from drafter.domain.guideline import Passage, PassageSentence
from drafter.grounding.things import Sex, Things, sex_of


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
    copied: str | None = None
    """The whole sentence as code copies it into a rationale, after its place."""


def placed(passage: Passage, statement: PassageSentence) -> str:
    """A statement, whole and in its own words, after its edition, section and page: what no check need doubt."""
    section = f", section {passage.section}" if passage.section else ""
    page = f", page {statement.page}" if statement.page else ""
    return f"{passage.edition.cited_as} {passage.edition.edition}{section}{page}: {statement.text}"


def quoted(record: RecordEvidence, text: str) -> str:
    """A record's sentence, quoted whole after the document it stands in."""
    return f"In the {record.title}: “{text}”"


@dataclass(frozen=True)
class Sources:
    """The evidence of one item, ready to be pointed at."""

    evidence: Evidence
    _targets: dict[tuple[str, int], Target | None] = field(default_factory=dict, repr=False)
    """Those asked for so far: a record of hundreds of pages is pointed at in a few places."""

    @cached_property
    def _guidelines(self) -> dict[str, GuidelineEvidence]:
        return {guideline.source: guideline for guideline in self.evidence.guidelines}

    @cached_property
    def _records(self) -> dict[str, tuple[RecordEvidence, dict[int, RecordSentence]]]:
        return {r.source: (r, {s.number: s for s in r.sentences}) for r in self.evidence.records}

    @cached_property
    def whole_record(self) -> str:
        """All that the records say, as one text."""
        return "\n".join(sentence.text for record in self.evidence.records for sentence in record.sentences)

    def target(self, pointer: Pointer) -> Target | None:
        """What the pointer leads to, or None where it leads nowhere."""
        place = (pointer.source, pointer.sentence)
        if place not in self._targets:
            self._targets[place] = self._found(*place)
        return self._targets[place]

    def _found(self, source: str, sentence: int) -> Target | None:
        if guideline := self._guidelines.get(source):
            statement = next((s for s in guideline.passage.sentences if s.number == sentence), None)
            return _passage_target(guideline, statement) if statement else None
        record, sentences = self._records.get(source, (None, {}))
        said = sentences.get(sentence)
        return _record_target(record, said.text, said.page) if record and said else None

    def pointed(self, pointers: Iterable[Pointer]) -> list[Target]:
        """What the pointers lead to; those that lead nowhere are left out (they are findings of their own)."""
        return [target for pointer in pointers if (target := self.target(pointer))]

    def copied(self, sentence: DraftSentence) -> bool:
        """Whether a sentence is the one that it points at, after its place, and nothing else."""
        targets = [self.target(pointer) for pointer in sentence.pointers]
        return len(targets) == 1 and targets[0] is not None and targets[0].copied == sentence.text

    def has(self, name: str) -> bool:
        """Whether a source ("R2") or a sentence of one ("R2.3") of that name is among the evidence."""
        source, _, sentence = name.partition(".")
        if sentence:
            return self._found(source, int(sentence)) is not None
        return source in self._guidelines or source in self._records

    @cached_property
    def all_running(self) -> tuple[str, ...]:
        """The text of every source, each run on as one."""
        guidelines = [(g.source, s.number) for g in self.evidence.guidelines for s in g.passage.sentences]
        records = [(r.source, s.number) for r in self.evidence.records for s in r.sentences]
        return tuple(self.running(Pointer(source=s, sentence=number) for s, number in (*guidelines, *records)))

    def running(self, pointers: Iterable[Pointer]) -> list[str]:
        """The text that pointers lead to; sentences of one source that follow each other run on as one text."""
        texts: list[list[str]] = []
        last: tuple[str, int] | None = None
        for source, sentence in sorted({(pointer.source, pointer.sentence) for pointer in pointers}):
            target = self.target(Pointer(source=source, sentence=sentence))
            if target and texts and last == (source, sentence - 1):
                texts[-1].append(target.text)
            elif target:
                texts.append([target.text])
            last = (source, sentence)
        return [" ".join(parts) for parts in texts]


@dataclass(frozen=True)
class Frame:
    """What every sentence may speak of without pointing: the request, the header, and who the worker is."""

    item: DisputedItem | None
    """None for a clinical summary, which has no request."""
    dates: Dates
    case_number: str
    parent_request: str = ""
    """The request that the item depends on."""
    things: Things | None = None
    """What body parts and drugs are called; None: nothing is known of them."""
    sex: Sex | None = None
    """The worker's; None where the case does not say, or says both."""
    search: GuidelineSearch = field(default_factory=GuidelineSearch)
    """How the search for the item's passages went."""

    @classmethod
    def of(
        cls,
        item: DisputedItem,
        items: Sequence[DisputedItem],
        dates: Dates,
        case_number: str,
        worker: Sex | None,
        things: Things,
        search: GuidelineSearch,
    ) -> "Frame":
        """The frame of one of a case's items; `worker` is the sex that `sex_in` tells."""
        parent = item.depends_on
        asked = items[parent - 1].request if parent and parent <= len(items) else ""
        return cls(item, dates, case_number, asked, things, worker, search)

    @classmethod
    def of_summary(cls, dates: Dates, worker: Sex | None, things: Things) -> "Frame":
        """The frame of a clinical summary: but for the header's dates it speaks of nothing without pointing at it."""
        return cls(None, dates, "", things=things, sex=worker)

    @cached_property
    def about(self) -> str:
        """What the item is about: its request, and the one that it depends on."""
        return f"{self.text} ; {self.parent_request}"

    @cached_property
    def text(self) -> str:
        """The request and its quantities in the case file's words."""
        item = self.item
        if item is None:
            return ""
        parts = [item.request, *(value for _, value in item.quantities), item.earlier_visits]
        return " ; ".join(part for part in parts if part)

    @cached_property
    def cited_before(self) -> str:
        """The guidelines that the parties cited, which any sentence may name."""
        item = self.item
        return f"{item.claims_administrator_guideline or ''} ; {item.physician_guideline or ''}" if item else ""

    @cached_property
    def days(self) -> frozenset[date]:
        """The header's dates and the item's own."""
        days = [day for _, day in self.dates]
        if self.item:
            days += [self.item.request_date, self.item.date_of_service]
        return frozenset([day for day in days if day] + [found.day for found in find_dates(self.text)])


def sex_in(summary: str | None, records: Iterable[RecordEvidence]) -> Sex | None:
    """The worker's sex as the clinical summary tells it, else as the records do."""
    texts = (" ".join(s.text for s in record.sentences) for record in records if record.type is not None)
    return (sex_of([summary]) if summary else None) or sex_of(texts)


def _passage_target(evidence: GuidelineEvidence, statement: PassageSentence) -> Target:
    passage = evidence.passage
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
    locator = f"{record.title} ; {record.author or ''}"
    return Target(text, locator, frozenset([str(page)] if page else []), None, days, quoted(record, text))
