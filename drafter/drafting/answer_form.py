"""Forms of answers: the JSON schema that a server is given, and the way from the text of an answer back to data."""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from drafter.drafting.asking import AnswerForm, Unusable

A = TypeVar("A", bound=BaseModel)


@cache
def form_of(model: type[BaseModel], name: str) -> AnswerForm:
    """The form for `response_format`; without our docstrings, so that these do not change it."""
    return AnswerForm(name, _without_notes(model.model_json_schema()))


def reader(model: type[A]) -> Callable[[str], A]:
    """Reads the text of an answer; raises `Unusable` with the first place that does not fit.

    A name that a model made up is not repeated, since it may be case text.
    """
    fields = _fields(model)

    def read(text: str) -> A:
        try:
            return model.model_validate_json(text)
        except ValidationError as error:
            first = error.errors(include_input=False, include_context=False, include_url=False)[0]
            if first["type"] == "json_invalid":
                raise Unusable("it is not JSON") from None
            steps = [str(step) for step in first["loc"] if isinstance(step, int) or step in fields]
            raise Unusable(f"it does not fit the schema at {'.'.join(steps) or 'its top'}") from None

    return read


@cache
def _fields(model: type[BaseModel]) -> frozenset[str]:
    """The names of all properties of a form."""
    schema = model.model_json_schema()
    return frozenset(
        name for part in (schema, *schema.get("$defs", {}).values()) for name in part.get("properties", ())
    )


def _without_notes(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_without_notes(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        name: _without_notes(part)
        for name, part in schema.items()
        if not (name in ("title", "description") and isinstance(part, str))
    }
