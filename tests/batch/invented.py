"""Small invented cases for tests of batches."""

import json
from pathlib import Path

CASE = """\
schema: drafter-case/1
case_number: {number}
priority: {priority}
{due}dates:
  injury: 2013-03-18
  ur_denial: 2014-11-12
clinical_summary: >-
  Invented for tests. The employee has neck pain. Six visits of massage therapy were completed without recorded gain.
{records}items:
  - request: Massage therapy for the neck, 8 visits
"""
RECORDS = """\
records:
  - {id: report, type: progress report, date: 2014-10-23, file: report.txt}
"""


def case_text(number: str, *, due: str | None = "2015-01-21", priority: str = "standard", records: bool = False) -> str:
    return CASE.format(
        number=number, priority=priority, due=f"due: {due}\n" if due else "", records=RECORDS if records else ""
    )


def write_case(file: Path, number: str, **more: object) -> Path:
    """A case file, with its record beside it where `records` asks for one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(case_text(number, **more), encoding="utf-8")  # type: ignore[arg-type]
    if more.get("records"):
        (file.parent / "report.txt").write_text("The neck is tender. Work status is unchanged.\n", encoding="utf-8")
    return file


def case_data(number: str, **more: object) -> dict[str, object]:
    """The same case as data, for a file of one case a line."""
    return {
        "schema": "drafter-case/1",
        "case_number": number,
        "dates": {"injury": "2013-03-18", "ur_denial": "2014-11-12"},
        "clinical_summary": "Invented for tests. The employee has neck pain.",
        "items": [{"request": "Massage therapy for the neck, 8 visits"}],
    } | more


def write_lines(file: Path, *cases: dict[str, object] | str) -> Path:
    """A file of one case a line; a text is a line as it stands."""
    lines = [case if isinstance(case, str) else json.dumps(case) for case in cases]
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return file
