"""Columns: the pieces of a page in blocks that are read one after the other."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from drafter.guidelines.documents.pdf_fragments import Fragment
from drafter.guidelines.documents.pdf_tables import RuledTable

Piece = Fragment | RuledTable

_NEAR = 4.0
"""Points within which pieces begin at one place, or a gutter is the same as on another page."""
_LEAST_LINES = 3
_LEAST_CHARACTERS = 18
"""Characters of a column's line at least, on average; cells of tables are shorter."""
_LEAST_FILLED = 0.4
"""Part of a column's lines that reach nearly to its right edge, at least."""
_OFF_CENTRE = 0.1
_TALL = 8
"""Lines of a left column from which it tells that there are two, however short the other is."""
_DEEPEST = 3


@dataclass(slots=True)
class _Band:
    """Pieces one below the other that none of the wider ones interrupts, left and right of a gutter."""

    left: list[Piece]
    right: list[Piece]
    first: int
    """Place of its first piece among those that it was made of, from top to bottom."""
    end: int


def blocks(
    pieces: Sequence[Piece], gutters: Sequence[float] = (), centre: float | None = None, depth: int = 0
) -> list[list[Piece]]:
    """The pieces in blocks in reading order; `gutters` are where a column begins on other pages.

    At the `centre` of the page a column of text on the left is enough to tell two columns.
    """
    ordered = sorted(
        pieces, key=lambda piece: (piece.top + piece.bottom) / 2 if isinstance(piece, Fragment) else piece.top
    )
    found = _best(ordered, gutters, centre) if depth < _DEEPEST else None
    if found is None:
        return [ordered] if ordered else []
    made: list[list[Piece]] = []
    at = 0
    for band in found[1]:
        if at < band.first:
            made.append(ordered[at : band.first])
        made += blocks(band.left, depth=depth + 1)
        made += blocks(band.right, depth=depth + 1)
        at = band.end
    if at < len(ordered):
        made.append(ordered[at:])
    return made


def gutters_of(pieces: Sequence[Piece]) -> list[float]:
    """Where a page's columns begin beside others, as far as the page by itself tells."""
    found = _best(sorted(pieces, key=lambda piece: (piece.top + piece.bottom) / 2), ())
    return [found[0]] if found else []


def _best(
    ordered: Sequence[Piece], known: Sequence[float], centre: float | None = None
) -> tuple[float, list[_Band]] | None:
    """The gutter that parts most of the pieces, and the bands that it parts."""
    if len(ordered) < 2:
        return None
    left = min(piece.left for piece in ordered)
    right = max(piece.right for piece in ordered)
    starts = Counter(round(piece.left) for piece in ordered)
    often = {float(x) - 1.5 for x in starts if starts[x - 1] + starts[x] + starts[x + 1] >= _LEAST_LINES}
    if centre is not None:
        often.update({min((p.left for p in ordered if p.left > 0.96 * centre), default=right) - 1.5})
    inner = left + 0.2 * (right - left), right - 0.15 * (right - left)
    best: tuple[float, list[_Band]] | None = None
    most = 0
    for x in sorted(x for x in often.union(known) if inner[0] < x < inner[1]):
        is_known = any(abs(x - other) < _NEAR for other in known)
        bands = _bands(ordered, x)
        at_centre = centre is not None and abs(x - centre) < _OFF_CENTRE * centre
        proved = is_known or any(
            _is_prose(band.left) and (_is_prose(band.right) or (at_centre and len(band.left) >= _TALL))
            for band in bands
        )
        count = sum(len(band.left) + len(band.right) for band in bands)
        if proved and count > most:
            best, most = (x, bands), count
    return best


def _bands(ordered: Sequence[Piece], x: float) -> list[_Band]:
    """The bands that a gutter at `x` parts; those with nothing on one side are none."""
    bands: list[_Band] = []
    first = 0
    for at in range(len(ordered) + 1):
        crossing = at < len(ordered) and ordered[at].left < x - 1 and ordered[at].right > x + 1
        if at < len(ordered) and not crossing:
            continue
        end = _without_heading_below(ordered, first, at, x) if crossing else at
        left = [piece for piece in ordered[first:end] if piece.left < x - 1]
        right = [piece for piece in ordered[first:end] if piece.left >= x - 1]
        if left and right:
            bands.append(_Band(left, right, first, end))
        first = at + 1
    return bands


def _without_heading_below(ordered: Sequence[Piece], first: int, end: int, x: float) -> int:
    """The end of a band without a line on its left side that heads what follows below the whole of it."""
    if end - first < 2:
        return end
    last, above = ordered[end - 1], ordered[first : end - 1]
    gap = last.top - max(piece.bottom for piece in above)
    follows = ordered[end].top - last.bottom
    height = last.bottom - last.top
    return end - 1 if last.left < x - 1 and gap > 0.5 * height and gap > follows else end


def _is_prose(side: Sequence[Piece]) -> bool:
    """Whether pieces below one another are lines of text rather than cells of a table."""
    lines = [piece for piece in side if isinstance(piece, Fragment)]
    if len(lines) < _LEAST_LINES:
        return False
    right = max(line.right for line in lines)
    width = right - min(line.left for line in lines)
    filled = sum(line.right > right - 0.15 * width for line in lines)
    characters = sum(len(line.text) for line in lines)
    return characters >= _LEAST_CHARACTERS * len(lines) and filled >= _LEAST_FILLED * len(lines)
