"""A letter's lines, with what its file tells of them: page breaks, gaps, paragraphs, bold type."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from drafter.domain.text import fold

CLAIMS = re.compile(r"Claims Administrator guideline\s*:\s*", re.IGNORECASE)
"""The label that an item has after its request and determination."""
_LABEL = re.compile(r"(?:Claims Administrator guideline|Decision rationale)\s*:", re.IGNORECASE)
_ANY_LABEL = re.compile(r"(?:[\w&.,' -]{1,60} guideline|Decision rationale)\s*:", re.IGNORECASE)
_FURNITURE = re.compile(
    r"(?:page\s+\d{1,3}(?:\s+(?:of|/)\s+\d{1,3})?"
    r"|final determination letter for imr case number\s+\S+(?:\s+\d{1,3})?)",
    re.IGNORECASE,
)
"""Lines that are no text of the letter wherever they stand: page numbers, the footer of 2013 and 2014."""
_RUNNING = re.compile(
    r"\bcase (?:no|number)\b|\bIMR\b|independent medical review|final determination|\bCM\d\d-\d+",
    re.IGNORECASE,
)
"""What a running header or footer speaks of; the last lines of two items may be alike too."""
_EDGE_NUMBER = re.compile(r"[-–\s]*\d{1,3}[-–\s]*")
_PAGE_NUMBER = re.compile(r"\bpage\s+(?P<number>\d{1,3})(?:\s+(?:of|/)\s+\d{1,3})?$", re.IGNORECASE)
_LONGEST_RUNNING = 100
"""Characters of a running header or footer at most."""
SENTENCE_ENDS = (".", "?", "!", '."', ".”")
_SHARE = 0.15
"""Of all lines, those that stand within paragraphs make up more, however short the paragraphs are."""
_UNWRAPPED = 250
"""Characters; a text with a fifth of its words in longer lines holds one paragraph a line. Only few lines of a wrapped
one are as long: those that a file joins at hyphens."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a letter, white space folded; never empty."""

    text: str
    broken: bool = False
    """Whether it ends in a word that goes on at the next line's start: "Electro-"."""
    gap: int = 0
    """Blank lines before it."""
    page_start: bool = False
    """The first line of a page that is not the first."""
    paragraph: bool | None = None
    """Whether a paragraph begins here; None where the file does not tell."""
    bold: bool | None = None
    """Whether it begins in bold type; None where the file does not tell."""
    place: tuple[int, int] = field(default=(0, 0), compare=False)
    """Its page, from 0, and the place of its first character among the page's characters."""


def joined(lines: Iterable[Line]) -> str:
    """The text of lines, white space folded; a word broken at its own hyphen is whole again."""
    text = ""
    for line in lines:
        text += line.text if line.broken else line.text + " "
    return text.rstrip()


def lines_of_pages(pages: Iterable[str]) -> list[Line]:
    """The lines of pages of text, without page numbers and running headers and footers."""
    parted = [[(raw, fold(raw)) for raw in page.split("\n")] for page in pages]
    shown = [[index for index, (_, text) in enumerate(page) if text] for page in parted]
    running = _running([[page[index][1] for index in indexes] for page, indexes in zip(parted, shown, strict=True)])
    lines: list[Line] = []
    gap = 0
    for number, (page, indexes) in enumerate(zip(parted, shown, strict=True)):
        edges = {*indexes[:1], *indexes[-1:]}
        kept = {*indexes[:1]} if number == 0 else set()  # the letter's first line may be one that later pages repeat
        first, end = number > 0, 0
        for index, (raw, text) in enumerate(page):
            start, end = end, end + len(raw) + 1
            if not text:
                gap += 1
                continue
            if _FURNITURE.fullmatch(text) or (
                index in edges - kept
                and (text in running or _EDGE_NUMBER.fullmatch(text) or _is_numbered(text, number + 1))
            ):
                continue
            place = (number, start + len(raw) - len(raw.lstrip()))
            lines.append(Line(text, _broken(raw.removesuffix("\r")), gap, first, place=place))
            gap, first = 0, False
    return _with_paragraphs(lines)


def _running(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """Lines that stand at the same edge of every page but the first, alike but for page numbers, and are no text.

    Where a letter has two pages, at that edge of both.
    """
    later = [page for page in (pages if len(pages) == 2 else pages[1:]) if page]
    if len(later) < 2:
        return frozenset()
    found: set[str] = set()
    for edge in (0, -1):
        at_edge = [page[edge] for page in later]
        alike = {re.sub(r"\b\d{1,3}\b", "#", text) for text in at_edge}
        if len(alike) == 1 and _RUNNING.search(at_edge[0]) and not _LABEL.search(at_edge[0]):
            found.update(at_edge)
    return frozenset(found)


def _is_numbered(text: str, page: int) -> bool:
    """Whether a line at a page's edge names the review and ends in that page's own number."""
    number = _PAGE_NUMBER.search(text) if len(text) <= _LONGEST_RUNNING else None
    return number is not None and int(number["number"]) == page and bool(_RUNNING.search(text))


def _broken(raw: str) -> bool:
    return raw.endswith("-") and len(raw) > 1 and not raw[-2].isspace()


def _with_paragraphs(lines: list[Line]) -> list[Line]:
    """The lines with `paragraph` told, where the text shows its paragraphs.

    The form's labels begin paragraphs. Where more blank lines stand before each of them than between the lines of a
    paragraph, blank lines tell paragraphs; at a page break they do not. A text of very long lines has one paragraph a
    line, but for those that a page break cuts.
    """
    if not lines:
        return lines
    lengths = [len(line.text) for line in lines]
    if sum(length for length in lengths if length > _UNWRAPPED) > sum(lengths) / 5:
        return [
            replace(
                line,
                paragraph=not line.page_start
                or before.text.endswith(SENTENCE_ENDS)
                or bool(_ANY_LABEL.match(line.text)),
            )
            for before, line in zip([lines[0], *lines], lines, strict=False)
        ]
    counted = Counter(line.gap for line in lines)
    usual = min((gap for gap, count in counted.items() if count >= len(lines) * _SHARE), default=0)
    labelled = [line for line in lines if _LABEL.match(line.text) and not line.page_start]
    if not labelled or sum(line.gap > usual for line in labelled) < 0.8 * len(labelled):
        return lines
    most = 1 + min(line.gap for line in labelled if line.gap > usual)
    return [line if line.page_start or line.gap > most else replace(line, paragraph=line.gap > usual) for line in lines]
