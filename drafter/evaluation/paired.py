"""Two drafters on the same items: how far a figure differs, with its interval, and how often chance does as much.

Letters are drawn and swapped whole, never single items, since items of one letter are alike.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy
from numpy import bool_, int8, intp
from numpy.typing import NDArray

from drafter.evaluation.figures import letters_of
from drafter.evaluation.resample import Interval, draws_for, exact_interval, letter_weights, percentile_interval
from drafter.evaluation.scores.grounding import FINDING
from drafter.evaluation.sums import HasBase
from drafter.evaluation.table import FigureSpec, Floats, Table

AGREEMENT = "outcome.agreement"
"""The figure that McNemar's test is for: a share of items that are right or wrong."""
SWAPS = 20_000
"""The most random swaps that a p value is taken from."""
ENOUGH_HITS = 100
"""With so many swaps that make the figure differ as much as seen, p is known to a tenth of itself."""
_ALL_SWAPS_BELOW = 12
"""With fewer differing letters than this, every swap is tried: at most 2,048."""
_EXACT_WORK = 20_000_000
"""Letters times differing items up to which the exact distribution is computed: a fifth of a second."""
_CELLS = 20_000
"""Numbers in one block of swaps: small blocks stay in the processor's cache, and few swaps are tried in vain."""
_FEWEST_ROWS = 32
"""Swaps in one block where there are very many letters: a block of 100,000 letters then takes 100 MB."""
_SEED = 20161209
_SAME = 1e-12


def swap_p(differences: NDArray[intp]) -> float:
    """The two-sided p value of the exact McNemar test for items in letters.

    Under the null A and B are alike, so that within each letter they can be swapped, which turns the sign of the
    letter's difference; the sum of all is then distributed as the sum of ±|d|. That distribution is computed whole, by
    adding one letter after the other. With one item a letter it is McNemar's exact (binomial) test; the swap of whole
    clusters is the randomization test of Gail, Mark, Carroll, Green and Pee, "On design considerations and
    randomization-based inference for community intervention trials", Statistics in Medicine 15 (1996).

    Where letters times differing items exceed 20 million, the sum is taken as normal, with a correction for
    continuity of half the step between possible sums.

    Args:
        differences: for each letter, items that A alone got right less items that B alone got right.
    """
    sizes = numpy.abs(differences[differences != 0])
    seen, total = abs(int(differences.sum())), int(sizes.sum())
    if seen == 0:
        return 1.0
    if len(sizes) * total > _EXACT_WORK:
        step = int(numpy.gcd.reduce(sizes))
        return min(1.0, math.erfc(max(seen - step, 0) / math.sqrt(2 * float((sizes.astype(float) ** 2).sum()))))
    chances = numpy.zeros(2 * total + 1)
    chances[total] = 1.0
    for size in sizes:
        added = numpy.zeros_like(chances)
        added[size:] += chances[:-size] / 2
        added[:-size] += chances[size:] / 2
        chances = added
    # The distribution is symmetric, so that both tails are twice the upper one.
    return min(1.0, 2 * float(chances[total + seen :].sum()))


