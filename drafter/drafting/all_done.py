"""Waits for tasks that go on side by side."""

import asyncio
from collections.abc import Sequence
from typing import Any

from drafter.drafting.asking import Waiting


async def all_done(tasks: Sequence[asyncio.Task[Any]]) -> None:
    """Wait until every task has ended, so that no answer that was paid for is lost because another failed.

    Raises:
        Exception: the error of the first task that failed; `Waiting` only where none failed otherwise.
    """
    try:
        await asyncio.wait(tasks)
    except asyncio.CancelledError:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
        raise
    errors = [error for task in tasks if (error := task.exception())]
    for error in sorted(errors, key=lambda error: isinstance(error, Waiting)):
        raise error


async def together(tasks: Sequence[asyncio.Task[Any]]) -> None:
    """Wait until every task has ended; where one fails the others are stopped, and its error is raised."""
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
