"""Points for the plots of the probability of necessity: calibration, and coverage against accuracy."""

from typing import Annotated

import numpy
from pydantic import Field

from drafter.domain.case import Model
from drafter.evaluation.figure import Finite
from drafter.evaluation.figures import letters_of
from drafter.evaluation.ranked_specs import BINS, bin_of, sureness
from drafter.evaluation.resample import draws_for, exact_interval, letter_weights, percentile_interval
from drafter.evaluation.sums import divide, sums_by_letter
from drafter.evaluation.table import Floats, Table

_STEPS = 20
"""Points of the curve of coverage: one for each 5 %."""
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]


class CalibrationBin(Model):
    """Items of about the same probability of necessity, and how many of them the physicians overturned."""

    mean_probability: Share
    share_overturned: Share
    low: Share | None
    high: Share | None
    """Ends of the 95 % interval of that share, letters drawn; None where it cannot be told."""
    n: int


class CoveragePoint(Model):
    """How good the proposals are that are kept when the least sure go to the reviewer."""

    coverage: Share
    """Share of the items that is kept: 0.05, 0.10, … 1."""
    items: int
    """Items kept: that share of all, rounded up."""
    accuracy: Share
    """Share of those kept whose proposal is what the physician decided."""
    overturned: Finite
    """Items kept that the physicians overturned: what to expect, since of equally sure items any may be kept."""
    upheld_where_overturned: Finite
    """Of these, items proposed Upheld."""


def calibration(table: Table) -> tuple[CalibrationBin, ...]:
    """The bins of ten of equal width that hold an item, from the lowest probability."""
    overturned, probability = table.columns["overturned"], _probability(table)
    items = numpy.flatnonzero(~numpy.isnan(overturned) & ~numpy.isnan(probability))
    if not len(items):
        return ()
    bins, rows, letters = bin_of(probability[items]), numpy.arange(len(items)), letters_of(table)
    terms = numpy.zeros((3, len(items), BINS))
    for term, scores in zip(terms, (numpy.ones(len(items)), overturned[items], probability[items]), strict=True):
        term[rows, bins] = scores
    counts, hits, sums = (sums_by_letter(term, table.letters[items], letters) for term in terms)
    drawn = numpy.concatenate(
        [divide(weights @ hits, weights @ counts) for weights in letter_weights(letters, draws_for(letters))]
    )
    return tuple(
        _bin(counts[:, place], hits[:, place], sums[:, place], drawn[:, place]) for place in numpy.unique(bins)
    )


def _bin(counts: Floats, hits: Floats, sums: Floats, drawn: Floats) -> CalibrationBin:
    """One bin, of what each letter adds to its items, its overturned items and its probabilities."""
    n = counts.sum()
    share = float(hits.sum() / n)
    ends = percentile_interval(drawn, lambda: exact_interval(share, int(numpy.count_nonzero(counts))))
    return CalibrationBin(
        mean_probability=min(1.0, float(sums.sum() / n)),
        share_overturned=share,
        low=ends[0] if ends else None,
        high=ends[1] if ends else None,
        n=int(n),
    )


def coverage(table: Table) -> tuple[CoveragePoint, ...]:
    """Accuracy of the surest 5 %, 10 %, … of all items; insufficient, no draft and no probability are least sure."""
    columns = [table.columns[name] for name in ("overturned", "agrees", "said overturned", "said upheld")]
    items = ~numpy.isnan(columns).any(axis=0)
    overturned, agrees, said_overturned, said_upheld = (column[items] for column in columns)
    n = len(overturned)
    if not n:
        return ()
    sure = sureness(said_overturned, said_upheld, _probability(table)[items])
    order = numpy.argsort(-sure, kind="stable")
    ends = numpy.concatenate([[0], numpy.flatnonzero(numpy.diff(sure[order])) + 1, [n]])
    # Between the ends of a group of equally sure items the counts grow evenly: any of them may be kept.
    agreeing, turned, wrong = (
        numpy.concatenate([[0.0], numpy.cumsum(counted[order])])[ends]
        for counted in (agrees, overturned, overturned * said_upheld)
    )
    points = []
    for step in range(1, _STEPS + 1):
        kept = -(-n * step // _STEPS)
        points.append(
            CoveragePoint(
                coverage=step / _STEPS,
                items=kept,
                accuracy=min(1.0, float(numpy.interp(kept, ends, agreeing)) / kept),
                overturned=float(numpy.interp(kept, ends, turned)),
                upheld_where_overturned=float(numpy.interp(kept, ends, wrong)),
            )
        )
    return tuple(points)


def _probability(table: Table) -> Floats:
    """The probability of each item; NaN throughout where no item has one."""
    return table.columns.get("probability", numpy.full(len(table), numpy.nan))
