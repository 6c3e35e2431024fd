"""What a source of the corpus may be: its forms, and the register of those that do not explain themselves.

The register is `sources.yaml` in the corpus folder: every web page that the corpus names, with what it is and when it
was read. No passage rests on the register: the corpus digest leaves it out.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Self

from pydantic import model_validator

from drafter.domain.case import Model, Text
from drafter.errors import GuidelineError
from drafter.places import Fault, NotWellFormed, listed, read_yaml
from drafter.plain_words import as_form

SOURCES_FILE = "sources.yaml"
_REMARK = r"(?: \((?P<remark>.+)\))?"
_DECISIONS = re.compile(rf"as (?:stated|applied|cited) in decisions? (?P<numbers>[^(]+?){_REMARK}")
_NUMBER = re.compile(r"CM\d\d-\d{7}")
_SEED_LETTER = re.compile(rf"(?:as (?:stated|applied|cited) in )?(?:the )?seed letter{_REMARK}")
_LAW = re.compile(rf"(?:8 CCR|Labor Code) \d+(?:\.\d+)*(?:\([A-Za-z0-9]+\))*{_REMARK}")
_GENERAL_USAGE = re.compile(rf"general usage{_REMARK}")
_BETWEEN_SOURCES = re.compile(r";\s+(?![^()]*\))")
_PAGE = re.compile(r"(?<![\w@./-])(?:[a-z0-9-]+\.)+[a-z]{2,6}/[^\s,;\"')\]>]*[^\s,;\"')\]>.:]")


class RegisteredSource(Model):
    """A source that does not explain itself: a web page, or something else by its name."""

    source: Text
    """As the corpus names it; a page as host/path, without scheme."""
    what: Text
    """What it is, and what it is good for."""
    read: date
    """The day on which it was last read."""
    gone: bool = False
    """Whether it is no longer there, or no longer to be relied on."""
    instead: Text | None = None
    """For one that is gone: what to name in its place."""

    @model_validator(mode="after")
    def _replaced(self) -> Self:
        if self.gone != (self.instead is not None):
            raise ValueError('a source with "gone: true", and no other, says under instead what to name in its place')
        return self


class Sources(Model):
    """Everything that `sources.yaml` holds."""

    sources: tuple[RegisteredSource, ...] = ()


@dataclass(frozen=True)
class Register:
    """The registered sources by what the corpus calls them, each with its line in `sources.yaml`."""

    entries: Mapping[str, RegisteredSource] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)

    def find(self, source: str) -> RegisteredSource | None:
        """The entry that a source begins with, the longest; it may go on after a space or a bracket."""
        starts = {len(source), *(place.start() for place in re.finditer(r"[\s(]", source))}
        return next((found for end in sorted(starts, reverse=True) if (found := self.entries.get(source[:end]))), None)


class SourceKind(StrEnum):
    """The forms of a source."""

    DECISION = "decision"
    SEED_LETTER = "seed letter"
    LAW = "regulation or statute"
    GENERAL_USAGE = "general usage"
    REGISTERED = "registered"


@dataclass(frozen=True)
class Source:
    """One source, taken apart."""

    kind: SourceKind
    decisions: tuple[str, ...] = ()
    """The decision numbers that it names, as they are written."""
    registered: RegisteredSource | None = None

    @property
    def malformed(self) -> tuple[str, ...]:
        """Its decision numbers that are none (CM, two figures, a hyphen, seven figures)."""
        return tuple(number for number in self.decisions if not _NUMBER.fullmatch(number))


def source_parts(text: str) -> list[str]:
    """The sources that stand in one line of text, with semicolons between."""
    return _BETWEEN_SOURCES.split(text.strip())


def parse_source(text: str, register: Register) -> Source | None:
    """One source in one of the known forms; None where it is in none."""
    if found := _DECISIONS.fullmatch(text):
        numbers = re.split(r",\s*(?:and\s+)?|\s+and\s+", found["numbers"].strip())
        return Source(SourceKind.DECISION, decisions=tuple(numbers))
    forms = {SourceKind.SEED_LETTER: _SEED_LETTER, SourceKind.LAW: _LAW, SourceKind.GENERAL_USAGE: _GENERAL_USAGE}
    for kind, form in forms.items():
        if form.fullmatch(text):
            return Source(kind)
    registered = register.find(text)
    return Source(SourceKind.REGISTERED, registered=registered) if registered else None


def pages_in(text: str) -> list[str]:
    """The web pages that a text names as host/path."""
    return _PAGE.findall(text)


def load_register(folder: Path) -> Register:
    """The register of a corpus folder; an empty one where it has no `sources.yaml`.

    Raises:
        GuidelineError: the file cannot be read, or has faults: all of them, one a line, as `file:line: what to do`.
    """
    path = folder / SOURCES_FILE
    try:
        data = path.read_bytes() if path.exists() else b""
        text = data.decode("utf-8").replace("\r\n", "\n").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise GuidelineError(f"{SOURCES_FILE}:{line}: a character that is not UTF-8; save the file as UTF-8") from None
    except OSError as error:
        raise GuidelineError(f"{path}: cannot be read ({error.strerror}); mend the corpus folder") from None
    if not text.strip():
        return Register()
    register, faults = _parse(text)
    if faults:
        raise GuidelineError("\n".join(listed(SOURCES_FILE, faults)))
    return register


def _parse(text: str) -> tuple[Register, list[Fault]]:
    try:
        document = read_yaml(text)
    except NotWellFormed as wrong:
        return Register(), [Fault(wrong.line or 1, wrong.message)]
    sources, faults = as_form(document, Sources)
    entries: dict[str, RegisteredSource] = {}
    lines: dict[str, int] = {}
    for index, entry in enumerate(sources.sources if sources else ()):
        line = document.line_of(("sources", index))
        if entry.source in entries:
            faults.append(Fault(line, f"this source is in line {lines[entry.source]} already; keep one of the two"))
        entries.setdefault(entry.source, entry)
        lines.setdefault(entry.source, line)
    return Register(entries, lines), faults
