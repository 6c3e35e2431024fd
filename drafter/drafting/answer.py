"""What a model answers for one item: one JSON schema for every item, and its way into the domain.

The schema never depends on the item, so that a server can keep what it compiled from it.
"""

from typing import Annotated, Literal

from pydantic import Field

from drafter.domain.determination import Determination
from drafter.domain.draft import CriterionCheck, CriterionStatus, ItemDraft
from drafter.drafting.answers.parts import MAX_POINTERS, AnswerPointer, AnswerSentence, Strict, in_domain

MAX_CRITERIA, MAX_SENTENCES = 10, 12


class AnswerCriterion(Strict):
    """One criterion, checked."""

    label: str
    criterion: AnswerPointer
    status: Literal["met", "not met", "not documented", "insufficient"]
    pointers: Annotated[list[AnswerPointer], Field(max_length=MAX_POINTERS)]


class Answer(Strict):
    """A whole answer; the order of the fields is the order in which the model writes them."""

    criteria: Annotated[list[AnswerCriterion], Field(max_length=MAX_CRITERIA)]
    probability_percent: Annotated[int, Field(ge=0, le=100)]
    determination: Literal["Overturned", "Upheld", "Insufficient"]
    rationale: Annotated[list[AnswerSentence], Field(min_length=1, max_length=MAX_SENTENCES)]

    def item_draft(self) -> ItemDraft:
        """The answer as a proposal, with nothing dropped or mended."""
        return ItemDraft(
            criteria=tuple(
                CriterionCheck(
                    label=check.label,
                    criterion=check.criterion.pointer(),
                    status=CriterionStatus(check.status),
                    pointers=in_domain(check.pointers),
                )
                for check in self.criteria
            ),
            probability=self.probability_percent / 100,
            determination=Determination(self.determination),
            rationale=tuple(sentence.sentence() for sentence in self.rationale),
        )
