from hypothesis import given
from hypothesis import strategies as st

from drafter.domain.text import Covered, fold, normal_form, plain_character, sha256_text, split_sentences

TEXTS = st.text(alphabet=st.sampled_from("ab A.B!?\"')\n\f\t 1,;:-Dr"), max_size=200) | st.text(max_size=200)


@given(TEXTS)
def test_a_sentence_is_the_text_at_its_offsets_and_nothing_but_white_space_is_left_out(text: str) -> None:
    sentences = split_sentences(text)
    position = 0
    for number, sentence in enumerate(sentences, start=1):
        assert sentence.number == number
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.text == sentence.text.strip() != ""
        assert not text[position : sentence.start].strip()
        position = sentence.end
    assert not text[position:].strip()


def test_abbreviations_initials_and_numbers_do_not_end_a_sentence() -> None:
    text = "Seen by Dr. A. Smith on p. 46 at 2.5 mg, e.g. after L5-S1. Pain vs. function? He improved!"
    assert [s.text for s in split_sentences(text)] == [
        "Seen by Dr. A. Smith on p. 46 at 2.5 mg, e.g. after L5-S1.",
        "Pain vs. function?",
        "He improved!",
    ]


def test_a_month_cut_short_does_not_end_a_sentence_before_its_day_or_year() -> None:
    assert [s.text for s in split_sentences("In Sept. 2014 it eased. It was Oct. She left.")] == [
        "In Sept. 2014 it eased.",
        "It was Oct.",
        "She left.",
    ]


@given(st.characters())
def test_a_plain_character_has_no_width_marks_or_other_digits(character: str) -> None:
    plain = plain_character(character)
    assert all(part.isascii() or not part.isdecimal() for part in plain)
    assert not {"\u200b", "\u0301", "\u00ad"} & set(plain)


def test_a_blank_line_and_a_page_break_end_a_sentence() -> None:
    assert [s.text for s in split_sentences("Heading\n\nText goes\non here\fNext page")] == [
        "Heading",
        "Text goes\non here",
        "Next page",
    ]


def test_a_closing_quotation_mark_stays_with_its_sentence() -> None:
    assert [s.text for s in split_sentences('She said "it hurts." Then she left.')] == [
        'She said "it hurts."',
        "Then she left.",
    ]


@given(st.text())
def test_the_normal_form_is_its_own_normal_form(text: str) -> None:
    once = normal_form(text)
    assert normal_form(once) == normal_form(normal_form(once))
    assert once == fold(once)


def test_the_normal_form_makes_print_variants_alike() -> None:
    assert normal_form("The ﬁrst\u00ad  “block” – it’s\n46") == 'the first "block" - it\'s 46'


def test_a_digest_is_of_the_exact_text() -> None:
    assert sha256_text("a") == "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
    assert sha256_text("a") != sha256_text("a ")


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=12), st.integers(0, 70), st.integers(1, 9))
def test_what_is_covered_is_what_any_span_told_of_meets(told: list[tuple[int, int]], start: int, length: int) -> None:
    covered = Covered((begin, begin + long) for begin, long in told)
    meets = any(start < begin + long and begin < start + length for begin, long in told)
    assert covered.meets(start, start + length) is meets
