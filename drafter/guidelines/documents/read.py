"""Reads a user's document of any form that is taken."""

from pathlib import Path

from drafter.errors import GuidelineError
from drafter.guidelines.documents.docx import read_docx
from drafter.guidelines.documents.files import NotReadable, file_bytes, form_of
from drafter.guidelines.documents.html import read_html
from drafter.guidelines.documents.markdown import read_markdown
from drafter.guidelines.documents.plain import read_plain
from drafter.guidelines.documents.text import DocumentText

_READERS = {
    ".docx": read_docx,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".txt": read_plain,
    ".text": read_plain,
}
_PDF = ".pdf"
_MARKED = (_PDF, ".docx")
"""Forms whose files name their form in their first bytes."""


def read_document(path: Path) -> tuple[DocumentText, bytes]:
    """A document as it reads, and the bytes of its file.

    Raises:
        GuidelineError: the file cannot be read, or is not what its ending says: one line with the file and what to do.
    """
    data = file_bytes(path)
    ending = path.suffix.lower()
    try:
        _check_ending(ending, form_of(data))
        if ending == _PDF:
            from drafter.guidelines.documents.pdf import read_pdf

            return read_pdf(path), data
        return _READERS[ending](data), data
    except NotReadable as wrong:
        raise GuidelineError(f"{path}: {wrong}") from None


def _check_ending(ending: str, form: str | None) -> None:
    if ending != _PDF and ending not in _READERS:
        known = ", ".join((_PDF, *_READERS))
        if ending == ".doc":
            raise NotReadable("is an old Word document; save it as .docx or PDF")
        raise NotReadable(f"its name does not say what it is; give it one of the endings {known}")
    if form and form != ending:
        what = "a PDF" if form == _PDF else "a Word document or another ZIP file"
        raise NotReadable(f"is {what} and not what its ending says; give it the ending {form}")
    if ending in _MARKED and form != ending:
        raise NotReadable(f"is no {ending} file, or is damaged; save it anew")