@dataclass(frozen=True, eq=False)
class Pair:
    """The scores that one figure needs, of A and B, on the items that it counts and that have all of them in both."""

    spec: FigureSpec
    a: tuple[Floats, ...]
    b: tuple[Floats, ...]
    letters: NDArray[intp]
    """The letter of each item, as the tables number it."""
    letters_drawn: int
    """How many letters the tables have."""
    overturned: int
    """Items that the physicians overturned, of all that have the scores, also where the figure counts fewer."""
    unpaired: int
    """Items left out because only one of A and B has the scores."""
    right: NDArray[intp] | None
    """For agreement: 1 where A alone is right, -1 where B alone is."""

    def __len__(self) -> int:
        return len(self.letters)

    @cached_property
    def letter_count(self) -> int:
        """Letters that the items are of."""
        return len(numpy.unique(self.letters))

    @cached_property
    def values(self) -> tuple[float, float]:
        """The figure of A and of B; NaN where it is undefined."""
        if not len(self):
            return math.nan, math.nan
        once = numpy.ones((1, self.letters_drawn))
        a, b = (float(self.spec.values(scores, self.letters, once)[0]) for scores in (self.a, self.b))
        return a, b

    @cached_property
    def difference(self) -> float:
        """B less A; NaN where one is undefined."""
        a, b = self.values
        return b - a

    def drawn(self, weights: Floats) -> Floats:
        """B less A for each row of weights: the same letters are drawn for both."""
        of_a, of_b = (self.spec.values(scores, self.letters, weights) for scores in (self.a, self.b))
        return of_b - of_a

    def exact(self) -> Interval | None:
        """The interval where every draw differs alike, as with two runs that are the same; None where it has none.

        A share has the exact bounds of its number of letters: that none of 50 differs does not show that none would.
        Another figure has an interval there where all scores are the same, of no width.
        """
        if not isinstance(self.spec, HasBase) or self.spec.exact_bounds(self.a, self.letters) is None:
            same = all(numpy.array_equal(one, other) for one, other in zip(self.a, self.b, strict=True))
            return (0.0, 0.0) if same else None
        bounds = exact_interval(abs(self.difference), self.letter_count)
        if bounds is None or self.difference > _SAME:
            return bounds
        return -bounds[1], bounds[1] if self.difference >= -_SAME else -bounds[0]

    def p_value(self) -> float:
        """How often swapping A and B in whole letters makes the figure differ by as much as seen, or more.

        The null is that A and B of a letter can be swapped. For agreement it is the exact test of `swap_p`. Else
        letters are swapped or not at random (the same way on every call) until 100 swaps have hit, and p is 100 over
        the swaps tried; or, where 20,000 swaps hit less often, p is (1 + hits) / (1 + swaps). Both keep the test's
        level (Besag and Clifford, "Sequential Monte Carlo p-values", Biometrika 78 (1991)). With fewer than 12 letters
        that differ, all swaps are tried. A swap that leaves the figure undefined counts as a hit.
        """
        if self.right is not None:
            sums = numpy.bincount(self.letters, weights=self.right, minlength=self.letters_drawn)
            return swap_p(sums.astype(intp))
        swap = self._swap()
        if not swap.letter_count:
            return 1.0
        # Sums taken in another order differ in their last digits.
        seen = abs(self.difference) - 1e-11 * max(1.0, abs(self.difference))
        if swap.letter_count < _ALL_SWAPS_BELOW:
            every = numpy.arange(2**swap.letter_count)[:, None] >> numpy.arange(swap.letter_count) & 1
            return float((~(swap.differences(every) < seen)).mean())
        hits = tried = 0
        for swapped in _random_swaps(swap.letter_count):
            places = numpy.flatnonzero(~(swap.differences(swapped) < seen))
            if hits + len(places) >= ENOUGH_HITS:
                return ENOUGH_HITS / (tried + 1 + int(places[ENOUGH_HITS - hits - 1]))
            hits, tried = hits + len(places), tried + len(swapped)
        return (1 + hits) / (1 + tried)

    def _swap(self) -> "_Swap":
        """A and B made ready to be swapped."""
        differ = numpy.any([a != b for a, b in zip(self.a, self.b, strict=True)], axis=0)
        swapped, own = numpy.unique(self.letters[differ]), numpy.zeros(self.letters_drawn, dtype=intp)
        own[swapped] = numpy.arange(1, len(swapped) + 1)
        of_a = own[self.letters]
        moving = of_a > 0
        scores = [numpy.concatenate([a, b[moving]]) for a, b in zip(self.a, self.b, strict=True)]
        return _Swap(self.spec, scores, numpy.concatenate([of_a, of_a[moving] + len(swapped)]), len(swapped))


