"""`drafter letters`: signed letters read into data, and letters written from drafts and decisions."""

import typer

from drafter.cli.letters_lint import lint
from drafter.cli.letters_read import read
from drafter.cli.letters_write import write

app = typer.Typer(no_args_is_help=True, help="Read signed letters into data, look for faults in them, write letters.")
app.command("read")(read)
app.command("lint")(lint)
app.command("write")(write)
