"""The servers that are documented, each by its settings alone: what it is sent, and what its errors make of that.

The shapes are those of the servers' own documentation and issue trackers: OpenAI (API reference; reasoning models
refuse max_tokens and temperature), Azure OpenAI (v1 API; dated API versions, which refuse json_schema before
2024-08-01), vLLM (OpenAI-compatible server; an error of old says "object": "error"), Ollama (docs/openai.md), llama.cpp
(tools/server; errors with a number as code).
"""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from drafter.drafting.asking import Deadline
from drafter.drafting.failures import CallFailure, Failure
from drafter.drafting.limits import Limits
from drafter.drafting.live import LiveAsker
from drafter.loopback import allowed_server
from drafter.settings import settings
from tests.drafting.asking_world import GOOD, KEY, NO_WAITS, SCHEMA, question, store_in
from tests.drafting.servers import Answer, Answering, LocalServer, completion, error, serving

pytestmark = [pytest.mark.model_requests, pytest.mark.slow]
STRICT = {"type": "json_schema", "json_schema": {"name": "word", "strict": True, "schema": SCHEMA}}
BEARER = {"authorization": f"Bearer {KEY}"}


def asked(server: LocalServer, path: str, folder: Path) -> str:
    """Ask once, as the settings say."""

    async def main() -> str:
        allowed = allowed_server(f"http://{server.address}{path}", None)
        async with LiveAsker(allowed, store, Limits(), schedule=NO_WAITS) as asker:
            return (await asker.ask(question(), Deadline(9))).value

    settings.cache_clear()
    store = store_in(folder)
    try:
        return asyncio.run(main())
    finally:
        store.close()


def keys(headers: dict[str, str]) -> dict[str, str]:
    """The headers that could hold a key, or tell who asks."""
    harmless = {"host", "accept", "content-type", "content-length", "user-agent"}
    return {name: value for name, value in headers.items() if name not in harmless}


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAFTER_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_ORG_ID", "org-of-the-environment")
    monkeypatch.setenv("OPENAI_API_KEY", "key-of-the-environment")


def test_openai(tmp_path: Path) -> None:
    with serving(GOOD) as server:
        assert asked(server, "/v1", tmp_path) == "yes"
    (received,) = server.received
    assert received.path == "/v1/chat/completions"
    assert keys(received.headers) == BEARER
    assert received.headers["content-type"] == "application/json"
    assert received.json == {
        "model": "m",
        "messages": question().messages,
        "response_format": STRICT,
        "temperature": 0,
        "seed": 7,
        "max_tokens": 50,
    }


def test_openai_s_reasoning_models(tmp_path: Path) -> None:
    of_limit = error(
        400,
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
        type="invalid_request_error",
        param="max_tokens",
        code="unsupported_parameter",
    )
    of_temperature = error(
        400,
        "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported.",
        type="invalid_request_error",
        param="temperature",
        code="unsupported_value",
    )
    with serving(of_limit, of_temperature, GOOD) as server:
        assert asked(server, "/v1", tmp_path) == "yes"
        assert asked(server, "/v1", tmp_path) == "yes"
    assert len(server.received) == 4, "what was found out is remembered"
    for received in server.received[2:]:
        assert received.json == {
            "model": "m",
            "messages": question().messages,
            "response_format": STRICT,
            "seed": 7,
            "max_completion_tokens": 50,
        }


def test_azure_openai_s_v1_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAFTER_API_KEY_HEADER", "api-key")
    with serving(GOOD) as server:
        assert asked(server, "/openai/v1/", tmp_path) == "yes"
    (received,) = server.received
    assert received.path == "/openai/v1/chat/completions"
    assert keys(received.headers) == {"api-key": KEY}
    assert received.json["response_format"] == STRICT


def test_azure_openai_s_deployment_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAFTER_API_KEY_HEADER", "api-key")
    monkeypatch.setenv("DRAFTER_API_VERSION", "2024-06-01")
    refused = error(
        400,
        "response_format value as json_schema is enabled only for api versions 2024-08-01-preview and later",
        type="",
        param="",
        code="BadRequest",
    )
    with serving(refused, GOOD) as server:
        assert asked(server, "/openai/deployments/reviews", tmp_path) == "yes"
    for received in server.received:
        assert received.path == "/openai/deployments/reviews/chat/completions?api-version=2024-06-01"
        assert keys(received.headers) == {"api-key": KEY}
    assert server.received[1].json["response_format"] == {"type": "json_object"}


