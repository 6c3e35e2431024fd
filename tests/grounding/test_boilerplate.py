import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.grounding.boilerplate import is_boilerplate
from tests.grounding.world import codes


@pytest.mark.parametrize(
    "sentence",
    [
        "Each request is considered separately on its own merits.",
        "The reasons for the determination follow.",
        "The entire medical record was reviewed.",
        "Now to the next item.",
        "The guideline is discussed below.",
    ],
)
def test_a_sentence_of_form_alone_needs_no_evidence(sentence: str) -> None:
    assert is_boilerplate(sentence)
    assert codes(sentence, "") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "...",
        "The record was reviewed and shows nothing.",
        "The guideline supports the request.",
        "The criteria are met.",
        "The criteria are not considered.",
        "No criteria are given.",
        "Page 60 is considered.",
        "The request is denied.",
        "The request follows the guidelines.",
        "All of the relevant guideline criteria are in the record.",
        "The guideline criteria are stated in the medical record.",
        "The case is based on relevant medical evidence.",
        "The request is considered necessary.",
        "Each request is " + "considered " * 30,
    ],
)
def test_a_sentence_that_may_say_something_is_not_of_form_alone(sentence: str) -> None:
    assert not is_boilerplate(sentence)


@given(st.text(alphabet="0123456789", min_size=1, max_size=4))
def test_a_number_is_never_form(number: str) -> None:
    assert not is_boilerplate(f"The request is considered {number}.")
