"""The sentences that the built-in drafter sets: what guideline and record say, and how the one applies to the other."""

from collections.abc import Iterable, Sequence

from drafter.domain.amount import course, describe
from drafter.domain.case import DisputedItem, RecordStatus
from drafter.domain.draft import CriterionStatus, DraftSentence, Pointer
from drafter.domain.evidence import Evidence, GuidelineEvidence, RecordEvidence
from drafter.domain.guideline import CriterionKind, Limit
from drafter.domain.quantity import Quantity
from drafter.domain.set_sentences import (
    ASKED,
    BOTH_WAYS,
    HOLDS_WORDS,
    MORE_IS_ASKED,
    NO_RECORD,
    NOT_AT_HAND,
    NOT_RECOMMENDED,
    NOTHING_FOUND,
    SPEAKS_AGAINST,
    SPEAKS_FOR,
    TO_BE_SEARCHED,
    searched_in,
)
from drafter.drafting.criteria import Checked
from drafter.grounding.sources import placed, quoted

_LONGEST_QUOTE = 60
"""Words; a longer record sentence is pointed at and not quoted, since to cut one could turn its meaning."""
_QUOTATION_MARKS = frozenset("\"'“”‘’«»`")


def guideline_says(guideline: GuidelineEvidence, sentence: int) -> DraftSentence:
    """A statement of the guideline with its edition, section and page."""
    text = placed(guideline.passage, guideline.passage.sentences[sentence - 1])
    return DraftSentence(text=text, pointers=(Pointer(source=guideline.source, sentence=sentence),))


def record_says(pointer: Pointer, evidence: Evidence) -> DraftSentence:
    """A record sentence, quoted whole by code."""
    record = next(record for record in evidence.records if record.source == pointer.source)
    sentence = next(s for s in record.sentences if s.number == pointer.sentence)
    if len(sentence.text.split()) > _LONGEST_QUOTE or _QUOTATION_MARKS.intersection(sentence.text):
        return DraftSentence(text=f"On this, see the {record.title}.", pointers=(pointer,))
    return DraftSentence(text=quoted(record, sentence.text), pointers=(pointer,))


def application(checked: Checked, item: DisputedItem, records: Sequence[RecordEvidence]) -> DraftSentence:
    """How a criterion applies to the request and the record."""
    check = checked.check
    pointers = (check.criterion, *check.pointers)
    if checked.criterion.kind is CriterionKind.NOT_RECOMMENDED:
        text = f"{NOT_RECOMMENDED}{check.label}."
    elif checked.criterion.limit:
        text = _limit(checked.criterion.limit, check.status, item, bool(check.pointers))
    else:
        text = _shown(checked, records)
    return DraftSentence(text=text, pointers=pointers)


def untested(checked: Sequence[Checked]) -> DraftSentence:
    """That what was tested is met, and that the section asks for more than was tested."""
    labels = "; ".join(dict.fromkeys(c.check.label for c in checked))
    text = f"{SPEAKS_FOR}{labels}{MORE_IS_ASKED}"
    return DraftSentence(text=text, pointers=tuple(c.check.criterion for c in checked))


def edition_open(guidelines: Iterable[GuidelineEvidence], pointers: tuple[Pointer, ...]) -> DraftSentence:
    """That the editions argued from may not govern, since the date that decides is not known."""
    names = dict.fromkeys(f"{g.passage.edition.cited_as} {g.passage.edition.edition}" for g in guidelines)
    text = f"Whether {' or '.join(names)} governs is open: editions change near the date that was used."
    return DraftSentence(text=text, pointers=pointers)


def _limit(limit: Limit, status: CriterionStatus, item: DisputedItem, had: bool) -> str:
    allowed = Quantity(limit.low or limit.high, limit.high, limit.unit, 0, 0)
    asked = course(item, limit.unit)
    if asked is None:
        return (
            f"The request states no single amount that could be compared with the {allowed} that this section allows."
        )
    if status is CriterionStatus.INSUFFICIENT:
        why = "the record speaks of earlier care" if had else "it may go on with earlier care"
        return f"The request is for {describe(asked)}; {why}, which would count toward the {allowed} allowed."
    relation = "more than" if status is CriterionStatus.NOT_MET else "within"
    return f"The request comes to {describe(asked)}, {relation} the {allowed} that this section allows."


def _shown(checked: Checked, records: Sequence[RecordEvidence]) -> str:
    label = checked.check.label
    status = checked.check.status
    if status is CriterionStatus.MET:
        return f"{HOLDS_WORDS}{label}."
    if status is CriterionStatus.NOT_MET:
        return f"{SPEAKS_AGAINST}{label}{ASKED}."
    if status is CriterionStatus.NOT_DOCUMENTED:
        return f"A search of {searched_in(checked.check.searched, records)}{NOTHING_FOUND}{label}{ASKED}."
    unread = [r for r in records if r.sha256 is None and r.type in checked.criterion.carried_by]
    if unread:
        names = ", ".join(f"{record.type}: {_unread(record)}" for record in unread)
        return f"On {label}{NOT_AT_HAND}{names})."
    if checked.check.pointers or (checked.check.searched and checked.check.searched.passed_over):
        return f"On {label}{BOTH_WAYS}"
    return f"{NO_RECORD}{label}{TO_BE_SEARCHED}"


def _unread(record: RecordEvidence) -> str:
    return "not received" if record.status is RecordStatus.MISSING else "cannot be read"
