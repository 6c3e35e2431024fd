"""Scores a run: each item beside its decision, then the figures of the draft and of every baseline."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from drafter.errors import EvaluationError
from drafter.evaluation.curves import calibration, coverage
from drafter.evaluation.figure import DRAFT, Figure
from drafter.evaluation.figures import figures
from drafter.evaluation.helpers import shared
from drafter.evaluation.manifest import Manifest, read_manifest
from drafter.evaluation.metrics import ConditionCurves, LeftOut, Metrics
from drafter.evaluation.outcome_specs import confusion
from drafter.evaluation.reading import RUN_AGAIN, Whole
from drafter.evaluation.run_files import AS_WRITTEN, ITEMS, METRICS, REDRAFTED
from drafter.evaluation.scores.line import LineScorer, ScoredLine, ScoredLines
from drafter.evaluation.specs import CHANGED, KEPT, SLICED, SPECS, finding_specs, stability_specs
from drafter.evaluation.table import FigureSpec, ItemId, Table
from drafter.evaluation.tables import TableBuilder
from drafter.output import write_files, written_aside

REDRAFT = "redraft "
"""How the names of conditions begin that draft the same case again."""
_LONG = 30_000_000
"""Bytes of a run's items from which on it takes longer to score them than to start helpers."""
_PART = 1_000_000
"""Bytes of the lines that are scored at a time."""


def score_run(folder: Path) -> Metrics:
    """Score the items of a run anew, without drafting, and write items.jsonl and metrics.json.

    A long run is scored by two helping processes; what is written is the same, byte for byte.

    Raises:
        EvaluationError: the folder holds no run, or a line of it cannot be used.
    """
    manifest = read_manifest(folder)
    tally = Tally()
    whole = Whole(folder)
    with written_aside(folder / ITEMS) as out:
        for lines in _scored(folder):
            for item in lines.items:
                whole.add(item.letter, item.item, item.condition, item.scores["overturned"] == 1)
                tally.add(item)
            if lines.fault:
                raise EvaluationError(f"{folder / ITEMS}:{whole.lines + 1}: {lines.fault}; {RUN_AGAIN}")
            out.buffer.write(lines.written)
        whole.check()
    metrics = tally.metrics(manifest)
    write_files({folder / METRICS: metrics.model_dump_json(by_alias=True, indent=1) + "\n"})
    return metrics


def _scored(folder: Path) -> Iterator[ScoredLines]:
    file = folder / ITEMS
    try:
        long = file.stat().st_size > _LONG
        with file.open("rb") as stream:
            parts = iter(partial(stream.readlines, _PART), [])
            yield from shared(LineScorer, folder, parts) if long else map(LineScorer(folder), parts)
    except OSError as error:
        raise EvaluationError(f"{file}: cannot be read ({error.strerror}); {RUN_AGAIN}") from None


class Tally:
    """Takes scored items, and gives the figures of them all."""

    def __init__(self) -> None:
        self._drafts: defaultdict[str, TableBuilder] = defaultdict(TableBuilder)
        self._baselines: defaultdict[str, TableBuilder] = defaultdict(TableBuilder)
        self._pairs: defaultdict[tuple[str, str], TableBuilder] = defaultdict(TableBuilder)
        self._redrafts: dict[ItemId, dict[str, float]] = {}
        self._left_out: list[LeftOut] = []

    def add(self, line: ScoredLine) -> None:
        """Count an item."""
        id = ItemId(line.letter, line.item)
        overturned = {"overturned": line.scores["overturned"]}
        self._left_out += line.left_out
        self._drafts[line.condition].add(id, line.slices, line.scores)
        for name, scores in line.baselines.items():
            self._baselines[name].add(id, (), overturned | scores)
        if line.pair and line.condition.startswith(REDRAFT):
            held = self._redrafts.setdefault(id, {**overturned, CHANGED: 0.0})
            held[CHANGED] = max(held[CHANGED], float(line.pair.changed))
        elif line.pair:
            changed = {CHANGED: float(line.pair.changed), KEPT: float(not line.pair.changed)}
            self._pairs[line.condition, line.pair.must].add(id, line.slices, overturned | changed)

    def metrics(self, manifest: Manifest) -> Metrics:
        """The figures.

        Raises:
            EvaluationError: there is no item, or a score is no number.
        """
        if not self._drafts:
            raise EvaluationError("the run holds no item; run the suite anew")
        tables = {condition: builder.table() for condition, builder in self._drafts.items()}
        found = [one for condition, table in tables.items() for one in _of_draft(table, condition)]
        while self._baselines:  # in their order, each forgotten once its figures are taken
            name = next(iter(self._baselines))
            table = self._baselines.pop(name).table()
            found += figures(table, _possible(table, SPECS), of=name, condition=AS_WRITTEN)
        found += self._stability()
        return Metrics(
            run_sha256=manifest.inputs_sha256,
            figures=tuple(found),
            curves=tuple(_curves(table, condition) for condition, table in tables.items()),
            left_out=tuple(self._left_out),
        )

    def _stability(self) -> Iterator[Figure]:
        for (condition, must), builder in self._pairs.items():
            yield from figures(builder.table(), stability_specs(must, False), of=DRAFT, condition=condition)
        if self._redrafts:
            redrafts = TableBuilder()
            for id, scores in self._redrafts.items():
                redrafts.add(id, (), scores)
            yield from figures(redrafts.table(), stability_specs("stay", True), of=DRAFT, condition=REDRAFTED)


def _of_draft(table: Table, condition: str) -> list[Figure]:
    every = _possible(table, (*SPECS, *finding_specs(table.columns)))
    slices = sorted(table.slices) if condition == AS_WRITTEN else ()
    sliced = [spec for spec in every if spec.name in SLICED]
    return figures(table, every, of=DRAFT, condition=condition, slices=slices, sliced=sliced)


def _possible(table: Table, specs: Sequence[FigureSpec]) -> list[FigureSpec]:
    """The figures whose scores the table holds; a baseline of citations alone has no outcome."""
    return [spec for spec in specs if set(spec.columns) <= table.columns.keys()]


def _curves(table: Table, condition: str) -> ConditionCurves:
    return ConditionCurves(
        condition=condition,
        confusion=confusion(table),
        calibration=tuple(calibration(table)),
        coverage=tuple(coverage(table)),
    )
