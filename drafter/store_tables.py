"""The tables of the store, the statements on them, and how its database is opened."""

import os
import sqlite3
import time
from pathlib import Path

from sqlalchemy import (
    JSON,
    Column,
    Double,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    create_engine,
    delete,
    event,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

IN_FLIGHT = "in flight"
INTERRUPTED = "interrupted"

_WAIT = 60
"""Seconds that a process waits for others to finish with the database."""

_METADATA = MetaData()

_ANSWERS = Table(
    "answers",
    _METADATA,
    Column("request_sha256", String(64), primary_key=True),
    Column("answer", JSON, nullable=False),  # the text as one JSON string: no engine keeps every Python string as text
    Column("finish_reason", Text),
    Column("prompt_tokens", Integer),
    Column("completion_tokens", Integer),
    Column("kept_at", Double, nullable=False),
    Column("by", String(10), nullable=False),
)
_CALLS = Table(
    "calls",
    _METADATA,
    Column("id", Integer, primary_key=True),
    Column("request_sha256", String(64), nullable=False),
    Column("owner", String(200), nullable=False),
    Column("case_number", Text, nullable=False),
    Column("item", Integer),
    Column("purpose", Text, nullable=False),
    Column("server", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("began_at", Double, nullable=False),
    Column("seconds", Double),
    Column("outcome", Text, nullable=False),
    Column("finish_reason", Text),
    Column("prompt_tokens", Integer),
    Column("completion_tokens", Integer),
    Column("cost", Double),
    UniqueConstraint("owner", "id"),  # an index that is made in one step with its table, whoever is killed meanwhile
)
_CLAIMS = Table(
    "claims",
    _METADATA,
    Column("request_sha256", String(64), primary_key=True),
    Column("owner", String(200), nullable=False),
    Column("until", Double, nullable=False),
)
_FORMS = Table(
    "forms",
    _METADATA,
    Column("server", String(500), primary_key=True),
    Column("model", String(250), primary_key=True),
    Column("form", Text, nullable=False),
)

# The statements are made once, so that a call to the store builds and compiles none. Parameters that pick rows have
# names of their own, since those with the name of a column are written to it.

_request = bindparam("the_request", type_=String)
_owner = bindparam("the_owner", type_=String)
_call = bindparam("the_call", type_=Integer)
_server = bindparam("the_server", type_=String)
_model = bindparam("the_model", type_=String)
_now = bindparam("now", type_=Double)
_told = [_ANSWERS.c[name] for name in ("answer", "finish_reason", "prompt_tokens", "completion_tokens")]
_request_of_call = select(_CALLS.c.request_sha256).where(_CALLS.c.id == _call).scalar_subquery()

FIND_ANSWER = select(*_told).where(_ANSWERS.c.request_sha256 == _request)
FIND_ANSWERED = select(_ANSWERS.c.request_sha256).where(
    _ANSWERS.c.request_sha256.in_(bindparam("requests", expanding=True))
)
KEEP_ANSWER = insert(_ANSWERS)
KEEP_ANSWER_TO_CALL = insert(_ANSWERS).values(request_sha256=_request_of_call)
FORGET_ANSWER = delete(_ANSWERS).where(_ANSWERS.c.request_sha256 == _request)

BEGIN_CALL = insert(_CALLS).values(outcome=IN_FLIGHT)
END_CALL = update(_CALLS).where(_CALLS.c.id == _call)
LIST_CALLS = select(_CALLS).where(_CALLS.c.id > bindparam("after")).order_by(_CALLS.c.id).limit(bindparam("at_most"))
LIST_CALLS_OF = LIST_CALLS.where(_CALLS.c.owner == _owner)
LIST_IN_FLIGHT_OF = (
    select(_CALLS)
    .where(_CALLS.c.owner == _owner, _CALLS.c.outcome == IN_FLIGHT)
    .order_by(_CALLS.c.id)
    .with_for_update()  # where an engine locks rows: two that abandon one owner must not both list its calls
)
SUM_COST_OF = select(func.coalesce(func.sum(_CALLS.c.cost), 0.0)).where(_CALLS.c.owner == _owner)

CLAIM = insert(_CLAIMS)
TAKE_CLAIM = update(_CLAIMS).where(
    _CLAIMS.c.request_sha256 == _request, or_(_CLAIMS.c.owner == _owner, _CLAIMS.c.until <= _now)
)
RENEW_CLAIMS = update(_CLAIMS).where(_CLAIMS.c.owner == _owner)
RELEASE_CLAIM = delete(_CLAIMS).where(_CLAIMS.c.owner == _owner, _CLAIMS.c.request_sha256 == _request)
RELEASE_CLAIM_OF_CALL = delete(_CLAIMS).where(_CLAIMS.c.owner == _owner, _CLAIMS.c.request_sha256 == _request_of_call)
RELEASE_CLAIMS = delete(_CLAIMS).where(_CLAIMS.c.owner == _owner)

FIND_FORM = select(_FORMS.c.form).where(_FORMS.c.server == _server, _FORMS.c.model == _model)
ADD_FORM = insert(_FORMS)
CHANGE_FORM = update(_FORMS).where(_FORMS.c.server == _server, _FORMS.c.model == _model)


def open_engine(url: str) -> Engine:
    """The engine of a store's database; database and tables are made where there are none.

    Raises:
        sqlalchemy.exc.ArgumentError, sqlalchemy.exc.NoSuchModuleError, ImportError: no engine has this URL.
        sqlalchemy.exc.DBAPIError, OSError: the database cannot be reached or made.
    """
    at = make_url(url)
    engine = create_engine(at, hide_parameters=True)  # parameters hold case text
    if at.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _for_several_processes)
        _make_folder(at)
    try:
        _make_tables(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _for_several_processes(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    """Set an SQLite connection up so that writers wait for each other, and readers for nobody."""
    connection.execute(f"PRAGMA busy_timeout = {_WAIT * 1000}")
    _write_ahead(connection)
    connection.execute(
        "PRAGMA synchronous = NORMAL"
    )  # a killed process loses nothing; a power cut only the last writes


def _write_ahead(connection: sqlite3.Connection) -> None:
    until = time.monotonic() + _WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:  # two that make the change at once are refused without a wait
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.01)


def _make_folder(url: URL) -> None:
    """Make the folder of a database that is a plain file, and the file so that its owner alone can read it."""
    if url.database and not url.database.startswith((":", "file:")):
        file = Path(url.database)
        file.parent.mkdir(parents=True, exist_ok=True)
        # It holds case text; what SQLite puts beside it gets the same mode.
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))


def _make_tables(engine: Engine) -> None:
    with engine.connect() as connection:
        for others_may_make in reversed(range(len(_METADATA.tables) + 1)):
            try:
                with connection.begin():
                    _METADATA.create_all(connection)
                return
            except DBAPIError:  # another process made a table after we had looked for it: there are fewer to make now
                if not others_may_make:
                    raise
