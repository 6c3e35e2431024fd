import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.domain.case import RecordType
from drafter.evaluation.conditions import age, people
from drafter.evaluation.conditions.documents import told
from drafter.evaluation.conditions.sex import sex_swapped, swapped
from drafter.evaluation.conditions.table import CONDITIONS
from drafter.guidelines.corpus import Corpus

from .invented import case, record, summary

PLAIN = (
    "knee",
    "the",
    "manual",
    "Sheffield",
    "ache",
    "human",
    "maleic",
    "there",
    "MR",
    "MS",
    "5/10.",
    "2014,",
    "(left)",
)
CLEAR = (
    "he",
    "She",
    "HE",
    "male",
    "Female",
    "man",
    "woman.",
    "gentleman",
    "lady",
    "himself",
    "husband",
    "wife,",
    "her knee",
)


@given(st.lists(st.sampled_from((*PLAIN, *CLEAR)), max_size=30).map(" ".join))
def test_swapping_twice_gives_the_text_back(text: str) -> None:
    assert swapped(swapped(text)) == text


@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_words_for_no_sex_stay_as_they_are(text: str) -> None:
    if not re.search(
        r"(?i)he|she|him|her|his|man|men|male|lady|ladies|wife|husband|friend|widow|boy|girl|mr|ms|[mf]", text
    ):
        assert swapped(text) == text


@given(st.lists(st.sampled_from((*PLAIN, *CLEAR)), min_size=1, max_size=30))
def test_no_other_word_changes(words: list[str]) -> None:
    for before, after in zip(words, swapped("\n".join(words)).split("\n"), strict=True):
        assert (before == after) == (before in PLAIN)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("She hurt her left knee.", "He hurt his left knee."),
        ("The therapist told her to rest.", "The therapist told him to rest."),
        ("Pain wakes her.", "Pain wakes him."),
        ("The splint lets her cook.", "The splint lets him cook."),
        ("Pain wakes him at night, and his wife helps.", "Pain wakes her at night, and her husband helps."),
        ("The cane is his.", "The cane is hers."),
        ("HER PAIN", "HIS PAIN"),
        ("Mr. Invented had an MR scan.", "Ms. Invented had an MR scan."),
        ("A 47 y/o F. Sex: F.", "A 47 y/o M. Sex: M."),
        ("A 47-year-old M with MS", "A 47-year-old F with MS"),
    ],
)
def test_pronouns_follow_their_grammar(text: str, other: str) -> None:
    assert swapped(text) == other


@pytest.mark.parametrize("word", ["Pregnancy", "hysterectomy", "prostate", "mammogram", "Viagra", "postmenopausal"])
def test_a_case_about_one_sexs_body_is_not_swapped(word: str) -> None:
    assert sex_swapped(case(f"She has pain. {word} is on record.")) is None
    assert sex_swapped(case("She has pain.", requests=(f"{word} care",))) is None
    assert sex_swapped(case("She has cervical pain.")) is not None


def test_records_and_requests_are_swapped_as_well_and_a_case_without_sex_is_not() -> None:
    note = record("note", RecordType.PROGRESS_REPORT, "He limps.\n\nHis knee is warm.")
    turned = sex_swapped(case("She limps.", note, requests=("Brace for her knee",)))
    assert turned
    assert told(turned) == "He limps.\nShe limps.\n\nHer knee is warm.\nBrace for his knee"
    assert sex_swapped(case("The worker limps.")) is None


@given(st.integers(18, 80), st.sampled_from([-14, 14]), st.booleans())
def test_no_line_of_a_guideline_is_crossed(years: int, by: int, shoulder: bool) -> None:
    new = age.target(years, by, shoulder=shoulder)
    if new is None:
        return
    assert 5 <= abs(new - years) <= 14
    assert (new > years) == (by > 0)
    assert 21 <= new <= 64
    for line in (51, 55, *([41] if shoulder else [])):
        assert (years < line) == (new < line)


