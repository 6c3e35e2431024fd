"""The evidence appendix as the templates see it, and the pointers that lead into it and back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from drafter.domain.dates import long_date
from drafter.domain.draft import DraftedItem, DraftedSummary, DraftSentence, Pointer, SentenceState
from drafter.domain.evidence import GuidelineEvidence, RecordEvidence
from drafter.domain.guideline import DateKind, Passage
from drafter.letters.display import line, page_words
from drafter.letters.fact_sources import grouped

_DATE_KINDS = {
    DateKind.REQUEST: "date of the request",
    DateKind.SERVICE: "date of service",
    DateKind.UR_DENIAL: "date of the UR denial",
}


@dataclass(frozen=True)
class Link:
    """A small mark in the letter that leads to its place in the appendix, or back."""

    label: str
    anchor: str | None
    """Id of the place; None where a pointer leads nowhere."""
    title: str
    """What is to be found there, in words."""


@dataclass(frozen=True)
class QuoteView:
    """A numbered sentence of the evidence, as the source has it."""

    anchor: str
    label: str
    text: str
    page: str | None
    """Where the sentence stands, in words: "page 60" of a guideline, "page 2 of the document" for a record."""
    used_in: tuple[Link, ...]
    """Where the draft, a finding or a search points at it; empty for a sentence shown only for its surroundings."""


@dataclass(frozen=True)
class PassageView:
    """A guideline passage of an item's evidence."""

    anchor: str
    source: str
    locator: str
    tier: str
    in_force: str
    judged_on: str
    goes_by: str
    near_boundary: bool
    digest: bool
    facts_from: tuple[str, ...]
    quotes: tuple[QuoteView, ...]

    @property
    def pointed_at(self) -> bool:
        """Whether the draft or a finding points at a sentence of it."""
        return any(quote.used_in for quote in self.quotes)


@dataclass(frozen=True)
class RecordView:
    """A document with those of its sentences that are pointed at."""

    source: str
    title: str
    details: str
    """Author and pages, as far as they are given: ", by the treating physician, pages 12-15 of the case file"."""
    quotes: tuple[QuoteView, ...]


