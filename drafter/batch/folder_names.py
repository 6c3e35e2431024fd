"""Which case numbers can name a folder, on every system that a batch may be copied to."""

import re
from collections.abc import Iterable
from operator import attrgetter

from drafter.batch.queued import Queued, Unplaced

FILES = frozenset({"batch.json", "batch.lock", "items.csv", "summary.md", "summary.json"})
"""The files beside the folders of the cases."""
_LONGEST = 100
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._()+,-]*")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
UNFIT, SHARED = "case number cannot name a folder", "case number used twice"


def parted(cases: Iterable[Queued]) -> tuple[list[Queued], list[Unplaced]]:
    """The cases that each have a folder of their own, in order, and those that cannot have one.

    Of several cases with one number none is drafted: which of them is meant is for a person to say.
    """
    numbered: dict[str, list[Queued]] = {}
    unplaced: list[Unplaced] = []
    for queued in cases:
        if wrong := unfit(queued.case_number):
            unplaced.append(Unplaced.of(queued, UNFIT, f"{queued.where}: the case number {wrong}"))
        else:
            numbered.setdefault(queued.case_number.casefold(), []).append(queued)
    placed = [same[0] for same in numbered.values() if len(same) == 1]
    for same in numbered.values():
        unplaced += [Unplaced.of(one, SHARED, _shared(one, same)) for one in same if len(same) > 1]
    return sorted(placed, key=attrgetter("order")), unplaced


def unfit(number: str) -> str | None:
    """What keeps a case number from naming a folder, as the end of a sentence about it; None where nothing does."""
    if len(number) > _LONGEST:
        return f"is longer than {_LONGEST} characters, too long to name a folder; shorten it"
    if not _NAME.fullmatch(number) or number.endswith((".", " ")):
        return (
            "cannot name a folder: write it with letters, digits, spaces and ._()+,- "
            "and let it begin with a letter or digit and not end with a dot"
        )
    if _DEVICE.fullmatch(number) or number.casefold() in FILES:
        return "cannot name a folder, since it is the name of something else; change it"
    return None


def _shared(one: Queued, same: list[Queued]) -> str:
    other = next(queued for queued in same if queued is not one)
    alike = "" if other.case_number == one.case_number else ", but for capitals"
    return f"{one.where}: the case number is also that of {other.where}{alike}; give each case its own"
