"""What a batch did, by the books of both sides: the store's calls, and the requests that the server saw."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

from drafter.batch.status import State, read_status
from drafter.store import CallRow, CallStore
from tests.faults.server import Received


def calls_in(store: Path) -> list[CallRow]:
    """The calls that a store lists, of all owners."""
    if not store.exists():
        return []
    with closing(CallStore(f"sqlite:///{store}")) as opened:
        return list(opened.calls())


def answered_in(calls: Iterable[CallRow]) -> set[str]:
    """The questions whose answer is stored."""
    return {call.request_sha256 for call in calls if call.outcome == "answered"}


def asked_again(calls: Sequence[CallRow]) -> int:
    """Calls for a question that began after its answer was stored."""
    answered: set[str] = set()
    again = 0
    for call in sorted(calls, key=lambda call: call.began_at):
        again += call.request_sha256 in answered
        if call.outcome == "answered":
            answered.add(call.request_sha256)
    return again


def received_again(log: Iterable[Received], questions: dict[str, str], answered: set[str]) -> int:
    """Requests that a server saw for questions whose answer was stored before."""
    return sum(questions.get(entry.body_sha256) in answered for entry in log)


def longest(calls: Iterable[CallRow]) -> float:
    """Seconds from the first call of an item to the end of its last, of the item that took longest."""
    of_item: dict[tuple[str, int | None], list[CallRow]] = defaultdict(list)
    for call in calls:
        of_item[call.case_number, call.item].append(call)
    spans = [
        max(call.began_at + (call.seconds or 0) for call in calls) - min(call.began_at for call in calls)
        for calls in of_item.values()
    ]
    return max(spans, default=0.0)


def ends_of(out: Path, cases: Path) -> Counter[str]:
    """What became of each case by the status in its folder: "drafted" with a draft, the kind of failure, or "lost"."""
    return Counter(_end(out / file.stem) for file in cases.glob("*.json"))


def _end(folder: Path) -> str:
    status = read_status(folder)
    if status is None:
        return "lost"
    if status.state is State.DRAFTED:
        return "drafted" if (folder / "draft.json").exists() else "lost"
    return status.failure.kind if status.failure else "lost"
