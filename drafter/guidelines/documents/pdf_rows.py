"""Fragments that stand side by side, and the marks that items of a list begin with."""

import re
from collections.abc import Sequence

from drafter.guidelines.documents.pdf_fragments import Fragment

_MARKER = re.compile(
    r"(?:[•◦▪■□●○‣⁃∙·*–—\-\u2022\uf0b7\uf0a7➢✓]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)]|\[\d{1,3}\]|(?:\d{1,2}|[A-Z])(?:\.\d{1,3})+\.?)"
)


def is_marker(text: str) -> bool:
    """Whether a text is no more than the mark or number of a list's item or a heading: "•", "3.", "(a)", "2.1"."""
    return _MARKER.fullmatch(text) is not None or text.isdecimal()


def begins_item(text: str) -> bool:
    """Whether a line begins with the mark or number of a list's item, and goes on."""
    first, space, rest = text.partition(" ")
    return bool(space and rest) and _MARKER.fullmatch(first) is not None


def rows_of(fragments: Sequence[Fragment]) -> list[list[Fragment]]:
    """The fragments in rows from top to bottom, each row from left to right."""
    rows: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda each: each.middle):
        if rows and _beside(rows[-1], fragment):
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    for row in rows:
        row.sort(key=lambda each: each.left)
    return rows


def _beside(row: Sequence[Fragment], fragment: Fragment) -> bool:
    """Whether a fragment is on the line of a row, and stands over nothing of it."""
    top = min(each.top for each in row)
    bottom = max(each.bottom for each in row)
    overlap = min(bottom, fragment.bottom) - max(top, fragment.top)
    if overlap < 0.5 * min(bottom - top, fragment.bottom - fragment.top):
        return False
    return all(fragment.left > each.right - each.size or fragment.right < each.left + each.size for each in row)
