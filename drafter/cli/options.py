"""What options of several commands have in common."""

from datetime import date, datetime
from typing import Annotated

import typer

AsOf = Annotated[
    str | None,
    typer.Option(metavar="YYYY-MM-DD", help="The date that decides which editions are in force.", show_default=False),
]

ALL_FORMS = "txt,html,docx,pdf"
FORMS_HELP = "Forms of the letter, with commas between: txt, html, docx, pdf."


def named_forms(text: str) -> list[str]:
    """The forms named with `--format`, each once.

    Raises:
        typer.BadParameter: one is unknown, or none is named.
    """
    from drafter.letters.write import FORMS

    forms = [name.strip().lower() for name in text.split(",") if name.strip()]
    if not forms or any(name not in FORMS for name in forms):
        raise typer.BadParameter(f"choose from {', '.join(FORMS)}, with commas between", param_hint="--format")
    return list(dict.fromkeys(forms))


def named_day(as_of: str | None) -> date | None:
    """The date named with `--as-of`.

    Raises:
        typer.BadParameter: it is not a date.
    """
    if as_of is None:
        return None
    try:
        return datetime.strptime(as_of, "%Y-%m-%d").date()
    except ValueError:
        raise typer.BadParameter("not a date; write it as 2014-10-28", param_hint="--as-of") from None
