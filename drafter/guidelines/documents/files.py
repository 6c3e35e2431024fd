"""A document's file: its bytes, what it is by them, and the text of those forms that are text."""

import re
from pathlib import Path

from drafter.errors import GuidelineError

_PDF_WITHIN = 1024
"""Bytes at the start of a file in which a PDF may name itself (PDF 1.7, appendix H, note 13)."""
_OLD_WORD_MARK = bytes.fromhex("d0cf11e0a1b11ae1")
_LOCKED_WORD_PART = "EncryptedPackage".encode("utf-16-le")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_MOST_BYTES = 400_000_000
"""Bytes of a file at most; the longest guideline with all its pictures has a tenth of it."""


class NotReadable(Exception):
    """Why a document cannot be read, as the end of a line that begins with the file's name."""


def file_bytes(path: Path) -> bytes:
    """The bytes of a document's file.

    Raises:
        GuidelineError: there is no such file, it is a folder or a device, is empty or too large, or may not be read.
    """
    try:
        if path.is_dir():
            raise GuidelineError(f"{path}: is a folder; name one file")
        if not path.is_file():
            raise GuidelineError(f"{path}: there is no such file; check its name")
        if path.stat().st_size > _MOST_BYTES:
            raise GuidelineError(f"{path}: is larger than {_MOST_BYTES:,} bytes; add it in parts")
        data = path.read_bytes()
    except OSError as error:
        raise GuidelineError(f"{path}: cannot be read ({error.strerror}); check its permissions") from None
    if not data.strip():
        raise GuidelineError(f"{path}: is empty; name the file that holds the document")
    return data


def form_of(data: bytes) -> str | None:
    """The form that a file's bytes name: ".pdf", ".docx" (any ZIP file), or None, which may be text.

    Raises:
        NotReadable: they name a form that is not read.
    """
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return ".pdf"
    if data.startswith(b"PK\x03\x04"):
        return ".docx"
    if data.startswith(_OLD_WORD_MARK):
        if _LOCKED_WORD_PART in data:
            raise NotReadable("is protected by a password; save it without one")
        raise NotReadable("is an old Word document (.doc); save it as .docx or PDF")
    if data.startswith(b"{\\rtf"):
        raise NotReadable("is RTF; save it as .docx or PDF")
    if data.startswith((b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf")):
        raise NotReadable("is compressed; unpack it first")
    return None


def text_of(data: bytes, encoding: str = "utf-8-sig") -> str:
    r"""The text of a file's bytes, line ends as "\n"; UTF-16 is known by its byte order mark.

    Raises:
        NotReadable: the bytes are no text of that encoding.
    """
    if data.startswith(_UTF_16_MARKS):
        encoding = "utf-16"
    try:
        text = data.decode(encoding)
    except (UnicodeError, LookupError):
        if b"\0" in data:
            raise NotReadable("is not a text file; give PDF, Word, HTML, Markdown or text") from None
        name = "UTF-8" if encoding == "utf-8-sig" else encoding.upper()
        raise NotReadable(
            f"is not {name} text; save it as UTF-8 (Word: “Plain text”, encoding “Unicode (UTF-8)”)"
        ) from None
    if _CONTROL.search(text):
        raise NotReadable("is not a text file; give PDF, Word, HTML, Markdown or text")
    return text.replace("\r\n", "\n").replace("\r", "\n")
