"""A fault server in a process of its own, so that neither its time nor its garbage falls on the client under test.

    with server_process(Plan({Fault.ERROR_500: 0.2}, latency=2)) as server:
        …  # a client at server.base_url
    assert max(request.concurrent for request in server.log) <= 8

Parent and child speak over the child's standard input and output in frames: eight bytes of length, then a pickle. The
child ends with its parent, however that ends.
"""

import asyncio
import os
import pickle
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from tests.faults.faults import Plan
from tests.faults.server import FaultServer, Received

_ROOT = Path(__file__).parents[2]
_LOG = b"l"
_PATIENCE = 20
"""Seconds in which the child must have ended."""


@dataclass
class ServerProcess:
    """A fault server in a process of its own."""

    base_url: str
    log: list[Received] = field(default_factory=list)
    """Every request, in the order received, as of the last `refresh`, and in full after the end."""
    cpu_seconds: float = 0
    """Processor time that it spent on serving, as of then."""
    _ask: IO[bytes] | None = None
    _hear: IO[bytes] | None = None

    def refresh(self) -> None:
        """Bring `log` and `cpu_seconds` up to date while the server runs."""
        assert self._ask
        self._ask.write(_LOG)
        self._ask.flush()
        self._read()

    def _read(self) -> None:
        assert self._hear
        self.log, self.cpu_seconds, errors = _read_frame(self._hear)
        if errors:
            raise RuntimeError(f"the fault server itself failed: {errors[0]}")


@contextmanager
def server_process(plan: Plan) -> Iterator[ServerProcess]:
    """Start a server; it ends, and gives its whole log, with the block.

    Raises:
        RuntimeError: it did not start, or failed in a way that is not in the plan.
    """
    paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        start_new_session=True,  # Ctrl-C at the terminal is for the client
    )
    assert child.stdin
    assert child.stdout
    try:
        _write_frame(child.stdin, plan)
        server = ServerProcess(_read_frame(child.stdout), _ask=child.stdin, _hear=child.stdout)
        yield server
        child.stdin.close()
        server._read()
        if child.wait(_PATIENCE):
            raise RuntimeError(f"the fault server ended with {child.returncode}")
    finally:
        child.kill()
        child.wait()
        child.stdin.close()
        child.stdout.close()


def _write_frame(to: IO[bytes], value: object) -> None:
    data = pickle.dumps(value)
    to.write(len(data).to_bytes(8) + data)
    to.flush()


def _read_frame(of: IO[bytes]) -> Any:
    length = of.read(8)
    if len(length) < 8:
        raise RuntimeError("the fault server has ended; its standard error says why")
    return pickle.loads(of.read(int.from_bytes(length)))


async def _serve_parent(asked: IO[bytes], told: IO[bytes]) -> None:
    loop = asyncio.get_running_loop()
    server = FaultServer(_read_frame(asked))
    ended = asyncio.Event()

    def tell() -> None:
        _write_frame(told, (server.log, time.process_time() - started, server.errors))

    def hear() -> None:
        words = os.read(asked.fileno(), 64)
        for _ in words:
            tell()
        if not words:
            loop.remove_reader(asked.fileno())
            ended.set()

    async with server:
        loop.add_reader(asked.fileno(), hear)
        _write_frame(told, server.base_url)
        started = time.process_time()
        await ended.wait()
        tell()


if __name__ == "__main__":
    with open(0, "rb") as asked, open(1, "wb") as told:
        asyncio.run(_serve_parent(asked, told))
