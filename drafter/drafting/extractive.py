"""The built-in drafter: no model, no network; every sentence is set from the evidence that it points at."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from drafter import __version__
from drafter.domain.case import Case
from drafter.domain.conclusion import CLOSING
from drafter.domain.determination import Determination
from drafter.domain.draft import (
    EXTRACTIVE,
    CriterionStatus,
    DraftedBy,
    DraftSentence,
    Finding,
    ItemDraft,
    SentenceState,
)
from drafter.domain.evidence import GuidelineEvidence, RecordEvidence
from drafter.domain.quantity import find_courses, find_quantities
from drafter.domain.set_sentences import NO_CRITERION, Parent, tier_left
from drafter.domain.terms import holds
from drafter.domain.text import normal_form
from drafter.drafting import prose
from drafter.drafting.criteria import BodyParts, Checked, CriteriaChecker
from drafter.drafting.drafter import ItemTask
from drafter.guidelines.scope import situation

_BASE_RATE = 33 / 283
"""Share of items overturned in 130 decisions of December 2016 to February 2017."""
_PROBABILITY = {
    CriterionStatus.NOT_MET: 1 / 26,
    CriterionStatus.NOT_DOCUMENTED: 3 / 190,
    CriterionStatus.INSUFFICIENT: _BASE_RATE,
    CriterionStatus.MET: 0.7,
}
"""By the status that decides an item. In the same decisions none of 24 items over a limit and 2 of 188 with a required
element not documented were overturned (Laplace's rule added); the figure for all criteria met is a judgement."""
_PROPOSAL = {
    CriterionStatus.NOT_MET: Determination.UPHELD,
    CriterionStatus.NOT_DOCUMENTED: Determination.UPHELD,
    CriterionStatus.INSUFFICIENT: Determination.INSUFFICIENT,
    CriterionStatus.MET: Determination.OVERTURNED,
}
"""In the order in which they decide: one failed criterion fails the request, an open one leaves it open."""
_WORD = re.compile(r"[^\W_]+")
_SHORT = 3
"""Words up to so many letters, of which most are articles and prepositions, tell nothing of a treatment."""
_NAMED = 2
"""Words of a request that a statement shares where it names the treatment."""
_ARGUED = 3
"""At most so many criteria are argued in a rationale, to keep to the length of real ones; the checklist shows all."""


class ExtractiveDrafter:
    """Drafts by the criteria that the corpus holds as data, as real letters argue: guideline, record, application."""

    def __init__(self, body_parts: BodyParts) -> None:
        # The same sentences of a record are asked about for every item.
        self._body_parts: BodyParts = lru_cache(maxsize=4096)(body_parts)

    def propose(self, task: ItemTask) -> ItemDraft:
        """The proposal for one item; the same evidence always gives the same proposal."""
        guidelines = task.evidence.guidelines
        day = guidelines[0].in_force_on.day if guidelines else None
        now = situation(task.item.request, task.case, self._body_parts, day)
        checked = CriteriaChecker(task.item, task.evidence, self._body_parts, now).check()
        verdict = _verdict(checked)
        status, sentences = _on_its_own(verdict, task)
        if task.parent and not (verdict and verdict.status is CriterionStatus.NOT_MET):
            status, sentences = _after_parent(task.parent, verdict, task)
        determination = _PROPOSAL[status]
        return ItemDraft(
            criteria=tuple(c.check for c in checked),
            probability=round(_PROBABILITY[status], 3),
            determination=determination,
            rationale=(*sentences, DraftSentence(text=CLOSING[determination])),
        )

    async def draft(self, task: ItemTask) -> ItemDraft:
        """The proposal for one item."""
        return self.propose(task)

    async def mended(self, task: ItemTask, draft: ItemDraft, findings: Sequence[Finding]) -> None:
        """Nothing: the same evidence would give the same sentences again."""

    async def remarks(self, task: ItemTask, draft: ItemDraft, states: Sequence[SentenceState]) -> tuple[Finding, ...]:
        """None: it is shown everything, and has no judge."""
        return ()

    async def summary(self, case: Case, records: Sequence[RecordEvidence]) -> None:
        """Nothing: it understands no record."""

    async def mended_summary(self, *_: object) -> None:
        """Nothing: it writes no summary."""

    def drafted_by(self) -> DraftedBy:
        """The drafter's name and version."""
        return DraftedBy(model=EXTRACTIVE, version=__version__)


@dataclass(frozen=True)
class _Verdict:
    """The status that decides an item, the criteria that its rationale argues, and a sentence on what stays open."""

    status: CriterionStatus
    argued: tuple[Checked, ...]
    reserve: DraftSentence | None = None


_Reasoned = tuple[CriterionStatus, tuple[DraftSentence, ...]]


def _on_its_own(verdict: _Verdict | None, task: ItemTask) -> _Reasoned:
    if verdict is None:
        beside = tuple(_besides((), task))
        return CriterionStatus.INSUFFICIENT, (*_past(beside, task), *beside, DraftSentence(text=NO_CRITERION))
    argued = (*_argument(verdict, task), *_besides(verdict.argued, task))
    return verdict.status, (*_past(argued, task), *argued)


def _past(sentences: Sequence[DraftSentence], task: ItemTask) -> Iterator[DraftSentence]:
    """Why the search went past the tiers above the highest that these sentences rest on."""
    tiers = {guideline.source: guideline.passage.edition.tier for guideline in task.evidence.guidelines}
    used = [tiers[p.source] for sentence in sentences for p in sentence.pointers if p.source in tiers]
    for step in task.search.tiers if used else ():
        if step.tier in used:
            return
        if step.left_because:
            yield DraftSentence(text=tier_left(step))


def _after_parent(parent: Parent, verdict: _Verdict | None, task: ItemTask) -> _Reasoned:
    """A dependent item follows its parent; under a necessary parent, what is counted stands on its own."""
    follows = DraftSentence(text=parent.sentence)
    amounts = [*find_quantities(task.item.request), *find_courses(task.item.request)]
    counted = any(amount.high > 1 for amount in amounts)
    if parent.outcome is Determination.OVERTURNED and (verdict or counted):
        status, sentences = _on_its_own(verdict, task)
        return status, (follows, *sentences)
    return next(status for status, proposal in _PROPOSAL.items() if proposal is parent.outcome), (follows,)


def _verdict(checked: Sequence[Checked]) -> _Verdict | None:
    """What the criteria come to, or None where there is none; an edition that may not govern decides nothing."""
    firm = [c for c in checked if not c.guideline.near_boundary]
    if not firm:
        return _edition_open(checked) if checked else None
    status = next(status for status in _PROPOSAL if any(c.check.status is status for c in firm))
    argued = [c for c in firm if c.check.status is status]
    if status is CriterionStatus.NOT_MET:
        argued += [c for c in firm if c.check.status is CriterionStatus.NOT_DOCUMENTED]
    if status is CriterionStatus.MET and not any(c.guideline.passage.complete for c in firm):
        return _Verdict(CriterionStatus.INSUFFICIENT, tuple(argued[:_ARGUED]), prose.untested(argued[:_ARGUED]))
    return _Verdict(status, tuple(argued[:_ARGUED]))


def _edition_open(checked: Sequence[Checked]) -> _Verdict:
    argued = tuple(checked[:_ARGUED])
    pointers = tuple(c.check.criterion for c in argued)
    reserve = prose.edition_open((c.guideline for c in argued), tuple(dict.fromkeys(pointers)))
    return _Verdict(CriterionStatus.INSUFFICIENT, argued, reserve)


def _argument(verdict: _Verdict, task: ItemTask) -> Iterator[DraftSentence]:
    """Of each criterion argued: the guideline's statement, the record's sentences, how the one applies to the other."""
    stated = set()
    for c in verdict.argued:
        if c.check.criterion not in stated:
            yield prose.guideline_says(c.guideline, c.check.criterion.sentence)
        stated.add(c.check.criterion)
        for pointer in c.check.pointers:
            if pointer not in stated:
                yield prose.record_says(pointer, task.evidence)
            stated.add(pointer)
        if verdict.reserve is None:
            yield prose.application(c, task.item, task.evidence.records)
    if verdict.reserve:
        yield verdict.reserve


def _besides(argued: Sequence[Checked], task: ItemTask) -> Iterator[DraftSentence]:
    """What another passage says of the treatment: of the edition argued from, or the best about it where none is.

    Where nothing is argued and no passage names the treatment, the one that fits best is cited all the same, so that
    the reviewer is told where to read.
    """
    used = {c.guideline.source for c in argued}
    editions = {c.guideline.passage.edition.id for c in argued[:1]}
    words = [word for c in argued for word in c.criterion.request]
    for guideline in task.evidence.guidelines:
        passage = guideline.passage
        if guideline.source in used or (editions and passage.edition.id not in editions):
            continue
        if not editions:
            words = [word for word in (passage.heading, *passage.aliases) if holds(task.item.request, [word])]
        statement = next((s for s in passage.sentences if holds(s.text, words)), None)
        if statement:
            yield prose.guideline_says(guideline, statement.number)
            return
    if not argued:
        yield from _nearest(task)


def _nearest(task: ItemTask) -> Iterator[DraftSentence]:
    """The statement that has most words of the request, of the passage that fits best or of one that names it better.

    Words that many requests have ("lumbar", "therapy") are shared by chance, so that another passage than the first
    must share more than one.
    """
    asked = _words(task.item.request)
    best: tuple[int, GuidelineEvidence, int] | None = None
    for place, guideline in enumerate(task.evidence.guidelines):
        for statement in guideline.passage.sentences:
            shared = len(asked & _words(statement.text))
            enough = shared >= _NAMED if place else True
            if enough and (best is None or shared > best[0]):
                best = shared, guideline, statement.number
    if best:
        yield prose.guideline_says(*best[1:])


def _words(text: str) -> set[str]:
    return {word for word in _WORD.findall(normal_form(text)) if len(word) > _SHORT}
