"""Reasoning about causation and liability, and what only sounds like it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.grounding.lints import causation
from tests.grounding.lints.reasoned import codes, letter, letter_item

ARGUED = """
The low back condition is not industrial.
The condition is not industrially related.
The shoulder complaint is not related to the work injury.
The knee is not an accepted body part.
The cervical spine has not been accepted.
The employer disputes liability for the neck.
Apportionment to prior degenerative disease applies.
AOE/COE has not been established.
The symptoms are unrelated to the industrial injury.
The hernia did not arise out of employment.
There is no causal link between the fall and the tear.
Causation has not been shown.
The arthritis is nonindustrial.
The degenerative changes were not caused by the work accident.
The psyche is a disputed body part.
The left knee is not part of the accepted claim.
Since the diabetes is a non-industrial condition, the drug is not necessary.
The need for surgery is not due to the industrial injury.
It is doubtful that the tear resulted from the work injury.
The tear is the result of aging rather than the industrial injury.
The pain cannot be attributed to the work accident.
The knee problem is work related and therefore the request is granted.
Only the lumbar spine has been accepted.
This body part has been denied by the employer.
Treatment of a body part outside the claim is not warranted.
""".strip().splitlines()

BESIDE_A_GUIDELINE = (
    "The MTUS limits massage to 6 visits. The symptoms are due to age and not to the industrial injury."
)

MENTIONED = """
The worker had a work-related injury in 2014.
She sustained an industrial injury of 2014.
The guideline says that nontraumatic causes of hip pain are common and not related to the work injury.
Causation is not decided here.
Liability is outside the scope of this review.
The pain is not relieved by rest and is related to activity.
The drug has abuse liability.
An MRI is a well accepted test.
The request does not name a body part.
The patient has not returned to work since the industrial injury.
There was no improvement after the work injury.
There is not enough detail on deficits that result from the work injury.
The cause of the pain is not clear.
Numbness is not related to the neck.
The worker has a non-industrial history of diabetes.
An MRI of the knee was denied by the claims administrator.
It is unclear if the worker has had therapy since the work injury.
""".strip().splitlines()


@pytest.mark.parametrize("sentence", ARGUED)
def test_a_ground_of_causation_is_found_in_its_sentence(sentence: str) -> None:
    rationale = f"Massage eases pain for a while. {sentence} The request is not medically necessary."
    [found] = causation.lint(letter(letter_item(rationale)))
    assert (found.code, found.item, found.sentence) == ("causation", 1, 2)
    assert found.span
    assert 0 <= found.span[0] < found.span[1] <= len(sentence)


@pytest.mark.parametrize("sentence", MENTIONED)
def test_a_mention_of_the_injury_is_no_ground(sentence: str) -> None:
    assert codes([*causation.lint(letter(letter_item(sentence)))]) == []


def test_a_ground_beside_what_a_guideline_says() -> None:
    item = replace(letter_item(""), given=(BESIDE_A_GUIDELINE,))
    [found] = causation.lint(letter(item))
    assert found.span
    assert "industrial injury" in BESIDE_A_GUIDELINE[slice(*found.span)]


@settings(deadline=None)
@given(st.lists(st.sampled_from([*ARGUED, "not", "whether", "the", "injury", "due to", ",", "\n"]), max_size=30))
def test_any_text_is_read_and_places_are_in_its_sentences(words: list[str]) -> None:
    item = letter_item(" ".join(words))
    for found in causation.lint(letter(item)):
        assert found.sentence
        assert found.span
        assert found.span[1] <= len(item.sentences[found.sentence - 1].text)