def old_vllm(message: str) -> Answer:
    answer = error(400, message)
    body = b'{"object": "error", "message": "%s", "type": "BadRequestError", "param": null, "code": 400}'
    return Answer(body % message.encode(), answer.status)


@pytest.mark.parametrize(
    "refused",
    [
        old_vllm("[{'type': 'extra_forbidden', 'loc': ('body', 'seed'), 'msg': 'Extra inputs are not permitted'}]"),
        error(400, "Unexpected field: seed", type="BadRequestError", param=None, code=400),
        Answer(b'{"detail": [{"loc": ["body", "seed"], "msg": "Extra inputs are not permitted"}]}', 422),
    ],
)
def test_vllm(refused: Answer, tmp_path: Path) -> None:
    with serving(refused, GOOD) as server:
        assert asked(server, "/v1", tmp_path) == "yes"
    first, second = server.received
    assert first.path == "/v1/chat/completions"
    assert keys(first.headers) == BEARER
    assert first.json["response_format"] == STRICT
    assert second.json == {name: value for name, value in first.json.items() if name != "seed"}


def test_vllm_without_a_backend_for_schemas(tmp_path: Path) -> None:
    refused = old_vllm("The provided JSON schema contains features not supported by xgrammar.")
    with serving(refused, GOOD) as server:
        assert asked(server, "/v1", tmp_path) == "yes"
    assert server.received[1].json["response_format"] == {"type": "json_object"}


def test_ollama_without_a_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DRAFTER_API_KEY")
    with serving(completion('```json\n{"word": "yes"}\n```')) as server:
        assert asked(server, "/v1", tmp_path) == "yes"
    (received,) = server.received
    assert received.path == "/v1/chat/completions"
    assert keys(received.headers) == {"authorization": "Bearer none"}
    assert received.json["response_format"] == STRICT


def test_ollama_before_it_knew_schemas(tmp_path: Path) -> None:
    with serving(completion("Yes, it is."), GOOD) as server:
        assert asked(server, "/v1", tmp_path) == "yes"
    assert server.received[1].json["response_format"] == {"type": "json_object"}


def numbered(status: int, message: str, kind: str, **more: Any) -> Answer:
    """An error of llama.cpp."""
    return error(status, message, code=status, type=kind, **more)


def test_llama_cpp(tmp_path: Path) -> None:
    loading = numbered(503, "Loading model", "unavailable_error")
    refused = numbered(400, "Failed to initialize samplers: failed to parse grammar", "invalid_request_error")
    with serving(loading, refused, GOOD) as server:
        assert asked(server, "/v1", tmp_path) == "yes"
    assert [received.path for received in server.received] == ["/v1/chat/completions"] * 3
    assert [received.json["response_format"]["type"] for received in server.received] == [
        "json_schema",
        "json_schema",
        "json_object",
    ]


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (error(404, 'model "m" not found, try pulling it first', type="api_error", param=None), Failure.UNKNOWN_MODEL),
        (old_vllm("max_tokens must be at least 1, got -186."), Failure.PROMPT_TOO_LONG),
        (
            numbered(500, "the request exceeds the available context size", "exceed_context_size_error", n_ctx=256),
            Failure.PROMPT_TOO_LONG,
        ),
        (
            numbered(400, "the request exceeds the available context size", "exceed_context_size_error", n_ctx=256),
            Failure.PROMPT_TOO_LONG,
        ),
        (error(400, "The response was filtered", param="prompt", code="content_filter"), Failure.CONTENT_FILTER),
        (error(404, "The API deployment does not exist.", code="DeploymentNotFound"), Failure.UNKNOWN_MODEL),
        (error(401, "Access denied", code="401"), Failure.KEY_REFUSED),
    ],
)
def test_errors_that_are_not_of_the_form(answer: Answering, kind: Failure, tmp_path: Path) -> None:
    with serving(answer) as server, pytest.raises(CallFailure) as caught:
        asked(server, "/v1", tmp_path)
    assert caught.value.kind is kind
    assert len(server.received) == 1
