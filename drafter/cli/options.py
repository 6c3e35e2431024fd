"""What options of several commands have in common."""

from datetime import date, datetime
from typing import Annotated

import typer

AsOf = Annotated[
    str | None,
    typer.Option(metavar="YYYY-MM-DD", help="The date that decides which editions are in force.", show_default=False),
]


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
