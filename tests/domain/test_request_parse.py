from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.domain.request import Leaves, ParsedRequest, Side
from drafter.domain.request_body import body_part_finder
from drafter.domain.request_parse import parse_request
from drafter.domain.text import fold
from tests.timing import assert_linear

FIND = body_part_finder(("knee*", "shoulder*", "elbow*", "wrist*", "ankle*", "cervic*", "lumb*", "low back", "neck"))


def parse(text: str) -> ParsedRequest:
    return parse_request(text, FIND)


def said(text: str) -> dict[str, Any]:
    return parse(text).model_dump(exclude_defaults=True)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("CT of the left ankle", {"treatment": "CT", "body_parts": ("ankle",), "side": Side.LEFT}),
        (
            "CT of the left ankle with contrast",
            {"treatment": "CT of the left ankle with contrast", "body_parts": ("ankle",), "side": Side.LEFT},
        ),
        ("CT with contrast, lumbar spine", {"treatment": "CT with contrast", "body_parts": ("lumbar spine",)}),
        ("Lumbar corset", {"treatment": "Lumbar corset", "body_parts": ("Lumbar",)}),
        ("Left elbow release", {"treatment": "elbow release", "body_parts": ("elbow",), "side": Side.LEFT}),
        ("Request for authorization of a sleep study", {"treatment": "sleep study"}),
        ("Associated surgical service: Walker", {"treatment": "Walker", "associated": True}),
        ("", {"treatment": ""}),
    ],
)
def test_a_treatment_stands_without_the_parts_round_it(text: str, parts: dict[str, Any]) -> None:
    assert said(text) == parts


@pytest.mark.parametrize(
    ("text", "treatment", "quantity", "amount", "unit", "frequency"),
    [
        ("Massage, 5 visits", "Massage", "5 visits", 5, "visits", None),
        ("Five (5) massage visits", "massage", "Five (5) massage visits", 5, "visits", None),
        ("5 office visits", "office visits", "5", 5, "visits", None),
        ("Seven sessions of massage", "massage", "Seven sessions", 7, "sessions", None),
        ("Massage x 7", "Massage", "x 7", 7, None, None),
        ("Massage sessions #7", "Massage sessions", "#7", 7, "sessions", None),
        ("Massage 3x5", "Massage", "3x5", 15, None, None),
        ("Massage two times three visits (6)", "Massage", "two times three visits (6)", 6, "visits", None),
        ("Massage 3x5 weeks", "Massage", None, None, None, "3x5 weeks"),
        ("Massage 1-2 visits", "Massage", "1-2 visits", 2, "visits", None),
        ("Massage twice weekly for five weeks", "Massage", None, None, None, "twice weekly for five weeks"),
        (
            "Massage 2 times a week times 5 weeks (10 visits)",
            "Massage",
            "10 visits",
            10,
            "visits",
            "2 times a week times 5 weeks",
        ),
        ("Massage, 1 to 2 visits per week x 3 weeks", "Massage", None, None, None, "1 to 2 visits per week x 3 weeks"),
        ("Nurse 3 hours a day, 4 days a week", "Nurse", None, None, None, "3 hours a day, 4 days a week"),
        ("Weekly massage", "massage", None, None, None, "Weekly"),
        ("Crutches for a 2 month rental", "Crutches", "2 month rental", 2, "month", None),
        ("Two week trial of a bone stimulator", "bone stimulator", "Two week trial", 2, "week", None),
        ("Massage (unknown quantity)", "Massage", "unknown quantity", None, None, None),
        ("1 cane", "cane", "1", 1, None, None),
        ("1 cane with 2 rubber tips", "cane with 2 rubber tips", "1", 1, None, None),
        ("Fusion with 2 day stay", "Fusion with 2 day stay", None, None, None, None),
        ("Additional 5 visits of massage", "massage", "Additional 5 visits", 5, "visits", None),
        ("Trial of 5 massage visits", "massage", "Trial of 5 massage visits", 5, "visits", None),
        ("Massage 5 visits over 5 weeks", "Massage", "5 visits over 5 weeks", 5, "visits", None),
        ("Massage one time every two weeks", "Massage", None, None, None, "one time every two weeks"),
        ("Three phase bone scan", "Three phase bone scan", None, None, None, None),
        ("Series of two gel injections", "gel injections", "Series of two", 2, "injections", None),
        ("Visit with a surgeon in 2-3 weeks", "Visit with a surgeon in 2-3 weeks", None, None, None, None),
        ("X-ray of the lumbar spine 4 views", "X-ray", "4 views", 4, "views", None),
        ("X-ray, 1 view, knee", "X-ray", "1 view", 1, "view", None),
        ("Four view X-ray", "Four view X-ray", None, None, None, None),
        ("Help with daily living", "Help with daily living", None, None, None, None),
    ],
)
def test_how_much_and_how_often(
    text: str, treatment: str, quantity: str | None, amount: float | None, unit: str | None, frequency: str | None
) -> None:
    found = parse(text)
    assert (found.treatment, found.quantity, found.amount) == (treatment, quantity, amount)
    assert (found.unit, found.frequency) == (unit, frequency)


