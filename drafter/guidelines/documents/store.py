"""The folder of the documents that users added: one folder an edition.

It is kill-safe. A new edition's folder is written aside and renamed into place; a replacement is written beside what it
replaces, and takes its place as edition.json is replaced. Who writes does so alone; who reads waits for nobody.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout
from pydantic import ValidationError

from drafter.errors import GuidelineError, OutputError
from drafter.guidelines.documents.edition import check_same_edition
from drafter.guidelines.documents.stored import (
    EDITION_FILE,
    AddedDocument,
    contents,
    read_document_of,
    read_edition,
    read_stored,
)

__all__ = [
    "AddedDocument",
    "AddedDocuments",
    "added_ids",
    "document_files",
    "load_documents",
    "remove_document",
    "store_document",
]

_LOCK = ".lock"
_ASIDE = ".aside"
"""A folder that is on its way in or out; what a killed process left in it is removed by the next that writes."""
_PATIENCE = 60
"""Seconds to wait for another process that is writing."""
_Made = TypeVar("_Made")


@dataclass(frozen=True)
class AddedDocuments:
    """Every document in a folder, in the order of their editions' ids, and the bytes that they were read from."""

    documents: tuple[AddedDocument, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    """Bytes by the name in the folder: "some-guideline-2020/text.txt"."""


def added_ids(folder: Path) -> list[str]:
    """The ids of the editions in a folder of added documents; none where there is no such folder.

    Raises:
        GuidelineError: the folder cannot be read.
    """
    try:
        if not folder.exists():
            return []
        return sorted(entry.name for entry in folder.iterdir() if entry.is_dir() and not entry.name.startswith("."))
    except OSError as error:
        raise GuidelineError(
            f"{folder}: cannot be read ({error.strerror}); DRAFTER_DOCUMENTS names the folder"
        ) from None


def load_documents(folder: Path) -> AddedDocuments:
    """Read every added document, and see that each is as it was written.

    Raises:
        GuidelineError: a document is damaged or was changed; one line for each, with the edition and what to do.
    """
    documents, files = _of_each(folder, read_document_of)
    return AddedDocuments(tuple(documents), files)


def document_files(folder: Path) -> dict[str, bytes]:
    """The bytes that `load_documents` reads, by the name in the folder; whether their text is as written is not seen.

    Raises:
        GuidelineError: a document's files cannot be read; one line for each, with the edition and what to do.
    """
    return _of_each(folder, lambda _, data: data)[1]


def _of_each(folder: Path, make: Callable[[str, dict[str, bytes]], _Made]) -> tuple[list[_Made], dict[str, bytes]]:
    """What is made of the id and the files of every added document; and the bytes of all files, by name."""
    made: list[_Made] = []
    files: dict[str, bytes] = {}
    problems: list[str] = []
    for id in added_ids(folder):
        try:
            data = read_stored(folder / id)
            made.append(make(id, data))
        except (OSError, ValueError) as error:  # pydantic's errors and those of text are ValueErrors
            if (folder / id).exists():  # else it has been taken out meanwhile
                problems.append(_damaged(folder / id, error))
            continue
        files |= {f"{id}/{name}": content for name, content in data.items()}
    if problems:
        raise GuidelineError("\n".join(problems))
    return made, files


def store_document(folder: Path, document: AddedDocument, *, replace: bool = False) -> None:
    """Put a document in the folder of added documents.

    Raises:
        GuidelineError: its edition is there already, and `replace` is not asked for; or another edition has its id, or
            what is there is damaged.
        OutputError: the folder cannot be written; what was there stays.
    """
    target = folder / document.edition.id
    with _alone(folder, target):
        if not target.exists():
            _write(folder / _ASIDE, contents(document))
            os.rename(folder / _ASIDE, target)
        elif replace:
            _replace(target, document)
        else:
            raise GuidelineError(
                f"{target}: this edition is added already; give --replace to put the file in its place"
            )


def remove_document(folder: Path, id: str) -> None:
    """Take an edition's document out of the folder, damaged or not.

    Raises:
        GuidelineError: there is no such document.
        OutputError: the folder cannot be changed.
    """
    held = added_ids(folder)
    if id not in held:
        there = f"added are: {', '.join(held)}" if held else "no document is added"
        raise GuidelineError(
            f"{folder}: no document was added by that edition id (editions of the corpus are files); {there}"
        )
    with _alone(folder, folder / id):
        os.rename(folder / id, folder / _ASIDE)


@contextmanager
def _alone(folder: Path, target: Path) -> Iterator[None]:
    """Write in the folder while nobody else does, with nothing aside before and after."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / _LOCK, timeout=_PATIENCE):
            try:
                shutil.rmtree(folder / _ASIDE, ignore_errors=True)
                yield
            finally:
                shutil.rmtree(folder / _ASIDE, ignore_errors=True)
    except Timeout:
        raise OutputError(f"{folder}: another process is adding a document; wait for it, and try again") from None
    except OSError as error:
        raise _unwritable(target, error) from None


def _replace(target: Path, document: AddedDocument) -> None:
    try:
        stored = read_edition((target / EDITION_FILE).read_bytes())
    except (OSError, ValueError) as error:
        raise GuidelineError(_damaged(target, error)) from None
    check_same_edition(document.edition, stored.edition)
    files = contents(document, stored.version + 1)
    edition = files.pop(EDITION_FILE)
    aside = f".{EDITION_FILE}"
    try:
        _write(target, files | {aside: edition})
        os.replace(target / aside, target / EDITION_FILE)
    finally:
        _sweep(target)


def _sweep(target: Path) -> None:
    """Remove what is of another version than the one that counts now, as far as that can be done."""
    with suppress(OSError, ValueError):
        kept = {EDITION_FILE, *read_edition((target / EDITION_FILE).read_bytes()).files.values()}
        for path in target.iterdir():
            if path.name not in kept:
                path.unlink()


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def _damaged(place: Path, error: OSError | ValueError) -> str:
    return (
        f"{place}: the added document is damaged ({_reason(error)}); take it out with "
        f"`drafter guidelines remove {place.name}` and add it again"
    )


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, OSError):
        return f"{Path(str(error.filename)).name}: {error.strerror}"
    return f"{EDITION_FILE} is not in its form" if isinstance(error, ValidationError) else str(error)


def _unwritable(place: Path, error: OSError) -> OutputError:
    return OutputError(f"{place}: cannot be written ({error.strerror}); DRAFTER_DOCUMENTS names the folder to use")
