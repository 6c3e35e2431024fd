"""Plain data made a `Case`, with everything that is wrong said at once and in plain words."""

import copy
import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from pydantic import ValidationError

from drafter.cases.places import Place
from drafter.cases.words import field_at, form_in, in_words, is_a_date, parts_of
from drafter.domain.case import Case, Model, Problem, problems

_ROUNDS = 5
_STAND_INS: dict[str, Any] = {"case_number": "?", "request": "?", "type": "other", "items": [{"request": "?"}]}
_DECIDES_TEXT = ("file", "text", "status")


def validate(data: Any) -> tuple[Case | None, list[Problem]]:
    """The case that the data states, and all its problems; places count lists from 0.

    What is wrong field by field would hide what is wrong between fields. So each bad part is set aside, or replaced
    where the form asks for it, until a case stands that the checks between fields can be run on. Where there are
    problems, that case is good for finding further ones only; None where not even that is left.
    """
    if not isinstance(data, dict):
        message = "is empty" if data is None else f"holds {'a list' if isinstance(data, list) else 'plain text'}"
        return None, [Problem(place=(), message=f"the file {message}; it must hold the fields of one case")]
    rest = copy.deepcopy(data)
    found = list(_odd_dates(rest))
    for problem in found:
        _set_aside(rest, problem.place, unknown=True)
    for _ in range(_ROUNDS):
        try:
            case = Case.model_validate_json(json.dumps(rest), strict=True)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                place = tuple(detail["loc"])
                if detail["type"] == "too_short" and detail["input"]:
                    continue  # pydantic counts the good items only; the bad ones are named one by one
                if not _inside(place, found):
                    found.append(Problem(place=place, message=in_words(detail)))
                _set_aside(rest, place, unknown=detail["type"] == "extra_forbidden")
        else:
            return case, found + [p for p in problems(case) if not _shadow(p.place, found)]
    return None, found


def _inside(place: Place, found: Sequence[Problem]) -> bool:
    return any(place[: len(other.place)] == other.place for other in found)


def _shadow(place: Place, found: Sequence[Problem]) -> bool:
    """Whether a problem there follows from one already found, as "needs file or text" does from a bad file."""
    return _inside(place, found) or any(
        other.place[:-1] == place and (other.place[-1] in _DECIDES_TEXT or field_at(other.place) is None)
        for other in found
    )


def _odd_dates(data: Any, form: type[Model] | None = Case, place: Place = ()) -> Iterator[Problem]:
    """Dates that are text but not YYYY-MM-DD; pydantic would take bare digits for seconds since 1970."""
    if isinstance(data, list):
        for index, part in enumerate(data):
            yield from _odd_dates(part, form, (*place, index))
    elif isinstance(data, dict) and form:
        for name, value in data.items():
            field = form.model_fields.get(name)
            kinds = parts_of(field.annotation) if field else ()
            if date in kinds and isinstance(value, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
                yield Problem(place=(*place, name), message=is_a_date(value))
            yield from _odd_dates(value, form_in(field), (*place, name))


def _set_aside(data: Any, place: Place, *, unknown: bool) -> None:
    """Remove the part at a place, or put a stand-in there where a case cannot be without it."""
    *around, last = place
    for step in around:
        data = data[step]
    if isinstance(data, list):
        data[int(last)] = {} if place[0] in ("records", "items") else "?"
    elif unknown:
        data.pop(last, None)
    elif last == "id":
        data["id"] = f"stand-in-{around[-1]}"
    elif last in _STAND_INS:
        data[last] = copy.deepcopy(_STAND_INS[str(last)])
    else:
        data.pop(last, None)
