"""`drafter doctor`: what is configured, reachable and missing."""

from typing import TYPE_CHECKING, Annotated

import typer

from drafter.cli.model_options import BUILT_IN, BaseUrl, DataAgreement, Model
from drafter.cli.screen import say

if TYPE_CHECKING:
    from drafter.doctor_report import Report


def doctor(
    model: Model = BUILT_IN,
    base_url: BaseUrl = None,
    data_agreement: DataAgreement = None,
    ask: Annotated[
        bool,
        typer.Option("--ask", help="Ask the model one small question too, which is paid for, and see how it answers."),
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON (schema drafter-doctor/1).")] = False,
) -> None:
    """Say what is configured, reachable and missing; no key is shown, and no case text is sent.

    Ends with exit code 0 where a draft could be made, else with that of the first thing which is in its way.
    """
    named = None if model == BUILT_IN else model
    if named is not None and not named.strip():
        raise typer.BadParameter(f'name a model, or "{BUILT_IN}" for the built-in drafter', param_hint="--model")
    if ask and (named is None or base_url is None):
        raise typer.BadParameter("a question needs a model and its server; name both", param_hint="--ask")
    if named is None and (base_url or data_agreement):
        raise typer.BadParameter("the built-in drafter takes no server; name a model too", param_hint="--base-url")
    if data_agreement is not None and base_url is None:
        raise typer.BadParameter(
            "an agreement is about a server; name it with --base-url", param_hint="--data-agreement"
        )
    from drafter.doctor import examine
    from drafter.doctor_server import ServerChoice

    server = ServerChoice(named, base_url, data_agreement, ask) if base_url is not None else None
    report = examine(named, server)
    if json:
        typer.echo(report.model_dump_json(by_alias=True, indent=2))
    else:
        _say(report)
    raise typer.Exit(report.exit_code)


def _say(report: "Report") -> None:
    say(f"drafter {report.program}, Python {report.python}")
    for setting in report.settings:
        say(f"{setting.name} = {setting.value} ({setting.origin})")
    for check in report.checks:
        say(f"{check.verdict:<8} {check.about}: {check.says}")
    say("A draft can be made." if report.exit_code == 0 else f"No draft can be made (exit code {report.exit_code}).")
