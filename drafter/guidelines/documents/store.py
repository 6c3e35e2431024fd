"""The documents that users added: one folder an edition, with what its passages are made from, and digests of that.

A folder is written aside and renamed into place, so that none is ever half there.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Self, TypeVar

from pydantic import Field, ValidationError

from drafter import __version__
from drafter.domain.case import Model
from drafter.domain.guideline import Edition
from drafter.errors import GuidelineError, OutputError
from drafter.guidelines.documents.text import DocumentText, Heading, PageStart

DOCUMENT_SCHEMA = "drafter-document/1"
_EDITION = "edition.json"
_TEXT = "text.txt"
_SECTIONS = "sections.json"
_FILES = (_EDITION, _TEXT, _SECTIONS)
_Made = TypeVar("_Made")


class StoredEdition(Model):
    """edition.json: what a user said of the document, and what the other two files must be."""

    schema_: Annotated[str, Field(alias="schema", pattern=rf"^{DOCUMENT_SCHEMA}$")] = DOCUMENT_SCHEMA
    edition: Edition
    file: str
    """Name of the file that was added."""
    file_sha256: str
    text_sha256: str
    sections_sha256: str
    read_by: str = f"drafter {__version__}"
    """The version of the reader: another may read the same file a little differently."""


class HeadingPlace(Model):
    """A heading in the text."""

    start: int
    end: int
    level: int


class PagePlace(Model):
    """The start of a page in the text."""

    offset: int
    index: int
    label: str | None


class StoredSections(Model):
    """sections.json: where headings and pages are in text.txt."""

    headings: tuple[HeadingPlace, ...]
    pages: tuple[PagePlace, ...]


@dataclass(frozen=True)
class AddedDocument:
    """A document that a user added: its edition, and the text with its headings and pages."""

    edition: Edition
    file: str
    """Name of the file that was added."""
    file_sha256: str
    text: DocumentText

    @classmethod
    def of(cls, edition: Edition, file: str, data: bytes, text: DocumentText) -> Self:
        """The document of a file of that name and those bytes."""
        return cls(edition, file, _sha256(data), text)


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
    documents, files = _of_each(folder, _document)
    return AddedDocuments(tuple(documents), files)


def document_files(folder: Path) -> dict[str, bytes]:
    """The bytes that `load_documents` reads, by the name in the folder; whether they are as written is not looked at.

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
            data = {name: (folder / id / name).read_bytes() for name in _FILES}
            made.append(make(id, data))
        except (OSError, ValueError) as error:  # pydantic's errors and those of text are ValueErrors
            problems.append(
                f"{folder / id}: the added document is damaged ({_reason(error)}); take it out with "
                f"`drafter guidelines remove {id}` and add it again"
            )
            continue
        files |= {f"{id}/{name}": content for name, content in data.items()}
    if problems:
        raise GuidelineError("\n".join(problems))
    return made, files


def store_document(folder: Path, document: AddedDocument, *, replace: bool = False) -> None:
    """Put a document in the folder of added documents.

    Raises:
        GuidelineError: its edition is there already, and `replace` is not asked for.
        OutputError: the folder cannot be written; what was there stays.
    """
    id = document.edition.id
    target = folder / id
    if target.exists() and not replace:
        raise GuidelineError(f"{target}: this edition is added already; give --replace to put the file in its place")
    aside: Path | None = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{id}-", dir=folder))
        new = aside / "new"
        new.mkdir()
        for name, content in _contents(document).items():
            (new / name).write_bytes(content)
        if target.exists():
            os.rename(target, aside / "old")
        try:
            os.rename(new, target)
        except OSError:
            if (aside / "old").exists():
                os.rename(aside / "old", target)
            raise
    except OSError as error:
        raise _unwritable(target, error) from None
    finally:
        if aside:
            shutil.rmtree(aside, ignore_errors=True)


def remove_document(folder: Path, id: str) -> None:
    """Take an edition's document out of the folder, damaged or not.

    Raises:
        GuidelineError: there is no such document.
        OutputError: the folder cannot be changed.
    """
    held = added_ids(folder)
    if id not in held:
        there = f"added are: {', '.join(held)}" if held else "no document is added"
        raise GuidelineError(f"{folder}: no added document has the edition id that is named; {there}")
    try:
        aside = Path(tempfile.mkdtemp(prefix=f".{id}-", dir=folder))
        os.rename(folder / id, aside / "old")
        shutil.rmtree(aside)
    except OSError as error:
        raise _unwritable(folder / id, error) from None


def _contents(document: AddedDocument) -> dict[str, bytes]:
    text = document.text
    sections = StoredSections(
        headings=tuple(HeadingPlace(start=h.start, end=h.end, level=h.level) for h in text.headings),
        pages=tuple(PagePlace(offset=page.offset, index=page.index, label=page.label) for page in text.pages),
    )
    data = {_TEXT: text.text.encode("utf-8"), _SECTIONS: sections.model_dump_json(indent=1).encode("utf-8") + b"\n"}
    stored = StoredEdition(
        edition=document.edition,
        file=document.file,
        file_sha256=document.file_sha256,
        text_sha256=_sha256(data[_TEXT]),
        sections_sha256=_sha256(data[_SECTIONS]),
    )
    return data | {_EDITION: stored.model_dump_json(by_alias=True, indent=2).encode("utf-8") + b"\n"}


def _document(id: str, data: Mapping[str, bytes]) -> AddedDocument:
    """The document of an edition's three files; raises ValueError where they are not as they were written."""
    stored = StoredEdition.model_validate_json(data[_EDITION], strict=True)
    for name, digest in ((_TEXT, stored.text_sha256), (_SECTIONS, stored.sections_sha256)):
        if _sha256(data[name]) != digest:
            raise ValueError(f"{name} was changed")
    if stored.edition.id != id:
        raise ValueError(f"{_EDITION} is of another edition")
    sections = StoredSections.model_validate_json(data[_SECTIONS])
    text = data[_TEXT].decode("utf-8")
    return AddedDocument(
        edition=stored.edition,
        file=stored.file,
        file_sha256=stored.file_sha256,
        text=DocumentText(
            text,
            tuple(Heading(text[at.start : at.end], at.level, at.start, at.end) for at in sections.headings),
            tuple(PageStart(at.offset, at.index, at.label) for at in sections.pages),
        ),
    )


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, OSError):
        return f"{Path(str(error.filename)).name}: {error.strerror}"
    return f"{_EDITION} is not in its form" if isinstance(error, ValidationError) else str(error)


def _unwritable(place: Path, error: OSError) -> OutputError:
    return OutputError(f"{place}: cannot be written ({error.strerror}); DRAFTER_DOCUMENTS names the folder to use")
