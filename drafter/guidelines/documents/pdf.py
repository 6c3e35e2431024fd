"""A PDF read into a document's text: as it reads on the page, in reading order, with its headings and pages."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.errors import GuidelineError
from drafter.guidelines.documents.files import file_bytes
from drafter.guidelines.documents.pdf_columns import gutters_of
from drafter.guidelines.documents.pdf_contents import mark_headings, outline_entries, take_contents
from drafter.guidelines.documents.pdf_footnotes import body_size, footnotes_last
from drafter.guidelines.documents.pdf_fragments import PageContent, page_content
from drafter.guidelines.documents.pdf_furniture import take_furniture
from drafter.guidelines.documents.pdf_headings import mark_by_type
from drafter.guidelines.documents.pdf_hyphens import WordJoiner
from drafter.guidelines.documents.pdf_lines import Line, page_lines
from drafter.guidelines.documents.pdf_paragraphs import Lines, paragraphs_of
from drafter.guidelines.documents.text import DocumentText, PageStart, Paragraph, paragraphs_text, row_text

if TYPE_CHECKING:
    import pypdfium2

_PASSWORD = 4  # FPDF_ERR_PASSWORD of PDFium
_LEAST_OUTLINE = 3
_PAGES_AN_ENTRY = 12
"""An outline with fewer entries than one for so many pages tells parts of a book, not its sections."""
_SHARE_OF_PAGES = 0.1
_LEAST_ON_PAGE = 3
"""Characters: a page with an image and fewer is a scan without its text."""


def read_pdf(path: Path) -> DocumentText:
    """The text of a PDF in reading order, with its headings and pages.

    Running headers, footers, page numbers and tables of contents are left out. A page's label is the file's own, else
    the page number printed on it.

    Raises:
        GuidelineError: there is no such file, or it is empty, damaged, locked with a password, or has pages without
            text; the message names the pages.
    """
    import pypdfium2

    data = file_bytes(path)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == _PASSWORD:
            raise GuidelineError(f"{path}: is protected by a password; save it without one") from None
        raise GuidelineError(
            f"{path}: cannot be opened as a PDF (damaged, or another kind of file); get it anew"
        ) from None
    try:
        return _document_text(document, path)
    except pypdfium2.PdfiumError:
        raise GuidelineError(f"{path}: is damaged, a page of the PDF cannot be read; get it anew") from None
    finally:
        document.close()


def _document_text(document: "pypdfium2.PdfDocument", path: Path) -> DocumentText:
    contents = [page_content(document, index) for index in range(len(document))]
    _refuse_scans(contents, path)
    labels = _labels(document, take_furniture(contents))
    pages = _lines(contents)
    joiner = WordJoiner(text for lines in pages for line in lines for text in _texts(line))
    entries = outline_entries(document)
    listed = take_contents(pages, labels)
    told = len(entries) >= max(_LEAST_OUTLINE, len(pages) / _PAGES_AN_ENTRY) and mark_headings(pages, entries)
    told = told or (bool(listed) and mark_headings(pages, listed))
    body = body_size(pages)
    parts = [
        footnotes_last(lines, content.rules, content.width, body)
        for content, lines in zip(contents, pages, strict=True)
    ]
    paragraphs = paragraphs_of(parts)
    if not told:
        mark_by_type(paragraphs, body)
    return paragraphs_text(_composed(paragraphs, labels, joiner))


def _refuse_scans(contents: Sequence[PageContent], path: Path) -> None:
    without = [
        content.index + 1
        for content in contents
        if content.images and sum(len(fragment.text) for fragment in content.fragments) < _LEAST_ON_PAGE
    ]
    if without:
        noun, verb = ("page", "has") if len(without) == 1 else ("pages", "have")
        raise GuidelineError(f"{path}: {noun} {_ranges(without)} {verb} no text (a scan?); run OCR over the file first")
    if not any(content.fragments for content in contents):
        raise GuidelineError(f"{path}: has no text; give a PDF with text")


def _ranges(numbers: Sequence[int]) -> str:
    """The numbers with runs as ranges: "3-5, 9"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


def _labels(document: "pypdfium2.PdfDocument", printed: Sequence[str | None]) -> list[str | None]:
    """The pages' labels: the file's own, unless it has none or they only count its pages; else those printed."""
    own = [document.get_page_label(index) or None for index in range(len(document))]
    counted = [str(index + 1) for index in range(len(document))]
    if any(own) and (own != counted or not any(printed)):
        return own
    return list(printed)


def _lines(contents: Sequence[PageContent]) -> list[list[Line]]:
    """The lines of each page; where columns begin on one page helps to tell them on another."""
    found = [gutter for content in contents for gutter in gutters_of(content.fragments)]
    often = max(2, _SHARE_OF_PAGES * len(contents))
    gutters = [x for x in found if sum(abs(x - other) < 4 for other in found) >= often]
    kept: list[float] = []
    for x in sorted(gutters):
        if not kept or x - kept[-1] > 4:
            kept.append(x)
    return [page_lines(content, kept) for content in contents]


def _texts(line: Line) -> list[str]:
    return [line.text] if line.cells is None else [text for cell in line.cells for text in cell]


def _composed(paragraphs: Sequence[Lines], labels: Sequence[str | None], joiner: WordJoiner) -> list[Paragraph]:
    """The paragraphs as text, with where pages begin in them."""
    made = []
    at_page = -1
    for paragraph in paragraphs:
        first = paragraph.lines[0]
        if first.cells is not None:
            text, starts = row_text([joiner.join(cell) for cell in first.cells]), [0]
        else:
            text, starts = joiner.join_with_starts([line.text for line in paragraph.lines])
        turns = []
        for line, start in zip(paragraph.lines, starts, strict=True):
            if line.page != at_page:
                turns.append(PageStart(start, line.page + 1, labels[line.page]))
                at_page = line.page
        made.append(Paragraph(text, paragraph.level, tuple(turns)))
    return made
