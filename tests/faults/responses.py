"""The HTTP answers of a fault server, whole or broken, as bytes."""

import json
import math
import time
from email.utils import formatdate
from http import HTTPStatus
from typing import Any

from tests.faults.asked import Asked
from tests.faults.faults import Fault, Formats, Plan
from tests.faults.shapes import astray

JSON, HTML = "application/json", "text/html; charset=utf-8"
PAGE = b"<!DOCTYPE html>\n<html><head><title>Gateway</title></head><body><h1>Something went wrong</h1></body></html>\n"
_RETRY_AFTER: dict[Fault, dict[str, str]] = {
    Fault.RATE_SHORT: {"retry-after": "0.05"},
    Fault.RATE_ZERO: {"retry-after": "0"},
    Fault.RATE_MS: {"retry-after-ms": "50"},
    Fault.RATE_LONG: {"retry-after": "120"},
    Fault.RATE_BARE: {},
}
_FAILED = {Fault.ERROR_500: 500, Fault.ERROR_503: 503}


def response(body: bytes, status: int = 200, content_type: str = JSON, **headers: str) -> bytes:
    """An HTTP/1.1 answer."""
    fields = {"content-type": content_type, "content-length": str(len(body)), **headers}
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}", *(f"{name}: {value}" for name, value in fields.items())]
    return "\r\n".join([*lines, "", ""]).encode("ascii") + body


def error(status: int, message: str, **fields: str | None) -> bytes:
    """An error in OpenAI's form."""
    kind = "invalid_request_error" if status < 429 else "rate_limit_error" if status == 429 else "server_error"
    told = {"message": message, "type": kind, "param": None, "code": None, **fields}
    return response(json.dumps({"error": told}).encode(), status)


def models() -> bytes:
    """The list of models."""
    model = {"id": "fault-model", "object": "model", "created": 0, "owned_by": "tests"}
    return response(json.dumps({"object": "list", "data": [model]}).encode())


def refusal_of_parameters(asked: Asked, plan: Plan) -> bytes | None:
    """The 400 of a server that does not take this request's format or one of its parameters, if this one does not."""
    refused = {Formats.NO_SCHEMA: ("json_schema",), Formats.NEITHER: ("json_schema", "json_object")}
    if asked.format in refused.get(plan.formats, ()):
        return _unsupported_format(asked.format)
    return next((_unsupported_parameter(name) for name in sorted(plan.refused & asked.body.keys())), None)


def answer(asked: Asked, plan: Plan, fault: Fault | None) -> bytes:
    """The whole answer to a chat completion, with what the fault does to it; the server may send it in part."""
    if fault in _RETRY_AFTER or fault is Fault.RATE_DATE:
        return _rate_limited(fault)
    match fault:
        case Fault.ERROR_500 | Fault.ERROR_503:
            return error(_FAILED[fault], "The server had an error while processing your request.")
        case Fault.ERROR_502:
            return response(PAGE, 502, HTML)
        case Fault.HTML_BODY:
            return response(PAGE, 200, HTML)
        case Fault.GARBAGE_BODY:
            return response(b'{"id": "chatcmpl-1", "choices": [{"index" 0, \xff\xfe}} ]')
        case Fault.CONTEXT_TOO_LONG:
            said = "This model's maximum context length is 8192 tokens, and the messages have more."
            return error(400, said, param="messages", code="context_length_exceeded")
        case Fault.PROMPT_FILTERED:
            return error(400, "The prompt was stopped by the content filter.", param="prompt", code="content_filter")
        case Fault.KEY_REFUSED:
            return error(401, "Incorrect API key provided.", code="invalid_api_key")
        case Fault.QUOTA:
            return error(429, "You exceeded your current quota.", type="insufficient_quota", code="insufficient_quota")
        case Fault.NO_JSON_SCHEMA:
            return _unsupported_format("json_schema")
        case Fault.UNSUPPORTED_PARAMETER:
            return _unsupported_parameter("max_tokens")
    return response(json.dumps(_completion(asked, plan, fault)).encode())


def _rate_limited(fault: Fault | None) -> bytes:
    if fault is Fault.RATE_DATE:
        headers = {"retry-after": formatdate(math.ceil(time.time()) + 1, usegmt=True)}
    else:
        headers = _RETRY_AFTER[fault] if fault else {}
    told = {"message": "Rate limit reached.", "type": "requests", "param": None, "code": "rate_limit_exceeded"}
    return response(json.dumps({"error": told}).encode(), 429, JSON, **headers)


def _unsupported_format(name: str) -> bytes:
    return error(400, f"response_format {name} not supported", param="response_format")


def _unsupported_parameter(name: str) -> bytes:
    instead = " Use 'max_completion_tokens' instead." if name == "max_tokens" else ""
    said = f"Unsupported parameter: '{name}' is not supported with this model.{instead}"
    return error(400, said, param=name, code="unsupported_parameter")


def _completion(asked: Asked, plan: Plan, fault: Fault | None) -> dict[str, Any]:
    content: str | None = _content(asked, plan, fault)
    finish_reason, refusal = "stop", None
    match fault:
        case Fault.REFUSAL:
            content, refusal = None, "I cannot help with that."
        case Fault.CONTENT_FILTER:
            content, finish_reason = "", "content_filter"
        case Fault.LENGTH:
            finish_reason = "length"
    message = {"role": "assistant", "content": content, "refusal": refusal}
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": finish_reason}
    # About four characters a token, as in English.
    given, made = len(asked.text) // 4, len(content or "") // 4
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 0,
        "model": asked.body.get("model", ""),
        "choices": [] if fault is Fault.NO_CHOICES else [choice],
        "usage": {"prompt_tokens": given, "completion_tokens": made, "total_tokens": given + made},
    }


def _content(asked: Asked, plan: Plan, fault: Fault | None) -> str:
    if fault is Fault.EMPTY_CONTENT:
        return ""
    if fault is Fault.GARBAGE_CONTENT:
        return "The matter wants more thought than these few words can give it."
    if fault is Fault.WRONG_SCHEMA:
        return '{"verdict": "yes", "because": ["one", "two"], "score": 3.5}'
    made = plan.answer(asked)
    if fault is Fault.UNKNOWN_IDS:
        made = astray(made)
    text = made if isinstance(made, str) else json.dumps(made)
    if fault in (Fault.LENGTH, Fault.CUT_CONTENT):
        return text[: len(text) // 2]
    if plan.formats is Formats.IGNORED and not isinstance(made, str):
        return f"Here is what you asked for.\n\n```json\n{text}\n```\n\nTell me if any of it should change."
    return text
