"""Payloads and clean medical prose, all invented, that the detector of instructions is developed on."""

import json
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Payload:
    """One text that speaks to a machine, its family in the words of the file, and where it would be planted."""

    family: str
    place: str
    text: str


def payloads(name: str = "dev.jsonl") -> list[Payload]:
    lines = (FOLDER / name).read_text(encoding="utf-8").split("\n")
    return [Payload(**json.loads(line)) for line in lines if line]


def clean_lines() -> list[str]:
    """Prose as records hold it, much of it in words that payloads have too; one text a line."""
    return (FOLDER / "clean.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
