"""The report's tables: what matters most beside every baseline, all figures by group, findings by code."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from drafter.domain.draft import Finding
from drafter.evaluation.figure import ALL, DRAFT, Figure
from drafter.evaluation.report.given import ReportInput
from drafter.evaluation.report.numbers import interval, number
from drafter.evaluation.run_files import AS_WRITTEN
from drafter.evaluation.specs import SPECS
from drafter.evaluation.table import Group
from drafter.grounding.catalogue import CATALOGUE

HEADLINES = (
    "outcome.agreement", "outcome.balanced accuracy", "outcome.MCC", "outcome.kappa", "outcome.AUC",
    "outcome.Brier score", "outcome.overturn precision", "outcome.overturn recall",
    "outcome.Upheld proposed where overturned", "outcome.share insufficient", "citation.guideline F1",
    "citation.section F1", "citation.first guideline", "citation.first section", "citation.wrong edition",
    "retrieval.section in 5", "grounding.flagged", "grounding.unsupported",
)  # fmt: skip
"""The figures that are shown first, in order; one that a run does not have is left out."""
WORDS = {spec.name: spec.words for spec in SPECS}
"""What each figure says."""
_SIDE = {spec.name for spec in SPECS if getattr(spec, "side", False)}
"""Figures of likeness, which never stand in for those that matter."""
CONFUSION_ROWS = ("Overturned", "Upheld")
CONFUSION_COLUMNS = ("Overturned", "Upheld", "Insufficient", "no draft")
_WAY = {"higher": "higher is better", "lower": "lower is better", None: "neither way is better"}
_TITLES: dict[Group, str] = {
    "outcome": "Outcome",
    "citation": "Citation",
    "retrieval": "Retrieval",
    "rationale": "Rationale",
    "grounding": "Grounding",
    "stability": "Stability",
    "audit": "Physician's audit",
}


@dataclass(frozen=True)
class Cell:
    """A figure as a table shows it."""

    value: str
    interval: str
    n: int
    no_verdict: str | None
    """None also where the reason stands once for the whole row."""
    muted: bool
    """Whether it allows no verdict."""


@dataclass(frozen=True)
class HeadRow:
    """Figures side by side: one of the draft and of every baseline, or several of the draft in one condition."""

    name: str
    words: str
    way: str
    no_verdict: str | None
    """The reason, where it is the same for the whole row."""
    cells: tuple[tuple[str, Cell | None], ...]
    """By column; None where there is no such figure."""


@dataclass(frozen=True)
class FigureRow:
    """A figure with all that is known of it."""

    name: str
    side: bool
    way: str
    of: str
    condition: str
    slice: str
    value: str
    interval: str
    n: int
    letters: int
    overturned: int
    no_verdict: str | None


@dataclass(frozen=True)
class GroupTable:
    """All figures about one thing: on all items, and on groups of them."""

    title: str
    rows: tuple[FigureRow, ...]
    by_slice: tuple[FigureRow, ...]


@dataclass(frozen=True)
class ConfusionCell:
    """How many items a decision and a proposal have in common."""

    column: str
    count: int
    share: float
    """Of the items so decided."""
    agrees: bool


@dataclass(frozen=True)
class CodeRow:
    """A code of findings, and how often it was found."""

    code: str
    severity: str
    meaning: str
    count: int
    items: int
    whole_case: int
    """How many were about a case as a whole."""


def headlines(run: ReportInput) -> tuple[HeadRow, ...]:
    """The headline figures of the condition as written, each beside those of all baselines."""
    whole = [figure for figure in run.figures if figure.slice == ALL and figure.condition == AS_WRITTEN]
    columns = sorted(dict.fromkeys(figure.of for figure in whole), key=lambda of: of != DRAFT)
    by_place = {(figure.name, figure.of): figure for figure in whole}
    rows = []
    for name in HEADLINES:
        figures = [by_place.get((name, of)) for of in columns]
        there = [figure for figure in figures if figure]
        if not there:
            continue
        reasons = {figure.no_verdict for figure in there}
        same = reasons.pop() if len(reasons) == 1 else None
        cells = tuple(
            (_drafter(of), _cell(figure, same) if figure else None) for of, figure in zip(columns, figures, strict=True)
        )
        rows.append(HeadRow(plain(name), WORDS.get(name, ""), _WAY[there[0].better], same, cells))
    return tuple(rows)


def other_conditions(run: ReportInput) -> tuple[HeadRow, ...]:
    """The draft's headline figures and those of stability in every condition but as written: a row a condition."""
    whole = [one for one in run.figures if one.slice == ALL and one.of == DRAFT and one.condition != AS_WRITTEN]
    names = [name for name in HEADLINES if any(one.name == name for one in whole)]
    names += dict.fromkeys(one.name for one in whole if one.group == "stability")
    by_place = {(figure.condition, figure.name): figure for figure in whole}
    rows: list[HeadRow] = []
    for condition in dict.fromkeys(figure.condition for figure in whole if figure.name in names):
        figures = [by_place.get((condition, name)) for name in names]
        cells = tuple(
            (plain(name), _cell(figure, None) if figure else None) for name, figure in zip(names, figures, strict=True)
        )
        rows.append(HeadRow(condition, "", "", None, cells))
    return tuple(rows)


