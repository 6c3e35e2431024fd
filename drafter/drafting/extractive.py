"""The built-in drafter: no model, no network; every sentence is set from the evidence that it points at."""

from collections.abc import Iterator, Sequence

from drafter import __version__
from drafter.domain.conclusion import CLOSING, follows_parent
from drafter.domain.determination import Determination
from drafter.domain.draft import CriterionStatus, DraftedBy, DraftSentence, ItemDraft
from drafter.domain.terms import holds
from drafter.drafting import prose
from drafter.drafting.criteria import Checked, about, check_criteria
from drafter.drafting.drafter import ItemTask

MODEL = "extractive"

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
_DECIDING = (
    CriterionStatus.NOT_MET,
    CriterionStatus.NOT_DOCUMENTED,
    CriterionStatus.INSUFFICIENT,
    CriterionStatus.MET,
)
"""The first of these that any criterion has decides: a failed one fails the request, an open one leaves it open."""
_PROPOSAL = {
    CriterionStatus.NOT_MET: Determination.UPHELD,
    CriterionStatus.NOT_DOCUMENTED: Determination.UPHELD,
    CriterionStatus.INSUFFICIENT: Determination.INSUFFICIENT,
    CriterionStatus.MET: Determination.OVERTURNED,
}
_ARGUED = 3
"""At most so many criteria are argued in a rationale, to keep to the length of real ones; the checklist shows all."""


class ExtractiveDrafter:
    """Drafts by the criteria that the corpus holds as data, as real letters argue: guideline, record, application."""

    def draft(self, task: ItemTask) -> ItemDraft:
        """The proposal for one item; the same evidence always gives the same proposal."""
        checked = tuple(c for c in check_criteria(task.item, task.evidence) if about(c.guideline.passage, task.item))
        deciding = next((status for status in _DECIDING if any(c.check.status is status for c in checked)), None)
        parent = task.parent
        if parent is not None and (parent is not Determination.OVERTURNED or deciding is None):
            return _follow(task, parent, checked)
        if deciding is None:
            deciding = CriterionStatus.INSUFFICIENT
        return ItemDraft(
            criteria=tuple(c.check for c in checked),
            probability=round(_PROBABILITY[deciding], 3),
            determination=_PROPOSAL[deciding],
            rationale=(*_argument(checked, deciding, task), DraftSentence(text=CLOSING[_PROPOSAL[deciding]])),
        )

    def drafted_by(self) -> DraftedBy:
        """The drafter's name and version."""
        return DraftedBy(model=MODEL, version=__version__)


def _follow(task: ItemTask, parent: Determination, checked: Sequence[Checked]) -> ItemDraft:
    """A dependent item gets the outcome of the item that it depends on."""
    assert task.item.depends_on is not None
    status = next(status for status, proposal in reversed(_PROPOSAL.items()) if proposal is parent)
    return ItemDraft(
        criteria=tuple(c.check for c in checked),
        probability=round(_PROBABILITY[status], 3),
        determination=parent,
        rationale=(
            DraftSentence(text=follows_parent(task.item.depends_on, parent)),
            DraftSentence(text=CLOSING[parent]),
        ),
    )


def _argument(checked: Sequence[Checked], deciding: CriterionStatus, task: ItemTask) -> Iterator[DraftSentence]:
    """The sentences before the closing one: the criteria that decide, then what else the same edition says of it."""
    argued = [c for c in checked if c.check.status is deciding]
    if _PROPOSAL[deciding] is Determination.UPHELD:
        argued += [c for c in checked if c.check.status is CriterionStatus.NOT_DOCUMENTED and c not in argued]
    argued = argued[:_ARGUED]
    stated = set()
    for c in argued:
        if c.check.criterion not in stated:
            yield prose.guideline_says(c.guideline, c.check.criterion.sentence)
        stated.add(c.check.criterion)
        for pointer in c.check.pointers:
            if pointer not in stated:
                yield prose.record_says(pointer, task.evidence)
            stated.add(pointer)
        yield prose.application(c, task.item, task.evidence.records)
    yield from _besides(argued, task)


def _besides(argued: Sequence[Checked], task: ItemTask) -> Iterator[DraftSentence]:
    """What another passage says of the treatment: of the edition argued from, or the best one where none is."""
    used = {c.guideline.source for c in argued}
    editions = {c.guideline.passage.edition.id for c in argued[:1]}
    words = [word for c in argued for word in c.criterion.request] or [task.item.request]
    for guideline in task.evidence.guidelines:
        same = guideline.passage.edition.id in editions or not editions
        if guideline.source not in used and same:
            for statement in guideline.passage.sentences:
                if holds(statement.text, words):
                    yield prose.guideline_says(guideline, statement.number)
                    return
