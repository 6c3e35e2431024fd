"""What is found: a place in a text, and the family of instruction that it seems to be of."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

_NEAR = 120
"""Characters between two places of one family that are told as one."""


class Family(StrEnum):
    """The families of instructions, as a message names them."""

    OVERRIDE = "rules to be set aside"
    TURN = "a turn of a conversation with a machine"
    ADDRESS = "an address to a machine"
    OUTCOME = "a demand for an outcome"
    FORMAT = "a demand on the form of an answer"
    EVIDENCE = "lines made up as evidence"
    MARKUP = "markup"
    CHARACTERS = "hidden or look-alike characters"
    ENCODED = "encoded text"
    LANGUAGE = "an instruction in another language"


@dataclass(frozen=True)
class Place:
    """`text[start:end]` seems to be, or to be part of, an instruction of the family."""

    start: int
    end: int
    family: Family


def merged(places: Iterable[Place]) -> tuple[Place, ...]:
    """The places in order, those of one family that overlap or stand close told as one."""
    found: list[Place] = []
    latest: dict[Family, int] = {}
    for place in sorted(places, key=lambda p: (p.start, p.end)):
        at = latest.get(place.family)
        if at is not None and place.start <= found[at].end + _NEAR:
            found[at] = Place(found[at].start, max(found[at].end, place.end), place.family)
        else:
            latest[place.family] = len(found)
            found.append(place)
    return tuple(found)
