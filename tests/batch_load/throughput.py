"""The rate of a batch beside that of a bare loop over the same client, and the processor time that an item costs.

    python -m tests.batch_load.throughput --items 1000 --concurrency 64 --pieces 2

Batch and bare loop take turns, piece by piece, against one server in a process of its own; which goes first changes
from piece to piece. The rate is the number of requests over the time from the first one's arrival at the server to the
last one's answer. The processor time is that of the batch's process less that of a batch of one case. A server's form
of request is found out by the batch of one case before, and remembered in the store. Prints for each concurrency: forms
of the letters, items, rate of the bare loop and of the batch, the one as a part of the other, most calls at a time,
processor time an item in milliseconds, and how busy the machine was (load of the last minute).
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.batch_load.cases import write_cases
from tests.batch_load.command import Ended, World, tell
from tests.faults.faults import Plan
from tests.faults.process import ServerProcess, server_process
from tests.faults.server import Received

LATENCY = 2.0


@dataclass
class Pace:
    """What some runs took in all."""

    requests: int = 0
    span: float = 0.0
    """Seconds from the first request's arrival to the last one's answer."""
    most: int = 0
    """Most requests at a time."""
    cpu: float = 0.0
    """Processor seconds, start-up left out."""
    items: int = 0

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.requests / self.span if self.span else 0.0

    @property
    def cpu_ms(self) -> float:
        """Processor time an item, in milliseconds."""
        return self.cpu / self.items * 1000 if self.items else 0.0

    def add(self, log: Sequence[Received], items: int, cpu: float) -> None:
        """Add a run by the server's log of it."""
        asked = [entry for entry in log if entry.attempt]
        self.requests += len(asked)
        self.span += max(entry.answered or 0 for entry in asked) - min(entry.received for entry in asked)
        self.most = max(self.most, *(entry.concurrent for entry in asked))
        self.items += items
        self.cpu += cpu


@dataclass
class Side:
    """Bare loop and batch, measured in turns."""

    bare: Pace = field(default_factory=Pace)
    batch: Pace = field(default_factory=Pace)

    @property
    def share(self) -> float:
        """The batch's rate as a part of the bare loop's."""
        return self.batch.rate / self.bare.rate


class Course:
    """A world, its pieces of the work, and the server."""

    def __init__(self, world: World, server: ServerProcess, items: int, pieces: int) -> None:
        self._world = world
        self._server = server
        self._seen = self._runs = 0
        self._pieces = [self._piece(f"piece{number}", items // pieces, number) for number in range(pieces)]
        one = world.folder / "one"
        write_cases(one, 1, items=(1,))
        self._start_up = min(
            world.run(one, f"warm{turn}", server.base_url, "--format", "none", store="warm").cpu for turn in range(2)
        )

    def measure(self, concurrency: int, form: str = "none") -> Side:
        """Both sides at a concurrency, the letters written in these forms."""
        side = Side()
        self._log()
        for number, (cases, requests, items) in enumerate(self._pieces):
            for turn in (0, 1):
                if (number + turn) % 2:
                    ended = self._batched(cases, concurrency, form)
                    side.batch.add(self._log(), items, ended.cpu - self._start_up)
                else:
                    cpu = self._bare(requests, concurrency)
                    side.bare.add(self._log(), items, cpu)
        return side

    def _piece(self, name: str, items: int, number: int) -> tuple[Path, Path, int]:
        """Cases, and the requests that a batch of them makes."""
        cases, requests = self._world.folder / name, self._world.folder / f"{name}.jsonl"
        written = write_cases(cases, round(items / 1.5), items=(1, 2), first=number * items)
        options = ("--format", "none", "--requests-out", str(requests))
        self._world.run(cases, f"{name}-requests", "", *options)
        return cases, requests, written

    def _batched(self, cases: Path, concurrency: int, form: str) -> Ended:
        self._runs += 1
        name = f"run{self._runs}"
        known = self._world.store("warm")
        self._world.store(name).write_bytes(known.read_bytes())  # it knows the form that the server takes
        options = ("--format", form, "--concurrency", str(concurrency))
        ended = self._world.run(cases, name, self._server.base_url, *options)
        if ended.code:
            raise RuntimeError(f"the batch ended with {ended.code}: {ended.said}")
        return ended

    def _bare(self, requests: Path, concurrency: int) -> float:
        command = [sys.executable, "-m", "tests.batch_load.bare", self._server.base_url, str(requests)]
        process = subprocess.Popen([*command, str(concurrency)])
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError("the bare loop failed")
        return usage.ru_utime + usage.ru_stime

    def _log(self) -> list[Received]:
        """What the server saw since this was asked last."""
        self._server.refresh()
        new, self._seen = self._server.log[self._seen :], len(self._server.log)
        return new


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=1000)
    parser.add_argument("--concurrency", type=int, nargs="+", default=[8, 32, 64])
    parser.add_argument("--pieces", type=int, default=2)
    parser.add_argument("--latency", type=float, default=LATENCY)
    parser.add_argument("--letters", action="store_true", help="measure the letters too, in all forms")
    asked = parser.parse_args()
    forms = ["none", *(["txt,html,docx,pdf"] if asked.letters else [])]
    with tempfile.TemporaryDirectory() as place, server_process(Plan(latency=asked.latency)) as server:
        course = Course(World.made(Path(place)), server, asked.items, asked.pieces)
        for concurrency in asked.concurrency:
            for form in forms:
                side = course.measure(concurrency, form)
                tell(
                    f"| {concurrency} | {form} | {side.batch.items} | {side.bare.rate:.2f} | {side.batch.rate:.2f} "
                    f"| {side.share:.1%} | {side.batch.most} | {side.batch.cpu_ms:.1f} | {os.getloadavg()[0]:.1f} |",
                )


if __name__ == "__main__":
    main()
