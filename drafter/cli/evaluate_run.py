"""`drafter eval run` and `drafter eval score`: draft decided cases, and set the drafts beside the decisions."""

import time
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drafter.cli.model_options import (
    CONCURRENCY,
    Anew,
    Concurrency,
    MaxCost,
    RequestsOut,
    RequestsPerMinute,
    ResponsesIn,
    TokensPerMinute,
    named_exchange,
    named_limits,
    say_exchange,
)
from drafter.cli.screen import say
from drafter.errors import INCOMPLETE

if TYPE_CHECKING:
    from drafter.evaluation.figure import Figure
    from drafter.evaluation.metrics import Metrics

SuiteFile = Annotated[
    Path, typer.Argument(metavar="SUITE", help="The suite (YAML), or one that comes along: synthetic, letters, pairs.")
]
RunFolder = Annotated[Path, typer.Argument(metavar="RUN", help="A folder that `drafter eval run` wrote.")]
_HEADLINES = (
    "outcome.agreement",
    "outcome.share insufficient",
    "outcome.accuracy of decided",
    "outcome.balanced accuracy",
    "outcome.AUC",
    "outcome.Brier score",
    "outcome.overturn recall",
    "outcome.Upheld proposed where overturned",
    "citation.guideline F1",
    "citation.section F1",
    "citation.first guideline",
    "citation.first section",
    "retrieval.section in 5",
    "grounding.drafts without finding",
    "grounding.flagged",
    "grounding.unsupported",
)


def run(
    suite: SuiteFile,
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder of the run.")],
    decisions: Annotated[
        list[Path] | None,
        typer.Option(
            "--decisions",
            help="Letters, folders of them, or files that `drafter letters read` wrote, in place of the suite's own.",
        ),
    ] = None,
    concurrency: Concurrency = CONCURRENCY,
    requests_per_minute: RequestsPerMinute = None,
    tokens_per_minute: TokensPerMinute = None,
    max_cost: MaxCost = None,
    anew: Anew = False,
    requests_out: RequestsOut = None,
    responses_in: ResponsesIn = None,
) -> None:
    """Draft a suite's decided cases without their answers, and score the drafts.

    A run that was stopped is gone on with by the same command; so are letters that could not be drafted.
    """
    from datetime import date

    from drafter.evaluation.run import Asking, run_suite
    from drafter.evaluation.score import score_run
    from drafter.evaluation.suite import load_suite

    loaded = load_suite(suite)
    limits = named_limits(concurrency, requests_per_minute, tokens_per_minute, max_cost)
    exchange = named_exchange(requests_out, responses_in)
    with exchange or nullcontext():
        ran = run_suite(
            loaded, decisions or [], output, date.today(), _Screen().progress, Asking(limits, anew, exchange)
        )
    if exchange:
        say_exchange(exchange)
    if ran.waiting:
        letters = "letter waits" if ran.waiting == 1 else "letters wait"
        say(f"{ran.waiting} of {ran.manifest.letters} {letters} for answers; the run is scored once none does.")
        raise typer.Exit(INCOMPLETE)
    typer.echo(f"Scoring {ran.manifest.items} items of {ran.manifest.letters} letters …", err=True)
    _show(score_run(output), output)


def score(run: RunFolder) -> None:
    """Score a run again without drafting: after a change of how drafts are scored."""
    from drafter.evaluation.score import score_run

    _show(score_run(run), run)


class _Screen:
    """Progress on the error stream, about once a second."""

    def __init__(self) -> None:
        self._began = self._said = time.monotonic()

    def progress(self, done: int, of: int, failed: int) -> None:
        """Say how far it is, and how long it will take."""
        now = time.monotonic()
        if now - self._said < 1 and done < of:
            return
        self._said = now
        left = (now - self._began) / done * (of - done)
        without = f", {failed} could not be drafted" if failed else ""
        typer.echo(f"{done} of {of} letters{without}; about {left:.0f} s left", err=True)


def _show(metrics: "Metrics", folder: Path) -> None:
    from drafter.evaluation.run_files import METRICS

    for line in headlines(metrics):
        say(line)
    say(f"  {folder / METRICS}")


def headlines(metrics: "Metrics") -> list[str]:
    """The figures that tell most, with what each baseline reaches."""
    from drafter.evaluation.figure import ALL, DRAFT
    from drafter.evaluation.run_files import AS_WRITTEN

    written = [figure for figure in metrics.figures if figure.condition == AS_WRITTEN and figure.slice == ALL]
    lines = [f"{'as written, with 95 % interval by letter':42} {'n':>5} {'draft':>22}    best baseline"]
    for name in _HEADLINES:
        here = {figure.of: figure for figure in written if figure.name == name}
        if DRAFT in here:
            lines += _headline(here.pop(DRAFT), here)
    lines += _confusion(metrics)
    without = sum(one.of == "rationale and grounding" for one in metrics.left_out)
    if without:
        lines.append(
            f"{without} {'item has' if without == 1 else 'items have'} no draft; metrics.json says of each why"
        )
    return lines


def _headline(figure: "Figure", others: dict[str, "Figure"]) -> list[str]:
    """A figure, and the baseline that is best at it, where there is a best."""
    held = {of: other.value for of, other in others.items() if other.value is not None}
    best = (min if figure.better == "lower" else max)(held, key=lambda of: held[of]) if held and figure.better else None
    beside = f"{held[best]:.3f} ({best})" if best else ""
    line = f"{figure.name:42} {figure.n:>5} {shown(figure.value, figure.low, figure.high):>22}    {beside}"
    return [line.rstrip(), *([f"{'':8}no verdict: {figure.no_verdict}"] if figure.no_verdict else [])]


def _confusion(metrics: "Metrics") -> list[str]:
    """What physicians decided beside what was proposed, as written."""
    from drafter.evaluation.run_files import AS_WRITTEN

    table = next(one.confusion for one in metrics.curves if one.condition == AS_WRITTEN)
    heads = list(next(iter(table.values())))
    lines = ["", f"{'physicians decided':20}" + "".join(f"{f'drafts: {head}':>22}" for head in heads)]
    return [*lines, *(f"{row:20}" + "".join(f"{table[row][head]:>22}" for head in heads) for row in table), ""]


def shown(value: float | None, low: float | None, high: float | None) -> str:
    """A figure with its interval."""
    if value is None:
        return "undefined"
    return f"{value:.3f} ({low:.3f}-{high:.3f})" if low is not None and high is not None else f"{value:.3f}"
