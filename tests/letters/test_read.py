from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.domain.case import Priority
from drafter.domain.determination import Determination
from drafter.errors import LetterError
from tests.letters.pdfs import pdf
from tests.letters.reading import DATA, read, read_text


def test_form_of_2014_has_no_header_and_credentials_in_a_sentence() -> None:
    letter = read(DATA / "synthetic-2014.txt")
    assert (letter.case_number, letter.date_of_injury, letter.decision_date, letter.priority) == (None,) * 4
    assert letter.licensure == ("California", "Nevada")
    assert letter.specialty == ("Internal Medicine", "Rheumatology")


def test_form_of_2016_has_a_header_and_listed_credentials() -> None:
    letter = read(DATA / "synthetic-2016.txt")
    assert letter.case_number == "CM00-0000001"
    assert letter.date_of_injury == date(2016, 10, 4)
    assert letter.application_received == date(2016, 11, 14)
    assert letter.date_assigned == date(2016, 11, 21)
    assert letter.ur_denial_date == date(2016, 11, 9)
    assert letter.decision_date == date(2016, 12, 19)
    assert letter.priority is Priority.EXPEDITED
    assert letter.licensure == ("California", "Oregon")
    assert letter.specialty == ("Physical Medicine & Rehabilitation", "Pain Management")


def test_summary_is_folded_and_without_the_forms_lead_in() -> None:
    summary = read(DATA / "synthetic-2014.txt").clinical_summary
    assert summary is not None
    assert summary.startswith("This employee is a synthetic person who strained")
    assert summary.endswith("Acupuncture had not been tried before.")
    assert "\n" not in summary


def test_items_are_told_apart_though_requests_run_over_lines_and_hold_colons() -> None:
    letter = read(DATA / "synthetic-2014.txt")
    assert [item.determination for item in letter.items] == [
        Determination.OVERTURNED,
        Determination.UPHELD,
        Determination.UPHELD,
    ]
    brace = letter.items[1]
    assert brace.request.startswith("Associated supply: wrist brace, right, ")
    assert brace.request.endswith("(purchase, quantity 1)")
    assert brace.reviewer_guideline is not None
    assert brace.reviewer_guideline.endswith("Page(s): 264, 265.")
    assert brace.rationale.startswith("The synthetic record does not say")


def test_remaining_portion_begins_with_the_original_request() -> None:
    request = read(DATA / "synthetic-2014.txt").items[2].request
    assert request.startswith("Cyclobenzaprine 10 mg, #60 was the original request.")
    assert "#40" in request


def test_guidelines_and_rationale_go_to_their_own_fields() -> None:
    item = read(DATA / "synthetic-2016.txt").items[1]
    assert item.claims_administrator_guideline == "The claims administrator named no guideline."
    assert item.reviewer_guideline == "Decision based on Non-MTUS Citation Synthetic Surgery Handbook."
    assert item.rationale.endswith("The synthetic request is not medically necessary.")


def test_pdf_reads_as_the_text_does(tmp_path: Path) -> None:
    lines = (DATA / "synthetic-2016.txt").read_text().splitlines()
    (tmp_path / "synthetic-2016.pdf").write_bytes(pdf(lines[:20], lines[20:]))
    assert read(tmp_path / "synthetic-2016.pdf") == read(DATA / "synthetic-2016.txt")


def test_hyphen_at_a_pdf_lines_end_stays_and_joins(tmp_path: Path) -> None:
    lines = (DATA / "synthetic-2016.txt").read_text().replace("Assistant surgeon", "Post-\noperative care").splitlines()
    (tmp_path / "letter.pdf").write_bytes(pdf(lines))
    assert read(tmp_path / "letter.pdf").items[1].request == "Post-operative care"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("scan.pdf", pdf([]), "without a text layer"),
        ("locked.pdf", pdf(["text"], locked=True), "password"),
        ("damaged.pdf", pdf(["text"])[:100], "damaged"),
        ("note.pdf", b"not a PDF at all", "damaged"),
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\n", "is empty"),
        ("binary.txt", b"\x00\x01\x02", "not a text file"),
        ("latin.txt", b"caf\xe9", "not UTF-8"),
        ("other.txt", b"A note about something else.", "HOW THE IMR FINAL DETERMINATION WAS MADE"),
        ("other.pdf", pdf(["A note about something else."]), "HOW THE IMR FINAL DETERMINATION WAS MADE"),
    ],
)
def test_what_is_no_letter_is_said_in_one_line(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(LetterError) as error:
        read(tmp_path / name)
    message = str(error.value)
    assert message.startswith(str(tmp_path / name))
    assert reason in message
    assert "\n" not in message
    assert "something else" not in message


@pytest.mark.parametrize("path", ["nothing.txt", "."])
def test_missing_file_or_folder_is_said(tmp_path: Path, path: str) -> None:
    with pytest.raises(LetterError, match=r"does not exist|is a folder"):
        read(tmp_path / path)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("Claims Administrator guideline:", "Cited:", "Claims Administrator guideline:"),
        ("Assistant surgeon: Upheld", "Assistant surgeon", "item 2 does not say Upheld or Overturned"),
        ("Decision rationale:", "Reasons:", "Decision rationale:"),
        ("CLINICAL CASE SUMMARY", "SUMMARY", "CLINICAL CASE SUMMARY"),
    ],
)
def test_letter_that_lacks_a_part_names_the_part(old: str, new: str, reason: str) -> None:
    text = (DATA / "synthetic-2016.txt").read_text().replace(old, new)
    with pytest.raises(ValueError, match=reason.replace("(", r"\(")):
        read_text(text)


@given(st.text())
def test_any_text_is_a_letter_or_refused(text: str) -> None:
    with pytest.raises(ValueError, match="has no heading"):
        read_text(text)


@given(st.data())
def test_any_loss_of_lines_is_read_or_refused(data: st.DataObject) -> None:
    lines = (DATA / "synthetic-2014.txt").read_text().splitlines()
    kept = data.draw(st.lists(st.booleans(), min_size=len(lines), max_size=len(lines)))
    text = "\n".join(line for line, keep in zip(lines, kept, strict=True) if keep)
    try:
        letter = read_text(text).decision
    except ValueError:
        return
    assert all(item.request and item.rationale for item in letter.items)
