"""Gets questions answered by a model server: waits, tries again, tells faults, and keeps within limits and deadline."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from drafter.drafting.asking import Answered, Ask, Deadline, Reply, T, Unusable
from drafter.drafting.client import Client
from drafter.drafting.failures import CallFailure, Failure
from drafter.drafting.form import Form, is_json, schema_text, unwrapped
from drafter.drafting.forms import Forms
from drafter.drafting.limits import Limiter, Limits
from drafter.drafting.prompt import load_prompt
from drafter.loopback import Access, Server
from drafter.settings import settings
from drafter.store import CallStore, EndedCall, NewCall, StoredAnswer

ATTEMPTS = 12
"""Calls for one question that may fail in passing. Those over a rate limit, where the server sets the pace, and those
that do not reach a server that was there before count for nothing: only the deadline ends them."""
LONG = 10.0
"""Seconds after which a first call that fails has held up the others for long enough."""
TOLD = 2
"""How often a model is told that its answer cannot be read, and asked again."""
W = TypeVar("W")


@dataclass(frozen=True)
class Schedule:
    """How long is waited. Before the nth try again: a time drawn between none and `first` · 2^(n-1), at most `cap`
    (full jitter, as in M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog 2015).
    """

    timeout: float
    """Seconds for one answer."""
    first: float = 0.5
    cap: float = 30.0
    draw: Callable[[float, float], float] = random.uniform

    @classmethod
    def of_settings(cls) -> Self:
        """With the timeout that the environment says."""
        return cls(settings().timeout)

    def backoff(self, failed: int) -> float:
        """Seconds to wait after so many failed tries, from 1."""
        return self.draw(0.0, min(self.cap, self.first * 2.0 ** min(failed - 1, 32)))


@dataclass(frozen=True)
class _Fault:
    """An answer that cannot be read, and what is wrong with it."""

    reply: Reply
    kind: Failure
    said: str


@dataclass
class _Course:
    """How the asking of one question goes."""

    deadline: Deadline
    calls: int = 0
    last: CallFailure | None = None
    """What failed in passing last."""
    waits: int = 0
    failed: int = 0
    """Calls that failed in passing and count for `ATTEMPTS`."""
    told: int = 0
    turns: tuple[dict[str, str], ...] = ()
    """What follows the question: an answer that could not be read, and what was wrong with it."""

    @property
    def tries(self) -> str:
        """How often it was tried, as errors say it."""
        return "tried once" if self.calls == 1 else f"tried {self.calls} times"

    @property
    def out_of_time(self) -> str:
        """How often it was tried, and what time there is."""
        deadline = self.deadline
        return f"{self.tries}, {deadline.left:.0f} s are left of the {deadline.seconds:g} s of DRAFTER_DEADLINE"


class LiveAsker:
    """Asks a model server; implements `Asker`. An async context manager, for one event loop.

    It holds a place among the calls at a time only while a call is on the wire.
    """

    def __init__(
        self,
        server: Server,
        store: CallStore,
        limits: Limits,
        *,
        access: Access | None = None,
        schedule: Schedule | None = None,
        prompts: Path | None = None,
    ) -> None:
        """Prepare; nothing is sent yet. What is left out comes from the settings.

        Raises:
            ModelError: the key holds what no header can.
            SettingsError: the prompt `plain` or `again` cannot be used.
        """
        folder = prompts or settings().prompts
        self._plain, self._again = load_prompt(folder, "plain"), load_prompt(folder, "again")
        self._server = server
        self._store = store
        self._prices = limits.prices
        self._schedule = schedule or Schedule.of_settings()
        self._limiter = Limiter(limits, store.spent(store.owner))
        self._forms = Forms(server.base_url, store)
        self._client = Client(server, access or Access.of_settings(), limits.concurrency)
        self._reached = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self._client.close()

    async def ask(self, ask: Ask[T], deadline: Deadline) -> Answered[T]:
        """The answer of the server, read, and kept in the store; see `Asker`.

        Every call is a row of the store. What passes is tried again until the deadline, and at most `ATTEMPTS` times;
        a model whose answer cannot be read is told so, at most `TOLD` times. `ask.parameters` must hold max_tokens.

        Raises:
            CallFailure: no usable answer came.
            OutputError: the store cannot be written.
        """
        course = _Course(deadline)
        while True:
            try:
                answer = await self._asked(ask, course)
            except CallFailure as failure:
                failed = failure
            else:
                if isinstance(answer, Answered):
                    return answer
                self._tell(ask, course, answer)
                continue
            await self._wait(course, failed)

    def _tell(self, ask: Ask[Any], course: _Course, fault: _Fault) -> None:
        """Prepare to ask again with the fault told; an answer that was told of often enough fails."""
        if course.told == TOLD:
            raise CallFailure(
                fault.kind,
                f"{ask.at}: the answer of the model at {self._server.address} cannot be used, asked {TOLD + 1} times: "
                f"{fault.said}; use a model or a server that keeps to a JSON schema",
            )
        course.told += 1
        told = self._again.render(fault=fault.said, schema=schema_text(ask))[-1]
        course.turns = ({"role": "assistant", "content": fault.reply.text}, told)

    async def _wait(self, course: _Course, failure: CallFailure) -> None:
        """Wait before the next try; the failure is raised where there is to be none."""
        if failure.kind is Failure.DEADLINE and course.last:
            raise course.last.with_more(course.out_of_time)  # what kept it so long says more
        # A server that was never there is not waited for: most likely its address is wrong.
        if not failure.kind.passing or (failure.kind is Failure.UNREACHABLE and not self._reached):
            raise failure
        course.last = failure
        course.waits += 1
        course.failed += failure.kind not in (Failure.RATE_LIMIT, Failure.UNREACHABLE)
        if course.failed == ATTEMPTS:
            raise failure.with_more(course.tries)
        wait, left = self._schedule.backoff(course.waits), course.deadline.left
        if failure.wait is None:
            # Late in the deadline it is tried sooner, not given up.
            wait = min(wait, left / 2) if left > self._schedule.first else wait
        else:
            # A little more than it asked for, so that not all come back at once; less of that where time is short.
            wait = failure.wait + min(wait, max(0.0, left - failure.wait) / 2)
        if wait >= left:
            asked = f"it asks to wait {failure.wait:.0f} s; " if failure.wait is not None else ""
            raise failure.with_more(asked + course.out_of_time)
        await asyncio.sleep(wait)

    async def _asked(self, ask: Ask[T], course: _Course) -> Answered[T] | _Fault:
        """One answer, in whatever form the server takes."""
        alone = await _within(course.deadline, ask, lambda: self._forms.alone(ask.model))
        began = time.monotonic()
        try:
            while True:
                form = self._forms.of(ask.model)
                try:
                    answer = await self._called(ask, course, form)
                except CallFailure as failure:
                    if failure.objection and self._forms.objected(ask.model, form, failure.objection):
                        continue
                    if failure.finish_reason:
                        self._forms.taken(ask.model)  # an answer came, if of no use
                    elif failure.kind in (Failure.TIMEOUT, Failure.DEADLINE) or time.monotonic() - began > LONG:
                        self._forms.assume(ask.model)
                    raise
                if alone and isinstance(answer, _Fault) and answer.kind is Failure.BROKEN_JSON:
                    # Who keeps to a schema, or to JSON, cannot answer so.
                    self._forms.not_kept(ask.model, form)
                self._forms.taken(ask.model)
                return answer
        finally:
            if alone:
                self._forms.release(ask.model)

    async def _called(self, ask: Ask[T], course: _Course, form: Form) -> Answered[T] | _Fault:
        """One call, within limits and deadline, as a row of the store."""
        body = form.body(ask, list(course.turns), self._plain)
        # No tokenizer makes more tokens than there are bytes; the JSON around the messages makes up for a template.
        most = len(body), int(ask.parameters["max_tokens"])
        price = self._cost(*most) or 0.0
        place = await _within(course.deadline, ask, lambda: self._limiter.reserve(sum(most), price, ask.at))
        course.deadline.begin()
        course.calls += 1
        try:
            new = NewCall(ask.sha256, ask.case, ask.item, ask.purpose, self._server.base_url, ask.model, course.calls)
            call, began = self._store.begin(new), time.monotonic()
            try:
                outcome = await self._sent(ask, body, course.deadline)
            except asyncio.CancelledError:
                cost = self._cost(*most)
                self._store.end(call, EndedCall("interrupted", None, None, None, cost, time.monotonic() - began))
                raise
        except BaseException:
            # What the server makes of the call is unknown: all that was set aside counts.
            self._limiter.settle(place, None, None)
            raise
        seconds = time.monotonic() - began
        spent = _spent(outcome, most)
        self._limiter.settle(place, sum(spent), self._cost(*spent))
        return self._ended(ask, call, outcome, self._cost(*spent), seconds)

    async def _sent(self, ask: Ask[Any], body: bytes, deadline: Deadline) -> Reply | CallFailure:
        """What comes of a call."""
        left = deadline.left
        timeout = min(self._schedule.timeout, left)
        most = int(ask.parameters["max_tokens"])
        try:
            reply = await self._client.call(body, about=ask.at, model=ask.model, max_tokens=most, timeout=timeout)
        except CallFailure as failure:
            self._reached |= failure.kind is not Failure.UNREACHABLE
            cut = failure.kind is Failure.TIMEOUT and left <= self._schedule.timeout
            return _too_late(ask, deadline) if cut else failure
        self._reached = True
        return reply

    def _ended(
        self, ask: Ask[T], call: int, outcome: Reply | CallFailure, cost: float | None, seconds: float
    ) -> Answered[T] | _Fault:
        """Write down how a call ended, with its answer where that can be read."""
        if isinstance(outcome, CallFailure):
            self._store.end(call, EndedCall(outcome.kind, outcome.finish_reason, *outcome.tokens, cost, seconds))
            raise outcome
        answer = _read(ask, outcome)
        reply = answer.reply
        counted = reply.prompt_tokens, reply.completion_tokens
        if isinstance(answer, _Fault):
            self._store.end(call, EndedCall(answer.kind, reply.finish_reason, *counted, cost, seconds))
        else:
            kept = StoredAnswer(reply.text, reply.finish_reason, *counted)
            self._store.end(call, EndedCall("answered", reply.finish_reason, *counted, cost, seconds), kept)
        return answer

    def _cost(self, prompt_tokens: int, completion_tokens: int) -> float | None:
        return self._prices.cost(prompt_tokens, completion_tokens) if self._prices else None


def _read(ask: Ask[T], reply: Reply) -> Answered[T] | _Fault:
    reply = replace(reply, text=unwrapped(reply.text))
    try:
        return Answered(ask.read(reply.text), reply)
    except Unusable as unusable:
        return _Fault(reply, Failure.WRONG_SCHEMA if is_json(reply.text) else Failure.BROKEN_JSON, str(unusable))


def _spent(outcome: Reply | CallFailure, most: tuple[int, int]) -> tuple[int, int]:
    """Tokens of prompt and completion that a call took; the most that it can have taken where nobody knows."""
    if isinstance(outcome, CallFailure):
        if outcome.kind.unpaid:
            return 0, 0
        counted = outcome.tokens
    else:
        counted = outcome.prompt_tokens, outcome.completion_tokens
    prompt, completion = counted
    return most[0] if prompt is None else prompt, most[1] if completion is None else completion


async def _within(deadline: Deadline, ask: Ask[Any], wait: Callable[[], Awaitable[W]]) -> W:
    """Wait no longer than the deadline leaves; without end while it has not begun."""
    left = deadline.left
    if left > 0:
        with suppress(TimeoutError):
            async with asyncio.timeout(left if left < deadline.seconds else None):
                return await wait()
    raise _too_late(ask, deadline)


def _too_late(ask: Ask[Any], deadline: Deadline) -> CallFailure:
    return CallFailure(
        Failure.DEADLINE,
        f"{ask.at}: was not done within {deadline.seconds:g} s; raise DRAFTER_DEADLINE, or use a faster server",
    )
