"""Whole batches against a server that fails, and then against the same server when it is well.

    python -m tests.batch_load.faults --cases 40

Prints for each fault and share how the cases ended, the longest time of an item as a part of its deadline, what is held
against the batch, and how long it took.
"""

import argparse
import csv
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from drafter.drafting.failures import Failure
from tests.batch_load.cases import write_cases
from tests.batch_load.command import World, summary_of, tell
from tests.batch_load.ledger import answered_in, asked_again, calls_in, ends_of, longest, received_again
from tests.batch_load.plans import HealingPlan, Notes
from tests.faults.faults import Fault
from tests.faults.process import server_process

DEADLINE, TIMEOUT = 10.0, 2.0
KINDS = (
    Fault.RATE_SHORT,
    Fault.RATE_LONG,
    Fault.ERROR_500,
    Fault.HANG,
    Fault.CUT_BODY,
    Fault.CUT_CONTENT,
    Fault.GARBAGE_BODY,
    Fault.GARBAGE_CONTENT,
    Fault.WRONG_SCHEMA,
    Fault.UNKNOWN_IDS,
    Fault.REFUSAL,
    Fault.SLOW,
    Fault.RESET,
)
SHARES = (0.2, 0.4, 0.6)


@dataclass(frozen=True)
class Measured:
    """What a batch came to under faults, and what the same command came to without."""

    ends: Mapping[str, int]
    """Cases by their end under faults."""
    lost: int
    """Cases that are neither drafted nor have a named failure, in their folders or in table and summary."""
    twice: int
    """Cases that the second run drafted though the first had."""
    repeated: int
    """Requests for a question whose answer was stored before, by the store and by the server's log."""
    longest: float
    """Longest time of an item, as a part of its deadline."""
    undone: int
    """Cases that the second run, against a healthy server, did not draft."""
    seconds: float
    """Of the first run, its start with it."""

    def wrong(self) -> dict[str, float]:
        """What is held against it."""
        late = self.longest if self.longest > 1.1 else 0
        counts = {
            "lost": self.lost,
            "twice": self.twice,
            "repeated": self.repeated,
            "late": late,
            "undone": self.undone,
        }
        return {name: value for name, value in counts.items() if value}


def measure(world: World, cases: Path, shares: Mapping[Fault, float], name: str, *options: str) -> Measured:
    """Run a batch under faults and again without; the world's settings hold DEADLINE and TIMEOUT."""
    out, notes = world.folder / name, Notes(world.folder / f"{name}.notes")
    healed = world.folder / f"{name}.healed"
    with server_process(HealingPlan(shares, seed=7, answer=notes.answer, healed=healed)) as server:
        options = ("--concurrency", "16", *options)
        first = world.run(cases, name, server.base_url, *options)
        ends, summary, listed = ends_of(out, cases), summary_of(out), _listed(out)
        calls = calls_in(world.store(name))
        server.refresh()
        seen, answered = len(server.log), answered_in(calls)
        healed.touch()
        # With the time that the program gives by itself: it is the server that is well, while this machine may be busy.
        replace(world, settings={}).run(cases, name, server.base_url, *options)
    after = summary_of(out)
    known = {"drafted", *Failure}
    of = sum(ends.values())
    lost = sum(n for end, n in ends.items() if end not in known)
    lost += of - summary["cases"] + sum((ends - listed).values())
    return Measured(
        ends=ends,
        lost=lost,
        twice=max(0, after["run"]["drafted"] - (of - ends["drafted"])),
        repeated=asked_again(calls_in(world.store(name)))
        + received_again(server.log[seen:], notes.questions(), answered),
        longest=longest(calls) / DEADLINE,
        undone=of - after["states"].get("drafted", 0),
        seconds=first.seconds,
    )


def _listed(out: Path) -> Counter[str]:
    """Cases by their end as the table for quality assurance tells it."""
    with (out / "items.csv").open(encoding="utf-8-sig", newline="") as table:
        ends = {row["case_number"]: row["failure"] or row["state"] for row in csv.DictReader(table)}
    return Counter(ends.values())


def settings() -> dict[str, str]:
    """What the environment of these batches says of time."""
    return {"DRAFTER_DEADLINE": str(DEADLINE), "DRAFTER_TIMEOUT": str(TIMEOUT)}


def mixed(share: float) -> dict[Fault, float]:
    """All faults at once, alike in number."""
    return {fault: share / len(KINDS) for fault in KINDS}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=40)
    parser.add_argument("--only", help="the name of one fault, or: mixed")
    asked = parser.parse_args()
    runs: dict[str, dict[Fault, float]] = {f"mixed {share:.0%}": mixed(share) for share in (0.0, *SHARES)}
    runs |= {f"{fault.name} {share:.0%}": {fault: share} for share in reversed(SHARES) for fault in KINDS}
    with tempfile.TemporaryDirectory() as place:
        world = World.made(Path(place), **settings())
        cases = world.folder / "cases"
        write_cases(cases, asked.cases, summaries=False)
        for number, (title, shares) in enumerate(runs.items()):
            if asked.only in (None, title.split(" ")[0]):
                came = measure(world, cases, shares, f"run{number}", "--format", "none")
                ends = ", ".join(f"{n} {end}" for end, n in Counter(came.ends).most_common())
                wrong = came.wrong() or "nothing"
                tell(f"| {title} | {ends} | {came.longest:.2f} | {wrong} | {came.seconds:.0f} s |")


if __name__ == "__main__":
    main()
