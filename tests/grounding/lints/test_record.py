"""Facts that rest on utilization review's account alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.domain.case import RecordType
from drafter.grounding.lints import record as lints
from tests.builders import record
from tests.grounding.lints.reasoned import codes, draft, drafted, letter, letter_item

CLOSING = "Therefore, the request is not medically necessary."
RECORDS = [
    record("R1", "She has less pain.", "Utilization review found no gain in function."),
    record("R2", "The worker had 6 visits without gain.", type=RecordType.UR_DETERMINATION),
    record("R3", "The worker asks for a review.", type=RecordType.IMR_APPLICATION),
]


def drafted_codes(*sentences: tuple[str, str]) -> list[str]:
    return codes([*lints.lint_draft(draft(drafted(*sentences), records=RECORDS))])


@pytest.mark.parametrize("to", ["R2.1", "R3.1", "R1.2", "R2.1 R1.2"])
def test_facts_from_the_parties_papers_alone(to: str) -> None:
    assert drafted_codes(("The worker had visits without gain.", to)) == ["ur-alone"]


def test_a_clinical_sentence_beside_it_is_enough() -> None:
    assert drafted_codes(("The worker had 6 visits.", "R2.1"), ("She has less pain.", "R1.1")) == []


def test_the_course_of_the_dispute_may_rest_on_the_parties_papers() -> None:
    assert drafted_codes(("Utilization review denied the request.", "R2.1")) == []
    assert drafted_codes(("Massage is limited.", "")) == []


def test_a_quotation_of_the_parties_papers_is_no_account_of_the_dispute() -> None:
    said = "In the utilization review determination: “The request for 8 visits was denied.”"
    assert drafted_codes((said, "R2.1")) == ["ur-alone"]


@pytest.mark.parametrize(
    "rationale",
    [
        "As utilization review found, there is no functional gain.",
        "Utilization review noted six visits without gain. The MTUS recommends massage for 4 to 6 visits.",
        "According to the claims administrator, no home exercise was done.",
        "The prior reviewer found no red flags.",
        "Per the utilization review report, the worker did not improve.",
    ],
)
def test_a_letter_that_only_repeats_utilization_review(rationale: str) -> None:
    [found] = lints.lint(letter(letter_item(f"{rationale} {CLOSING}")))
    assert (found.code, found.item, found.sentence) == ("ur-alone", 1, 1)


@pytest.mark.parametrize(
    "rationale",
    [
        "Utilization review found no gain. The progress report tells of less pain.",
        "Utilization review denied the request. The record shows no gain.",
        "The claims administrator authorized six visits. The patient has no deficit.",
        "Utilization review found no deficit; however, weakness was measured twice.",
        "The MTUS recommends massage for 4 to 6 visits.",
    ],
)
def test_a_letter_with_facts_of_its_own(rationale: str) -> None:
    assert codes([*lints.lint(letter(letter_item(f"{rationale} {CLOSING}")))]) == []


@settings(deadline=None)
@given(st.text(alphabet="utilization review found UR no. per", max_size=200))
def test_any_text_is_read(text: str) -> None:
    for found in lints.lint(letter(letter_item(text))):
        assert found.code == "ur-alone"
