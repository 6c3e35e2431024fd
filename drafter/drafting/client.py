"""One call to an OpenAI-compatible model server, and every way in which it can fail, said in one line."""

import asyncio
import email.utils
import time
from typing import Any

import httpx2
import openai
from pydantic_core import from_json

from drafter.domain.text import fold
from drafter.drafting.asking import Reply
from drafter.drafting.completion import AGAIN, reply_in
from drafter.drafting.failures import CallFailure, Failure, Objection
from drafter.loopback import Access, Server, async_connection

_CONTEXT_ERROR = "exceed_context_size_error"
_TOO_LONG = (
    "context_length",
    "context length",
    "context size",
    "context window",
    "too many tokens",
    "too long",
    "max_tokens must be at least 1, got",  # what vLLM says of a prompt that leaves no token for the answer
)
_NO_CREDIT = ("insufficient_quota", "credit_balance", "spend_limit", "usage_limit")
"""Codes alone: OpenAI speaks of billing, and others of a quota, where a minute's wait is all that is needed."""
_OBJECTIONS = (400, 404, 422, 501)
"""With these a server refuses a request for its form, if for that at all."""
_JSON = {"content-type": "application/json"}


class Client:
    """Calls one model server, one call for one answer; for one event loop; to be closed."""

    def __init__(self, server: Server, access: Access, calls: int) -> None:
        """Prepare; nothing is sent yet. `calls` is how many there are at most at a time.

        Raises:
            ModelError: the key holds what no header can.
        """
        self._server = server
        self._http = async_connection(server, access, calls)
        # The connection sets the header with the key; the library wants to be given one in any case.
        self._openai = openai.AsyncOpenAI(
            base_url=server.base_url,
            api_key="none",
            max_retries=0,
            timeout=self._http.timeout,
            default_query={"api-version": access.version} if access.version else None,
            http_client=self._http,
        )

    async def close(self) -> None:
        """Close its connections."""
        await self._openai.close()

    async def call(self, request: bytes, *, about: str, model: str, max_tokens: int, timeout: float) -> Reply:
        """Ask the server once, without retries.

        Args:
            request: the body of a chat completion, as JSON.
            about: what it is about, as errors name it.
            model: the model that it names.
            max_tokens: the tokens that it lets an answer have.
            timeout: seconds in which the whole answer must be there.

        Raises:
            CallFailure: no answer came that is whole; its text holds no case text and no key.
        """
        at = f"{about}: the model server at {self._server.address}"
        try:
            async with asyncio.timeout(timeout):
                # The body as it came: the library's own reading of it lets through what is no chat completion.
                response = await self._openai.post(
                    "/chat/completions", cast_to=httpx2.Response, content=request, options={"headers": _JSON}
                )
        except TimeoutError:
            failed = CallFailure(
                Failure.TIMEOUT, f"{at} did not answer within {timeout:g} s; raise DRAFTER_TIMEOUT or use a faster one"
            )
        except openai.APIConnectionError as error:
            failed = _connection_failure(error, at)
        except openai.APIStatusError as error:
            failed = _status_failure(error, at, fold(model))
        else:
            return reply_in(response.content, at, max_tokens)
        raise failed


def _connection_failure(error: openai.APIConnectionError, at: str) -> CallFailure:
    if isinstance(error.__cause__, httpx2.ConnectError | httpx2.ConnectTimeout):
        return CallFailure(Failure.UNREACHABLE, f"{at} cannot be reached; start it, or correct --base-url")
    return CallFailure(Failure.CONNECTION, f"{at} broke off before its answer was whole; {AGAIN}")


def _status_failure(error: openai.APIStatusError, at: str, model: str) -> CallFailure:
    objection = _objection(error.response.content)
    kind, said = _status_fault(error.status_code, objection.words, model)
    about_form = error.status_code in _OBJECTIONS and kind in (Failure.REQUEST_REFUSED, Failure.UNKNOWN_MODEL)
    return CallFailure(
        kind,
        f"{at} {said}",
        wait=_asked_wait(error.response.headers),
        objection=objection if about_form else None,
    )


def _status_fault(status: int, words: str, model: str) -> tuple[Failure, str]:
    if status in (402, 429) and (status == 402 or any(sign in words for sign in _NO_CREDIT)):
        return Failure.QUOTA, f"has no credit left for this key ({status}); add to it, or use another key"
    if status == 429:
        return Failure.RATE_LIMIT, "is over its rate limit (429); wait and draft again"
    if status in (401, 403):
        return Failure.KEY_REFUSED, f"refused the key ({status}); set DRAFTER_API_KEY"
    # llama.cpp said so with 500 for a while.
    if status == 413 or _CONTEXT_ERROR in words or (status < 500 and any(sign in words for sign in _TOO_LONG)):
        return (
            Failure.PROMPT_TOO_LONG,
            f"finds the prompt too long for the model's context ({status}); use a model with a longer one",
        )
    if status in (408, 409, 425) or (status >= 500 and status != 501):
        return Failure.SERVER_ERROR, f"failed ({status}); {AGAIN}"
    if 300 <= status < 400:
        return (
            Failure.REDIRECT,
            f"redirects elsewhere ({status}), which is not followed; give the final address with --base-url",
        )
    if "content_filter" in words or "content management policy" in words:
        return (
            Failure.CONTENT_FILTER,
            f"stopped the request by its content filter ({status}); use another server or draft the item by hand",
        )
    if status == 404:
        return (
            Failure.UNKNOWN_MODEL,
            f'knows no model "{model}" (404), or no such path; correct --model, or --base-url (it often ends in /v1)',
        )
    return Failure.REQUEST_REFUSED, f"refused the request ({status}); it must take chat completions with max_tokens"


def _objection(body: bytes) -> Objection:
    """What stands in the body of an error, in any of the shapes that servers give it.

    `{"error": {message, type, param, code}}` is OpenAI's; vLLM of old has the same without "error", some have a text as
    "error", and FastAPI has `{"detail": [{loc, msg}]}`.
    """
    try:
        data = from_json(body)
    except ValueError:
        return Objection("", body[:_READ].decode("utf-8", "replace").lower())
    error = data.get("error", data) if isinstance(data, dict) else data
    fields = error if isinstance(error, dict) else {"message": error}
    said = [fields.get(name) for name in ("message", "code", "type", "detail")]
    parameter = fields.get("param")
    return Objection(parameter if isinstance(parameter, str) else "", " ".join(map(str, filter(None, said))).lower())


_READ = 4096
"""Bytes that are read of an error that is no JSON."""


def _asked_wait(headers: Any) -> float | None:
    """Seconds that a server asks us to wait: `retry-after-ms`, or `Retry-After` in seconds or as a date (RFC 9110)."""
    if (wait := _number(headers.get("retry-after-ms"))) is not None:
        return wait / 1000
    said = headers.get("retry-after")
    if (wait := _number(said)) is not None or said is None:
        return wait
    try:
        return max(0.0, email.utils.parsedate_to_datetime(said).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None


def _number(said: str | None) -> float | None:
    try:
        number = float(said or "")
    except ValueError:
        return None
    return number if 0 <= number < float("inf") else None
