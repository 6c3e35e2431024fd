"""The domain's smaller rules: outcome, closing sentence, course."""

import pytest

from drafter.domain.amount import course, describe
from drafter.domain.case import DisputedItem, Quantities
from drafter.domain.conclusion import CLOSING, concludes, verdicts
from drafter.domain.determination import Determination, Outcome, outcome

OVERTURNED, UPHELD, INSUFFICIENT = Determination.OVERTURNED, Determination.UPHELD, Determination.INSUFFICIENT


@pytest.mark.parametrize(
    ("items", "letter"),
    [
        ([UPHELD, UPHELD], Outcome.UPHELD),
        ([OVERTURNED], Outcome.OVERTURNED),
        ([OVERTURNED, UPHELD], Outcome.PARTIALLY_OVERTURNED),
        ([UPHELD, INSUFFICIENT], Outcome.OPEN),
        ([], Outcome.OPEN),
    ],
)
def test_the_letters_outcome_is_computed_from_its_items(items: list[Determination], letter: Outcome) -> None:
    assert outcome(items) is letter


@pytest.mark.parametrize("determination", list(Determination))
def test_each_closing_sentence_is_recognised(determination: Determination) -> None:
    assert concludes(CLOSING[determination]) is determination


@pytest.mark.parametrize(
    ("sentence", "concluded"),
    [
        ("Thus the request for a scan of the left hand is determined to be not medically necessary.", UPHELD),
        ("As such, the request is medically necessary and appropriate.", OVERTURNED),
        ("Thus, this request was not medically necessary.", UPHELD),
        ("Accordingly, the requested massage therapy is not medically necessary.", UPHELD),
        ("The request is determined to not be medically necessary.", UPHELD),
        ("The fraudulent request is not medically necessary.", None),
        ("Therefore, the request is medically necessary? No.", None),
        ("The request is not necessary because the worker improved.", None),
        ("The guideline says when a request is medically necessary.", None),
        ("Therefore, the request is medically necessary; the record shows radiculopathy.", None),
        ("Therefore, surgery on page 99 was shown.", None),
    ],
)
def test_only_the_set_forms_are_conclusions(sentence: str, concluded: Determination | None) -> None:
    assert concludes(sentence) is concluded


def test_what_a_verdict_is_in_other_words() -> None:
    assert verdicts("The requested massage is certified.") == [OVERTURNED]
    assert verdicts("The request cannot be considered medically necessary. The denial stands.") == [UPHELD, UPHELD]
    assert verdicts("Is it medically necessary? No.") == [UPHELD]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The guideline says when a request is medically necessary.",
        "Utilization review found the request not medically necessary.",
        "The request was denied in October.",
        "Is the request medically necessary?",
    ],
)
def test_a_condition_a_question_and_the_view_of_another_are_no_verdicts(text: str) -> None:
    assert verdicts(text) == []


def test_a_remaining_portion_is_counted_on_top_of_what_went_before() -> None:
    item = DisputedItem(
        request="Physical therapy, 12 visits",
        quantities=Quantities(original="12 visits", authorised="6 visits", remaining="6 visits"),
        earlier_visits="4 visits",
    )
    found = course(item, "visit")
    assert found is not None
    assert (found.requested, found.before, found.total) == (6, 10, 16)
    assert describe(found) == "6 visits on top of 10 authorised or had already, 16 visits in all"


def test_a_request_without_a_number_is_no_course() -> None:
    assert course(DisputedItem(request="Massage therapy"), "visit") is None
