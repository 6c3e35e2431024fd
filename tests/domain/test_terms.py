import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.domain.terms import TermGroups, asserts, holds

TERMS = st.sampled_from(["massag*", "neck", "self-directed", "L5-S1", "a", "#90", "off of work", "ne*", "S1"])
TEXTS = st.lists(st.sampled_from(["Massaging", "the", "neck", "self directed", "at L5-S1", "A", "#90", "off of\nwork"]))


@pytest.mark.parametrize(
    ("text", "term", "held"),
    [
        ("Massage of the neck", "massage", True),
        ("Massaging the neck", "massag*", True),
        ("Massaging the neck", "massage", False),
        ("unremarkable", "remark", False),
        ("exercises", "exercise", False),
        ("a coworker", "work*", False),
        ("no ESIs", "ESI", False),
        ("at L5-S1", "S1", True),
        ("at L5-S1", "L5", True),
        ("at L15", "L1", False),
    ],
)
def test_a_term_is_a_whole_word_or_a_stem_in_any_case(text: str, term: str, held: bool) -> None:
    assert holds(text, [term]) is held


@given(TEXTS.map(" ".join), st.lists(st.lists(TERMS, max_size=3).map(tuple), max_size=6))
def test_groups_of_terms_are_held_as_each_alone_is(text: str, groups: list[tuple[str, ...]]) -> None:
    assert TermGroups(groups).held_in(text) == [number for number, terms in enumerate(groups) if holds(text, terms)]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("off of\nwork since May", "off of work"),
        ("off\u00a0of  work", "off of work"),
        ("a self\u2011directed program", "self-directed"),
        ("a self directed program", "self-directed"),
        ("mid\u2013back pain", "mid back"),
        ("\ufb01brosis", "fibrosis"),
    ],
)
def test_white_space_and_hyphens_of_any_kind_part_words(text: str, term: str) -> None:
    assert holds(text, [term])


def test_a_star_within_a_phrase_stands_for_any_ending_too() -> None:
    assert holds("She failed conservative treatment.", ["fail* conservative*"])
    assert holds("The disc impinges on the nerve root.", ["impinge* on the nerve root"])
    assert not holds("The disc impinges on a nerve root.", ["impinge* on the nerve root"])


def test_one_of_several_terms_is_enough_and_none_is_in_nothing() -> None:
    assert holds("heat and massage", ["cold", "massage"])
    assert not holds("heat and massage", ["cold", "ice"])
    assert not holds("heat and massage", [])
    assert not holds("", ["massage"])


@given(st.text(), st.from_regex(r"[a-z]{1,8}( [a-z]{1,8}){0,2}", fullmatch=True), st.text())
def test_a_term_between_spaces_is_held_whatever_stands_around_it(before: str, term: str, after: str) -> None:
    assert holds(f"{before} {term.upper()} {after}", [term])


@given(st.text(), st.text(min_size=1))
def test_what_is_asserted_is_held(text: str, term: str) -> None:
    assert holds(text, [term]) or not asserts(text, [term])


@pytest.mark.parametrize(
    ("text", "asserted"),
    [
        ("There was lasting pain relief.", True),
        ("There was no lasting pain relief.", False),
        ("He denies pain relief.", False),
        ("No change at first; later pain relief.", True),
        ("Not working, but pain relief was noted.", True),
        ("It is unclear whether pain relief followed.", False),
        ("The injection didn't bring pain relief.", False),
        ("The injection didn\u2019t bring pain relief.", False),
        ("In the absence\nof pain relief", False),
        ("Pain relief was not noted.", False),
        ("Pain relief: none.", False),
        ("Pain relief except at night.", False),
        ("Pain relief will be judged in May.", False),
        ("The goal is pain relief.", False),
        ("He denies fever, chills, nausea, a rash on the arms or legs, pain relief.", False),
        ("He took rest; pain relief followed.", True),
    ],
)
def test_a_negated_term_is_not_asserted(text: str, asserted: bool) -> None:
    assert asserts(text, ["pain relief"]) is asserted


def test_what_is_planned_counts_only_where_it_may() -> None:
    text = "The plan is to repeat the injection; a repeat injection will be scheduled once approved."
    assert not asserts("Hoping for a repeat injection.", ["repeat injection"])
    assert asserts("Hoping for a repeat injection.", ["repeat injection"], planned=True)
    assert not asserts(text, ["scheduled injection"], planned=True)
