"""What a model answers to the prompt `repair`: the sentences and criteria at fault, written anew."""

from typing import Annotated, Literal

from pydantic import Field

from drafter.domain.draft import DraftSentence
from drafter.drafting.answers.parts import MAX_POINTERS, AnswerPointer, Strict, in_domain

MAX_REPAIRED = 13
"""The most sentences of a rationale, and a missing closing sentence."""


class RepairedSentence(Strict):
    """A sentence of the rationale, written anew."""

    number: Annotated[int, Field(ge=1, le=99)]
    """Its number in the rationale, from 1; one more than there are for a closing sentence that was missing."""
    text: str
    pointers: Annotated[list[AnswerPointer], Field(max_length=MAX_POINTERS)]

    def sentence(self) -> DraftSentence:
        """The sentence in the domain's form."""
        return DraftSentence(text=self.text, pointers=in_domain(self.pointers))


class RepairedCriterion(Strict):
    """A criterion, judged anew."""

    number: Annotated[int, Field(ge=1, le=99)]
    """Its number in the checklist, from 1."""
    criterion: AnswerPointer
    status: Literal["met", "not met", "not documented", "insufficient"]
    pointers: Annotated[list[AnswerPointer], Field(max_length=MAX_POINTERS)]


class RepairAnswer(Strict):
    """A whole answer."""

    criteria: Annotated[list[RepairedCriterion], Field(max_length=MAX_REPAIRED)]
    sentences: Annotated[list[RepairedSentence], Field(max_length=MAX_REPAIRED)]
