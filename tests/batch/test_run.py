"""Cases side by side: in order, as many at a time as asked, and none stopped by another."""

import asyncio
import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from drafter.batch.run import cases_at_once
from drafter.batch.signals import Interrupted, catching
from drafter.batch.stop import BatchStopped
from drafter.cases.load import LoadedCase
from drafter.errors import ModelError
from drafter.guidelines.index import GuidelineIndex
from tests.batch.invented import write_case
from tests.batch.world import World, raising


@pytest.fixture
def world(tmp_path: Path, index: GuidelineIndex) -> World:
    for n in range(1, 9):
        write_case(tmp_path / "cases" / f"{n}.yaml", f"A-{n}", due=f"2015-02-{n:02}")
    return World(index, tmp_path / "cases", tmp_path / "out", forms=())


def test_cases_begin_in_their_order(world: World) -> None:
    write_case(world.cases / "z.yaml", "Z-9", priority="expedited", due=None)
    world.run(at_once=1)
    assert world.drafted == ["Z-9", *(f"A-{n}" for n in range(1, 9))]


def test_so_many_cases_are_drafted_at_a_time_and_no_more(world: World) -> None:
    at_it, most = 0, 0

    async def before(_: LoadedCase) -> None:
        nonlocal at_it, most
        at_it += 1
        most = max(most, at_it)
        await asyncio.sleep(0.02)
        at_it -= 1

    world.before = before
    world.run(at_once=3)
    assert most == 3


def test_letters_that_wait_to_be_written_hold_up_further_cases(world: World) -> None:
    waiting: list[int] = []
    letters: list[Future[Any]] = []

    class Slow(ThreadPoolExecutor):
        def submit(self, fn: Callable[..., Any], /, *args: Any, **more: Any) -> Future[Any]:
            letters.append(super().submit(lambda: (time.sleep(0.02), fn(*args, **more))[1]))
            waiting.append(sum(not letter.done() for letter in letters))
            return letters[-1]

    world.forms, world.letters = ("txt",), partial(Slow, 1)
    assert world.run(at_once=3).drafted == len(letters) == 8
    assert 1 < max(waiting) <= 3


@pytest.mark.parametrize(("concurrency", "cases"), [(1, 3), (8, 12), (64, 82)])
def test_more_cases_than_calls_are_at_hand(concurrency: int, cases: int) -> None:
    assert cases_at_once(concurrency) == cases


def test_cases_that_fail_stop_no_other(world: World) -> None:
    broken = {f"A-{n}": ModelError("cut off", "cut off") for n in (1, 2, 3, 4, 6)}
    world.before = raising(broken)
    tally = world.run()
    assert (tally.drafted, tally.failed, tally.left) == (3, 5, 0)


def test_a_server_that_cannot_be_reached_ends_the_batch_after_three_cases(world: World) -> None:
    world.before = raising({f"A-{n}": ModelError("nobody answers", "unreachable") for n in range(1, 9)})
    with pytest.raises(BatchStopped, match=r"3 cases in a row could not reach.*nobody answers") as stopped:
        world.run(at_once=1)
    assert stopped.value.exit_code == ModelError.exit_code
    assert world.drafted == ["A-1", "A-2", "A-3"]


def test_a_server_that_is_back_for_the_next_case_does_not(world: World) -> None:
    world.before = raising({f"A-{n}": ModelError("nobody answers", "unreachable") for n in (1, 2, 4, 5, 7, 8)})
    tally = world.run(at_once=1)
    assert (tally.drafted, tally.failed) == (2, 6)


def test_the_end_of_a_batch_calls_off_what_is_going_on(world: World) -> None:
    ended: list[str] = []

    async def before(loaded: LoadedCase) -> None:
        if loaded.case.case_number == "A-3":
            raise ModelError("the key was refused", "key refused")
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            ended.append(loaded.case.case_number)
            raise

    world.before = before
    with pytest.raises(BatchStopped):
        world.run(at_once=3)
    assert sorted(ended) == ["A-1", "A-2"]
    assert list(world.out.rglob("*.json")) == []


@pytest.mark.parametrize(("number", "exit_code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_the_batch_and_leaves_nothing_half_written(
    world: World, number: signal.Signals, exit_code: int
) -> None:
    async def before(loaded: LoadedCase) -> None:
        if loaded.case.case_number == "A-4":
            os.kill(os.getpid(), number)
            await asyncio.sleep(60)

    world.before = before
    with catching() as world.signals, pytest.raises(Interrupted) as interrupted:
        world.run(at_once=1)
    assert interrupted.value.exit_code == exit_code
    assert sorted(folder.name for folder in world.out.iterdir()) == ["A-1", "A-2", "A-3"]
    world.before = None
    world.signals.caught = None
    tally = world.run()
    assert (tally.before, tally.drafted) == (3, 5)


def test_a_signal_before_the_first_case_is_not_lost(world: World) -> None:
    world.signals.caught = signal.SIGINT
    with pytest.raises(Interrupted):
        world.run()
    assert world.drafted == []


def test_outside_the_main_thread_signals_are_left_alone() -> None:
    def catch() -> None:
        with catching() as signals:
            seen.append(signals.caught)

    seen: list[int | None] = []
    thread = threading.Thread(target=catch)
    thread.start()
    thread.join()
    assert seen == [None]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
