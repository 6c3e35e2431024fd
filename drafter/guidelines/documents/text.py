"""A document as it reads: one text, and where its headings and pages are in it; what each format is read into."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from drafter.domain.text import fold

PARAGRAPH_BREAK = "\n\n"
_CELL_BREAK = " | "


@dataclass(frozen=True)
class Heading:
    """One heading of a document: a paragraph of its own, `text[start:end]`."""

    title: str
    level: int
    """1 is outermost; a document may leave levels out."""
    start: int
    end: int


@dataclass(frozen=True)
class PageStart:
    """Where a page of the file begins in a text, or goes on after words of another page.

    What is between one start and the next is on that page. A page's footnotes follow the paragraph in which the page
    ends, so that a page may have two starts: one for its text and one for its footnotes.
    """

    offset: int
    index: int
    """Which page of the file, from 1."""
    label: str | None = None
    """The printed page number: "60", "iv", "A-3"."""


@dataclass(frozen=True)
class DocumentText:
    """A document as it reads.

    Paragraphs are parted by a blank line, and a heading, a list item, a table's row and a footnote is a paragraph.
    Within a paragraph single spaces are the only white space.

    Raises:
        ValueError: on making one that breaks these rules, or whose headings or pages are out of order or place.
    """

    text: str
    headings: tuple[Heading, ...] = ()
    pages: tuple[PageStart, ...] = ()
    """In the order of the text; empty where a format has no pages."""

    def __post_init__(self) -> None:
        self.check()

    def check(self) -> None:
        """Raises ValueError where a rule of the text, the headings or the pages is broken."""
        bounds = {}
        at = 0
        for paragraph in self.text.split(PARAGRAPH_BREAK) if self.text else ():
            if not paragraph or paragraph != fold(paragraph):
                raise ValueError(f"the paragraph at {at} is empty, or holds white space beside single spaces")
            bounds[at] = at + len(paragraph)
            at += len(paragraph) + len(PARAGRAPH_BREAK)
        last = -1
        for heading in self.headings:
            if bounds.get(heading.start) != heading.end or self.text[heading.start : heading.end] != heading.title:
                raise ValueError(f"the heading at {heading.start} is not a paragraph of the text")
            if heading.start <= last or heading.level < 1:
                raise ValueError(f"the heading at {heading.start} is out of order, or its level is below 1")
            last = heading.start
        offsets = [page.offset for page in self.pages]
        if offsets != sorted(offsets) or any(not 0 <= offset <= len(self.text) for offset in offsets):
            raise ValueError("a page is out of order, or outside the text")
        if (offsets and offsets[0] != 0) or any(page.index < 1 or page.label == "" for page in self.pages):
            raise ValueError("the text begins before its first page, or a page has an index below 1 or an empty label")


@dataclass(frozen=True)
class Paragraph:
    """One paragraph for `paragraphs_text`."""

    text: str
    level: int | None = None
    """The heading's level; None where it is no heading."""
    pages: tuple[PageStart, ...] = ()
    """Pages that begin at or in it; their offsets count from the beginning of its text."""


def paragraphs_text(paragraphs: Iterable[Paragraph]) -> DocumentText:
    """A document of these paragraphs, their white space folded; one without text is left out, its pages kept.

    Raises:
        ValueError: pages are given, and the first paragraph has none at its beginning.
    """
    parts: list[str] = []
    headings: list[Heading] = []
    pages: list[PageStart] = []
    at = 0
    for paragraph in paragraphs:
        text = fold(paragraph.text)
        pages += [
            PageStart(at + _folded_offset(paragraph.text, page.offset), page.index, page.label)
            for page in paragraph.pages
        ]
        if not text:
            continue
        if paragraph.level is not None:
            headings.append(Heading(text, paragraph.level, at, at + len(text)))
        parts.append(text)
        at += len(text) + len(PARAGRAPH_BREAK)
    text = PARAGRAPH_BREAK.join(parts)
    within = [PageStart(min(page.offset, len(text)), page.index, page.label) for page in pages]
    return DocumentText(text, tuple(headings), tuple(within))


def row_text(cells: Sequence[str]) -> str:
    """A table's row as one paragraph: its cells that hold text, parted by " | "."""
    return _CELL_BREAK.join(filter(None, map(fold, cells)))


def _folded_offset(text: str, offset: int) -> int:
    """Where the character at an offset stands once white space is folded."""
    before = text[:offset]
    gap = bool(before.strip()) and (before[-1].isspace() or text[offset : offset + 1].isspace())
    return min(len(fold(before)) + gap, len(fold(text)))
