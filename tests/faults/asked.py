"""What a chat completion asks: its evidence, and the schema to answer in."""

import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from drafter.grounding.words import substance

_LINE = re.compile(r"([GR][1-9]\d{0,3})\.(\d{1,5}) \| (.*)")
_SOURCE = re.compile(r"([GR][1-9]\d{0,3}) = (.*)")
_WORD = re.compile(r"(?<![\w'-])[a-z]{5,24}(?![\w'-])")
_PARTIES_PAPERS = ("utilization review", "request for authorization", "application")
_DENIAL = re.compile(r"\b(?:no|nor|not|none|never|without|unless|neither|lacks?|absent|other than)\b", re.IGNORECASE)
_UNFIT = frozenset(
    "about above after again against along among another around attorney before being below between claims could "
    "denied denies disputed during either employee employer every first having lacking least needs never other others "
    "passage physician recorded review right seven shall should since source still three through unless until where "
    "within without".split()
)
"""Words that turn a sentence, count, or are roles of parties."""
_TELLING = {
    '"probability_percent"': "item_draft",
    '"support"': "judge_draft",
    '"status"': "repair_draft",
    '"number"': "summary_repair_draft",
    '"text"': "summary_draft",
    '"pointers"': "select_draft",
}
"""By what a schema of ours is known where its name is not told; the first that stands in it counts."""


@dataclass(frozen=True)
class Line:
    """A line of evidence in a prompt: "G1.2 | …"."""

    source: str
    sentence: int
    text: str

    @property
    def pointer(self) -> dict[str, Any]:
        """The pointer to it, as an answer has it."""
        return {"source": self.source, "sentence": self.sentence}

    @cached_property
    def word(self) -> str | None:
        """A word of it that a sentence can be about, from before the line denies anything."""
        words = _WORD.findall(_DENIAL.split(self.text, maxsplit=1)[0])
        return next((word for word in words if word not in _UNFIT and substance(word)), None)


@dataclass(frozen=True)
class Asked:
    """What a request asks."""

    body: dict[str, Any]
    """The body of the chat completion."""

    @cached_property
    def text(self) -> str:
        """The text of all messages."""
        messages = self.body.get("messages") or ()
        return "\n".join(m["content"] for m in messages if isinstance(m.get("content"), str))

    @property
    def format(self) -> str:
        """The type of `response_format`, "text" where there is none."""
        return str((self.body.get("response_format") or {}).get("type", "text"))

    @cached_property
    def schema_name(self) -> str | None:
        """The name of the schema, or by what it holds that of one of ours; None where no schema is told."""
        if given := self._json_schema.get("name"):
            return str(given)
        text = json.dumps(self.schema) if self.schema else ""
        return next((name for sign, name in _TELLING.items() if sign in text), None)

    @cached_property
    def schema(self) -> dict[str, Any] | None:
        """The schema to answer in, from `response_format`, else from the line of a message that tells it in words."""
        if given := self._json_schema.get("schema"):
            return dict(given)
        told = [line for line in self.text.split("\n") if line.startswith("{") and '"properties"' in line]
        return dict(json.loads(told[-1])) if told else None

    @property
    def _json_schema(self) -> dict[str, Any]:
        return (self.body.get("response_format") or {}).get("json_schema") or {}

    @cached_property
    def sources(self) -> dict[str, str]:
        """The title of each source of evidence: "progress report … (received)" for "R2"."""
        return {match[1]: match[2] for match in filter(None, map(_SOURCE.fullmatch, self._evidence))}

    @cached_property
    def lines(self) -> list[Line]:
        """The lines of evidence, in the prompt's order."""
        matches = filter(None, map(_LINE.fullmatch, self._evidence))
        return [Line(match[1], int(match[2]), match[3]) for match in matches]

    @cached_property
    def _evidence(self) -> list[str]:
        return [line for line in self.text.split("\n") if line.startswith(("G", "R"))]

    def fit(self, kind: str, most: int) -> list[Line]:
        """The first guideline ("G") or record ("R") lines that a sentence can be about; no paper of a party."""
        found: list[Line] = []
        for line in self.lines:
            if len(found) < most and line.source[0] == kind and line.word and not self._of_a_party(line):
                found.append(line)
        return found

    def line(self, kind: str) -> Line | None:
        """The first of them."""
        return next(iter(self.fit(kind, 1)), None)

    def _of_a_party(self, line: Line) -> bool:
        said = f"{self.sources.get(line.source, '')} {line.text}".lower()
        return line.source[0] == "R" and any(paper in said for paper in _PARTIES_PAPERS)
