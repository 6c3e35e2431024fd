"""The parts of a Word document's package (ECMA-376, part 2), as XML trees."""

import posixpath
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from drafter.guidelines.documents.files import NotReadable

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_XML = 100_000_000
"""Bytes that the parts with text may unpack to: ten times those of a document of a thousand pages."""
_ENCRYPTED = 0x1
_UNSOUND = (zipfile.BadZipFile, zlib.error, ValueError, EOFError, OSError, NotImplementedError)
"""What zipfile raises on a damaged package."""
_DAMAGED = "is damaged, or a ZIP file that is no Word document; save it anew as .docx"


class WordPackage:
    """The main part of a Word document, and the parts that it names."""

    def __init__(self, data: bytes) -> None:
        """Open a package.

        Raises:
            NotReadable: it is damaged, locked, too large when unpacked, or no Word document.
        """
        self._left = _MOST_XML
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except _UNSOUND:
            raise NotReadable(_DAMAGED) from None
        self._names = {name.lower(): name for name in self._zip.namelist()}
        self._main = self._target("_rels/.rels", "", "officeDocument")
        if not self._main:
            other = "mimetype" in self._names
            raise NotReadable("is an OpenDocument file; save it as .docx or PDF" if other else _DAMAGED)
        main = self._part(self._main)
        if main is None or local(main) != "document":
            raise NotReadable("is no Word document but of another Office program; save it as PDF")
        self.document = main

    def part(self, kind: str) -> "_Element | None":
        """The part that the document names by the kind of its relationship: "styles", "numbering", "footnotes".

        Raises:
            NotReadable: it is damaged, or too large when unpacked.
        """
        folder, file = posixpath.split(self._main)
        name = self._target(f"{folder}/_rels/{file}.rels", folder, kind)
        return self._part(name) if name else None

    def _target(self, relationships: str, folder: str, kind: str) -> str:
        """The name of the part that a relationship of that kind leads to; empty where there is none."""
        tree = self._part(relationships)
        for relationship in () if tree is None else tree:
            if relationship.get("Type", "").rpartition("/")[2] == kind:
                return posixpath.normpath(posixpath.join("/", folder, relationship.get("Target", ""))).lstrip("/")
        return ""

    def _part(self, name: str) -> "_Element | None":
        from lxml import etree

        found = self._names.get(name.lower())
        if found is None:
            return None
        info = self._zip.getinfo(found)
        if info.flag_bits & _ENCRYPTED:
            raise NotReadable("is protected by a password; save it without one")
        if info.file_size > self._left:
            raise NotReadable(f"unpacks to more than {_MOST_XML:,} bytes, as no document does; save it anew as .docx")
        self._left -= info.file_size
        parser = etree.XMLParser(
            resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True
        )
        try:
            tree = etree.fromstring(self._zip.read(found), parser)
        except (etree.XMLSyntaxError, *_UNSOUND):
            raise NotReadable(_DAMAGED) from None
        if tree.getroottree().docinfo.internalDTD is not None:  # a bomb of entities needs one; Word writes none
            raise NotReadable("declares entities, as no Word document does; save it anew as .docx")
        return tree


def local(element: "_Element") -> str:
    """An element's name without its namespace: files in the strict form have other namespaces."""
    return str(element.tag).rpartition("}")[2]


def value(element: "_Element | None", name: str = "val") -> str | None:
    """An attribute of an element of Word's own by its local name; None where there is none."""
    if element is None:
        return None
    return next((str(text) for key, text in element.items() if str(key).rpartition("}")[2] == name), None)


def child(element: "_Element | None", *path: str) -> "_Element | None":
    """The element that a path of local names leads to; None where there is none."""
    for name in path:
        if element is None:
            return None
        element = next((inner for inner in element if local(inner) == name), None)
    return element


def is_on(element: "_Element | None", default: bool = False) -> bool:
    """Whether a mark such as bold stands there and is not switched off."""
    return default if element is None else (value(element) or "1").lower() not in ("0", "false", "off", "none")
