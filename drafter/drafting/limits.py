"""Limits on the calls to a model server that are kept: at a time, a minute, and in money.

Before a call is sent, the most that it can take is set aside; when it has ended, what it took is counted instead. So no
limit is exceeded, whatever the server counts.
"""

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import Self

from drafter.drafting.failures import CallFailure, Failure
from drafter.errors import SettingsError
from drafter.settings import settings

CONCURRENCY = 8
"""Calls at a time, where nothing else is said."""
WINDOW = 61.0
"""Seconds that a call counts for a minute's limit: a minute, and one second, since the server counts from when the
request has arrived and not from when it was sent."""
_MILLION = 1e6


@dataclass(frozen=True)
class Prices:
    """US dollars for a million tokens."""

    prompt: float
    completion: float

    @classmethod
    def of_settings(cls) -> Self | None:
        """What the environment says; None where it says nothing.

        Raises:
            SettingsError: one price is set, and the other is not.
        """
        prompt, completion = settings().price_prompt, settings().price_completion
        if prompt is None and completion is None:
            return None
        if prompt is None or completion is None:
            raise SettingsError(
                "DRAFTER_PRICE_PROMPT and DRAFTER_PRICE_COMPLETION go together; set both, 0 for no price"
            )
        return cls(prompt, completion)

    def cost(self, prompt_tokens: int, completion_tokens: int) -> float:
        """The price of a call, in US dollars."""
        return (self.prompt * prompt_tokens + self.completion * completion_tokens) / _MILLION


@dataclass(frozen=True)
class Limits:
    """What a run may ask of a server; None: as much as it takes."""

    concurrency: int = CONCURRENCY
    """Calls at a time."""
    requests_per_minute: int | None = None
    tokens_per_minute: int | None = None
    """Tokens of prompts and answers together."""
    max_cost: float | None = None
    """US dollars."""
    prices: Prices | None = None

    def __post_init__(self) -> None:
        if self.max_cost is not None and self.prices is None:
            raise SettingsError(
                "a limit of cost needs prices; set DRAFTER_PRICE_PROMPT and DRAFTER_PRICE_COMPLETION, "
                "in US dollars for a million tokens"
            )


@dataclass
class Reservation:
    """What is set aside for one call."""

    tokens: int
    cost: float
    at: float
    """When, by the clock of the event loop."""
    counted: bool = False
    """Whether it counts for the present minute."""


class Limiter:
    """Lets calls pass as limits allow, in the order in which they come; for one event loop."""

    def __init__(self, limits: Limits, spent: float = 0.0) -> None:
        """`spent` is what was spent before and counts for the limit of cost, in US dollars."""
        self._limits = limits
        self._spent = spent
        self._flying = 0
        self._set_aside = 0.0
        self._window: deque[Reservation] = deque()
        self._tokens = 0
        self._first = asyncio.Lock()
        self._freed = asyncio.Event()

    async def reserve(self, tokens: int, cost: float, about: str) -> Reservation:
        """Wait until a call may be sent that takes at most so many tokens and US dollars.

        One that is cancelled while it waits leaves nothing behind.

        Raises:
            CallFailure: the limit of cost leaves no room for it, or it can never be within the limit of tokens.
        """
        allowed = self._limits.tokens_per_minute
        if allowed is not None and tokens > allowed:
            raise CallFailure(
                Failure.TOKEN_LIMIT,
                f"{about}: the call may take {tokens} tokens, more than the {allowed} allowed a minute; "
                "raise --tokens-per-minute",
            )
        async with self._first:  # whoever is first waits alone for room, and all others behind it
            while (wait := self._wait(tokens, cost, about)) > 0:
                self._freed.clear()
                await _either(self._freed, wait)
            return self._take(tokens, cost)

    def settle(self, reservation: Reservation, tokens: int | None, cost: float | None) -> None:
        """The call has ended, and took this; None: as much as was set aside."""
        self._flying -= 1
        self._set_aside -= reservation.cost
        self._spent += reservation.cost if cost is None else cost
        if tokens is not None and reservation.counted:
            self._tokens += tokens - reservation.tokens
            reservation.tokens = tokens
        self._freed.set()

    def _take(self, tokens: int, cost: float) -> Reservation:
        reservation = Reservation(tokens, cost, asyncio.get_running_loop().time())
        self._flying += 1
        self._set_aside += cost
        if self._limits.requests_per_minute is not None or self._limits.tokens_per_minute is not None:
            reservation.counted = True
            self._window.append(reservation)
            self._tokens += tokens
        return reservation

    def _wait(self, tokens: int, cost: float, about: str) -> float:
        """Seconds until there may be room; 0 where there is, infinity where only the end of a call can make it."""
        if self._flying >= self._limits.concurrency or not self._affordable(cost, about):
            return float("inf")
        now = asyncio.get_running_loop().time()
        while self._window and self._window[0].at + WINDOW <= now:
            left = self._window.popleft()
            left.counted = False
            self._tokens -= left.tokens
        requests, allowed = self._limits.requests_per_minute, self._limits.tokens_per_minute
        over = (requests is not None and len(self._window) >= requests) or (
            allowed is not None and self._tokens + tokens > allowed
        )
        return self._window[0].at + WINDOW - now if over else 0.0

    def _affordable(self, cost: float, about: str) -> bool:
        most = self._limits.max_cost
        if most is None or self._spent + self._set_aside + cost <= most:
            return True
        if self._flying:
            return False
        raise CallFailure(
            Failure.COST_LIMIT,
            f"{about}: the next call may cost ${cost:.4f}, and ${self._spent:.4f} of ${most:.4f} are spent; "
            "raise --max-cost",
        )


async def _either(event: asyncio.Event, seconds: float) -> None:
    """Wait for the event, or for so many seconds."""
    try:
        async with asyncio.timeout(None if seconds == float("inf") else seconds):
            await event.wait()
    except TimeoutError:
        pass
