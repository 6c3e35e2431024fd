"""What drafting asks of a model, whatever server it runs on, and what it gets back."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, Generic, Protocol, TypeVar

from pydantic_core import to_json

from drafter.domain.text import sha256_text

T = TypeVar("T")
SUMMARY = "the clinical summary"
"""As errors name it."""


class Purpose(StrEnum):
    """What a question is for; each has a prompt of this name."""

    SUMMARY = "summary"
    SELECT = "select"
    SUMMARY_REPAIR = "summary-repair"
    ITEM = "item"
    REPAIR = "repair"
    JUDGE = "judge"


class Unusable(Exception):
    """An answer that cannot be read; its text says what is wrong in a few words, without a word of the answer."""


class Waiting(Exception):
    """The question was written to a file, and its answer is still to come."""


@dataclass(frozen=True)
class AnswerForm:
    """The JSON form of an answer."""

    name: str
    """Short name that servers are given with the schema."""
    schema: dict[str, Any]


@dataclass(frozen=True)
class Ask(Generic[T]):
    """One question to a model."""

    purpose: Purpose
    case: str
    """The case number, by which the store lists the call."""
    item: int | None
    """Number of the item; None for the case as a whole."""
    model: str
    messages: list[dict[str, str]]
    form: AnswerForm
    read: Callable[[str], T]
    """Reads the text of an answer; raises `Unusable`."""
    parameters: dict[str, float | int | str] = field(default_factory=dict)
    """Temperature, seed and max_tokens, as a chat completion names them."""

    @property
    def at(self) -> str:
        """What it is about, as errors name it."""
        return f"item {self.item}" if self.item else SUMMARY

    @cached_property
    def body(self) -> dict[str, Any]:
        """The chat completion in the fullest form; a server that takes less gets less (`drafting.form`)."""
        schema = {"name": self.form.name, "strict": True, "schema": self.form.schema}
        return {
            "model": self.model,
            "messages": self.messages,
            "response_format": {"type": "json_schema", "json_schema": schema},
            **self.parameters,
        }

    @cached_property
    def sha256(self) -> str:
        """Digest of the body, by which its answer is kept: the same for every server and every form it takes."""
        return sha256_text(to_json(_in_order(self.body)).decode())


def _in_order(value: Any) -> Any:
    """JSON with the names of each object in order."""
    if isinstance(value, dict):
        return {name: _in_order(value[name]) for name in sorted(value)}
    return [_in_order(part) for part in value] if isinstance(value, list) else value


@dataclass(frozen=True)
class Reply:
    """What a model answered."""

    text: str
    finish_reason: str | None
    prompt_tokens: int | None
    completion_tokens: int | None


@dataclass(frozen=True)
class Answered(Generic[T]):
    """An answer that can be used, and how it came."""

    value: T
    reply: Reply


class Deadline:
    """The time by which an item must be drafted, waits, retries and repairs with it; it runs from its first call."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._until: float | None = None

    def begin(self) -> None:
        """The first call is about to be sent; later calls of this change nothing."""
        if self._until is None:
            self._until = time.monotonic() + self.seconds

    @property
    def left(self) -> float:
        """Seconds left; all of them while it has not begun; never below 0."""
        return self.seconds if self._until is None else max(0.0, self._until - time.monotonic())


class Asker(Protocol):
    """Gets questions answered: from the store, from a server, or through files."""

    async def ask(self, ask: Ask[T], deadline: Deadline) -> Answered[T]:
        """The answer to a question, read.

        Raises:
            ModelError: no usable answer came by the deadline, or none can come; its `failure` names the kind.
            Waiting: the question waits for an answer in a file.
        """
        ...
