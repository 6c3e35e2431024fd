"""Places, cost and the rows of the store, call by call."""

import asyncio
import json
import time
from dataclasses import replace
from pathlib import Path

import pytest

from drafter.drafting.asking import Deadline
from drafter.drafting.failures import CallFailure, Failure
from drafter.drafting.limits import Limits, Prices
from drafter.drafting.live import LiveAsker
from tests.drafting.asking_world import GOOD, asking, one, question, run, store_in
from tests.drafting.servers import Answer, Received, completion, error, serving

pytestmark = pytest.mark.model_requests


def test_a_place_is_free_while_a_question_waits(tmp_path: Path) -> None:
    async def two(asker: LiveAsker) -> list[str]:
        ended: list[str] = []

        async def ask(name: str, item: int) -> None:
            await asker.ask(question(item), Deadline(9))
            ended.append(name)

        waiting = asyncio.create_task(ask("waits", 1))
        await asyncio.sleep(0.1)
        await asyncio.gather(waiting, ask("passes", 2))
        return ended

    with serving(replace(error(429), headers={"retry-after": "0.6"}), GOOD) as server:
        ended, _ = run(server.base_url, tmp_path, two, Limits(1))
    assert ended == ["passes", "waits"]


def test_no_more_calls_at_a_time_than_allowed(tmp_path: Path) -> None:
    flying: list[int] = [0, 0]

    def count(_: Received) -> Answer:
        flying[0] += 1
        flying[1] = max(flying)
        time.sleep(0.05)
        flying[0] -= 1
        return GOOD

    async def many(asker: LiveAsker) -> None:
        await asyncio.gather(*(asker.ask(question(item), Deadline(9)) for item in range(1, 21)))

    with serving(count) as server:
        run(server.base_url, tmp_path, many, Limits(4))
    assert 2 <= flying[1] <= 4


def test_a_call_is_in_the_store_before_it_is_sent(tmp_path: Path) -> None:
    seen: list[str] = []

    def look(_: Received) -> Answer:
        store = store_in(tmp_path)
        seen.extend(call.outcome for call in store.calls())
        store.close()
        return GOOD

    with serving(look) as server:
        run(server.base_url, tmp_path, one)
    assert seen == ["in flight"]


def test_a_cancelled_call_is_ended_and_gives_up_its_place(tmp_path: Path) -> None:
    async def use(asker: LiveAsker) -> None:
        task = asyncio.create_task(asker.ask(question(1), Deadline(9)))
        await asyncio.sleep(0.3)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await asker.ask(question(2), Deadline(9))

    with serving(replace(GOOD, latency=20), GOOD) as server:
        _, calls = run(server.base_url, tmp_path, use, Limits(1, prices=Prices(1e6, 1e6)))
    assert [call.outcome for call in calls] == ["interrupted", "answered"]
    assert calls[0].cost == len(server.received[0].body) + 50, "at most that; what the server makes of it is unknown"


def test_cost_is_tokens_at_their_prices(tmp_path: Path) -> None:
    with serving(error(500), completion("no", tokens=(10, 1)), GOOD) as server:
        _, calls = run(server.base_url, tmp_path, one, Limits(prices=Prices(1e6, 2e6)))
    assert [call.cost for call in calls] == [0, 12, 25]


def test_without_prices_no_cost_is_told(tmp_path: Path) -> None:
    with serving(GOOD) as server:
        _, calls = run(server.base_url, tmp_path, one)
    assert calls[0].cost is None


def test_a_limit_of_cost_is_kept_over_runs_of_one_owner(tmp_path: Path) -> None:
    with serving(GOOD) as server:

        async def until_it_fails() -> CallFailure:
            async with asking(server.base_url, store, limits) as asker:
                for item in range(1, 99):
                    await asker.ask(question(item), Deadline(9))
            raise AssertionError

        prices = Prices(1e6, 1e6)
        most = len(json.dumps(question().body, separators=(",", ":"))) + 50
        limits = Limits(max_cost=most + 3 * 18, prices=prices)
        for run_of_owner in range(2):
            store = store_in(tmp_path, "night")
            with pytest.raises(CallFailure) as caught:
                asyncio.run(until_it_fails())
            assert caught.value.kind is Failure.COST_LIMIT
            assert caught.value.kind.fatal
            spent = store.spent("night")
            store.close()
            assert spent <= most + 3 * 18, run_of_owner
    assert len(server.received) == 4, "and none in the second run"
