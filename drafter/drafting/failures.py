"""Every way in which a question to a model can fail, and what that means for trying again."""

from dataclasses import dataclass
from enum import StrEnum

from drafter.errors import ModelError


class Failure(StrEnum):
    """A kind of failure; its value is the `failure` of the error and the outcome of the call in the store."""

    RATE_LIMIT = "rate limit"
    QUOTA = "quota used up"
    SERVER_ERROR = "server error"
    TIMEOUT = "timeout"
    DEADLINE = "deadline"
    CONNECTION = "connection broken"
    UNREACHABLE = "unreachable"
    KEY_REFUSED = "key refused"
    UNKNOWN_MODEL = "unknown model"
    PROMPT_TOO_LONG = "prompt too long"
    REQUEST_REFUSED = "request refused"
    REDIRECT = "redirect"
    HTML = "web page"
    NO_COMPLETION = "no chat completion"
    BROKEN_JSON = "broken JSON"
    WRONG_SCHEMA = "wrong schema"
    CUT_OFF = "cut off"
    REFUSAL = "refusal"
    CONTENT_FILTER = "content filter"
    NO_CHOICE = "no choice"
    EMPTY = "empty answer"
    TOKEN_LIMIT = "token limit"
    COST_LIMIT = "cost limit"

    @property
    def passing(self) -> bool:
        """Whether the same request may well be answered a little later."""
        return self in _PASSING

    @property
    def fatal(self) -> bool:
        """Whether it concerns every call, so that to go on with other items is of no use."""
        return self in _FATAL

    @property
    def unpaid(self) -> bool:
        """Whether it is certain that the server made no tokens for the call."""
        return self in _UNPAID


_PASSING = frozenset(
    {
        Failure.RATE_LIMIT,
        Failure.SERVER_ERROR,
        Failure.TIMEOUT,
        Failure.CONNECTION,
        Failure.UNREACHABLE,
        Failure.HTML,
        Failure.NO_COMPLETION,
        Failure.NO_CHOICE,
        Failure.EMPTY,
    }
)
_FATAL = frozenset(
    {
        Failure.QUOTA,
        Failure.UNREACHABLE,
        Failure.KEY_REFUSED,
        Failure.UNKNOWN_MODEL,
        Failure.REDIRECT,
        Failure.COST_LIMIT,
    }
)
_UNPAID = frozenset(
    {
        Failure.RATE_LIMIT,
        Failure.QUOTA,
        Failure.SERVER_ERROR,
        Failure.UNREACHABLE,
        Failure.KEY_REFUSED,
        Failure.UNKNOWN_MODEL,
        Failure.PROMPT_TOO_LONG,
        Failure.REQUEST_REFUSED,
        Failure.REDIRECT,
    }
)


@dataclass(frozen=True)
class Objection:
    """What a server has against a request that it refuses; never shown, since it may repeat the request."""

    parameter: str
    """The parameter that it names for it; empty where it names none."""
    words: str
    """Its message, code and type, in small letters."""


class CallFailure(ModelError):
    """A call that brought no usable answer.

    Its text names item, server and remedy, and holds no case text and no key.
    """

    def __init__(
        self,
        kind: Failure,
        message: str,
        *,
        wait: float | None = None,
        objection: Objection | None = None,
        finish_reason: str | None = None,
        tokens: tuple[int | None, int | None] = (None, None),
    ) -> None:
        """Say what failed.

        Args:
            kind: the kind of failure.
            message: the one line for the user.
            wait: seconds that the server asked us to wait.
            objection: what the server has against the request, where it refused it.
            finish_reason: why the model stopped, where it did.
            tokens: tokens of prompt and completion that the server counted.
        """
        super().__init__(message, kind.value)
        self.kind = kind
        self.wait = wait
        self.objection = objection
        self.finish_reason = finish_reason
        self.tokens = tokens

    def with_more(self, more: str) -> "CallFailure":
        """The same failure with more said at the end of its line."""
        return CallFailure(
            self.kind,
            f"{self}; {more}",
            wait=self.wait,
            objection=self.objection,
            finish_reason=self.finish_reason,
            tokens=self.tokens,
        )
