"""What a report is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from drafter.domain.guideline import Passage
from drafter.errors import EvaluationError
from drafter.evaluation.curves import CalibrationBin, CoveragePoint
from drafter.evaluation.figure import Figure
from drafter.evaluation.run_files import CaseLine, ItemLine


class LeftOutItem(NamedTuple):
    """An item that no figure counts."""

    letter: str
    item: int
    reason: str


@dataclass(frozen=True)
class ReportInput:
    """A run, as its report needs it."""

    title: str
    """The suite's name."""
    facts: Sequence[tuple[str, str]]
    """What was measured on what, from the manifest: label and value, in order."""
    figures: Sequence[Figure]
    """Every figure: of the draft and of the baselines, in each condition, on each slice."""
    confusion: Mapping[str, Mapping[str, int]]
    """How many items of the condition as written: by what the physician decided (Overturned, Upheld), then by what was
    proposed (also Insufficient, no draft)."""
    calibration: Sequence[CalibrationBin]
    coverage: Sequence[CoveragePoint]
    lines: Sequence[ItemLine]
    """The items in every condition."""
    cases: Mapping[tuple[str, str], CaseLine]
    """The cases by letter and condition; one of which nothing could be drafted may be missing."""
    passages: Mapping[str, Passage]
    """The guideline passages by digest."""
    left_out: Sequence[LeftOutItem] = ()

    def check(self) -> None:
        """Make sure that everything the items point at is there.

        Raises:
            EvaluationError: a case or a passage is missing; one line an item.
        """
        wrong = []
        for line in self.lines:
            place = f"{line.letter}, item {line.item}, {line.condition}"
            if line.draft and (line.letter, line.condition) not in self.cases:
                wrong.append(f"{place}: its case is not in cases.jsonl; run the suite again")
            missing = [shown.source for shown in line.evidence if shown.sha256 not in self.passages]
            if missing:
                wrong.append(f"{place}: {', '.join(missing)} not in passages.jsonl; run the suite again")
        if wrong:
            raise EvaluationError("\n".join(wrong))
