from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.cases.records import read_records, sentences
from drafter.domain.case import Case, DisputedItem, Record, RecordStatus, RecordType
from tests.letters.pdfs import pdf


def case(*records: Mapping[str, Any], summary: str | None = None) -> Case:
    made = tuple(Record(**{"id": f"r{n}", "type": RecordType.OTHER, **record}) for n, record in enumerate(records))
    items = (DisputedItem(request="Synthetic brace"),)
    return Case(case_number="SYNTHETIC-7", clinical_summary=summary, records=made, items=items)


def test_the_summary_is_r1_and_records_follow_in_order(tmp_path: Path) -> None:
    records, found = read_records(case({"text": "One. Two."}, summary="A summary. It ends."), tmp_path)
    assert found == []
    assert [(r.source, r.id, r.type) for r in records] == [
        ("R1", "clinical-summary", None),
        ("R2", "r0", RecordType.OTHER),
    ]
    assert [(s.number, s.text, s.page) for s in records[0].sentences] == [
        (1, "A summary.", None),
        (2, "It ends.", None),
    ]


def test_without_a_summary_the_first_record_is_r1(tmp_path: Path) -> None:
    records, _ = read_records(case({"text": "One."}, {"text": "Two."}), tmp_path)
    assert [r.source for r in records] == ["R1", "R2"]


@pytest.mark.parametrize("status", [RecordStatus.MISSING, RecordStatus.UNREADABLE])
def test_a_document_that_cannot_be_read_keeps_its_number_and_has_no_text(tmp_path: Path, status: RecordStatus) -> None:
    records, found = read_records(case({"status": status}, {"text": "One."}), tmp_path)
    assert found == []
    assert (records[0].source, records[0].status, records[0].sentences, records[0].sha256) == ("R1", status, (), None)
    assert records[1].source == "R2"


def test_form_feeds_part_pages_and_white_space_is_folded(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("On page\n   one.\fOn page two.\n\nAlso there.", encoding="utf-8")
    records, _ = read_records(case({"file": "notes.txt"}), tmp_path)
    assert [(s.text, s.page) for s in records[0].sentences] == [
        ("On page one.", 1),
        ("On page two.", 2),
        ("Also there.", 2),
    ]


def test_one_page_of_text_is_not_called_page_one(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("Whole.", encoding="utf-8")
    records, _ = read_records(case({"file": "notes.md"}), tmp_path)
    assert [s.page for s in records[0].sentences] == [None]
    assert records[0].sha256 == sha256(b"Whole.").hexdigest()


def test_pdf_is_read_with_its_pages(tmp_path: Path) -> None:
    (tmp_path / "scan.PDF").write_bytes(pdf(["First page, with self-", "directed care."], ["Second page."]))
    records, found = read_records(case({"file": "scan.PDF"}), tmp_path)
    assert found == []
    assert [(s.text, s.page) for s in records[0].sentences] == [
        ("First page, with self-directed care.", 1),
        ("Second page.", 2),
    ]


def test_files_are_sought_beside_the_case_file(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "notes.txt").write_text("Found.", encoding="utf-8")
    records, found = read_records(case({"file": "deep/notes.txt"}), tmp_path)
    assert (found, records[0].sentences[0].text) == ([], "Found.")


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("none.txt", None, "does not exist; correct the name, or mark the record `status: missing`"),
        ("bin.txt", b"\x00\x01", "is not a text file; give another file, or mark the record `status: unreadable`"),
        ("latin.txt", b"caf\xe9", "is not UTF-8 text"),
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\f\n ", "is empty"),
        (
            "scan.pdf",
            pdf([]),
            "without a text layer (a scan); give another file, or mark the record `status: unreadable`",
        ),
        ("locked.pdf", pdf(["x"], locked=True), "password"),
        ("damaged.pdf", b"%PDF-1.4 rubbish", "damaged"),
        ("photo.jpg", b"\xff\xd8", "is not named as .txt, .md, .pdf"),
    ],
)
def test_a_file_that_holds_no_text_is_a_problem_of_its_record(
    tmp_path: Path, name: str, data: bytes | None, says: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    records, found = read_records(case({"text": "One."}, {"file": name}), tmp_path)
    assert [problem.place for problem in found] == [("records", 1, "file")]
    assert says in found[0].message
    assert "\n" not in found[0].message
    assert records[1].sentences == ()


def test_a_folder_or_an_impossible_name_is_a_problem(tmp_path: Path) -> None:
    for name in ("folder.txt", "records"):
        (tmp_path / name).mkdir()
    names = ("folder.txt", "records", "a\0b.txt", "x" * 400 + ".txt", "x" * 400)
    _, found = read_records(case(*({"file": name} for name in names)), tmp_path)
    assert len(found) == 5
    assert all("is a folder, not a file" in problem.message for problem in found[:2])


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_sentences_hold_all_words_in_order_on_their_pages(pages: list[str]) -> None:
    pages = [page.replace("\f", " ") for page in pages]
    read = sentences(pages)
    assert [s.number for s in read] == list(range(1, len(read) + 1))
    assert " ".join(s.text for s in read).split() == " ".join(pages).split()
    if len(pages) > 1:
        for number, page in enumerate(pages, start=1):
            assert " ".join(s.text for s in read if s.page == number).split() == page.split()


def test_more_text_than_a_machine_bears_is_refused_at_the_document_that_is_too_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("drafter.cases.records.LONGEST", 20)
    _, found = read_records(case({"text": "Ten of it."}, {"text": "As many do."}, {"text": "More."}), tmp_path)
    assert [problem.place for problem in found] == [("records", 1)]
    assert "leave out what does not bear on the requests" in found[0].message
    _, found = read_records(case(summary="More than twenty characters."), tmp_path)
    assert [problem.place for problem in found] == [("clinical_summary",)]
    assert read_records(case({"text": "Ten of it."}, summary="Ten of it."), tmp_path)[1] == []
