"""How far a batch is while it goes on."""

from dataclasses import dataclass, field

from drafter.batch.status import CaseStatus, State
from drafter.batch.stop import BatchStopped
from drafter.domain.case import ItemStatus
from drafter.drafting.failures import Failure
from drafter.errors import ModelError

_GIVE_UP = 3
"""So many cases in a row that fail because the server cannot be reached are enough: it is down."""


@dataclass
class Tally:
    """Counts of what became of cases so far, in this run alone but for `before`."""

    of: int
    """Cases in all."""
    before: int = 0
    """Cases that earlier runs drafted."""
    unplaced: int = 0
    """Cases that cannot be drafted, and have no folder."""
    drafted: int = 0
    _failed: int = 0
    waiting: int = 0
    items: int = 0
    """Items drafted."""
    reached: set[str] = field(default_factory=set)
    """Numbers of the cases whose turn came in this run, and which were gone through."""
    _unreachable: int = 0

    @property
    def tried(self) -> int:
        """Cases gone through in this run."""
        return len(self.reached)

    @property
    def left(self) -> int:
        """Cases still to be gone through."""
        return self.of - self.unplaced - self.before - self.tried

    @property
    def failed(self) -> int:
        """Cases without a draft, for whatever reason but that they wait."""
        return self.unplaced + self._failed

    def add(self, status: CaseStatus) -> None:
        """Count a case.

        Raises:
            BatchStopped: too many in a row could not reach the server.
        """
        self.reached.add(status.case_number)
        self.drafted += status.state is State.DRAFTED
        self._failed += status.state is State.FAILED
        self.waiting += status.state is State.WAITING
        if status.state is State.DRAFTED:
            self.items += sum(item.status is ItemStatus.OPEN for item in status.items)
        unreachable = status.failure is not None and status.failure.kind == Failure.UNREACHABLE
        self._unreachable = self._unreachable + 1 if unreachable else 0
        if self._unreachable == _GIVE_UP and status.failure:
            raise BatchStopped(
                f"{_GIVE_UP} cases in a row could not reach the server, so the rest is left: {status.failure.message}",
                ModelError.exit_code,
            )
