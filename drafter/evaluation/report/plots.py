"""The report's plots: calibration, coverage against accuracy, slices, and where retrieval finds what was cited."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from drafter.evaluation.curves import CalibrationBin, CoveragePoint
from drafter.evaluation.figure import ALL, DRAFT, Figure
from drafter.evaluation.report.given import ReportInput
from drafter.evaluation.report.numbers import interval, number, share, short
from drafter.evaluation.report.svg import FIRST, GRID, INK, PAPER, QUIET, SECOND, drawn
from drafter.evaluation.report.tables import WORDS
from drafter.evaluation.run_files import AS_WRITTEN
from drafter.evaluation.scores.found import PLACES
from drafter.letters.display import line

SLICED = ("outcome.agreement", "outcome.balanced accuracy", "citation.first guideline", "citation.first section")
"""The figures that are plotted group by group."""
MOST_SLICES = 20
"""A plot of more rows than this is not read; the table beneath has all of them."""
_TICKS = (0, 0.25, 0.5, 0.75, 1)
_ROW = 0.4
"""Inches that a slice takes."""


@dataclass(frozen=True)
class Plot:
    """A plot with its title, what it says in words, and its numbers."""

    title: str
    words: str
    svg: Markup
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def plots(run: ReportInput) -> Iterator[Plot]:
    """Every plot that the run has numbers for.

    Raises:
        SettingsError: matplotlib is not installed.
    """
    if run.calibration:
        yield _calibration(run.calibration)
    if run.coverage:
        yield _coverage(run.coverage)
    own = [figure for figure in run.figures if figure.of == DRAFT and figure.condition == AS_WRITTEN]
    found = {figure.name: figure for figure in own if figure.slice == ALL and figure.value is not None}
    if any(name in found for name in _places("guideline")):
        yield _retrieval(found)
    for name in SLICED:
        whole = found.get(name)
        parts = [one for one in own if one.name == name and one.slice != ALL and one.value is not None]
        if whole and parts:
            yield _slices(whole, parts)


def _shares(axes: Any, *, x: bool, y: bool) -> None:
    """Make axes that run from 0 to 1, with a little room so that marks at the ends are whole."""
    if x:
        axes.set_xlim(-0.04, 1.04)
        axes.set_xticks(_TICKS)
    if y:
        axes.set_ylim(-0.04, 1.04)
        axes.set_yticks(_TICKS)


def _legend(axes: Any) -> None:
    axes.legend(
        loc="lower center",
        bbox_to_anchor=(0.45, 1),
        ncols=2,
        frameon=False,
        handlelength=1.9,
        columnspacing=1,
        handletextpad=0.4,
    )


def _calibration(points: Sequence[CalibrationBin]) -> Plot:
    def paint(axes: Any) -> None:
        _shares(axes, x=True, y=True)
        axes.plot([0, 1], [0, 1], color=QUIET, linestyle="--", linewidth=1.2)
        for point in points:
            if point.low is not None and point.high is not None:
                axes.plot([point.mean_probability] * 2, [point.low, point.high], color=FIRST)
            axes.plot([point.mean_probability], [point.share_overturned], "o", color=FIRST, markersize=6)
            axes.annotate(
                str(point.n),
                (point.mean_probability, point.share_overturned),
                (6, -4),
                textcoords="offset points",
                color=INK,
            )
        axes.set_xlabel("mean probability of necessity")
        axes.set_ylabel("share overturned")

    said = "; ".join(
        f"{share(p.mean_probability)} said, {share(p.share_overturned)} overturned (n {p.n})" for p in points
    )
    words = (
        "Items of about the same probability of medical necessity, and the share of them that physicians overturned, "
        "with its 95 % interval. On the dashed line both are equal. The number beside a point is its items."
    )
    rows = tuple(
        (number(p.mean_probability), number(p.share_overturned), interval(p.low, p.high, p.share_overturned), str(p.n))
        for p in points
    )
    svg = drawn("calibration", f"Calibration: {said}.", 3.6, paint)
    return Plot("Calibration", words, svg, ("mean probability", "share overturned", "95 % interval", "n"), rows)


def _coverage(points: Sequence[CoveragePoint]) -> Plot:
    missed = [
        (point.coverage, point.upheld_where_overturned / point.overturned) for point in points if point.overturned > 0
    ]

    def paint(axes: Any) -> None:
        _shares(axes, x=True, y=True)
        axes.plot([p.coverage for p in points], [p.accuracy for p in points], color=FIRST, label="agreement")
        if missed:
            axes.plot(*zip(*missed, strict=True), color=SECOND, linestyle="--", label="overturns missed")
        axes.set_xlabel("share of items kept, surest first")
        axes.set_ylabel("share")
        _legend(axes)

    words = (
        "The proposals that are kept when the least sure go to the reviewer alone: the share in which proposal and "
        "decision agree (solid), and the share of the overturned among them in which Upheld is proposed (dashed)."
    )
    ends = [min(points, key=lambda p: p.coverage), max(points, key=lambda p: p.coverage)]
    said = "; ".join(f"with {share(p.coverage)} kept, {share(p.accuracy)} agree" for p in ends)
    shares = dict(missed)
    rows = tuple((number(p.coverage), str(p.items), number(p.accuracy), number(shares.get(p.coverage))) for p in points)
    svg = drawn("coverage", f"Coverage against agreement: {said}.", 3.6, paint)
    return Plot(
        "Coverage against agreement", words, svg, ("share kept", "items", "agreement", "overturns missed"), rows
    )


def _places(what: str) -> tuple[str, ...]:
    return tuple(f"retrieval.{what} in {k}" for k in PLACES)


def _retrieval(found: dict[str, Figure]) -> Plot:
    kinds = {
        what: [(k, found[name]) for k, name in zip(PLACES, _places(what), strict=True) if name in found]
        for what in ("guideline", "section")
    }

    def paint(axes: Any) -> None:
        _shares(axes, x=False, y=True)
        looks = (("guideline", FIRST, "-", "o", -0.06), ("section", SECOND, "--", "s", 0.06))
        for what, colour, dash, mark, aside in looks:
            at = [PLACES.index(k) + aside for k, _ in kinds[what]]
            values = [float(one.value or 0) for _, one in kinds[what]]
            axes.plot(at, values, color=colour, linestyle=dash, marker=mark, markersize=6, label=what)
            for place, (_, one) in zip(at, kinds[what], strict=True):
                if one.low is not None and one.high is not None:
                    axes.plot([place] * 2, [one.low, one.high], color=colour, linewidth=1.2)
        axes.set_xlim(-0.4, len(PLACES) - 0.6)
        axes.set_xticks(range(len(PLACES)), [f"first {k}" if k > 1 else "first" for k in PLACES])
        axes.set_ylabel("share of items")
        _legend(axes)

    first = [f"{what} {number(one.value)}" for what, of in kinds.items() for k, one in of if k == 1]
    place = f" In the first place: {', '.join(first)}." if first else ""
    words = (
        "The share of items for which what the reviewer cites is among the first passages found: a guideline (solid, "
        f"dots) and a section (dashed, squares), with 95 % intervals.{place}"
    )
    rows = tuple(
        (what, f"first {k}", number(one.value), interval(one.low, one.high, one.value), str(one.n), _verdict(one))
        for what, of in kinds.items()
        for k, one in of
    )
    svg = drawn("retrieval", f"Retrieval: {words}", 3.4, paint)
    return Plot("Retrieval", words, svg, ("what", "among the", "share", "95 % interval", "n", "verdict"), rows)


def _slices(whole: Figure, parts: Sequence[Figure]) -> Plot:
    most = sorted(parts, key=lambda one: (-one.n, one.slice))[:MOST_SLICES]
    shown = [whole, *(one for one in parts if one in most)]

    def paint(axes: Any) -> None:
        axes.axvline(whole.value, color=QUIET, linestyle="--", linewidth=1.2)
        for row, one in enumerate(shown):
            _forest_row(axes, len(shown) - row, one)
        axes.set_ylim(0.5, len(shown) + 0.9)
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        ends = [end for one in shown for end in (one.value, one.low, one.high) if end is not None]
        if min(ends) >= 0 and max(ends) <= 1:
            _shares(axes, x=True, y=False)
        axes.grid(axis="y", visible=False)

    title = line(whole.name.split(".", 1)[-1])
    left = len(parts) + 1 - len(shown)
    words = (
        f"{WORDS.get(whole.name, '').capitalize()}. Group by group, with 95 % intervals; the dashed line is all items. "
        "A hollow mark allows no verdict."
        + (f" The {MOST_SLICES} largest groups; {left} more in the numbers." if left else "")
    )
    rows = tuple(
        (line(one.slice), number(one.value), interval(one.low, one.high, one.value), str(one.n), _verdict(one))
        for one in (whole, *parts)
    )
    name = "slices" + "".join(char for char in title if char.isascii() and char.isalpha())
    svg = drawn(name, f"{title} by group: {words}", 0.6 + _ROW * len(shown), paint)
    return Plot(f"By group: {title}", words, svg, ("group", "value", "95 % interval", "n", "verdict"), rows)


def _forest_row(axes: Any, height: float, one: Figure) -> None:
    colour = QUIET if one.no_verdict else FIRST
    if one.low is not None and one.high is not None:
        axes.plot([one.low, one.high], [height - 0.2] * 2, color=colour)
    face = "none" if one.no_verdict else colour
    axes.plot([one.value], [height - 0.2], "o", color=colour, markerfacecolor=face, markersize=6)
    label = f"{short(line(one.slice))}, n {one.n}"
    # A light rule parts the rows, since the label stands above its mark and not beside it.
    axes.axhline(height - 0.46, color=GRID, linewidth=0.6)
    behind = {"facecolor": PAPER, "edgecolor": "none", "pad": 1}
    axes.text(0, height + 0.02, label, transform=axes.get_yaxis_transform(), va="bottom", parse_math=False, bbox=behind)


def _verdict(one: Figure) -> str:
    return f"no verdict: {line(one.no_verdict)}" if one.no_verdict else "allowed"
