from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from drafter.cases.example import copy_example
from drafter.cases.load import load_case
from drafter.cases.records import sentences
from drafter.domain.case import RecordType
from drafter.evaluation.conditions.documents import Document, documents, rewritten
from drafter.evaluation.conditions.ur_sentences import units

from .invented import case, record


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    return copy_example(tmp_path)


@given(st.lists(st.text(st.sampled_from("aB. \n\f?,Dr1"), max_size=40), max_size=4).map("\f".join))
@example("\f\fOne. Two.")
def test_the_text_of_a_document_has_its_sentences_on_their_pages(text: str) -> None:
    loaded = case(None, record("note", RecordType.OTHER, f"{text}Z."))
    for document, evidence in zip(documents(loaded), loaded.records, strict=False):
        again = sentences(document.text.split("\f"))
        assert [s.text for s in again] == [s.text for s in evidence.sentences]
        assert [s.page for s in again] == [s.page for s in evidence.sentences]


@given(st.text(st.sampled_from("aB. \n\f?,Dr1)T"), max_size=80))
def test_units_are_the_text(text: str) -> None:
    assert "".join(unit.gap + unit.text for unit in units(text)) == text


def test_nothing_rewritten_is_the_same_case(case_file: Path) -> None:
    loaded = load_case(case_file)
    assert rewritten(loaded, lambda document: document.text) is loaded


def test_a_rewritten_case_file_holds_the_new_text_in_itself(case_file: Path) -> None:
    loaded = load_case(case_file)
    some = next(record for record in loaded.case.records if record.type is RecordType.PROGRESS_REPORT)

    def rewrite(document: Document) -> str:
        return f"{document.text}\n\nOne more." if document.id == some.id else document.text

    turned = rewritten(loaded, rewrite)
    (held,) = (record for record in turned.case.records if record.id == some.id)
    assert held.file is None
    assert (held.text or "").endswith("One more.")
    for before, after in zip(loaded.records, turned.records, strict=True):
        assert (before == after) == (before.id != some.id)
        if before.id == some.id:
            assert [s.text for s in after.sentences] == [*(s.text for s in before.sentences), "One more."]
            assert after.sha256 != before.sha256
