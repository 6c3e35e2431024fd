"""A case that stands in a line of a file, read as a case file of its own is."""

import json
import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from drafter.batch.queued import Line
from drafter.cases.load import LoadedCase
from drafter.cases.records import read_records
from drafter.cases.validate import validate
from drafter.errors import CaseError
from drafter.letters.text_of import Unreadable, utf8_text
from drafter.places import NotWellFormed, Place, listed, read_json

COPY = "case.json"
"""The case file that is written beside the draft of such a case, so that `drafter verify` can read it again."""


@dataclass(frozen=True)
class LineCase:
    """A case of a line, and the case file that it becomes."""

    loaded: LoadedCase
    copy: bytes
    """Its record files are named as they are seen from the folder that it is written to."""


def load_line(path: Path, line: Line, data: bytes, folder: Path) -> LineCase:
    """Read the case of a line; record files are sought from the folder that holds the file of the line.

    Args:
        path: the file that holds one case a line.
        line: which line it is.
        data: the line's bytes.
        folder: where the case file is to be written that the draft names.

    Raises:
        CaseError: the case cannot be used; one line a problem, each as `cases.jsonl:17: items[1].depends_on: …`.
    """
    try:
        document = read_json(utf8_text(data))
    except Unreadable as reason:
        raise CaseError(f"{path}:{line.number}: {reason}; write one case as JSON in each line") from None
    except NotWellFormed as fault:
        raise CaseError(f"{path}:{line.number}: {fault.message}") from None
    case, found = validate(document.data)
    records, record_problems = read_records(case, path.parent) if case else ((), [])
    wrong: list[tuple[Place, str]] = [*document.problems, *((p.place, p.message) for p in (*found, *record_problems))]
    if case is None or wrong:
        faults = [document.fault(place, message)._replace(line=line.number) for place, message in wrong]
        raise CaseError("\n".join(listed(path, faults)))
    copy = _seen_from(folder, path.parent, document.data)
    loaded = LoadedCase(case=case, records=records, path=folder / COPY, sha256=sha256(copy).hexdigest())
    return LineCase(loaded, copy)


def _seen_from(folder: Path, before: Path, data: dict[str, Any]) -> bytes:
    records = [
        {**record, "file": _relative(before / record["file"], folder)} if record.get("file") else record
        for record in data.get("records") or ()
    ]
    moved = {**data, "records": records} if records else data
    return (json.dumps(moved, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _relative(path: Path, folder: Path) -> str:
    """The file as seen from a folder; in full where the two are on different drives."""
    try:
        return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    except ValueError:
        return path.resolve().as_posix()
