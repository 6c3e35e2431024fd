"""Invented cases by the thousand, for batches under load: our own synthetic cases, each copy with texts of its own."""

import json
import random
import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

SEEDS = Path(__file__).parents[2] / "eval" / "synthetic" / "cases"
_SIDES = ("left", "right")
_PLACES = ("kitchen", "warehouse", "office", "garage", "greenhouse", "laundry", "library", "bakery")
_HABITS = ("walks", "swims", "rides a bicycle", "gardens", "stretches", "climbs stairs")

_FIGURE = re.compile(r"(?<![\d/.:-])\d{2,3}(?![\d/.:-]|,\d)")


def write_cases(
    folder: Path, n: int, *, items: tuple[int, ...] = (1, 2, 3), summaries: bool = True, first: int = 0
) -> int:
    """Write n cases as JSON files.

    Args:
        folder: where to.
        n: how many.
        items: how many items a case has, in turn.
        summaries: whether each has a clinical summary, so that none has to be asked for.
        first: the number of the first case; cases of other numbers have other texts.

    Returns:
        How many items they have in all.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = 0
    for number in range(first, first + n):
        seed = _seeds()[number % len(_seeds())]
        case = _varied(seed, number, items[number % len(items)], summaries)
        (folder / f"{case['case_number']}.json").write_text(json.dumps(case, indent=1), encoding="utf-8")
        written += len(case["items"])
    return written


@cache
def _seeds() -> tuple[dict[str, Any], ...]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loaded = [yaml.load(file.read_text(encoding="utf-8"), loader) for file in sorted(SEEDS.glob("*.yaml"))]
    return tuple(json.loads(json.dumps(case, default=str)) for case in loaded)


def _varied(seed: dict[str, Any], number: int, items: int, summaries: bool) -> dict[str, Any]:
    draw = random.Random(number)
    case = seed | {
        "case_number": f"INVENTED-{number:05}",
        "due": f"2018-{1 + number % 12:02}-{1 + number % 28:02}",
        "priority": "expedited" if number % 10 == 9 else "standard",
        "records": [_record(record, draw) for record in seed["records"]],
        "items": [_item(item, draw) for item in _items(seed["items"], number // len(_seeds()), items)],
    }
    return case | {"clinical_summary": f"The employee was hurt at work. {_entry(draw)}"} if summaries else case


def _record(record: dict[str, Any], draw: random.Random) -> dict[str, Any]:
    """The record with other figures in it, dates apart, and with an entry of its own."""
    if "text" not in record:
        return record
    text = _FIGURE.sub(
        lambda figure: str(draw.randrange(10 ** (len(figure[0]) - 1), 10 ** len(figure[0]))), record["text"]
    )
    return record | {"text": f"{text}\n\n{_entry(draw)}"}


def _item(item: dict[str, Any], draw: random.Random) -> dict[str, Any]:
    """The item with a request in words of its own, so that no search for it serves another case."""
    own = f"order {draw.randrange(100_000, 1_000_000)}, worker of the {draw.choice(_PLACES)}"
    return item | {"request": f"{item['request']} ({own})"}


def _items(given: list[dict[str, Any]], turn: int, n: int) -> list[dict[str, Any]]:
    """So many of the items, each time others, but for those that depend on one: they keep its company."""
    if any("depends_on" in item for item in given):
        return given[:n]
    return [given[(turn + k) % len(given)] for k in range(min(n, len(given)))]


def _entry(draw: random.Random) -> str:
    """Two sentences that hardly any other case has."""
    weight, pulse, minutes = draw.randrange(110, 260), draw.randrange(52, 98), draw.randrange(5, 90)
    return (
        f"The employee works in the {draw.choice(_PLACES)}, {draw.choice(_HABITS)} for {minutes} minutes a day "
        f"and carries a bag on the {draw.choice(_SIDES)} side. Weight was {weight} lb and pulse {pulse}."
    )
