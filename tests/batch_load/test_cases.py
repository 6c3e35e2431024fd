"""The invented cases that batches are measured with."""

from pathlib import Path

from drafter.cases.load import load_case
from tests.batch_load.cases import write_cases


def test_cases_are_sound_and_no_two_have_a_record_alike(tmp_path: Path) -> None:
    items = write_cases(tmp_path, 40)
    loaded = [load_case(file) for file in sorted(tmp_path.iterdir())]
    assert sum(len(one.case.items) for one in loaded) == items
    records = [record.sha256 for one in loaded for record in one.records if record.sha256]
    assert len(records) == len(set(records))
    summaries = [one.case.clinical_summary for one in loaded]
    assert len(set(summaries)) == 40