def _cell(figure: Figure, said: str | None) -> Cell:
    return Cell(
        number(figure.value),
        interval(figure.low, figure.high, figure.value),
        figure.n,
        figure.no_verdict if said is None else None,
        figure.no_verdict is not None,
    )


def _drafter(of: str) -> str:
    """Who proposed, as the head of a column."""
    return of[:1].upper() + of[1:]


def plain(name: str) -> str:
    """A figure's name without its group."""
    return name.split(".", 1)[-1]


def groups(run: ReportInput) -> Iterator[GroupTable]:
    """All figures, group by group."""
    for group in get_args(Group):
        rows = [_figure_row(figure) for figure in run.figures if figure.group == group]
        if rows:
            whole = tuple(row for row in rows if row.slice == ALL)
            yield GroupTable(_TITLES[group], whole, tuple(row for row in rows if row.slice != ALL))


def _figure_row(figure: Figure) -> FigureRow:
    return FigureRow(
        name=plain(figure.name),
        side=figure.name in _SIDE,
        way=_WAY[figure.better],
        of=_drafter(figure.of),
        condition=figure.condition,
        slice=figure.slice,
        value=number(figure.value),
        interval=interval(figure.low, figure.high, figure.value),
        n=figure.n,
        letters=figure.letters,
        overturned=figure.overturned,
        no_verdict=figure.no_verdict,
    )


def confusion(run: ReportInput) -> list[tuple[str, int, tuple[ConfusionCell, ...]]]:
    """What was proposed for what was decided: each row with its total."""
    rows = []
    for decided in CONFUSION_ROWS:
        counts = run.confusion.get(decided, {})
        total = sum(counts.get(column, 0) for column in CONFUSION_COLUMNS)
        cells = tuple(
            ConfusionCell(column, count, count / total if total else 0.0, column == decided)
            for column in CONFUSION_COLUMNS
            for count in (counts.get(column, 0),)
        )
        rows.append((decided, total, cells))
    return rows


def codes(run: ReportInput) -> tuple[CodeRow, ...]:
    """The findings of the condition as written by their code, the commonest first."""
    lines = [line for line in run.lines if line.condition == AS_WRITTEN]
    cases = [case for (_, condition), case in run.cases.items() if condition == AS_WRITTEN]
    whole = [finding for case in cases for finding in case.findings]
    every: list[Finding] = [finding for line in lines for finding in line.findings] + whole
    counts = Counter(finding.code for finding in every)
    items = Counter(code for line in lines for code in {finding.code for finding in line.findings})
    of_cases = Counter(finding.code for finding in whole)
    severity = {finding.code: finding.severity.value for finding in every}
    return tuple(
        CodeRow(code, severity[code], _meaning(code), count, items[code], of_cases[code])
        for code, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    )


def _meaning(code: str) -> str:
    entry = CATALOGUE.get(code)
    return entry.meaning if entry else ""
