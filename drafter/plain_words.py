"""Plain data made one of our forms, and what is wrong with it in words for the person who wrote the file.

No message holds a value of the file, which may be text of a case: a date may be repeated when it looks like one, other
values never.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from drafter.places import Document, Fault, Place

Form = TypeVar("Form", bound=BaseModel)
_DATE_LIKE = re.compile(r"[\d./: TZ+-]{1,25}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_WANTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "date_type": "a date (YYYY-MM-DD)",
    "model_type": "a block of fields",
    "tuple_type": "a list",
}


def as_form(document: Document, form: type[Form], under: Place = ()) -> tuple[Form | None, list[Fault]]:
    """The part of a document at `under` as the form, and everything that is wrong in that part.

    Places are named from that part on. Where there are faults, the form may be there all the same.
    """
    data = document.data
    for step in under:
        data = data[step]
    depth = len(under)
    wrong = [(place[depth:], message) for place, message in document.problems if place[:depth] == under]
    wrong += odd_dates(data, form)
    value: Form | None = None
    try:
        value = from_plain(form, data)
    except ValidationError as error:
        odd = {place for place, _ in wrong}
        wrong += [(place, message) for place, message, _ in in_words(error, form) if place not in odd]
    return value, [document.fault(place, message, under=under) for place, message in wrong]


def from_plain(form: type[Form], data: Any) -> Form:
    """Plain data as the form, by JSON's rules: no text for a number, dates as text, lists for tuples.

    Raises:
        ValidationError: it is not in the form.
    """
    return form.model_validate_json(json.dumps(data), strict=True)


def in_words(error: ValidationError, form: type[BaseModel]) -> Iterator[tuple[Place, str, bool]]:
    """What pydantic found wrong: each place, what to do there, and whether the form has no such field."""
    for detail in error.errors(include_url=False):
        if detail["type"] == "too_short" and detail["input"]:
            continue  # pydantic counts the good parts only; the bad ones are named one by one
        yield tuple(detail["loc"]), _words(detail, form), detail["type"] == "extra_forbidden"


def odd_dates(data: Any, form: type[BaseModel] | None, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Dates that are text but not YYYY-MM-DD; pydantic would take bare digits for seconds since 1970."""
    if isinstance(data, list):
        for index, part in enumerate(data):
            yield from odd_dates(part, form, (*place, index))
    elif isinstance(data, dict) and form:
        dates, forms = _dates_of(form), _forms_in(form)
        for name, value in data.items():
            if name in dates and isinstance(value, str) and not _DATE.fullmatch(value):
                yield (*place, name), _is_no_date(value)
            if name in forms:
                yield from odd_dates(value, forms[name], (*place, name))


@cache
def _dates_of(form: type[BaseModel]) -> frozenset[str]:
    """The names of a form's fields that may be dates."""
    return frozenset(name for name, field in _fields(form).items() if date in _parts_of(field.annotation))


@cache
def _forms_in(form: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """The form that the value of a field, or each part of it, is written in, by the field's name; none for the rest."""
    return {name: inner for name, field in _fields(form).items() if (inner := _form_in(field))}


def field_at(place: Place, form: type[BaseModel]) -> FieldInfo | None:
    """The field at a place of a file in the form; None where the form has none."""
    inner: type[BaseModel] | None = form
    field: FieldInfo | None = None
    for step in place:
        if isinstance(step, str):
            field = _fields(inner).get(step)
            inner = _form_in(field)
    return field


def _words(detail: ErrorDetails, form: type[BaseModel]) -> str:
    kind, place, value = detail["type"], tuple(detail["loc"]), detail["input"]
    context = detail.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown(place, form)
    if kind == "missing":
        return "is missing; fill it in"
    if value is None:
        field = field_at(place, form)
        return "is empty; fill it in" + ("" if field is None or field.is_required() else ", or remove the line")
    match kind:
        case "too_short":
            return "is empty; it needs at least one entry"
        case "string_too_short":
            return "is empty; write the text"
        case "string_pattern_mismatch":
            return _pattern(str(place[-1]), str(context["pattern"]))
        case "greater_than_equal":
            return f"must be {context['ge']} or more"
        case "less_than_equal":
            return f"must be {context['le']} or less"
        case "finite_number":
            return "must be a number"
        case "greater_than":
            return f"must be more than {context['gt']:g}"
        case "value_error":
            return str(context["error"])
        case "enum" | "literal_error":
            return _choice(str(context["expected"]), value)
        case "date_parsing" | "date_from_datetime_parsing":
            return _is_no_date(str(value))
    wanted = _WANTED.get(kind, "something else")
    if wanted == "a whole number" and isinstance(value, float):
        return "must be a whole number, without a decimal point"
    advice = "; put it in quotes" if wanted == "text" and isinstance(value, int | float) else ""
    return f"is {_named(value)} where {wanted} is wanted{advice}"


def _is_no_date(written: str) -> str:
    """The message on text that is not a date, which it repeats only where it looks like one."""
    return f"{written} is not a date (YYYY-MM-DD)" if _DATE_LIKE.fullmatch(written) else "is not a date (YYYY-MM-DD)"


def _form_in(field: FieldInfo | None) -> type[BaseModel] | None:
    """The form that a field's value, or each part of it, is written in; None for text, numbers and dates."""
    kinds = _parts_of(field.annotation) if field else ()
    return next((kind for kind in kinds if issubclass(kind, BaseModel)), None)


def _parts_of(annotation: Any) -> tuple[type, ...]:
    """The plain types that an annotation is made of: date and None of `date | None`."""
    if parts := get_args(annotation):
        return tuple(kind for part in parts for kind in _parts_of(part))
    return (annotation,) if isinstance(annotation, type) else ()


def _fields(form: type[BaseModel] | None) -> dict[str, FieldInfo]:
    return {field.alias or name: field for name, field in form.model_fields.items()} if form else {}


def _unknown(place: Place, form: type[BaseModel]) -> str:
    around = place[:-1]
    names = list(_fields(_form_in(field_at(around, form)) if around else form))
    near = get_close_matches(str(place[-1]).lower(), names, n=1)
    return f'unknown field; did you mean "{near[0]}"?' if near else f"unknown field; known here: {', '.join(names)}"


def _pattern(name: str, pattern: str) -> str:
    match name:
        case "schema":
            return f'must be "{pattern.strip("^$")}"; this version of drafter reads no other form'
        case "id":
            most = ", at most 64" if pattern.endswith("{0,63}$") else ""
            return f"must be small letters, digits and hyphens{most}, beginning with a letter or digit"
    return "is not in the form that is asked for"


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
