"""What we read of a chat completion, and every way in which it can be none that answers."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ValidationError

from drafter.drafting.asking import Reply
from drafter.drafting.failures import CallFailure, Failure

AGAIN = "look at its log and draft again"


class _Message(BaseModel):
    content: str | None = None
    refusal: str | None = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None


_MOST_TOKENS = 2**31
"""More than any call takes; a count above it is wrong, and would not fit the store."""


def _believed(tokens: int | None) -> int | None:
    return tokens if tokens is not None and 0 <= tokens < _MOST_TOKENS else None


_Tokens = Annotated[int | None, AfterValidator(_believed)]
"""A count of tokens; one that cannot be is none."""


class _Usage(BaseModel):
    prompt_tokens: _Tokens = None
    completion_tokens: _Tokens = None


class _Completion(BaseModel):
    """What we read of a chat completion; servers differ in the rest."""

    choices: list[_Choice]
    usage: _Usage | None = None


def reply_in(body: bytes, at: str, max_tokens: int) -> Reply:
    """The reply in the body of a chat completion; `at` begins what an error says.

    Raises:
        CallFailure: it is no chat completion, or one without a whole answer.
    """
    try:
        completion = _Completion.model_validate_json(body)
    except ValidationError:
        completion = None
    if completion is None:
        page = body.lstrip()[:1] == b"<"
        raise CallFailure(
            Failure.HTML if page else Failure.NO_COMPLETION,
            f"{at} answered with {'a web page' if page else 'something'} that is no chat completion; --base-url must "
            "be that of an OpenAI-compatible API, which often ends in /v1",
        )
    usage = completion.usage or _Usage()
    tokens = (usage.prompt_tokens, usage.completion_tokens)
    choice = completion.choices[0] if completion.choices else None
    if (fault := _fault_of(choice, max_tokens)) is not None:
        kind, said = fault
        raise CallFailure(kind, f"{at}{said}", finish_reason=choice.finish_reason if choice else None, tokens=tokens)
    assert choice is not None
    return Reply(choice.message.content or "", choice.finish_reason, *tokens)


def _fault_of(choice: _Choice | None, max_tokens: int) -> tuple[Failure, str] | None:
    if choice is None:
        return Failure.NO_CHOICE, f" answered without a choice; {AGAIN}"
    if choice.message.refusal:
        return Failure.REFUSAL, ": the model refused to draft; use another model or draft the item by hand"
    if choice.finish_reason == "content_filter":
        return (
            Failure.CONTENT_FILTER,
            " stopped the answer by its content filter; use another server or draft the item by hand",
        )
    if choice.finish_reason == "length":
        where = f"at {max_tokens} tokens or at the end of the model's context"
        return Failure.CUT_OFF, f" cut the answer off, {where}; use another model"
    if not (choice.message.content or "").strip():
        return Failure.EMPTY, " gave an empty answer; use another model"
    return None
