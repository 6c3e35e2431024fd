"""Processes that end in the middle of writing added documents: `python -m tests.guidelines.documents.store_worker`.

For each of ACTIONS and each thing that it does to files, one process ends just before doing that, in a folder of its
own: FOLDER/ACTION/STEP. It begins with the document FIRST, but for the action "add"; those that write, write SECOND.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from drafter.guidelines.documents.markdown import read_markdown
from drafter.guidelines.documents.store import AddedDocument, remove_document, store_document
from tests.guidelines.documents.editions import added_edition

KILLED = 9
_WATCHED = frozenset({"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree"})


def _of(text: bytes) -> AddedDocument:
    return AddedDocument.of(added_edition(), "guideline.md", text, read_markdown(text))


FIRST = _of(b"# Heat\n\nHeat warms.\n")
SECOND = _of(b"# Ice\n\nIce cools, and more than heat warms.\n")
ACTIONS: dict[str, Callable[[Path], None]] = {
    "add": lambda folder: store_document(folder, SECOND),
    "replace": lambda folder: store_document(folder, SECOND, replace=True),
    "remove": lambda folder: remove_document(folder, SECOND.edition.id),
}


def _end_before(step: int, folder: Path) -> None:
    """End this process without any tidying before the step-th thing that it does to the folder."""
    left = step

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        if event in _WATCHED and str(arguments[0]).startswith(str(folder)):
            left -= 1
            if not left:
                os._exit(KILLED)

    sys.addaudithook(watch)


def _ended(action: str, step: int, folder: Path) -> bool:
    """Whether a process that does the action ended before its end."""
    child = os.fork()
    if not child:
        _end_before(step, folder)
        ACTIONS[action](folder)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, KILLED), status
    return status == KILLED


def main(place: Path) -> None:
    """End a process at every step of every action."""
    for action in ACTIONS:
        step = 0
        going = True
        while going:
            step += 1
            folder = place / action / f"{step:03}"
            folder.mkdir(parents=True)
            if action != "add":
                store_document(folder, FIRST)
            going = _ended(action, step, folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
