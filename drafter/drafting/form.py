"""The form of a request that a server takes, and what stands around the one JSON object of an answer.

The fullest form is OpenAI's: the schema as `json_schema`, `max_tokens`, temperature and seed. A server that takes less
says so in an error, and is asked again in the next form; what it takes is remembered.
"""

import json
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json, to_json

from drafter.drafting.asking import Ask
from drafter.drafting.failures import Objection
from drafter.drafting.prompt import Prompt

Answers = Literal["json_schema", "json_object", "plain"]
_NEXT: dict[Answers, Answers] = {"json_schema": "json_object", "json_object": "plain"}
_OPTIONAL = ("temperature", "seed")
_ABOUT_ANSWERS = (
    "response_format",
    "response format",
    "json_schema",
    "json schema",
    "json_object",
    "structured output",
    "structured_output",
    "guided",
    "grammar",
)
_NOT_TAKEN = (
    "unsupported",
    "not supported",
    "not support",
    "no support",
    "unrecognized",
    "unrecognised",
    "unknown",
    "unexpected",
    "not permitted",
    "not allowed",
    "extra_forbidden",
    "not implemented",
    "not available",
    "only the default",
    "deprecated",
    "instead",
)
"""Words by which a server says that it does not take a parameter at all, rather than this value of it."""


@dataclass(frozen=True)
class Form:
    """What a server takes."""

    answers: Answers = "json_schema"
    """How it is told the form of the answer; in all but the first, the schema is told in words too."""
    limit: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    """What it calls the most tokens of an answer."""
    left_out: frozenset[str] = field(default_factory=frozenset)
    """Parameters that it does not take."""

    def without(self, objection: Objection) -> "Form | None":
        """The form to ask in next; None where the objection is not to the form.

        OpenAI and Azure OpenAI name `param`, with `code` unsupported_parameter or unsupported_value; Azure says of an
        old `api-version` that json_schema is enabled only for later ones; vLLM names the parameter in its message
        ("extra_forbidden", "Extra inputs are not permitted"), llama.cpp speaks of the grammar that it cannot make.
        """
        named = objection.parameter.partition(".")[0]
        words = objection.words
        if named == "response_format" or (not named and any(sign in words for sign in _ABOUT_ANSWERS)):
            following = _NEXT.get(self.answers)
            return replace(self, answers=following) if following else None
        if not any(sign in words for sign in _NOT_TAKEN):
            return None
        # A message that names both names the one to use instead.
        if self.limit == "max_tokens" and (named == "max_tokens" or (not named and "max_tokens" in words)):
            return replace(self, limit="max_completion_tokens")
        for parameter in _OPTIONAL:
            if parameter not in self.left_out and (named == parameter or (not named and parameter in words)):
                return replace(self, left_out=self.left_out | {parameter})
        return None

    def next_answers(self) -> "Form":
        """The form for a server that takes this one and does not keep to it."""
        return replace(self, answers=_NEXT.get(self.answers, "plain"))

    def completion(self, ask: Ask[Any], turns: list[dict[str, str]], plain: Prompt) -> dict[str, Any]:
        """The chat completion, with further turns after the question; `plain` tells a schema in words."""
        body = {name: value for name, value in ask.body.items() if name not in self.left_out}
        messages = ask.messages
        if self.answers != "json_schema":
            messages = told_in_words(messages, schema_text(ask), plain)
            if self.answers == "json_object":
                body["response_format"] = {"type": "json_object"}
            else:
                del body["response_format"]
        body[self.limit] = body.pop("max_tokens")
        body["messages"] = [*messages, *turns]
        return body

    def body(self, ask: Ask[Any], turns: list[dict[str, str]], plain: Prompt) -> bytes:
        """The same as JSON."""
        return to_json(self.completion(ask, turns, plain))

    def to_json(self) -> str:
        """As the store remembers it."""
        return json.dumps({"answers": self.answers, "limit": self.limit, "left_out": sorted(self.left_out)})

    @classmethod
    def from_json(cls, text: str) -> "Form | None":
        """A form that was remembered; None where it is none of this version's."""
        try:
            return _FORM.validate_json(text)
        except ValidationError:
            return None


_FORM = TypeAdapter(Form)


def schema_text(ask: Ask[Any]) -> str:
    """The schema of the answer, as a prompt gives it."""
    return json.dumps(ask.form.schema, ensure_ascii=False)


def told_in_words(messages: list[dict[str, str]], schema: str, plain: Prompt) -> list[dict[str, str]]:
    """The messages with the schema told at the end of the system message."""
    told = plain.render(schema=schema)[0]["content"]
    first, *rest = messages
    if first["role"] != "system":
        return [{"role": "system", "content": told}, *messages]
    return [{**first, "content": f"{first['content']}\n\n{told}"}, *rest]


_WHITE = " \t\n\r"
"""White space that may stand around JSON (RFC 8259, 2); any other makes an answer unreadable."""


def unwrapped(text: str) -> str:
    """An answer without what stands around its one JSON object: a block of thoughts, a code fence, prose.

    What is within the object is left as it is. An answer that is JSON already, or holds no object, stays whole.
    """
    bare = text.strip(_WHITE)
    if bare.startswith("{") and bare.endswith("}"):
        return text
    if "</think>" in bare and not is_json(bare):
        bare = bare.partition("</think>")[2]
    start, end = bare.find("{"), bare.rfind("}")
    if start < 0 or end < start or is_json(bare):
        return text if bare == text.strip(_WHITE) else bare
    return bare[start : end + 1]


def is_json(text: str) -> bool:
    """Whether a text is JSON, whatever its form."""
    try:
        from_json(text)
    except (ValueError, TypeError):  # TypeError: a lone surrogate, which is no character
        return False
    return True