@dataclass(frozen=True, eq=False)
class _Swap:
    """The scores of A, and those of B in letters that differ, side by side.

    "Letter" 0 holds all that are the same in both; then come A's letters that differ, and then B's.
    """

    spec: FigureSpec
    scores: Sequence[Floats]
    letters: NDArray[intp]
    letter_count: int
    """Letters that differ."""

    def differences(self, swapped: NDArray[Any]) -> Floats:
        """How far the figure differs, without its sign, for each row of swaps (0 or 1, letters that differ)."""
        rows, count = swapped.shape
        weights = numpy.ones((2 * rows, 1 + 2 * count))
        weights[:rows, 1 + count :] = weights[rows:, 1 : 1 + count] = swapped
        weights[:rows, 1 : 1 + count] = weights[rows:, 1 + count :] = 1 - swapped
        both = self.spec.values(self.scores, self.letters, weights)
        return numpy.abs(both[rows:] - both[:rows])


def intervals(pairs: Sequence[Pair]) -> list[Interval | None]:
    """The 95 % interval of B less A for each pair of the same tables, by the paired bootstrap; None: it has none."""
    if not pairs:
        return []
    letters = pairs[0].letters_drawn
    drawn = [
        [pair.drawn(weights) if len(pair) else numpy.full(len(weights), numpy.nan) for pair in pairs]
        for weights in letter_weights(letters, draws_for(letters))
    ]
    return [
        percentile_interval(numpy.concatenate(parts), pair.exact, difference=True)
        for pair, parts in zip(pairs, zip(*drawn, strict=True), strict=True)
    ]


def paired(spec: FigureSpec, a: Table, b: Table) -> Pair:
    """The scores of two tables that a figure needs; the tables hold the same items in the same order.

    A score that a table does not have applies to none of its items; a finding that it does not have was found in none.
    """
    of_a, of_b = ([_scores(table, name) for name in spec.columns] for table in (a, b))
    in_a, in_b = (~numpy.any(numpy.isnan(scores), axis=0) for scores in (of_a, of_b))
    whole = numpy.flatnonzero(in_a & in_b)
    kept = whole[
        _counted(spec, [scores[whole] for scores in of_a]) | _counted(spec, [scores[whole] for scores in of_b])
    ]
    right = [table.columns["agrees"][kept] for table in (a, b)] if spec.name == AGREEMENT else None
    return Pair(
        spec=spec,
        a=tuple(scores[kept] for scores in of_a),
        b=tuple(scores[kept] for scores in of_b),
        letters=a.letters[kept],
        letters_drawn=letters_of(a),
        overturned=int((a.columns["overturned"][whole] > 0).sum()),
        unpaired=int((in_a != in_b).sum()),
        right=(right[0] - right[1]).astype(intp) if right else None,
    )


def _counted(spec: FigureSpec, scores: Sequence[Floats]) -> NDArray[bool_]:
    """Which items add to what the figure divides by."""
    if not isinstance(spec, HasBase):
        return numpy.ones(len(scores[0]), dtype=bool)
    counted: NDArray[bool_] = (spec.base_of(scores) != 0).any(axis=1)
    return counted


def _scores(table: Table, name: str) -> Floats:
    if name not in table.columns and name.startswith(FINDING) and "sentences" in table.columns:
        return numpy.where(numpy.isnan(table.columns["sentences"]), numpy.nan, 0.0)
    return table.columns.get(name, numpy.full(len(table), numpy.nan))


def _random_swaps(letters: int) -> Iterator[NDArray[int8]]:
    """Blocks of random swaps."""
    random = numpy.random.default_rng(_SEED)
    rows = max(_FEWEST_ROWS, _CELLS // letters)
    for start in range(0, SWAPS, rows):
        yield random.integers(0, 2, size=(min(rows, SWAPS - start), letters), dtype=int8)
