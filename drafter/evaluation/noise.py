"""How often the comparison finds a difference where there is none: two noisy copies of one run, again and again.

Each copy replaces, in a share of the letters, the scores of each item by those of another item that the physicians
decided alike. Both copies are drawn in the same way and independently, so that neither is better, and they differ where
drafts differ in earnest: in whole letters, in all figures of an item together.
"""

import math
from collections.abc import Mapping, Sequence

import numpy
from numpy import intp
from numpy.typing import NDArray

from drafter.domain.case import Model
from drafter.evaluation.compare import (
    MINIMUM_EFFECT,
    NO_DIFFERENCE,
    RunTables,
    is_judged,
    proven,
    require_primary,
    verdict,
)
from drafter.evaluation.paired import AGREEMENT, Pair, intervals, paired
from drafter.evaluation.table import FigureSpec, Floats, Table

ROUNDS = 2_000
REPLACED = 0.3
"""The share of letters whose scores are replaced in each copy."""
IGNORED = (
    "The least numbers of items and of overturned items that a verdict needs are ignored here: a run that is too small "
    "for verdicts would show none, which says nothing of the tests."
)
_SEED = 20161209
_Z = 1.959963984540054
"""The normal deviate that 2.5 % lie above."""


class Rate(Model):
    """How often something was seen in the rounds, with its 95 % interval."""

    name: str
    seen: int
    share: float
    low: float
    high: float


class FalseAlarms(Model):
    """How many comparisons of like with like showed a verdict."""

    run: str
    condition: str
    primary: str
    items: int
    letters: int
    rounds: int
    any_verdict: Rate
    """Rounds in which any figure had a verdict."""
    figures: tuple[Rate, ...]
    """For each judged figure, rounds in which it had a verdict."""
    note: str = IGNORED


def false_alarms(
    run: RunTables,
    specs: Sequence[FigureSpec],
    primary: str = AGREEMENT,
    effects: Mapping[str, float] | None = None,
    rounds: int = ROUNDS,
    seed: int = _SEED,
) -> FalseAlarms:
    """Compare noise with noise, made from one run, and count the verdicts.

    The verdicts are those of `compare`, by the same code, with as many swaps and draws; but an interval is worked out
    only where p is small enough, which changes no verdict.

    Args:
        run: the run that the noise is made from.
        specs: the figures; those for which the run has no scores are left out.
        primary: the figure that has most of the budget of false alarms.
        effects: the least difference worth a verdict, by the figure's name.
        rounds: how many comparisons.
        seed: what the noise is drawn by.

    Raises:
        EvaluationError: the run does not have the primary figure, or it is a side figure.
    """
    effects = effects or {}
    held = [spec for spec in specs if is_judged(spec) and set(spec.columns) <= set(run.table.columns)]
    require_primary(primary, held)
    random = numpy.random.default_rng(seed)
    alike = _alike(run.table.columns["overturned"])
    counts = dict.fromkeys((spec.name for spec in held), 0)
    alarms = 0
    for _ in range(rounds):
        a, b = (_noisy(run.table, alike, random) for _ in range(2))
        found = _verdicts([paired(spec, a, b) for spec in held], primary, effects)
        alarms += bool(found)
        for name in found:
            counts[name] += 1
    return FalseAlarms(
        run=run.name,
        condition=run.condition,
        primary=primary,
        items=len(run.table),
        letters=len(numpy.unique(run.table.letters)),
        rounds=rounds,
        any_verdict=_rate("any figure", alarms, rounds),
        figures=tuple(_rate(name, seen, rounds) for name, seen in counts.items()),
    )


def wilson(seen: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share (E. B. Wilson, "Probable inference, the law of succession, and statistical
    inference", Journal of the American Statistical Association 22 (1927))."""
    share, over = seen / n, _Z**2 / n
    middle = (share + over / 2) / (1 + over)
    reach = _Z * math.sqrt(share * (1 - share) / n + over / (4 * n)) / (1 + over)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def _rate(name: str, seen: int, rounds: int) -> Rate:
    low, high = wilson(seen, rounds)
    return Rate(name=name, seen=seen, share=seen / rounds, low=low, high=high)


def _verdicts(pairs: Sequence[Pair], primary: str, effects: Mapping[str, float]) -> list[str]:
    """The figures that have a verdict."""
    defined = [pair for pair in pairs if not math.isnan(pair.difference)]
    shown = proven({pair.spec.name: pair.p_value() for pair in defined}, primary)
    unlike = [pair for pair in defined if pair.spec.name in shown]
    found = []
    for pair, interval in zip(unlike, intervals(unlike), strict=True):
        name, better = pair.spec.name, pair.spec.better
        if verdict(better, pair.difference, interval, effects.get(name, MINIMUM_EFFECT)) != NO_DIFFERENCE:
            found.append(name)
    return found


def _alike(overturned: Floats) -> list[NDArray[intp]]:
    """The items in groups that the physicians decided alike."""
    return [numpy.flatnonzero(overturned == decided) for decided in numpy.unique(overturned)]


def _noisy(table: Table, alike: Sequence[NDArray[intp]], random: numpy.random.Generator) -> Table:
    """A copy with the scores of some letters replaced by those of items decided alike."""
    source = numpy.arange(len(table), dtype=intp)
    replaced = (random.random(int(table.letters.max(initial=-1)) + 1) < REPLACED)[table.letters]
    for group in alike:
        here = group[replaced[group]]
        # Any item of the group but itself: a step of 1 to size - 1 around the group.
        steps = random.integers(1, max(len(group), 2), size=len(here))
        source[here] = group[(numpy.searchsorted(group, here) + steps) % len(group)]
    columns = {name: scores[source] for name, scores in table.columns.items()}
    return Table(table.ids, table.letters, columns, table.slices)
