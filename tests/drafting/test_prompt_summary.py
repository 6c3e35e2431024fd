"""What the prompts for the clinical summary show of a case."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.content import folder
from drafter.domain.case import Case, Dates, ItemStatus
from drafter.domain.evidence import RecordEvidence
from drafter.drafting.answers.select import MAX_SELECTED
from drafter.drafting.material_summary import select_material, summary_material
from drafter.drafting.prompt import load_prompt
from tests.drafting.synthetic import EMPLOYEE, REPORT, item_task

SUMMARY, SELECT = (load_prompt(folder("prompts"), name) for name in ("summary", "select"))
TASK = item_task()
CASE, RECORDS = TASK.case, TASK.evidence.records[1:]


def summary(case: Case = CASE, records: tuple[RecordEvidence, ...] = RECORDS) -> str:
    return SUMMARY.render(**summary_material(case, records))[1]["content"]


def select(part: tuple[RecordEvidence, ...] = RECORDS) -> str:
    return SELECT.render(**select_material(CASE, part, 12))[1]["content"]


def pointers(text: str) -> list[str]:
    return re.findall(r"(?m)^([GR]\d+\.\d+) \| ", text)


@pytest.mark.parametrize("text", [summary(), select()], ids=["summary", "select"])
def test_records_and_requests_are_shown_and_no_guideline(text: str) -> None:
    assert pointers(text) == ["R2.1", "R2.2"]
    assert "\nR3 = imaging report of October 9, 2014, by treating physician (missing)" in text
    assert "date of injury | June 10, 2013\n" in text
    assert "\nutilization review decided on | October 28, 2014\n" in text
    assert "\nrequest | Massage therapy, 8 visits for the neck\n" in text
    assert EMPLOYEE not in text
    assert "None" not in text


def test_a_selection_is_told_how_many_sentences_it_may_choose() -> None:
    assert "\nchoose at most | 12\n" in select()
    assert MAX_SELECTED >= 12


def test_a_part_of_the_records_stands_as_a_whole_and_a_summary_of_parts_does_not() -> None:
    part = (RECORDS[0].model_copy(update={"sentences": RECORDS[0].sentences[:1]}),)
    assert "by treating physician (received)\n" in select(part)
    text = SUMMARY.render(**summary_material(CASE, RECORDS, part))[1]["content"]
    assert "by treating physician (received, 1 of 2 sentences shown)\n" in text
    assert pointers(text) == ["R2.1"]


def test_only_open_requests_are_shown_and_only_known_dates() -> None:
    closed = CASE.items[1].model_copy(update={"status": ItemStatus.WITHDRAWN})
    text = summary(CASE.model_copy(update={"items": (CASE.items[0], closed), "dates": Dates()}))
    assert "specialist" not in text
    assert "date of injury" not in text
    assert "decided on" not in text


@given(st.text(max_size=80))
def test_no_text_can_forge_a_line(text: str) -> None:
    task = item_task(report=(text, *REPORT), request=f"Massage {text}")
    records = task.evidence.records[1:]
    shown = summary(task.case, records)
    assert pointers(shown) == ["R2.1", "R2.2", "R2.3"]
    assert len(shown.splitlines()) == len(summary().splitlines()) + 1
