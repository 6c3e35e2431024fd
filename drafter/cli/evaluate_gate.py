"""`drafter eval gate`: may a change go in, or may drafts go to physicians? For people and for build servers."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drafter.cli.evaluate_run import RunFolder
from drafter.cli.screen import say
from drafter.errors import GATE_FAILED

if TYPE_CHECKING:
    from drafter.evaluation.gate import GateReport


def gate(
    run: RunFolder,
    baseline: Annotated[
        Path | None, typer.Option(help="The run that changes are held against: that of what is in use now.")
    ] = None,
    profile: Annotated[
        str | None,
        typer.Option(
            help='"default", "go-live", "suite" for the gates that the run\'s suite names, or a suite file.',
            show_default=False,
        ),
    ] = None,
    junit: Annotated[Path | None, typer.Option(help="Write the results as JUnit XML for a build server.")] = None,
    markdown: Annotated[Path | None, typer.Option(help="Write the results as Markdown for a pull request.")] = None,
) -> None:
    """Hold a run against gates: exit code 0 where all pass, 12 where one fails.

    Without --profile the gates are those of the suite, or the default ones. A gate that must be proven fails while the
    figures do not show it.
    """
    from drafter.evaluation import gate_files
    from drafter.evaluation.gating import gate_run
    from drafter.output import write_files

    report = gate_run(run, baseline, profile)
    files: dict[Path, str | bytes] = {}
    if junit:
        files[junit] = gate_files.junit(report)
    if markdown:
        files[markdown] = gate_files.markdown(report)
    write_files(files)
    for line in gate_lines(report):
        say(line)
    if not report.passed:
        raise typer.Exit(GATE_FAILED)


def gate_lines(report: "GateReport") -> list[str]:
    """The results as the screen shows them."""
    against = f" beside {report.baseline}" if report.baseline else ""
    lines = [f"{report.run}{against}, profile {report.profile}"]
    for one in report.results:
        mark = "undecided, so not passed" if one.state == "undecided" and not one.passed else one.state
        lines += [f"  {mark}: {one.gate.figure}, {one.condition}, {one.gate.rule}", f"      {one.reason}"]
    if not report.decided:
        return [*lines, "not passed: no gate could be decided"]
    return [*lines, f"{'passed' if report.passed else 'not passed'}: {report.counts}"]
