"""Which model server case text may go to, and connections that take it there and nowhere else.

Without a data agreement that is a server on this machine. No redirect is followed, no proxy of the environment is used
for a server on this machine, and of the client library's headers only the needed ones are sent.
"""

import ipaddress
import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Self

import httpx2

from drafter.errors import ModelError
from drafter.settings import settings

_CONNECT = 20.0
"""Seconds in which a server that is there takes a connection; one that does not is said to be unreachable."""
_HEADERS = frozenset({"host", "accept", "authorization", "content-type", "content-length", "user-agent"})
_DEADLINE = "drafter_deadline"


@dataclass(frozen=True)
class Server:
    """A model server that case text may go to."""

    base_url: str
    """Scheme, host, port and path; never a user name, password or query."""
    address: str
    """Host and port, as errors name it."""
    loopback: bool
    """Whether it is on this machine."""


@dataclass(frozen=True)
class Access:
    """How a model server lets us in."""

    key: str = field(default="none", repr=False)
    header: str = "authorization"
    """The header that takes the key: "authorization" (as Bearer), or "api-key" (the key alone, for Azure OpenAI)."""
    version: str | None = None
    """The `api-version` that goes into the query, where a server wants one."""

    @classmethod
    def of_settings(cls) -> Self:
        """What the environment says."""
        held = settings()
        return cls(held.api_key.get_secret_value() or "none", held.api_key_header, held.api_version)

    @property
    def headers(self) -> dict[str, str]:
        """The header with the key.

        Raises:
            ModelError: the key holds what no header can.
        """
        _check_key(self.key)
        return {self.header: f"Bearer {self.key}" if self.header == "authorization" else self.key}


def allowed_server(
    base_url: str, data_agreement: str | None, *, url: str = "--base-url", agreement: str = "--data-agreement"
) -> Server:
    """The server at a base URL, if case text may go there; `url` and `agreement` are what errors call the two.

    Names are not looked up: on this machine are "localhost", 127.0.0.0/8 and ::1 as written.

    Raises:
        ModelError: the URL is not one of a server, or not on this machine and no data agreement is named.
    """
    try:
        # The same parser as the connection's, so that both see the same host.
        parsed = httpx2.URL(base_url)
        parsed.host.encode("idna")  # as the resolver will, whose error is no network error
    except (httpx2.InvalidURL, ValueError):
        raise ModelError(f'{url} is not a URL; it looks like "http://localhost:8080/v1"') from None
    if parsed.scheme not in ("http", "https") or not parsed.host or (parsed.port or 0) > 65535:
        raise ModelError(f'{url} needs http or https, a host and a port, as in "http://localhost:8080/v1"')
    if set(base_url) & set("@?#"):
        raise ModelError(f"{url} holds a user name, query or fragment; remove it (the key goes in DRAFTER_API_KEY)")
    address = parsed.netloc.decode("ascii")
    loopback = _is_loopback(parsed.host)
    if not loopback and not (data_agreement and data_agreement.strip()):
        raise ModelError(
            f"the model server at {address} is not on this machine; "
            f"name the agreement that case text may go there under with {agreement}"
        )
    return Server(str(parsed), address, loopback)


def connection(server: Server, api_key: str, timeout: float) -> httpx2.Client:
    """A connection to the server for an OpenAI-compatible client; `timeout` bounds each whole answer, in seconds.

    Raises:
        ModelError: the key holds what no header can.
    """
    _check_key(api_key)
    return httpx2.Client(
        trust_env=not server.loopback,
        follow_redirects=False,
        timeout=timeout,
        event_hooks={"request": [_prepare(api_key, timeout)], "response": [_bound]},
    )


def async_connection(server: Server, access: Access, calls: int) -> httpx2.AsyncClient:
    """Connections to the server that are kept open for as many calls at a time; whoever calls bounds each in time.

    Raises:
        ModelError: the key holds what no header can.
    """
    ours = access.headers
    allowed = _HEADERS - {"authorization"} | ours.keys()

    async def prepare(request: httpx2.Request) -> None:
        for name in set(request.headers) - allowed:
            del request.headers[name]
        request.headers.update(ours)

    return httpx2.AsyncClient(
        trust_env=not server.loopback,
        verify=_certificates(not server.loopback),
        follow_redirects=False,
        timeout=httpx2.Timeout(None, connect=_CONNECT),
        limits=httpx2.Limits(max_connections=calls, max_keepalive_connections=calls),
        event_hooks={"request": [prepare]},
    )


@cache
def _certificates(trust_env: bool) -> ssl.SSLContext:
    """The certificates that are trusted; read once a process, since that takes a tenth of a second."""
    return httpx2.create_ssl_context(trust_env=trust_env)


def _check_key(key: str) -> None:
    if not (key.isascii() and key.isprintable()):
        raise ModelError("DRAFTER_API_KEY holds characters that no key has; set it again")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _prepare(key: str, timeout: float) -> Any:
    """A hook that lets only needed headers leave, with our key, and sets the time by which the answer must be whole."""

    def prepare(request: httpx2.Request) -> None:
        request.headers["authorization"] = f"Bearer {key}"
        for name in set(request.headers) - _HEADERS:
            del request.headers[name]
        request.extensions[_DEADLINE] = time.monotonic() + timeout

    return prepare


def _bound(response: httpx2.Response) -> None:
    """A hook that ends an answer which keeps coming after its deadline: a timeout alone bounds each pause only."""
    assert isinstance(response.stream, httpx2.SyncByteStream)
    response.stream = _Bounded(response.stream, response.request)


class _Bounded(httpx2.SyncByteStream):
    def __init__(self, stream: httpx2.SyncByteStream, request: httpx2.Request):
        self._stream = stream
        self._request = request

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._stream:
            if time.monotonic() > self._request.extensions[_DEADLINE]:
                raise httpx2.ReadTimeout("the deadline has passed", request=self._request)
            yield chunk

    def close(self) -> None:
        self._stream.close()
