"""What the form says of a case file's fields, in words for the person who fills it in.

No message holds text of the case: a date may be repeated when it looks like one, other values never.
"""

import re
from difflib import get_close_matches
from typing import Any, get_args

from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from drafter.cases.places import Place
from drafter.domain.case import CASE_SCHEMA, Case, Model

_DATE_LIKE = re.compile(r"[\d./: TZ+-]{1,25}")
_WANTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "date_type": "a date (YYYY-MM-DD)",
    "model_type": "a block of fields",
    "tuple_type": "a list",
}
_PATTERNS = {
    "schema": f'must be "{CASE_SCHEMA}"; this version of drafter reads no other form',
    "id": "must be small letters, digits and hyphens, at most 64, beginning with a letter or digit",
}


def in_words(detail: ErrorDetails) -> str:
    """One of pydantic's errors on a case, in plain words."""
    kind, place, value = detail["type"], tuple(detail["loc"]), detail["input"]
    context = detail.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown(place)
    if kind == "missing":
        return "is missing; every case needs it" if len(place) == 1 else "is missing; fill it in"
    if value is None:
        field = field_at(place)
        return "is empty; fill it in" + ("" if field is None or field.is_required() else ", or remove the line")
    match kind:
        case "too_short":
            return "is empty; a case needs at least one item"
        case "string_too_short":
            return "is empty; write the text"
        case "string_pattern_mismatch":
            return _PATTERNS.get(str(place[-1]), "is not in the form that is asked for")
        case "greater_than_equal":
            return f"must be {context['ge']} or more"
        case "enum":
            return _choice(str(context["expected"]), value)
        case "date_parsing" | "date_from_datetime_parsing":
            return is_a_date(str(value))
    wanted = _WANTED.get(kind, "something else")
    if wanted == "a whole number" and isinstance(value, float):
        return "must be a whole number, without a decimal point"
    advice = "; put it in quotes" if wanted == "text" and isinstance(value, int | float) else ""
    return f"is {_named(value)} where {wanted} is wanted{advice}"


def is_a_date(written: str) -> str:
    """The message on text that is not a date, which it repeats only where it looks like one."""
    return f"{written} is not a date (YYYY-MM-DD)" if _DATE_LIKE.fullmatch(written) else "is not a date (YYYY-MM-DD)"


def field_at(place: Place) -> FieldInfo | None:
    """The form's field at a place of a case file; None where the form has none."""
    form: type[Model] | None = Case
    field: FieldInfo | None = None
    for step in place:
        if isinstance(step, str):
            field = _fields(form).get(step)
            form = form_in(field)
    return field


def form_in(field: FieldInfo | None) -> type[Model] | None:
    """The form that a field's value, or each part of it, is written in; None for text, numbers and dates."""
    kinds = parts_of(field.annotation) if field else ()
    return next((kind for kind in kinds if issubclass(kind, Model)), None)


def parts_of(annotation: Any) -> tuple[type, ...]:
    """The plain types that an annotation is made of: date and None of `date | None`."""
    if parts := get_args(annotation):
        return tuple(kind for part in parts for kind in parts_of(part))
    return (annotation,) if isinstance(annotation, type) else ()


def _fields(form: type[Model] | None) -> dict[str, FieldInfo]:
    return {field.alias or name: field for name, field in form.model_fields.items()} if form else {}


def _unknown(place: Place) -> str:
    names = list(_fields(form_in(field_at(place[:-1])) if len(place) > 1 else Case))
    near = get_close_matches(str(place[-1]).lower(), names, n=1)
    return f'unknown field; did you mean "{near[0]}"?' if near else f"unknown field; known here: {', '.join(names)}"


def _choice(expected: str, value: Any) -> str:
    options = re.findall(r"'([^']*)'", expected)
    near = get_close_matches(value.lower(), options, n=1) if isinstance(value, str) else []
    return f'not a choice; did you mean "{near[0]}"?' if near else f"must be one of: {', '.join(options)}"


def _named(value: Any) -> str:
    match value:
        case bool():
            return "a yes or no"
        case int() | float():
            return "a number"
        case str():
            return "text"
        case list():
            return "a list"
    return "a block of fields"
