"""Two batches at once, on one store, into two folders, of the same cases.

python -m tests.batch_load.side_by_side --cases 100
"""

import argparse
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.batch_load.cases import write_cases
from tests.batch_load.command import World, summary_of, tell
from tests.batch_load.kills import differing
from tests.batch_load.ledger import answered_in, asked_again, calls_in
from tests.faults.faults import Plan
from tests.faults.process import server_process


@dataclass(frozen=True)
class Together:
    """What two batches came to."""

    drafted: tuple[int, ...]
    """Cases that each drafted."""
    asked: tuple[int, ...]
    """Questions that each had the server answer."""
    kept: tuple[int, ...]
    """Answers that each found in the store."""
    questions: int
    """Questions whose answer is stored."""
    requests: int
    """Requests that the server saw."""
    repeated: int
    """Calls for a question whose answer was stored before."""
    differing: list[str]
    """Files that they do not have alike."""


def run_together(world: World, cases: Path, *options: str, latency: float = 0.2) -> Together:
    """Run both, and compare their books."""
    with server_process(Plan(latency=latency)) as server:
        options = ("--concurrency", "8", *options)
        running = [world.start(cases, name, server.base_url, *options, store="shared") for name in ("a", "b")]
        for batch in running:
            batch.wait()
    summaries = [summary_of(world.folder / name) for name in ("a", "b")]
    calls = calls_in(world.store("shared"))
    return Together(
        drafted=tuple(summary["states"].get("drafted", 0) for summary in summaries),
        asked=tuple(summary["run"]["calls"] for summary in summaries),
        kept=tuple(summary["run"]["kept_answers"] for summary in summaries),
        questions=len(answered_in(calls)),
        requests=sum(entry.attempt > 0 for entry in server.log),
        repeated=asked_again(calls),
        differing=differing(world.folder / "a", world.folder / "b"),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        world = World.made(Path(place))
        write_cases(world.folder / "cases", asked.cases)
        tell(run_together(world, world.folder / "cases"))


if __name__ == "__main__":
    main()
