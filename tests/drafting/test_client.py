"""Every way in which a call to a model server can fail, against a real server on this machine."""

import asyncio
import email.utils
import json
import logging
import socket
import time
import traceback
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.drafting.asking import Reply
from drafter.drafting.client import Client
from drafter.drafting.failures import CallFailure, Failure
from drafter.errors import ModelError
from drafter.loopback import Access, Server, allowed_server
from tests.drafting.servers import Answer, LocalServer, completion, error, serving

KEY = "sk-secret-of-the-test"
CASE_TEXT = "the patient's own words"
REQUEST = {"model": "m", "messages": [{"role": "user", "content": CASE_TEXT}], "max_tokens": 1200}
ECHO = f"{CASE_TEXT} {KEY}"
HTML = Answer(f"<html><body>Welcome {ECHO}</body></html>".encode(), content_type="text/html")


def call(server: Server, timeout: float = 5) -> Reply:
    async def once() -> Reply:
        client = Client(server, Access(KEY), 1)
        try:
            body = json.dumps(REQUEST).encode()
            return await client.call(body, about="item 3", model="m", max_tokens=1200, timeout=timeout)
        finally:
            await client.close()

    return asyncio.run(once())


def ask(base_url: str, timeout: float = 5) -> Reply:
    return call(allowed_server(base_url, None), timeout)


def failed(base_url: str, timeout: float = 5) -> CallFailure:
    """The error, with what holds for every one of them checked."""
    with pytest.raises(CallFailure) as caught:
        ask(base_url, timeout)
    error = caught.value
    assert error.failure == error.kind.value
    message = str(error)
    assert "\n" not in message
    assert message.startswith("item 3: the model server at 127.0.0.1:")
    whole = "".join(traceback.format_exception(caught.value))
    assert CASE_TEXT not in whole
    assert KEY not in whole
    return error


def failure(base_url: str, timeout: float = 5) -> str:
    return str(failed(base_url, timeout))


@pytest.mark.model_requests
def test_an_answer_comes_back_with_its_tokens() -> None:
    with serving(completion("words")) as server:
        assert ask(server.base_url) == Reply("words", "stop", 11, 7)
    assert server.received[0].path == "/v1/chat/completions"
    assert server.received[0].json == REQUEST


@pytest.mark.model_requests
@pytest.mark.parametrize(
    ("answer", "kind", "said"),
    [
        (error(401, ECHO), Failure.KEY_REFUSED, "refused the key (401); set DRAFTER_API_KEY"),
        (error(403, ECHO), Failure.KEY_REFUSED, "refused the key (403); set DRAFTER_API_KEY"),
        (error(404, ECHO), Failure.UNKNOWN_MODEL, 'knows no model "m" (404)'),
        (error(429, ECHO), Failure.RATE_LIMIT, "is over its rate limit (429)"),
        (error(429, ECHO, code="insufficient_quota"), Failure.QUOTA, "has no credit left for this key (429)"),
        (error(402, ECHO), Failure.QUOTA, "has no credit left for this key (402)"),
        (error(408, ECHO), Failure.SERVER_ERROR, "failed (408)"),
        (error(500, ECHO), Failure.SERVER_ERROR, "failed (500)"),
        (error(503, ECHO), Failure.SERVER_ERROR, "failed (503)"),
        (error(529, ECHO), Failure.SERVER_ERROR, "failed (529)"),
        (Answer(b"<h1>502</h1>", 502, "text/html"), Failure.SERVER_ERROR, "failed (502)"),
        (error(400, ECHO), Failure.REQUEST_REFUSED, "refused the request (400)"),
        (error(422, ECHO), Failure.REQUEST_REFUSED, "refused the request (422)"),
        (error(501, ECHO), Failure.REQUEST_REFUSED, "refused the request (501)"),
        (error(400, ECHO, code="context_length_exceeded"), Failure.PROMPT_TOO_LONG, "too long for the model's context"),
        (error(400, ECHO, type="exceed_context_size_error"), Failure.PROMPT_TOO_LONG, "too long for the model's"),
        (error(400, "This model's maximum context length is 8192 tokens."), Failure.PROMPT_TOO_LONG, "too long"),
        (
            error(400, ECHO, code="content_filter", param="prompt"),
            Failure.CONTENT_FILTER,
            "by its content filter (400)",
        ),
        (Answer(b'"text alone"', 400), Failure.REQUEST_REFUSED, "refused the request (400)"),
        (Answer(b"\xff" * 9000, 400), Failure.REQUEST_REFUSED, "refused the request (400)"),
        (Answer(b"[" * 100_000, 400), Failure.REQUEST_REFUSED, "refused the request (400)"),
        (HTML, Failure.HTML, "a web page that is no chat completion"),
        (Answer(b"", 200), Failure.NO_COMPLETION, "something that is no chat completion"),
        (Answer(b'{"choices": [{"message": {"con', 200), Failure.NO_COMPLETION, "something that is no chat completion"),
        (Answer(b'{"choices": null}', 200), Failure.NO_COMPLETION, "something that is no chat completion"),
        (Answer(b'{"object": "list", "data": []}', 200), Failure.NO_COMPLETION, "something that is no chat completion"),
        (Answer(b"\xff\xfe\x00", 200), Failure.NO_COMPLETION, "something that is no chat completion"),
        (Answer(b"[" * 100_000, 200), Failure.NO_COMPLETION, "something that is no chat completion"),
        (Answer(completion("words").body, length=5000), Failure.CONNECTION, "broke off before its answer was whole"),
        (
            Answer(b"no gzip at all", headers={"content-encoding": "gzip"}),
            Failure.CONNECTION,
            "broke off before its answer was",
        ),
        (Answer(b'{"choices": []}'), Failure.NO_CHOICE, "answered without a choice"),
        (completion(None, refusal=ECHO), Failure.REFUSAL, "the model refused to draft"),
        (completion(ECHO, finish_reason="length"), Failure.CUT_OFF, "cut the answer off, at 1200 tokens"),
        (completion(ECHO, finish_reason="content_filter"), Failure.CONTENT_FILTER, "by its content filter"),
        (completion(None), Failure.EMPTY, "gave an empty answer"),
        (completion(""), Failure.EMPTY, "gave an empty answer"),
        (completion(" \n"), Failure.EMPTY, "gave an empty answer"),
    ],
)
def test_a_failure_is_one_line_with_item_server_and_remedy(answer: Answer, kind: Failure, said: str) -> None:
    with serving(answer) as server:
        error = failed(server.base_url)
    assert error.kind is kind
    assert said in str(error)
    assert len(server.received) == 1, "a call is made once and never repeated"


