"""Invented cases, small enough to read."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from drafter.cases.load import LoadedCase
from drafter.cases.records import read_records
from drafter.domain.case import Case, Dates, DisputedItem, Parties, Record, RecordStatus, RecordType


def record(id: str, type: RecordType, text: str | None) -> Record:
    """A document of a case; one without text is missing."""
    status = RecordStatus.RECEIVED if text else RecordStatus.MISSING
    return Record(id=id, type=type, text=text, status=status, date=date(2014, 3, 11))


def case(
    summary: str | None,
    *records: Record,
    requests: Sequence[str] = ("Massage therapy, 6 visits",),
    employee: str | None = None,
    ur_denial: date | None = None,
) -> LoadedCase:
    """An invented case, loaded as from a file."""
    made = Case(
        case_number="SYNTHETIC-CONDITION",
        dates=Dates(ur_denial=ur_denial),
        parties=Parties(employee=employee),
        clinical_summary=summary,
        records=records,
        items=tuple(DisputedItem(request=request) for request in requests),
    )
    evidence, _ = read_records(made, Path("."))
    return LoadedCase(made, evidence, Path("case.yaml"), "0" * 64)


def summary(loaded: LoadedCase | None) -> str | None:
    """The clinical summary, which the record of it must agree with."""
    assert loaded is not None
    said = loaded.case.clinical_summary
    if said:
        assert " ".join(s.text for s in loaded.records[0].sentences) == " ".join(said.split())
    return said
