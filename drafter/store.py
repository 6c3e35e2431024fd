"""The store: answers of model servers, kept so that none is paid for twice. SQLite, or another engine by its URL."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Column, Integer, MetaData, String, Table, Text, create_engine, insert, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError

from drafter.errors import OutputError, SettingsError

_METADATA = MetaData()
_CALLS = Table(
    "model_calls",
    _METADATA,
    Column("request_sha256", String(64), primary_key=True),
    Column("answer", Text, nullable=False),
    Column("finish_reason", String(64)),
    Column("prompt_tokens", Integer),
    Column("completion_tokens", Integer),
)


@dataclass(frozen=True)
class StoredCall:
    """The answer to one call, as it came."""

    answer: str
    finish_reason: str | None
    prompt_tokens: int | None
    completion_tokens: int | None


class CallStore:
    """Answers by the digest of the request that they answer; several processes may use one store."""

    def __init__(self, url: str) -> None:
        """Open the store, and make it where there is none.

        Raises:
            SettingsError: there is no such store, and none can be made.
        """
        self._where = url
        try:
            self._where = make_url(url).render_as_string(hide_password=True)
            self._engine = create_engine(url)
            _room_for(self._engine.url)
            _METADATA.create_all(self._engine)
        except (ArgumentError, NoSuchModuleError, ImportError, DBAPIError, OSError):
            raise SettingsError(
                f"DRAFTER_STORE: {self._where} cannot be opened; name one as sqlite:///calls.db"
            ) from None

    def get(self, request_sha256: str) -> StoredCall | None:
        """The answer kept for a request; None where there is none.

        Raises:
            OutputError: the store cannot be read any more.
        """
        columns = [column for column in _CALLS.columns if column.name != "request_sha256"]
        try:
            with self._engine.connect() as connection:
                row = connection.execute(select(*columns).where(_CALLS.c.request_sha256 == request_sha256)).first()
        except DBAPIError:
            raise OutputError(f"DRAFTER_STORE: {self._where} cannot be read; name another one") from None
        return StoredCall(*row) if row else None

    def put(self, request_sha256: str, call: StoredCall) -> None:
        """Keep an answer; one that is kept already stays.

        Raises:
            OutputError: the store cannot be written.
        """
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(_CALLS).values(request_sha256=request_sha256, **vars(call)))
        except IntegrityError:
            return  # another process asked the same at the same time
        except DBAPIError:
            raise OutputError(
                f"DRAFTER_STORE: {self._where} cannot be written; make room, or name another one"
            ) from None

    def close(self) -> None:
        """Let go of the store's file."""
        self._engine.dispose()


def _room_for(url: URL) -> None:
    """Make the folder of a database that is a file."""
    if url.get_backend_name() == "sqlite" and url.database and not url.database.startswith(":"):
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
