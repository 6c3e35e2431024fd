from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.domain.dates import find_dates, find_written, long_date, ur_denial_in

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(
    DAYS,
    st.sampled_from(
        [
            "{0:%B} {0.day}, {0.year}",
            "{0:%Y-%m-%d}",
            "{0.month}/{0.day}/{0.year}",
            "{0:%m-%d-%y}",
            "{0.day} {0:%B} {0.year}",
            "{0.day}th of {0:%b}. {0.year}",
            "{0:%Y/%m/%d}",
            "{0:%m.%d.%Y}",
        ]
    ),
)
def test_every_way_of_writing_a_date_is_read_back(day: date, form: str) -> None:
    text = f"seen on {form.format(day)}."
    assert [found.day for found in find_dates(text)] == [day]


@pytest.mark.parametrize("text", ["2014-02-30", "13/45/2014", "1/2/3/4", "L4-5-1", "10-13-16-2", "May be"])
def test_what_is_no_date_is_left_out(text: str) -> None:
    assert find_dates(text) == []


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("seen in October 2014", (2014, 10, None)),
        ("seen in Sept. of 2014", (2014, 9, None)),
        ("seen on October 9", (None, 10, 9)),
        ("the 9th of October", (None, 10, 9)),
        ("worse since May", (None, 5, None)),
        ("February 30, 2014", (2014, 2, 30)),
        ("May 2, '13", (2013, 5, 2)),
    ],
)
def test_a_date_in_part_or_impossible_is_read_for_what_it_says(text: str, written: tuple[int | None, int, int]) -> None:
    assert [(found.year, found.month, found.day) for found in find_written(text)] == [written]


@pytest.mark.parametrize("text", ["it may be", "a march of 12 days", "in may", "May be", "4 may go"])
def test_a_verb_is_no_month(text: str) -> None:
    assert find_written(text) == []


@given(DAYS, DAYS)
def test_a_date_in_part_fits_the_days_it_could_mean(day: date, other: date) -> None:
    month = find_written(f"in {day:%B} {day.year}")[0]
    assert month.fits(day)
    assert month.fits(other) is ((day.year, day.month) == (other.year, other.month))


@pytest.mark.parametrize(
    "summary",
    [
        "Its Utilization Review Report of October 28, 2014 says no to all of it.",
        "On review. Utilization review dated 10/28/2014 denied the request.",
        "The original utilization review (10-28-2014) non-certified the request.",
        "The original utilization review 10-28-2014 non-certified the request.",
    ],
)
def test_the_denial_is_found_in_a_summary(summary: str) -> None:
    assert ur_denial_in(summary) == date(2014, 10, 28)


def test_a_summary_that_dates_other_things_names_no_denial() -> None:
    assert ur_denial_in("Injured on June 10, 2013. Utilization review denied the request.") is None


@given(DAYS)
def test_the_long_form_is_read_back(day: date) -> None:
    assert [found.day for found in find_dates(long_date(day))] == [day]
