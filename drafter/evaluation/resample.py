"""Intervals for figures on letters: letters are drawn, not items, since items of one letter are alike."""

from collections.abc import Sequence

import numpy

DRAWS = 10_000
_SEED = 20161209


def interval(by_letter: Sequence[Sequence[bool]], draws: int = DRAWS) -> tuple[float, float] | None:
    """The 95 % interval of a share of items, drawn by letter with replacement; None where there is no item.

    Args:
        by_letter: for each letter, whether each of its items counts.
        draws: how often the letters are drawn.
    """
    hits = numpy.array([sum(items) for items in by_letter], dtype=float)
    counts = numpy.array([len(items) for items in by_letter], dtype=float)
    if not counts.sum():
        return None
    random = numpy.random.default_rng(_SEED)
    drawn = random.integers(0, len(counts), size=(draws, len(counts)))
    totals = counts[drawn].sum(axis=1)
    shares = hits[drawn].sum(axis=1)[totals > 0] / totals[totals > 0]
    low, high = numpy.percentile(shares, [2.5, 97.5])
    return float(low), float(high)
