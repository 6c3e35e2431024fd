"""Limits are kept whatever comes, by a clock that the test turns."""

import asyncio
import math
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.drafting.failures import CallFailure, Failure
from drafter.drafting.limits import Limiter, Limits, Prices, Reservation
from drafter.errors import SettingsError
from drafter.settings import settings
from tests.timing import assert_linear

T = TypeVar("T")
FREE = Prices(0, 0)


class TurnedClock(asyncio.SelectorEventLoop):
    """An event loop whose clock is turned on to the next timer at once, instead of waiting for it."""

    def __init__(self) -> None:
        super().__init__()
        self._now = 0.0
        waits = self._selector.select  # type: ignore[attr-defined]

        def select(timeout: float | None) -> Any:
            assert timeout is not None, "everything waits, and nothing is to come"
            self._now += timeout
            return waits(0)

        self._selector.select = select  # type: ignore[attr-defined]

    def time(self) -> float:
        return self._now


def turned(main: Coroutine[Any, Any, T]) -> T:
    with asyncio.Runner(loop_factory=TurnedClock) as runner:
        return runner.run(main)


@dataclass
class Wanted:
    """A call that a test makes, and what came of it."""

    at: float
    most: int
    took: int | None
    lasts: float
    gives_up: float | None
    price: float = 0.0
    began: float | None = None
    ended: float | None = None
    failed: Failure | None = None
    gave_up: bool = False


@dataclass
class Watched:
    """What a run of calls did at its worst."""

    flying: int = 0
    most_flying: int = 0
    spent: float = 0.0
    set_aside: float = 0.0
    most_spent: float = 0.0
    came: list[int] = field(default_factory=list)
    order: list[int] = field(default_factory=list)
    most_requests: int = 0
    most_tokens: int = 0

    def look(self, now: float, calls: list[Wanted]) -> None:
        """Look at the minute that ends now."""
        minute = [calls[number] for number in self.order if (calls[number].began or 0.0) > now - 60]
        self.most_requests = max(self.most_requests, len(minute))
        held = sum(call.most if call.took is None or call.ended is None else call.took for call in minute)
        self.most_tokens = max(self.most_tokens, held)
        self.most_flying = max(self.most_flying, self.flying)
        self.most_spent = max(self.most_spent, self.spent + self.set_aside)


async def run(limits: Limits, calls: list[Wanted], watched: Watched) -> Limiter:
    limiter, clock = Limiter(limits), asyncio.get_running_loop().time

    async def one(number: int, call: Wanted) -> None:
        await asyncio.sleep(call.at)
        watched.came.append(number)
        try:
            async with asyncio.timeout(call.gives_up):
                place = await limiter.reserve(call.most, call.price, "item 1")
        except TimeoutError:
            call.gave_up = True
            return
        except CallFailure as failure:
            call.failed = failure.kind
            return
        call.began = clock()
        watched.order.append(number)
        watched.flying += 1
        watched.set_aside += call.price
        watched.look(clock(), calls)
        await asyncio.sleep(call.lasts)
        call.ended = clock()
        share = 1.0 if call.took is None else call.took / call.most
        watched.flying -= 1
        watched.set_aside -= call.price
        watched.spent += call.price * share
        limiter.settle(place, call.took, call.price * share)

    await asyncio.gather(*(one(number, call) for number, call in enumerate(calls)))
    return limiter


@st.composite
def wanted(draw: st.DrawFn) -> Wanted:
    most = draw(st.integers(1, 120))
    return Wanted(
        at=draw(st.sampled_from([0.0, 0.0, 0.0, 0.5, 3.0, 59.9, 60.0, 61.0, 100.0])),
        most=most,
        took=draw(st.none() | st.integers(0, most)),
        lasts=draw(st.sampled_from([0.0, 0.1, 2.0, 30.0, 70.0])),
        gives_up=draw(st.none() | st.none() | st.sampled_from([0.0, 0.3, 61.0])),
        price=draw(st.sampled_from([0.0, 0.5, 2.0])),
    )


@given(
    st.lists(wanted(), max_size=25),
    st.integers(1, 4),
    st.none() | st.integers(1, 5),
    st.none() | st.integers(50, 300),
    st.none() | st.integers(1, 20),
)
def test_no_limit_is_ever_exceeded(
    calls: list[Wanted], concurrency: int, requests: int | None, tokens: int | None, cost: int | None
) -> None:
    limits = Limits(concurrency, requests, tokens, cost, FREE)
    watched = Watched()
    turned(run(limits, calls, watched))
    assert watched.most_flying <= concurrency
    assert requests is None or watched.most_requests <= requests
    assert tokens is None or watched.most_tokens <= tokens
    assert cost is None or watched.most_spent <= cost + 1e-9
    for call in calls:
        assert [call.began is not None, call.failed is not None, call.gave_up].count(True) == 1, "none is lost"
        assert call.failed in (None, Failure.TOKEN_LIMIT, Failure.COST_LIMIT)
        assert (call.failed is Failure.TOKEN_LIMIT) == (tokens is not None and call.most > tokens and not call.gave_up)


