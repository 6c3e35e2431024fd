"""Runs as they are compared: their tables, whether they can be compared at all, and what differs between them."""

from collections.abc import Sequence
from dataclasses import replace
from math import isnan
from pathlib import Path
from typing import Annotated

from pydantic import Field

from drafter.domain.case import Model
from drafter.errors import EvaluationError
from drafter.evaluation.compare import BETTER, NO_DIFFERENCE, Compared, Comparison, RunTables, compare
from drafter.evaluation.flips import Flip, flips
from drafter.evaluation.manifest import Manifest, read_manifest
from drafter.evaluation.noise import FalseAlarms, false_alarms
from drafter.evaluation.reading import read_items, read_passages
from drafter.evaluation.run_files import ITEMS, ItemLine
from drafter.evaluation.specs import COMPARED, FAULTS
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
    if not seen:
        raise EvaluationError(f"{folder / ITEMS}: holds no item; run the suite anew")
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
    primary = second.suite.primary
    plain = compare(ours, theirs, specs, primary)
    kept = plain
    if any(one.verdict == BETTER for one in plain.figures):
        kept = compare(ours, replace(theirs, table=_with_what_is_left_out(ours, theirs)), specs, primary)
    return RunComparison(
        comparison=plain.model_copy(
            update={
                "figures": tuple(_with_yardstick(one, first, second) for one in map(_held, plain.figures, kept.figures))
            }
        ),
        differences=first.differences(second),
        flips=flips(ours, theirs, read_passages(a) | read_passages(b)),
    )


def _with_yardstick(one: Compared, a: Manifest, b: Manifest) -> Compared:
    """A figure about criteria has no verdict between corpora: the criteria that it counts are theirs."""
    if one.name.startswith("rationale.criteria") and a.corpus_sha256 != b.corpus_sha256:
        return one.model_copy(update={"verdict": "no verdict: the corpora differ, and with them the criteria counted"})
    return one


def _held(plain: Compared, kept: Compared) -> Compared:
    """A figure that is called better only where it still is when what B leaves out of A's faults is put back."""
    if plain.verdict == BETTER and kept.verdict != BETTER:
        return plain.model_copy(update={"verdict": f"{NO_DIFFERENCE}: it rests on what drafts leave out"})
    return plain


def _with_what_is_left_out(a: RunTables, b: RunTables) -> Table:
    """B's table with A's faults kept where B's draft is shorter than A's, or missing.

    As many of A's flagged sentences are kept as B lacks sentences. So no drafter gets better by leaving out what would
    be found fault with.
    """
    scores = {id: line.scores for id, line in a.items.items()}
    columns = {name: b.table.columns[name].copy() for name in FAULTS if name in b.table.columns}
    length = b.table.columns.get("sentences")
    for row, id in enumerate(b.table.ids):
        before = scores.get(id, {})
        lacking = before.get("sentences", 0) - (length[row] if length is not None and length[row] > 0 else 0)
        if lacking <= 0:
            continue
        for name, column in columns.items():
            now, fault = (0.0 if isnan(column[row]) else column[row]), before.get(name, 0.0)
            column[row] = max(now, min(fault, now + lacking))
    return replace(b.table, columns={**b.table.columns, **columns})


def _require_alike(a: Path, first: Manifest, b: Path, second: Manifest) -> None:
    if first.suite.name == second.suite.name and first.suite.version != second.suite.version:
        versions = f"version {first.suite.version} and {b} of version {second.suite.version}"
        raise EvaluationError(f"{a} is of suite {first.suite.name} {versions}; run one of them anew")
    if first.decisions_sha256 != second.decisions_sha256:
        raise EvaluationError(f"{a} and {b} are of different decisions; run both on the same ones")


def measure_false_alarms(folder: Path, condition: str, rounds: int) -> FalseAlarms:
    """How often a comparison shows a verdict where nothing differs, measured on noise made from a run.

    Raises:
        EvaluationError: the folder holds no scored run, or none in that condition.
    """
    return false_alarms(load_run(folder, condition), COMPARED, read_manifest(folder).suite.primary, rounds=rounds)
