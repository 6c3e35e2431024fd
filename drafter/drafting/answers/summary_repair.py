"""What a model answers to the prompt `summary-repair`: the summary's sentences at fault, written anew."""

from typing import Annotated

from pydantic import Field

from drafter.drafting.answers.parts import Strict
from drafter.drafting.answers.repair import RepairedSentence
from drafter.drafting.answers.summary import MAX_SUMMARY


class SummaryRepairAnswer(Strict):
    """A whole answer."""

    sentences: Annotated[list[RepairedSentence], Field(max_length=MAX_SUMMARY)]
