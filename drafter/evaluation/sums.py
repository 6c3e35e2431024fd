"""Figures that are a function of sums over items: shares, means, ratios, and what is built of them.

Such a figure is quick to draw again: what each letter adds to each sum is added up once, and a draw weighs letters.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

import numpy
from numpy import intp
from numpy.typing import NDArray

from drafter.evaluation.resample import Interval, exact_interval
from drafter.evaluation.table import Floats, Group

Better = Literal["higher", "lower"]


@runtime_checkable
class HasBase(Protocol):
    """A figure that tells which items it counts, and how sure it is where every draw gives the same."""

    def base_of(self, scores: Sequence[Floats]) -> Floats:
        """What each item adds to each thing that the figure divides by: items by things, from the needed columns."""
        ...

    def exact_bounds(self, scores: Sequence[Floats], letters: NDArray[intp]) -> Interval | None:
        """Its 95 % interval without draws; None where there is none."""
        ...


@runtime_checkable
class HasWeigher(Protocol):
    """A figure that sorts its items, which is done once for many blocks of weights."""

    def weigher(self, scores: Sequence[Floats], letters: NDArray[intp]) -> Callable[[Floats], Floats]:
        """Gives its value for each row of weights, as `FigureSpec.values` does."""
        ...


@dataclass(frozen=True)
class Sums:
    """A figure that is a function of sums over items."""

    name: str
    words: str
    group: Group
    better: Better | None
    columns: tuple[str, ...]
    terms: Callable[[Sequence[Floats]], Floats]
    """What each item adds to each sum: from the needed columns, items by sums.

    Figures of one `columns` and one `terms` share their sums, so give them one function, and not a new lambda each.
    """
    formula: Callable[[Floats], Floats]
    """The figure from the sums: (..., sums) to (...); NaN where it is undefined."""
    base: Callable[[Floats], Floats]
    """What it divides by: (..., sums) to (..., things), linear. The items that add to it are those that it counts."""
    above: Callable[[Floats], Floats] | None = None
    """Of a share: what is divided by `base`, in the same form; the figure is the mean of these quotients."""
    side: bool = False
    """A figure to look at and never to judge by."""

    def values(self, scores: Sequence[Floats], letters: NDArray[intp], weights: Floats) -> Floats:
        """Its value for each row of weights; NaN where it is undefined."""
        return self.formula(weights @ sums_by_letter(self.terms(scores), letters, weights.shape[1]))

    def base_of(self, scores: Sequence[Floats]) -> Floats:
        """What each item adds to each thing that the figure divides by."""
        return self.base(self.terms(scores))

    def exact_bounds(self, scores: Sequence[Floats], letters: NDArray[intp]) -> Interval | None:
        """The exact bounds of a share of as many letters as there are, which is the careful side; else None."""
        if self.above is None:
            return None
        terms = self.terms(scores)
        above, base = self.above(terms), self.base(terms)
        shares = divide(above.sum(axis=0), base.sum(axis=0))
        parts = [
            exact_interval(float(share), count_letters(letters[one > 0]))
            for share, one in zip(shares, base.T, strict=True)
        ]
        if any(part is None for part in parts):
            return None
        low, high = numpy.mean([part for part in parts if part], axis=0)
        return float(low), float(high)


def sums_by_letter(terms: Floats, letters: NDArray[intp], count: int) -> Floats:
    """What each letter adds to each sum: letters by sums, of items by sums."""
    sums: Floats = numpy.empty((count, terms.shape[1]))
    for place, column in enumerate(terms.T):
        sums[:, place] = numpy.bincount(letters, column, minlength=count)
    return sums


def count_letters(letters: NDArray[intp]) -> int:
    """How many different letters these are."""
    return int(numpy.count_nonzero(numpy.bincount(letters)))


def divide(above: Floats, below: Floats) -> Floats:
    """A quotient, NaN where it divides by nothing."""
    quotient: Floats = numpy.divide(above, below, out=numpy.full(numpy.shape(below), numpy.nan), where=below != 0)
    return quotient


def of_shares(above: Callable[[Floats], Floats], base: Callable[[Floats], Floats]) -> Callable[[Floats], Floats]:
    """The formula of a share, or of the mean of several: each of `above` over each of `base`."""

    def formula(sums: Floats) -> Floats:
        mean: Floats = divide(above(sums), base(sums)).mean(axis=-1)
        return mean

    return formula


def mean_of(
    column: str, *, name: str, words: str, group: Group, better: Better | None, share: bool = True, side: bool = False
) -> Sums:
    """The mean of a score over the items that have it; say `share=False` of a score that may exceed 1."""
    formula = of_shares(_second, _first)
    above = _second if share else None
    return Sums(name, words, group, better, (column,), _count_and_columns, formula, _first, above, side)


def ratio(
    above: str,
    below: str,
    *,
    name: str,
    words: str,
    group: Group,
    better: Better | None,
    share: bool = True,
    side: bool = False,
) -> Sums:
    """The sum of one score over the sum of another; say `share=False` where the first may exceed the second."""
    formula = of_shares(_second, _first)
    return Sums(name, words, group, better, (below, above), _columns, formula, _first, _second if share else None, side)


def f1(right: str, said: str, gold: str, *, name: str, words: str, group: Group, side: bool = False) -> Sums:
    """F1 of sets, their sizes added up over items: twice what is right over what is said and what there is to say."""
    formula = of_shares(_twice_first, _second_and_third)
    columns = (right, said, gold)
    return Sums(name, words, group, "higher", columns, _columns, formula, _second_and_third, _twice_first, side)


def _columns(scores: Sequence[Floats]) -> Floats:
    return numpy.stack(scores, axis=1)


def _count_and_columns(scores: Sequence[Floats]) -> Floats:
    return numpy.stack([numpy.ones(len(scores[0])), *scores], axis=1)


def _first(sums: Floats) -> Floats:
    return sums[..., :1]


def _second(sums: Floats) -> Floats:
    return sums[..., 1:2]


def _twice_first(sums: Floats) -> Floats:
    return 2 * sums[..., :1]


def _second_and_third(sums: Floats) -> Floats:
    return sums[..., 1:2] + sums[..., 2:3]
