"""Figures of a table with their intervals: each figure on all items and on each slice, the same draws for all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy
from numpy import bool_, intp
from numpy.typing import NDArray

from drafter.errors import EvaluationError
from drafter.evaluation.figure import ALL, MIN_ITEMS, MIN_OVERTURNED, Figure
from drafter.evaluation.resample import Interval, draws_for, letter_weights, percentile_interval
from drafter.evaluation.sums import HasBase, HasWeigher, Sums, count_letters, sums_by_letter
from drafter.evaluation.table import FigureSpec, Floats, Table


def figures(
    table: Table,
    specs: Sequence[FigureSpec],
    *,
    of: str,
    condition: str,
    slices: Sequence[str] = (),
    sliced: Sequence[FigureSpec] | None = None,
) -> list[Figure]:
    """The figures of a drafter or baseline in one condition, on all items and then on each named slice.

    A letter that does not occur in a slice keeps its place in the draws, so that the size of a slice is drawn too.
    A figure whose columns the table does not hold counts no item and has no value.

    Args:
        table: the scores.
        specs: the figures to take.
        of: "draft", or the name of the baseline whose scores these are.
        condition: the condition of the cases.
        slices: names of slices of the table.
        sliced: the figures to take of each slice, where not all.

    Raises:
        EvaluationError: a score is infinite.
    """
    refuse_infinite(table)
    everything = numpy.ones(len(table), dtype=bool)
    found = _taken(_Part(table, ALL, everything, specs), of, condition)
    for name in slices:
        found += _taken(_Part(table, name, table.slices[name], specs if sliced is None else sliced), of, condition)
    return found


def _taken(part: "_Part", of: str, condition: str) -> list[Figure]:
    """The figures of one slice, which is all that is held at a time: a run has many."""
    letters = letters_of(part.table)
    values = part.draw(numpy.ones((1, part.letters)))[:, 0]
    draws = draws_for(letters)
    drawn = numpy.full((len(part.specs), draws), numpy.nan)
    start = 0
    for weights in letter_weights(letters, draws, part.among):
        rows = slice(start, start + len(weights))
        drawn[:, rows] = part.draw(weights)
        start = rows.stop
    return [_figure(part, spec, float(values[row]), drawn[row], of, condition) for row, spec in enumerate(part.specs)]


def letters_of(table: Table) -> int:
    """How many letters the items of a table are of: the columns of its weights."""
    return int(table.letters.max()) + 1 if len(table) else 0


def refuse_infinite(table: Table) -> None:
    """Refuse a table with a score that is infinite.

    Raises:
        EvaluationError: names the letter, the item and the score.
    """
    for name, scores in table.columns.items():
        infinite = numpy.flatnonzero(numpy.isinf(scores))
        if len(infinite):
            where = table.ids[infinite[0]]
            more = f" (and {len(infinite) - 1} more)" if len(infinite) > 1 else ""
            raise EvaluationError(
                f"letter {where.letter}, item {where.item}: the score {name!r} is infinite{more}; "
                "score the run again, and if it stays, report a bug"
            )


@dataclass(frozen=True, eq=False)
class _Part:
    """One slice of a table, made ready to be weighed: sums by letter side by side, so that one product weighs all."""

    table: Table
    name: str
    members: NDArray[bool_]
    specs: Sequence[FigureSpec]
    _items: dict[tuple[str, ...], NDArray[intp]] = field(default_factory=dict)
    """What `items` found before: many figures are of the same columns."""

    @property
    def letters(self) -> int:
        """How many letters its items are of: the columns of its weights."""
        return len(self._letters)

    @property
    def among(self) -> NDArray[intp] | None:
        """Which letters of the table these are; None for all of them."""
        return None if len(self._letters) == letters_of(self.table) else self._letters

    def draw(self, weights: Floats) -> Floats:
        """Each figure for each row of weights of its own letters: figures by draws."""
        sums, places = self._sums
        weighed = weights @ sums
        found = numpy.empty((len(self.specs), len(weights)))
        for row, spec in enumerate(self.specs):
            if isinstance(spec, Sums):
                found[row] = spec.formula(weighed[:, places[spec.columns, spec.terms]])
            else:
                found[row] = self._weighers[spec.name](weights)
        return found

    def items(self, columns: tuple[str, ...]) -> NDArray[intp]:
        """The items that have all of these columns."""
        if columns not in self._items:
            self._items[columns] = self._whole(columns)
        return self._items[columns]

    def _whole(self, columns: tuple[str, ...]) -> NDArray[intp]:
        if not all(column in self.table.columns for column in columns):
            return numpy.zeros(0, dtype=intp)
        items = numpy.flatnonzero(self.members)
        for column in columns:
            items = items[~numpy.isnan(self.table.columns[column][items])]
        return items

    def own_letters(self, items: NDArray[intp]) -> NDArray[intp]:
        """The letter of each of these items, numbered within the slice."""
        return numpy.searchsorted(self._letters, self.table.letters[items])

    def scores(self, columns: tuple[str, ...], items: NDArray[intp]) -> list[Floats]:
        """These columns of these items."""
        nothing = numpy.zeros(0)
        return [self.table.columns.get(column, nothing)[items] for column in columns]

    @cached_property
    def _weighers(self) -> dict[str, Callable[[Floats], Floats]]:
        """How the figures that are no function of sums are weighed, by name."""
        return {spec.name: self._weigher(spec) for spec in self.specs if not isinstance(spec, Sums)}

    def _weigher(self, spec: FigureSpec) -> Callable[[Floats], Floats]:
        items = self.items(spec.columns)
        if not len(items):
            return lambda weights: numpy.full(len(weights), numpy.nan)
        scores, letters = self.scores(spec.columns, items), self.own_letters(items)
        if isinstance(spec, HasWeigher):
            return spec.weigher(scores, letters)
        return lambda weights: spec.values(scores, letters, weights)

    @cached_property
    def _letters(self) -> NDArray[intp]:
        return numpy.unique(self.table.letters[self.members])

    @cached_property
    def _sums(self) -> tuple[Floats, dict[object, slice]]:
        """What each letter of the slice adds to each sum, and which sums are a figure's, by its columns and terms."""
        blocks = [numpy.zeros((len(self._letters), 0))]
        places: dict[object, slice] = {}
        start = 0
        for spec in self.specs:
            if not isinstance(spec, Sums) or (spec.columns, spec.terms) in places:
                continue
            items = self.items(spec.columns)
            terms = spec.terms(self.scores(spec.columns, items))
            block = sums_by_letter(terms, self.own_letters(items), len(self._letters))
            places[spec.columns, spec.terms] = slice(start, start + block.shape[1])
            start += block.shape[1]
            blocks.append(block)
        return numpy.concatenate(blocks, axis=1), places


