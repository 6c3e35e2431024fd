"""A reviewer's rationale read as a draft: what stayed or was made from it keeps its pointers; what is new has none."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.domain.determination import Determination
from drafter.domain.draft import ItemDraft
from drafter.domain.text import fold
from drafter.grounding.edited import Rationale, reread
from tests.builders import UPHELD_CLOSING, item_draft, pointers
from tests.timing import assert_linear

LIMIT = "As a rule the course is limited to 4 to 6 visits."
ADJUNCT = "Massage belongs beside other treatment, such as exercise."
RECORD = "In the progress report: “No exercise is prescribed at present.”"
TWO = "The worker had twelve visits. None of them helped for long."
DRAFTED = item_draft((LIMIT, "G1.2"), (ADJUNCT, "G1.1"), (RECORD, "R4.3 R4.4"), (TWO, "R5.1"))


def read(*sentences: str, drafted: ItemDraft = DRAFTED) -> list[tuple[str, str]]:
    """The rationale of a reviewer's sentences, as (text, pointers)."""
    again = reread(drafted, Rationale(Determination.UPHELD, " ".join(sentences)))
    return [(sentence.text, " ".join(map(str, sentence.pointers))) for sentence in again.rationale]


def test_an_untouched_rationale_is_the_drafted_one() -> None:
    assert reread(DRAFTED, Rationale(Determination.UPHELD, " ".join(s.text for s in DRAFTED.rationale))) == DRAFTED


def test_the_rest_of_the_proposal_stays_and_the_determination_is_the_reviewers() -> None:
    again = reread(DRAFTED, Rationale(Determination.OVERTURNED, LIMIT))
    assert again.determination is Determination.OVERTURNED
    assert (again.criteria, again.probability) == (DRAFTED.criteria, DRAFTED.probability)


@pytest.mark.parametrize(
    "written",
    [
        'in the progress report: "No exercise is prescribed at present."',
        "In the  progress\nreport: “No exercise is pre\u00adscribed at present.”",
    ],
)
def test_quotes_spaces_and_hyphens_of_a_program_change_nothing(written: str) -> None:
    assert read(written) == [(RECORD, "R4.3 R4.4")]


def test_a_line_broken_after_a_stroke_or_hyphen_changes_nothing() -> None:
    drafted = item_draft(("Norco 10/325 mg was given for the low-back pain.", "R1.1"))
    written = "Norco 10/ 325 mg was given for the low- back pain."
    assert read(written, drafted=drafted) == [("Norco 10/325 mg was given for the low-back pain.", "R1.1")]


@pytest.mark.parametrize(
    ("written", "to"),
    [
        ("As a rule the course is limited to 10 to 12 visits.", "G1.2"),
        ("As a rule the course is not limited to 4 to 6 visits.", "G1.2"),
        ("The course is limited to 4 to 6 visits.", "G1.2"),
        ("Massage belongs beside other treatment.", "G1.1"),
        ("In the progress report: “Much exercise is prescribed at present.”", "R4.3 R4.4"),
        ("The worker had ten visits.", "R5.1"),
    ],
)
def test_a_sentence_made_from_a_drafted_one_points_where_that_did(written: str, to: str) -> None:
    assert read(UPHELD_CLOSING, written)[1] == (written, to)


def test_a_new_sentence_points_nowhere() -> None:
    new = "Sleep has been poor since the accident."
    assert read(LIMIT, new, ADJUNCT) == [(LIMIT, "G1.2"), (new, ""), (ADJUNCT, "G1.1")]


def test_a_closing_sentence_that_was_turned_points_nowhere() -> None:
    assert read(LIMIT, UPHELD_CLOSING.replace("not ", ""))[1] == ("Therefore, the request is medically necessary.", "")


def test_sentences_in_another_order_keep_their_own_pointers() -> None:
    assert read(RECORD, TWO, LIMIT) == [(RECORD, "R4.3 R4.4"), (TWO, "R5.1"), (LIMIT, "G1.2")]


