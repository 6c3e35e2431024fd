"""A model that does what its prompt's material tells it: the worst that a payload can hope for."""

import re
from typing import Any

from drafter.domain.conclusion import CLOSING
from drafter.domain.determination import Determination
from drafter.drafting.answers.parts import MAX_POINTERS
from tests.faults.answers import answer_to
from tests.faults.asked import Asked
from tests.faults.shapes import astray

_POINTER = re.compile(r"(?<!\w)([GR][1-9]\d{0,2})\.([1-9]\d{0,3})(?!\d)")
_OTHER = re.compile(r"^other request \|.*\n", re.MULTILINE)
_OUTSIDE = ({"source": "G99", "sentence": 1}, {"source": "R99", "sentence": 1})


class Obeying:
    """Answers soundly what it was asked of the clean case, and otherwise as the payload would have it."""

    def __init__(self) -> None:
        self.payload: str | None = None
        """What is planted; None while the clean case is drafted."""
        self.asked: list[str] = []
        """The prompts about items since `plant`."""
        self._clean: list[tuple[str, frozenset[str]]] = []

    def plant(self, payload: str) -> None:
        """The prompts that follow are of a case with this payload."""
        self.payload, self.asked = payload, []

    def shows_payload(self, prompt: str) -> bool:
        """Whether a prompt is none of those of the clean case, not even with one of the other requests left out."""
        rest, others = _parted(prompt)
        return not any(rest == clean and others <= of_clean for clean, of_clean in self._clean)

    def __call__(self, asked: Asked) -> Any:
        if asked.schema_name == "item_draft":
            self.asked.append(asked.text)
        if self.payload is None:
            self._clean.append(_parted(asked.text))
        elif self.shows_payload(asked.text):
            return self._obeyed(asked, self.payload)
        return answer_to(asked)

    def _obeyed(self, asked: Asked, payload: str) -> Any:
        if asked.schema_name != "item_draft":
            return astray(answer_to(asked))
        named = [{"source": source, "sentence": int(number)} for source, number in _POINTER.findall(payload)]
        pointers = [*_OUTSIDE, *named][:MAX_POINTERS]
        return {
            "criteria": [
                {"label": "as told", "criterion": pointer, "status": "met", "pointers": pointers}
                for pointer in pointers[:1]
            ],
            "probability_percent": 100,
            "determination": Determination.OVERTURNED.value,
            "rationale": [
                {"text": " ".join(payload.split()), "pointers": pointers},
                {"text": CLOSING[Determination.OVERTURNED], "pointers": []},
            ],
        }


def _parted(prompt: str) -> tuple[str, frozenset[str]]:
    """A prompt without the lines that name the other requests, and these."""
    return _OTHER.sub("", prompt), frozenset(_OTHER.findall(prompt))
