from pathlib import Path

import pytest

from drafter.cases.example import copy_example
from drafter.cases.load import load_case
from drafter.domain.case import RecordStatus
from drafter.errors import OutputError


def test_the_example_is_in_order_once_copied(tmp_path: Path) -> None:
    loaded = load_case(copy_example(tmp_path / "new" / "folder"))
    assert loaded.case.case_number == "SYNTHETIC-0001"
    assert len(loaded.case.items) == 3
    assert [record.source for record in loaded.records] == [f"R{n}" for n in range(1, 8)]
    assert [record.id for record in loaded.records if record.status is RecordStatus.MISSING] == ["lumbar-mri"]


def test_every_record_of_the_example_says_that_it_is_synthetic(tmp_path: Path) -> None:
    loaded = load_case(copy_example(tmp_path))
    received = [record for record in loaded.records if record.type and record.status is RecordStatus.RECEIVED]
    assert len(received) == 5
    assert all(record.sentences[0].text.startswith("Synthetic record") for record in received)


def test_no_name_of_the_parties_stands_in_the_examples_records(tmp_path: Path) -> None:
    loaded = load_case(copy_example(tmp_path))
    names = [name for _, name in loaded.case.parties if name]
    text = " ".join(sentence.text for record in loaded.records for sentence in record.sentences)
    assert len(names) == 4
    assert [name for name in names if str(name) in text] == []


def test_nothing_is_overwritten_and_nothing_half_copied(tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    mine = tmp_path / "records" / "ur-determination.txt"
    mine.write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match=r"ur-determination\.txt: is there already"):
        copy_example(tmp_path)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [mine]
    assert mine.read_text(encoding="utf-8") == "mine"