class Links:
    """The pointers of one item, the drafted summary or the case as a whole: where each leads, and what leads to it."""

    def __init__(
        self,
        at: str,
        records: tuple[RecordEvidence, ...],
        guidelines: tuple[GuidelineEvidence, ...] = (),
        where: str = "in the rationale",
    ) -> None:
        """With nothing used yet; ids begin with `at`, and `where` says where the sentences stand that point."""
        self._at = at
        self.where = where
        self._titles: dict[str, str] = {}
        for evidence in guidelines:
            for said in evidence.passage.sentences:
                self._titles[f"{evidence.source}.{said.number}"] = f"{_locator(evidence.passage)}: {line(said.text)}"
        for record in records:
            for sentence in record.sentences:
                self._titles[f"{record.source}.{sentence.number}"] = f"{line(record.title)}: {line(sentence.text)}"
        self._used: dict[str, list[Link]] = {}

    @classmethod
    def of_item(cls, item: DraftedItem, records: tuple[RecordEvidence, ...]) -> "Links":
        """Those of an item, used by its rationale and its criteria."""
        links = cls(f"item-{item.number}", records, item.guidelines)
        if item.draft:
            links._use_sentences(item.draft.rationale, item.states)
            for number, check in enumerate(item.draft.criteria, start=1):
                link = Link(f"criterion {number}", links.criterion(number), "in the checklist")
                links.use((check.criterion, *check.pointers), link)
        return links

    @classmethod
    def of_summary(cls, summary: DraftedSummary, records: tuple[RecordEvidence, ...]) -> "Links":
        """Those of a drafted clinical summary."""
        links = cls("summary", records, where="in the clinical summary")
        links._use_sentences(summary.sentences, summary.states)
        return links

    def _use_sentences(self, sentences: Sequence[DraftSentence], states: Sequence[SentenceState]) -> None:
        to_judge = unjudged(sentences, states)
        for number, drafted in enumerate(sentences, start=1):
            label = f"sentence {number}" + (" (to judge)" if number in to_judge else "")
            self.use(drafted.pointers, Link(label, self.sentence(number), self.where))

    def use(self, pointers: Iterable[Pointer], link: Link) -> None:
        """Note that what stands at `link` points at these sentences; before the evidence is asked for."""
        for label in dict.fromkeys(map(str, pointers)):
            self._used.setdefault(label, []).append(link)

    def sentence(self, number: int) -> str:
        """The id of a sentence of the rationale or the summary."""
        return f"{self._at}-sentence-{number}"

    def criterion(self, number: int) -> str:
        """The id of a row of the checklist."""
        return f"{self._at}-criterion-{number}"

    @property
    def states(self) -> str:
        """The id of the line that counts the sentences by state."""
        return f"{self._at}-states"

    def absence(self, number: int) -> str:
        """The id of the receipt of a search for what is said not to be in the record."""
        return f"{self._at}-absence-{number}"

    def to(self, pointer: Pointer) -> Link:
        """The pointer as a link; without a place where it leads to nothing."""
        label = str(pointer)
        if label not in self._titles:
            return Link(f"{label}?", None, "leads to nothing in the evidence")
        return Link(label, self._place(label), self._titles[label])

    def _place(self, label: str) -> str:
        return f"{self._at}-{label.replace('.', '-')}"

    def _quoted(self, source: str, number: int, text: str, page: str | None) -> QuoteView:
        label = f"{source}.{number}"
        return QuoteView(self._place(label), label, line(text), page, tuple(self._used.get(label, ())))

    def passage(self, evidence: GuidelineEvidence) -> PassageView:
        """A guideline passage with all its sentences."""
        passage, edition, used = evidence.passage, evidence.passage.edition, evidence.in_force_on
        from_, to = edition.in_force.from_, edition.in_force.to
        return PassageView(
            anchor=f"{self._at}-{evidence.source}",
            source=evidence.source,
            locator=_locator(passage),
            tier=edition.tier.value,
            in_force=f"from {long_date(from_)} to {long_date(to)}" if to else f"since {long_date(from_)}",
            judged_on=line(f"{long_date(used.day)} ({used.basis})"),
            goes_by=_DATE_KINDS[edition.in_force.by],
            near_boundary=evidence.near_boundary,
            digest=edition.digest and passage.held,
            facts_from=grouped(line(source) for said in passage.sentences for source in said.sources),
            quotes=tuple(
                self._quoted(evidence.source, said.number, said.text, f"page {said.page}" if said.page else None)
                for said in passage.sentences
            ),
        )

    def record(self, record: RecordEvidence) -> RecordView:
        """A document with those of its sentences that are pointed at."""
        quotes = (
            self._quoted(
                record.source, said.number, said.text, f"page {said.page} of the document" if said.page else None
            )
            for said in record.sentences
        )
        return RecordView(
            source=record.source,
            title=line(record.title),
            details=line(f", by {record.author}" if record.author else "")
            + line(f", {page_words(record.pages)} of the case file" if record.pages else ""),
            quotes=tuple(quote for quote in quotes if quote.used_in),
        )


def unjudged(sentences: Iterable[DraftSentence], states: Iterable[SentenceState]) -> tuple[int, ...]:
    """The numbers of the sentences that are left to the reader to judge beside what they point at."""
    return tuple(
        number
        for number, (_, state) in enumerate(zip(sentences, states, strict=False), start=1)
        if state is SentenceState.UNJUDGED
    )


def _locator(passage: Passage) -> str:
    parts = [f"{passage.edition.guideline} {passage.edition.edition}", *([passage.section] if passage.section else [])]
    if passage.pages:
        parts.append(f"page{'s' if len(passage.pages) > 1 else ''} {', '.join(passage.pages)}")
    if not passage.held:
        parts.append("section exists; text not held")
    return line(", ".join(parts))
