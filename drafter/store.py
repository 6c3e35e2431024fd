"""The store: what models answered, so that nothing is paid for twice; which calls were made; who asks what just now.

SQLite, or another engine by its URL. Several processes may use one store at once.
"""

import time
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from typing import cast

from sqlalchemy import Connection
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError

from drafter import store_tables as tables
from drafter.errors import OutputError, SettingsError

_AT_ONCE = 500
"""Rows read or written at once: enough to be quick, few enough to hold in memory and in one statement."""


@dataclass(frozen=True)
class StoredAnswer:
    """The answer to one request, as it came."""

    answer: str
    finish_reason: str | None
    prompt_tokens: int | None
    completion_tokens: int | None


@dataclass(frozen=True)
class NewCall:
    """A call that is about to be sent."""

    request_sha256: str
    case_number: str
    item: int | None
    """Number of the item; None for the case as a whole."""
    purpose: str
    server: str
    model: str
    attempt: int
    """Counts the calls for one request, from 1."""


@dataclass(frozen=True)
class EndedCall:
    """How a call ended."""

    outcome: str
    """Either "answered" or the name of the failure."""
    finish_reason: str | None
    prompt_tokens: int | None
    completion_tokens: int | None
    cost: float | None
    """US dollars; None where prices or tokens are unknown."""
    seconds: float


@dataclass(frozen=True)
class CallRow:
    """A call as the store lists it; what only its end tells is None before that."""

    id: int
    request_sha256: str
    owner: str
    case_number: str
    item: int | None
    purpose: str
    server: str
    model: str
    attempt: int
    began_at: float
    """Seconds since 1970, UTC."""
    seconds: float | None
    outcome: str
    """One of "in flight", "interrupted" and "answered", or the name of the failure."""
    finish_reason: str | None
    prompt_tokens: int | None
    completion_tokens: int | None
    cost: float | None


