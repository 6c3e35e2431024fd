"""The table for quality assurance is safe to open, and holds what it lists."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from drafter.batch.listed import ListedCase
from drafter.batch.status import BatchItem, CaseStatus, Failure, State
from drafter.batch.table import COLUMNS, Table, harmless
from drafter.domain.case import ItemStatus, Priority
from drafter.domain.determination import Determination, Outcome
from drafter.domain.draft import SentenceState, Severity

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def rows(*cases: ListedCase) -> list[dict[str, str]]:
    stream = io.StringIO()
    table = Table(stream)
    for case in cases:
        table.add(case)
    text = stream.getvalue()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def status(**more: object) -> CaseStatus:
    known = {"case_number": "A-1", "due": None, "priority": Priority.STANDARD, "state": State.DRAFTED}
    return CaseStatus.model_validate(known | more)


@given(st.text())
def test_no_cell_begins_a_formula(text: str) -> None:
    cell = harmless(text)
    for part in cell.split(";"):
        assert not part.lstrip(" ").startswith(FORMULA)
    assert "\n" not in cell
    assert "\r" not in cell


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126, exclude_characters=" ;=+-@"), max_size=40))
def test_other_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_a_drafted_item_has_a_line_of_its_own() -> None:
    item = BatchItem(
        number=2,
        request='=HYPERLINK("x"), 8 visits',
        status=ItemStatus.OPEN,
        determination=Determination.UPHELD,
        probability=0.125,
        citations=("Decision based on Somewhere.", "Also elsewhere."),
        check_found_error=True,
        findings={Severity.ERROR: ("page", "page", "number"), Severity.NOTE: ("near",)},
        sentences={SentenceState.COPIED: 3, SentenceState.FLAGGED: 1},
        repairs=1,
        judged=True,
        prompt_tokens=1200,
        completion_tokens=340,
        cost=0.0125,
    )
    other = BatchItem(number=3, request="Something withdrawn", status=ItemStatus.WITHDRAWN)
    case = ListedCase("cases/a.yaml", "A-1", status(outcome=Outcome.UPHELD, items=(item, other)))
    first, second = rows(case)
    assert list(first) == list(COLUMNS)
    assert first["request"] == '\'=HYPERLINK("x"), 8 visits'
    assert (first["determination"], first["probability"], first["check_found_error"]) == ("Upheld", "0.125", "yes")
    assert (first["errors"], first["error_codes"], first["note_codes"]) == ("3", "number, page x2", "near")
    assert (first["sentences_copied"], first["sentences_set"], first["sentences_flagged"]) == ("3", "0", "1")
    assert (first["prompt_tokens"], first["completion_tokens"], first["cost_usd"]) == ("1200", "340", "0.0125")
    assert (first["folder"], first["case_file"], first["judged"], first["repairs"]) == (
        "A-1",
        "cases/a.yaml",
        "yes",
        "1",
    )
    assert (second["item"], second["item_status"], second["determination"]) == ("3", "withdrawn", "")


def test_a_case_without_a_draft_is_listed_with_the_reason() -> None:
    failure = Failure(kind="case file", message="a.yaml:3: one\na.yaml:9: two")
    failed = status(state=State.FAILED, failure=failure, earlier_draft=True)
    (row,) = rows(ListedCase("a.yaml", "", failed))
    assert (row["state"], row["failure"], row["item"]) == ("failed", "case file", "")
    assert row["what_is_wrong"] == "a.yaml:3: one / a.yaml:9: two / the draft in its folder is of an earlier run"


def test_the_items_of_a_case_that_waits_are_listed() -> None:
    items = (BatchItem(number=1, request="Massage", status=ItemStatus.OPEN),)
    (row,) = rows(ListedCase("a.yaml", "A-1", status(state=State.WAITING, items=items)))
    assert (row["state"], row["item"], row["request"], row["errors"]) == ("waiting", "1", "Massage", "")
