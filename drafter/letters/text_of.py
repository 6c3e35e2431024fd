"""The text of a document, page by page: UTF-8 text (a form feed parts pages), or PDF with a text layer."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pypdfium2

_PDF_MARK = b"%PDF-"
_OLD_WORD_MARK = bytes.fromhex("d0cf11e0a1b11ae1")
_LOCKED_WORD_PART = "EncryptedPackage".encode("utf-16-le")
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_PASSWORD = 4  # FPDF_ERR_PASSWORD of PDFium
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


class Unreadable(Exception):
    """Why a file holds no text that can be read, as the end of a sentence that begins with the file's name."""


def pages_of(path: Path) -> tuple[str, ...]:
    """The pages of a text or PDF file, line ends as "\\n"; a text without form feeds is one page.

    A hyphen at the end of a PDF's line is kept and the word joined, since the letters break words only at their own
    hyphens.

    Raises:
        Unreadable: there is no such file, or it has no text, is damaged, locked or not text.
    """
    data = file_bytes(path)
    if not data.strip():
        raise Unreadable("is empty")
    if is_pdf(data, path):
        with pdf_document(data) as document:
            return tuple(map(page_text, pdf_text_pages(document)))
    return text_pages(data)


def is_pdf(data: bytes, path: Path) -> bool:
    """Whether a file is, or by its name should be, a PDF."""
    return _PDF_MARK in data[:1024] or path.suffix.lower() == ".pdf"


def text_pages(data: bytes) -> tuple[str, ...]:
    """The pages of a text; a form feed parts them.

    Raises:
        Unreadable: it is not text, or empty.
    """
    if data.startswith(_OLD_WORD_MARK) and _LOCKED_WORD_PART in data:
        raise Unreadable("is protected by a password; save it without one")
    if data.startswith(_OLD_WORD_MARK):
        raise Unreadable("is an old Word document (.doc); save it as .docx or PDF")
    text = utf8_text(data)
    if not text.strip():
        raise Unreadable("is empty")
    return tuple(text.split("\f"))


def utf8_text(data: bytes) -> str:
    """The text of UTF-8 bytes, without a byte order mark and with "\\n" as line end.

    Raises:
        Unreadable: the bytes are not UTF-8, or hold control characters, as no text does.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        utf_16 = data.startswith(_UTF_16_MARKS)
        raise Unreadable("is not UTF-8 text but UTF-16" if utf_16 else "is not UTF-8 text") from None
    if _CONTROL.search(text):
        raise Unreadable("is not a text file")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def file_bytes(path: Path, most: int = 1 << 30) -> bytes:
    """The bytes of a file, of so many at most.

    Raises:
        Unreadable: there is no such file, it is a folder or a device, holds more, or may not be read.
    """
    try:
        if path.is_dir():
            raise Unreadable("is a folder, not a file")
        if not path.exists():
            raise Unreadable("does not exist")
        if not path.is_file():
            raise Unreadable("is not a file")
        with path.open("rb") as file:
            data = file.read(most + 1)
        if len(data) > most:
            raise Unreadable(f"is larger than {most >> 20} MB")
        return data
    except OSError as error:
        raise Unreadable(f"cannot be read ({error.strerror})") from None
    except ValueError:  # a name with a NUL character
        raise Unreadable("does not exist") from None


@contextmanager
def pdf_document(data: bytes) -> Iterator["pypdfium2.PdfDocument"]:
    """A PDF, open until the block ends; one encrypted without a password opens too.

    Raises:
        Unreadable: it is damaged or locked with a password; also where reading it within the block fails.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == _PASSWORD:
            raise Unreadable("is protected by a password; save it without one") from None
        raise Unreadable("is damaged: it cannot be opened as a PDF") from None
    try:
        yield document
    except pypdfium2.PdfiumError:
        raise Unreadable("is damaged: a page of the PDF cannot be read") from None
    finally:
        document.close()


def pdf_text_pages(document: "pypdfium2.PdfDocument") -> list["pypdfium2.PdfTextPage"]:
    """The text layers of a PDF's pages; they close with the document.

    Raises:
        Unreadable: no page holds text.
    """
    pages = [document[index].get_textpage() for index in range(len(document))]
    if not any(page.count_chars() > 0 for page in pages):
        raise Unreadable("is a PDF without a text layer (a scan)")
    return pages


def page_text(page: "pypdfium2.PdfTextPage") -> str:
    """The text of a page, line ends as "\\n"."""
    return page_characters(page).replace("\r\n", "\n")


def page_characters(page: "pypdfium2.PdfTextPage") -> str:
    """The characters of a page as PDFium counts them, line ends as "\\r\\n"."""
    text: str = page.get_text_range()
    # PDFium writes U+FFFE for a hyphen at a line's end, and no line break after it.
    return text.replace("\ufffe", "-").replace("\f", "\n")
