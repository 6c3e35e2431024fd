"""The headings that a PDF tells of: its outline (bookmarks), or its table of contents, found again on their pages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from drafter.domain.text import fold, normal_form
from drafter.guidelines.documents.pdf_lines import Line

if TYPE_CHECKING:
    import pypdfium2

_LABEL = re.compile(r"(?:[A-Za-z]{1,3}-)?\d{1,4}|[ivxlc]{1,7}")
_DOTS = ".…·_"
_LEAST_DOTS = 3
_TITLES = frozenset(("contents", "table of contents", "list of tables", "list of figures"))
_NUMBER = re.compile(
    r"^(?:(?:chapter|section|part|appendix)\s+)?(?:(?:[a-z]|[ivx]+|\d+)(?:\.\d+)*[.):]*|[–—-])\s+(?=\S)"
)
_NOT_LETTERS = re.compile(r"[\W_]+")
_LEAST_ENTRIES = 3
_MOST_FALLS = 0.2
"""Part of the entries at most whose page is before that of the entry above."""
_MOST_LINES = 4
"""Lines of a heading at most."""
_LEAST_FOUND = 0.5
"""Part of the entries whose headings must be found for the entries to be believed."""


@dataclass(frozen=True)
class Entry:
    """A heading by its title, and the page that it is said to be on."""

    title: str
    level: int
    pages: tuple[int, ...]
    """From 0; several where a label stands on several pages."""
    from_top: float | None = None
    """How far down the page, in points, where that is told."""


def outline_entries(document: "pypdfium2.PdfDocument") -> list[Entry]:
    """The entries of a PDF's outline that lead to a page; a damaged outline counts as none."""
    import pypdfium2

    entries = []
    try:
        for bookmark in document.get_toc():
            target = bookmark.get_dest()
            page = None if target is None else target.get_index()
            title = fold(bookmark.get_title())
            if target is None or page is None or not title:
                continue
            _, view = target.get_view()
            height = document.get_page_size(page)[1]
            from_top = height - view[1] if len(view) > 1 and view[1] is not None else None
            entries.append(Entry(title, bookmark.level + 1, (page,), from_top))
    except pypdfium2.PdfiumError:
        return []
    return entries


def take_contents(pages: Sequence[list[Line]], labels: Sequence[str | None]) -> list[Entry]:
    """Takes the lines of tables of contents off the pages, and gives their entries."""
    found: list[tuple[float, str, str]] = []
    goes_on = False
    for lines in pages:
        in_rows = goes_on or any(_is_title(line.text) for line in lines)
        marked = [_entry(line, in_rows) for line in lines]
        goes_on = _is_list_of_pages([entry[1] for entry in marked if entry is not None])
        if not goes_on:
            continue
        marked = _with_undotted(lines, marked)
        gone: set[int] = set()
        for at, entry in enumerate(marked):
            if entry is None:
                continue
            first = at
            while (
                first > 0
                and at - first < 2
                and first - 1 not in gone
                and _runs_into(lines[first - 1], lines[first], marked[first - 1])
            ):
                first -= 1
            if first and _is_title(lines[first - 1].text):
                gone.add(first - 1)
            gone.update(range(first, at + 1))
            title = fold(" ".join([*(line.text for line in lines[first:at]), entry[0]]))
            found.append((lines[first].left, title, entry[1]))
        lines[:] = [line for at, line in enumerate(lines) if at not in gone]
    return _entries(found, labels)


def _is_list_of_pages(labels: Sequence[str]) -> bool:
    """Whether page labels are those of a table of contents: several, and in order but for a few."""
    numbers = [int(label) for label in labels if label.isdecimal()]
    falls = sum(after < before for before, after in pairwise(numbers))
    return len(labels) >= _LEAST_ENTRIES and falls <= _MOST_FALLS * len(labels)


def _entry(line: Line, in_rows: bool) -> tuple[str, str] | None:
    """Title and page label, where a line is one of a table of contents: parted by dots or, `in_rows`, as cells."""
    cells = [" ".join(cell) for cell in line.cells] if line.cells else [line.text]
    words = " ".join(cells).split()
    if len(words) < 2 or not _LABEL.fullmatch(words[-1]):
        return None
    before = " ".join(words[:-1])
    title = before.rstrip(_DOTS + " ")
    dotted = sum(character in _DOTS for character in before[len(title) :]) >= _LEAST_DOTS
    in_row = in_rows and line.cells is not None and len(cells) <= 3 and cells[-1] == words[-1]
    if not (dotted or in_row) or sum(character.isalpha() for character in title) < 2:
        return None
    return title, words[-1]


