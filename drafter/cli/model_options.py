"""The options by which commands name who drafts, and within what limits."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from drafter.drafting.limits import Limits
    from drafter.drafting.model import ModelChoice
    from drafter.drafting.request_files import Exchange

BUILT_IN = "extractive"
CONCURRENCY = 8
"""Calls at a time, where nothing else is said."""

Model = Annotated[
    str,
    typer.Option("--model", help='The built-in "extractive", or the name of a model on an OpenAI-compatible server.'),
]
BaseUrl = Annotated[
    str | None,
    typer.Option("--base-url", help="The server's address, as http://127.0.0.1:8080/v1.", show_default=False),
]
DataAgreement = Annotated[
    str | None,
    typer.Option(
        "--data-agreement",
        help="The agreement under which case text may go to a server that is not on this machine.",
        show_default=False,
    ),
]
Concurrency = Annotated[
    int, typer.Option("--concurrency", min=1, max=1000, help="Calls to the model server at a time, at most.")
]
RequestsPerMinute = Annotated[
    int | None,
    typer.Option(
        "--requests-per-minute", min=1, help="Calls to the model server a minute, at most.", show_default=False
    ),
]
TokensPerMinute = Annotated[
    int | None,
    typer.Option(
        "--tokens-per-minute", min=1, help="Tokens a minute, of prompts and answers, at most.", show_default=False
    ),
]
MaxCost = Annotated[
    float | None,
    typer.Option(
        "--max-cost",
        min=0,
        help="US dollars that may be spent, at the prices in DRAFTER_PRICE_PROMPT and DRAFTER_PRICE_COMPLETION.",
        show_default=False,
    ),
]
Anew = Annotated[
    bool, typer.Option("--anew", help="Ask the model again also where the store holds its answer from an earlier run.")
]
Judge = Annotated[
    bool,
    typer.Option(
        "--judge", help="Ask the model also whether the evidence supports each sentence that no check can judge."
    ),
]


RequestsOut = Annotated[
    Path | None,
    typer.Option(
        "--requests-out",
        metavar="F.jsonl",
        help="Write the questions to the model to this file, in the form of the OpenAI Batch API, for answers later. "
        "They name max_tokens, temperature and a JSON schema, save what the server of --base-url (in a suite base_url) "
        "is known not to take for the model; `drafter doctor --ask` finds that out.",
        show_default=False,
    ),
]
ResponsesIn = Annotated[
    list[Path] | None,
    typer.Option(
        "--responses-in",
        metavar="F.jsonl",
        help="Read answers to earlier questions from this file; may be given several times.",
        show_default=False,
    ),
]


def named_limits(
    concurrency: int, requests_per_minute: int | None, tokens_per_minute: int | None, max_cost: float | None
) -> "Limits":
    """The limits that the options name, with the prices of the settings.

    Raises:
        SettingsError: a limit of cost without prices, or one price without the other.
    """
    from drafter.drafting.limits import Limits, Prices

    return Limits(concurrency, requests_per_minute, tokens_per_minute, max_cost, Prices.of_settings())


def named_model(
    model: str,
    base_url: str | None,
    data_agreement: str | None,
    anew: bool,
    judge: bool,
    limits: "Limits",
    exchange: "Exchange | None" = None,
) -> "ModelChoice":
    """Who drafts, as the options say it; a model needs a server, or files for questions and answers.

    Raises:
        typer.BadParameter: options do not go together.
    """
    from drafter.drafting.model import ModelChoice

    if not model.strip():
        raise typer.BadParameter(f'name a model, or "{BUILT_IN}" for the built-in drafter', param_hint="--model")
    if model != BUILT_IN and base_url is None and exchange is None:
        raise typer.BadParameter("a model needs a server: give its address", param_hint="--base-url")
    asks = {
        "--base-url": base_url,
        "--data-agreement": data_agreement,
        "--requests-per-minute": limits.requests_per_minute,
        "--tokens-per-minute": limits.tokens_per_minute,
        "--max-cost": limits.max_cost,
        "--anew": anew or None,
        "--judge": judge or None,
        "--requests-out": exchange and exchange.requests_out,
        "--responses-in": exchange,
    }
    for option in (option for option, value in asks.items() if model == BUILT_IN and value is not None):
        raise typer.BadParameter("the built-in drafter takes no server; name a model too", param_hint=option)
    return ModelChoice(
        model=model, base_url=base_url, data_agreement=data_agreement, anew=anew, judge=judge, limits=limits
    )


def named_exchange(requests_out: Path | None, responses_in: list[Path] | None) -> "Exchange | None":
    """The files through which questions and answers go; None where the options name none."""
    if not requests_out and not responses_in:
        return None
    from drafter.drafting.request_files import Exchange

    return Exchange(requests_out, tuple(responses_in or ()))


def say_exchange(exchange: "Exchange") -> None:
    """Say what was read from files of answers, what was written to the one of questions, and what to do next."""
    if exchange.read or exchange.faults:
        typer.echo(f"answers read: {exchange.read}, {exchange.new} of them new.")
    for fault, lines in exchange.faults.most_common():
        first = f"; the first: {exchange.first[fault]}" if fault in exchange.first else ""
        typer.echo(f"  without a usable answer: {lines} ({fault}{first})")
    if exchange.requests_out and exchange.written:
        typer.echo(
            f"questions written to {exchange.requests_out}: {exchange.written}. Have them answered, then give the same "
            "command with --responses-in ANSWERS.jsonl."
        )
