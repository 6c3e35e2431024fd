"""What a model answers to the prompt `summary`: a clinical summary as sentences with pointers into the record."""

from typing import Annotated

from pydantic import Field

from drafter.domain.draft import DraftSentence
from drafter.drafting.answers.parts import AnswerSentence, Strict

MAX_SUMMARY = 20


class SummaryAnswer(Strict):
    """A whole answer."""

    sentences: Annotated[list[AnswerSentence], Field(min_length=1, max_length=MAX_SUMMARY)]

    def summary(self) -> tuple[DraftSentence, ...]:
        """The summary's sentences, with nothing dropped or mended."""
        return tuple(sentence.sentence() for sentence in self.sentences)
