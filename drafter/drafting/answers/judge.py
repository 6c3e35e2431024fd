"""What a model answers to the prompt `judge`: whether the evidence pointed at supports each sentence."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from drafter.drafting.answers.parts import Strict

MAX_JUDGED = 20


class Support(StrEnum):
    """Whether what a sentence points at bears it out."""

    SUPPORTED = "supported"
    NOT_SUPPORTED = "not supported"
    CANNOT_TELL = "cannot tell"


class JudgedSentence(Strict):
    """One sentence, judged; the reason stands first, so that it is found before the verdict."""

    number: Annotated[int, Field(ge=1, le=99)]
    """Its number in the rationale, from 1."""
    why: str
    support: Literal["supported", "not supported", "cannot tell"]


class JudgeAnswer(Strict):
    """A whole answer."""

    sentences: Annotated[list[JudgedSentence], Field(max_length=MAX_JUDGED)]
