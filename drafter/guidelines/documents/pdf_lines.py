"""Lines of a page in reading order: columns one after the other, tables row by row."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from drafter.guidelines.documents.pdf_columns import blocks
from drafter.guidelines.documents.pdf_fragments import Fragment, PageContent, Rule
from drafter.guidelines.documents.pdf_rows import is_marker, rows_of
from drafter.guidelines.documents.pdf_tables import Row, RuledTable, ruled_tables

_ALIGNED = 3.0
"""Points within which the cells of a column begin, end or are centred."""
_LEADERS = re.compile(r"(?:[.…·_] ?){5}")
_ENDS_DOTTED = re.compile(r"(?:[.…·_] ?){5}$")
_LABEL = re.compile(r"(?:[A-Za-z]{1,3}-)?\d{1,4}|[ivxlc]{1,7}")
_CELL_GAP = 1.2
"""Part of the type's size from which a gap may part cells."""
_NARROW_GAP = 0.4
_AT_COLUMN = 1.5
_WORD_GAP = 0.1
_LINES_BETWEEN_RULES = 4
"""Lines from rule to rule, on average, up to which each rule ends a row; else rules part a table's head and body."""
_SAME_PITCH = 1.12
_BRIDGED = 3
"""Rows within which a table's rows of several cells follow each other; between them are lines that go on in a cell."""


@dataclass(slots=True)
class Line:
    """One line of text, or one row of a table."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    bold: bool
    page: int
    """From 0."""
    block: int = 0
    """Lines of one column, not interrupted by anything wider, have one number on a page."""
    word_width: float = 0.0
    """Width of its first word, about."""
    cells: list[list[str]] | None = None
    """For a table's row: the lines of each of its cells."""
    level: int | None = None
    """For a heading that an outline or a table of contents tells: its level."""
    begins: bool = False
    """Whether a heading begins here, where two follow each other."""


def page_lines(content: PageContent, gutters: Sequence[float]) -> list[Line]:
    """The lines of a page in reading order; `gutters` are the places where columns begin on other pages."""
    tables, fragments = ruled_tables(content.fragments, content.rules)
    if any(_LEADERS.search(fragment.text) for fragment in fragments):
        fragments = _joined_leaders(fragments)
    level_rules = [rule for rule in content.rules if rule.level]
    lines: list[Line] = []
    for number, block in enumerate(blocks([*fragments, *tables], gutters, content.width / 2)):
        waiting: list[Fragment] = []
        for piece in sorted(block, key=lambda piece: piece.top):
            if isinstance(piece, RuledTable):
                lines += _block_lines(waiting, level_rules, content.index, number)
                lines += [_row_line(row, content.index, number) for row in piece.rows]
                waiting = []
            else:
                waiting.append(piece)
        lines += _block_lines(waiting, level_rules, content.index, number)
    return lines


def _row_line(row: Row, page: int, block: int) -> Line:
    fragments = [fragment for cell in row.cells for fragment in cell]
    cells = [[_joined(line) for line in rows_of(cell)] for cell in row.cells]
    return _line(fragments, page, block, cells)


def _joined(fragments: Sequence[Fragment]) -> str:
    return " ".join(fragment.text for fragment in fragments)


def _line(fragments: Sequence[Fragment], page: int, block: int, cells: list[list[str]] | None = None) -> Line:
    longest = max(fragments, key=lambda fragment: len(fragment.text))
    return Line(
        text=_joined(fragments),
        left=min(fragment.left for fragment in fragments),
        right=max(fragment.right for fragment in fragments),
        top=min(fragment.top for fragment in fragments),
        bottom=max(fragment.bottom for fragment in fragments),
        size=longest.size,
        bold=all(fragment.bold for fragment in fragments),
        page=page,
        block=block,
        word_width=fragments[0].word_width,
        cells=cells,
    )


