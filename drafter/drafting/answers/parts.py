"""What the answers to several prompts are made of.

They keep to what strict structured output allows: every property required, no further ones, no length limits on
strings. Lists have a limit, so that a model that repeats itself comes to an end.
"""

from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from drafter.domain.draft import DraftSentence, Pointer

MAX_POINTERS = 6


class Strict(BaseModel):
    """Base of every answer: unknown fields and values of another type are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class AnswerPointer(Strict):
    """Evidence that an answer points at; whether it exists is not the schema's business: grounding checks that."""

    source: Annotated[str, Field(pattern=r"^[GR][1-9][0-9]?[0-9]?$")]
    sentence: Annotated[int, Field(ge=1, le=99999)]

    def pointer(self) -> Pointer:
        """The pointer in the domain's form."""
        return Pointer(source=self.source, sentence=self.sentence)


class AnswerSentence(Strict):
    """One sentence with what it rests on."""

    text: str
    pointers: Annotated[list[AnswerPointer], Field(max_length=MAX_POINTERS)]

    def sentence(self) -> DraftSentence:
        """The sentence in the domain's form."""
        return DraftSentence(text=self.text, pointers=in_domain(self.pointers))


def in_domain(pointers: Sequence[AnswerPointer]) -> tuple[Pointer, ...]:
    """Pointers in the domain's form, nothing dropped."""
    return tuple(pointer.pointer() for pointer in pointers)