@pytest.mark.parametrize(
    ("text", "treatment", "dose", "quantity", "frequency", "refills"),
    [
        ("Codeine 30mg #40", "Codeine", "30mg", "#40", None, None),
        ("Codeine 30mg #40 x 2 months", "Codeine", "30mg", "#40 x 2 months", None, None),
        ("Codeine 30mg tab qhs as needed for pain #40", "Codeine", "30mg", "#40", "qhs as needed for pain", None),
        ("Balm (4%/2%) 90g", "Balm", "4%/2%", "90g", None, None),
        ("Codeine 30 mg tablets qty 40.00", "Codeine", "30 mg", "qty 40.00", None, None),
        ("Vicodin 5/300 mg, one po q6h prn, #50", "Vicodin", "5/300 mg", "#50", "one po q6h prn", None),
        ("Vicodin 5-300 #50", "Vicodin", "5-300", "#50", None, None),
        ("Salve 4% patches #10 with 2 refills", "Salve 4% patches", "4%", "#10", None, "2 refills"),
        ("Codeine 30mg #40 refills x 2", "Codeine", "30mg", "#40", None, "refills x 2"),
        ("Two refills of Codeine 30mg #40", "Codeine", "30mg", "#40", None, "Two refills"),
        ("Codeine 30mg #40 day supply: 20", "Codeine", "30mg", "#40 day supply: 20", None, None),
        ("Tylenol #3 #40", "Tylenol #3", None, "#40", None, None),
        ("Codeine 30mg, 1 tab twice daily 20 days, #40", "Codeine", "30mg", "#40", "1 tab twice daily 20 days", None),
        ("Fentanyl 12mcg/hr every 72 hours #10", "Fentanyl", "12mcg/hr", "#10", "every 72 hours", None),
        ("Balm 2% in gel base 90g", "Balm 2% in gel base", "2%", "90g", None, None),
        ("Tub of balm: Camphor 1%, Menthol 3% 90g", "Tub of balm: Camphor 1%, Menthol 3%", "Camphor 1%, Menthol 3%",
         "90g", None, None),
    ],
)  # fmt: skip
def test_drugs(
    text: str, treatment: str, dose: str | None, quantity: str, frequency: str | None, refills: str | None
) -> None:
    found = parse(text)
    assert (found.treatment, found.dose, found.quantity) == (treatment, dose, quantity)
    assert (found.frequency, found.refills) == (frequency, refills)


def test_several_amounts_are_given_whole_and_as_no_number() -> None:
    found = parse("Two massage sessions for the neck and five massage sessions for the left wrist")
    assert found.treatment == "massage"
    assert found.quantity == "Two massage sessions for the neck and five massage sessions"
    assert (found.amount, found.unit) == (None, None)


def test_what_else_is_asked_for_stays_with_the_treatment() -> None:
    assert parse("Massage 5 visits and a cane").treatment == "Massage 5 visits and a cane"
    assert parse("Massage 5 visits for the neck").treatment == "Massage"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Retrospective Codeine 30mg #40 DOS: 3/4/15", date(2015, 3, 4)),
        ("Codeine 30mg #40, date of service 3/4/2015", date(2015, 3, 4)),
        ("Retro: Codeine 30mg #40 (DOS 3/4/15 - 3/9/15)", date(2015, 3, 4)),
        ("Retrospective request for Codeine 30mg #40 dispensed 3/4/15", date(2015, 3, 4)),
        ("Retrospective Codeine 30mg #40", None),
        ("Codeine 30mg #40 (retrospective), RFA dated 3/4/15", None),
    ],
)
def test_a_retrospective_request_says_so_or_has_a_date_of_service(text: str, day: date | None) -> None:
    found = parse(text)
    assert (found.retrospective, found.date_of_service) == (True, day)
    assert (found.treatment, found.quantity) == ("Codeine", "#40")


def test_a_window_of_dates_is_no_date_of_service() -> None:
    found = parse("Codeine 30mg #40 between 3/4/2015 and 6/4/2015")
    assert (found.treatment, found.retrospective, found.date_of_service) == ("Codeine", False, None)


REMAINDER = (
    "Massage of the neck 9 visits was the original request. Massage of the neck 4 visits was authorized by the Claims "
    "Administrator. The remaining IMR eligible portion of the original request, Massage of the neck 5 visits"
)


