"""An item of a run as it was drafted, made again from the run's folder and its decisions, for the judge to be asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from drafter.domain.draft import SentenceState
from drafter.domain.evidence import Evidence, GuidelineEvidence
from drafter.domain.guideline import Passage
from drafter.drafting.drafter import ItemTask
from drafter.errors import EvaluationError
from drafter.evaluation.blind import BlindCase
from drafter.evaluation.reading import read_cases, read_passages
from drafter.evaluation.run_files import CaseLine, ItemLine, ShownPassage
from drafter.guidelines.in_force import governs


@dataclass(frozen=True)
class DraftedCases:
    """The cases of a run: what its folder keeps of them, and the dates and parties that only the cases have."""

    run: Path
    lines: Mapping[tuple[str, str], CaseLine]
    passages: Mapping[str, Passage]
    blind: Mapping[str, BlindCase]

    @classmethod
    def of(cls, run: Path, blind: tuple[BlindCase, ...]) -> "DraftedCases":
        """The cases of a run's folder.

        Raises:
            EvaluationError: its files cannot be used.
        """
        return cls(run, read_cases(run), read_passages(run), {one.letter: one for one in blind})

    def task(self, line: ItemLine) -> ItemTask:
        """The item as it was drafted.

        Raises:
            EvaluationError: the decisions named are not those that were drafted, or a part of the run is missing.
        """
        drafted, blind = self.lines.get((line.letter, line.condition)), self.blind.get(line.letter)
        if drafted is None or not all(shown.sha256 in self.passages for shown in line.evidence):
            raise EvaluationError(f"{self.run}: item {line.item} of {line.letter} is not whole; run the suite anew")
        if (
            blind is None
            or blind.loaded.records != drafted.records
            or line.request not in blind.loaded.case.items[line.item - 1 : line.item]
        ):
            raise EvaluationError(
                f"{self.run}: item {line.item} of {line.letter} was drafted from another case; name the suite and the "
                "decisions of this run"
            )
        guidelines = tuple(self._evidence(shown, line, blind) for shown in line.evidence)
        evidence = Evidence(guidelines=guidelines, records=drafted.records)
        return ItemTask(line.item, line.request, blind.loaded.case, evidence, search=line.search)

    def _evidence(self, shown: ShownPassage, line: ItemLine, blind: BlindCase) -> GuidelineEvidence:
        passage = self.passages[shown.sha256]
        governing = governs(passage.edition, blind.loaded.case, line.request, None)
        if governing is None:
            raise EvaluationError(f"{self.run}: {shown.source} of {line.letter} is not in force; run the suite anew")
        return GuidelineEvidence(
            source=shown.source,
            passage=passage,
            sha256=shown.sha256,
            score=shown.score,
            in_force_on=governing.date,
            near_boundary=governing.near_boundary,
        )


def states_of(line: ItemLine) -> tuple[SentenceState, ...]:
    """How far each sentence was checked before a judge was asked: what it doubted then is flagged since."""
    doubted = {found.sentence for found in line.findings if found.code == "judge-doubts"}
    return tuple(
        SentenceState.UNJUDGED if number in doubted else state for number, state in enumerate(line.states, start=1)
    )
