"""Scores a run: each item beside its decision, then the figures of the draft and of every baseline."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from drafter.domain.citation import Citation, NoEvidenceCited, NotParsed
from drafter.errors import EvaluationError
from drafter.evaluation.curves import calibration, coverage
from drafter.evaluation.figure import ALL, DRAFT, Figure
from drafter.evaluation.figures import figures
from drafter.evaluation.manifest import Manifest, read_manifest
from drafter.evaluation.metrics import ConditionCurves, LeftOut, Metrics
from drafter.evaluation.outcome_specs import confusion
from drafter.evaluation.reading import read_items, read_passages, read_words
from drafter.evaluation.run_files import AS_WRITTEN, ITEMS, METRICS, ItemLine
from drafter.evaluation.scores.item import ItemScorer
from drafter.evaluation.specs import CHANGED, KEPT, SLICED, SPECS, finding_specs, stability_specs
from drafter.evaluation.table import FigureSpec, ItemId, Table
from drafter.evaluation.tables import TableBuilder
from drafter.output import write_files, written_aside

REDRAFT = "redraft "
"""How the names of conditions begin that draft the same case again."""
REDRAFTS = "redrafts"
"""The condition under which the figure of all redrafts together stands."""


def score_run(folder: Path) -> Metrics:
    """Score the items of a run anew, without drafting, and write items.jsonl and metrics.json.

    Raises:
        EvaluationError: the folder holds no run, or a line of it cannot be used.
    """
    manifest = read_manifest(folder)
    passages = read_passages(folder)
    scorer = ItemScorer((p.edition for p in passages.values()), read_words(folder).lexicon, passages)
    tally = Tally(scorer)
    with written_aside(folder / ITEMS) as out:
        for line in read_items(folder):
            scored = line.model_copy(update={"scores": scorer.scores(line)})
            tally.add(scored)
            out.write(scored.model_dump_json(by_alias=True) + "\n")
    metrics = tally.metrics(manifest)
    write_files({folder / METRICS: metrics.model_dump_json(by_alias=True, indent=1) + "\n"})
    return metrics


class Tally:
    """Takes scored items, and gives the figures of them all."""

    def __init__(self, scorer: ItemScorer) -> None:
        self._scorer = scorer
        self._drafts: defaultdict[str, TableBuilder] = defaultdict(TableBuilder)
        self._baselines: defaultdict[str, TableBuilder] = defaultdict(TableBuilder)
        self._pairs: defaultdict[tuple[str, str], TableBuilder] = defaultdict(TableBuilder)
        self._redrafts: dict[ItemId, dict[str, float]] = {}
        self._left_out: list[LeftOut] = []

    def add(self, line: ItemLine) -> None:
        """Count an item."""
        id = ItemId(line.letter, line.item)
        overturned = {"overturned": line.scores["overturned"]}
        self._left_out += _left_out(line)
        self._drafts[line.condition].add(id, line.slices, line.scores)
        if line.condition == AS_WRITTEN:
            for name, proposal in line.baselines.items():
                self._baselines[name].add(id, (), overturned | self._scorer.of_proposal(proposal, line.gold))
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
        for name, builder in self._baselines.items():
            table = builder.table()
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
            yield from figures(redrafts.table(), stability_specs("stay", True), of=DRAFT, condition=REDRAFTS)


def _of_draft(table: Table, condition: str) -> list[Figure]:
    every = _possible(table, (*SPECS, *finding_specs(table.columns)))
    found = figures(table, every, of=DRAFT, condition=condition)
    if condition != AS_WRITTEN:
        return found
    sliced = [spec for spec in every if spec.name in SLICED]
    by_slice = figures(table, sliced, of=DRAFT, condition=condition, slices=sorted(table.slices))
    return found + [figure for figure in by_slice if figure.slice != ALL]


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


def _left_out(line: ItemLine) -> Iterator[LeftOut]:
    gold = line.gold.citations
    reasons: list[tuple[str, str]] = []
    if line.failed:
        reasons.append(("all but outcome and citations", line.failed))
    parts = [one for one in gold if isinstance(one, NotParsed)]
    if parts:
        reasons.append(("citations", f"the reviewer's guideline line has a part not parsed: {parts[0].reason}"))
    elif not any(isinstance(one, Citation) for one in gold):
        none = any(isinstance(one, NoEvidenceCited) for one in gold)
        reasons.append(("citations", "the reviewer cites no evidence" if none else "the letter has no guideline line"))
    elif not any(isinstance(one, Citation) and (one.sections or one.pages) for one in gold):
        reasons.append(("sections", "the reviewer names no section and no page"))
    for of, reason in reasons:
        yield LeftOut(letter=line.letter, item=line.item, condition=line.condition, of=of, reason=reason)
