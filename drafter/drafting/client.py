"""One call to an OpenAI-compatible model server, and every way in which it can fail, said in one line."""

from dataclasses import dataclass
from typing import Any

import httpx2
import openai
from pydantic import BaseModel, ValidationError

from drafter.domain.text import fold
from drafter.errors import ModelError
from drafter.loopback import Server, connection

_TOO_LONG = ("context_length", "exceed_context", "context length", "context size", "too many tokens", "too long")


@dataclass(frozen=True)
class Reply:
    """What a model answered."""

    text: str
    finish_reason: str | None
    prompt_tokens: int | None
    completion_tokens: int | None


def chat(server: Server, request: dict[str, Any], *, item: int, api_key: str, timeout: float) -> Reply:
    """Ask the server once, without retries; `timeout` bounds the whole answer, in seconds.

    `request` is the body of a chat completion.

    Raises:
        ModelError: no usable answer came; its text names item, server and remedy, and holds no case text and no key.
    """
    at = f"item {item}: the model server at {server.address}"
    key = api_key or "none"
    try:
        with connection(server, key, timeout) as http:
            client = openai.OpenAI(
                base_url=server.base_url, api_key=key, max_retries=0, timeout=timeout, http_client=http
            )
            # The body as it came: the library's own reading of it lets through what is no chat completion.
            body = client.post("/chat/completions", cast_to=httpx2.Response, body=request).content
    except openai.APITimeoutError:
        raise ModelError(
            f"{at} did not answer within {timeout:g} s; raise DRAFTER_TIMEOUT or use a faster one"
        ) from None
    except openai.APIConnectionError as error:
        raise ModelError(f"{at} {_connection_fault(error)}") from None
    except openai.APIStatusError as error:
        raise ModelError(f"{at} {_status_fault(error, fold(request['model']))}") from None
    return _reply(at, body, request["max_tokens"])


class _Message(BaseModel):
    content: str | None = None
    refusal: str | None = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None


class _Usage(BaseModel):
    prompt_tokens: int | None = None
    completion_tokens: int | None = None


class _Completion(BaseModel):
    """What we read of a chat completion; servers differ in the rest."""

    choices: list[_Choice]
    usage: _Usage | None = None


def _reply(at: str, body: bytes, max_tokens: int) -> Reply:
    try:
        completion = _Completion.model_validate_json(body)
    except ValidationError:
        raise ModelError(
            f"{at} answered with something that is no chat completion; --base-url must be that of an "
            "OpenAI-compatible API, which often ends in /v1"
        ) from None
    if not completion.choices:
        raise ModelError(f"{at} answered without a choice; look at its log and draft again")
    choice, usage = completion.choices[0], completion.usage or _Usage()
    if choice.message.refusal:
        raise ModelError(f"{at}: the model refused to draft; use another model or draft the item by hand")
    if choice.finish_reason == "content_filter":
        raise ModelError(f"{at} stopped the answer by its content filter; use another server or draft the item by hand")
    if choice.finish_reason == "length":
        raise ModelError(
            f"{at} cut the answer off, at {max_tokens} tokens or at the end of the model's context; use another model"
        )
    if not choice.message.content:
        raise ModelError(f"{at} gave an empty answer; use another model")
    return Reply(choice.message.content, choice.finish_reason, usage.prompt_tokens, usage.completion_tokens)


def _connection_fault(error: openai.APIConnectionError) -> str:
    if isinstance(error.__cause__, httpx2.ConnectError):
        return "cannot be reached; start it, or correct --base-url"
    return "broke off before its answer was whole; look at its log and draft again"


def _status_fault(error: openai.APIStatusError, model: str) -> str:
    status = error.status_code
    if status in (401, 403):
        return f"refused the key ({status}); set DRAFTER_API_KEY"
    if status == 404:
        return f'knows no model "{model}" (404), or no such path; correct --model, or --base-url (it often ends in /v1)'
    if status == 429:
        return "is over its rate limit (429); wait and draft again"
    if status >= 500:
        return f"failed ({status}); look at its log and draft again"
    if 300 <= status < 400:
        return f"redirects elsewhere ({status}), which is not followed; give the final address with --base-url"
    if _says_too_long(error.body):
        return f"finds the prompt too long for the model's context ({status}); use a model with a longer one"
    return f"refused the request ({status}); it must take json_schema, temperature, seed and max_tokens"


def _says_too_long(body: object) -> bool:
    fields = body if isinstance(body, dict) else {"message": body}
    said = " ".join(str(fields.get(name, "")) for name in ("code", "type", "message")).lower()
    return any(sign in said for sign in _TOO_LONG)
