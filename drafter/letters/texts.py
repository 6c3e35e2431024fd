"""Every text of a draft or decision at once: changed, or searched for characters that a letter cannot show."""

import unicodedata
from collections import Counter
from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

from drafter.domain.case import Model
from drafter.domain.citation import Citation, NotParsed
from drafter.domain.draft import ModelCall
from drafter.domain.request import ParsedRequest
from drafter.letters.display import removed, what_became_of

_M = TypeVar("_M", bound=Model)
_NOT_SHOWN = (ModelCall, ParsedRequest, Citation, NotParsed)
"""What no letter shows: a server's answers, and what repeats in parts the words of a letter."""


def with_texts(model: _M, change: Callable[[str], str], keep: tuple[type[Model], ...] = ()) -> _M:
    """A copy of the model in which every text is changed.

    Words of the form (statuses, kinds) stay, and so do the models of the types in `keep`.
    """
    return model.model_copy(update={name: _changed(value, change, keep) for name, value in model})


def texts(value: Any) -> list[str]:
    """Every text of a model that a letter may show, each once; not the words of the form."""
    found: list[str] = []
    _gather(value, found)
    return found


def _gather(value: Any, found: list[str]) -> None:
    kind = type(value)
    if kind is str:  # the words of the form are enumerations
        found.append(value)
    elif kind is tuple:
        for part in value:
            _gather(part, found)
    elif kind is dict:
        for part in value.values():
            _gather(part, found)
    elif isinstance(value, Model) and not isinstance(value, _NOT_SHOWN):
        for _, field in value:
            _gather(field, found)


def removed_from(model: Model) -> tuple[str, ...]:
    """The characters that no letter shows, as lines for the reader: which, and how many of each."""
    counted = Counter(removed("\n".join(texts(model))))
    return tuple(
        f"{named(character)}: {what_became_of(character)}, {count} in all"
        for character, count in sorted(counted.items())
    )


def named(character: str) -> str:
    """A character by its number and name: "U+202E RIGHT-TO-LEFT OVERRIDE"."""
    return f"U+{ord(character):04X} {unicodedata.name(character, 'control or unassigned character')}"


def _changed(value: Any, change: Callable[[str], str], keep: tuple[type[Model], ...]) -> Any:
    if isinstance(value, keep):
        return value
    if isinstance(value, Model):
        return with_texts(value, change, keep)
    if isinstance(value, tuple):
        return tuple(_changed(part, change, keep) for part in value)
    if isinstance(value, dict):
        return {name: _changed(part, change, keep) for name, part in value.items()}
    return change(value) if isinstance(value, str) and not isinstance(value, Enum) else value
