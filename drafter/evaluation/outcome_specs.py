"""Figures about the proposed outcome beside the physician's: the table of both, and what is taken from it.

The table has two rows, what the physician decided, and four columns, what was proposed: Overturned, Upheld,
insufficient, no draft. Figures named "of decided" leave the last two out; all others count them as not agreeing. So a
drafter cannot gain by leaving the hard items open, unless the figure says so in its name.
"""

from collections.abc import Callable, Sequence

import numpy

from drafter.domain.determination import Determination
from drafter.evaluation.sums import Better, Sums, divide, of_shares
from drafter.evaluation.table import Floats, Table

OfSums = Callable[[Floats], Floats]
SAID = ("said overturned", "said upheld", "said insufficient", "no draft")
COLUMNS = ("overturned", *SAID)
HEADS = (Determination.OVERTURNED.value, Determination.UPHELD.value, Determination.INSUFFICIENT.value, "no draft")
"""What may be proposed, in the order of SAID."""


def confusion(table: Table) -> dict[str, dict[str, int]]:
    """How many items the physicians decided so (rows) and the drafter proposed so (columns).

    Items that lack one of the columns do not count.
    """
    scores = numpy.stack([table.columns[column] for column in COLUMNS])
    whole = scores[:, ~numpy.isnan(scores).any(axis=0)]
    counts = _cells(list(whole)).sum(axis=0).reshape(2, 4)
    return {
        row: {head: int(count) for head, count in zip(HEADS, line, strict=True)}
        for row, line in zip(HEADS[:2], counts, strict=True)
    }


def _cells(scores: Sequence[Floats]) -> Floats:
    """The cell that each item is in: the four of Overturned, then the four of Upheld."""
    overturned, *said = scores
    return numpy.stack([*(overturned * one for one in said), *((1 - overturned) * one for one in said)], axis=1)


def _table(sums: Floats) -> Floats:
    return sums.reshape(*sums.shape[:-1], 2, 4)


def _decided(sums: Floats) -> Floats:
    """The table of the items proposed Overturned or Upheld alone."""
    return _table(sums)[..., :2]


def _agreeing(cells: Floats) -> Floats:
    """Items on whose outcome both agree, of a table (..., 2, columns)."""
    agreeing: Floats = cells[..., 0, 0] + cells[..., 1, 1]
    return agreeing


def _mcc(cells: Floats) -> Floats:
    """Matthews' correlation for many classes (Gorodkin, Comput. Biol. Chem. 28, 2004).

    Proposals that are all alike carry nothing of the outcome and have 0, as in scikit-learn; it is undefined where the
    physicians decided one way alone.
    """
    n = cells.sum(axis=(-2, -1))
    decided, proposed = cells.sum(axis=-1), cells.sum(axis=-2)
    above = _agreeing(cells) * n - (decided * proposed[..., :2]).sum(axis=-1)
    spread = n**2 - (decided**2).sum(axis=-1)
    alike = n**2 - (proposed**2).sum(axis=-1)
    below = numpy.sqrt(spread * numpy.where(alike == 0, 1, alike))
    return divide(above, below)


def _kappa(cells: Floats) -> Floats:
    """Agreement beyond chance (Cohen, Educ. Psychol. Meas. 20, 1960)."""
    n = cells.sum(axis=(-2, -1))
    by_chance = (cells.sum(axis=-1) * cells.sum(axis=-2)[..., :2]).sum(axis=-1)
    return divide(_agreeing(cells) * n - by_chance, n**2 - by_chance)


def _count(*cells: int) -> OfSums:
    """Items in these cells together."""

    def count(sums: Floats) -> Floats:
        total: Floats = sums[..., cells].sum(axis=-1, keepdims=True)
        return total

    return count


def _each(*counts: OfSums) -> OfSums:
    """Several counts side by side."""
    return lambda sums: numpy.concatenate([count(sums) for count in counts], axis=-1)


def _sum(*counts: OfSums) -> OfSums:
    """Several counts together; an item in two of them counts twice."""
    return lambda sums: sum((count(sums) for count in counts), start=numpy.zeros(1))


