"""Checking a section's criteria against a request and the record, by their words and numbers alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from drafter.domain.amount import course
from drafter.domain.case import DisputedItem, RecordStatus
from drafter.domain.draft import CriterionCheck, CriterionStatus, Pointer, Search
from drafter.domain.evidence import Evidence, GuidelineEvidence, RecordEvidence, RecordHit, evidence_sentences
from drafter.domain.guideline import Criterion, CriterionKind, Limit, Passage, Tier
from drafter.domain.terms import asserts, holds


@dataclass(frozen=True)
class Checked:
    """A criterion of the evidence with what was found of it."""

    guideline: GuidelineEvidence
    criterion: Criterion
    check: CriterionCheck


def check_criteria(item: DisputedItem, evidence: Evidence) -> tuple[Checked, ...]:
    """The criteria of the highest tier that are about this request, each checked, in the evidence's order.

    A lower tier is not looked at where a higher one has a criterion that applies (8 CCR 9792.21.1(a)).
    """
    sentences = evidence_sentences(evidence.records)
    applying = [
        (guideline, criterion)
        for guideline in evidence.guidelines
        for criterion in guideline.passage.criteria
        if _applies(criterion, item, sentences)
    ]
    ranks = list(Tier)
    best = min((ranks.index(guideline.passage.edition.tier) for guideline, _ in applying), default=0)
    return tuple(
        Checked(guideline, criterion, _check(guideline, criterion, item, evidence.records, sentences))
        for guideline, criterion in applying
        if ranks.index(guideline.passage.edition.tier) == best
    )


def about(passage: Passage, item: DisputedItem) -> bool:
    """Whether a passage is about the treatment: the request holds its heading, an alias or a criterion's word."""
    words = [word for criterion in passage.criteria for word in criterion.request]
    return holds(item.request, [*words, *passage.aliases, passage.section])


def _applies(criterion: Criterion, item: DisputedItem, sentences: Sequence[RecordHit]) -> bool:
    if criterion.request and not holds(item.request, criterion.request):
        return False
    if not criterion.when or holds(item.request, criterion.when):
        return True
    about_it = criterion.request or criterion.when
    return any(asserts(hit.sentence.text, criterion.when) and holds(hit.sentence.text, about_it) for hit in sentences)


def _check(
    guideline: GuidelineEvidence,
    criterion: Criterion,
    item: DisputedItem,
    records: tuple[RecordEvidence, ...],
    sentences: Sequence[RecordHit],
) -> CriterionCheck:
    stated = Pointer(source=guideline.source, sentence=criterion.sentence)
    if criterion.kind is CriterionKind.NOT_RECOMMENDED:
        return CriterionCheck(label=criterion.label, criterion=stated, status=CriterionStatus.NOT_MET)
    if criterion.limit:
        return _limit(criterion, criterion.limit, stated, item)
    return _shown(criterion, stated, records, sentences)


def _limit(criterion: Criterion, limit: Limit, stated: Pointer, item: DisputedItem) -> CriterionCheck:
    asked = course(item, limit.unit)
    if asked is None:
        # An incomplete request fails by itself; it alone was searched for the number.
        searched = Search(sources=(), words=(limit.unit,))
        status = CriterionStatus.NOT_DOCUMENTED
        return CriterionCheck(label=criterion.label, criterion=stated, status=status, searched=searched)
    status = CriterionStatus.MET if asked.total <= limit.high else CriterionStatus.NOT_MET
    return CriterionCheck(label=criterion.label, criterion=stated, status=status)


def _shown(
    criterion: Criterion, stated: Pointer, records: tuple[RecordEvidence, ...], sentences: Sequence[RecordHit]
) -> CriterionCheck:
    found = [
        next((hit for hit in sentences if asserts(hit.sentence.text, group)), None) for group in criterion.shown_by
    ]
    shown = [hit for hit in found if hit]
    against = [hit for hit in sentences if asserts(hit.sentence.text, criterion.against)]
    complete = len(shown) == len(criterion.shown_by) > 0
    pointers = tuple(dict.fromkeys(_pointer(hit) for hit in (*shown, *against[:2])))
    if complete:
        status = CriterionStatus.INSUFFICIENT if against else CriterionStatus.MET
        return CriterionCheck(label=criterion.label, criterion=stated, status=status, pointers=pointers)
    if against:
        return CriterionCheck(
            label=criterion.label, criterion=stated, status=CriterionStatus.NOT_MET, pointers=pointers
        )
    if not _carried(criterion, records):
        status = CriterionStatus.INSUFFICIENT
        return CriterionCheck(label=criterion.label, criterion=stated, status=status, pointers=pointers)
    missing = [word for group, hit in zip(criterion.shown_by, found, strict=True) if not hit for word in group]
    searched = Search(sources=tuple(dict.fromkeys(hit.source for hit in sentences)), words=tuple(missing))
    return CriterionCheck(
        label=criterion.label,
        criterion=stated,
        status=CriterionStatus.NOT_DOCUMENTED,
        pointers=pointers,
        searched=searched,
    )


def _carried(criterion: Criterion, records: Iterable[RecordEvidence]) -> bool:
    """Whether the records that would hold the criterion are there and readable.

    A clinical summary was made from the whole file, and carries for it; a missing or unreadable document of the kinds
    that would hold the criterion leaves it open all the same.
    """
    kinds = [record for record in records if record.type is None or record.type in criterion.carried_by]
    return bool(kinds) and all(record.status is RecordStatus.RECEIVED for record in kinds)


def _pointer(hit: RecordHit) -> Pointer:
    return Pointer(source=hit.source, sentence=hit.sentence.number)
