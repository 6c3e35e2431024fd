"""What a letter may say about a disputed item, and about the whole application."""

from collections.abc import Iterable
from enum import StrEnum


class Determination(StrEnum):
    """Upheld: the denial stands. Overturned: it falls, the treatment is medically necessary.

    Insufficient is ours, for drafts only: the records that would settle the item are missing, unreadable or contradict
    each other, or no guideline held applies; the reviewer decides.
    """

    OVERTURNED = "Overturned"
    UPHELD = "Upheld"
    INSUFFICIENT = "Insufficient"


class Outcome(StrEnum):
    """The letter's outcome, computed from its items."""

    UPHELD = "Upheld"
    OVERTURNED = "Overturned"
    PARTIALLY_OVERTURNED = "Partially Overturned"
    OPEN = "Open"


def outcome(determinations: Iterable[Determination]) -> Outcome:
    """The letter's outcome; `OPEN` while an item is insufficient or there is no item."""
    seen = set(determinations)
    if not seen or Determination.INSUFFICIENT in seen:
        return Outcome.OPEN
    if len(seen) == 2:
        return Outcome.PARTIALLY_OVERTURNED
    return Outcome.UPHELD if Determination.UPHELD in seen else Outcome.OVERTURNED
