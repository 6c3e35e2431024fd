"""Footnotes: the small print at the foot of a page or column."""

import re
from collections import Counter
from collections.abc import Sequence

from drafter.guidelines.documents.pdf_fragments import Rule
from drafter.guidelines.documents.pdf_lines import Line

_MARK = re.compile(r"^(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\d{1,3}|\*{1,3}|[†‡§¶#]|[a-z](?=[\s.)]))[\s.)]*\S")
_SMALLER = 0.95
_LONGEST_RULE = 0.75
"""Part of the page's width: the rule above footnotes is short."""


def body_size(pages: Sequence[Sequence[Line]]) -> float:
    """The size of most of a document's type, in points."""
    counts: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            counts[round(line.size * 2) / 2] += len(line.text)
    return counts.most_common(1)[0][0] if counts else 0.0


def footnotes_last(
    lines: list[Line], rules: Sequence[Rule], width: float, body: float
) -> tuple[list[Line], list[Line]]:
    """The lines of a page's text, and those of its footnotes, each in reading order."""
    notes: set[int] = set()
    for block in {line.block for line in lines}:
        within = [line for line in lines if line.block == block]
        start = _start(within, rules, width, body)
        if start is None:
            continue
        found = within[start:]
        left, right = min(line.left for line in found), max(line.right for line in found)
        below = [
            line
            for line in lines
            if line.block != block and line.top > found[-1].bottom and line.left < right and line.right > left
        ]
        if not below:
            notes.update(map(id, found))
    return [line for line in lines if id(line) not in notes], [line for line in lines if id(line) in notes]


def _start(lines: Sequence[Line], rules: Sequence[Rule], width: float, body: float) -> int | None:
    """Where the footnotes at the end of a block begin, if there are any: below a short rule, or in small type."""
    first = None
    small = True
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        if line.cells is not None or line.level is not None:
            break
        small = small and line.size < _SMALLER * body
        marked = _MARK.match(line.text) is not None
        if marked and _rule_between(lines[at - 1] if at else None, line, rules, width):
            return at
        if marked and small:
            first = at
    return first


def _rule_between(above: Line | None, below: Line, rules: Sequence[Rule], width: float) -> bool:
    """Whether a short rule stands above a line, at its left."""
    highest = below.top - 2 * below.size if above is None else above.bottom - 2
    return any(
        rule.level
        and highest <= rule.top <= below.top + 4
        and rule.right - rule.left < _LONGEST_RULE * width
        and abs(rule.left - below.left) < 2 * below.size
        for rule in rules
    )
