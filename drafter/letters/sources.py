"""A letter's lines from its file: text, PDF or Word."""

import ctypes
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.domain.determination import Determination
from drafter.letters.lines import CLAIMS, Line, lines_of_pages
from drafter.letters.text_of import (
    Unreadable,
    file_bytes,
    is_pdf,
    page_characters,
    pdf_document,
    pdf_text_pages,
    text_pages,
)
from drafter.letters.word_lines import word_lines

if TYPE_CHECKING:
    import pypdfium2

_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<!doctype|<html|<\?xml|\{\\rtf)", re.IGNORECASE)
_ZIP_MARK = b"PK\x03\x04"
_DECISIONS = frozenset(map(str, (Determination.UPHELD, Determination.OVERTURNED)))
_MOST_ON_A_SCAN = 200
"""Characters on a scanned page at most: a stamp or a footer."""
_LONGEST_REQUEST = 40
"""Lines of a request at most, when its first bold one is looked for."""


def lines_of(path: Path) -> list[Line]:
    """The lines of a letter's file.

    Raises:
        Unreadable: there is no such file, or it has no text, is damaged, locked, or neither text, PDF nor Word.
    """
    data = file_bytes(path)
    if not data.strip():
        raise Unreadable("is empty")
    if is_pdf(data, path):
        return _pdf_lines(data)
    if data.startswith(_ZIP_MARK):
        return word_lines(data)
    if _MARKUP.match(data):
        raise Unreadable("is a web page, XML or RTF")
    return lines_of_pages(text_pages(data))


def _pdf_lines(data: bytes) -> list[Line]:
    with pdf_document(data) as document:
        pages = pdf_text_pages(document)
        _refuse_gaps(pages)
        texts = [page_characters(page) for page in pages]
        return _with_bold_requests(lines_of_pages(texts), pages, texts)


def _refuse_gaps(pages: Sequence["pypdfium2.PdfTextPage"]) -> None:
    """Refuse a PDF of which a page's text is missing, since the letter's words on it would be lost unsaid."""
    last = max(at for at, page in enumerate(pages) if page.count_chars() > 0)
    for at, page in enumerate(pages):
        if (at < last and page.count_chars() == 0) or _is_scan(page):
            raise Unreadable(f"has no text layer on page {at + 1} (a scan, or damaged)")


def _is_scan(text_page: "pypdfium2.PdfTextPage") -> bool:
    """Whether an image fills most of a page, and a few words at most stand on it."""
    import pypdfium2.raw as pdfium

    if text_page.count_chars() > _MOST_ON_A_SCAN:
        return False
    page = text_page.page
    most = page.get_width() * page.get_height() / 2
    for image in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = image.get_bounds()
        if (right - left) * (top - bottom) > most:
            return True
    return False


def _with_bold_requests(
    lines: list[Line], pages: Sequence["pypdfium2.PdfTextPage"], texts: Sequence[str]
) -> list[Line]:
    """The lines, with their type told for those before each "Claims Administrator guideline:", as far as it is bold.

    Asking for the type of every character would halve the speed.
    """
    told = list(lines)
    for claims, line in enumerate(lines):
        if not CLAIMS.match(line.text):
            continue
        for at in range(claims - 1, max(claims - _LONGEST_REQUEST, -1), -1):
            page, place = lines[at].place
            if len(texts[page]) != pages[page].count_chars():
                break  # characters and text do not count alike
            bold = _is_bold(pages[page], place)
            told[at] = replace(lines[at], bold=bold)
            if not bold and lines[at].text.rstrip(".") not in _DECISIONS:
                break
    return told


def _is_bold(text_page: "pypdfium2.PdfTextPage", place: int) -> bool:
    import pypdfium2.raw as pdfium

    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text_page, place, name, len(name), ctypes.byref(flags))
    return b"bold" in name.value.lower() or pdfium.FPDFText_GetFontWeight(text_page, place) >= 600
