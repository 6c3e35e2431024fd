"""A model server on loopback that answers from the request itself, and fails as a plan tells it to.

It costs a third of a millisecond a request, so that it can share a machine with the client under test. Within the
loop of a test: `async with FaultServer(plan) as server`; in a process of its own: `tests.faults.process`.
"""

import asyncio
import hashlib
import json
import socket
import struct
import time
from collections import Counter
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from tests.faults.asked import Asked
from tests.faults.faults import Fault, Plan
from tests.faults.responses import answer, error, models, refusal_of_parameters

PAUSE = 0.05
"""Seconds between two bytes of a slow answer."""
_WITHOUT_END = frozenset({Fault.HANG, Fault.CUT_BODY, Fault.RESET, Fault.CLOSED})
_FAULTS = {fault.value: fault for fault in Fault}
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)
"""SO_LINGER: on, no seconds; closing then sends RST and not FIN."""
_BACKLOG, _LONGEST_HEAD = 1024, 2**16


@dataclass
class Received:
    """One request, and what became of it. Times are `time.monotonic`, which all processes of a machine share."""

    method: str
    path: str
    query: str
    headers: tuple[tuple[str, str], ...]
    """Names in small letters, and values, in the order received."""
    body_sha256: str
    kind: str
    """What it was given: "answer", the value of a `Fault`, "refused" (format or parameter), "models", "not found"."""
    attempt: int
    """How many requests with this body have come, with this one; those that ask for no completion are 0."""
    format: str
    """The type of its response_format, "text" where it has none."""
    schema: str | None
    """The name of the schema that it asks for."""
    concurrent: int
    """How many requests were open on its arrival, with this one. One that a client gave up is open until its end is
    seen."""
    received: float
    answered: float | None = None
    """When its answer was sent whole; None: never, since the fault is of that kind, or the client has gone."""

    @property
    def fault(self) -> Fault | None:
        """The fault that it met."""
        return _FAULTS.get(self.kind)


class FaultServer:
    """The server within a running event loop."""

    def __init__(self, plan: Plan):
        self.plan = plan
        self.base_url = ""
        """Where clients find it, with /v1; set when it listens."""
        self.log: list[Received] = []
        """Every request, in the order received."""
        self.errors: list[str] = []
        """What went wrong in the server itself, which it should not."""
        self._attempts: Counter[str] = Counter()
        self._open = 0
        self._connections: dict[asyncio.Task[None], asyncio.StreamWriter] = {}
        self._ended = False

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0, backlog=_BACKLOG, limit=_LONGEST_HEAD)
        self.base_url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/v1"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended = True
        self._server.close()
        connections = dict(self._connections)
        for connection, writer in connections.items():
            writer.transport.abort()
            connection.cancel()
        await asyncio.gather(*connections, return_exceptions=True)
        await self._server.wait_closed()
        if kind is None and self.errors:
            raise RuntimeError(f"the fault server itself failed: {self.errors[0]}")

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # A task of ours and not of the library's, which complains of one that is cancelled.
        if self._ended:
            writer.transport.abort()
            return
        connection = asyncio.create_task(self._serve(reader, writer))
        self._connections[connection] = writer
        connection.add_done_callback(self._connections.pop)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await self._exchange(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # the client has gone
        except Exception as error:
            self.errors.append(repr(error))
        finally:
            writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """One request and its answer; tells whether the connection stays open."""
        head = await reader.readuntil(b"\r\n\r\n")
        received = time.monotonic()
        line, *fields = head[:-4].decode("latin-1").split("\r\n")
        method, target, _ = line.split(" ")
        headers = tuple((n.lower(), v.strip()) for n, _, v in (field.partition(":") for field in fields))
        known = dict(headers)
        body = await reader.readexactly(int(known.get("content-length", 0)))
        path, _, query = target.partition("?")
        self._open += 1
        try:
            digest = hashlib.sha256(body).hexdigest()
            entry = Received(method, path, query, headers, digest, "", 0, "text", None, self._open, received)
            self.log.append(entry)
            sent = self._decide(entry, body)
            await self._give(entry, sent, reader, writer)
        finally:
            self._open -= 1
        return entry.answered is not None and known.get("connection", "").lower() != "close"

    def _decide(self, entry: Received, body: bytes) -> bytes:
        """What is sent for a request; notes in its entry of which kind that is."""
        if entry.method == "GET" and entry.path.endswith("/models"):
            entry.kind = "models"
            return models()
        if entry.method != "POST" or not entry.path.endswith("/chat/completions"):
            entry.kind = "not found"
            return error(404, "There is nothing here.")
        asked = Asked(_parsed(body))
        entry.format, entry.schema = asked.format, asked.schema_name
        self._attempts[entry.body_sha256] += 1
        entry.attempt = self._attempts[entry.body_sha256]
        if refusal := refusal_of_parameters(asked, self.plan):
            entry.kind = "refused"
            return refusal
        drawn = self.plan.fault(entry.body_sha256, entry.attempt)
        fault = drawn if drawn and drawn.meets(asked) else None
        entry.kind = fault.value if fault else "answer"
        return answer(asked, self.plan, fault)

    async def _give(
        self, entry: Received, sent: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Send an answer in the manner of its fault."""
        fault = entry.fault
        if self.plan.latency:
            await _wait(reader, entry.received + self.plan.latency)
        if fault is Fault.HANG:
            await _wait(reader, None)
        elif fault is Fault.CUT_BODY:
            writer.write(sent[: len(sent) - len(sent) // 4])
            await writer.drain()
        elif fault is Fault.RESET:
            opened: socket.socket = writer.get_extra_info("socket")
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
            writer.transport.abort()
        elif fault is Fault.SLOW:
            for at in range(len(sent)):
                writer.write(sent[at : at + 1])
                await _wait(reader, time.monotonic() + PAUSE)
        elif fault is not Fault.CLOSED:
            writer.write(sent)
            await writer.drain()
        if fault not in _WITHOUT_END:
            entry.answered = time.monotonic()


async def _wait(reader: asyncio.StreamReader, until: float | None) -> None:
    """Wait until a time of `time.monotonic`, None: for ever.

    Raises:
        ConnectionError: the client has gone.
    """
    try:
        # The loop's clock is time.monotonic.
        async with asyncio.timeout_at(until):
            early = await reader.read(1)
    except TimeoutError:
        return
    if early:
        raise RuntimeError("the next request came before this one's answer")
    raise ConnectionResetError


def _parsed(body: bytes) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(body)
    return parsed
