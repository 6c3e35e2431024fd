"""Reading a case file: YAML or JSON, its records beside it, and everything that is wrong with it at once."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from drafter.cases.records import read_records
from drafter.cases.validate import validate
from drafter.domain.case import Case
from drafter.domain.evidence import RecordEvidence
from drafter.errors import CaseError
from drafter.letters.text_of import Unreadable, file_bytes, utf8_text
from drafter.places import NotWellFormed, Place, listed, read_json, read_yaml

LARGEST = 64 << 20
"""Bytes that a case may take as a file, or as a line of one: more than the texts that it may hold."""


@dataclass(frozen=True)
class LoadedCase:
    """A case that is in order, with its documents read."""

    case: Case
    records: tuple[RecordEvidence, ...]
    """R1, R2, …: the clinical summary, where there is one, then the records in the file's order."""
    path: Path
    sha256: str
    """Digest of the case file's bytes."""


def load_case(path: Path, *, unread: bool = False) -> LoadedCase:
    """Read a case file (JSON where its name ends in .json, else YAML) and the record files that it names.

    With `unread`, a record file that cannot be read is no error: its record is left out, for `verify` to name it.

    Raises:
        CaseError: the file cannot be used. Its text has one line for each problem, in the order of the file:
            `case.yaml:14: items[1].depends_on: item 1 depends on itself; …`, lists counted from 1.
    """
    try:
        data = file_bytes(path, LARGEST)
        text = utf8_text(data)
        document = read_json(text) if path.suffix.lower() == ".json" else read_yaml(text)
    except Unreadable as reason:
        raise CaseError(f"{path}: {reason}; name a case file (YAML or JSON)") from None
    except NotWellFormed as fault:
        raise CaseError(f"{path}{f':{fault.line}' if fault.line else ''}: {fault.message}") from None
    case, found = validate(document.data)
    records, record_problems = read_records(case, path.parent) if case else ((), [])
    if unread and case:
        lost = {case.records[int(p.place[1])].id for p in record_problems}
        records, record_problems = tuple(record for record in records if record.id not in lost), []
    wrong: list[tuple[Place, str]] = [*document.problems, *((p.place, p.message) for p in (*found, *record_problems))]
    if case is None or wrong:
        raise CaseError("\n".join(listed(path, [document.fault(place, message) for place, message in wrong])))
    return LoadedCase(case=case, records=records, path=path, sha256=sha256(data).hexdigest())
