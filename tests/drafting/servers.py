"""A real HTTP server on this machine that answers as a test tells it to."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Answer:
    """One HTTP answer."""

    body: bytes = b""
    status: int = 200
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None
    """Content-Length, where it is to differ from the body's own."""
    delay: float = 0
    """Seconds to wait before every byte of the body; 0 sends it at once."""
    latency: float = 0
    """Seconds to wait before the answer."""


@dataclass(frozen=True)
class Received:
    """One request as it arrived."""

    path: str
    headers: dict[str, str]
    body: bytes
    at: float = field(default_factory=time.monotonic)
    """When it arrived."""

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class LocalServer:
    """Where the server listens, and what it received."""

    address: str
    received: list[Received] = field(default_factory=list)

    @property
    def base_url(self) -> str:
        return f"http://{self.address}/v1"


class _Server(ThreadingHTTPServer):
    request_queue_size = 128  # all calls of a test at once


Answering = Answer | Callable[[Received], Answer]
"""An answer, or what makes one from the request."""


@contextmanager
def serving(*answers: Answering) -> Iterator[LocalServer]:
    """A server that gives each request the next answer, and the last one to all that follow."""
    stopping = threading.Event()
    taking = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            received = Received(self.path, headers, body)
            with taking:
                local.received.append(received)
                following = answers[min(len(local.received), len(answers)) - 1]
            answer = following if isinstance(following, Answer) else following(received)
            if stopping.wait(answer.latency):
                return
            self.close_connection = True
            self.send_response(answer.status)
            self.send_header("content-type", answer.content_type)
            self.send_header("content-length", str(len(answer.body) if answer.length is None else answer.length))
            self.send_header("connection", "close")
            for name, value in answer.headers.items():
                self.send_header(name, value)
            with suppress(OSError):  # the client may have gone
                self.end_headers()
                self._send(answer)

        def _send(self, answer: Answer) -> None:
            if not answer.delay:
                self.wfile.write(answer.body)
                return
            for byte in answer.body:
                if stopping.wait(answer.delay):
                    return
                self.wfile.write(bytes([byte]))

        do_CONNECT = do_GET = do_POST

        def log_message(self, format: str, *args: Any) -> None:
            """Keep quiet."""

    httpd = _Server(("127.0.0.1", 0), Handler)
    local = LocalServer(f"127.0.0.1:{httpd.server_port}")
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield local
    finally:
        stopping.set()
        httpd.shutdown()
        thread.join()
        httpd.server_close()


def completion(
    content: str | None, *, finish_reason: str = "stop", tokens: tuple[int, int] = (11, 7), **message: Any
) -> Answer:
    """A chat completion whose message holds `content`; `tokens` are those of prompt and answer."""
    choice = {
        "index": 0,
        "message": {"role": "assistant", "content": content, **message},
        "finish_reason": finish_reason,
    }
    usage = {"prompt_tokens": tokens[0], "completion_tokens": tokens[1], "total_tokens": sum(tokens)}
    return Answer(json.dumps({"id": "1", "object": "chat.completion", "choices": [choice], "usage": usage}).encode())


def error(status: int, message: str = "no", **fields: Any) -> Answer:
    """An error as OpenAI-compatible servers send it."""
    return Answer(json.dumps({"error": {"message": message, **fields}}).encode(), status)
