"""Checking a section's criteria against a request and the record, by their words and numbers alone."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from drafter.domain.amount import course
from drafter.domain.case import DisputedItem, RecordStatus, RecordType
from drafter.domain.draft import CriterionCheck, CriterionStatus, Pointer, Search
from drafter.domain.evidence import (
    Evidence,
    GuidelineEvidence,
    RecordEvidence,
    RecordHit,
    clinical_sentences,
    evidence_sentences,
)
from drafter.domain.guideline import Criterion, CriterionKind, Limit, Passage, Tier
from drafter.domain.quantity import numerals
from drafter.domain.terms import asserts, holds
from drafter.guidelines.scope import Situation, out_of_scope

BodyParts = Callable[[str], frozenset[str]]
"""The body parts that a text names, by the corpus' aliases."""
_HAD = re.compile(
    r"\b(?:completed|attended|had|received|underwent|finished|to date|so far|previous(?:ly)?|prior|has been|have been|"
    r"since|weekly|(?:visit|session) #?\d+|helped|relief|benefit)\b",
    re.IGNORECASE,
)
_NONE = re.compile(r"\W*(?:0|zero|no|none|nil|not|n/?a|unknown)\b", re.IGNORECASE)
"""Earlier visits that are none, or not known."""


@dataclass(frozen=True)
class Checked:
    """A criterion of the evidence with what was found of it."""

    guideline: GuidelineEvidence
    criterion: Criterion
    check: CriterionCheck


@dataclass(frozen=True)
class CriteriaChecker:
    """The criteria check of one item against its evidence."""

    item: DisputedItem
    evidence: Evidence
    body_parts: BodyParts
    situation: Situation

    def check(self) -> tuple[Checked, ...]:
        """The criteria of the highest tier that are about this request, each checked, in the evidence's order.

        A lower tier is not looked at where a higher one has a criterion that applies (8 CCR 9792.21.1(a)).
        """
        applying = [
            (guideline, criterion)
            for guideline in self.evidence.guidelines
            if about(guideline.passage, self.item) and self._of_the_body_part(guideline)
            for criterion in guideline.passage.criteria
            if self._applies(criterion)
        ]
        ranks = list(Tier)
        best = min((ranks.index(guideline.passage.edition.tier) for guideline, _ in applying), default=0)
        return tuple(
            Checked(guideline, criterion, self._check(guideline, criterion))
            for guideline, criterion in applying
            if ranks.index(guideline.passage.edition.tier) == best
        )

    def _of_the_body_part(self, guideline: GuidelineEvidence) -> bool:
        """An edition about body parts judges only a request that names one of them: the spine's tests fit no knee."""
        parts = guideline.passage.edition.body_parts
        return not parts or not self.body_parts(self.item.request).isdisjoint(parts)

    @cached_property
    def _sentences(self) -> list[RecordHit]:
        """The sentences of evidence, without those that speak of other body parts than the request."""
        asked = self.body_parts(self.item.request)
        hits = evidence_sentences(self.evidence.records)
        if not asked:
            return hits
        return [hit for hit in hits if not (named := self.body_parts(hit.sentence.text)) or named & asked]

    def _applies(self, criterion: Criterion) -> bool:
        request = self.item.request
        if criterion.kind is CriterionKind.SILENT or out_of_scope(criterion.scope, self.situation):
            return False
        if criterion.limit and criterion.limit.role == "trial" and self._had(criterion):
            return False
        if criterion.request and not holds(request, criterion.request):
            return False
        if holds(request, criterion.request_not):
            return False
        if not criterion.when or holds(request, criterion.when):
            return True
        treatment = criterion.request or criterion.when
        return any(
            asserts(hit.sentence.text, criterion.when, planned=True) and holds(hit.sentence.text, treatment)
            for hit in self._sentences
        )

    def _had(self, criterion: Criterion) -> bool:
        """Whether the treatment was had before: then a trial is over, and its limit no test any more."""
        said = self.item.earlier_visits or ""
        had = bool(said.strip()) and not _NONE.match(said)
        return had or any(_tells_of_earlier(hit, criterion) for hit in self._sentences)

    def _check(self, guideline: GuidelineEvidence, criterion: Criterion) -> CriterionCheck:
        stated = Pointer(source=guideline.source, sentence=criterion.sentence)
        if criterion.kind is CriterionKind.NOT_RECOMMENDED:
            check = CriterionCheck(label=criterion.label, criterion=stated, status=CriterionStatus.NOT_MET)
            return self._unless(criterion, check)
        if criterion.limit:
            return self._unless(criterion, self._limit(criterion, criterion.limit, stated))
        return self._shown(criterion, stated)

    def _unless(self, criterion: Criterion, check: CriterionCheck) -> CriterionCheck:
        """The check, left open where it fails and the record tells of another ground."""
        grounds = [hit for hit in self._sentences if asserts(hit.sentence.text, criterion.unless)]
        if check.status is not CriterionStatus.NOT_MET or not grounds:
            return check
        pointers = tuple(dict.fromkeys((*check.pointers, *map(_pointer, grounds[:2]))))
        return check.model_copy(update={"status": CriterionStatus.INSUFFICIENT, "pointers": pointers, "by_words": True})

    def _limit(self, criterion: Criterion, limit: Limit, stated: Pointer) -> CriterionCheck:
        """Compare the course with the limit; what leaves the course unclear leaves the criterion open."""
        asked = course(self.item, limit.unit)
        pointers: tuple[Pointer, ...] = ()
        searched = None
        if asked is not None and asked.total > limit.high:
            status = CriterionStatus.NOT_MET
        elif asked is not None:
            had = [] if asked.before else [hit for hit in self._sentences if _tells_of_earlier(hit, criterion)]
            pointers = tuple(_pointer(hit) for hit in had[:2])
            status = CriterionStatus.INSUFFICIENT if asked.before_unknown or had else CriterionStatus.MET
        elif numerals(self.item.request) or any(value for _, value in self.item.quantities):
            status = CriterionStatus.INSUFFICIENT
        else:
            # An incomplete request fails by itself; it alone was searched for the number.
            status, searched = CriterionStatus.NOT_DOCUMENTED, Search(sources=(), words=(limit.unit,))
        return CriterionCheck(
            label=criterion.label, criterion=stated, status=status, pointers=pointers, searched=searched
        )

    def _shown(self, criterion: Criterion, stated: Pointer) -> CriterionCheck:
        sentences = self._sentences
        near = [hit for hit in sentences if hit.near(criterion.about)]
        looked_for = [word for group in (*criterion.shown_by, criterion.about) for word in group]
        found = [_best(near, group, looked_for) for group in criterion.shown_by]
        shown = [hit for hit in found if hit]
        against = [hit for hit in sentences if asserts(hit.sentence.text, criterion.against)]
        other_ground = [hit for hit in sentences if asserts(hit.sentence.text, criterion.unless)]
        searched = self._receipt(criterion, found) if len(shown) < len(criterion.shown_by) else None
        if searched is None:
            status = _weigh(shown, against)
        elif other_ground or self._shown_elsewhere(criterion, found):
            status = CriterionStatus.INSUFFICIENT
        elif against:
            status = CriterionStatus.NOT_MET
        elif not sentences or not _carried(criterion, self.evidence.records):
            status = CriterionStatus.INSUFFICIENT
        else:
            status = CriterionStatus.NOT_DOCUMENTED
        weighed = against[:2] if status is CriterionStatus.NOT_MET else [*shown, *against[:2], *other_ground[:2]]
        return CriterionCheck(
            label=criterion.label,
            criterion=stated,
            status=status,
            pointers=tuple(dict.fromkeys(map(_pointer, weighed))),
            by_words=True,
            searched=searched,
        )

    def _shown_elsewhere(self, criterion: Criterion, found: Sequence[RecordHit | None]) -> bool:
        """Whether the sentences passed over would show it: too much to call it absent, too little to call it shown."""
        return all(
            hit or _best(self._passed_over, group, ()) for group, hit in zip(criterion.shown_by, found, strict=True)
        )

    @cached_property
    def _passed_over(self) -> list[RecordHit]:
        """The clinical sentences that speak of another body part or of somebody else."""
        kept = {_pointer(hit) for hit in self._sentences}
        return [hit for hit in clinical_sentences(self.evidence.records) if _pointer(hit) not in kept]

    def _receipt(self, criterion: Criterion, found: Sequence[RecordHit | None]) -> Search:
        missing = tuple(word for group, hit in zip(criterion.shown_by, found, strict=True) if not hit for word in group)
        other = [hit for hit in self._passed_over if asserts(hit.sentence.text, missing)]
        sources = dict.fromkeys(hit.source for hit in evidence_sentences(self.evidence.records))
        return Search(
            sources=tuple(sources),
            words=missing,
            about=criterion.about,
            passed_over=tuple(_pointer(hit) for hit in other if hit.near(criterion.about)),
        )


