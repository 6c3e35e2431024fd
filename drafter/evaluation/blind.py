"""Decisions as blind cases: what the reviewer was asked, from the letter, or from full records where there are some."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from drafter.cases.from_letter import case_from_letter
from drafter.cases.load import LoadedCase, load_case
from drafter.cases.records import read_records
from drafter.domain.decision import Decision
from drafter.domain.text import fold, sha256_text
from drafter.errors import EvaluationError


@dataclass(frozen=True)
class BlindCase:
    """A decided case without its answer, and the decision to compare with."""

    letter: str
    decision: Decision
    loaded: LoadedCase
    full_records: bool
    """Whether it was read from records, and not made from the letter's summary."""


def blind_cases(letters: Mapping[str, Decision], folder: Path | None) -> tuple[BlindCase, ...]:
    """The case of every decision: the file CASE-NUMBER.yaml of a folder where there is one, else made from the letter.

    Raises:
        CaseError: a case file cannot be used.
        EvaluationError: a case file asks for other things than its decision decides, or is of no decision read.
    """
    if folder and not folder.is_dir():
        raise EvaluationError(f"{folder}: is no folder; name the folder of the case files in the suite")
    files = {file.stem: file for file in sorted(folder.glob("*.yaml"))} if folder else {}
    if stray := sorted(files.keys() - letters.keys()):
        raise EvaluationError(f"{files[stray[0]]}: no decision of that case number was read; take it out or add one")
    return tuple(_blind(letter, decision, files.get(letter)) for letter, decision in letters.items())


def _blind(letter: str, decision: Decision, file: Path | None) -> BlindCase:
    if file is None:
        return BlindCase(letter, decision, _from_letter(letter, decision), full_records=False)
    loaded = load_case(file)
    asked = [fold(item.request) for item in loaded.case.items]
    decided = [fold(item.request) for item in decision.items]
    if asked != decided:
        place = next((n for n, pair in enumerate(zip(asked, decided, strict=False), 1) if pair[0] != pair[1]), None)
        what = f"item {place} asks for something else" if place else f"{len(asked)} items, and {len(decided)} decided"
        raise EvaluationError(f"{file}: not the case of decision {letter}: {what}; make the requests the same")
    return BlindCase(letter, decision, loaded, full_records=True)


def _from_letter(letter: str, decision: Decision) -> LoadedCase:
    case = case_from_letter(decision, letter)
    records, _ = read_records(case, Path())  # a summary has no file that could be unreadable
    return LoadedCase(case, records, Path(f"{letter}.yaml"), sha256_text(case.model_dump_json(by_alias=True)))
