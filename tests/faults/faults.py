"""What a fault server does wrong, how often, and what it takes."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tests.faults.answers import AnswerMaker, answer_to
from tests.faults.asked import Asked


class Fault(StrEnum):
    """One way in which a model server fails a request."""

    RATE_SHORT = "429, retry-after 0.05"
    RATE_ZERO = "429, retry-after 0"
    RATE_MS = "429, retry-after-ms 50"
    RATE_LONG = "429, retry-after 120"
    RATE_DATE = "429, retry-after a date one to two seconds ahead"
    RATE_BARE = "429, no retry-after"
    QUOTA = "429, insufficient_quota"
    KEY_REFUSED = "401"
    ERROR_500 = "500"
    ERROR_502 = "502, an HTML page"
    ERROR_503 = "503"
    HANG = "never answers"
    CUT_BODY = "200, the connection ends within the body"
    GARBAGE_BODY = "200, a body that is no JSON"
    HTML_BODY = "200, an HTML page"
    GARBAGE_CONTENT = "an answer that is no JSON"
    CUT_CONTENT = "an answer that is JSON cut off, said to be whole"
    WRONG_SCHEMA = "an answer of another schema"
    UNKNOWN_IDS = "an answer that points at G99 and R99"
    REFUSAL = "a refusal"
    CONTENT_FILTER = "stopped by the content filter"
    PROMPT_FILTERED = "400, the prompt stopped by the content filter"
    LENGTH = "cut off at max_tokens, and said so"
    NO_CHOICES = "no choice"
    EMPTY_CONTENT = "an empty answer"
    SLOW = "a byte now and then"
    RESET = "connection reset"
    CLOSED = "connection closed without an answer"
    CONTEXT_TOO_LONG = "400, context too long"
    NO_JSON_SCHEMA = "400, no json_schema"
    """Met only by what asks for it; so is the next."""
    UNSUPPORTED_PARAMETER = "400, max_tokens unsupported"

    def meets(self, asked: Asked) -> bool:
        """Whether a request can meet it."""
        match self:
            case Fault.NO_JSON_SCHEMA:
                return asked.format == "json_schema"
            case Fault.UNSUPPORTED_PARAMETER:
                return "max_tokens" in asked.body
        return True


class Formats(StrEnum):
    """What a server makes of `response_format`."""

    HONOURED = "json_schema and json_object are honoured"
    NO_SCHEMA = "json_schema is refused with 400, json_object is honoured"
    NEITHER = "json_schema and json_object are refused with 400"
    IGNORED = "neither is refused, and the answer is prose around a fenced block of JSON"


@dataclass(frozen=True)
class Plan:
    """How a fault server behaves. What a request meets depends on nothing but the plan, its bytes and its attempt.

    A question asked again in another form, or with what was wrong with its answer, is another request.
    """

    shares: Mapping[Fault, float] = field(default_factory=dict)
    """Of each fault, the share of attempts that meet it; together no more than 1."""
    seed: int = 0
    script: tuple[Fault | None, ...] = ()
    """What the first attempts at every request meet, in order (None: no fault); later ones go by the shares."""
    latency: float = 0
    """Seconds from a request to its answer, be it a fault or not."""
    formats: Formats = Formats.HONOURED
    refused: frozenset[str] = frozenset()
    """Names of parameters that are refused with 400 wherever a request has them, such as max_tokens."""
    answer: AnswerMaker = answer_to
    """Makes the answers. For a server in its own process it must be a function of an importable module."""

    def __post_init__(self) -> None:
        if min(self.shares.values(), default=0) < 0 or sum(self.shares.values()) > 1 + 1e-9:
            raise ValueError("shares are from 0 to 1, and together no more than 1")

    def fault(self, digest: str, attempt: int) -> Fault | None:
        """What the attempt (from 1) at the request with this digest of its body meets; None: an answer."""
        if attempt <= len(self.script):
            return self.script[attempt - 1]
        drawn = hashlib.sha256(f"{self.seed} {digest} {attempt}".encode()).digest()
        point, reached = int.from_bytes(drawn[:8]) / 2**64, 0.0
        for fault, share in self.shares.items():
            reached += share
            if point < reached:
                return fault
        return None
