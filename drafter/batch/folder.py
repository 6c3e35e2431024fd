"""The folder of a batch: one process at a time, its owner's id, and no leftovers of a process that was killed."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated
from uuid import uuid4

from filelock import FileLock, Timeout
from pydantic import Field, ValidationError

from drafter.batch.find import BATCH_FILE
from drafter.domain.case import Model
from drafter.errors import OutputError
from drafter.output import room_for, write_files

BATCH_SCHEMA = "drafter-batch/1"
_LOCK = "batch.lock"
_LEFTOVER = re.compile(r"\..{1,200}\.[0-9]{1,10}\.(?:new|old)")


class Batch(Model):
    """What stays the same each time a batch is gone on with: the file `batch.json`."""

    schema_: Annotated[str, Field(alias="schema", pattern=rf"^{BATCH_SCHEMA}$")] = BATCH_SCHEMA
    owner: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    """By which the store knows the calls of this batch."""


@contextmanager
def batch_folder(out: Path) -> Iterator[Batch]:
    """Begin a batch in a folder or go on with the one that is there, alone in it until the block ends.

    Raises:
        OutputError: another process is at work in it, it holds something else, or it cannot be written in.
    """
    _refuse_other_files(out)
    with room_for([out / _LOCK]):
        lock = FileLock(out / _LOCK, timeout=0)
        try:
            lock.acquire()
        except Timeout:
            raise OutputError(f"{out}: another batch is at work in this folder; wait for it, or name another") from None
        try:
            yield _begun(out)
        finally:
            lock.release()


def sweep(folder: Path) -> None:
    """Remove files that a killed process wrote aside and did not put in place."""
    if folder.is_dir():
        for file in folder.iterdir():
            if _LEFTOVER.fullmatch(file.name) and file.is_file():
                file.unlink(missing_ok=True)


def _refuse_other_files(out: Path) -> None:
    try:
        others = out.is_dir() and not (out / BATCH_FILE).exists() and any(file.name != _LOCK for file in out.iterdir())
    except OSError as error:
        raise OutputError(f"{out}: cannot be used ({error.strerror}); name another folder with -o") from None
    if others:
        raise OutputError(f"{out}: holds other files; name a new folder for the batch with -o")


def _begun(out: Path) -> Batch:
    sweep(out)
    file = out / BATCH_FILE
    if file.exists():
        try:
            return Batch.model_validate_json(file.read_bytes())
        except (OSError, ValidationError):
            raise OutputError(f"{file}: is not of a batch of this version; name another folder with -o") from None
    batch = Batch(owner=uuid4().hex)
    write_files({file: batch.model_dump_json(by_alias=True, indent=2) + "\n"})
    return batch
