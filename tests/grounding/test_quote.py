"""Quotations looked up in a source; every text here is invented."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from drafter.grounding.quote import QuoteStatus, find_quote, find_quote_in
from tests.timing import assert_linear

FOUND, ABSENT, CANNOT = QuoteStatus.FOUND, QuoteStatus.ABSENT, QuoteStatus.CANNOT_CHECK
SOURCE = (
    "The worker is off of work. There is no evidence of radiculopathy at L5, and strength is normal. "
    "Massage is limited to 4 to 6 visits in most cases. She was not able to return to full duty. Pain is 8/10. "
    "The ﬁnding was non-\nspecific and func-\ntional im\u00adprovement was noted after self-directed exercise. "
    "No fracture is seen, alignment is normal. She denies numbness, tingling, weakness. "
    "If care fails, surgery is recommended. An injection was not given. The knee gave way and has not improved."
)


@pytest.mark.parametrize(
    "quote",
    [
        "The worker is off of work",
        "the WORKER is\n off of  work.",
        "no evidence of radiculopathy at L5",
        "limited to 4 to 6 visits",
        "Pain is 8/10",
        "finding was nonspecific and functional improvement",
        "finding was non-specific",
        "The ﬁnding was non‑specific",
        "self-directed exercise",
        "alignment is normal",
        "denies numbness, tingling, weakness",
        "If care fails, surgery is recommended",
        "The knee gave way",
        "Massage is limited … in most cases",
        "Massage is limited [...] in most cases",
        "[She] was not able to return",
    ],
)
def test_what_stands_there_word_for_word_is_found_at_its_place(quote: str) -> None:
    result = find_quote(quote, SOURCE)
    assert result.status is FOUND
    first, last = result.spans[0], result.spans[-1]
    assert 0 <= first[0] < last[1] <= len(SOURCE)


@pytest.mark.parametrize(
    ("quote", "why"),
    [
        ("The worker is off work", "word for word"),
        ("worker is off of wor", "word for word"),
        ("orker is off of work", "word for word"),
        ("The worker remains off of work", "word for word"),
        ("limited to 4", "word for word"),
        ("Pain is 8", "word for word"),
        ("selfdirected exercise", "word for word"),
        ("directed exercise", "word for word"),
        ("work. There is evidence of radiculopathy", "word for word"),
        ("evidence of radiculopathy at L5", "behind"),
        ("able to return to full duty", "behind"),
        ("tingling, weakness", "behind"),
        ("surgery is recommended", "behind"),
        ("An injection was", "before"),
        ("limited to 4 to 6 visits … return to full duty", "ellipsis"),
        ("There is … evidence of radiculopathy at L5", "ellipsis"),
        ("strength is normal … evidence of radiculopathy", "order"),
        ("in most cases … Massage is limited", "order"),
        ("worker is off of work … has not improved", "ellipsis"),
        ("worker is off of work … and cured at last", "part of it"),
    ],
)
def test_what_says_something_else_is_absent_with_the_reason(quote: str, why: str) -> None:
    result = find_quote(quote, SOURCE)
    assert result.status is ABSENT
    assert why in result.reason


@pytest.mark.parametrize("quote", ["", " ", "…", "“”", "of", "the", "is", "work", "pain … noted", "?!", "\u200b"])
def test_what_tells_nothing_cannot_be_checked(quote: str) -> None:
    assert find_quote(quote, SOURCE).status is CANNOT


def test_parts_that_stand_far_apart_are_no_quotation() -> None:
    source = "Therapy began in spring. " + "Progress was slow that month. " * 30 + "Therapy ended in autumn."
    assert "far apart" in find_quote("Therapy began in spring … Therapy ended in autumn", source).reason


def test_of_several_places_one_that_is_whole_is_enough() -> None:
    source = "She is not able to lift overhead. By June she is able to lift overhead."
    result = find_quote("able to lift overhead", source)
    assert result.status is FOUND
    assert result.spans[0][0] > source.index("June")


def test_a_source_without_text_and_one_that_is_too_large_cannot_be_checked() -> None:
    assert find_quote("The worker is off of work", "").status is CANNOT
    assert find_quote("The worker is off of work", "a" * 3_000_000).status is CANNOT
    assert find_quote("worker " * 2_000, SOURCE).status is CANNOT
    assert find_quote_in("The worker is off of work", []).status is CANNOT


def test_a_whole_short_source_may_be_quoted() -> None:
    assert find_quote("Off work.", "Off work.").status is FOUND
    assert find_quote("Rest.", "Rest.").status is FOUND
    assert find_quote("Rest.", "Rest is best.").status is CANNOT


def test_a_near_match_is_shown_and_not_accepted() -> None:
    result = find_quote("Massage is limited to four or six visits in most cases", SOURCE)
    assert result.status is ABSENT
    assert result.nearest is not None
    assert "Massage is limited" in SOURCE[slice(*result.nearest)]


def test_of_several_sources_the_one_that_holds_it_counts() -> None:
    assert find_quote_in("Pain is 8/10", ["Nothing here.", SOURCE]).status is FOUND
    assert "behind" in find_quote_in("able to return to full duty", ["Nothing of this.", SOURCE]).reason


WORDS = st.lists(st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=9), min_size=6, max_size=40)


@given(WORDS, st.data())
def test_words_in_a_row_are_found_and_their_span_gives_them_back(words: list[str], data: st.DataObject) -> None:
    source = " ".join(words)
    first = data.draw(st.integers(0, len(words) - 4))
    quote = " ".join(words[first : first + 4])
    result = find_quote(quote, source)
    if result.status is FOUND:
        assert source[slice(*result.spans[0])] == quote
    else:  # cut beside a word that turns it, or made of common words
        assert result.status is CANNOT or "cut off" in result.reason


@given(WORDS, st.data())
def test_no_other_word_is_ever_accepted(words: list[str], data: st.DataObject) -> None:
    source = " ".join(words)
    place = data.draw(st.integers(1, len(words) - 2))
    other = data.draw(st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=9))
    changed = [*words[:place], other, *words[place + 1 :]]
    assume(" ".join(changed) not in source)
    assert find_quote(" ".join(changed), source).status is not FOUND


@given(st.text(max_size=200), st.text(max_size=400))
def test_any_text_is_looked_up_and_spans_lie_in_the_source(quote: str, source: str) -> None:
    result = find_quote(quote, source)
    for start, end in (*result.spans, *([result.nearest] if result.nearest else [])):
        assert 0 <= start < end <= len(source)


@pytest.mark.parametrize("form", ["{0}" * 200, "{0}" * 20 + "…" + "{0}" * 20 + " end"], ids=["whole", "in parts"])
@pytest.mark.parametrize("unit", ["a", "a ", "no ", "a-", "a…", "[", "a-\n", ". ", "not able to ", "\u00ad", "ﬁ"])
def test_hostile_text_takes_no_longer_than_its_length(unit: str, form: str) -> None:
    quote = form.format(unit)
    assert_linear(lambda length: find_quote(quote, unit * (length // len(unit))), 25_000)
