"""A server that fails in every way at once, and what a call costs."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openai
import pytest

from drafter.drafting.asking import Deadline
from drafter.drafting.failures import CallFailure, Failure
from drafter.drafting.limits import Limits, Prices
from drafter.drafting.live import LiveAsker, Schedule
from tests.drafting.asking_world import asking, question, store_in
from tests.faults.faults import Fault, Plan
from tests.faults.process import server_process
from tests.faults.server import FaultServer

pytestmark = pytest.mark.model_requests


_ALIKE = [
    Fault.RATE_SHORT,
    Fault.RATE_MS,
    Fault.RATE_LONG,
    Fault.ERROR_500,
    Fault.ERROR_502,
    Fault.HANG,
    Fault.CUT_BODY,
    Fault.GARBAGE_BODY,
    Fault.HTML_BODY,
    Fault.GARBAGE_CONTENT,
    Fault.CUT_CONTENT,
    Fault.WRONG_SCHEMA,
    Fault.REFUSAL,
    Fault.NO_CHOICES,
    Fault.EMPTY_CONTENT,
    Fault.SLOW,
    Fault.RESET,
    Fault.CLOSED,
]


@pytest.mark.parametrize("share", [0.0, 0.3, 0.6])
def test_whatever_fails_each_question_ends_once_and_in_time(share: float, tmp_path: Path) -> None:
    deadline = 4.0
    limits = Limits(16, prices=Prices(1, 1))

    async def ended(asker: LiveAsker, item: int) -> tuple[str, float]:
        began = time.monotonic()
        try:
            await asker.ask(question(item), Deadline(deadline))
        except CallFailure as failure:
            return failure.kind, time.monotonic() - began
        return "answered", time.monotonic() - began

    async def main() -> list[tuple[str, float]]:
        plan = Plan(shares={fault: share / len(_ALIKE) for fault in _ALIKE}, seed=3)
        async with FaultServer(plan) as server, asking(server.base_url, store, limits, schedule) as asker:
            await asker.ask(question(1000), Deadline(60))  # so that no question waits for the form to be found out
            return await asyncio.gather(*(ended(asker, item) for item in range(1, 17)))

    schedule = Schedule(timeout=0.5, first=0.05, cap=0.2)
    store = store_in(tmp_path)
    ends = asyncio.run(main())
    calls = list(store.calls())
    kept = [store.answer(question(item).sha256) for item in range(1, 17)]
    store.close()
    assert len(ends) == 16
    assert {end for end, _ in ends} <= {"answered", *Failure}
    assert max(seconds for _, seconds in ends) <= deadline * 1.1
    assert [end == "answered" for end, _ in ends] == [answer is not None for answer in kept]
    answered = [call.item for call in calls if call.outcome == "answered"]
    assert len(answered) == len(set(answered))
    assert {call.outcome for call in calls} <= {"answered", *Failure}
    if share == 0:
        assert [end for end, _ in ends] == ["answered"] * 16


@pytest.mark.slow
def test_a_call_costs_little_more_than_the_library_s_own(tmp_path: Path) -> None:
    """CPU of this process for a call with its rows in the store, beside a bare loop over the library."""
    calls, asked = 200, iter(range(1, 10**6))

    async def spent(one: Callable[[int], Any]) -> float:
        began = time.process_time()
        for _ in range(calls):
            await one(next(asked))
        return (time.process_time() - began) / calls

    async def main(base_url: str) -> tuple[float, float]:
        bare = openai.AsyncOpenAI(base_url=base_url, api_key="none", max_retries=0)
        async with asking(base_url, store, Limits(8, 10**6, 10**9, 10**6, Prices(1, 1))) as asker:

            async def ours(item: int) -> None:
                await asker.ask(question(item), Deadline(60))

            async def theirs(item: int) -> None:
                await bare.chat.completions.create(**question(item).body)

            for warm in (theirs, ours):
                await warm(next(asked))
            rounds = [(await spent(theirs), await spent(ours)) for _ in range(3)]
        await bare.close()
        return min(theirs for theirs, _ in rounds), min(ours for _, ours in rounds)

    store = store_in(tmp_path)
    with server_process(Plan()) as server:
        theirs, ours = asyncio.run(main(server.base_url))
    store.close()
    assert ours <= theirs + 0.003, f"{ours * 1000:.2f} ms beside {theirs * 1000:.2f} ms"