def _figure(part: _Part, spec: FigureSpec, value: float, drawn: Floats, of: str, condition: str) -> Figure:
    whole = part.items(spec.columns)
    scores = part.scores(spec.columns, whole)
    letters = part.table.letters[whole]
    base = spec.base_of(scores) if isinstance(spec, HasBase) and len(whole) else numpy.ones((len(whole), 1))
    counted = numpy.flatnonzero((base > 0).any(axis=1))
    overturned = part.table.columns.get("overturned", numpy.zeros(len(part.table)))[whole] > 0

    def exact() -> Interval | None:
        return spec.exact_bounds(scores, letters) if isinstance(spec, HasBase) else None

    defined = not numpy.isnan(value)
    ends = percentile_interval(drawn, exact) if defined else None
    n = len(counted)
    return Figure(
        name=spec.name,
        group=spec.group,
        better=spec.better,
        of=of,
        condition=condition,
        slice=part.name,
        value=value if defined else None,
        low=ends[0] if ends else None,
        high=ends[1] if ends else None,
        n=n,
        letters=count_letters(letters[counted]),
        overturned=int(overturned[counted].sum()),
        no_verdict=_no_verdict(spec, n, int(overturned.sum()), defined, ends),
    )


def _no_verdict(spec: FigureSpec, n: int, overturned: int, defined: bool, ends: Interval | None) -> str | None:
    """Why a figure allows no verdict. Overturned items are those of the whole slice, also where it counts fewer."""
    reasons = []
    if not defined:
        reasons.append("undefined on these items" if n else "no item that it counts")
    elif ends is None:
        reasons.append("no interval can be told")
    if n and n < MIN_ITEMS:
        reasons.append(f"only {n} item{'s' if n > 1 else ''}, under {MIN_ITEMS}")
    if n and spec.group == "outcome" and overturned < MIN_OVERTURNED:
        reasons.append(f"only {overturned} overturned item{'' if overturned == 1 else 's'}, under {MIN_OVERTURNED}")
    return "; ".join(reasons) or None
