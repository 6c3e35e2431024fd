"""Drafts the cases of a batch side by side, the most urgent first, until all are done or something ends it."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from drafter.batch.one_case import CaseWork
from drafter.batch.queued import Queued
from drafter.batch.signals import Interrupted, Signals
from drafter.batch.stop import BatchStopped
from drafter.batch.tally import Tally


def cases_at_once(concurrency: int) -> int:
    """How many cases are drafted at a time, so that so many calls are always in flight.

    A case has one call in flight at worst; a quarter more of them makes up for those that are being checked or written.
    """
    return concurrency + concurrency // 4 + 2


async def run_cases(
    work: CaseWork, todo: Sequence[Queued], at_once: int, tally: Tally, signals: Signals, watch: Callable[[], None]
) -> None:
    """Draft cases in their order, so many at a time.

    Args:
        work: what they are drafted with.
        todo: the cases.
        at_once: how many at a time.
        tally: told what became of each.
        signals: what may ask for an end.
        watch: called about once a second.

    Raises:
        BatchStopped: something is wrong that concerns every case. The cases at hand are given up, their folders whole.
        Interrupted: a signal asked for an end; likewise.
    """
    running = asyncio.create_task(_side_by_side(work, iter(todo), at_once, tally))
    watching = asyncio.create_task(_watching(watch))
    signals.call_off = partial(asyncio.get_running_loop().call_soon_threadsafe, running.cancel)
    if signals.caught is not None:  # before there was anything to call off
        running.cancel()
    try:
        await running
    except asyncio.CancelledError:
        if signals.caught is None:
            raise
        raise Interrupted(signals.caught) from None
    finally:
        signals.call_off = None
        watching.cancel()
        await asyncio.gather(running, watching, return_exceptions=True)
        watch()


async def _side_by_side(work: CaseWork, cases: Iterator[Queued], at_once: int, tally: Tally) -> None:
    async def worker() -> None:
        for queued in cases:
            tally.add(await work.do(queued))

    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(at_once):
                group.create_task(worker())
    except ExceptionGroup as group:
        stopped, others = group.split(BatchStopped)
        if stopped is None or others is not None:
            raise
        raise stopped.exceptions[0] from None


async def _watching(watch: Callable[[], None]) -> None:
    while True:
        await asyncio.sleep(1)
        watch()
