"""`drafter case`: make case files and check them."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drafter.cli.screen import say
from drafter.errors import OutputError

if TYPE_CHECKING:
    from drafter.cases.load import LoadedCase
    from drafter.domain.case import Case

app = typer.Typer(no_args_is_help=True, help="Make case files and check them.")


@app.command("from-letter")
def from_letter(
    letter: Annotated[Path, typer.Argument(help="A signed determination letter: PDF with a text layer, Word or text.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The case file to write (YAML).")],
) -> None:
    """Make a case from a signed letter, without the answer.

    No determination, reviewer guideline or rationale goes into the file.
    """
    if output.exists():
        raise OutputError(f"{output}: is there already; name another place with -o, or remove it first")
    from drafter.cases.dump import dump_case
    from drafter.cases.from_letter import case_from_letter
    from drafter.domain.case import problems
    from drafter.guidelines.vocabulary import load_vocabulary
    from drafter.letters.read import read_letter  # the patterns of letters take half a second to compile
    from drafter.output import write_files
    from drafter.places import shown
    from drafter.settings import settings

    read = read_letter(letter, load_vocabulary(settings().corpus))
    signed = read.decision
    case = case_from_letter(signed, letter.stem)
    write_files({output: dump_case(case)})
    count = len(case.items)
    say(f"{output}: case {case.case_number}, {count} disputed item{'' if count == 1 else 's'}")
    if signed.case_number is None:
        typer.echo("The letter has no case number; the file's name stands for it.")
    if not any(day for _, day in case.dates):
        typer.echo("The letter has no header dates; a draft reads them from the clinical summary, or takes --as-of.")
    for note in read.notes:
        typer.echo(f"Not read: {note}.")
    for problem in problems(case):
        typer.echo(f"To correct before drafting: {shown(problem.place)}: {problem.message}")


@app.command()
def check(case_file: Annotated[Path, typer.Argument(metavar="CASE", help="The case file (YAML or JSON).")]) -> None:
    """Say everything that is wrong with a case file.

    Each problem with its place; a case in order is summed up in one line.
    """
    from drafter.cases.load import load_case

    loaded = load_case(case_file)
    say(f"{case_file}: in order; {summary(loaded)}")


@app.command()
def example(
    output: Annotated[Path, typer.Option("-o", "--output", help="The folder to copy it into.")],
) -> None:
    """Copy out the synthetic example case with its records."""
    from drafter.cases.example import copy_example

    typer.echo(f"{copy_example(output)}: the example case")


@app.command()
def schema() -> None:
    """Print the JSON schema of the case file, by which an editor checks the file as you write it."""
    from drafter.schemas import CASE, schema_text

    typer.echo(schema_text(CASE), nl=False)


def summary(loaded: "LoadedCase") -> str:
    """What a case holds, in one line without text of the case."""
    from drafter.domain.case import ItemStatus

    case = loaded.case
    open_items = sum(item.status is ItemStatus.OPEN for item in case.items)
    states = Counter(record.status.value for record in case.records)
    records = ", ".join(f"{count} {status}" for status, count in sorted(states.items(), key=lambda pair: -pair[1]))
    return "; ".join(
        (
            f"case {case.case_number}",
            f"items: {len(case.items)}, {open_items} open",
            f"records: {records or 'none'}{', and a clinical summary' if case.clinical_summary else ''}",
            f"dates: {', '.join(_dates(case)) or 'none; a draft will need --as-of'}",
        )
    )


def _dates(case: "Case") -> list[str]:
    """The dates of a case, those of its fields first, then the UR denial where only the summary gives it."""
    from drafter.domain.dates import ur_denial_in

    found = [f"{name.replace('_', ' ')} {day}" for name, day in case.dates if day]
    requested = sorted({item.request_date for item in case.items if item.request_date})
    found += [f"request {day}" for day in requested]
    if not case.dates.ur_denial and (day := ur_denial_in(case.clinical_summary or "")):
        found.append(f"ur denial {day} (from the clinical summary)")
    return found
