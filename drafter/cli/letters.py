"""`drafter letters`: signed letters read into data, and letters written from drafts and decisions."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drafter.cli.options import ALL_FORMS, FORMS_HELP, named_forms
from drafter.errors import CaseError, DraftFileError, LetterError

if TYPE_CHECKING:
    from drafter.domain.case import Parties
    from drafter.domain.decision import Decision
    from drafter.domain.draft import Draft

app = typer.Typer(no_args_is_help=True, help="Read signed letters into data, and write letters.")
_KINDS = (".pdf", ".docx", ".txt")


@app.command()
def read(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILES...", help="Signed letters (PDF, Word, text), or folders of them.")
    ],
    output: Annotated[Path, typer.Option("-o", "--output", help="The file to write, one decision a line (JSON).")],
) -> None:
    """Read signed determination letters into data, one decision a line.

    A file that is no such letter is reported with the reason, and the others are read all the same.
    """
    from drafter.domain.decision import StoredDecision
    from drafter.guidelines.vocabulary import load_vocabulary
    from drafter.letters.read import read_letter
    from drafter.output import written_aside
    from drafter.settings import settings

    letters = list(_letters(files))
    if not letters:
        raise LetterError(f"no letter in {', '.join(map(str, files))}; give PDF, Word or text files")
    vocabulary = load_vocabulary(settings().corpus)
    items = failed = 0
    with written_aside(output) as stream:
        for letter in letters:
            try:
                result = read_letter(letter, vocabulary)
            except LetterError as error:
                typer.echo(f"drafter: {error}", err=True)
                failed += 1
                continue
            for note in result.notes:
                typer.echo(f"{letter}: {note}; left empty", err=True)
            row = StoredDecision.of(result.decision, letter.name)
            stream.write(row.model_dump_json(by_alias=True) + "\n")
            items += len(row.items)
        if failed == len(letters):
            raise LetterError(f"{_count(failed, 'letter')}, and none could be read; {output} is not written")
    typer.echo(f"{output}: {_count(len(letters) - failed, 'letter')}, {_count(items, 'disputed item')}")
    if failed:
        raise LetterError(f"{failed} of {_count(len(letters), 'file')} could not be read, as said above")


@app.command()
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

    Each letter is named after its case number.
    """
    from drafter.letters.publish import published
    from drafter.letters.stored import read_stored
    from drafter.letters.view import Shown
    from drafter.letters.write import render_letter
    from drafter.output import write_files
    from drafter.settings import settings

    forms = named_forms(form)
    if case_file and not publish:
        raise typer.BadParameter("is for --publish alone; add it", param_hint="--case")
    found = [(path, source) for path in sources for source in read_stored(path)]
    names = _names([(path, source.case_number) for path, source in found])
    for (path, source), name in zip(found, names, strict=True):
        if publish:
            source = published(source, _parties(path, source, case_file))
        letters = {kind: render_letter(source, kind, settings().templates, Shown(evidence, cover)) for kind in forms}
        write_files({output / f"{name}.{kind}": letter.content for kind, letter in letters.items()})
        for kind, letter in letters.items():
            typer.echo(str(output / f"{name}.{kind}"))
            for replaced in letter.replaced:
                typer.echo(f"  not shown as it was: {replaced}")
    if publish:
        typer.echo(
            "The parties' names are out. This is no general de-identifier: initials, nicknames, places, dates and "
            "whatever else tells who somebody is stay. Read each letter before you publish it."
        )


def _letters(files: Sequence[Path]) -> Iterator[Path]:
    for file in files:
        if file.is_dir():
            yield from sorted(path for path in file.iterdir() if path.suffix.lower() in _KINDS and path.is_file())
        else:
            yield file


def _names(sources: Sequence[tuple[Path, str | None]]) -> list[str]:
    """A file name for each letter: its case number, or the name of its source; numbered where two are alike."""
    names: list[str] = []
    taken: set[str] = set()
    for path, number in sources:
        name = first = re.sub(r"[^\w.-]+", "-", number or path.stem).strip("-.") or "letter"
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
        CaseError: it cannot be read.
        DraftFileError: it is not to be found, or is another case's.
    """
    from drafter.cases.load import load_case
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
    if source.case_number and loaded.case.case_number != source.case_number:
        raise DraftFileError(f"{place}: is the case file of another case; name this letter's own with --case")
    return loaded.case.parties


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