# The cells by number: overturned items proposed Overturned 0, Upheld 1, insufficient 2, no draft 3; upheld ones 4 to 7.
_all = _count(0, 1, 2, 3, 4, 5, 6, 7)
_agreeing_items = _count(0, 5)
_decided_items = _count(0, 1, 4, 5)
_insufficient = _count(2, 6)
_no_draft = _count(3, 7)
_overturned, _upheld = _count(0, 1, 2, 3), _count(4, 5, 6, 7)
_overturned_decided, _upheld_decided = _count(0, 1), _count(4, 5)
_said_overturned = _count(0, 4)
_both_overturned, _both_upheld = _count(0), _count(5)
_overturned_said_upheld = _count(1)


def _share(name: str, words: str, better: Better | None, above: OfSums, base: OfSums) -> Sums:
    formula = of_shares(above, base)
    return Sums(f"outcome.{name}", words, "outcome", better, COLUMNS, _cells, formula, base, above)


def _other(name: str, words: str, formula: OfSums, base: OfSums) -> Sums:
    return Sums(f"outcome.{name}", words, "outcome", "higher", COLUMNS, _cells, formula, base)


OUTCOME: tuple[Sums, ...] = (
    _share(
        "agreement",
        "share of items whose proposal is what the physician decided; insufficient or no draft does not agree",
        "higher",
        _agreeing_items,
        _all,
    ),
    _share(
        "accuracy of decided",
        "of the items proposed Overturned or Upheld, the share that the physician decided so",
        "higher",
        _agreeing_items,
        _decided_items,
    ),
    _share("share decided", "share of items proposed Overturned or Upheld", None, _decided_items, _all),
    _share("share insufficient", "share of items left to the reviewer as insufficient", None, _insufficient, _all),
    _share("share without draft", "share of items for which drafting failed", "lower", _no_draft, _all),
    _share(
        "balanced accuracy",
        "mean of the share found of overturned items and the share found of upheld ones; insufficient is a miss",
        "higher",
        _each(_both_overturned, _both_upheld),
        _each(_overturned, _upheld),
    ),
    _share(
        "balanced accuracy of decided",
        "balanced accuracy over the items proposed Overturned or Upheld",
        "higher",
        _each(_both_overturned, _both_upheld),
        _each(_overturned_decided, _upheld_decided),
    ),
    _other(
        "MCC",
        "Matthews' correlation of proposal and decision: 1 all agree, 0 no better than chance; insufficient is a miss",
        lambda sums: _mcc(_table(sums)),
        _all,
    ),
    _other(
        "MCC of decided",
        "Matthews' correlation over the items proposed Overturned or Upheld",
        lambda sums: _mcc(_decided(sums)),
        _decided_items,
    ),
    _other(
        "kappa",
        "Cohen's kappa: agreement beyond what comes by chance; insufficient is a miss",
        lambda sums: _kappa(_table(sums)),
        _all,
    ),
    _other(
        "kappa of decided",
        "Cohen's kappa over the items proposed Overturned or Upheld",
        lambda sums: _kappa(_decided(sums)),
        _decided_items,
    ),
    _share(
        "overturn precision",
        "of the items proposed Overturned, the share that the physicians overturned",
        "higher",
        _both_overturned,
        _said_overturned,
    ),
    _share(
        "overturn recall",
        "of the items that the physicians overturned, the share proposed Overturned",
        "higher",
        _both_overturned,
        _overturned,
    ),
    _share(
        "overturn F1",
        "harmonic mean of overturn precision and overturn recall",
        "higher",
        _sum(_both_overturned, _both_overturned),
        _sum(_overturned, _said_overturned),
    ),
    _share(
        "Upheld proposed where overturned",
        "of the items that the physicians overturned, the share proposed Upheld: a denial that would stand wrongly",
        "lower",
        _overturned_said_upheld,
        _overturned,
    ),
)
"""The figures of the table of outcomes."""
