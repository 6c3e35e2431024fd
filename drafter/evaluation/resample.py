"""Intervals for figures on letters: letters are drawn, not items, since items of one letter are alike.

Letters are drawn with replacement, all items of a letter together (the cluster bootstrap; Field & Welsh, J. R. Stat.
Soc. B 69, 2007), and the interval runs between the percentiles 2.5 and 97.5 of what the draws give (Efron &
Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13). Every figure, and both runs of a pair, see the same
draws.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from math import ceil, floor
from typing import Any

import numpy
from numpy import intp, uint16
from numpy.typing import NDArray

from drafter.evaluation.table import Floats

Interval = tuple[float, float]
DRAWS = 10_000
"""Draws for up to 2,000 letters."""
FEWEST_DRAWS = 400
"""Draws for 50,000 letters and more: chance then moves an end of an interval by a thirtieth of its width."""
MOST_UNDEFINED = 0.05
"""Where more of the draws than this leave a figure undefined, it has no interval."""
_LETTERS_DRAWN = 20_000_000
_CHUNK_BYTES = 30_000_000
_KEPT_COUNTS = 50_000_000
"""How often a letter is drawn takes two bytes to keep: for up to 125,000 letters they are drawn once, in 100 MB."""
_SEED = 20161209
_TAIL = 0.025
_SAME = 1e-12


def draws_for(letters: int) -> int:
    """How many draws are made of so many letters: 10,000 of up to 2,000, then fewer, and never under 400."""
    return max(FEWEST_DRAWS, min(DRAWS, _LETTERS_DRAWN // max(letters, 1)))


def letter_weights(letters: int, draws: int, among: NDArray[intp] | None = None) -> Iterator[Floats]:
    """How often each letter is drawn: chunks of at most 30 MB, whose rows are draws and whose columns letters.

    Each row sums to `letters`. The rows are the same on every call, also where `among` names the letters to tell of.
    """
    if not letters:
        return
    rows = max(1, _CHUNK_BYTES // (8 * letters))
    kept = letters * draws <= _KEPT_COUNTS
    chunks = _chunks(_kept(letters, draws), rows) if kept else _drawn(letters, draws, rows)
    for counts in chunks:
        told = counts if among is None else counts.take(among, axis=1)
        yield told.astype(numpy.float64)


def _chunks(counts: NDArray[uint16], rows: int) -> Iterator[NDArray[Any]]:
    for start in range(0, len(counts), rows):
        yield counts[start : start + rows]


@lru_cache(maxsize=1)
def _kept(letters: int, draws: int) -> NDArray[uint16]:
    """All the draws, kept since the figures of every condition and baseline see the same."""
    counts = numpy.empty((draws, letters), dtype=uint16)
    start = 0
    for some in _drawn(letters, draws, max(1, _CHUNK_BYTES // (8 * letters))):
        counts[start : start + len(some)] = some
        start += len(some)
    return counts


def _drawn(letters: int, draws: int, rows: int) -> Iterator[NDArray[Any]]:
    random = numpy.random.default_rng(_SEED)
    for start in range(0, draws, rows):
        count = min(rows, draws - start)
        drawn = random.integers(0, letters, size=(count, letters))
        drawn += numpy.arange(count)[:, None] * letters
        counted = numpy.bincount(drawn.ravel(), minlength=count * letters)
        yield counted.reshape(count, letters)


def percentile_interval(
    drawn: Floats, exact: Callable[[], Interval | None], *, difference: bool = False
) -> Interval | None:
    """The 95 % interval of a figure, from its value in each draw; None where it cannot be told.

    Draws that are NaN are left out; more than 5 % of them, and there is no interval. Where the interval would reach 0
    or 1, it is the wider of the two: else one error among many letters would seem surer than none.

    Args:
        drawn: the figure in each draw.
        exact: gives the interval where all draws agree, as with 0 of 20: then they tell nothing of how sure it is; None
            where the figure is no share.
        difference: of two figures, which lies about 0 as a share does not.
    """
    defined = drawn[~numpy.isnan(drawn)]
    if not len(defined):
        return None
    low, high = numpy.percentile(defined, [100 * _TAIL, 100 * (1 - _TAIL)])
    if high - low <= _SAME * max(1.0, abs(high)):
        return exact()
    if len(defined) < (1 - MOST_UNDEFINED) * len(drawn):
        return None
    # A draw without any of the few letters that count gives 0 (or all of them 1): of so few the draws know too little.
    beside = exact() if not difference and (low <= 0 or high >= 1) else None
    return (min(float(low), beside[0]), max(float(high), beside[1])) if beside else (float(low), float(high))


def exact_interval(share: float, n: int) -> Interval | None:
    """The exact 95 % bounds of a share of n (Clopper & Pearson, Biometrika 26, 1934); None where it is no share.

    For 0 of n the upper bound is 1 - 0.025^(1/n). A share that is no whole number of n is taken for the whole number
    below it at its lower end and for the one above it at its upper end.
    """
    if not -_SAME <= share <= 1 + _SAME:
        return None
    fewest, most = floor(share * n + _SAME * n), ceil(share * n - _SAME * n)
    return 1 - _upper(n - fewest, n), _upper(most, n)


def _upper(hits: int, n: int) -> float:
    """The share under which so few hits of n, or fewer, have a chance of 2.5 %; found by halving."""
    if hits >= n:
        return 1.0
    if hits <= 0:
        return float(1 - _TAIL ** (1 / n))
    steps = numpy.arange(1, hits + 1)
    ways = numpy.concatenate([[0.0], numpy.cumsum(numpy.log(n - steps + 1) - numpy.log(steps))])
    taken = numpy.arange(hits + 1)
    low, high = hits / n, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if middle >= 1:
            break
        chance = numpy.exp(ways + taken * numpy.log(middle) + (n - taken) * numpy.log1p(-middle)).sum()
        low, high = (middle, high) if chance > _TAIL else (low, middle)
    return float(high)


def interval(by_letter: Sequence[Sequence[bool]], draws: int = DRAWS) -> Interval | None:
    """The 95 % interval of a share of items, drawn by letter with replacement; None where there is no item.

    Args:
        by_letter: for each letter, whether each of its items counts.
        draws: how often the letters are drawn.
    """
    sums = numpy.array([(sum(items), len(items)) for items in by_letter if items], dtype=float)
    if not len(sums):
        return None
    hits, counts = numpy.concatenate([weights @ sums for weights in letter_weights(len(sums), draws)]).T
    return percentile_interval(
        hits / counts, lambda: exact_interval(float(sums[:, 0].sum() / sums[:, 1].sum()), len(sums))
    )
