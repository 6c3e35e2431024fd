"""One case of a batch as the first pass reads it: where it stands and what it is sorted by, and no text of it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from drafter.domain.case import Priority


@dataclass(frozen=True, slots=True)
class Line:
    """Where a case stands in a file that holds one case a line."""

    number: int
    """Counted from 1."""
    offset: int
    """Where the line begins, in bytes."""


@dataclass(frozen=True, slots=True)
class Queued:
    """A case that waits for its turn; its case number names its folder."""

    path: Path
    line: Line | None
    case_number: str
    priority: Priority
    due: date | None

    @property
    def where(self) -> str:
        """File and line, as errors name them."""
        return f"{self.path}:{self.line.number}" if self.line else str(self.path)

    @property
    def expedited(self) -> bool:
        """Whether it comes before all that are not."""
        return self.priority is Priority.EXPEDITED

    @property
    def order(self) -> tuple[bool, date, str]:
        """Expedited first, then what is due first (no date last), then by case number."""
        return not self.expedited, self.due or date.max, self.case_number


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A case that cannot be drafted: unreadable, or of a number that cannot name a folder of its own."""

    where: str
    case_number: str | None
    priority: Priority | None
    due: date | None
    kind: str
    """The kind of failure in a few words."""
    message: str
    """What is wrong and what to do, one line a problem."""

    @classmethod
    def of(cls, queued: Queued, kind: str, message: str) -> "Unplaced":
        """A case that was read, and has no folder all the same."""
        return cls(queued.where, queued.case_number, queued.priority, queued.due, kind, message)
