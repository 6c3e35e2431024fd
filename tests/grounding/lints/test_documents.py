"""The list of documents of a draft."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.domain.case import RecordStatus, RecordType
from drafter.grounding.lints import documents
from tests.builders import passage, record
from tests.grounding.lints.reasoned import codes, draft, drafted

RECORDS = [
    record("R1", "She has pain.", "The MRI report of May 3, 2014 shows a tear."),
    record("R2", "Six visits were asked for.", type=RecordType.REQUEST_FOR_AUTHORIZATION, day=None),
    record("R3", type=RecordType.CONSULTATION, status=RecordStatus.MISSING, day=date(2014, 7, 1)),
]


def sentence_codes(text: str, to: str = "R1.1") -> list[str]:
    one = drafted((text, to), passages=[passage()])
    return codes([*documents.lint_draft(draft(one, records=RECORDS))])


@pytest.mark.parametrize(
    "text",
    [
        "The operative report tells of a repair.",
        "The MRI report shows a tear.",
        "The MRI report of May 3, 2014 shows a tear.",
        "According to the QME report, she cannot lift.",
        "The agreed medical examiner's report finds weakness.",
        "The progress report of October 19, 2014 tells of pain.",
        "The October 19, 2014 progress report tells of pain.",
        "The physical therapy notes tell of gain.",
        "The discharge summary names a fracture.",
        "The EMG/NCS report is normal.",
        "There is no evidence of a tear in the operative report.",
        "She has no deficit, as the operative report shows.",
        "A cream is not indicated, as the operative report shows.",
    ],
)
def test_a_document_that_the_list_does_not_hold(text: str) -> None:
    one = drafted(("She has pain.", "R1.1"), (text, "R1.1"))
    [found] = documents.lint_draft(draft(one, records=RECORDS))
    assert (found.code, found.item, found.sentence) == ("document-unlisted", 1, 2)
    assert found.span
    assert text[slice(*found.span)] in found.message


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("The progress report tells of pain.", "R1.1"),
        ("The progress report of October 9, 2014 tells of pain.", "R1.1"),
        ("The October 2014 progress report tells of pain.", "R1.1"),
        ("The request for authorization of May 1, 2014 asks for six visits.", "R2.1"),
        ("The consultation report of July 1, 2014 was not received.", ""),
        ("The MRI report shows a tear.", "R1.2"),
        ("The MRI report of May 3, 2014 shows a tear.", "R1.2"),
        ("There is no operative report.", ""),
        ("There is no documentation of an operative report.", ""),
        ("The file does not include the operative report.", ""),
        ("An operative report was not provided.", ""),
        ("The operative report is missing.", ""),
        ("The section asks for an operative report.", "G1.1"),
        ("A progress report should document the gain.", "R1.1"),
        ("The MRI shows a tear.", "R1.1"),
    ],
)
def test_documents_that_may_be_named(text: str, to: str) -> None:
    assert sentence_codes(text, to) == []


@pytest.mark.parametrize("to", ["G1.1", "R1.1"])
def test_a_document_named_in_a_sentence_on_the_guideline(to: str) -> None:
    said = "The MTUS recommends that massage should go beside exercise, as the operative report shows."
    assert sentence_codes(said, to) == ["document-unlisted"]


def test_a_document_that_another_mentions_by_another_date_is_not_that_one() -> None:
    assert sentence_codes("The MRI report of May 4, 2014 shows a tear.", "R1.2") == ["document-unlisted"]


def test_an_empty_list() -> None:
    missing = record("R1", status=RecordStatus.MISSING)
    assert codes([*documents.lint_draft(draft())]) == ["documents-empty"]
    assert codes([*documents.lint_draft(draft(records=[missing]))]) == ["documents-empty"]
    assert codes([*documents.lint_draft(draft(records=[record("R1", "She has pain.", type=None, day=None)]))]) == []
    assert codes([*documents.lint_draft(draft(records=RECORDS))]) == []


@settings(deadline=None)
@given(st.text(alphabet="operative MRI report of no 2014-05/3,. ", max_size=200))
def test_any_text_is_read_and_places_are_in_it(text: str) -> None:
    for found in documents.lint_draft(draft(drafted((text, "R1.2")), records=RECORDS)):
        assert found.span
        assert text[slice(*found.span)].strip()
