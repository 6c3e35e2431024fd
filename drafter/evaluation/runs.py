"""Runs as they are compared: their tables, whether they can be compared at all, and what differs between them."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import numpy
from pydantic import Field

from drafter.domain.case import Model
from drafter.errors import EvaluationError
from drafter.evaluation.compare import Comparison, RunTables, compare
from drafter.evaluation.flips import Flip, flips
from drafter.evaluation.manifest import Manifest, read_manifest
from drafter.evaluation.noise import FalseAlarms, false_alarms
from drafter.evaluation.reading import read_items, read_passages
from drafter.evaluation.run_files import ITEMS, ItemLine
from drafter.evaluation.specs import COMPARED
from drafter.evaluation.table import FigureSpec, ItemId, Table
from drafter.evaluation.tables import TableBuilder

COMPARISON_SCHEMA = "drafter-comparison/1"


class RunComparison(Model):
    """What `drafter eval compare --json` prints."""

    schema_: Annotated[str, Field(alias="schema", pattern=rf"^{COMPARISON_SCHEMA}$")] = COMPARISON_SCHEMA
    comparison: Comparison
    differences: tuple[str, ...]
    """What differs between the inputs of the runs, in words."""
    flips: tuple[Flip, ...]


def load_run(folder: Path, condition: str) -> RunTables:
    """A run's scores and items in one condition.

    Raises:
        EvaluationError: the folder holds no scored run, or none in that condition.
    """
    builder = TableBuilder()
    lines: dict[ItemId, ItemLine] = {}
    seen: dict[str, None] = {}
    for line in read_items(folder):
        seen.setdefault(line.condition)
        if line.condition != condition:
            continue
        if not line.scores:
            raise EvaluationError(f"{folder / ITEMS}: is not scored; run `drafter eval score {folder}`")
        id = ItemId(line.letter, line.item)
        lines[id] = line
        builder.add(id, line.slices, line.scores)
    if not lines:
        raise EvaluationError(f'{folder}: nothing is drafted in condition "{condition}"; it has {", ".join(seen)}')
    return RunTables(str(folder), condition, builder.table(), lines)


def compare_runs(a: Path, b: Path, condition: str, specs: Sequence[FigureSpec] = COMPARED) -> RunComparison:
    """Compare two runs over the same decisions: figures, and the items whose proposals differ.

    Raises:
        EvaluationError: one is no run, or they are of other decisions, other versions of a suite, or other items.
    """
    first, second = read_manifest(a), read_manifest(b)
    _require_alike(a, first, b, second)
    ours, theirs = load_run(a, condition), load_run(b, condition)
    longer = _longer(ours, theirs)
    passages = read_passages(a) | read_passages(b)
    return RunComparison(
        comparison=compare(
            replace(ours, table=_held_to(ours.table, longer[0])),
            replace(theirs, table=_held_to(theirs.table, longer[1])),
            specs,
            second.suite.primary,
        ),
        differences=first.differences(second),
        flips=flips(ours, theirs, passages),
    )


def _require_alike(a: Path, first: Manifest, b: Path, second: Manifest) -> None:
    if first.suite.name == second.suite.name and first.suite.version != second.suite.version:
        versions = f"version {first.suite.version} and {b} of version {second.suite.version}"
        raise EvaluationError(f"{a} is of suite {first.suite.name} {versions}; run one of them anew")
    if first.decisions_sha256 != second.decisions_sha256:
        raise EvaluationError(f"{a} and {b} are of different decisions; run both on the same ones")


def _longer(a: RunTables, b: RunTables) -> tuple[dict[ItemId, float], dict[ItemId, float]]:
    """For each run, by how many sentences the other's draft of an item is longer."""
    lengths = [{id: line.scores.get("sentences") for id, line in run.items.items()} for run in (a, b)]

    def missing(here: dict[ItemId, float | None], there: dict[ItemId, float | None]) -> dict[ItemId, float]:
        return {id: max(0.0, (there.get(id) or 0) - length) for id, length in here.items() if length is not None}

    return missing(lengths[0], lengths[1]), missing(lengths[1], lengths[0])


def _held_to(table: Table, missing: dict[ItemId, float]) -> Table:
    """A table in which each sentence that the other run has and this one lacks counts as flagged.

    So that no drafter's share of flagged sentences gets better by leaving out what would be flagged.
    """
    if "sentences" not in table.columns:
        return table
    more = numpy.array([missing.get(id, 0.0) for id in table.ids])
    lacking = {name: table.columns[name] + more for name in ("sentences", "flagged")}
    any_flagged = numpy.where(more > 0, numpy.maximum(table.columns["any flagged"], 1.0), table.columns["any flagged"])
    return replace(table, columns={**table.columns, **lacking, "any flagged": any_flagged})


def measure_false_alarms(folder: Path, condition: str, rounds: int) -> FalseAlarms:
    """How often a comparison shows a verdict where nothing differs, measured on noise made from a run.

    Raises:
        EvaluationError: the folder holds no scored run, or none in that condition.
    """
    return false_alarms(load_run(folder, condition), COMPARED, read_manifest(folder).suite.primary, rounds=rounds)
