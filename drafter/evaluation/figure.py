"""A figure with its number of items and its interval, as metrics.json holds it."""

from typing import Annotated, Literal

from pydantic import Field

from drafter.domain.case import Model
from drafter.evaluation.table import Group

METRICS_SCHEMA = "drafter-metrics/1"
MIN_ITEMS = 30
"""Fewer items than this, and a figure allows no verdict."""
MIN_LETTERS = 30
"""Items of fewer letters than this, and a figure allows no verdict: whole letters are drawn, and of few letters the
interval comes out too narrow (it then holds the truth in 70 to 85 % of cases instead of 95)."""
MIN_OVERTURNED = 100
"""Fewer items that physicians overturned than this, and a figure about outcomes allows no verdict."""
ALL = "all"
"""The slice of all items."""
DRAFT = "draft"
"""What the run's own drafter proposed, beside the names of the baselines."""
Finite = Annotated[float, Field(allow_inf_nan=False)]


class Figure(Model):
    """One figure of one drafter or baseline, in one condition, on one slice of the items."""

    name: str
    """As in "outcome.balanced accuracy"."""
    group: Group
    better: Literal["higher", "lower"] | None
    of: str
    """"draft", or the name of a baseline."""
    condition: str
    slice: str
    value: Finite | None
    """None where it is undefined: no item has what it counts."""
    low: Finite | None
    high: Finite | None
    """Ends of the 95 % interval, letters drawn; None where it cannot be told."""
    n: int
    """Items that it counts."""
    letters: int
    """Letters that they are of."""
    overturned: int
    """Of those items, how many the physicians overturned."""
    no_verdict: str | None
    """Why it allows no verdict, in words; None where it allows one."""