def _with_undotted(lines: Sequence[Line], marked: Sequence[tuple[str, str] | None]) -> list[tuple[str, str] | None]:
    """The entries, and those between them that end where the others do, with a page label and without dots."""
    edges = [line.right for line, entry in zip(lines, marked, strict=True) if entry is not None]
    made = list(marked)
    for at, line in enumerate(lines):
        title, _, label = line.text.rpartition(" ")
        if made[at] is None and title and _LABEL.fullmatch(label) and any(abs(line.right - edge) < 3 for edge in edges):
            made[at] = (title, label)
    return made


def _is_title(text: str) -> bool:
    return normal_form(text) in _TITLES


def _runs_into(line: Line, after: Line, entry: tuple[str, str] | None) -> bool:
    """Whether a line begins the entry that the next one ends."""
    near = after.top - line.bottom < 0.6 * line.size and abs(after.size - line.size) < 0.5
    return entry is None and line.cells is None and near and not _is_title(line.text)


def _entries(found: Sequence[tuple[float, str, str]], labels: Sequence[str | None]) -> list[Entry]:
    """The entries whose page is known by its label; without labels, the number is the page's place."""
    places: dict[str, tuple[int, ...]] = {}
    for at, label in enumerate(labels if any(labels) else map(str, range(1, len(labels) + 1))):
        if label:
            places[label.lower()] = (*places.get(label.lower(), ()), at)
    edges: list[float] = []
    for left in sorted(left for left, _, _ in found):
        if not edges or left - edges[-1] > 4.0:
            edges.append(left)
    entries = []
    for left, title, label in found:
        if label.lower() in places:
            level = sum(edge <= left + 4.0 for edge in edges) if len(edges) > 1 else _depth(title)
            entries.append(Entry(title, level, places[label.lower()]))
    return list(dict.fromkeys(entries))


def _depth(title: str) -> int:
    """How deep a title is numbered: 3 for "2.1.4 Braces", 1 where it has no number."""
    number = title.split(" ", 1)[0].rstrip(".")
    return number.count(".") + 1 if number[:1].isalnum() and number.replace(".", "").isalnum() else 1


def mark_headings(pages: Sequence[list[Line]], entries: Sequence[Entry]) -> bool:
    """Marks the lines that are headings by their level; false, and nothing marked, where too few are found."""
    found: list[tuple[Entry, list[Line]]] = []
    taken: set[int] = set()
    for entry in entries:
        if lines := _lines_of(entry, pages, taken):
            found.append((entry, lines))
            taken.update(map(id, lines))
    if len(found) < _LEAST_FOUND * len(entries):
        return False
    for entry, lines in found:
        for line in lines:
            line.level = entry.level
            line.cells = None
        lines[0].begins = True
    return bool(found)


def _lines_of(entry: Entry, pages: Sequence[list[Line]], taken: set[int]) -> list[Line]:
    """The lines that are the entry's heading: on its page or one beside it, nearest to the place that is told."""
    wanted, bare = _forms(entry.title)
    for page in (*entry.pages, *(page + beside for page in entry.pages for beside in (1, -1))):
        if not 0 <= page < len(pages):
            continue
        lines = pages[page]
        candidates = []
        for at in range(len(lines)):
            if id(lines[at]) in taken:
                continue
            if count := _match(lines, at, wanted, bare):
                apart = (
                    abs(lines[at].top - entry.from_top) if entry.from_top is not None and page in entry.pages else 0.0
                )
                candidates.append((apart, -lines[at].size, at, count))
        if candidates:
            _, _, at, count = min(candidates)
            return list(lines[at : at + count])
    return []


def _forms(text: str) -> tuple[str, str]:
    """A title's letters and figures alone, and those without the number before it."""
    normal = normal_form(text)
    return _letters(normal), _letters(_NUMBER.sub("", normal)) or _letters(normal)


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text)


def _match(lines: Sequence[Line], at: int, wanted: str, bare: str) -> int:
    """How many lines from one on are the title, or 0."""
    text = ""
    for count in range(1, _MOST_LINES + 1):
        if at + count > len(lines) or (count > 1 and abs(lines[at + count - 1].size - lines[at].size) > 0.5):
            return 0
        text += ("" if text.endswith("\ufffe") else " ") + lines[at + count - 1].text
        given, given_bare = _forms(text)
        if given.endswith(wanted) or (given_bare == bare and (given == bare or wanted == bare)):
            return count
        if not (wanted.startswith(given) or bare.startswith(given_bare)):
            return 0
    return 0
