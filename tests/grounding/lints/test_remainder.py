"""A remainder compared with a limit by itself, in letters and in drafts."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.domain.case import DisputedItem, Quantities
from drafter.domain.determination import Determination
from drafter.grounding.lints import remainder
from drafter.grounding.lints.view import LintedItem
from tests.builders import item, passage
from tests.grounding.lints.reasoned import codes, draft, drafted, letter
from tests.grounding.lints.reasoned import letter_item as upheld_item

REQUEST = (
    "Acupuncture 8 visits was the original request. Acupuncture 6 visits was authorized by the Claims Administrator. "
    "The remaining portion, acupuncture 2 visits, is"
)
ALONE = [
    "The remaining two visits are within the trial of six.",
    "Two more visits do not exceed the six visits that the guideline allows.",
    "The limit of six visits is not exceeded by the remaining two.",
    "The request for 2 visits is below the cap of 18.",
    "These two additional visits are less than the 6 recommended.",
    "The remainder fits the limit of six visits.",
    "The requested two visits are well under the maximum of ten.",
    "The trial of six visits would cover the two remaining visits.",
    "The balance of the request is consistent with the trial of six visits.",
]
WITH_THE_SUM = [
    "Together with the six authorised visits, the two remaining come to eight, more than the trial of six.",
    "The eight visits in all exceed the six visits of a trial.",
    "Together with the authorised visits the remaining two come to eight, in excess of the six allowed.",
    "The remaining two visits would bring the total to eight visits, in excess of the six allowed.",
    "Six visits were authorised and two more are asked for; 8 visits are not within the trial of 6.",
]
NO_COMPARISON = [
    "The guideline allows up to 6 visits.",
    "The guidelines recommend additional visits within 3 to 6 treatments where function improves.",
    "There is no functional improvement to support the remaining two visits.",
    "The remaining two visits are not within the trial of six once the authorised ones are counted.",
]


def letter_item(rationale: str, request: str, remaining: str = "") -> LintedItem:
    """A portion that is granted: one that is denied has another ground."""
    return replace(upheld_item(rationale, request, remaining=remaining), determination=Determination.OVERTURNED)


def whole_and_rest(**quantities: str) -> DisputedItem:
    return item("Acupuncture", quantities=Quantities.model_validate(quantities))


@pytest.mark.parametrize("sentence", ALONE)
def test_a_remainder_alone_is_found_in_letter_and_draft(sentence: str) -> None:
    rationale = f"Needles ease pain. {sentence}"
    [signed] = remainder.lint(letter(letter_item(rationale, REQUEST, remaining="acupuncture 2 visits")))
    of = whole_and_rest(original="8 visits", authorised="6 visits", remaining="2 visits")
    [own] = remainder.lint_draft(draft(drafted(("Needles ease pain.", ""), (sentence, ""), of=of)))
    assert (signed.code, signed.sentence) == (own.code, own.sentence) == ("remainder-alone", 2)
    assert "8 are in question" in signed.message


@pytest.mark.parametrize("sentence", [*WITH_THE_SUM, *NO_COMPARISON])
def test_the_sum_or_no_comparison_is_no_fault(sentence: str) -> None:
    assert codes([*remainder.lint(letter(letter_item(sentence, REQUEST, remaining="acupuncture 2 visits")))]) == []
    of = whole_and_rest(original="8 visits", authorised="6 visits")
    assert codes([*remainder.lint_draft(draft(drafted((sentence, ""), of=of)))]) == []


def test_a_portion_that_is_denied_is_not_looked_at() -> None:
    denied = upheld_item(ALONE[0], REQUEST, remaining="acupuncture 2 visits")
    assert list(remainder.lint(letter(denied))) == []


def test_the_sum_in_another_sentence_counts() -> None:
    rationale = f"Taken alone, the remaining two visits are within the six visits of a trial. {WITH_THE_SUM[0]}"
    assert codes([*remainder.lint(letter(letter_item(rationale, REQUEST, remaining="acupuncture 2 visits")))]) == []


def test_a_comparison_that_the_sum_belies_stays_a_fault() -> None:
    rationale = f"The remaining two visits are within the six visits of a trial. {WITH_THE_SUM[0]}"
    [found] = remainder.lint(letter(letter_item(rationale, REQUEST, remaining="acupuncture 2 visits")))
    assert found.sentence == 1


def test_the_whole_as_background_is_no_sum() -> None:
    rationale = f"Eight visits were requested and six were authorised. {ALONE[0]}"
    found = remainder.lint(letter(letter_item(rationale, REQUEST, remaining="acupuncture 2 visits")))
    assert codes([*found]) == ["remainder-alone"]


def test_a_request_that_is_whole_has_no_remainder() -> None:
    assert codes([*remainder.lint(letter(letter_item(ALONE[0], "Acupuncture 2 visits")))]) == []
    assert codes([*remainder.lint_draft(draft(drafted((ALONE[0], ""), of=item("Acupuncture, 2 visits"))))]) == []


def test_earlier_visits_make_a_request_a_remainder() -> None:
    of = item("Acupuncture, 2 visits", earlier_visits="12 visits")
    assert codes([*remainder.lint_draft(draft(drafted((ALONE[0], ""), of=of)))]) == ["remainder-alone"]


def test_a_statement_of_the_guideline_in_its_own_words_compares_nothing() -> None:
    given = passage(statements=["Two more visits may be had within the trial of six."])
    of = whole_and_rest(original="8 visits", authorised="6 visits")
    said = f"The section says: {given.sentences[0].text}"
    assert codes([*remainder.lint_draft(draft(drafted((said, "G1.1"), of=of, passages=[given])))]) == []
    assert codes([*remainder.lint_draft(draft(drafted((said, ""), of=of, passages=[given])))]) == ["remainder-alone"]


@settings(deadline=None)
@given(st.text(alphabet="remaining within 2468 visits of, total.", max_size=200))
def test_any_text_is_read(text: str) -> None:
    for found in remainder.lint(letter(letter_item(text, REQUEST, remaining="acupuncture 2 visits"))):
        assert found.code == "remainder-alone"
