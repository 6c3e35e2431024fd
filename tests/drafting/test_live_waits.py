"""How long a model server is waited for, and when that ends."""

import asyncio
import email.utils
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from drafter.drafting.asking import Deadline
from drafter.drafting.failures import CallFailure, Failure
from drafter.drafting.limits import Limits
from drafter.drafting.live import ATTEMPTS, LiveAsker, Schedule
from tests.drafting.asking_world import GOOD, failing, one, question, run
from tests.drafting.servers import error, serving

pytestmark = pytest.mark.model_requests


def test_a_rate_limit_is_waited_for_however_often(tmp_path: Path) -> None:
    with serving(*[error(429)] * (ATTEMPTS + 5), GOOD) as server:
        answered, calls = run(server.base_url, tmp_path, one)
    assert answered.value == "yes"
    assert len(calls) == ATTEMPTS + 6


def in_seconds(seconds: float) -> dict[str, str]:
    return {"retry-after": f"{seconds:g}"}


def in_milliseconds(seconds: float) -> dict[str, str]:
    return {"retry-after-ms": f"{seconds * 1000:g}", "retry-after": "9"}


def as_date(seconds: float) -> dict[str, str]:
    return {"retry-after": email.utils.formatdate(time.time() + seconds + 1, usegmt=True)}


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("said", "least", "most"), [(in_seconds, 0.4, 6), (in_milliseconds, 0.4, 6), (as_date, 0.3, 6)]
)
def test_a_server_is_left_alone_as_long_as_it_asks(
    status: int, said: Callable[[float], dict[str, str]], least: float, most: float, tmp_path: Path
) -> None:
    with serving(replace(error(status), headers=said(0.4)), GOOD) as server:
        run(server.base_url, tmp_path, one)
    first, second = server.received
    assert least <= second.at - first.at <= most


def test_a_wait_longer_than_what_is_left_fails_at_once_and_says_how_long(tmp_path: Path) -> None:
    began = time.monotonic()
    with serving(replace(error(429), headers=in_seconds(120))) as server:
        failure, calls = failing(server.base_url, tmp_path, seconds=20)
    assert time.monotonic() - began < 10
    assert failure.kind is Failure.RATE_LIMIT
    assert "it asks to wait 120 s; tried once, 20 s are left of the 20 s of DRAFTER_DEADLINE" in str(failure)
    assert len(calls) == 1


def test_waits_grow_and_are_drawn_from_none_to_all() -> None:
    drawn: list[tuple[float, float]] = []

    def draw(least: float, most: float) -> float:
        drawn.append((least, most))
        return most

    schedule = Schedule(timeout=1, draw=draw)
    assert [schedule.backoff(n) for n in (1, 2, 3, 4, 7, 8, 1000)] == [0.5, 1, 2, 4, 30, 30, 30]
    assert all(least == 0 for least, _ in drawn)


def test_late_in_the_deadline_it_is_tried_sooner_and_not_given_up(tmp_path: Path) -> None:
    schedule = Schedule(timeout=5, first=0.2, draw=lambda least, most: most)
    with serving(error(500)) as server:
        failure, calls = failing(server.base_url, tmp_path, seconds=2, schedule=schedule)
    assert failure.kind is Failure.SERVER_ERROR
    assert len(calls) > 4, "by waits of 0.2, 0.4 and 0.8 s alone there would be four"
    assert "0 s are left of the 2 s" in str(failure)


def test_a_hanging_server_ends_with_the_deadline(tmp_path: Path) -> None:
    began = time.monotonic()
    with serving(replace(GOOD, latency=20)) as server:
        failure, calls = failing(server.base_url, tmp_path, seconds=1)
    assert time.monotonic() - began < 5
    assert failure.kind is Failure.DEADLINE
    assert "was not done within 1 s; raise DRAFTER_DEADLINE" in str(failure)
    assert [call.outcome for call in calls] == ["deadline"]


def test_what_failed_before_the_deadline_is_named(tmp_path: Path) -> None:
    with serving(error(500), replace(GOOD, latency=20)) as server:
        failure, calls = failing(server.base_url, tmp_path, seconds=1)
    assert failure.kind is Failure.SERVER_ERROR
    assert str(failure).endswith("; tried 2 times, 0 s are left of the 1 s of DRAFTER_DEADLINE")
    assert [call.outcome for call in calls] == ["server error", "deadline"]


def test_a_slow_answer_is_given_up_and_asked_for_again(tmp_path: Path) -> None:
    with serving(replace(GOOD, latency=20), GOOD) as server:
        answered, calls = run(server.base_url, tmp_path, one, schedule=Schedule(timeout=0.3, first=0))
    assert answered.value == "yes"
    assert [call.outcome for call in calls] == [Failure.TIMEOUT, "answered"]


def test_a_deadline_begins_with_the_first_place_and_not_in_the_queue(tmp_path: Path) -> None:
    async def two(asker: LiveAsker) -> list[Any]:
        return await asyncio.gather(one(asker, 0.9), one(asker, 0.9), one(asker, 0.9))

    with serving(replace(GOOD, latency=0.5)) as server:
        answers, _ = run(server.base_url, tmp_path, two, Limits(1))
    assert [answer.value for answer in answers] == ["yes"] * 3


def test_a_deadline_that_has_passed_sends_nothing(tmp_path: Path) -> None:
    async def late(asker: LiveAsker) -> Failure:
        deadline = Deadline(0.01)
        deadline.begin()
        await asyncio.sleep(0.02)
        with pytest.raises(CallFailure) as caught:
            await asker.ask(question(), deadline)
        return caught.value.kind

    with serving(GOOD) as server:
        kind, calls = run(server.base_url, tmp_path, late)
    assert kind is Failure.DEADLINE
    assert server.received == calls == []


def test_a_server_that_is_not_there_fails_at_once(tmp_path: Path) -> None:
    with serving(GOOD) as server:
        gone = server.base_url
    failure, calls = failing(gone, tmp_path)
    assert failure.kind is Failure.UNREACHABLE
    assert failure.kind.fatal
    assert [call.outcome for call in calls] == ["unreachable"]


def test_a_server_that_went_away_is_waited_for(tmp_path: Path) -> None:
    async def use(asker: LiveAsker) -> CallFailure:
        await one(asker)
        stop.__exit__(None, None, None)
        with pytest.raises(CallFailure) as caught:
            await asker.ask(question(4), Deadline(1.5))
        return caught.value

    stop = serving(GOOD)
    server = stop.__enter__()
    failure, calls = run(server.base_url, tmp_path, use, schedule=Schedule(timeout=5, first=0.05, cap=0.05))
    assert failure.kind is Failure.UNREACHABLE
    assert "s are left of the 1.5 s of DRAFTER_DEADLINE" in str(failure)
    assert len(calls) > 1 + ATTEMPTS
