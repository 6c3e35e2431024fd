"""`drafter eval audit`: a physician reads a sample of a run's sentences, so that what no check finds is measured."""

from pathlib import Path
from typing import Annotated

import typer

from drafter.cli.evaluate_run import RunFolder
from drafter.cli.screen import say

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

    write_files({output: draw_sheet(run, n, seed)})
    typer.echo(INSTRUCTIONS)
    say(f"  {output}")


@app.command()
def take(
    run: RunFolder,
    sheet: Annotated[Path, typer.Argument(metavar="SHEET", help="The sheet, labelled.")],
    labeler: Annotated[str, typer.Option("--by", help="Who labelled it.")],
) -> None:
    """Take the labels of a sheet into the run's folder, where report and gate find them."""
    from datetime import date

    from drafter.cli.evaluate_run import shown
    from drafter.evaluation.audit import audit_figures
    from drafter.evaluation.auditing import take_labels

    audit, agreement = take_labels(run, sheet, labeler, date.today())
    say(f"{len(audit.labels)} of {audit.drawn} sentences are labelled, by {audit.labeler}.")
    for figure in audit_figures(audit):
        say(f"{figure.name:28} {shown(figure.value, figure.low, figure.high)}, n {figure.n}")
        if figure.no_verdict:
            say(f"{'':8}no verdict: {figure.no_verdict}")
    if agreement:
        kappa = "undefined" if agreement.kappa is None else f"{agreement.kappa:.2f}"
        say(f"Both physicians: {agreement.same} of {agreement.n} sentences labelled alike, kappa {kappa}.")
