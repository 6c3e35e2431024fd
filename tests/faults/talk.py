"""Requests to a fault server for its own tests, over bare sockets so that every byte of an answer is seen."""

import asyncio
import json
from typing import Any
from urllib.parse import urlsplit

from drafter.domain.evidence import Evidence
from drafter.drafting.answer import Answer as ItemAnswer
from drafter.drafting.answer_form import form_of

PATH = "/v1/chat/completions"
ITEM = form_of(ItemAnswer, "item_draft")


def prompt(evidence: Evidence) -> str:
    """The evidence as a prompt has it."""
    lines = []
    for guideline in evidence.guidelines:
        lines.append(f"{guideline.source} = {guideline.passage.edition.cited_as}")
        lines += [f"{guideline.source}.{s.number} | {s.text}" for s in guideline.passage.sentences]
    for record in evidence.records:
        lines.append(f"{record.source} = {record.title} ({record.status.value})")
        lines += [f"{record.source}.{s.number} | {s.text}" for s in record.sentences]
    return "\n".join(lines)


def body(user: str, *, format: str = "json_schema", name: str = ITEM.name) -> dict[str, Any]:
    """The body of a chat completion that asks for an item draft."""
    formats = {
        "json_schema": {"json_schema": {"name": name, "strict": True, "schema": ITEM.schema}},
        "json_object": {},
    }
    asked = {"response_format": {"type": format, **formats[format]}} if format in formats else {}
    messages = [{"role": "system", "content": "Draft the item."}, {"role": "user", "content": user}]
    return {"model": "m", "messages": messages, **asked}


def request(sent: dict[str, Any] | None, *, path: str = PATH, close: bool = True) -> bytes:
    """A request as it goes over the wire: POST with a body, GET without."""
    data = json.dumps(sent).encode() if sent is not None else b""
    lines = [f"{'GET' if sent is None else 'POST'} {path} HTTP/1.1", "Host: localhost", f"Content-Length: {len(data)}"]
    return "\r\n".join([*lines, f"Connection: {'close' if close else 'keep-alive'}", "", ""]).encode() + data


async def raw(base_url: str, data: bytes, within: float = 5) -> bytes:
    """All that a server sends until it ends the connection, or until so many seconds have passed."""
    parts = urlsplit(base_url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    got = bytearray()
    try:
        writer.write(data)
        async with asyncio.timeout(within):
            while part := await reader.read(65536):
                got += part
    except TimeoutError:
        pass
    finally:
        writer.close()
    return bytes(got)


class Answer:
    """An HTTP answer taken apart."""

    def __init__(self, data: bytes):
        head, _, self.body = data.partition(b"\r\n\r\n")
        first, *fields = head.decode("latin-1").split("\r\n")
        self.status = int(first.split(" ")[1])
        self.headers = {name: value.strip() for name, _, value in (field.partition(":") for field in fields)}

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def choice(self) -> Any:
        """The first choice of a chat completion."""
        return self.json["choices"][0]

    @property
    def content(self) -> str:
        """The text of the answer."""
        text: str = self.choice["message"]["content"]
        return text

    @property
    def whole(self) -> bool:
        """Whether the body is as long as was announced."""
        return len(self.body) == int(self.headers["content-length"])


async def post(base_url: str, sent: dict[str, Any], *, path: str = PATH) -> Answer:
    """One request and its answer on a connection of its own."""
    return Answer(await raw(base_url, request(sent, path=path)))
