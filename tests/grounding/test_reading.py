import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.grounding.reading import disguised, read


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Twenty-four or a dozen", "24 or 12"),
        ("half a dozen, half, two thirds, a third of it, a third course", "6, 1/2, 2/3, 1/3 of it, a 3rd course"),
        ("４½ ١٢ ⑫ Ⅻ", "4 1/2 12 12 12"),
        ("grade III, type I, page LX, IV antibiotics", "grade 3, type 1, page lx, IV antibiotics"),
        ("twice, once daily, b.i.d., once this is done", "2 times, 1 times daily, 2 times daily., once this is done"),
        ("the twenty-first visit; 30 second", "the 21st visit; 30 second"),
        ("between four and six; 8 out of 10; one of them", "4 to 6; 8/10; one of them"),
        ("the O.D.G. of “Dr. A. Smith”", 'the ODG of "Dr. A. Smith"'),
        ("a\u00a0 \u2009b\u200bc é", "a bc e"),
    ],
)
def test_numbers_and_characters_are_made_plain(written: str, plain: str) -> None:
    assert read(written).text == plain


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from("half a dozen twenty one third ½ XII twice ".split()), max_size=9).map(" ".join)
)
def test_every_place_in_plain_form_is_a_place_in_the_text(text: str) -> None:
    reading = read(text)
    assert len(reading.text) == len(reading.starts) == len(reading.ends)
    for n in range(len(reading.text)):
        start, end = reading.span(n, n + 1)
        assert 0 <= start < end <= len(text)
    assert list(reading.starts) == sorted(reading.starts)


def test_letters_of_medicine_and_accents_are_no_disguise() -> None:
    assert disguised("naïve, β-blocker, 5 µg, 25 °C, L4–L5 – “so” ½ é …") == []
    assert disguised("work with a Cyrillic о") == [(21, 22)]
