"""What a model answers to the prompt `select`: which sentences of one part of the records matter."""

from typing import Annotated

from pydantic import Field

from drafter.domain.draft import Pointer
from drafter.drafting.answers.parts import AnswerPointer, Strict, in_domain

MAX_SELECTED = 60


class SelectAnswer(Strict):
    """A whole answer."""

    pointers: Annotated[list[AnswerPointer], Field(max_length=MAX_SELECTED)]

    def selected(self) -> tuple[Pointer, ...]:
        """The sentences chosen, as they were answered."""
        return in_domain(self.pointers)
