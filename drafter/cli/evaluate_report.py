"""`drafter eval report`: a run as one HTML page."""

from pathlib import Path
from typing import Annotated

import typer

from drafter.cli.evaluate_run import RunFolder
from drafter.cli.screen import say


def report(
    run: RunFolder,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The page; report.html in the run's folder otherwise.")
    ] = None,
    items: Annotated[
        int, typer.Option(min=0, help="At most so many items to browse, those that disagree first.")
    ] = 1_000,
) -> None:
    """Write a run as one HTML page: figures, plots, and each draft beside the real decision.

    The page needs nothing else: it can be sent, read on a phone and printed. It holds the text of the cases.
    """
    from drafter.evaluation.reporting import report_page
    from drafter.output import write_files

    page = output or run / "report.html"
    write_files({page: report_page(run, items)})
    say(f"  {page}")
