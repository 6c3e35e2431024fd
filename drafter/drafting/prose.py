"""The sentences that the built-in drafter sets: what guideline and record say, and how the one applies to the other."""

from drafter.domain.amount import course, describe
from drafter.domain.case import DisputedItem
from drafter.domain.draft import CriterionStatus, DraftSentence, Pointer
from drafter.domain.evidence import Evidence, GuidelineEvidence, RecordEvidence
from drafter.domain.guideline import CriterionKind, Limit
from drafter.domain.quantity import Quantity
from drafter.drafting.criteria import Checked

_LONGEST_QUOTE = 60
"""Words; a longer record sentence is pointed at and not quoted, since to cut one could turn its meaning."""


def guideline_says(guideline: GuidelineEvidence, sentence: int) -> DraftSentence:
    """A statement of the guideline with its edition, section and page."""
    passage = guideline.passage
    statement = passage.sentences[sentence - 1]
    page = f", page {statement.page}" if statement.page else ""
    text = f"{passage.edition.cited_as} {passage.edition.edition}, section {passage.section}{page}: {statement.text}"
    return DraftSentence(text=text, pointers=(Pointer(source=guideline.source, sentence=sentence),))


def record_says(pointer: Pointer, evidence: Evidence) -> DraftSentence:
    """A record sentence, quoted whole by code."""
    record = next(record for record in evidence.records if record.source == pointer.source)
    sentence = next(s for s in record.sentences if s.number == pointer.sentence)
    if len(sentence.text.split()) > _LONGEST_QUOTE or '"' in sentence.text or "“" in sentence.text:
        return DraftSentence(text=f"On this, see the {record.title} ({pointer}).", pointers=(pointer,))
    return DraftSentence(text=f"The {record.title} reports: “{sentence.text}”", pointers=(pointer,))


def application(checked: Checked, item: DisputedItem, records: tuple[RecordEvidence, ...]) -> DraftSentence:
    """How a criterion applies to the request and the record."""
    check = checked.check
    pointers = (check.criterion, *check.pointers)
    if checked.criterion.kind is CriterionKind.NOT_RECOMMENDED:
        return DraftSentence(
            text="The request is for a treatment that this section does not recommend.", pointers=pointers
        )
    if checked.criterion.limit:
        return DraftSentence(text=_limit(checked.criterion.limit, check.status, item), pointers=pointers)
    return DraftSentence(text=_shown(checked, records), pointers=pointers)


def _limit(limit: Limit, status: CriterionStatus, item: DisputedItem) -> str:
    asked = course(item, limit.unit)
    if asked is None:
        return f"The request names no single number of {limit.unit}s that could be compared with this limit."
    allowed = Quantity(limit.low or limit.high, limit.high, limit.unit, 0, 0)
    relation = "more than" if status is CriterionStatus.NOT_MET else "within"
    return f"The request comes to {describe(asked)}, {relation} the {allowed} that this section allows."


def _shown(checked: Checked, records: tuple[RecordEvidence, ...]) -> str:
    label = checked.criterion.label
    check = checked.check
    if check.status is CriterionStatus.MET:
        return f"This meets what the section asks for: {label}."
    if check.status is CriterionStatus.NOT_MET:
        return f"This speaks against {label}, which the section asks for."
    if check.status is CriterionStatus.NOT_DOCUMENTED:
        searched = ", ".join(check.searched.sources) if check.searched else ""
        return f"The records searched ({searched}) do not document {label}, which the section asks for."
    unread = [r for r in records if r.sha256 is None and r.type in checked.criterion.carried_by]
    if unread:
        names = ", ".join(f"{record.source}, {record.type}, {record.status}" for record in unread)
        return f"The record leaves {label} open, since a document that would show it could not be read ({names})."
    if check.pointers:
        return f"On {label}, which the section asks for, the record points both ways."
    return f"No document that would show {label} was received."
