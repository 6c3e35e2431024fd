"""What people wrote into a letter is theirs: it is never written over, and never removed.

Beside `letter.txt`, `letter.html`, … stands `letter.sha256`: the SHA-256 of every form as it was written, in lines such
as the program sha256sum writes. A letter of other bytes, or one that is not listed there, is not ours; nor is one that
stands without such a list, as signed originals of the same names do.

The digests have a file of their own, the same for one case and for those of a batch. Neither `draft.json`, which is the
same whatever forms are asked for and is compared between runs, nor a batch's `status.json`, which goes before a case is
drafted anew, can hold them. To render the letter anew and compare would call every letter edited once a template, a
font or this program has changed.

Before letters are put in place the file lists those that are there as well as those that take their places: at
whatever point a process is killed, each letter that stands there is listed. Afterwards it lists those that stand there
alone, so that `sha256sum -c` finds each as listed.
"""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import file_digest, sha256
from pathlib import Path

from drafter.errors import OutputError
from drafter.letters.write import FORMS
from drafter.output import write_files

RECORD = "sha256"
"""Ending of the file that lists letters."""
_LISTED = re.compile(r"([0-9a-f]{64}) [ *](.{1,255})")


class EditedLetter(OutputError):
    """A letter stands in the place that is not as we wrote it, or of which that cannot be told."""


def refuse_edited(letters: Iterable[Path]) -> None:
    """Refuse to write over, or to remove, a letter that is not on record, byte for byte, as one of ours.

    Raises:
        EditedLetter: some of the files are such letters; a line each.
    """
    _unedited(letters)


def write_letters(place: Path, letters: Mapping[str, bytes], beside: Mapping[Path, str | bytes]) -> None:
    """Write a letter with its record and what belongs beside it; an earlier run's other forms are removed.

    Args:
        place: the letter's path without its ending.
        letters: its content by form, of `FORMS`; none: no letter stays.
        beside: other files by path, put in place after the letters in their order.

    Raises:
        EditedLetter: a letter there is not as we wrote it.
        OutputError: a file cannot be written; those already in place keep their old content.
    """
    paths = {form: _with(place, form) for form in FORMS}
    there = set(_unedited(paths.values()).items())
    new = {(paths[form], sha256(content).hexdigest()) for form, content in letters.items()}
    record = _with(place, RECORD)
    files: dict[Path, str | bytes] = {}
    without = [path for form, path in paths.items() if form not in letters]
    if letters:
        files[record] = _list_of(there | new)
    else:
        without.append(record)
    files |= {paths[form]: content for form, content in letters.items()}
    write_files(files | dict(beside), without=without)
    if letters and there - new:
        with suppress(OutputError):  # the letters are in place, and the longer list does no harm
            write_files({record: _list_of(new)})


def _unedited(letters: Iterable[Path]) -> dict[Path, str]:
    """The digests of those of the letters that are there."""
    found: dict[Path, str] = {}
    wrong: list[str] = []
    for letter in letters:
        try:
            if not letter.is_file():
                continue
            with letter.open("rb") as file:
                found[letter] = file_digest(file, "sha256").hexdigest()
            listed = _listed(letter)
        except OSError as error:
            where = error.filename or letter
            raise EditedLetter(f"{where}: cannot be read ({error.strerror}); rename it or move it away") from None
        record = _with(letter.with_suffix(""), RECORD)
        if listed is None:
            wrong.append(_edited(letter, f"nothing tells that drafter wrote it (there is no {record.name} beside it)"))
        elif not listed:
            raise EditedLetter(f"{record}: lists no letter any more; restore it, or move it and the letters away")
        elif (found[letter], letter.name) not in listed:
            wrong.append(_edited(letter, "is not as it was written"))
    if wrong:
        raise EditedLetter("\n".join(wrong))
    return found


def _listed(letter: Path) -> set[tuple[str, str]] | None:
    """What the record beside a letter lists, by digest and name; None where there is no record."""
    try:
        text = _with(letter.with_suffix(""), RECORD).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return None
    return {(found[1], found[2]) for row in text.splitlines() if (found := _LISTED.fullmatch(row))}


def _list_of(letters: Iterable[tuple[Path, str]]) -> str:
    return "".join(f"{digest}  {path.name}\n" for path, digest in sorted(letters))


def _with(place: Path, ending: str) -> Path:
    return place.with_name(f"{place.name}.{ending}")


def _edited(letter: Path, what: str) -> str:
    return f"{letter}: {what}; rename it or move it away, so that it stays"
