"""Work on many cases in one event loop, piece by piece, so that calls on the wire are not held up by it.

A call takes several rounds of the loop to be sent, and several more to be read. Were all pieces of work that are ready
done in one round (search, checks: some 10 ms each), every call would wait for all of them, the answers would come in
one burst, and the server would have nothing to do while that is worked on.
"""

import asyncio
from collections import deque
from weakref import WeakKeyDictionary

_ROUNDS = 3
"""Rounds of the loop from one piece of work to the next; those between are for calls, and take next to no time."""


class _Turns:
    """The pieces of work that wait in one loop, the longest waiting first."""

    def __init__(self) -> None:
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._going = False

    async def next(self) -> None:
        """Wait for a turn."""
        turn = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        if not self._going:
            self._going = True
            self._after(_ROUNDS)
        await turn

    def _after(self, rounds: int) -> None:
        """Let the next piece of work begin, so many rounds from now."""
        if rounds:
            asyncio.get_running_loop().call_soon(self._after, rounds - 1)
            return
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():  # its task was called off
                turn.set_result(None)
                self._after(_ROUNDS)
                return
        self._going = False


_of_loop: WeakKeyDictionary[asyncio.AbstractEventLoop, _Turns] = WeakKeyDictionary()


async def turn() -> None:
    """Wait until the work that follows, up to the next await, may be done; calls on the wire go on meanwhile."""
    loop = asyncio.get_running_loop()
    turns = _of_loop.get(loop)
    if turns is None:
        turns = _of_loop[loop] = _Turns()
    await turns.next()
