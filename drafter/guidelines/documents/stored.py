"""The files of an added document: edition.json, which says what the other two must be, text.txt and sections.json.

Those of a later version are text-2.txt and sections-2.json, so that they can stand beside the earlier ones until
edition.json, which names the version, is replaced.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field

from drafter import __version__
from drafter.domain.case import Model
from drafter.domain.guideline import Edition
from drafter.guidelines.documents.text import DocumentText, Heading, PageStart

DOCUMENT_SCHEMA = "drafter-document/1"
EDITION_FILE = "edition.json"
TEXT = "text.txt"
SECTIONS = "sections.json"


class StoredEdition(Model):
    """edition.json: what a user said of the document, and what the other two files must be."""

    schema_: Annotated[str, Field(alias="schema", pattern=rf"^{DOCUMENT_SCHEMA}$")] = DOCUMENT_SCHEMA
    edition: Edition
    file: str
    """Name of the file that was added."""
    file_sha256: str
    text_sha256: str
    sections_sha256: str
    version: Annotated[int, Field(ge=1)] = 1
    """How often the edition has been added here: the other two files of each version have names of their own."""
    read_by: str = f"drafter {__version__}"
    """The version of the reader: another may read the same file a little differently."""

    @property
    def files(self) -> dict[str, str]:
        """The names of the other two files in the edition's folder, by what they hold."""
        return _names(self.version)


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


def contents(document: AddedDocument, version: int = 1) -> dict[str, bytes]:
    """The files of a document by their names in its folder; edition.json, which makes the others count, comes last."""
    text = document.text
    sections = StoredSections(
        headings=tuple(HeadingPlace(start=h.start, end=h.end, level=h.level) for h in text.headings),
        pages=tuple(PagePlace(offset=page.offset, index=page.index, label=page.label) for page in text.pages),
    )
    data = {TEXT: text.text.encode("utf-8"), SECTIONS: sections.model_dump_json(indent=1).encode("utf-8") + b"\n"}
    stored = StoredEdition(
        edition=document.edition,
        file=document.file,
        file_sha256=document.file_sha256,
        text_sha256=_sha256(data[TEXT]),
        sections_sha256=_sha256(data[SECTIONS]),
        version=version,
    )
    named = {stored.files[what]: content for what, content in data.items()}
    return named | {EDITION_FILE: stored.model_dump_json(by_alias=True, indent=2).encode("utf-8") + b"\n"}


def read_edition(data: bytes) -> StoredEdition:
    """What an edition.json says.

    Raises:
        ValueError: it is not in its form.
    """
    return StoredEdition.model_validate_json(data, strict=True)


def read_stored(place: Path) -> dict[str, bytes]:
    """The bytes of the three files in a document's folder, by what they hold: all of one version.

    Raises:
        OSError: one cannot be read.
        ValueError: edition.json is not in its form.
    """
    while True:
        edition = (place / EDITION_FILE).read_bytes()
        names = read_edition(edition).files
        try:
            return {EDITION_FILE: edition} | {what: (place / name).read_bytes() for what, name in names.items()}
        except FileNotFoundError:
            if (place / EDITION_FILE).read_bytes() == edition:
                raise
            # The document has been replaced meanwhile, and the files of the version before are gone.


def read_document_of(id: str, data: Mapping[str, bytes]) -> AddedDocument:
    """The document of an edition's three files, by what they hold.

    Raises:
        ValueError: they are not as they were written.
    """
    stored = read_edition(data[EDITION_FILE])
    for name, digest in ((TEXT, stored.text_sha256), (SECTIONS, stored.sections_sha256)):
        if _sha256(data[name]) != digest:
            raise ValueError(f"{name} was changed")
    if stored.edition.id != id:
        raise ValueError(f"{EDITION_FILE} is of another edition")
    sections = StoredSections.model_validate_json(data[SECTIONS])
    text = data[TEXT].decode("utf-8")
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


def _names(version: int) -> dict[str, str]:
    if version == 1:
        return {TEXT: TEXT, SECTIONS: SECTIONS}
    return {name: f"{Path(name).stem}-{version}{Path(name).suffix}" for name in (TEXT, SECTIONS)}
