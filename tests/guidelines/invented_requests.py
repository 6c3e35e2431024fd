"""150 invented requests with the sections that would govern them, or with none, to try a search on what it was not
made for: aliases and corpus were written without seeing them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from drafter.domain.case import Case, Dates, DisputedItem
from drafter.domain.citation import Citation
from drafter.domain.guideline import Tier
from drafter.evaluation.retrieval import Gold, ItemScore, Scored, score
from drafter.guidelines.index import GuidelineIndex
from drafter.guidelines.retrieve import find_for_item

_FILE = Path(__file__).with_name("invented_requests.jsonl")
_DENIED = date(2016, 12, 15)


@dataclass(frozen=True)
class InventedRequest:
    """A request in its case, and the sections of the MTUS that could be cited for it; none where it is outside."""

    case: Case
    gold: Gold | None


def invented_requests() -> list[InventedRequest]:
    """All of them, in the order of the file."""
    return [_read(json.loads(line)) for line in _FILE.read_text(encoding="utf-8").splitlines()]


def _read(row: dict[str, object]) -> InventedRequest:
    accepted: Sequence[tuple[str, str, str]] = row["accept"]  # type: ignore[assignment]
    case = Case(
        case_number="Synthetic case",
        clinical_summary=str(row["summary"]),
        dates=Dates(ur_denial=_DENIED, injury=date.fromisoformat(str(row["injury"]))),
        items=(DisputedItem(request=str(row["request"])),),
    )
    citations = tuple(
        Citation(tier=Tier.MTUS, guideline=guideline, edition=edition, sections=(section,))
        for guideline, edition, section in accepted
    )
    return InventedRequest(case, Gold(citations) if citations else None)


def score_invented(index: GuidelineIndex) -> tuple[list[ItemScore], int, int]:
    """How those inside fared; how many there are outside, and for how many of these no MTUS passage was found."""
    inside, outside, nothing = [], 0, 0
    for number, one in enumerate(invented_requests(), start=1):
        found = [evidence.passage for evidence in find_for_item(index, one.case, 1, k=20).evidence]
        if one.gold:
            inside.append(score(Scored(f"invented {number}", one.case, 1, one.gold), found))
        else:
            outside += 1
            nothing += not any(passage.edition.tier is Tier.MTUS for passage in found)
    return inside, outside, nothing
