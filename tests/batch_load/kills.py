"""Batches that are killed, each time gone on with by the same command, beside one that nothing disturbs.

    python -m tests.batch_load.kills --cases 200 --kills 20

Prints for each signal how often the batch was ended by it, with which exit codes, how many calls were in flight, and
what is held against it.
"""

import argparse
import random
import re
import signal
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.batch_load.cases import write_cases
from tests.batch_load.command import Ended, Running, World, summary_of, tell
from tests.batch_load.ledger import answered_in, asked_again, calls_in, received_again
from tests.batch_load.plans import Notes
from tests.faults.faults import Plan
from tests.faults.process import ServerProcess, server_process

LATENCY = 0.2
_IN_FLIGHT = re.compile(r"in flight when the run before was killed, listed in the summary: (\d+)")
_NO_PART = frozenset({"batch.json", "batch.lock", "summary.json", "summary.md"})
"""Files of a batch that tell of its runs and not of its cases."""
_SETTLED = 0.3
"""Seconds in which what a killed process sent has arrived."""


@dataclass
class Killed:
    """What a batch came to that was ended many times."""

    kills: int = 0
    """How often it was ended before its last case."""
    in_flight: int = 0
    """Calls in flight at these ends."""
    repeated: int = 0
    """Requests for a question whose answer was stored before, by the store and by the server's log."""
    untold: int = 0
    """Calls in flight at an end that the next run did not tell of, or its summary did not list."""
    undone: int = 0
    """Cases that the last run left without a draft."""
    differing: list[str] = field(default_factory=list)
    """Files that are not, byte for byte, those of the batch that nothing disturbed."""
    codes: set[int] = field(default_factory=set)
    """Exit codes of the runs that were ended."""

    def wrong(self) -> dict[str, object]:
        """What is held against it."""
        counts = {"repeated": self.repeated, "untold": self.untold, "undone": self.undone, "differing": self.differing}
        return {name: value for name, value in counts.items() if value}


class Ordeal:
    """One batch that is ended again and again, and the server that it talks to."""

    def __init__(self, world: World, cases: Path, name: str, notes: Notes, options: tuple[str, ...]) -> None:
        self._world = world
        self._cases = cases
        self._name = name
        self._notes = notes
        self._options = options
        self.came = Killed()
        self._answered: set[str] = set()
        self._lost: dict[int, str] = {}
        """Of the calls in flight at the last end, the id and the question."""
        self._seen = 0

    def begin(self, server: ServerProcess) -> None:
        """Take the server's log as it is for what was before the first run."""
        server.refresh()
        self._seen = len(server.log)

    def end_after(self, server: ServerProcess, requests: int, number: signal.Signals) -> None:
        """Run it, and end it when the server has made so many answers more."""
        running = self._start(server)
        before = self._notes.answers
        while running.going and self._notes.answers < before + requests:
            time.sleep(0.005)
        if running.going:
            running.signal(number)
        ended = running.wait()
        self.came.kills += ended.code != 0
        self.came.codes.add(ended.code)
        self._look(server, ended)

    def finish(self, server: ServerProcess, undisturbed: Path) -> None:
        """Run it to its end, and compare what it wrote."""
        listed, out = self._lost, self._world.folder / self._name
        self._look(server, self._start(server).wait())
        summary = summary_of(out)
        self.came.untold += len(set(listed.values()) ^ {call["request_sha256"] for call in summary["in_flight"]})
        self.came.undone = summary["cases"] - summary["states"].get("drafted", 0)
        self.came.repeated += asked_again(calls_in(self._world.store(self._name)))
        self.came.differing = differing(out, undisturbed)

    def _start(self, server: ServerProcess) -> Running:
        return self._world.start(self._cases, self._name, server.base_url, *self._options)

    def _look(self, server: ServerProcess, ended: Ended) -> None:
        """Compare the books after a run."""
        time.sleep(_SETTLED)
        server.refresh()
        self.came.repeated += received_again(server.log[self._seen :], self._notes.questions(), self._answered)
        calls = calls_in(self._world.store(self._name))
        in_flight = {call.id: call.request_sha256 for call in calls if call.outcome == "in flight"}
        # A run that is killed before it looks tells of none; they are the next one's to tell of.
        ours = self._lost.keys() - in_flight.keys()
        told = _IN_FLIGHT.search(ended.said)
        self.came.untold += abs(len(ours) - (int(told[1]) if told else 0))
        self.came.in_flight += len(in_flight.keys() - self._lost.keys())
        self._seen, self._answered, self._lost = len(server.log), answered_in(calls), in_flight


def differing(out: Path, other: Path) -> list[str]:
    """The files that two batches do not have alike; those that tell of their runs are left out."""
    here, there = ({file.relative_to(of): file for file in of.rglob("*") if file.is_file()} for of in (out, other))
    return sorted(
        str(name)
        for name in here.keys() | there.keys()
        if str(name) not in _NO_PART
        and not (name in here and name in there and here[name].read_bytes() == there[name].read_bytes())
    )


def kill_often(world: World, cases: Path, kills: int, *options: str) -> Iterator[tuple[str, Killed]]:
    """Batches ended by SIGKILL so many times at random points, by SIGINT once and by SIGTERM once."""
    notes, draw = Notes(world.folder / "notes"), random.Random(0)
    options = ("--concurrency", "16", *options)
    with server_process(Plan(latency=LATENCY, answer=notes.answer)) as server:
        world.run(cases, "undisturbed", server.base_url, *options)
        in_all = notes.answers
        points = sorted(draw.randrange(in_all) for _ in range(kills))
        steps = [after - before for before, after in zip([0, *points], points, strict=False)]
        courses = {
            "SIGKILL": [(step, signal.SIGKILL) for step in steps],
            "SIGINT": [(in_all // 3, signal.SIGINT)],
            "SIGTERM": [(in_all // 2, signal.SIGTERM)],
        }
        for name, course in courses.items():
            ordeal = Ordeal(world, cases, name, notes, options)
            ordeal.begin(server)
            for step, number in course:
                ordeal.end_after(server, step, number)
            ordeal.finish(server, world.folder / "undisturbed")
            yield name, ordeal.came


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=200)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--format", default="txt,html,docx,pdf")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        world = World.made(Path(place))
        cases = world.folder / "cases"
        write_cases(cases, asked.cases)
        for name, came in kill_often(world, cases, asked.kills, "--format", asked.format):
            wrong = came.wrong() or "nothing"
            tell(f"| {name} | {came.kills} | {sorted(came.codes)} | {came.in_flight} | {wrong} |")


if __name__ == "__main__":
    main()
