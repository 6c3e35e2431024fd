import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.domain.quantity import find_courses, find_quantities, number_value, numerals, requested_amount, unit_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Massage of the neck, 8 visits in all", ["8 visits"]),
        ("four to six sessions", ["4 to 6 visits"]),
        ("eight (8) sessions", ["8 visits"]),
        ("4-6 additional chiropractic visits", ["4 to 6 visits"]),
        ("a 6-visit trial over 3 weeks", ["6 visits", "3 weeks"]),
        ("Norco 10/325 mg #90", ["90 tablets"]),
        ("Qty: 60", ["60 tablets"]),
        ("twenty-four visits", ["24 visits"]),
        ("twenty four visits", ["24 visits"]),
        ("half a dozen visits, one hundred and six days", ["6 visits", "106 days"]),
        ("2 operations, 3 mm, 5 cm", ["2 surgeries", "3 mm", "5 cm"]),
        ("the 2nd injection", []),
        ("30% relief for two days", ["30 %", "2 days"]),
        ("one of the visits", []),
        ("Epidural injection at L5-S1", []),
        ("10-13-16 visits", []),
        ("seen 2 times per week", []),
    ],
)
def test_quantities_are_read_with_their_unit(text: str, found: list[str]) -> None:
    assert [str(quantity) for quantity in find_quantities(text)] == found


@pytest.mark.parametrize(
    ("text", "visits"),
    [
        ("3x4", 12),
        ("PT 2x6 lumbar", 12),
        ("twice weekly for 6 weeks", 12),
        ("three times a week for two weeks", 6),
        ("2 times per week x 4 weeks", 8),
        ("2x/week for 6 weeks", 12),
        ("3 x a week for 4 weeks", 12),
        ("once a week for six weeks", 6),
        ("twice a month for 3 months", 6),
    ],
)
def test_a_course_adds_up_to_its_visits(text: str, visits: int) -> None:
    assert [(course.low, course.high) for course in find_courses(text)] == [(visits, visits)]


def test_a_course_with_a_range_of_frequencies_is_a_range_of_visits() -> None:
    assert [str(course) for course in find_courses("2-3 times a week for 4 weeks")] == ["8 to 12 visits"]


@pytest.mark.parametrize("text", ["gauze 3x4 cm", "a 10x12x2 mass", "v3x4", "3x4.5"])
def test_sizes_are_no_courses(text: str) -> None:
    assert find_courses(text) == []


def test_a_total_and_a_course_that_agree_are_one_amount() -> None:
    amount = requested_amount("Physical therapy, 12 sessions, 3x4", "visit")
    assert amount is not None
    assert amount.high == 12


def test_amounts_that_disagree_are_no_amount() -> None:
    assert requested_amount("Physical therapy, 12 sessions, twice a week for 4 weeks", "visit") is None
    assert requested_amount("Physical therapy", "visit") is None


def test_numerals_are_whole_numbers_in_digits_or_words_and_not_codes() -> None:
    words = [n.text for n in numerals("pain 8/10 at L5-S1 with B12, twenty-four visits, someone, 1,000 steps, 4.5 cm")]
    assert words == ["8", "10", "twenty-four", "1,000", "4.5"]
    assert [number_value(word) for word in words] == [8, 10, 24, 1000, 4.5]


@pytest.mark.parametrize(
    ("words", "value"),
    [("zero", 0), ("a dozen", 12), ("two dozen", 24), ("half a dozen", 6), ("a hundred", 100),
     ("two hundred and six", 206),
     ("ninety nine", 99), ("three thousand", 3000), ("dozens", None), ("some", None)],
)  # fmt: skip
def test_numbers_in_words_have_a_value(words: str, value: float | None) -> None:
    assert number_value(words) == value


def test_a_word_names_a_unit_or_none() -> None:
    assert [unit_of(word) for word in ("sessions", "Visit", "mg", "massage", "")] == [
        "visit",
        "visit",
        "mg",
        None,
        None,
    ]


@given(st.text(alphabet=st.sampled_from("0123456789 x-/#,.%abcdeweekvisits()"), max_size=80) | st.text(max_size=80))
def test_any_text_is_read_and_every_span_is_inside_it(text: str) -> None:
    for quantity in [*find_quantities(text), *find_courses(text)]:
        assert 0 <= quantity.start < quantity.end <= len(text)
        assert quantity.low <= quantity.high


@given(st.integers(1, 99), st.integers(1, 12))
def test_every_count_by_every_span_multiplies(times: int, weeks: int) -> None:
    assert [c.high for c in find_courses(f"{times} times a week for {weeks} weeks")] == [times * weeks]