class CallStore:
    """Answers by the digest of the request that they answer, the calls that were made for them, and claims.

    A claim says that its owner asks a request just now, so that no other does; it runs out by itself, in case its
    owner dies. Every method but `close` raises `OutputError` where the store cannot be read or written any more.
    """

    def __init__(self, url: str, owner: str | None = None) -> None:
        """Open the store, and make it where there is none.

        Args:
            url: the database, as SQLAlchemy names it: sqlite:///calls.db.
            owner: under whose name calls and claims stand; a new name where none is given.

        Raises:
            SettingsError: there is no such store, and none can be made.
        """
        self.owner = owner or uuid.uuid4().hex
        self._idle: list[Connection] = []
        """Connections that nobody uses just now: one, but where several threads use the store."""
        self._where = "what it names"
        try:
            # Neither password nor query, which may hold one too.
            self._where = make_url(url).set(query={}).render_as_string(hide_password=True)
            self._engine = tables.open_engine(url)
        except (ArgumentError, NoSuchModuleError, ImportError, DBAPIError, OSError):
            raise SettingsError(
                f"DRAFTER_STORE: {self._where} cannot be opened; name one as sqlite:///calls.db"
            ) from None

    def answer(self, request_sha256: str) -> StoredAnswer | None:
        """The answer kept for a request; None where there is none."""
        with self._reading() as connection:
            row = connection.execute(tables.FIND_ANSWER, {"the_request": request_sha256}).first()
        return StoredAnswer(*row) if row else None

    def offer(self, answers: Iterable[tuple[str, StoredAnswer]]) -> int:
        """Keep answers that come from a file, by the digest of their request; one that is kept already stays.

        Returns:
            How many are new.
        """
        new, rest = 0, iter(answers)
        while some := list(islice(rest, _AT_ONCE)):
            first_of_each = dict(reversed(some))
            try:
                new += self._offer(first_of_each)
            except IntegrityError:  # another process keeps one of them at this moment: each by itself
                new += sum(self._offer_one(digest, answer) for digest, answer in first_of_each.items())
        return new

    def forget(self, request_sha256: str) -> None:
        """Keep an answer no longer: it turned out unusable, or the request is to be asked anew."""
        with self._writing() as connection:
            connection.execute(tables.FORGET_ANSWER, {"the_request": request_sha256})

    def begin(self, call: NewCall) -> int:
        """Note a call before it is sent, as in flight.

        Returns:
            The call's id, by which it is ended.
        """
        with self._writing() as connection:
            made = connection.execute(tables.BEGIN_CALL, {**vars(call), "owner": self.owner, "began_at": time.time()})
        return cast(tuple[int], made.inserted_primary_key)[0]

    def end(self, id: int, call: EndedCall, answer: StoredAnswer | None = None) -> None:
        """Note how a call ended; its answer, where there is one, is kept, and our claim on the request given up.

        All of it or none: a process that dies leaves no answer without its call, and no call without its answer. An
        answer that is kept already stays.
        """
        try:
            self._end(id, call, answer, keep=answer is not None)
        except IntegrityError:  # it is kept already
            self._end(id, call, answer, keep=False)

    def claim(self, request_sha256: str, seconds: float) -> bool:
        """Claim a request for some seconds, so that no other owner asks it meanwhile.

        Whoever had the claim may have kept the answer just before, so look for an answer again once it is yours.

        Returns:
            Whether it is ours now: it was free, its claim had run out, or was ours already. False: another has it.
        """
        now = time.time()
        ours = {"owner": self.owner, "until": now + seconds}
        try:
            with self._writing() as connection:
                connection.execute(tables.CLAIM, {"request_sha256": request_sha256, **ours})
        except IntegrityError:
            with self._writing() as connection:
                which = {"the_request": request_sha256, "the_owner": self.owner, "now": now}
                return connection.execute(tables.TAKE_CLAIM, {**which, **ours}).rowcount == 1
        return True

    def renew(self, seconds: float) -> None:
        """Let all our claims run for some seconds from now."""
        with self._writing() as connection:
            connection.execute(tables.RENEW_CLAIMS, {"the_owner": self.owner, "until": time.time() + seconds})

    def release(self, request_sha256: str) -> None:
        """Give up a claim; one of another owner stays."""
        with self._writing() as connection:
            connection.execute(tables.RELEASE_CLAIM, {"the_request": request_sha256, "the_owner": self.owner})

    def abandon(self, owner: str) -> tuple[CallRow, ...]:
        """Clear up after an owner known to be dead: its claims are given up, its calls in flight become interrupted.

        Returns:
            The calls that were in flight, as they stand now.
        """
        with self._writing() as connection:
            connection.execute(tables.RELEASE_CLAIMS, {"the_owner": owner})
            rows = connection.execute(tables.LIST_IN_FLIGHT_OF, {"the_owner": owner}).all()
            if rows:
                ends = [{"the_call": row.id, "outcome": tables.INTERRUPTED} for row in rows]
                connection.execute(tables.END_CALL, ends)
        return tuple(replace(CallRow(*row), outcome=tables.INTERRUPTED) for row in rows)

    def calls(self, owner: str | None = None) -> Iterator[CallRow]:
        """The calls of an owner, or of all, in the order in which they began; the store may be written meanwhile."""
        after = 0
        while rows := self._calls_after(after, owner):
            yield from rows
            after = rows[-1].id

    def spent(self, owner: str) -> float:
        """What the calls of an owner cost so far, in US dollars, where known; adds all of them up each time."""
        with self._reading() as connection:
            return float(connection.execute(tables.SUM_COST_OF, {"the_owner": owner}).scalar_one())

    def form(self, server: str, model: str) -> str | None:
        """The form of request that a server is known to take for a model; None where it is not known."""
        with self._reading() as connection:
            which = {"the_server": server, "the_model": model}
            return connection.execute(tables.FIND_FORM, which).scalar_one_or_none()

    def remember(self, server: str, model: str, form: str) -> None:
        """Remember the form of request that a server takes for a model, in place of one remembered before."""
        try:
            with self._writing() as connection:
                connection.execute(tables.ADD_FORM, {"server": server, "model": model, "form": form})
        except IntegrityError:
            with self._writing() as connection:
                which = {"the_server": server, "the_model": model}
                connection.execute(tables.CHANGE_FORM, {**which, "form": form})

    def close(self) -> None:
        """Let go of the store's file."""
        while self._idle:
            self._idle.pop().close()
        self._engine.dispose()

    def _end(self, id: int, call: EndedCall, answer: StoredAnswer | None, *, keep: bool) -> None:
        which = {"the_call": id}
        with self._writing() as connection:
            connection.execute(tables.END_CALL, {**which, **vars(call)})
            if answer and keep:
                connection.execute(tables.KEEP_ANSWER_TO_CALL, {**which, **_kept(answer, "server")})
            if answer:
                connection.execute(tables.RELEASE_CLAIM_OF_CALL, {**which, "the_owner": self.owner})

    def _offer(self, answers: dict[str, StoredAnswer]) -> int:
        with self._writing() as connection:
            known = set(connection.execute(tables.FIND_ANSWERED, {"requests": list(answers)}).scalars())
            # in one order for all: engines that lock rows would else let two of us wait for each other
            new = [
                {"request_sha256": digest, **_kept(answers[digest], "file")}
                for digest in sorted(answers)
                if digest not in known
            ]
            if new:
                connection.execute(tables.KEEP_ANSWER, new)
        return len(new)

    def _offer_one(self, digest: str, answer: StoredAnswer) -> int:
        try:
            return self._offer({digest: answer})
        except IntegrityError:
            return 0

    def _calls_after(self, id: int, owner: str | None) -> list[CallRow]:
        statement = tables.LIST_CALLS if owner is None else tables.LIST_CALLS_OF
        which = {"after": id, "at_most": _AT_ONCE} | ({} if owner is None else {"the_owner": owner})
        with self._reading() as connection:
            return [CallRow(*row) for row in connection.execute(statement, which)]

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._transaction() as connection:
                yield connection
        except DBAPIError:
            raise OutputError(f"DRAFTER_STORE: {self._where} cannot be read; name another one") from None

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction; `IntegrityError` goes through, which says that a row of this key stands already."""
        try:
            with self._transaction() as connection:
                yield connection
        except IntegrityError:
            raise
        except DBAPIError:
            raise OutputError(
                f"DRAFTER_STORE: {self._where} cannot be written; make room, or name another one"
            ) from None

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        """A transaction on a connection that is kept open: to get one from the engine and give it back takes as long
        as what is done with it."""
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self._engine.connect()
        try:
            with connection.begin():
                yield connection
        finally:
            self._idle.append(connection)


def _kept(answer: StoredAnswer, by: str) -> dict[str, object]:
    return {**vars(answer), "kept_at": time.time(), "by": by}
