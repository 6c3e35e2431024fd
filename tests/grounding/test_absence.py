"""What a sentence says is not in the record, and the search behind it."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.domain.case import RecordStatus, RecordType
from drafter.domain.lexicon import Lexicon
from drafter.grounding.absence import Absence, absences_in
from drafter.grounding.absence_search import search_records
from tests.builders import record
from tests.grounding.absence_filler import office
from tests.grounding.absence_planted import lexicon, read_rows, run
from tests.grounding.absence_planted import record as paged
from tests.grounding.data_absence import ASSERTED, MISSING, NOT_ASSERTED, NOT_MISSING
from tests.timing import assert_linear, taken

DEVELOPMENT = Path(__file__).parent / "absence_facts_dev.jsonl"


@pytest.fixture(scope="module")
def words() -> Lexicon:
    return lexicon()


def shown(missing: str, text: str, words: Lexicon) -> bool:
    receipt = search_records(Absence(missing, 0, 1), [record("R1", text)], words, sentence=1)
    return bool(receipt.contradicted_by)


@pytest.mark.parametrize("sentence", MISSING)
def test_what_is_said_to_be_missing_is_found(sentence: str) -> None:
    found = absences_in(sentence)
    assert tuple(absence.missing for absence in found) == MISSING[sentence]
    for absence in found:
        assert 0 <= absence.start < absence.end <= len(sentence)


@pytest.mark.parametrize("sentence", NOT_MISSING)
def test_what_is_not_about_the_record_is_no_absence(sentence: str) -> None:
    assert absences_in(sentence) == []


@pytest.mark.parametrize(("missing", "text"), ASSERTED)
def test_a_sentence_that_says_the_contrary_is_shown(missing: str, text: str, words: Lexicon) -> None:
    assert shown(missing, text, words)


@pytest.mark.parametrize(("missing", "text"), NOT_ASSERTED)
def test_what_is_denied_planned_or_elsewhere_is_not_shown(missing: str, text: str, words: Lexicon) -> None:
    assert not shown(missing, text, words)


def test_the_receipt_names_terms_records_and_pages(words: Lexicon) -> None:
    long = paged(filler_texts(95), 1, on_a_page=10)
    missing = record("R2", "Not read.", status=RecordStatus.MISSING)
    review = record("R3", "Home exercise was noted.", type=RecordType.UR_DETERMINATION)
    progress = record("R4", "The worker was seen.", "She does her HEP daily.")
    absence = absences_in("There is no documentation of home exercise.")[0]
    receipt = search_records(absence, [long, missing, review, progress], words, sentence=3)
    assert receipt.sentence == 3
    assert receipt.missing == "home exercise"
    assert {"home exercise*", "HEP"} <= set(receipt.terms)
    assert [(r.source, r.pages, r.sentences) for r in receipt.searched] == [
        ("R1", 10, 95),
        ("R3", None, 1),
        ("R4", None, 2),
    ]
    assert [str(pointer) for pointer in receipt.contradicted_by] == ["R4.2"]


def test_where_nothing_is_named_nothing_is_looked_for(words: Lexicon) -> None:
    receipt = search_records(Absence("", 0, 1), [record("R1", "Pain is 8/10.")], words, sentence=1)
    assert receipt.terms == ()
    assert receipt.contradicted_by == ()
    assert len(receipt.searched) == 1


def test_words_of_no_group_are_looked_for_by_their_stems(words: Lexicon) -> None:
    assert shown("lunotriquetral coalition", "A lunotriquetral coalition is seen.", words)
    assert not shown("lunotriquetral coalition", "The scaphoid is intact.", words)


def near(missing: str, words: Lexicon, *texts: str) -> list[str]:
    receipt = search_records(Absence(missing, 0, 1), [record("R1", *texts)], words, sentence=1)
    assert not set(receipt.nearest) & set(receipt.contradicted_by)
    return [texts[pointer.sentence - 1] for pointer in receipt.nearest]


def test_what_only_speaks_of_the_thing_is_near_and_no_contradiction(words: Lexicon) -> None:
    said = "Her appetite is poor and she avoids her friends."
    assert near("depression", words, "The claim was filed in May.", said) == [said]


def test_what_is_said_is_nearer_than_what_is_denied(words: Lexicon) -> None:
    said, denied = "The calf aches.", "There is no ache of the calf."
    assert near("radiculopathy", words, denied, said) == [said, denied]


def test_a_sentence_that_is_repeated_takes_one_place_of_the_nearest(words: Lexicon) -> None:
    said = "He keeps the dog away from his foot."
    denied = [f"He denies depression and anxiety on May {day}." for day in range(1, 20)]
    shown_near = near(
        "radiculopathy", words, *(f"There is no numbness of the calf on May {n}." for n in range(1, 9)), said
    )
    assert said in shown_near
    assert near("depression", words, *denied) == denied[:5]


def test_what_contradicts_most_is_named_first(words: Lexicon) -> None:
    texts = [*(f"He was told on May {n} of degrees." for n in range(1, 9)), "Abduction is 90 degrees."]
    receipt = search_records(Absence("range of motion", 0, 1), [record("R1", *texts)], words, sentence=1)
    assert receipt.contradicted_by[0].sentence == 9


def test_a_reason_is_looked_for_and_never_contradicted(words: Lexicon) -> None:
    [absence] = absences_in("The record does not explain why the written home program would be inadequate.")
    records = [record("R1", "The home program goes on.")]
    receipt = search_records(absence, records, words, sentence=1)
    assert receipt.terms
    assert receipt.contradicted_by == ()
    assert [str(pointer) for pointer in receipt.nearest] == ["R1.1"]


@pytest.mark.parametrize(
    ("missing", "text"),
    [
        ("functional improvement", "DASH 60 -> 32."),
        ("straight leg raise", "SLR + at 40."),
        ("fracture", "Fx of the wrist."),
    ],
)
def test_shorthand_is_read(missing: str, text: str, words: Lexicon) -> None:
    assert shown(missing, text, words)


@pytest.mark.parametrize(("missing", "text"), [("fracture", "Neg for fx."), ("depression", "PHQ-9: 1")])
def test_shorthand_for_what_is_normal_is_read(missing: str, text: str, words: Lexicon) -> None:
    assert not shown(missing, text, words)


@pytest.mark.slow
def test_planted_facts_are_shown_and_clean_records_stay_silent() -> None:
    rows = read_rows(DEVELOPMENT)[::2]
    result = run(rows, 80, documents=1, pages=2)
    assert result.shown >= 76, result.unseen
    assert result.found >= 68, result.missed
    assert result.alarmed <= len(rows) * 0.1, result.alarms


def test_an_ordinary_record_is_searched_at_once(words: Lexicon) -> None:
    records = [paged([*filler_texts(99), "She does her HEP daily."], 1)]
    absence = absences_in("There is no documentation of home exercise.")[0]
    search_records(absence, records, words, sentence=1)
    times = [taken(lambda: search_records(absence, records, words, sentence=1)) for _ in range(20)]
    assert min(times) < 0.01, "0.9 ms on an idle machine"


@given(st.text(alphabet=st.sampled_from("no not of record documentation , . without is was exam’\n ("), max_size=400))
def test_places_lie_in_the_sentence_whatever_it_holds(sentence: str) -> None:
    for absence in absences_in(sentence):
        assert 0 <= absence.start < absence.end <= len(sentence)


@given(
    st.lists(
        st.sampled_from("no without pain from with , PT was not improved function of or : to".split()), max_size=40
    ),
    st.lists(
        st.sampled_from("home exercise failure of PT relief function or and lumbar MRI not the".split()), max_size=12
    ),
)
@settings(deadline=None, max_examples=40)
def test_any_words_can_be_searched_for_any_others(said: list[str], missing: list[str]) -> None:
    receipt = search_records(Absence(" ".join(missing), 0, 1), [record("R1", " ".join(said))], lexicon(), sentence=1)
    assert len(receipt.contradicted_by) <= 1


@pytest.mark.parametrize(
    "piece", ["no ", "not documented ", "there is no a, ", "without any ", "record does not ", " ", "a", "whether "]
)
def test_hostile_sentences_take_linear_time(piece: str) -> None:
    assert_linear(lambda length: absences_in(piece * (length // len(piece))), 2_000)


def filler_texts(count: int) -> list[str]:
    return office(random.Random(7), count)
