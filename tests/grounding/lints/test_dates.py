"""Dates of the header against those of summary and rationale."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.domain.dates import long_date
from drafter.grounding.lints import dates
from tests.grounding.lints.reasoned import codes, letter, letter_item

INJURY, DENIAL = date(2014, 6, 10), date(2014, 10, 28)


def injury_codes(summary: str) -> list[str]:
    return codes([*dates.lint(letter(letter_item("It is not necessary."), summary=summary, injury=INJURY))])


def denial_codes(summary: str) -> list[str]:
    return codes([*dates.lint(letter(letter_item("It is not necessary."), summary=summary, ur_denial=DENIAL))])


@pytest.mark.parametrize(
    "summary",
    [
        "A 45 year old man was injured on June 18, 2014.",
        "The date of injury is 6/18/2014.",
        "She sustained an industrial injury to the left knee on 06-18-14.",
        "He has a history of an occupational claim from 06/18/2014.",
        "She sustained a fracture of the wrist on June 18, 2014.",
        "A roofer who fell from a ladder on June 18, 2014 has pain.",
        "She has a low back injury on June 18, 2014, when a box fell.",
        "The industrial injury of June 2013 was a fall.",
        "The work injury of 2013 was a fall.",
        "He suffered cumulative trauma from January 2010 to May 2014.",
    ],
)
def test_another_date_of_injury_is_found(summary: str) -> None:
    assert injury_codes(summary) == ["dates-differ"]


@pytest.mark.parametrize(
    "summary",
    [
        "A 45 year old man was injured on June 10, 2014.",
        "The industrial injury of June 2014 was a fall.",
        "The work injury of 2014 was a fall.",
        "He suffered cumulative trauma from January 2010 to June 10, 2014.",
        "The cumulative trauma between 2010 and 2014 led to pain.",
        "The dates of injury are many: an industrial injury on May 2, 2012, and an industrial injury on June 10, 2014.",
        "A previous industrial injury of May 2, 2012 had healed.",
        "She had a prior knee injury on May 2, 2012.",
        "The worker fell and was seen on June 18, 2014.",
        "After the injury on June 10, 2014 he was seen on June 18, 2014.",
        "Two weeks after the injury, on June 24, 2014, an MRI was made.",
        "The injured worker was seen on June 18, 2014.",
        "He had knee surgery on May 3, 2012.",
        "",
    ],
)
def test_dates_that_agree_or_are_of_something_else_are_none(summary: str) -> None:
    assert injury_codes(summary) == []


@pytest.mark.parametrize(
    "summary",
    [
        "Utilization review dated 10-24-2014 denied the request.",
        "On October 24, 2014, Utilization Review non-certified the request.",
        "The original utilization review (10-24-14) modified the request.",
        "The request was noncertified by Utilization Review on October 24, 2014.",
        "On October 24, 2014, the claims administrator failed to approve the request.",
        "The prior determination on 10/24/2014 denied the request.",
        "On 10-24-14 the request was non-certified by utilization review.",
    ],
)
def test_another_date_of_the_denial_is_found(summary: str) -> None:
    assert denial_codes(summary) == ["dates-differ"]
    assert denial_codes(summary.replace("24", "28")) == []


@pytest.mark.parametrize(
    "summary",
    [
        "Utilization review dated 10-28-2014 denied it; a prior utilization review dated 5-2-2014 had not.",
        "The claims administrator referenced an October 9, 2014 date of service.",
        "The report reviewed by utilization review was dated 10-9-2014.",
    ],
)
def test_other_dates_near_utilization_review_are_none(summary: str) -> None:
    assert denial_codes(summary) == []


def test_a_rationale_of_its_own_date_is_shown_in_its_place() -> None:
    rationale = "Massage is limited. The date of injury was 6/18/2014."
    [found] = dates.lint(letter(letter_item(rationale), summary="He was injured on June 10, 2014.", injury=INJURY))
    assert (found.item, found.sentence) == (1, 2)
    assert found.span
    assert "The date of injury was 6/18/2014."[slice(*found.span)] == "6/18/2014"


def test_a_date_that_summary_and_rationale_share_is_said_once() -> None:
    told = "He was injured on June 18, 2014."
    [found] = dates.lint(letter(letter_item(told), summary=told, injury=INJURY))
    assert found.item is None


@settings(deadline=None)
@given(st.dates(date(2001, 1, 1), date(2029, 12, 31)), st.dates(date(2001, 1, 1), date(2029, 12, 31)))
def test_a_finding_stands_just_where_the_days_differ(header: date, told: date) -> None:
    summary = f"She sustained an industrial injury on {long_date(told)}."
    found = [*dates.lint(letter(letter_item("No."), summary=summary, injury=header))]
    assert bool(found) == (header != told)


@settings(deadline=None)
@given(st.text(alphabet="injury on 0123/-.,' June to the", max_size=200))
def test_any_text_is_read(text: str) -> None:
    for found in dates.lint(letter(letter_item(text), summary=text, injury=INJURY, ur_denial=DENIAL)):
        assert found.code == "dates-differ"
