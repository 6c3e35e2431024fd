"""How signed rationales close."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.domain.determination import Determination
from drafter.grounding.lints.conclusion import lint
from tests.grounding.lints.letters import item, letter

UPHELD, OVERTURNED = Determination.UPHELD, Determination.OVERTURNED
RECORD = "He was seen twice in nine days. He walks without a limp. The next visit is a week away."
ADVICE = (
    "This denial should not be interpreted as advice to stop the drug at once. The worker is advised to consult the "
    "physician about a taper."
)


def codes(rationale: str, determination: Determination) -> list[str]:
    return [finding.code for finding in lint(letter(item(rationale, determination=determination)))]


CLOSINGS = [
    ("Therefore, the request is {}medically necessary.", "not "),
    ("Given the above, this request for 8 visits is {}medically necessary at this time.", "not "),
    ("MRI of the left knee without contrast is {}medically necessary.", "not "),
    ("According to the record, more massage is {}a medical necessity for him.", "not "),
    ("Medical necessity has {}been established.", "not "),
    ("Therefore, until other care was tried, this request is {}medically necessary.", "not "),
    ("The denial is {}.", "upheld/overturned"),
]


@pytest.mark.parametrize(("form", "no"), CLOSINGS)
@pytest.mark.parametrize("after", ["", " " + ADVICE])
def test_a_closing_sentence_is_held_against_the_determination(form: str, no: str, after: str) -> None:
    upheld, overturned = (form.format(word) for word in (no.split("/") if "/" in no else (no, "")))
    assert codes(f"{RECORD} {upheld}{after}", UPHELD) == []
    assert codes(f"{RECORD} {overturned}{after}", OVERTURNED) == []
    assert codes(f"{RECORD} {overturned}{after}", UPHELD) == ["conclusion-differs"]
    assert codes(f"{RECORD} {upheld}{after}", OVERTURNED) == ["conclusion-differs"]


def test_a_contrary_answer_at_the_start_and_a_closing_sentence_amid_the_text_are_found() -> None:
    last = "Therefore, the request is not medically necessary."
    assert codes(f"Yes, the request is medically necessary. {RECORD} {last}", UPHELD) == ["conclusion-differs"]
    assert codes(f"No, the request is not medically necessary. {RECORD} {last}", UPHELD) == []
    assert codes(f"Therefore, the request is medically necessary. {RECORD} {last}", UPHELD) == ["conclusion-differs"]


def test_what_is_said_of_another_request_before_the_closing_sentence_is_no_conclusion() -> None:
    last = "Therefore, the request is not medically necessary."
    assert codes(f"{RECORD} The surgery that goes along with it is medically necessary. {last}", UPHELD) == []
    assert codes(f"A sound program is considered medically necessary for many. {RECORD} {last}", UPHELD) == []


@pytest.mark.parametrize(
    "ending",
    [
        "He walks without a limp.",
        "Six visits are recommended by the MTUS.",
        "No reason was given as to its need.",
        ADVICE,
    ],
)
def test_a_rationale_without_closing_sentence(ending: str) -> None:
    assert codes(f"{RECORD} {RECORD} {ending}", UPHELD) == ["conclusion-missing"]


def test_the_finding_names_the_sentence_and_not_its_words() -> None:
    (finding,) = lint(letter(item(f"{RECORD} Therefore, the request is medically necessary.")))
    assert finding.sentence == 4
    assert "limp" not in finding.message


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert len(codes(text, UPHELD)) <= 1
