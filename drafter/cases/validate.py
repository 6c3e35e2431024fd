"""Plain data made a `Case`, with everything that is wrong said at once and in plain words."""

import copy
from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from drafter.domain.case import Case, Problem, problems
from drafter.places import Place
from drafter.plain_words import field_at, from_plain, in_words, odd_dates

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
    found = [Problem(place=place, message=message) for place, message in odd_dates(data, Case)]
    rest = copy.deepcopy(data) if found else data
    for problem in found:
        _set_aside(rest, problem.place, unknown=True)
    for _ in range(_ROUNDS):
        try:
            case = from_plain(Case, rest)
        except ValidationError as error:
            rest = copy.deepcopy(rest)
            for place, message, unknown in in_words(error, Case):
                if not _inside(place, found):
                    found.append(Problem(place=place, message=message))
                _set_aside(rest, place, unknown=unknown)
        else:
            return case, found + [p for p in problems(case) if not _shadow(p.place, found)]
    return None, found


def _inside(place: Place, found: Sequence[Problem]) -> bool:
    return any(place[: len(other.place)] == other.place for other in found)


def _shadow(place: Place, found: Sequence[Problem]) -> bool:
    """Whether a problem there follows from one already found, as "neither file nor text" does from a bad file."""
    return _inside(place, found) or any(
        other.place[:-1] == place and (other.place[-1] in _DECIDES_TEXT or field_at(other.place, Case) is None)
        for other in found
    )


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
