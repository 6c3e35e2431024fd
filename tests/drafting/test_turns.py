"""Pieces of work take turns, and leave the loop to calls between them."""

import asyncio
import gc
import weakref
from itertools import pairwise

from drafter.drafting.turns import turn


def test_between_two_pieces_of_work_the_loop_goes_round_for_calls() -> None:
    rounds, at = 0, list[int]()

    async def calls() -> None:
        nonlocal rounds
        while True:
            rounds += 1
            await asyncio.sleep(0)

    async def piece() -> None:
        await turn()
        at.append(rounds)

    async def run() -> None:
        watching = asyncio.create_task(calls())
        await asyncio.gather(*(piece() for _ in range(20)))
        watching.cancel()

    asyncio.run(run())
    assert len(at) == 20
    assert all(later - earlier >= 3 for earlier, later in pairwise(at))


def test_turns_come_in_the_order_in_which_they_were_asked_for() -> None:
    done: list[int] = []

    async def piece(number: int) -> None:
        await turn()
        done.append(number)

    async def run() -> None:
        await asyncio.gather(*(piece(number) for number in range(9)))

    asyncio.run(run())
    assert done == list(range(9))


def test_work_that_was_called_off_keeps_nobody_waiting() -> None:
    async def run() -> str:
        gone = [asyncio.create_task(turn()) for _ in range(3)]
        last = asyncio.create_task(turn())
        await asyncio.sleep(0)
        for task in gone:
            task.cancel()
        async with asyncio.timeout(5):
            await last
            await turn()
        return "done"

    assert asyncio.run(run()) == "done"


def test_a_loop_that_ended_is_let_go_of() -> None:
    async def run() -> "weakref.ref[asyncio.AbstractEventLoop]":
        await turn()
        return weakref.ref(asyncio.get_running_loop())

    ended = asyncio.run(run())
    gc.collect()
    assert ended() is None
