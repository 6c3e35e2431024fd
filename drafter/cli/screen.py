"""What goes to the screen: text of a case without characters that a terminal would obey or hide."""

from collections.abc import Mapping, Sequence

import typer

from drafter.letters.display import clean


def say(text: str) -> None:
    """Print a line that may hold text of a case."""
    typer.echo(clean(text).replace("\n", " "))


def say_written(letters: Mapping[str, Sequence[str]]) -> None:
    """Name letters that were written, each with the characters that it does not show as they were."""
    for name, replaced in letters.items():
        say(name)
        for each in replaced:
            say(f"    not shown as it was: {each}")
