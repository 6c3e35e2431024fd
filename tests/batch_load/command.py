"""`drafter batch` as a person runs it: a process of its own, with a store, an index and an environment of its own."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_PATIENCE = 900


@dataclass(frozen=True)
class Ended:
    """How a run of the command ended."""

    code: int
    """Exit code; minus the number of the signal that killed it."""
    cpu: float
    """Seconds of processor time, start-up and letters with it."""
    peak: int
    """Most memory that it held, in KiB."""
    seconds: float
    said: str
    """What it wrote on both streams."""


@dataclass(frozen=True)
class World:
    """Where batches run."""

    folder: Path
    """Holds stores and folders of batches."""
    index: Path
    """Folder of the guideline index."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """More variables of the environment, such as DRAFTER_DEADLINE."""

    @classmethod
    def made(cls, folder: Path, **settings: str) -> "World":
        """A world with an index made for it."""
        world = cls(folder, folder / "index", settings)
        folder.mkdir(parents=True, exist_ok=True)
        if not world.index.exists():
            subprocess.run(
                [sys.executable, "-m", "drafter", "guidelines", "index"],
                env=world._environment("none"),
                check=True,
                capture_output=True,
            )
        return world

    def store(self, name: str) -> Path:
        """The file of the store of that name."""
        return self.folder / f"{name}.db"

    def start(self, cases: Path, name: str, url: str, *options: str, store: str | None = None) -> "Running":
        """Start a batch into the folder `name`, with the store of that name unless another is named."""
        command = [sys.executable, "-m", "drafter", "batch", str(cases), "-o", str(self.folder / name)]
        said = (self.folder / f"{name}.said").open("w+", encoding="utf-8")
        process = subprocess.Popen(
            [*command, "--model", "m", *(["--base-url", url] if url else []), *options],
            env=self._environment(store or name),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )
        said.close()
        return Running(process, time.monotonic(), self.folder / f"{name}.said")

    def run(self, cases: Path, name: str, url: str, *options: str, store: str | None = None) -> Ended:
        """Run it to its end."""
        return self.start(cases, name, url, *options, store=store).wait()

    def _environment(self, store: str) -> dict[str, str]:
        own = {name: value for name, value in os.environ.items() if not name.startswith(("DRAFTER_", "OPENAI_"))}
        ours = {"DRAFTER_INDEX": str(self.index), "DRAFTER_STORE": f"sqlite:///{self.store(store)}"}
        return {**own, **ours, **self.settings}


@dataclass
class Running:
    """A batch that is going on."""

    process: "subprocess.Popen[bytes]"
    began: float
    said: Path

    @property
    def going(self) -> bool:
        """Whether it has not ended."""
        return not os.waitid(os.P_PID, self.process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal."""
        os.kill(self.process.pid, number)

    def memory(self) -> int:
        """Memory that it holds, in KiB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:")))

    def wait(self) -> Ended:
        """Wait for its end.

        Raises:
            TimeoutError: it does not end.
        """
        until = time.monotonic() + _PATIENCE
        while self.going:
            if time.monotonic() > until:
                self.process.kill()
                self.process.wait()
                raise TimeoutError("the batch does not end")
            time.sleep(0.02)
        seconds = time.monotonic() - self.began
        _, status, usage = os.wait4(self.process.pid, 0)
        self.process.returncode = code = os.waitstatus_to_exitcode(status)
        said = self.said.read_text(encoding="utf-8")
        return Ended(code, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, seconds, said)


def summary_of(out: Path) -> dict[str, Any]:
    """What a batch says that it came to."""
    read: dict[str, Any] = json.loads((out / "summary.json").read_bytes())
    return read


def tell(text: object) -> None:
    """Say a line of a measurement at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