@pytest.mark.model_requests
@pytest.mark.parametrize("finish_reason", ["length", "content_filter"])
def test_what_a_useless_answer_took_is_told(finish_reason: str) -> None:
    with serving(completion("words", finish_reason=finish_reason, tokens=(50, 20))) as server:
        error = failed(server.base_url)
    assert error.tokens == (50, 20)
    assert error.finish_reason == finish_reason


@pytest.mark.model_requests
@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"retry-after": "7"}, 7),
        ({"retry-after": "0"}, 0),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after-ms": "250"}, 0.25),
        ({"retry-after-ms": "250", "retry-after": "1"}, 0.25),
        ({"retry-after-ms": "soon", "retry-after": "2"}, 2),
        ({"retry-after": email.utils.formatdate(time.time() - 60, usegmt=True)}, 0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "-3"}, None),
        ({"retry-after": "Sat, 99 Nov 2026 99:99:99 GMT"}, None),
        ({}, None),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_how_long_a_server_asks_to_wait(headers: dict[str, str], wait: float | None, status: int) -> None:
    with serving(replace(error(status), headers=headers)) as server:
        assert failed(server.base_url).wait == wait


@pytest.mark.model_requests
def test_a_date_to_wait_for_is_seconds_from_now() -> None:
    date = email.utils.formatdate(time.time() + 30, usegmt=True)
    with serving(replace(error(429), headers={"retry-after": date})) as server:
        assert failed(server.base_url).wait == pytest.approx(30, abs=3)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.mark.model_requests
def test_a_server_that_is_not_there() -> None:
    assert "cannot be reached; start it, or correct --base-url" in failure(f"http://127.0.0.1:{free_port()}/v1")


@pytest.mark.model_requests
def test_a_server_that_waits_too_long() -> None:
    with serving(Answer(completion("words").body, delay=2)) as server:
        assert "did not answer within 0.3 s; raise DRAFTER_TIMEOUT" in failure(server.base_url, timeout=0.3)


@pytest.mark.model_requests
def test_a_server_that_keeps_sending_a_little() -> None:
    begun = time.monotonic()
    with serving(Answer(completion("words " * 100).body, delay=0.05)) as server:
        assert "did not answer within 0.5 s" in failure(server.base_url, timeout=0.5)
    assert time.monotonic() - begun < 3


@pytest.mark.model_requests
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(status: int) -> None:
    with serving(completion("stolen")) as other:
        moved = Answer(b"", status, headers={"location": f"http://localhost:{other.address.split(':')[1]}/v1/x"})
        with serving(moved) as server:
            assert f"redirects elsewhere ({status}), which is not followed" in failure(server.base_url)
    assert other.received == []


