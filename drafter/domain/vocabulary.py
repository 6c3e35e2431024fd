"""Words that a corpus holds as data and that letters are read with."""

from dataclasses import dataclass

from drafter.domain.request_body import BodyParts
from drafter.domain.titles import Titles


@dataclass(frozen=True)
class Vocabulary:
    """What guidelines and their sections are called, and what body parts are called."""

    titles: Titles
    body_parts: BodyParts
