"""`drafter eval judge`: how far the judge agrees with physicians on the sentences of an audit's sheet."""

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drafter.cli.evaluate_run import RunFolder, SuiteFile
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
    from drafter.evaluation.judge_beside import Beside
    from drafter.evaluation.judging import JudgedSheet


def judge(
    suite: SuiteFile,
    run: RunFolder,
    sheet: Annotated[Path, typer.Argument(metavar="SHEET", help="A sheet that `drafter eval audit draw` wrote.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The table to write (CSV).")],
    decisions: Annotated[
        list[Path] | None,
        typer.Option("--decisions", help="What the run was made from, in place of the suite's own."),
    ] = None,
    concurrency: Concurrency = CONCURRENCY,
    requests_per_minute: RequestsPerMinute = None,
    tokens_per_minute: TokensPerMinute = None,
    max_cost: MaxCost = None,
    anew: Anew = False,
    requests_out: RequestsOut = None,
    responses_in: ResponsesIn = None,
) -> None:
    """Ask the suite's model to judge the sentences of an audit's sheet, and compare it with the physicians.

    It is asked as while drafting, about the sentences that no check can judge. Its labels never count in the audit.
    The table holds text of the cases.
    """
    from datetime import date

    from drafter.evaluation.judging import judge_sheet
    from drafter.evaluation.run import Asking
    from drafter.evaluation.suite import load_suite
    from drafter.output import room_for, write_files

    limits = named_limits(concurrency, requests_per_minute, tokens_per_minute, max_cost)
    exchange = named_exchange(requests_out, responses_in)
    with room_for([output]):
        with exchange or nullcontext():
            judged = judge_sheet(
                load_suite(suite), run, sheet, decisions or [], Asking(limits, anew, exchange), date.today()
            )
        if exchange:
            say_exchange(exchange)
        if judged.waiting:
            say(f"{judged.waiting} questions wait for answers; the table is written once none does.")
            raise typer.Exit(INCOMPLETE)
        write_files({output: judged.table})
    for line in _lines(judged):
        say(line)
    say(f"  {output}")
    if judged.failed:
        raise typer.Exit(INCOMPLETE)


def _lines(judged: "JudgedSheet") -> Iterator[str]:
    labels = judged.labels
    yield f"{len(labels.labels)} of {labels.drawn} sentences are judged; {judged.not_asked} need no judge."
    for failure, items in judged.failed.most_common():
        yield f"without a usable answer: {items} items ({failure}); the same command asks for them again"
    for one in judged.beside:
        yield from _beside(one)
    if not judged.beside:
        yield "No physician's labels are kept with the run: take them with `drafter eval audit take`."


def _beside(one: "Beside") -> Iterator[str]:
    found = one.agreement
    kappa = "undefined" if found.kappa is None else f"{found.kappa:.2f}"
    yield f"Beside {one.labeler}: {found.same} of {found.n} sentences labelled alike, kappa {kappa}."
    for (theirs, ours), count in sorted(one.labels.items()):
        yield f'  the physician "{theirs}", the judge "{ours}": {count}'