@pytest.mark.model_requests
@pytest.mark.parametrize("variable", ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"])
def test_a_proxy_of_the_environment_sees_nothing(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    with serving(completion("through the proxy")) as proxy, serving(completion("direct")) as server:
        monkeypatch.setenv(variable, f"http://{proxy.address}")
        assert ask(server.base_url).text == "direct"
    assert proxy.received == []


@pytest.mark.model_requests
def test_only_needed_headers_leave_whatever_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_ORG_ID", "org-of-the-environment")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "project-of-the-environment")
    monkeypatch.setenv("OPENAI_API_KEY", "key-of-the-environment")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://elsewhere.example/v1")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "x-of: the-environment\nauthorization: Bearer of-the-environment")
    with serving(completion("words")) as server:
        ask(server.base_url)
    headers = server.received[0].headers
    assert headers["authorization"] == f"Bearer {KEY}"
    assert headers.keys() <= {"host", "accept", "authorization", "content-type", "content-length", "user-agent"}
    assert "of-the-environment" not in json.dumps(headers)


@pytest.mark.model_requests
def test_no_log_holds_case_text_or_key(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), serving(completion(ECHO)) as server:
        ask(server.base_url)
    assert caplog.records, "the libraries log at this level"
    assert CASE_TEXT not in caplog.text
    assert KEY not in caplog.text


@pytest.mark.parametrize("key", ["schlüssel", "two\nlines", "nul\0"])
@pytest.mark.parametrize("header", ["authorization", "api-key"])
def test_a_key_that_no_header_can_carry(key: str, header: str) -> None:
    with pytest.raises(ModelError, match=r"^DRAFTER_API_KEY holds characters that no key has; set it again$"):
        Client(allowed_server("http://localhost:1/v1", None), Access(key, header), 1)


def test_a_key_does_not_show_where_its_holder_is_printed() -> None:
    assert KEY not in repr(Access(KEY))


@pytest.mark.parametrize(
    "base_url",
    [
        "http://localhost:8089/v1",
        "http://LOCALHOST/v1",
        "http://127.0.0.1:8089",
        "http://127.9.9.9/v1",
        "https://[::1]:8443/v1",
    ],
)
def test_this_machine_needs_no_agreement(base_url: str) -> None:
    assert allowed_server(base_url, None).loopback


ELSEWHERE = [
    "http://localhost.evil.example/v1",
    "http://127.0.0.1.evil.example/v1",
    "http://evil.example/localhost",
    "https://api.example/v1",
    "http://10.0.0.7:8000/v1",
    "http://0.0.0.0:8000/v1",
    "http://127.1/v1",
    "http://2130706433/v1",
    "http://[fe80::1]/v1",
    "http://localhost./v1",
]


@pytest.mark.parametrize("agreement", [None, "", "  "])
@pytest.mark.parametrize("base_url", ELSEWHERE)
def test_another_machine_needs_an_agreement(base_url: str, agreement: str | None) -> None:
    with pytest.raises(ModelError, match=r"^the model server at \S+ is not on this machine; name the agreement"):
        allowed_server(base_url, agreement)


@pytest.mark.parametrize("base_url", ELSEWHERE)
def test_with_an_agreement_it_is_allowed_and_not_on_this_machine(base_url: str) -> None:
    assert not allowed_server(base_url, "Agreement 7").loopback


@pytest.mark.parametrize(
    "base_url",
    [
        "",
        "localhost:8089/v1",
        "ftp://localhost/v1",
        "file:///etc/passwd",
        "http://",
        "http:///v1",
        "http://localhost:99999/v1",
        "http://localhost:port/v1",
        "http://localhost/v1\n",
        "http://[::1/v1",
        "http://user:pa55word@localhost/v1",
        "http://127.0.0.1@evil.example/v1",
        "http://evil.example\\@127.0.0.1/v1",
        "http://@localhost/v1",
        "http://localhost/v1?key=pa55word",
        "http://evil.example#@localhost/v1",
    ],
)
def test_what_is_no_address_of_a_server_is_refused(base_url: str) -> None:
    with pytest.raises(ModelError) as caught:
        allowed_server(base_url, "Agreement 7")
    message = str(caught.value)
    assert message.startswith("--base-url ")
    assert "\n" not in message
    assert "pa55word" not in message


@given(st.text(max_size=60) | st.text(max_size=40).map(lambda text: f"http://{text}"))
def test_any_text_as_base_url_is_a_server_or_one_line(base_url: str) -> None:
    refusal = ""
    try:
        server = allowed_server(base_url, None)
    except ModelError as refused:
        refusal = str(refused)
    assert len(refusal.splitlines()) == 1 if refusal else server.loopback


@pytest.mark.model_requests
@pytest.mark.parametrize("host", ["a" * 70, "a..b", "%20"])
def test_a_host_that_no_resolver_takes(host: str) -> None:
    def ask_elsewhere() -> Any:
        return call(allowed_server(f"http://{host}/v1", "Agreement 7"))

    with pytest.raises(ModelError, match=r"^(item 3: .* cannot be reached|--base-url is not a URL)"):
        ask_elsewhere()


def test_the_helper_server_says_what_it_received() -> None:
    with serving(Answer(b"{}")) as server, socket.create_connection(server.address.split(":"), timeout=5) as client:
        client.sendall(b"POST /x HTTP/1.1\r\nhost: h\r\ncontent-length: 2\r\n\r\n{}")
        assert client.recv(12) == b"HTTP/1.1 200"
    assert isinstance(server, LocalServer)
    assert server.received[0].body == b"{}"