@given(st.lists(wanted(), max_size=25), st.integers(1, 4))
def test_first_come_is_first_served(calls: list[Wanted], concurrency: int) -> None:
    watched = Watched()
    turned(run(Limits(concurrency, 5, 300), calls, watched))
    assert watched.order == [number for number in watched.came if calls[number].began is not None]


@given(st.lists(wanted(), max_size=15), st.integers(1, 4))
def test_whoever_gives_up_leaves_nothing_behind(calls: list[Wanted], concurrency: int) -> None:
    async def main() -> None:
        limits = Limits(concurrency, 5, 300, 1000, FREE)
        limiter = await run(limits, calls, Watched())
        await asyncio.sleep(62)
        async with asyncio.timeout(0.001):
            for _ in range(concurrency):
                await limiter.reserve(300 // concurrency, 1.0, "item 1")

    turned(main())


def test_as_many_as_are_allowed_go_at_once() -> None:
    calls = [Wanted(0, 1, 1, 2, None) for _ in range(64)]
    watched = Watched()
    turned(run(Limits(32), calls, watched))
    assert watched.most_flying == 32
    assert [call.began for call in calls] == [0.0] * 32 + [2.0] * 32


def test_what_a_call_did_not_take_is_free_for_the_next_at_once() -> None:
    calls = [Wanted(0, 100, 10, 1, None), Wanted(0, 90, 90, 1, None), Wanted(0, 90, 90, 1, None)]
    turned(run(Limits(8, None, 100), calls, Watched()))
    assert calls[1].began == 1
    assert calls[2].began == pytest.approx(62), "a minute and its margin after the second"


def test_a_limit_of_cost_waits_for_calls_in_flight_and_then_fails() -> None:
    calls = [
        Wanted(0, 10, 1, 5, None, price=6),
        Wanted(0, 10, 10, 5, None, price=6),
        Wanted(0, 10, 10, 5, None, price=6),
    ]
    turned(run(Limits(8, max_cost=10, prices=FREE), calls, Watched()))
    assert calls[1].began == 5, "0.6 of 10 were spent then"
    assert calls[2].failed is Failure.COST_LIMIT


def test_what_was_spent_before_counts() -> None:
    async def main() -> Reservation:
        return await Limiter(Limits(max_cost=1, prices=FREE), spent=0.75).reserve(1, 0.5, "item 4")

    with pytest.raises(
        CallFailure, match=r"^item 4: the next call may cost \$0.5000, and \$0.7500 of \$1.0000 are spent"
    ):
        turned(main())


def test_a_call_above_the_tokens_of_a_minute_fails_with_a_remedy() -> None:
    async def main() -> Reservation:
        return await Limiter(Limits(tokens_per_minute=100)).reserve(101, 0, "item 4")

    with pytest.raises(CallFailure, match=r"^item 4: the call may take 101 tokens, .* raise --tokens-per-minute$"):
        turned(main())


def test_ten_thousand_that_wait_cost_in_proportion() -> None:
    async def main(count: int) -> float:
        limiter = Limiter(Limits(64, 10_000, 10**7))

        async def one() -> None:
            place = await limiter.reserve(10, 0, "item 1")
            await asyncio.sleep(2)
            limiter.settle(place, 5, None)

        await asyncio.gather(*(one() for _ in range(count)))
        return asyncio.get_running_loop().time()

    def wait(count: int) -> None:
        assert turned(main(count)) == pytest.approx(2 * math.ceil(count / 64)), "64 at a time, 2 s each"

    assert_linear(wait, 2_500)


def test_a_limit_of_cost_without_prices_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"^a limit of cost needs prices; set DRAFTER_PRICE_PROMPT"):
        Limits(max_cost=5)


def test_prices_come_from_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Prices.of_settings() is None
    monkeypatch.setenv("DRAFTER_PRICE_PROMPT", "2.5")
    settings.cache_clear()
    with pytest.raises(SettingsError, match="go together"):
        Prices.of_settings()
    monkeypatch.setenv("DRAFTER_PRICE_COMPLETION", "10")
    settings.cache_clear()
    prices = Prices.of_settings()
    assert prices == Prices(2.5, 10)
    assert prices.cost(1_000_000, 100_000) == pytest.approx(3.5)
