"""The cases of a batch with what became of each, one at a time, so that ten thousand take no more memory than one."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from drafter.batch.find import Found
from drafter.batch.queued import Queued, Unplaced
from drafter.batch.status import CaseStatus, Failure, State, read_status
from drafter.domain.case import Priority


@dataclass(frozen=True)
class ListedCase:
    """A case as the table and the summary list it."""

    where: str
    """File and line of the case."""
    folder: str
    """Its folder, as seen from the batch's; empty where it has none."""
    status: CaseStatus


def listed_cases(
    found: Found, out: Path, unwritten: Mapping[str, CaseStatus], unreached: Collection[str]
) -> Iterator[ListedCase]:
    """Every case of a batch: those without a folder, then the others in the order in which they are drafted.

    Args:
        found: the cases.
        out: the batch's folder.
        unwritten: what became of cases whose status could not be written.
        unreached: numbers of the cases whose turn did not come; a draft of them is one of other inputs.
    """
    for one in found.unplaced:
        yield ListedCase(one.where, "", _status_of_unplaced(one))
    for queued in found.cases:
        number = queued.case_number
        status = unwritten.get(number) or _status(queued, out / number, number in unreached)
        yield ListedCase(queued.where, number, status)


def _status(queued: Queued, folder: Path, unreached: bool) -> CaseStatus:
    status = read_status(folder)
    if status is None:
        status = CaseStatus(
            case_number=queued.case_number, due=queued.due, priority=queued.priority, state=State.UNDONE
        )
    elif unreached and status.state is State.DRAFTED:
        status = CaseStatus(
            case_number=queued.case_number,
            due=queued.due,
            priority=queued.priority,
            state=State.UNDONE,
            earlier_draft=True,
        )
    return status


def _status_of_unplaced(one: Unplaced) -> CaseStatus:
    return CaseStatus(
        case_number=one.case_number or "",
        due=one.due,
        priority=one.priority or Priority.STANDARD,
        state=State.FAILED,
        failure=Failure(kind=one.kind, message=one.message),
    )
