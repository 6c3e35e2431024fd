"""Running headers, footers and page numbers: what repeats at the edges of pages, and the labels printed there."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from drafter.domain.text import normal_form
from drafter.guidelines.documents.pdf_fragments import Fragment, PageContent
from drafter.guidelines.documents.pdf_rows import rows_of

_EDGE = 0.16
"""Part of a page's height, at its top and at its bottom, in which headers and footers stand."""
_MARGIN = 0.08
_MOST_ROWS = 5
_NEAR = 2.5
"""Points within which rows of different pages stand at one height."""
_NUMBER = re.compile(r"\d+")
_ROMAN = re.compile(r"[ivxlc]+")
_LABEL = r"(?:[A-Z]{1,3}-)?\d{1,4}|[ivxlc]{1,7}"
_BARE = re.compile(
    rf"(?:page\s+)?[-–—\[(|]?\s*(?P<label>{_LABEL})\s*[-–—\])|]?(?:\s+of\s+\d+|\s*/\s*\d+)?", re.IGNORECASE
)
_AT_EDGE = re.compile(
    rf"(?:^(?P<first>{_LABEL})\b[\s|•–—]+\S|(?:\bpage|[\s|•–—])\s*(?P<last>{_LABEL})(?:\s+of\s+\d+|\s*/\s*\d+)?\s*[-–—]?$"
    rf"|\b[Pp]age\s+(?P<page>{_LABEL})\b)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _EdgeRow:
    """A row at the upper or lower edge of a page."""

    page: int
    fragments: list[Fragment]
    height: float
    """Of its middle, from the edge of the page."""
    alone: bool
    """Whether a gap parts it from the next row."""

    margin: bool
    """Whether it stands where most documents have no text."""

    @property
    def text(self) -> str:
        return " ".join(fragment.text for fragment in self.fragments)

    @property
    def key(self) -> str:
        """What is the same on other pages."""
        words = normal_form(self.text).split()
        return " ".join("#" if _ROMAN.fullmatch(word) else _NUMBER.sub("#", word) for word in words)


def take_furniture(pages: Sequence[PageContent]) -> list[str | None]:
    """Takes running headers, footers and page numbers off the pages; gives the page number printed on each, if any.

    A row is one if its words, numbers aside, stand at the same height of several pages, or if it stands where such rows
    do and apart from the text.
    """
    rows: list[list[_EdgeRow]] = [[] for _ in pages]
    for at_top in (True, False):
        edges = [_edge_rows(page, at_top) for page in pages]
        for found in _running(edges):
            rows[found.page].append(found)
    for page, taken in zip(pages, rows, strict=True):
        gone = {id(fragment) for row in taken for fragment in row.fragments}
        page.fragments = [fragment for fragment in page.fragments if id(fragment) not in gone]
    return _labels(rows)


def _edge_rows(page: PageContent, at_top: bool) -> list[_EdgeRow]:
    """The rows at one edge, from the edge inwards."""
    rows = rows_of(page.fragments)
    if not at_top:
        rows.reverse()
    made: list[_EdgeRow] = []
    for at, row in enumerate(rows[:_MOST_ROWS]):
        middle = row[0].middle if at_top else page.height - row[0].middle
        if middle > _EDGE * page.height:
            break
        after = rows[at + 1][0].middle if at + 1 < len(rows) else None
        size = max(fragment.size for fragment in row)
        alone = after is None or abs(after - row[0].middle) > 1.8 * size
        made.append(_EdgeRow(page.index, row, middle, alone, middle < _MARGIN * page.height))
    return made


def _running(edges: Sequence[list[_EdgeRow]]) -> list[_EdgeRow]:
    """The rows that are no text of the document, from the edges inwards as long as there are any."""
    taken: list[list[_EdgeRow]] = [[] for _ in edges]
    firm: set[int] = set()
    open_pages = [list(rows) for rows in edges]
    for _ in range(_MOST_ROWS):
        outer = [rows[0] for rows in open_pages if rows]
        found: set[int] = set()
        for slot in _slots(outer):
            running = _running_of(slot, len(edges))
            found.update(map(id, running))
            firm.update(map(id, _always_there(running, len(edges))))
        for page, rows in enumerate(open_pages):
            if rows and id(rows[0]) in found:
                taken[page].append(rows.pop(0))
            else:
                rows.clear()
    for rows in taken:
        # What goes over into the text without a gap is text.
        while rows and not rows[-1].alone and id(rows[-1]) not in firm:
            rows.pop()
    return [row for rows in taken for row in rows]


def _always_there(rows: Sequence[_EdgeRow], pages: int) -> list[_EdgeRow]:
    """The rows whose very words stand at one height of most pages."""
    counts = Counter(row.text for row in rows)
    return [row for row in rows if counts[row.text] >= max(4, 0.6 * pages)]


def _slots(rows: Sequence[_EdgeRow]) -> list[list[_EdgeRow]]:
    """The rows grouped by height."""
    slots: list[list[_EdgeRow]] = []
    for row in sorted(rows, key=lambda row: row.height):
        if slots and row.height - slots[-1][-1].height <= _NEAR:
            slots[-1].append(row)
        else:
            slots.append([row])
    return slots


def _running_of(slot: list[_EdgeRow], pages: int) -> list[_EdgeRow]:
    keys = Counter(row.key for row in slot)
    numbered = _page_numbers(slot)
    repeated = [row for row in slot if keys[row.key] > 1 or row.page in numbered]
    if len(slot) < 0.5 * pages:
        # Few pages have anything there: the same words may begin pages of the text by chance, but not in the margin.
        repeated = [row for row in repeated if row.page in numbered or (row.alone and row.margin)]
    bare = [row for row in slot if row.alone and _BARE.fullmatch(row.text)]
    if pages == 1:
        return bare
    if len(repeated) >= max(0.6 * len(slot), 2):
        return [row for row in slot if row in repeated or row.alone]
    often = [row for row in repeated if keys[row.key] >= max(3, 0.3 * pages) or row.page in numbered]
    return often + [row for row in bare if row not in often]


def _page_numbers(slot: Sequence[_EdgeRow]) -> set[int]:
    """Pages whose row holds a number that counts with the pages of the slot."""
    counts = Counter(mark for row in slot for mark in {(n - row.page) for n in _numbers(row.text)})
    common = {offset for offset, count in counts.items() if count > 1 and count >= 0.5 * len(slot)}
    return {row.page for row in slot if any(n - row.page in common for n in _numbers(row.text)) and row.alone}


def _numbers(text: str) -> list[int]:
    words = text.split()
    return [int(word) for word in {words[0], words[-1]} if word.isdecimal() and len(word) < 5] if words else []


def _labels(rows: Sequence[list[_EdgeRow]]) -> list[str | None]:
    """The label printed on each page: the one that counts on from page to page, else one that stands alone."""
    told = [[label for row in page for label in _labels_in(row)] for page in rows]
    counts = Counter(_count(label, at) for at, labels in enumerate(told) for label, _ in labels)
    made: list[str | None] = []
    for at, labels in enumerate(told):
        best = max(labels, key=lambda each: (counts[_count(each[0], at)], each[1]), default=None)
        known = best is not None and (best[1] or counts[_count(best[0], at)] > 1)
        made.append(best[0] if best is not None and known else None)
    return made


def _labels_in(row: _EdgeRow) -> list[tuple[str, bool]]:
    """What may be a page's label in a row, and whether it stands there alone."""
    found = [(match["label"], True) for f in row.fragments if (match := _BARE.fullmatch(f.text))]
    for text in (row.text, *(fragment.text for fragment in row.fragments)):
        for match in _AT_EDGE.finditer(text):
            label = match["first"] or match["last"] or match["page"]
            found.append((label, False))
    return found


def _count(label: str, at: int) -> tuple[str, int]:
    """What is the same on the pages of one count: what stands before the number, and how far it is from the index."""
    prefix, _, number = label.rpartition("-")
    if number.isdecimal():
        return prefix, int(number) - at
    return "roman", _roman(number.lower()) - at


def _roman(text: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}.get(letter, 0) for letter in text]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))
