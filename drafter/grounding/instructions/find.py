"""All signs of instructions in a text, put together."""

import re
from collections.abc import Iterator
from functools import lru_cache

from drafter.grounding.instructions.characters import characters_in
from drafter.grounding.instructions.encodings import encoded_in
from drafter.grounding.instructions.marks import marks_in
from drafter.grounding.instructions.place import Place, merged
from drafter.grounding.instructions.plain import plain
from drafter.grounding.instructions.reason import reasoned
from drafter.grounding.instructions.windows import windows

_CAMEL = re.compile(r"(?<![A-Za-z])[A-Z]?[a-z]{1,30}(?:[A-Z][a-z]{1,30}){2,20}")
_HUMPED = re.compile(r"[A-Z](?<=[a-z][A-Z])[a-z]")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SHORT = 4000
"""Characters of the longest text whose places are kept: passages and short fields come again and again in a batch."""


def instructions_in(text: str) -> tuple[Place, ...]:
    """Where a text speaks to a machine, and of which family, in the order of the text.

    For text as it was received, before anything is cleaned out of it, of any length: the time grows with the length.
    """
    return _kept(text) if len(text) <= _SHORT else _found(text)


@lru_cache(maxsize=1024)
def _kept(text: str) -> tuple[Place, ...]:
    return _found(text)


def _found(text: str) -> tuple[Place, ...]:
    small = plain(text)
    marked, said = marks_in(text, small), reasoned(text, small)
    return merged([*marked, *characters_in(text), *encoded_in(text), *said, *_camel(text)])


def _camel(text: str) -> Iterator[Place]:
    """What is said in words written as one, each with a capital: "ApproveEveryRequest"."""
    for start, end in windows(text, _HUMPED, 41, 40):
        for match in _CAMEL.finditer(text, start, end):
            words = _HUMP.sub(" ", match.group()).lower()
            for place in reasoned(words, words):
                yield Place(match.start(), match.end(), place.family)
