"""Figures about the probability that a treatment is necessary, beside whether the physicians overturned its denial.

All are over the items that have a probability.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy
from numpy import intp
from numpy.typing import NDArray

from drafter.evaluation.resample import Interval, exact_interval
from drafter.evaluation.sums import Better, Sums, count_letters, divide
from drafter.evaluation.table import FigureSpec, Floats, Group

BINS = 10
_AT_ONCE = 500_000


def bin_of(probability: Floats) -> NDArray[intp]:
    """The bin of each probability, of ten of equal width, from 0; 1 is in the last."""
    return numpy.minimum((probability * BINS).astype(intp), BINS - 1)


def sureness(said_overturned: Floats, said_upheld: Floats, probability: Floats) -> Floats:
    """How sure each proposal is: the larger of p and 1 - p; 0 where nothing is decided, or no probability given."""
    sure = numpy.fmax(probability, 1 - probability)
    return numpy.where((said_overturned + said_upheld > 0) & ~numpy.isnan(sure), sure, 0.0)


@dataclass(frozen=True)
class Auc:
    """Area under the ROC curve: how often an overturned item has the higher probability; a tie counts half.

    The same as the Mann-Whitney statistic with midranks (Hanley & McNeil, Radiology 143, 1982).
    """

    name: ClassVar[str] = "outcome.AUC"
    words: ClassVar[str] = (
        "how often, of an overturned and an upheld item, the overturned one has the higher probability; 0.5 is chance"
    )
    group: ClassVar[Group] = "outcome"
    better: ClassVar[Better | None] = "higher"
    columns: ClassVar[tuple[str, ...]] = ("overturned", "probability")

    def weigher(self, scores: Sequence[Floats], letters: NDArray[intp]) -> Callable[[Floats], Floats]:
        """Gives its value for each row of weights; NaN where the physicians decided one way alone."""
        overturned, probability = scores
        above, below = overturned > 0, overturned <= 0
        low_order, high_order = (numpy.argsort(probability[one], kind="stable") for one in (below, above))
        low, high = probability[below][low_order], probability[above][high_order]
        beaten, up_to = (numpy.searchsorted(low, high, side=side) for side in ("left", "right"))
        letters_below, letters_above = letters[below][low_order], letters[above][high_order]

        def weigh(weights: Floats) -> Floats:
            so_far = _running_sums(weights.take(letters_below, axis=1))
            of_above = weights.take(letters_above, axis=1)
            won = (of_above * (so_far.take(beaten, axis=1) + so_far.take(up_to, axis=1))).sum(axis=1) / 2
            return divide(won, of_above.sum(axis=1) * so_far[:, -1])

        return lambda weights: _by_blocks(weigh, weights, len(letters))

    def values(self, scores: Sequence[Floats], letters: NDArray[intp], weights: Floats) -> Floats:
        """Its value for each row of weights."""
        return self.weigher(scores, letters)(weights)

    def base_of(self, scores: Sequence[Floats]) -> Floats:
        """Items that were overturned, and items that were upheld."""
        return numpy.stack([scores[0], 1 - scores[0]], axis=1)

    def exact_bounds(self, scores: Sequence[Floats], letters: NDArray[intp]) -> Interval | None:
        """Where all are ranked right, or all wrong: as of a share of the letters of the rarer kind."""
        behind = min(count_letters(letters[one > 0]) for one in self.base_of(scores).T)
        return _bounds_at_an_end(self, scores, letters, behind)


@dataclass(frozen=True)
class CoverageArea:
    """Area under the curve of coverage against accuracy (Geifman & El-Yaniv, NeurIPS 2017, who take the error)."""

    name: ClassVar[str] = "outcome.area under coverage and accuracy"
    words: ClassVar[str] = (
        "agreement among the items at least as sure as each, averaged over items: high where the least sure are wrong"
    )
    group: ClassVar[Group] = "outcome"
    better: ClassVar[Better | None] = "higher"
    columns: ClassVar[tuple[str, ...]] = ("agrees", "said overturned", "said upheld", "probability")

    def weigher(self, scores: Sequence[Floats], letters: NDArray[intp]) -> Callable[[Floats], Floats]:
        """Gives its value for each row of weights; NaN where there is no item."""
        agrees, *said = scores
        sure = sureness(*said)
        order = numpy.argsort(-sure, kind="stable")
        ends = numpy.append(numpy.flatnonzero(numpy.diff(sure[order])) + 1, len(order))
        sorted_letters, sorted_agrees = letters[order], agrees[order]

        def weigh(weights: Floats) -> Floats:
            drawn = weights.take(sorted_letters, axis=1)
            items = _running_sums(drawn)
            agreeing = _running_sums(drawn * sorted_agrees).take(ends, axis=1)
            at_end = items.take(ends, axis=1)
            among = numpy.divide(agreeing, at_end, out=agreeing, where=at_end > 0)
            return divide((among * numpy.diff(at_end, axis=1, prepend=0)).sum(axis=1), items[:, -1])

        return lambda weights: _by_blocks(weigh, weights, len(letters))

    def values(self, scores: Sequence[Floats], letters: NDArray[intp], weights: Floats) -> Floats:
        """Its value for each row of weights."""
        return self.weigher(scores, letters)(weights)

    def base_of(self, scores: Sequence[Floats]) -> Floats:
        """Every item."""
        return numpy.ones((len(scores[0]), 1))

    def exact_bounds(self, scores: Sequence[Floats], letters: NDArray[intp]) -> Interval | None:
        """Where all agree, or none: as of a share of the letters."""
        return _bounds_at_an_end(self, scores, letters, count_letters(letters))


def _bounds_at_an_end(spec: FigureSpec, scores: Sequence[Floats], letters: NDArray[intp], n: int) -> Interval | None:
    once = numpy.ones((1, letters.max() + 1))
    value = float(spec.values(scores, letters, once)[0])
    return exact_interval(value, n) if value in (0, 1) else None


def _by_blocks(weigh: Callable[[Floats], Floats], weights: Floats, items: int) -> Floats:
    """Weighs rows in blocks whose draws of all items stay small."""
    step = max(1, _AT_ONCE // max(items, 1))
    return numpy.concatenate([weigh(weights[start : start + step]) for start in range(0, len(weights), step)])


def _running_sums(drawn: Floats) -> Floats:
    """Running sums along each row, from 0: one column more than it is given."""
    found = numpy.zeros((drawn.shape[0], drawn.shape[1] + 1))
    numpy.cumsum(drawn, axis=1, out=found[:, 1:])
    return found


def _squares(scores: Sequence[Floats]) -> Floats:
    overturned, probability = scores
    return numpy.stack([numpy.ones(len(overturned)), overturned, (probability - overturned) ** 2], axis=1)


def _brier(sums: Floats) -> Floats:
    return divide(sums[..., 2], sums[..., 0])


def _skill(sums: Floats) -> Floats:
    share = divide(sums[..., 1], sums[..., 0])
    return 1 - divide(_brier(sums), share * (1 - share))


def _bins(scores: Sequence[Floats]) -> Floats:
    """The count, then by bin how far probabilities and outcomes lie apart, added up."""
    overturned, probability = scores
    apart = numpy.zeros((len(overturned), 1 + BINS))
    apart[:, 0] = 1
    apart[numpy.arange(len(overturned)), 1 + bin_of(probability)] = probability - overturned
    return apart


def _calibration_error(sums: Floats) -> Floats:
    return divide(numpy.abs(sums[..., 1:]).sum(axis=-1), sums[..., 0])


def _count(sums: Floats) -> Floats:
    return sums[..., :1]


RANKED: tuple[FigureSpec, ...] = (
    Auc(),
    Sums(
        "outcome.Brier score",
        "mean squared distance of the probability from what the physician decided (overturned 1, upheld 0)",
        "outcome",
        "lower",
        Auc.columns,
        _squares,
        _brier,
        _count,
    ),
    Sums(
        "outcome.Brier skill",
        "share of the Brier score that is gained over giving every item the share of overturned items; 0 is no gain",
        "outcome",
        "higher",
        Auc.columns,
        _squares,
        _skill,
        _count,
    ),
    Sums(
        "outcome.calibration error",
        "how far probability and share overturned lie apart in ten bins of equal width, averaged over items",
        "outcome",
        "lower",
        Auc.columns,
        _bins,
        _calibration_error,
        _count,
    ),
    CoverageArea(),
)
"""The figures of the probability. Brier score: Brier, Mon. Weather Rev. 78, 1950; calibration error: Naeini et al.,
AAAI 2015. Chance alone gives some calibration error, and a draw adds more: with few items its interval lies high."""
