"""What people wrote into a Word letter is theirs: it is never written over."""

import zipfile
from collections.abc import Iterable
from pathlib import Path

from drafter.errors import OutputError

_OF_A_PROGRAM = "docProps/app.xml"
"""A part that the programs in which people edit put in when they save, and that no letter of ours has."""


def refuse_edited(letters: Iterable[Path]) -> None:
    """Refuse to write over, or to remove, a Word letter that somebody has saved since it was written.

    Raises:
        OutputError: one of the files is such a letter, or a .docx that is none of ours.
    """
    for letter in letters:
        if letter.suffix == ".docx" and letter.is_file() and _was_edited(letter):
            raise OutputError(
                f"{letter}: was saved by another program since; rename it or move it away, so that it stays"
            )


def _was_edited(letter: Path) -> bool:
    try:
        with zipfile.ZipFile(letter) as package:
            return _OF_A_PROGRAM in package.namelist()
    except (OSError, zipfile.BadZipFile):
        return True
