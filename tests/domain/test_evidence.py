"""What a document of a case is called."""

from datetime import date

import pytest

from drafter.domain.case import RecordStatus, RecordType
from drafter.domain.evidence import RecordEvidence


@pytest.mark.parametrize(
    ("type_", "day", "title"),
    [
        (None, None, "clinical summary"),
        (RecordType.PROGRESS_REPORT, date(2014, 10, 9), "progress report of October 9, 2014"),
        (RecordType.OTHER, date(2016, 8, 2), "other document of August 2, 2016"),
    ],
)
def test_a_document_is_called_by_its_type_and_date(type_: RecordType | None, day: date | None, title: str) -> None:
    record = RecordEvidence(source="R1", id="x", type=type_, date=day, status=RecordStatus.RECEIVED, sha256="0" * 64)
    assert record.title == title
