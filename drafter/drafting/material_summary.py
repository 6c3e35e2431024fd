"""What the prompts `summary` and `select` show a model: the records of a case, and what is asked for."""

from collections.abc import Sequence
from typing import Any

from drafter.domain.case import Case, ItemStatus
from drafter.domain.dates import long_date
from drafter.domain.evidence import RecordEvidence
from drafter.domain.redaction import Line, Redaction
from drafter.drafting.material import record_lines


def summary_material(
    case: Case, records: Sequence[RecordEvidence], shown: Sequence[RecordEvidence] | None = None
) -> dict[str, Any]:
    """The variables of the prompt `summary`; `shown` is what is shown of the records, all of it where left out."""
    line = Redaction(case.parties).line
    return {**_case(case, line), "records": record_lines(records, records if shown is None else shown, line)}


def select_material(case: Case, part: Sequence[RecordEvidence], most: int) -> dict[str, Any]:
    """The variables of the prompt `select`, for one part of the records (`fitting.parts`).

    `most` is how many sentences may be chosen of it, at most `answers.select.MAX_SELECTED`.
    """
    line = Redaction(case.parties).line
    return {**_case(case, line), "records": record_lines(part, part, line), "most": most}


def _case(case: Case, line: Line) -> dict[str, Any]:
    dates = {"injury": case.dates.injury, "ur_denial": case.dates.ur_denial}
    return {
        "dates": {name: long_date(day) if day else None for name, day in dates.items()},
        "requests": [line(item.request) for item in case.items if item.status is ItemStatus.OPEN],
    }
