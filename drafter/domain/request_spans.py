"""Stretches of a request, found by where they begin, end or overlap: in a long request there are thousands of them."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

from drafter.domain.request_amount import Part
from drafter.domain.request_body import Span


def spans_of(parts: Iterable[Part]) -> list[Span]:
    """Where parts stand."""
    return [(part.start, part.end) for part in parts]


def furthest(spans: Iterable[Span]) -> dict[int, int]:
    """For each place where spans begin, the end of the longest."""
    ends: dict[int, int] = {}
    for start, end in spans:
        ends[start] = max(end, ends.get(start, end))
    return ends


def by_end(spans: Iterable[Span]) -> dict[int, list[int]]:
    """For each place where spans end, where they begin."""
    starts: dict[int, list[int]] = {}
    for start, end in spans:
        starts.setdefault(end, []).append(start)
    return starts


class Taken:
    """Stretches already read as something, asked in the logarithm of their number what meets one of them."""

    def __init__(self, spans: list[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))

    def meets(self, span: Span) -> bool:
        """Whether a stretch shares a character with one of them."""
        before = bisect_left(self._starts, span[1])
        return before > 0 and self._ends[before - 1] > span[0]


def clear(parts: list[Part], spans: list[Span]) -> list[Part]:
    """The parts that stand clear of stretches already read as something else."""
    taken = Taken(spans)
    return [part for part in parts if not taken.meets((part.start, part.end))]
