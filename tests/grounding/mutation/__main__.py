"""`python -m tests.grounding.mutation`: the whole suite; writes eval/results/grounding.md.

With `dev`, the labelled sentences that checks may be tuned on stand for those held back, and the report is printed.
"""

import sys
from pathlib import Path
from time import monotonic

import typer

from tests.grounding.mutation.drafts import extractive_worlds, labelled_worlds
from tests.grounding.mutation.report import Half, report
from tests.grounding.mutation.requests import shipped_index
from tests.grounding.mutation.suite import falsehoods, mutants, tallies
from tests.grounding.mutation.worlds import World

_RESULT = Path(__file__).parents[3] / "eval" / "results" / "grounding.md"


def main(arguments: list[str]) -> None:
    """Run the suite on both halves."""
    began = monotonic()
    part = "dev" if "dev" in arguments else "held"
    with shipped_index() as index:
        extractive = extractive_worlds(index)
        labelled = labelled_worlds(part, extractive[0].things)
    halves = [
        _half("extractive", "every sentence that the extractive drafter sets for the synthetic cases", extractive),
        _half("labelled", f"sentences written by a language model, labelled by hand ({part}.jsonl)", labelled),
    ]
    text = report(halves, monotonic() - began)
    if part == "held":
        _RESULT.write_text(text, encoding="utf-8")
        typer.echo(f"wrote {_RESULT.relative_to(Path.cwd()) if _RESULT.is_relative_to(Path.cwd()) else _RESULT.name}")
    else:
        typer.echo(text)
    for half in halves:
        typer.echo(f"{half.name}: {half.all.flagged} of {half.all.made} flagged, ", nl=False)
        typer.echo(f"{half.falsehood.flagged} of {half.falsehood.sentences} sound sentences found fault with")


def _half(name: str, source: str, worlds: list[World]) -> Half:
    return Half(name, source, tallies(mutants(worlds)), falsehoods(worlds))


if __name__ == "__main__":
    main(sys.argv[1:])
