"""Measures how a long run is scored: `python -m tests.evaluation.scale [--items 100000]`.

An invented run of so many items is written, then scored in a process of its own, as `drafter eval score` does it.
Prints a table in Markdown.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from drafter.evaluation.run_files import ITEMS

from .scale_run import write_run

ALLOWED_SECONDS, ALLOWED_MEGABYTES = 60, 1_000
_SCORE = """\
import resource, sys, time
from pathlib import Path
began = time.monotonic()
from drafter.evaluation.score import score_run
if __name__ == "__main__":
    score_run(Path(sys.argv[1]))
    own, others = (resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    cpu = sum(one.ru_utime + one.ru_stime for one in (own, others))
    print(time.monotonic() - began, cpu, own.ru_maxrss, others.ru_maxrss)
"""


@dataclass(frozen=True)
class Measured:
    """What scoring a run takes."""

    seconds: float
    """From the start of the program to its end."""
    cpu_seconds: float
    """Of all its processes together."""
    megabytes: float
    """The most that its process took, and twice the most that one of its two helping processes took."""


def measure(folder: Path) -> Measured:
    """Score a run in a process of its own; raises CalledProcessError where it fails."""
    command = [sys.executable, "-c", _SCORE, str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, cpu, own, helper = map(float, done.stdout.split())
    return Measured(seconds, cpu, (own + 2 * helper) / 1024)


def main() -> None:
    asked = argparse.ArgumentParser(description="Measure how a long run is scored.")
    asked.add_argument("--items", type=int, default=100_000)
    items = asked.parse_args().items
    with tempfile.TemporaryDirectory(prefix="drafter-scale-") as place:
        folder = Path(place) / "run"
        write_run(folder, items)
        size = (folder / ITEMS).stat().st_size
        busy = os.getloadavg()[0]
        took = measure(folder)
    lines = [
        f"{items:,} items, {size / items / 1000:.1f} kB each; {os.cpu_count()} cores, load {busy:.1f} before.",
        "",
        "| what | measured | allowed |",
        "|---|---|---|",
        f"| seconds | {took.seconds:.1f} | {ALLOWED_SECONDS} |",
        f"| seconds of processors | {took.cpu_seconds:.1f} | |",
        f"| memory at most, MB | {took.megabytes:.0f} | {ALLOWED_MEGABYTES} |",
    ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
