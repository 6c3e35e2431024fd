"""`drafter letters read`: signed letters into data."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from drafter.errors import LetterError, OutputError

_KINDS = (".pdf", ".docx", ".txt")
_OF_DECISIONS = b'{"schema":"drafter-decision/'


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
    _refuse_to_replace(output)
    vocabulary = load_vocabulary(settings().corpus)
    items = failed = 0
    numbers: Counter[str] = Counter()
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
            numbers.update(filter(None, [row.case_number]))
        if failed == len(letters):
            raise LetterError(f"{_count(failed, 'letter')}, and none could be read; {output} is not written")
    typer.echo(f"{output}: {_count(len(letters) - failed, 'letter')}, {_count(items, 'disputed item')}")
    for number, count in numbers.items():
        if count > 1:
            typer.echo(f"case {number} was read {count} times; the file has a line of each", err=True)
    if failed:
        raise LetterError(f"{failed} of {_count(len(letters), 'file')} could not be read, as said above")


def _letters(files: Sequence[Path]) -> Iterator[Path]:
    """The files, and those in the folders; says how much of a folder is left out."""
    for file in files:
        if not file.is_dir():
            yield file
            continue
        inside = sorted(file.iterdir())
        letters = [path for path in inside if path.suffix.lower() in _KINDS and path.is_file()]
        if len(letters) < len(inside):
            others = _count(len(inside) - len(letters), "other file or folder", "other files or folders")
            typer.echo(f"{file}: {others} in it not looked at ({', '.join(_KINDS)} are)", err=True)
        yield from letters


def _refuse_to_replace(output: Path) -> None:
    """Refuse to write over anything but an earlier file of decisions: it may be one of the letters.

    Raises:
        OutputError: there is such a file.
    """
    if not output.is_file():
        return
    with output.open("rb") as stream:
        start = stream.read(len(_OF_DECISIONS))
    if start and start != _OF_DECISIONS:
        raise OutputError(f"{output}: is there already, and holds no decisions; name another file with -o")


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
