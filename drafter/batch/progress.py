"""How far a batch is, in one line."""

import time
from collections.abc import Callable

from drafter.batch.tally import Tally

_MINUTE, _HOUR = 60, 3600


class Progress:
    """Puts the tally of a batch into words."""

    def __init__(self, tally: Tally, cost: Callable[[], float | None]) -> None:
        """`cost` gives the US dollars of this run so far, or None where prices are not known."""
        self._tally = tally
        self._cost = cost
        self._began = time.monotonic()

    @property
    def seconds(self) -> float:
        """How long the batch has gone on."""
        return time.monotonic() - self._began

    def line(self) -> str:
        """The line: cases done, failed and waiting; items a minute, cost, time left."""
        tally = self._tally
        parts = [f"{tally.before + tally.drafted} of {tally.of} cases drafted"]
        parts += [f"{tally.failed} failed"] if tally.failed else []
        parts += [f"{tally.waiting} waiting"] if tally.waiting else []
        if self.seconds and tally.items:
            parts.append(f"{tally.items / self.seconds * _MINUTE:.0f} items a minute")
        if (cost := self._cost()) is not None:
            parts.append(f"${cost:.2f}")
        if tally.tried and tally.left:
            parts.append(f"about {spoken(self.seconds / tally.tried * tally.left)} left")
        return ", ".join(parts)


def spoken(seconds: float) -> str:
    """A time in the largest unit that tells enough: "45 s", "12 min", "3.5 h"."""
    if seconds < 2 * _MINUTE:
        return f"{seconds:.0f} s"
    return f"{seconds / _MINUTE:.0f} min" if seconds < 2 * _HOUR else f"{seconds / _HOUR:.1f} h"
