"""How long work takes, judged so that a busy or slow machine changes nothing.

Times are of the process, with the collector of garbage off, which would run over all that other tests left. Two lengths
are compared with one another, not with a clock: a machine half as fast takes twice as long for both.
"""

import gc
import time
from collections.abc import Callable

import pytest

TIMES = 4
"""How many times as long the longer text is."""
SLACK = 7.0
"""Of a text four times as long at most so many times as much; a square would be sixteen."""
TRIES = 4


def taken(run: Callable[[], object]) -> float:
    """Seconds of this process's processor time that a run takes."""
    collects = gc.isenabled()
    gc.disable()
    try:
        begun = time.process_time()
        run()
        return time.process_time() - begun
    finally:
        if collects:
            gc.enable()


def assert_linear(run: Callable[[int], object], short: int, what: object = "", *, floor: float = 0.005) -> None:
    """That four times the length takes about four times the time.

    `run` takes a length; `floor`: seconds, where the shorter one takes less nothing is compared.
    """
    shorter = taken(lambda: run(short))
    if shorter < floor:
        return
    longer = taken(lambda: run(TIMES * short))
    for _ in range(TRIES):
        if longer <= SLACK * shorter:
            return
        shorter = min(shorter, taken(lambda: run(short)))
        longer = min(longer, taken(lambda: run(TIMES * short)))
    pytest.fail(f"{what!r}: {TIMES} times the length takes {longer / shorter:.0f} times the time")