def _block_lines(fragments: Sequence[Fragment], rules: Sequence[Rule], page: int, block: int) -> list[Line]:
    """The lines of one column; rows with cells below one another are a table's."""
    rows, tabular = _told_rows(rows_of(fragments))
    lines: list[Line] = []
    at = 0
    while at < len(rows):
        if not tabular[at]:
            lines.append(_line(rows[at], page, block))
            at += 1
            continue
        end = at + 1
        while end < len(rows) and (tabular[end] or _continues_cells(rows[end - 1], rows[end], rows[at])):
            end += 1
        lines += [_row_line(row, page, block) for row in _table_rows(rows[at:end], rules)]
        at = end
    return lines


def _told_rows(given: Sequence[list[Fragment]]) -> tuple[list[list[Fragment]], list[bool]]:
    """The rows, what is no cell closed up, and for each whether it is a table's.

    Wide gaps tell a table; narrow ones, as in stretched lines of text too, part cells only where a column begins.
    """
    rows = [_closed_up(row) for row in given]
    right = max((row[-1].right for row in rows), default=0.0)
    rows = [[_one(row)] if _is_stretched(row, right) else row for row in rows]
    tabular = [_is_tabular(rows, at) for at in range(len(rows))]
    at = 0
    while at < len(rows):
        end = at
        while any(tabular[end : end + _BRIDGED]):
            end += 1
        if end == at:
            at += 1
            continue
        columns = [fragment.left for row in rows[at:end] if len(row) > 1 for fragment in row[1:]]
        for near in range(max(at - 1, 0), min(end + 1, len(rows))):
            parted = rows[near] if _is_stretched(given[near], right) else _closed_up(given[near], columns)
            aligned = all(any(abs(cell.left - x) < _ALIGNED for x in columns) for cell in rows[near][1:])
            if tabular[near] or len(parted) > 2 or (len(rows[near]) > 1 and aligned):
                rows[near], tabular[near] = parted, True
        at = end + 1
    return rows, tabular


def _closed_up(row: list[Fragment], columns: Sequence[float] = ()) -> list[Fragment]:
    """A row, with what stands close together and not at the beginning of a column as one fragment."""
    closed = row[:1]
    for fragment in row[1:]:
        last = closed[-1]
        gap = fragment.left - last.right
        at_column = gap > _NARROW_GAP * last.size and any(abs(fragment.left - x) < _AT_COLUMN for x in columns)
        if gap >= _CELL_GAP * max(fragment.size, last.size) or at_column:
            closed.append(fragment)
            continue
        closed[-1] = _one([last, fragment], " " if gap > _WORD_GAP * last.size else "")
    return closed


def _one(fragments: Sequence[Fragment], between: str = " ") -> Fragment:
    """Fragments of one line as one."""
    return Fragment(
        between.join(fragment.text for fragment in fragments),
        fragments[0].left,
        max(fragment.right for fragment in fragments),
        min(fragment.top for fragment in fragments),
        max(fragment.bottom for fragment in fragments),
        max(fragments, key=lambda each: len(each.text)).size,
        all(fragment.bold for fragment in fragments),
    )


def _is_stretched(row: Sequence[Fragment], right: float) -> bool:
    """Whether a row is a line of text whose words stand far apart so that it reaches the right edge."""
    gaps = [after.left - before.right for before, after in pairwise(row)]
    if len(gaps) < 2 or row[-1].right < right - 2 or max(gaps) > 1.4 * min(gaps):
        return False
    return sum(fragment.text[0].islower() for fragment in row) >= len(row) / 2


def _joined_leaders(fragments: Sequence[Fragment]) -> list[Fragment]:
    """The fragments, with each row of dots as one with what stands left and right of it, as in a table of contents."""
    made: list[Fragment] = []
    for row in rows_of(fragments):
        kept: list[Fragment] = []
        for fragment in row:
            dotted = _LEADERS.match(fragment.text) is not None
            after_dots = bool(kept) and _ENDS_DOTTED.search(kept[-1].text) and _LABEL.fullmatch(fragment.text)
            if kept and (dotted or after_dots):
                kept[-1] = _one([kept[-1], fragment])
            else:
                kept.append(fragment)
        made += kept
    return made


