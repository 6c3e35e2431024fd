"""The command line, one file a command."""

import logging
import os
import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer
from typer._click.exceptions import NoArgsIsHelpError, UsageError

from drafter import __version__
from drafter.cli.batch import batch
from drafter.cli.case import app as case_app
from drafter.cli.doctor import doctor
from drafter.cli.draft import draft
from drafter.cli.evaluate import app as evaluate_app
from drafter.cli.guidelines import app as guidelines_app
from drafter.cli.letters import app as letters_app
from drafter.cli.verify import verify
from drafter.domain.text import fold
from drafter.errors import DrafterError

app = typer.Typer(
    name="drafter",
    help="Draft Independent Medical Review determination letters whose every citation can be checked.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(case_app, name="case")
app.add_typer(guidelines_app, name="guidelines")
app.add_typer(letters_app, name="letters")
app.add_typer(evaluate_app, name="eval")
app.command("draft")(draft)
app.command("batch")(batch)
app.command("verify")(verify)
app.command("doctor")(doctor)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"drafter {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Draft Independent Medical Review determination letters whose every citation can be checked."""


def main() -> None:
    """Run the command line; a user's mistake ends in one line a problem and the error's exit code."""
    # Libraries log requests, and one of them turns logging on when it is imported; what they say may hold case text.
    logging.basicConfig(handlers=[logging.NullHandler()])
    try:
        sys.exit(app(prog_name="drafter", standalone_mode=False))
    except NoArgsIsHelpError as error:
        error.show()
        sys.exit(error.exit_code)
    except UsageError as error:
        typer.echo(f"drafter: {_usage(error)}", err=True)
        sys.exit(error.exit_code)
    except DrafterError as error:
        for line in str(error).splitlines():
            typer.echo(f"drafter: {line}", err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader of our output went away (`drafter … | head`); nothing is left to say to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        from drafter.settings import TRACEBACK  # takes a quarter of a second to import

        # A traceback could print case text, so only where the fault is gets shown.
        if os.environ.get(TRACEBACK):
            raise
        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(frame.filename).name}:{frame.lineno}"
        typer.echo(
            f"drafter: a fault in drafter itself ({type(error).__name__} at {place}); please report it. "
            f"{TRACEBACK}=1 shows more, and may show case text",
            err=True,
        )
        sys.exit(DrafterError.exit_code)


def _usage(error: UsageError) -> str:
    """What is wrong with the command line, in one line that names where to look."""
    wrong = fold(error.format_message()).removeprefix("Invalid value: ").rstrip(".")
    wrong = wrong.replace("Value error, ", "").replace("Input should be", "must be")  # the words of a library
    command = error.ctx.command_path if error.ctx else "drafter"
    return f"{wrong}; see `{command} --help`"
