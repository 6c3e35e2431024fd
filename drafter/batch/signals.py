"""Ctrl-C and SIGTERM during a batch: the first asks for a clean end, the second ends the process at once."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_AS_SHELLS_HAVE_IT = 128


class Interrupted(Exception):
    """A signal asked for an end."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.exit_code = _AS_SHELLS_HAVE_IT + number
        """130 after Ctrl-C, 143 after SIGTERM."""


class Signals:
    """What was asked for by a signal, and whom to tell."""

    def __init__(self) -> None:
        self.caught: int | None = None
        """The number of the first signal."""
        self.call_off: Callable[[], object] | None = None
        """Calls off what is going on, safely from a signal handler; None where there is nothing to call off."""

    def _catch(self, number: int, _: FrameType | None) -> None:
        if self.caught is not None:
            # What is in place is whole; what was being written aside is swept up by the next run.
            os._exit(_AS_SHELLS_HAVE_IT + number)
        self.caught = number
        if self.call_off:
            self.call_off()


@contextmanager
def catching() -> Iterator[Signals]:
    """Catch both signals until the block ends; outside the main thread, where none arrive, nothing is caught."""
    signals = Signals()
    if threading.current_thread() is not threading.main_thread():
        yield signals
        return
    before = {number: signal.signal(number, signals._catch) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield signals
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
