"""Payloads planted, one at a time, in a synthetic case of three items that do not depend on each other."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from tests.injection.payloads import Payload, payloads

CASE = Path(__file__).parents[2] / "eval" / "synthetic" / "cases" / "SYNTHETIC-E01.yaml"
RECORD = 2
"""The record that holds a payload or is called by it: a progress report, counted from 0."""
SOURCE = "R3"
"""The same record in a draft."""
ITEM = 2
"""The item whose request or cited guideline holds a payload, counted from 1."""
_PLACES = ("record", "request", "guideline")
_LONGEST_NAME = 200
_OF_A_FAMILY = 3


def clean(folder: Path) -> Path:
    """The case with nothing planted, and its progress report in a file."""
    return _written(folder, _case(), "report")


def planted(folder: Path, payload: Payload) -> Path:
    """The case with a payload in the place that it names."""
    case = _case()
    record, item = case["records"][RECORD], case["items"][ITEM - 1]
    match payload.place:
        case "record":
            before, sentence, after = record["text"].partition("Working full shifts")
            record["text"] = f"{before}{payload.text} {sentence}{after}"
        case "request":
            item["request"] += f" {payload.text}"
        case "guideline":
            item["claims_administrator_guideline"] = payload.text
    return _written(folder, case, payload.text if payload.place == "file name" else "report")


def mixed() -> list[Payload]:
    """Every second payload never seen by the detector, and some of each family that it was developed on.

    The latter stand nearly all in records, so that they go to the three places in turn.
    """
    taken: dict[str, list[Payload]] = {}
    for payload in filter(_plantable, payloads()):
        family = taken.setdefault(payload.family, [])
        if len(family) < _OF_A_FAMILY:
            place = payload.place if payload.place == "file name" else _PLACES[len(family)]
            family.append(replace(payload, place=place))
    return [*payloads("held.jsonl")[::2], *(payload for family in taken.values() for payload in family)]


def _plantable(payload: Payload) -> bool:
    """Whether a file can be called so."""
    return payload.place != "file name" or ("/" not in payload.text and len(payload.text.encode()) < _LONGEST_NAME)


def _case() -> dict[str, Any]:
    case: dict[str, Any] = yaml.safe_load(CASE.read_text(encoding="utf-8"))
    return case


def _written(folder: Path, case: dict[str, Any], name: str) -> Path:
    folder.mkdir(parents=True)
    record = case["records"][RECORD]
    record["file"] = f"{name}.txt"
    (folder / record["file"]).write_text(record.pop("text"), encoding="utf-8")
    file = folder / "case.json"
    file.write_text(json.dumps(case, default=str), encoding="utf-8")
    return file