def about(passage: Passage, item: DisputedItem) -> bool:
    """Whether a passage is about the treatment: the request holds its heading, an alias or a criterion's word."""
    words = [word for criterion in passage.criteria for word in criterion.request]
    return holds(item.request, [*words, *passage.aliases, passage.heading])


def _best(hits: Sequence[RecordHit], words: Sequence[str], all_words: Sequence[str]) -> RecordHit | None:
    """The sentence that asserts one of the words and most of all that are looked for; of equals the newest."""
    found = [hit for hit in hits if asserts(hit.sentence.text, words)]

    def weight(hit: RecordHit) -> tuple[int, date]:
        return sum(asserts(hit.sentence.text, [word]) for word in all_words), hit.day or date.min

    return max(found, key=weight, default=None)


def _weigh(shown: Sequence[RecordHit], against: Sequence[RecordHit]) -> CriterionStatus:
    """What holds where the record shows a criterion and speaks against it: the newest word, where dates tell."""
    if not against:
        return CriterionStatus.MET
    for_days, against_days = [hit.day for hit in shown], [hit.day for hit in against]
    if None not in for_days and None not in against_days:
        if max(day for day in against_days if day) < min(day for day in for_days if day):
            return CriterionStatus.MET
        if min(day for day in against_days if day) > max(day for day in for_days if day):
            return CriterionStatus.NOT_MET
    return CriterionStatus.INSUFFICIENT


def _carried(criterion: Criterion, records: Sequence[RecordEvidence]) -> bool:
    """Whether the records that would hold the criterion are there and readable.

    A clinical summary was made from the whole file, and carries for it. A request for authorization alone carries
    nothing; a missing or unreadable document of the kinds that would hold the criterion leaves it open all the same.
    """
    kinds = [record for record in records if record.type is None or record.type in criterion.carried_by]
    clinical = [record for record in kinds if record.type is not RecordType.REQUEST_FOR_AUTHORIZATION]
    return bool(clinical) and all(record.status is RecordStatus.RECEIVED for record in kinds)


def _tells_of_earlier(hit: RecordHit, criterion: Criterion) -> bool:
    """Whether a sentence tells that the treatment was had before."""
    text = hit.sentence.text
    return asserts(text, criterion.request) and _HAD.search(text) is not None


def _pointer(hit: RecordHit) -> Pointer:
    return Pointer(source=hit.source, sentence=hit.sentence.number)
