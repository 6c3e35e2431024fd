"""Answers from the store first; what it does not hold is asked once, by one process at a time."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from drafter.drafting.asking import Answered, Ask, Asker, Deadline, Reply, T, Unusable
from drafter.store import CallStore

LEASE = 20.0
"""Seconds that a claim on a question holds without being renewed: so long others wait for a process that was killed."""
_LOOK_AGAIN = 0.5
"""Seconds between two looks whether another process has its answer."""


@dataclass
class Counts:
    """What asking came to so far."""

    asked: int = 0
    """Questions that were answered by a server."""
    kept: int = 0
    """Questions whose answer the store held."""
    waiting: int = 0
    """Questions that wait for an answer in a file."""
    prompt_tokens: int = 0
    completion_tokens: int = 0

    def add(self, reply: Reply) -> None:
        """Count the tokens of an answer."""
        self.prompt_tokens += reply.prompt_tokens or 0
        self.completion_tokens += reply.completion_tokens or 0


@dataclass
class KeptAsker:
    """Implements `Asker`: a question that the store holds a usable answer to is not asked again."""

    store: CallStore
    inner: Asker
    counts: Counts
    anew: bool = False
    """Whether answers of earlier runs count for nothing."""
    answered: set[str] = field(default_factory=set)
    """Digests of the questions answered in this run, from its files too; `anew` lets these answers alone count."""
    faults: Counter[str] = field(default_factory=Counter)
    """Kept answers that could not be read when they were needed, by what is wrong with them."""
    _at_it: dict[str, asyncio.Lock] = field(default_factory=dict)

    async def ask(self, ask: Ask[T], deadline: Deadline) -> Answered[T]:
        """The kept answer, or a new one; see `Asker`."""
        if held := self._held(ask):
            return held
        async with self._alone(ask.sha256):
            if held := self._held(ask):
                return held
            if self.anew:
                self.store.forget(ask.sha256)  # one that is kept already would stay in place of the new one
            answered = await self.inner.ask(ask, deadline)
            if self.anew:
                self.answered.add(ask.sha256)
        self.counts.asked += 1
        self.counts.add(answered.reply)
        return answered

    def _held(self, ask: Ask[T]) -> Answered[T] | None:
        if self.anew and ask.sha256 not in self.answered:
            return None
        held = self.store.answer(ask.sha256)
        if held is None:
            return None
        try:
            value = ask.read(held.answer)
        except Unusable as fault:
            # An answer from a file, which nobody could read before it was needed.
            self.store.forget(ask.sha256)
            self.faults[str(fault)] += 1
            return None
        self.counts.kept += 1
        reply = Reply(held.answer, held.finish_reason, held.prompt_tokens, held.completion_tokens)
        return Answered(value, reply)

    @asynccontextmanager
    async def _alone(self, sha256: str) -> AsyncIterator[None]:
        """Keep the question from being asked twice at a time, by this process or another one."""
        lock = self._at_it.setdefault(sha256, asyncio.Lock())
        try:
            async with lock:
                while not self.store.claim(sha256, LEASE):
                    await asyncio.sleep(_LOOK_AGAIN)
                    if self.store.answer(sha256):
                        break
                try:
                    yield
                finally:
                    self.store.release(sha256)
        finally:
            if not lock.locked():
                self._at_it.pop(sha256, None)


@asynccontextmanager
async def renewing(store: CallStore) -> AsyncIterator[None]:
    """Renew this process's claims while the block goes on."""

    async def renew() -> None:
        while True:
            await asyncio.sleep(LEASE / 4)
            store.renew(LEASE)

    task = asyncio.create_task(renew())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
