"""The fault server in a process of its own: quick, frugal, and gone when it should be."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest

from tests.drafting.synthetic import item_task
from tests.faults.asked import Asked
from tests.faults.faults import Fault, Plan
from tests.faults.process import ServerProcess, server_process
from tests.faults.talk import body, prompt, raw, request

pytestmark = [pytest.mark.model_requests, pytest.mark.slow]

USER = prompt(item_task().evidence)


def echo(asked: Asked) -> Any:
    """An answer maker that another process can import."""
    return {"said": asked.text}


def ask(server: ServerProcess, texts: list[str], *, at_once: int) -> list[httpx2.Response]:
    """Ask for completions over kept connections, so many at a time."""

    async def run() -> list[httpx2.Response]:
        limits = httpx2.Limits(max_connections=at_once)
        async with httpx2.AsyncClient(timeout=30, limits=limits) as client:
            url = f"{server.base_url}/chat/completions"
            return await asyncio.gather(*(client.post(url, json=body(text)) for text in texts))

    return asyncio.run(run())


def listens(base_url: str) -> bool:
    parts = urlsplit(base_url)
    with socket.socket() as probe:
        return probe.connect_ex((parts.hostname, parts.port)) == 0


def test_sixty_four_requests_wait_side_by_side() -> None:
    with server_process(Plan(latency=2)) as server:
        began = time.monotonic()
        answers = ask(server, [f"{USER}\n{n}" for n in range(64)], at_once=64)
        took = time.monotonic() - began
    assert [answer.status_code for answer in answers] == [200] * 64
    assert max(entry.concurrent for entry in server.log) == 64
    assert len({entry.body_sha256 for entry in server.log}) == 64
    waits = [entry.answered - entry.received for entry in server.log if entry.answered is not None]
    assert len(waits) == 64
    assert min(waits) >= 2
    assert took < 30, "not 2 s for each after the other"


def test_a_request_costs_less_than_a_millisecond() -> None:
    # As long as a prompt with eight passages and a summary.
    padding = "\nA line of the prompt that is no evidence, as most are." * 300
    costs = []
    with server_process(Plan()) as server:
        for batch in range(4):
            before = server.cpu_seconds
            ask(server, [f"{USER}{padding}\n{batch} {n}" for n in range(100)], at_once=8)
            server.refresh()
            costs.append((server.cpu_seconds - before) / 100)
    assert len(server.log) == 400
    # The least of them: what else runs on the machine makes the others dearer.
    assert 0 < min(costs) < 0.001


def test_the_log_can_be_read_while_it_runs_and_in_full_afterwards() -> None:
    with server_process(Plan(script=(Fault.ERROR_500,), answer=echo)) as server:
        assert server.log == []
        assert ask(server, ["a"], at_once=1)[0].status_code == 500
        server.refresh()
        assert [entry.kind for entry in server.log] == ["500"]
        assert ask(server, ["a"], at_once=1)[0].json()["choices"][0]["message"]["content"].startswith('{"said"')
    assert [(entry.kind, entry.attempt) for entry in server.log] == [("500", 1), ("answer", 2)]
    assert len({entry.body_sha256 for entry in server.log}) == 1
    now = time.monotonic()
    assert all(now - 20 < entry.received < now for entry in server.log)


def test_it_ends_with_the_block_whatever_is_still_open(capfd: pytest.CaptureFixture[str]) -> None:
    async def hang(server: ServerProcess) -> None:
        await asyncio.gather(*(raw(server.base_url, request(body(str(n))), within=0.1) for n in range(5)))
        parts = urlsplit(server.base_url)
        _, writer = await asyncio.open_connection(parts.hostname, parts.port)
        writer.write(request(body("left open")))
        await writer.drain()
        writers.append(writer)

    writers: list[asyncio.StreamWriter] = []
    with asyncio.Runner() as runner:
        with server_process(Plan({Fault.HANG: 1})) as server:
            runner.run(hang(server))
            assert listens(server.base_url)
            until = time.monotonic() + 5
            while len(server.log) < 6 and time.monotonic() < until:
                server.refresh()
        assert not listens(server.base_url)
        writers[0].close()
    assert [entry.answered for entry in server.log] == [None] * 6
    assert capfd.readouterr() == ("", "")


def test_a_fault_of_the_test_inside_the_block_ends_it_too() -> None:
    addresses = []

    def fail() -> None:
        with server_process(Plan()) as server:
            addresses.append(server.base_url)
            raise LookupError("of the test")

    with pytest.raises(LookupError, match="of the test"):
        fail()
    assert not listens(addresses[0])


def test_a_fault_of_the_server_itself_fails_the_test(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RuntimeError, match="the fault server itself failed"), server_process(Plan()) as server:
        asyncio.run(raw(server.base_url, b"POST /v1/chat/completions HTTP/1.1\r\nContent-Length: 1\r\n\r\n{"))
    capfd.readouterr()


def test_it_ends_with_a_parent_that_is_killed() -> None:
    script = (
        "from tests.faults.faults import Plan\n"
        "from tests.faults.process import server_process\n"
        "with server_process(Plan()) as server:\n"
        "    print(server.base_url, flush=True)\n"
        "    input()\n"
    )
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    ) as parent:
        assert parent.stdout
        address = parent.stdout.readline().strip()
        assert listens(address)
        parent.send_signal(signal.SIGKILL)
    until = time.monotonic() + 5
    while listens(address) and time.monotonic() < until:
        time.sleep(0.02)
    assert not listens(address)
