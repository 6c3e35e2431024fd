"""`drafter batch`: many cases in one command, drafted side by side, and listed for quality assurance."""

import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drafter.cli.model_options import (
    BUILT_IN,
    CONCURRENCY,
    Anew,
    BaseUrl,
    Concurrency,
    DataAgreement,
    Judge,
    MaxCost,
    Model,
    RequestsOut,
    RequestsPerMinute,
    ResponsesIn,
    TokensPerMinute,
    named_exchange,
    named_limits,
    named_model,
    say_exchange,
)
from drafter.cli.options import ALL_FORMS, AsOf, named_day, named_forms
from drafter.cli.screen import say
from drafter.letters.display import clean

if TYPE_CHECKING:
    from drafter.batch.session import BatchResult, Screen
    from drafter.drafting.request_files import Exchange

_NO_LETTERS = "none"


def batch(
    cases: Annotated[
        list[Path],
        typer.Argument(
            metavar="CASES", help="Case files, folders of them, or files that hold one case as JSON a line (.jsonl)."
        ),
    ],
    out: Annotated[
        Path, typer.Option("-o", "--output", help="Folder of the batch: a folder for each case, items.csv, summary.md.")
    ],
    model: Model = BUILT_IN,
    base_url: BaseUrl = None,
    data_agreement: DataAgreement = None,
    concurrency: Concurrency = CONCURRENCY,
    requests_per_minute: RequestsPerMinute = None,
    tokens_per_minute: TokensPerMinute = None,
    max_cost: MaxCost = None,
    anew: Anew = False,
    judge: Judge = False,
    requests_out: RequestsOut = None,
    responses_in: ResponsesIn = None,
    as_of: AsOf = None,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            help='Forms of the letters, with commas between: txt, html, docx, pdf; "none" for draft.json alone.',
        ),
    ] = ALL_FORMS,
) -> None:
    """Draft many cases, the expedited first and then by due date; the same command goes on with what was stopped.

    What is wrong with one case stops no other. A case that is drafted is not drafted again, unless what it was drafted
    from has changed.
    """
    forms = () if form.strip().lower() == _NO_LETTERS else tuple(named_forms(form))
    day = named_day(as_of)
    exchange = named_exchange(requests_out, responses_in)
    limits = named_limits(concurrency, requests_per_minute, tokens_per_minute, max_cost)
    choice = named_model(model, base_url, data_agreement, anew, judge, limits, exchange)
    from drafter.batch.session import BatchOrder, run_batch

    screen = _Lines()
    order = BatchOrder(tuple(cases), out, choice, exchange, day, forms)
    result = run_batch(order, screen.screen())
    screen.end()
    _report(result, out, exchange)
    raise typer.Exit(_exit_code(result))


def _exit_code(result: "BatchResult") -> int:
    from drafter.errors import INCOMPLETE

    if result.stopped:
        return result.stopped.exit_code
    return 0 if result.summary.complete else INCOMPLETE


def _report(result: "BatchResult", out: Path, exchange: "Exchange | None") -> None:
    from drafter.batch.summary import SUMMARY_TEXT
    from drafter.batch.summary_text import headline
    from drafter.batch.table import TABLE

    for line in headline(result.summary):
        say(line.removeprefix("- ").replace("**", ""))
    if result.stopped:
        if exchange and exchange.requests_out:
            say(f"No questions were written to {exchange.requests_out}.")
        say("The same command goes on where this one ended.")
    elif exchange:
        say_exchange(exchange)
    elif not result.summary.complete:
        say("The same command tries again what is not drafted.")
    say(f"  {out / TABLE}")
    say(f"  {out / SUMMARY_TEXT}")


class _Lines:
    """Progress on the error stream: one line written over on a terminal, else a line every ten seconds."""

    _SELDOM = 10.0

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._said = time.monotonic()
        self._last = self._shown = ""
        self._open = False

    def screen(self) -> "Screen":
        """As a batch takes it."""
        from drafter.batch.session import Screen

        return Screen(tell=self._tell, progress=self._progress)

    def end(self) -> None:
        """End with how far it came, on a line of its own."""
        if self._open:
            typer.echo("", err=True)
        elif self._last != self._shown:
            typer.echo(self._last, err=True)

    def _tell(self, text: str) -> None:
        typer.echo(clean(text).replace("\n", " "), err=True)

    def _progress(self, text: str) -> None:
        self._last = text
        if self._terminal:
            width = shutil.get_terminal_size().columns - 1
            typer.echo(f"\r{text[:width]}\x1b[K", err=True, nl=False)
            self._open = True
        elif time.monotonic() - self._said >= self._SELDOM:
            self._said, self._shown = time.monotonic(), text
            typer.echo(text, err=True)
