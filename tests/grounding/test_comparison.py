import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.grounding.comparison import wrong_comparisons
from tests.timing import assert_linear

_LINES = """
W The 4 visits requested exceed the 4 to 6 visits allowed.
O The 12 visits requested exceed the 4 to 6 visits allowed.
W 8 is within 4 to 6.
O 5 is within 4 to 6.
W The request comes to 10 visits, more than the 12 that this section allows.
O The request comes to 14 visits, more than the 12 that this section allows.
W The request comes to 8 visits, within the 4 to 6 visits that this section allows.
O The request comes to 5 visits, within the 4 to 6 visits that this section allows.
W The request comes to 6 visits on top of 6 authorised or had already, 12 visits in all, within the 10 visits that this section allows.
O The request comes to 6 visits on top of 6 authorised or had already, 12 visits in all, more than the 10 visits that this section allows.
W Twelve visits do not exceed the limit of six visits.
O Twelve visits exceed the limit of six.
W Twelve visits are fewer than the six allowed.
O Six visits are fewer than the twelve allowed.
W The eight sessions requested are at most six sessions.
O The eight sessions requested are at least six sessions.
W The eight sessions requested are at least ten sessions.
W The eight sessions are no more than the six visits allowed.
O The six sessions are no more than the six visits allowed.
W The six visits allowed are exceeded by the 4 visits requested.
O The six visits allowed are exceeded by the 8 visits requested.
W The six visits allowed are not exceeded by the 8 visits requested.
W A dose of 140 mg is below the limit of 120 mg.
O A dose of 100 mg is below the limit of 120 mg.
W A dose of 100 mg goes beyond the 120 mg allowed.
W The trial of two weeks falls short of the one week asked for.
O The trial of two weeks falls short of the four weeks asked for.
W The 24 visits requested stay within the limit of 12 visits.
O The 12 visits requested stay within the limit of 24 visits.
O 12 visits over 8 weeks are allowed.
O Pain fell from 8 to 5, below the 6 of last year.
O If the 4 visits exceed the 6 visits, more is needed.
O The request exceeds the limit of 6 visits by 2 visits.
O She had 8 visits and needs at least 12 visits.
O 8 visits, 2 more than the 6 allowed, are requested.
O The 6 visits should not exceed 8 visits.
O 2 visits a week exceed the 6 visits allowed.
O Pain is 8/10 and above 5 at rest.
W The requested 4 sessions are more than the 6 sessions recommended.
W The 10 visits asked for are under the limit of 8 visits.
W The 10 visits asked for are not over the limit of 8 visits.
O The 10 visits asked for are over the limit of 8 visits.
W Eight visits is less than the recommended six visits.
W Since 4 visits exceed the 6 visits of the guideline, the request fails.
W The 90 tablets requested do not exceed 60 tablets.
O The 50 percent relief is more than the 30 percent asked for.
W The 20 percent relief is more than the 30 percent asked for.
O Relief of 60% for 6 weeks meets the 50% for 6 to 8 weeks that the guideline asks for.
O Up to 12 visits is more than 10 visits.
O The limit of 6 visits is less than the 8 visits requested.
W The limit of 6 visits is greater than the 8 visits requested.
O L4-5 is above L5-S1, and 6 is a number.
W The 3 months of care fall short of the 6 weeks and the 2 months; the 3 months are less than the 2 months required.
O In 2014, more than 12 visits were had.
O By June 3, 2014, 12 visits had been given, more than the 6 allowed.
W By June 3, 2014, 4 visits had been given, more than the 6 allowed.
O On page 60, above the 4 to 6 visits, is a table.
W The request for 8 visits is not more than the 6 visits allowed.
W The request for 4 visits is not less than the 6 visits allowed.
W The request for 12 more visits is within the 6 visits allowed.
"""  # noqa: E501
"""Sentences whose comparison is wrong ("W") or holds, is not plain, or is none ("O")."""


@pytest.mark.parametrize("line", _LINES.strip().split("\n"))
def test_what_does_not_hold_is_found_and_the_rest_passed_over(line: str) -> None:
    assert bool(wrong_comparisons(line[2:])) is line.startswith("W")


def test_the_place_runs_from_the_one_amount_to_the_other() -> None:
    sentence = "The four\u00a0visits requested exceed the six allowed."
    (found,) = wrong_comparisons(sentence)
    assert sentence[found.start : found.end] == "four\u00a0visits requested exceed the six"
    assert found.message == "4 visits is not above 6"


ABOVE = ["exceed", "are more than", "go beyond", "are over", "are not within"]
MOST = ["do not exceed", "are within", "are no more than", "are at most", "stay within", "are not above"]
BELOW = ["are fewer than", "are below", "fall short of", "are less than", "are under"]
LEAST = ["are at least", "are not fewer than", "do not fall short of", "are no less than", "are not below"]
KINDS = {"above": ABOVE, "most": MOST, "below": BELOW, "least": LEAST}
FORMS = st.sampled_from([(form, kind) for kind, forms in KINDS.items() for form in forms])


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 90), st.integers(1, 90), st.integers(0, 9), FORMS)
def test_a_relation_is_wrong_where_its_arithmetic_is(own: int, low: int, more: int, form: tuple[str, str]) -> None:
    high = low + more
    other = f"{low} to {high}" if more else str(low)
    holds = {"above": own > high, "most": own <= high, "below": own < low, "least": own >= low}[form[1]]
    sentence = f"The {own} visits requested {form[0]} the {other} visits that the section allows."
    assert bool(wrong_comparisons(sentence)) is not holds


WORDS = "12 visits 4 to 6 exceed not within , the is more than at least weeks".split()


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=120) | st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_any_text_is_read_and_every_place_lies_in_it(text: str) -> None:
    for found in wrong_comparisons(text):
        assert 0 <= found.start < found.end <= len(text)


@pytest.mark.parametrize("part", ["8 is within 4 to 6 ", "8 visits a b c d e f ", "8.5, "])
def test_hostile_text_takes_linear_time(part: str) -> None:
    assert_linear(lambda length: wrong_comparisons((part * length)[:length]), 5_000)