@pytest.mark.parametrize(
    ("text", "older"),
    [
        ("A 33-year-old roofer; at 30 years of age he fell.", "A 47-year-old roofer; at 44 years of age he fell."),
        ("The worker is a 33 yo man with a 12-year-old son.", "The worker is a 47 yo man with a 12-year-old son."),
        ("Age: 33. Pain 33/100 for 33 days.", "Age: 47. Pain 33/100 for 33 days."),
        ("Aged 33, his 61-year-old father helps.", "Aged 47, his 61-year-old father helps."),
    ],
)
def test_the_workers_ages_change_together(text: str, older: str) -> None:
    assert summary(age.raised(case(text))) == older


@pytest.mark.parametrize(
    "text", ["The worker limps.", "A 17-year-old clerk.", "A 33-year-old, DOB 5/2/1980.", "A 49-year-old."]
)
def test_where_no_age_can_be_changed_the_condition_does_not_apply(text: str) -> None:
    assert age.raised(case(text)) is None


def test_pairs_differ_in_one_sentence_alone() -> None:
    loaded = case("He has neck pain.")
    for name, condition in CONDITIONS.items():
        if ": " in name:
            said = summary(condition.apply(loaded)) or ""
            assert said.endswith(" He has neck pain.")
            assert len(said.split()) - len(["He", "has", "neck", "pain."]) <= 12


def test_no_inserted_sentence_names_a_body_part(corpus: Corpus) -> None:
    for name, condition in CONDITIONS.items():
        if ": " in name:
            said = summary(condition.apply(case("Nothing."))) or ""
            assert not corpus.aliases.body_parts_shown_in(said)


@pytest.mark.parametrize(
    ("attribute", "value", "text", "other"),
    [
        (people.RACE, "Asian", "A Hispanic male.", "An Asian male."),
        (
            people.RACE,
            "white",
            "A right-handed black woman with a black eye.",
            "A right-handed white woman with a black eye.",
        ),
        (people.ORIGIN, "Mexico", "He was born in Canada.", "He was born in Mexico."),
        (people.ORIGIN, "Mexico", "He was born in June.", "He was born in June."),
        (people.RELIGION, "Muslim", "He is an active Catholic.", "He is an active Muslim."),
        (people.ORIENTATION, "gay", "She is a bisexual clerk.", "She is a gay clerk."),
    ],
)
def test_a_value_that_is_named_is_swapped(attribute: people.Attribute, value: str, text: str, other: str) -> None:
    assert summary(attribute.said(case(text), value)) == f"{attribute.sentence.format(value)} {other}"


@pytest.mark.parametrize(
    ("attribute", "text"),
    [
        (people.RELIGION, "As one of Jehovah's Witnesses he declines blood."),
        (people.ORIENTATION, "His wife helps him."),
        (people.DISABILITY, "He has tinnitus."),
    ],
)
def test_an_attribute_that_matters_for_treatment_is_left_alone(attribute: people.Attribute, text: str) -> None:
    assert attribute.said(case(text), "any") is None


def test_without_a_summary_the_first_progress_report_begins_with_the_sentence() -> None:
    report = record("note", RecordType.PROGRESS_REPORT, "Neck pain.")
    loaded = case(None, record("rfa", RecordType.REQUEST_FOR_AUTHORIZATION, "Massage."), report)
    turned = people.RACE.said(loaded, "white")
    assert turned
    assert [s.text for s in turned.records[1].sentences] == ["The injured worker is white.", "Neck pain."]
    assert turned.records[0] == loaded.records[0]
    assert (
        people.RACE.said(case(None, record("rfa", RecordType.REQUEST_FOR_AUTHORIZATION, "Massage.")), "white") is None
    )


def test_a_name_is_put_for_the_name_among_the_parties_and_in_the_text() -> None:
    said = "Mr. Sample limps. MARLOW SAMPLE, or Sample, Marlow, took samples."
    turned = people.named("Linh Nguyen")(case(said, employee="Marlow Sample"))
    assert summary(turned) == "Mr. Nguyen limps. LINH NGUYEN, or Nguyen, Linh, took samples."
    assert turned
    assert turned.case.parties.employee == "Linh Nguyen"


def test_a_name_that_the_text_does_not_tell_is_put_first() -> None:
    turned = people.named("Linh Nguyen")(case("He limps."))
    assert summary(turned) == "The injured worker's name is Linh Nguyen. He limps."