@pytest.mark.parametrize("end", [" is", "", " is:"])
def test_a_remaining_portion_is_what_is_in_dispute(end: str) -> None:
    assert said(REMAINDER + end) == {
        "treatment": "Massage",
        "body_parts": ("neck",),
        "quantity": "5 visits",
        "amount": 5,
        "unit": "visits",
        "original": "Massage of the neck 9 visits",
        "authorised": "Massage of the neck 4 visits",
        "remaining": "Massage of the neck 5 visits",
        "leaves": Leaves.REMAINING,
    }


@pytest.mark.parametrize("end", ["", " The original request, Cane for 2 months is"])
def test_an_original_request_left_eligible_is_in_dispute_whole(end: str) -> None:
    text = (
        "Cane for 2 months was the original request. The Claims Administrator authorized a cane for 1 week, leaving "
        "the original request IMR eligible."
    )
    assert said(text + end) == {
        "treatment": "Cane",
        "quantity": "2 months",
        "amount": 2,
        "unit": "months",
        "original": "Cane for 2 months",
        "authorised": "a cane for 1 week",
        "leaves": Leaves.ORIGINAL,
    }


@pytest.mark.parametrize(
    "middle",
    [
        "Massage 4 visits was certified by the claims administrator, ",
        "The claims administrator has approved Massage 4 visits, ",
    ],
)
def test_what_was_authorised_may_be_said_either_way(middle: str) -> None:
    found = parse(f"Massage was the original request. {middle}leaving the original request IMR eligible.")
    assert (found.authorised, found.leaves) == ("Massage 4 visits", Leaves.ORIGINAL)


@pytest.mark.parametrize("text", ["Cane was the original request.", "was the original request. A cane is"])
def test_half_a_long_form_is_none(text: str) -> None:
    assert parse(text).leaves is None


PIECES = st.sampled_from(
    (
        "Massage", "Codeine", "of the", "left knee", "right", "bilateral", "L4-5", "30mg", "5%", "#40", "3 visits",
        "Six", "(6)", "sessions", "twice a week", "for 4 weeks", "x 12", "2x3", "qty", "with 2 refills", "DOS: 3/4/15",
        "and", "retrospective", "unknown quantity", "one po q6h prn", "for", ",", "(", ")", "30 day rental", "daily",
        "Both", "was the original request.", "was authorized by the Claims Administrator.", "is", "B/L", "1,000",
        "from 1/1/15", "The remaining IMR eligible portion of the original request,",
        "leaving the original request IMR eligible.", "The Claims Administrator authorized",
        "Associated surgical service:",
    )
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=14).map(" ".join))


@given(TEXTS)
def test_every_part_in_words_is_a_stretch_of_the_request(text: str) -> None:
    found, whole = parse(text), fold(text)
    words = [found.treatment, found.quantity, found.unit, found.frequency, found.dose, found.refills]
    words += [found.original, found.authorised, found.remaining, *found.body_parts]
    assert all(part in whole for part in words if part is not None)
    assert "" not in words or not whole


NAMES = st.sampled_from(("Massage", "A cane, 3 months", "Codeine 30mg #40", "Knee brace: left", "Visits. Six of them"))


@given(NAMES, NAMES, NAMES, st.sampled_from(("", " is", " is:")))
def test_the_portions_of_a_request_are_told_apart(original: str, authorised: str, remaining: str, end: str) -> None:
    found = parse(
        f"{original} was the original request. {authorised} was authorized by the Claims Administrator. The remaining "
        f"IMR eligible portion of the original request, {remaining}{end}"
    )
    assert (found.original, found.authorised, found.remaining) == (original, authorised, remaining)
    assert found.treatment == parse(remaining).treatment


@given(TEXTS)
def test_portions_stand_apart_and_in_order(text: str) -> None:
    found, at = parse(text), 0
    for portion in (found.original, found.authorised, found.remaining):
        if portion is not None:
            assert fold(text).find(portion, at) >= at
            at = fold(text).find(portion, at) + len(portion)
    assert (found.remaining is not None) == (found.leaves is Leaves.REMAINING)
    assert (found.original is not None) == (found.leaves is not None)


@pytest.mark.parametrize(
    "piece",
    ["left right L4-5 ", "knee ", "left knee ", "both ", "L4-5 ", ", ", "retro ", "#40 ", "Massage 3 visits and ",
     "(left) ", "Six massage sessions ", "30mg tablet ", "5% ", "DOS: 3/4/15 ", "from 1/1/15 ", "twice a week "],
)  # fmt: skip
def test_a_long_request_is_read_in_a_time_in_step_with_its_length(piece: str) -> None:
    def read(length: int) -> None:
        assert parse(piece * (length // len(piece))).treatment

    assert_linear(read, 5_000)
