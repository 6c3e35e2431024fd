"""The few fields of a case file that a batch is sorted by, read without reading the case.

Ten thousand YAML files take minutes to read. So the fields are sought as lines of their own, which is how they are
nearly always written; where they are written in any other way, the file is read whole. What was seen is compared with
the case once that is read to be drafted.
"""

import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from drafter.domain.case import Priority
from drafter.letters.text_of import Unreadable, utf8_text
from drafter.places import NotWellFormed, read_yaml

_FIELDS = ("schema", "case_number", "due", "priority")
_OF_CASES = "drafter-case/"
_FIELD = re.compile(r"^(schema|case_number|due|priority):(.*)$", re.MULTILINE)
_PLAIN = re.compile(r"""[ \t]+(?:"([^"\\]*)"|'([^']*)'|([A-Za-z0-9][^#:"']*?))(?:[ \t]+#.*)?[ \t]*""")
_CODES = ("utf-8", "utf-16-le", "utf-16-be")
"""How a case file may be written; the last two cannot be read, and are told by name."""
_NO_TEXT = frozenset({"null", "true", "false", "yes", "no", "on", "off"})


@dataclass(frozen=True, slots=True)
class Glance:
    """What a case is sorted by."""

    case_number: str | None
    """None where the file gives none that is text."""
    priority: Priority
    due: date | None


def glance(path: Path, data: bytes) -> Glance | None:
    """What the bytes of a case file (JSON where the name says so, else YAML) show; None where they are no case file.

    A file that cannot be read whole, but names the form of a case or holds a case number, is a case without a number.
    """
    try:
        text = utf8_text(data)
    except Unreadable:
        written = (mark.encode(code) for mark in (_OF_CASES, "case_number") for code in _CODES)
        return _nothing() if any(mark in data for mark in written) else None
    if path.suffix.lower() in (".json", ".jsonl"):
        return glance_json(text)
    return _of_fields(fields) if (fields := _lines(text)) else _glance_yaml(text)


def glance_json(text: str) -> Glance | None:
    """What JSON text shows; see `glance`."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return _unread(text)
    return _of_fields({name: data.get(name) for name in _FIELDS}) if _is_case(data) else None


def _glance_yaml(text: str) -> Glance | None:
    if _OF_CASES not in text and "case_number" not in text:
        return None
    try:
        data = read_yaml(text).data
    except NotWellFormed:
        return _unread(text)
    return _of_fields({name: data.get(name) for name in _FIELDS}) if _is_case(data) else None


def _is_case(data: Any) -> bool:
    if not isinstance(data, dict):
        return False
    schema = data.get("schema")
    return str(schema).startswith(_OF_CASES) if schema is not None else {"case_number", "items"} <= data.keys()


def _unread(text: str) -> Glance | None:
    return _nothing() if _OF_CASES in text or "case_number" in text else None


def _nothing() -> Glance:
    return Glance(None, Priority.STANDARD, None)


def _lines(text: str) -> dict[str, str] | None:
    """The fields as lines of their own; None where one is written otherwise, twice, or the form is not named."""
    found: dict[str, str] = {}
    for match in _FIELD.finditer(text):
        value = _PLAIN.fullmatch(match[2])
        if value is None or match[1] in found:
            return None
        found[match[1]] = next(part for part in value.groups() if part is not None)
        if value[3] and value[3].lower() in _NO_TEXT:
            return None
    return found if "case_number" in found and found.get("schema", "").startswith(_OF_CASES) else None


def _of_fields(fields: dict[str, Any]) -> Glance:
    number, due = fields.get("case_number"), fields.get("due")
    return Glance(
        case_number=number.strip() or None if isinstance(number, str) else None,
        priority=Priority.EXPEDITED if fields.get("priority") == Priority.EXPEDITED.value else Priority.STANDARD,
        due=_day(due),
    )


def _day(text: Any) -> date | None:
    """The date, where it is one; what is wrong with another is said when the case is read."""
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        return None