def _is_tabular(rows: Sequence[list[Fragment]], at: int) -> bool:
    """Whether a row's fragments are cells: there are several, and a neighbour's stand in line with them."""
    row = rows[at]
    if len(row) < 2 or (len(row) == 2 and is_marker(row[0].text)) or any(_LEADERS.search(each.text) for each in row):
        return False
    for other_at in (at - 1, at + 1, at - 2, at + 2):
        if 0 <= other_at < len(rows):
            other = rows[other_at]
            apart = abs(other[0].middle - row[0].middle)
            if len(other) > 1 and apart < 4 * row[0].size and any(_in_line(a, b) for a in row[1:] for b in other[1:]):
                return True
    return len(row) > 3


def _in_line(one: Fragment, other: Fragment) -> bool:
    return (
        abs(one.left - other.left) < _ALIGNED
        or abs(one.right - other.right) < _ALIGNED
        or abs(one.left + one.right - other.left - other.right) < 2 * _ALIGNED
    )


def _continues_cells(last: Sequence[Fragment], row: Sequence[Fragment], first: Sequence[Fragment]) -> bool:
    """Whether a row goes on in cells of the table above it, beside an empty first cell."""
    if row[0].top - last[0].bottom > 0.8 * row[0].size or row[0].left < first[1].left - _ALIGNED:
        return False
    return all(any(fragment.left - cell.left > -_ALIGNED for cell in first[1:]) for fragment in row)


def _table_rows(rows: Sequence[list[Fragment]], rules: Sequence[Rule]) -> list[Row]:
    """The rows of a table without upright rules; lines that go on in the cells of the row above are put to it."""
    continues = _continuing(rows, rules)
    made: list[Row] = []
    for row in rows:
        if made and continues(row):
            for fragment in row:
                _nearest(made[-1].cells, fragment).append(fragment)
        else:
            made.append(Row([[fragment] for fragment in row], 0.0, 0.0))
    return made


def _continuing(rows: Sequence[list[Fragment]], rules: Sequence[Rule]) -> Callable[[list[Fragment]], bool]:
    """What tells whether a row of lines goes on in the cells of the one above it."""
    tops = [min(fragment.top for fragment in row) for row in rows]
    before = dict(zip(tops[1:], tops, strict=False))
    pitches = [low - high for high, low in pairwise(tops)]
    least = min(pitches, default=0.0)
    most = max(map(len, rows))
    full = [row for row in rows if len(row) == most]
    first_column = min(max(row[0].right for row in full), min(row[1].left for row in full) - _ALIGNED)
    close = [len(row) for row, pitch in zip(rows[1:], pitches, strict=True) if pitch <= _SAME_PITCH * least]
    # Lines that go on in cells stand closer than rows do, and seldom fill every cell.
    uneven = len(close) <= 0.7 * len(pitches) and 2 * sum(n < most for n in close) >= len(close)
    left = min(row[0].left for row in rows)
    right = max(row[-1].right for row in rows)
    crossing = [rule.top for rule in rules if rule.left < (left + right) / 2 < rule.right]
    inner = {round(y / _ALIGNED) for y in crossing if tops[0] < y < tops[-1]}
    ruled = len(inner) >= 2 and len(rows) <= _LINES_BETWEEN_RULES * (len(inner) + 1)

    def continues(row: list[Fragment]) -> bool:
        top = min(fragment.top for fragment in row)
        if top not in before:
            return False
        if ruled:
            return not any(before[top] < y < row[0].middle for y in crossing)
        if row[0].left > first_column and len(row) < most:
            return top - before[top] < 1.7 * row[0].size
        return uneven and top - before[top] <= _SAME_PITCH * least

    return continues


def _nearest(cells: list[list[Fragment]], fragment: Fragment) -> list[Fragment]:
    def apart(cell: list[Fragment]) -> tuple[float, float]:
        overlap = min(cell[0].right, fragment.right) - max(cell[0].left, fragment.left)
        return -max(overlap, 0.0), abs(cell[0].left - fragment.left)

    return min(cells, key=apart)
