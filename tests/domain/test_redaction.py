"""The names of the parties stand as roles in what a model is shown, and dates stay dates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.domain.case import Parties
from drafter.domain.redaction import Redaction
from tests.drafting.synthetic import PARTIES


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Jane Q. Placeholder is off work.", "the employee is off work."),
        ("Ms. Placeholder's pain", "the employee's pain"),
        ("PLACEHOLDER, JANE Q.", "the employee Q."),
        ("jane  q placeholder", "the employee"),
        ("She works at ACME Widgets Inc.", "She works at the employer."),
        ("Example Claims Co. denied it.", "the claims administrator. denied it."),
        ("Dr. López-Sample asks for it.", "the requesting physician asks for it."),
        ("Ana Lo\u0301pez-Sample", "the requesting physician"),
        ("Sample, MD", "the requesting physician, MD"),
        ("Mr. Mustermann wrote", "the attorney wrote"),
        ("Place\u00adholder", "the employee"),
        ("Little Invented came along.", "a party came along."),
        ("A placeholder screw was used at Max dose.", "A placeholder screw was used at the attorney dose."),
    ],
)
def test_parties_stand_as_their_roles(text: str, shown: str) -> None:
    assert Redaction(PARTIES).line(text) == shown


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("Linh Ng", "Ms. Ng reports pain.", "the employee reports pain."),
        ("Linh Ng", "Ng reports pain; NG, LINH was seen.", "the employee reports pain; the employee was seen."),
        ("Linh Ng", "50 ng of it", "50 ng of it"),
        ("Li, Wei", "Mr Li was seen. W. Li came.", "the employee was seen. the employee came."),
        ("Mai An", "An MRI was read to An.", "An MRI was read to the employee."),
        ("Mai An", "An, Mai: AN MRI. Dr. An asks.", "the employee: AN MRI. the employee asks."),
        ("Anh Do, DO", "Do not lift. Seen by Do with a DO.", "Do not lift. Seen by the employee with a DO."),
        ("Ed Sample", "Ed went to the ED.", "the employee went to the ED."),
        ("Maria de la Vega", "Vega, de la: El Paso", "the employee, de la: El Paso"),
    ],
)
def test_names_of_two_letters_are_told_from_words(name: str, text: str, shown: str) -> None:
    assert Redaction(Parties(employee=name)).line(text) == shown


DATES = ["May 2014", "May, 2014", "May 7, 2014", "May 7", "7 May 2014", "7th of May, 2014", "2014-05-07", "5/7/2014"]


@pytest.mark.parametrize("day", DATES)
@pytest.mark.parametrize("name", ["Robin May", "May", "May Sample", "MAY, ROBIN"])
def test_a_date_stays_whatever_a_party_is_called(day: str, name: str) -> None:
    text = f"The visit of {day} is on file."
    assert Redaction(Parties(requesting_physician=name, employer="May Stores")).line(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Dr. May 5 visits", "the requesting physician 5 visits"),
        ("Requested by May in April 2014", "Requested by the requesting physician in April 2014"),
        ("Robin May 2014", "the requesting physician 2014"),
        ("It may help.", "It may help."),
    ],
)
def test_a_name_that_is_a_month_goes_where_it_is_no_date(text: str, shown: str) -> None:
    assert Redaction(Parties(requesting_physician="Robin May")).line(text) == shown


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("The Acme Freight Inc.", "ACME denied it; acme drivers", "the employer denied it; the employer drivers"),
        ("Sedgwick CMS", "SEDGWICK wrote.", "the employer wrote."),
        ("State Compensation Insurance Fund", "State of health", "State of health"),
        ("State Compensation Insurance Fund", "STATE COMPENSATION INSURANCE FUND", "the employer"),
        ("The Home Depot", "a home exercise program at Depot", "a home exercise program at the employer"),
        ("County of Los Angeles", "moved to los angeles", "moved to the employer"),
        ("UPS", "ups and downs at UPS", "ups and downs at the employer"),
        ("Kaiser's Kitchens", "Kaisers, kaiser's staff", "Kaisers, the employer's staff"),
        ("AT&T", "an AT&T shop", "an the employer shop"),
        ("3M Company", "at 3M", "at the employer"),
        ("1901 Sixth", "room 1901", "room 1901"),
    ],
)
def test_an_organisation_goes_by_its_first_distinctive_word(name: str, text: str, shown: str) -> None:
    assert Redaction(Parties(employer=name)).line(text) == shown


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_text_as_a_name_or_a_line_is_taken(name: str, text: str) -> None:
    name = name.strip() or "?"
    parties = Parties(employee=name, employer=name, claims_administrator=name, others=(name,))
    assert "\n" not in Redaction(parties).line(text)


def test_a_name_of_nothing_that_is_seen_takes_no_place() -> None:
    assert Redaction(Parties(employee="\u200b", others=("\u00ad",))).line("Neck pain.") == "Neck pain."
