"""The memory that a batch holds as it goes through its cases.

python -m tests.batch_load.memory --cases 10000 --at 1000 2000 5000 9900
"""

import argparse
import tempfile
import time
from pathlib import Path

from tests.batch_load.cases import write_cases
from tests.batch_load.command import Ended, World, tell
from tests.batch_load.plans import Notes
from tests.faults.faults import Plan
from tests.faults.process import server_process


def memory_at(world: World, cases: Path, points: list[int], *options: str) -> tuple[dict[int, int], Ended]:
    """Memory in KiB that a batch holds when so many requests are answered, and how it ended.

    A case of these has one request, so that these are cases but for those in flight.
    """
    notes, held = Notes(world.folder / "notes"), dict[int, int]()
    with server_process(Plan(answer=notes.answer)) as server:
        running = world.start(cases, "batch", server.base_url, "--format", "none", *options)
        for point in sorted(points):
            while running.going and notes.answers < point:
                time.sleep(0.02)
            if running.going:
                held[point] = running.memory()
        return held, running.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--at", type=int, nargs="+", default=[500, 1000, 2000, 3000, 5000, 7500, 9900])
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        world = World.made(Path(place))
        cases = world.folder / "cases"
        write_cases(cases, asked.cases, items=(1,))
        held, ended = memory_at(world, cases, asked.at, "--concurrency", "64")
        for point, kib in held.items():
            tell(f"| {point} | {kib / 1024:.0f} MiB |")
        tell(f"most: {ended.peak / 1024:.0f} MiB; {ended.cpu / asked.cases * 1000:.1f} ms a case, start-up with it")


if __name__ == "__main__":
    main()
