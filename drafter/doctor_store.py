"""Whether the store can be used, and what it holds: for `drafter doctor`."""

import os
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, column, func, select, table
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from drafter.doctor_report import Check
from drafter.doctor_settings import store_shown
from drafter.errors import OutputError, SettingsError
from drafter.store import CallStore
from drafter.store_tables import IN_FLIGHT, open_engine

_CLAIMED = 5.0
"""Seconds for which the store is claimed, to see whether it can be written."""


def store_checks(url: str) -> Iterator[Check]:
    """Whether the store opens and can be written, and what it holds; a file that is not there yet is not made."""
    if (fault := _unusable(url)) is not None:
        yield fault
        return
    if not exists(url):
        yield Check.ok("store", f"none yet; the first draft by a model makes it ({store_shown(url)})")
        return
    try:
        with closing(CallStore(url)) as store:
            probe = uuid4().hex
            store.claim(probe, _CLAIMED)
            store.release(probe)
    except SettingsError as error:
        said = f"DRAFTER_STORE: {store_shown(url)} cannot be opened; name one as sqlite:///calls.db"
        yield Check.wrong("store", said, error.exit_code)
        return
    except OutputError as error:
        said = f"DRAFTER_STORE: {store_shown(url)} cannot be written; make room, or name another one"
        yield Check.wrong("store", said, error.exit_code)
        return
    yield Check.ok("store", f"opens and can be written; {_held_in(url)} ({store_shown(url)})")


def _unusable(url: str) -> Check | None:
    """What keeps a store from being made, as far as can be told without making it."""
    try:
        file = _file_of(make_url(url))
    except (ArgumentError, ValueError):
        said = "DRAFTER_STORE: is no database URL; name one as sqlite:///calls.db"
        return Check.wrong("store", said, SettingsError.exit_code)
    if file is None or file.exists():
        return None
    above = next(folder for folder in file.absolute().parents if folder.exists())
    if above.is_dir() and os.access(above, os.W_OK | os.X_OK):
        return None
    said = f"DRAFTER_STORE: {above} cannot be written in; name another place, as sqlite:///calls.db"
    return Check.wrong("store", said, SettingsError.exit_code)


def _file_of(url: URL) -> Path | None:
    """The file of an SQLite database; None for one in memory or behind a server."""
    named = url.database if url.get_backend_name() == "sqlite" else None
    return Path(named) if named and not named.startswith((":", "file:")) else None


def exists(url: str) -> bool:
    """Whether a store is there; one that is no file counts as there."""
    file = _file_of(make_url(url))
    return file is None or file.exists()


def _held_in(url: str) -> str:
    """What a store holds, in words."""
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            return _counted(connection)
    except DBAPIError:
        return "what it holds cannot be counted"
    finally:
        engine.dispose()


def _counted(connection: Connection) -> str:
    answers, calls = table("answers"), table("calls", column("owner"), column("outcome"), column("cost"))
    claims = table("claims", column("owner"), column("until"))
    held = connection.execute(select(func.count()).select_from(answers)).scalar_one()
    made, cost = connection.execute(select(func.count(), func.sum(calls.c.cost)).select_from(calls)).one()
    # Who asks holds a claim on what it asks, and renews it.
    alive = select(claims.c.owner).where(claims.c.until > time.time())
    dead = select(func.count()).select_from(calls).where(calls.c.outcome == IN_FLIGHT, calls.c.owner.not_in(alive))
    lost = connection.execute(dead).scalar_one()
    spent = f" for ${cost:.4f}" if cost else ""
    left = f"; {lost} were in flight when their process ended, and may have been charged for" if lost else ""
    return f"{held} answers held, {made} calls made{spent}{left}"
