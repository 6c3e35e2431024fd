"""Two runs over the same items, figure by figure: how far apart they are, and whether that is more than chance.

The chance that a comparison of two like drafters shows any verdict at all is held to 5 %, over all its figures
together, by Holm's procedure with weights (S. Holm, "A simple sequentially rejective multiple test procedure",
Scandinavian Journal of Statistics 6 (1979), 65-70): the primary figure has 4/5 of the weight, the other judged figures
share the rest. Figures are taken in order of p divided by weight; each must keep to 5 % times its part of the weight
that is left, and the first that does not ends it. A figure that allows no verdict (too few items, a side figure) is not
judged, which its p value has no part in, and leaves its weight to the others.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy

from drafter.domain.case import Model
from drafter.errors import EvaluationError
from drafter.evaluation.figure import MIN_ITEMS, MIN_LETTERS, MIN_OVERTURNED, Finite
from drafter.evaluation.paired import AGREEMENT, Pair, intervals, paired
from drafter.evaluation.resample import Interval
from drafter.evaluation.run_files import ItemLine
from drafter.evaluation.sums import Sums
from drafter.evaluation.table import FigureSpec, Group, ItemId, Table

ALPHA = 0.05
"""The chance of any verdict where there is nothing to find."""
MINIMUM_EFFECT = 0.02
"""The least difference that is worth a verdict, where a figure has none of its own; most figures are shares."""
MOST_UNPAIRED = 0.05
"""Where more of the items than this have scores in one of the runs alone, the others allow no verdict."""
BETTER, WORSE, NO_DIFFERENCE = "better", "worse", "no difference shown"
_PRIMARY_WEIGHT = 0.8
_NAMED = 3


@dataclass(frozen=True, eq=False)
class RunTables:
    """What a comparison needs of a run, in one condition."""

    name: str
    """The run, as people know it."""
    condition: str
    table: Table
    """The scores of the draft."""
    items: Mapping[ItemId, ItemLine] = field(default_factory=dict)
    """The items themselves: what is shown of those whose proposals differ."""


class Compared(Model):
    """One figure of two runs, A and B, on the items that it counts in both."""

    name: str
    group: Group
    better: Literal["higher", "lower"] | None
    a: Finite | None
    b: Finite | None
    """None where the figure is undefined."""
    difference: Finite | None
    """B less A."""
    low: Finite | None
    high: Finite | None
    """Ends of the 95 % interval of the difference, letters drawn, the same for both."""
    p: Finite | None
    """How often chance alone makes such a difference, two-sided, letters swapped."""
    minimum_effect: Finite
    """The least difference that is worth a verdict."""
    n: int
    """Items that it counts: those that have its scores in both runs."""
    letters: int
    overturned: int
    """Items with its scores that the physicians overturned, also where it counts fewer."""
    unpaired: int
    """Items left out because only one of the runs has the scores."""
    verdict: str
    """Of B beside A: "better", "worse", "no difference shown", or "no verdict: …" with the reason."""


class Comparison(Model):
    """Run B beside run A."""

    a: str
    b: str
    condition: str
    primary: str
    items: int
    letters: int
    figures: tuple[Compared, ...]


def compare(
    a: RunTables,
    b: RunTables,
    specs: Sequence[FigureSpec],
    primary: str = AGREEMENT,
    effects: Mapping[str, float] | None = None,
) -> Comparison:
    """Compare two runs over the same items, in one condition.

    Args:
        a: the run that the other is held against.
        b: the other; where it is nearer to the physicians, it is better.
        specs: the figures; those for which neither run has scores are left out.
        primary: the figure that the comparison is about.
        effects: the least difference worth a verdict, by the figure's name.

    Raises:
        EvaluationError: the runs are of different items, conditions or decisions, or there is no such primary figure.
    """
    effects = effects or {}
    held = [spec for spec in specs if any(set(spec.columns) <= set(run.table.columns) for run in (a, b))]
    require_primary(primary, held)
    second = _aligned(a, b)
    pairs = [paired(spec, a.table, second) for spec in held]
    figures = [
        _measured(pair, interval, effects.get(pair.spec.name, MINIMUM_EFFECT))
        for pair, interval in zip(pairs, intervals(pairs), strict=True)
    ]
    shown = proven({one.name: one.p for one in figures if one.p is not None and not one.verdict}, primary)
    return Comparison(
        a=a.name,
        b=b.name,
        condition=a.condition,
        primary=primary,
        items=len(a.table),
        letters=len(numpy.unique(a.table.letters)),
        figures=tuple(
            one.model_copy(update={"verdict": one.verdict + _but_telling(one)})
            if one.verdict
            else one.model_copy(update={"verdict": _verdict_of(one) if one.name in shown else NO_DIFFERENCE})
            for one in figures
        ),
    )


def proven(p: Mapping[str, float], primary: str) -> frozenset[str]:
    """The figures whose difference is more than chance, by Holm's procedure with weights.

    Args:
        p: the p value of each judged figure, by its name.
        primary: the figure that has most of the weight.
    """
    others = len(p) - (primary in p)
    weights = {name: _PRIMARY_WEIGHT if name == primary else (1 - _PRIMARY_WEIGHT) / others for name in p}
    left = sum(weights.values())
    found: set[str] = set()
    for name in sorted(p, key=lambda name: p[name] / weights[name]):
        if p[name] > ALPHA * weights[name] / left:
            break
        found.add(name)
        left = sum(weight for other, weight in weights.items() if other not in found)
    return frozenset(found)


def verdict(better: str | None, difference: float, interval: Interval | None, effect: float) -> str:
    """The verdict on a figure whose difference is more than chance: it also needs size, and an interval without 0."""
    if interval is None or interval[0] <= 0 <= interval[1] or abs(difference) < effect:
        return NO_DIFFERENCE
    return BETTER if (difference > 0) == (better == "higher") else WORSE


def _verdict_of(one: Compared) -> str:
    interval = None if one.low is None or one.high is None else (one.low, one.high)
    return verdict(one.better, one.difference or 0.0, interval, one.minimum_effect)


def _measured(pair: Pair, interval: Interval | None, effect: float) -> Compared:
    """All of a figure but its verdict, which is empty unless there can be none."""
    a, b = pair.values
    defined = not math.isnan(pair.difference)
    low, high = (interval if defined else None) or (None, None)
    return Compared(
        name=pair.spec.name,
        group=pair.spec.group,
        better=pair.spec.better,
        a=None if math.isnan(a) else a,
        b=None if math.isnan(b) else b,
        difference=pair.difference if defined else None,
        low=low,
        high=high,
        p=pair.p_value() if defined else None,
        minimum_effect=effect,
        n=len(pair),
        letters=pair.letter_count,
        overturned=pair.overturned,
        unpaired=pair.unpaired,
        verdict=f"no verdict: {reason}" if (reason := _no_verdict(pair, interval)) else "",
    )


def _but_telling(one: Compared) -> str:
    """What to add to "no verdict" where the difference is one that chance alone seldom makes."""
    if one.p is None or one.low is None or one.high is None or one.p >= ALPHA or one.low <= 0 <= one.high:
        return ""
    return "; look at it all the same, for chance alone seldom makes such a difference"


def _no_verdict(pair: Pair, interval: Interval | None) -> str | None:
    """Why a figure allows no verdict, whatever its difference is."""
    if len(pair) < MIN_ITEMS:
        return f"{len(pair)} items, fewer than {MIN_ITEMS}"
    if pair.letter_count < MIN_LETTERS:
        return f"{pair.letter_count} letters, fewer than {MIN_LETTERS}"
    if pair.unpaired > MOST_UNPAIRED * (len(pair) + pair.unpaired):
        return f"{pair.unpaired} items have scores in one run alone"
    if pair.spec.group == "outcome" and pair.overturned < MIN_OVERTURNED:
        return f"{pair.overturned} items that physicians overturned, fewer than {MIN_OVERTURNED}"
    if not is_judged(pair.spec):
        return "a figure to look at and not to judge by"
    if math.isnan(pair.difference):
        return "undefined in one of the runs"
    return "no interval can be told" if interval is None else None


def is_judged(spec: FigureSpec) -> bool:
    """Whether a figure may have a verdict: one way is better, and it is no side figure."""
    return spec.better is not None and not (isinstance(spec, Sums) and spec.side)


def require_primary(primary: str, specs: Sequence[FigureSpec]) -> None:
    """Make sure that the figure that a comparison is about is there and can be judged by.

    Raises:
        EvaluationError: it is not among the figures that the runs have, or is a side figure.
    """
    for spec in specs:
        if spec.name == primary:
            if not is_judged(spec):
                raise EvaluationError(f'primary: "{primary}" is a figure to look at and not to judge by; name another')
            return
    known = ", ".join(spec.name for spec in specs) or "none"
    raise EvaluationError(f'primary: no run has the figure "{primary}"; name one of these: {known}')


def _aligned(a: RunTables, b: RunTables) -> Table:
    """The table of B with its items in the order of A, after it is sure that they are the same."""
    if a.condition != b.condition:
        raise EvaluationError(
            f'{a.name} is of the condition "{a.condition}" and {b.name} of "{b.condition}"; compare like with like'
        )
    for run in (a, b):
        if len(set(run.table.ids)) < len(run.table):
            raise EvaluationError(f"{run.name}: an item is there twice; draft the run again")
    places = {one: place for place, one in enumerate(b.table.ids)}
    only_a = [one for one in a.table.ids if one not in places]
    only_b = sorted(places.keys() - set(a.table.ids))
    if only_a or only_b:
        parts = [_missing(run.name, ids) for run, ids in ((a, only_a), (b, only_b)) if ids]
        raise EvaluationError(f"{' and '.join(parts)}; compare runs over the same decisions")
    order = numpy.array([places[one] for one in a.table.ids], dtype=numpy.intp)
    columns = {name: scores[order] for name, scores in b.table.columns.items()}
    other = numpy.flatnonzero(a.table.columns["overturned"] != columns["overturned"])
    if other.size:
        ids = [a.table.ids[place] for place in other.tolist()]
        raise EvaluationError(
            f"{len(ids)} items are decided otherwise in {b.name} than in {a.name} ({_listed(ids)}); "
            "compare runs over the same decisions"
        )
    slices = {name: mask[order] for name, mask in b.table.slices.items()}
    return Table(a.table.ids, a.table.letters, columns, slices)


def _missing(run: str, ids: Sequence[ItemId]) -> str:
    return f"{len(ids)} item{'s are' if len(ids) > 1 else ' is'} in {run} alone ({_listed(ids)})"


def _listed(ids: Sequence[ItemId]) -> str:
    shown = ", ".join(f"{one.letter} item {one.item}" for one in ids[:_NAMED])
    return shown + (", …" if len(ids) > _NAMED else "")