def test_a_drafted_sentence_in_two_parts_may_lose_one_or_gain_another_between() -> None:
    one, two = "The worker had twelve visits.", "None of them helped for long."
    assert read(two) == [(two, "R5.1")]
    assert read(one, LIMIT, two) == [(one, "R5.1"), (LIMIT, "G1.2"), (two, "R5.1")]
    assert read(two, one) == [(two, "R5.1"), (one, "R5.1")]
    assert read(one, two, one, two) == [(TWO, "R5.1"), (TWO, "R5.1")]


def test_sentences_alike_with_different_sources_are_told_apart_by_their_order() -> None:
    drafted = item_draft(("It speaks for it.", "G1.1"), (LIMIT, "G1.2"), ("It speaks for it.", "G2.1"))
    assert [to for _, to in read("It speaks for it.", LIMIT, "It speaks for it.", drafted=drafted)] == [
        "G1.1",
        "G1.2",
        "G2.1",
    ]


def test_the_sentence_most_alike_is_the_one_it_was_made_from() -> None:
    drafted = item_draft(
        ("This speaks against massage beside exercise.", "G1.1"),
        ("This speaks against massage beside other care at home.", "G2.1"),
    )
    made = "This speaks against massage beside other good care at home."
    assert read(made, drafted=drafted) == [(made, "G2.1")]
    both = "This speaks against massage beside any exercise."
    assert read(made, both, drafted=drafted) == [(made, "G2.1"), (both, "G1.1")]


def test_one_drafted_sentence_gives_its_pointers_to_one_sentence_made_from_it() -> None:
    nearer, farther = "As a rule the course is limited to 5 visits.", "As a rule the course is limited to some weeks."
    assert dict(read(farther, nearer)) == {nearer: "G1.2", farther: ""}


def test_a_mark_says_what_the_sentence_before_it_points_at() -> None:
    new = "Sleep has been poor since the accident"
    text = f"{LIMIT} {new}\n\n{ADJUNCT} {TWO}"
    marks = (
        (0, pointers("R9.9")),  # behind nothing
        (len(LIMIT), pointers("G2.1")),
        (len(f"{LIMIT} {new[:9]}"), pointers("R1.1")),
        (len(f"{LIMIT} {new}"), pointers("R1.2 R1.1")),
        (len(text), pointers("R6.1")),
    )
    again = reread(DRAFTED, Rationale(Determination.UPHELD, text, marks))
    assert [(sentence.text, " ".join(map(str, sentence.pointers))) for sentence in again.rationale] == [
        (LIMIT, "G2.1"),
        (new, "R1.1 R1.2"),
        (ADJUNCT, "G1.1"),
        (TWO, "R6.1"),
    ]


@given(st.lists(st.one_of(st.sampled_from([s.text for s in DRAFTED.rationale]), st.text(max_size=80)), max_size=8))
def test_no_word_is_lost_and_no_pointer_is_made(sentences: list[str]) -> None:
    text = "\n\n".join(sentences)
    again = reread(DRAFTED, Rationale(Determination.UPHELD, text))
    assert fold(" ".join(s.text for s in again.rationale)) == fold(text)
    drafted = {sentence.pointers for sentence in DRAFTED.rationale}
    assert all(sentence.pointers in drafted for sentence in again.rationale)


def read_again(text: str) -> None:
    reread(DRAFTED, Rationale(Determination.UPHELD, text))


@pytest.mark.parametrize("unit", ["a ", LIMIT[:-1], "- / ", f"{LIMIT} ", "“"])
def test_a_text_without_end_takes_time_in_proportion(unit: str) -> None:
    assert_linear(lambda length: read_again(unit * (length // len(unit))), 100_000)


def test_many_sentences_nearly_alike_take_time_in_proportion() -> None:
    words = LIMIT.rstrip(".").split()
    chance = random.Random(5)
    made = [" ".join(chance.sample(words, len(words))) + "." for _ in range(4_000)]
    assert_linear(lambda count: read_again(" ".join(made[:count])), 1_000)
