"""The pages of a text file, without the running headers and footers, from which their printed numbers are read."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from drafter.domain.text import fold

_FEWEST = 3
"""Pages from which what repeats at their edges is a running header or footer."""
_NUMBER = re.compile(r"(?<![0-9])[0-9]{1,4}(?![0-9])")
_ALONE = re.compile(r"(?:(?i:page)\s+|[-–\[(]\s*)?(?P<label>\d{1,4}|[ivxlc]{1,7}|[A-Z]-\d{1,3})(?:\s*[-–\])])?")


@dataclass(frozen=True)
class TextPage:
    """One page: its lines, its number in the file from 1, and the number printed on it."""

    lines: tuple[str, ...]
    index: int
    label: str | None


def text_pages(text: str) -> list[TextPage]:
    """The pages that form feeds part; a text without any is one page."""
    sheets = [sheet.split("\n") for sheet in text.split("\f")]
    if not any(line.strip() for line in sheets[-1]):
        sheets.pop()  # a form feed ends the last page
    labels: list[str | None] = [None] * len(sheets)
    if len(sheets) >= _FEWEST:
        for edge in (0, -1):
            labels = _without_edge(sheets, edge, labels)
    return [
        TextPage(tuple(lines), index, label) for index, (lines, label) in enumerate(zip(sheets, labels, strict=True), 1)
    ]


def _without_edge(sheets: list[list[str]], edge: int, labels: Sequence[str | None]) -> list[str | None]:
    """Take the running line off one edge of the pages, and give the labels, with those read from it."""
    places = [_edge_line(lines, edge) for lines in sheets]
    lines = [fold(sheet[place]) if place is not None else "" for sheet, place in zip(sheets, places, strict=True)]
    read = _in_step(lines)
    forms = [_form(line, label) for line, label in zip(lines, read, strict=True)]
    counts = Counter(form for form in forms if form)
    numbered = sum(label is not None for label in read) * 2 > len(sheets)
    found: list[str | None] = []
    for sheet, place, line, label, form, known in zip(sheets, places, lines, read, forms, labels, strict=True):
        alone = numbered and label is not None and _ALONE.fullmatch(line)
        is_running = alone or counts[form] * 2 > len(sheets)
        if place is not None and is_running:
            del sheet[place]
        found.append(known or (label if is_running else None))
    return found


def _form(line: str, label: str | None) -> str:
    """What is the same on every page in a running line: all but the page's number."""
    return line if label is None else re.sub(rf"(?<!\w){re.escape(label)}(?!\w)", "#", line)


def _edge_line(lines: Sequence[str], edge: int) -> int | None:
    filled = [at for at, line in enumerate(lines) if line.strip()]
    return filled[edge] if filled else None


def _in_step(lines: Sequence[str]) -> list[str | None]:
    """The number on each page that goes up by one from page to page; else one that stands alone in its line."""
    steps = Counter(int(number) - at for at, line in enumerate(lines) for number in set(_NUMBER.findall(line)))
    step, pages = steps.most_common(1)[0] if steps else (0, 0)
    stepped = pages * 2 > len(lines)
    labels: list[str | None] = []
    for at, line in enumerate(lines):
        alone = match["label"] if (match := _ALONE.fullmatch(line)) else None
        if stepped and str(at + step) in _NUMBER.findall(line):
            labels.append(str(at + step))
        else:
            labels.append(alone if alone and not alone.isdecimal() else None)
    return labels
