"""`drafter eval audit`: a physician reads a sample of a run's sentences, so that what no check finds is measured."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drafter.cli.evaluate_run import RunFolder, shown
from drafter.cli.screen import say
from drafter.errors import OutputError

if TYPE_CHECKING:
    from drafter.evaluation.auditing import TakenLabels
    from drafter.evaluation.figure import Figure

_REPORT = "report.html"
app = typer.Typer(help="Draw sentences for a physician to judge, and take the labels.", no_args_is_help=True)


@app.command()
def draw(
    run: RunFolder,
    output: Annotated[Path, typer.Option("-o", "--output", help="The sheet to write (CSV).")],
    n: Annotated[int, typer.Option("-n", min=1, help="How many sentences.")] = 300,
    seed: Annotated[int, typer.Option(help="Another number draws another sample.")] = 1,
) -> None:
    """Draw sentences of the drafts at random into a sheet for a physician.

    The sheet does not show which sentences a check found fault with. It holds text of the cases.
    """
    from drafter.evaluation.audit_sheet import INSTRUCTIONS
    from drafter.evaluation.auditing import draw_sheet
    from drafter.output import write_files

    if output.exists():  # it may hold labels
        raise OutputError(f"{output}: is there already; name another file")
    write_files({output: draw_sheet(run, n, seed)})
    typer.echo(INSTRUCTIONS)
    say(f"  {output}")


@app.command()
def take(
    run: RunFolder,
    sheet: Annotated[Path, typer.Argument(metavar="SHEET", help="The sheet, labelled.")],
    labeler: Annotated[str, typer.Option("--by", help="Who labelled it.")],
) -> None:
    """Take the labels of a sheet into the run's folder, where report and gate find them.

    Labels of several physicians stand side by side. A sheet by the same physician replaces what that one labelled.
    """
    from datetime import date

    from drafter.evaluation.auditing import figures_of, take_labels

    for line in _taken(take_labels(run, sheet, labeler, date.today())):
        say(line)
    if (run / _REPORT).exists():
        say(f"{_REPORT} is older than these labels; write it again with `drafter eval report {run}`")
    for line in _figures(figures_of(run)):
        say(line)


def _taken(taken: "TakenLabels") -> Iterator[str]:
    if taken.replaced:
        n = len(taken.replaced.labels)
        yield f"replaces {n} label{'s' if n > 1 else ''} of {taken.replaced.labeler}"
    for audit in taken.audits:
        yield f"{len(audit.labels)} of {audit.drawn} sentences are labelled, by {audit.labeler}."
    for other, found in taken.agreements:
        kappa = "undefined" if found.kappa is None else f"{found.kappa:.2f}"
        yield f"Beside {other}: {found.same} of {found.n} sentences labelled alike, kappa {kappa}."


def _figures(figures: Iterable["Figure"]) -> Iterator[str]:
    for figure in figures:
        yield f"{figure.name:28} {shown(figure.value, figure.low, figure.high)}, n {figure.n}"
        if figure.no_verdict:
            yield f"{'':8}no verdict: {figure.no_verdict}"
