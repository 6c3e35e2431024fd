"""`drafter letters write`: the letters of drafts and decisions."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drafter.cli.options import ALL_FORMS, FORMS_HELP, named_forms
from drafter.cli.screen import say_written
from drafter.errors import CaseError, DraftFileError

if TYPE_CHECKING:
    from drafter.domain.case import Parties
    from drafter.domain.decision import Decision
    from drafter.domain.draft import Draft

_LONGEST_NAME = 100


def write(
    sources: Annotated[
        list[Path],
        typer.Argument(metavar="FILES...", help="A draft.json, or decisions that `drafter letters read` wrote."),
    ],
    output: Annotated[Path, typer.Option("-o", "--output", help="The folder to write the letters into.")],
    form: Annotated[str, typer.Option("--format", help=FORMS_HELP)] = ALL_FORMS,
    cover: Annotated[bool, typer.Option("--cover", help="Begin with a page that sums up the outcome.")] = False,
    evidence: Annotated[
        bool, typer.Option("--evidence/--no-evidence", help="The appendix with the evidence of a draft.")
    ] = True,
    publish: Annotated[
        bool, typer.Option("--publish", help="Put roles in place of the names that the case file lists as parties.")
    ] = False,
    case_file: Annotated[
        Path | None, typer.Option("--case", help="The case file for --publish, where it is not where a draft says.")
    ] = None,
) -> None:
    """Write letters: of a draft, marked DRAFT on every page; of a decision that was signed, unmarked.

    Each letter is called after its case number; of two alike, the second gets -2.
    """
    from drafter.letters.edited import refuse_edited, write_letters
    from drafter.letters.publish import published
    from drafter.letters.stored import read_stored
    from drafter.letters.view import Shown
    from drafter.letters.write import FORMS, render_letters
    from drafter.output import room_for
    from drafter.settings import settings

    forms = named_forms(form)
    if case_file and not publish:
        raise typer.BadParameter("is for --publish alone; add it", param_hint="--case")
    found = [(path, source) for path in sources for source in read_stored(path)]
    if publish:
        found = [(path, published(source, _parties(path, source, case_file))) for path, source in found]
    names = _names([source.case_number or ("letter" if publish else path.stem) for path, source in found])
    refuse_edited(output / f"{name}.{kind}" for name in names for kind in FORMS)
    with room_for([output / f"{name}.{kind}" for name in names for kind in forms]):
        for name, (_, source) in zip(names, found, strict=True):
            shown = Shown(evidence, cover)
            letters = render_letters(source, forms, settings().templates, shown)
            # A letter of an earlier run beside this one would pass for the same, so the other forms go.
            write_letters(output / name, {kind: letter.content for kind, letter in letters.items()}, {})
            say_written({f"{output / name}.{kind}": letter.replaced for kind, letter in letters.items()})
    if publish:
        typer.echo(
            "The parties' names are out. This is no general de-identifier: initials, nicknames, places, dates and "
            "whatever else tells who somebody is stay. Read each letter before you publish it."
        )


def _names(wanted: Sequence[str]) -> list[str]:
    """A file name for each letter, as wanted as far as it can be; numbered where two are alike."""
    names: list[str] = []
    taken: set[str] = set()
    for name in wanted:
        name = first = re.sub(r"[^\w.-]+", "-", name).strip("-.")[:_LONGEST_NAME] or "letter"
        count = 1
        while name.lower() in taken:
            count += 1
            name = f"{first}-{count}"
        taken.add(name.lower())
        names.append(name)
    return names


def _parties(path: Path, source: "Draft | Decision", case_file: Path | None) -> "Parties":
    """Who must not be named, from the case file.

    Raises:
        CaseError: it cannot be read, or lists no parties.
        DraftFileError: it is not to be found, or is another case's.
    """
    from drafter.cases.load import load_case
    from drafter.domain.case import Parties
    from drafter.domain.draft import Draft

    if case_file is None and not isinstance(source, Draft):
        raise DraftFileError(f"{path}: a decision names no case file, which lists the parties; name it with --case")
    place = case_file or path.parent / (source.case.file if isinstance(source, Draft) else "")
    try:
        loaded = load_case(place, unread=True)
    except CaseError as error:
        raise CaseError(
            f"{error}\n--publish needs the case file, which lists the parties; name it with --case"
        ) from None
    if loaded.case.parties == Parties():
        raise CaseError(f"{place}: lists no parties, so no name would be replaced; add them under parties:")
    if source.case_number and loaded.case.case_number != source.case_number:
        raise DraftFileError(f"{place}: is the case file of another case; name this letter's own with --case")
    if not source.case_number:
        typer.echo(f"{path}: has no case number, so that nothing shows whether {place} is its case file", err=True)
    elif isinstance(source, Draft) and loaded.sha256 != source.case.sha256:
        typer.echo(f"{place}: was changed since the draft was made; its parties as they are now are used", err=True)
    return loaded.case.parties
