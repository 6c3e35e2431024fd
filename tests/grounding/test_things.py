"""Wrong side, body part, drug or sex; every sentence invented here, checked with the words of the starter corpus."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.domain.lexicon import Lexicon
from drafter.grounding.things import Sex, Things, Wrong, sex_of, sexes_said
from drafter.grounding.things_drugs import Drugs
from drafter.grounding.things_parts import Parts
from drafter.grounding.things_sides import Sides
from drafter.guidelines.aliases import parse_aliases
from drafter.guidelines.lexicon import load_lexicon
from tests.timing import assert_linear

CORPUS = Path(__file__).parents[2] / "guideline_corpus"
REQUEST = "MRI of the right knee without contrast"


@cache
def lexicon() -> Lexicon:
    aliases, faults = parse_aliases((CORPUS / "aliases.yaml").read_text(encoding="utf-8"))
    assert aliases is not None
    assert not faults
    return load_lexicon(CORPUS, aliases)


@cache
def things() -> Things:
    return Things(lexicon())


@cache
def sides() -> Sides:
    return Sides(parts())


@cache
def parts() -> Parts:
    return Parts(lexicon())


def wrong(sentence: str, *sources: str, about: str = "", sex: Sex | None = None) -> list[tuple[str, str]]:
    return [(w.code, sentence[w.start : w.end]) for w in things().wrong(sentence, sources, about, sex)]


DRUGS_THERE = [
    ("Norco was continued.", "The worker takes hydrocodone-acetaminophen 10/325 mg."),
    ("Norco was continued.", "Hydrocodone was refilled."),
    ("Hydrocodone eased the pain.", "Norco 10/325 mg #90 was dispensed."),
    ("Acetaminophen is part of it.", "Ultracet was begun."),
    ("Percocet is taken.", "Oxycodone and acetaminophen are taken."),
    ("Opioids should be weaned.", "The request is for Opana."),
    ("The NSAIDs gave no relief.", "Mobic was tried for six weeks."),
    ("Anti-inflammatories gave no relief.", "NSAIDs were tried."),
    ("An antidepressant was tried.", "Zoloft 50 mg was stopped."),
    ("Topical analgesics are requested.", "Lidoderm patches were refilled."),
    ("A steroid injection was given.", "She had an ESI in May."),
    ("Epidural injections were tried.", "No injection was tried."),
    ("Flector is requested.", "Diclofenac epolamine patches are requested."),
    ("Gabapentin helps.", "Neurontin\u2122 helps."),
    ("The dose is 80 mg of morphine equivalents.", "Opana 20 mg is taken twice a day."),
    ("Cyclobenzaprine helps.", "Cyclobenzaprin helps."),
    ("In April the pain was the same.", "The pain was the same."),
]
DRUGS_NOT_THERE = [
    ("Naproxen was tried.", "Ibuprofen was tried.", "Naproxen"),
    ("Percocet was tried.", "Norco was tried.", "Percocet"),
    ("Tramadol was tried.", "Opioids were tried.", "Tramadol"),
    ("Ultracet was tried.", "Tramadol was tried.", "Ultracet"),
    ("Muscle relaxants were tried.", "Lyrica was tried.", "Muscle relaxants"),
    ("She takes Zanaflex.", "She takes Xanax.", "Zanaflex"),
    ("A trial of Vexoprofen failed.", "A trial of naproxen failed.", "Vexoprofen"),
    ("Oral nap\u00adroxen failed.", "Oral ibuprofen failed.", "nap\u00adroxen"),
    ("Morphine was stopped.", "The dose is 80 mg of opioids.", "Morphine"),
]


@pytest.mark.parametrize(("sentence", "source"), DRUGS_THERE)
def test_a_drug_under_any_of_its_names_is_the_drug(sentence: str, source: str) -> None:
    assert wrong(sentence, source) == []


@pytest.mark.parametrize(("sentence", "source", "drug"), DRUGS_NOT_THERE)
def test_a_drug_that_nothing_names_is_found(sentence: str, source: str, drug: str) -> None:
    assert wrong(sentence, source) == [("drug-differs", drug)]


def test_what_the_request_names_needs_no_source() -> None:
    assert wrong("Norco is requested for the right knee.", about="Norco 5/325 mg #60 for right knee pain") == []


PARTS_THERE = [
    ("The knee is swollen.", "There is swelling of the lower extremity."),
    ("The lower extremity is weak.", "Strength of the knee is 4/5."),
    ("The cervical spine is tender.", "The neck is tender."),
    ("C5-6 is narrowed.", "Imaging of the neck shows narrowing."),
    ("The neck is stiff.", "The spine is stiff."),
    ("The low back hurts.", "There is stenosis at L4-L5."),
    ("The lumbar spine is stiff.", "Radicular pain runs down the leg."),
    ("A spine surgeon was seen.", "A surgeon was seen."),
    ("A hand therapist was seen.", "A therapist was seen."),
    ("On the other hand, no red flag is present.", "No red flag is present."),
    ("The visit was face-to-face.", "The visit was in person."),
    ("He can walk 50 feet.", "He walks a short way."),
    ("The femoral head is intact.", "The hip joint is intact."),
    ("She complains of headaches.", "She complains of migraine."),
    ("Straight leg raising is positive.", "Tension signs are present."),
    ("A herniated disc is seen.", "A disc is seen."),
    ("A spinal cord stimulator is planned.", "A stimulator is planned."),
    ("She shoulders the costs.", "She pays."),
    ("Carpal tunnel syndrome is likely.", "CTS is likely."),
    ("The knee was replaced.", "A TKA was done."),
]
PARTS_NOT_THERE = [
    ("The shoulder is swollen.", "The knee is swollen.", "shoulder"),
    ("The lumbar spine is stiff.", "The cervical spine is stiff.", "lumbar"),
    ("L4-L5 is narrowed.", "C5-C6 is narrowed.", "L4"),
    ("The ankle is weak.", "The knee and the leg are weak.", "ankle"),
    ("The wrist is tender.", "The lower extremity is tender.", "wrist"),
    ("The upper extremity is weak.", "The lower extremity is weak.", "upper extremity"),
    ("The leg is weak.", "The low back is stiff.", "leg"),
    ("The femoral head is intact.", "The shoulder is intact.", "femoral head"),
]


@pytest.mark.parametrize(("sentence", "source"), PARTS_THERE)
def test_a_part_is_shown_by_its_other_names_and_its_region(sentence: str, source: str) -> None:
    assert wrong(sentence, source) == []


@pytest.mark.parametrize(("sentence", "source", "part"), PARTS_NOT_THERE)
def test_a_part_that_nothing_names_is_found(sentence: str, source: str, part: str) -> None:
    assert wrong(sentence, source)[0] == ("body-part-differs", part)


SIDES_THERE = [
    ("The right knee locks.", "The right knee locks."),
    ("The left knee locks.", "Bilateral knees lock."),
    ("Both knees lock.", "The left knee and the right knee lock."),
    ("The left knee locks.", "The knee locks."),
    ("The left ankle is weak.", "The right knee and left ankle are weak."),
    ("The knee, right, locks.", "Rt knee locks."),
    ("Strength is 4/5 in the LLE.", "The left leg is weak."),
    ("The worker has the right to a second opinion on the left knee.", "The left knee locks."),
    ("He left the office after the right knee was injected.", "The right knee was injected."),
    ("What is left of the course is for the right knee.", "The right knee was treated."),
    ("Right after the fall the left hip hurt.", "The left hip hurt."),
    ("She is right-hand dominant with left wrist pain.", "A right-handed worker has left wrist pain."),
    ("Bilateral knee films are normal.", "Films of the knees are normal."),
    ("Pain is worse on the left.", "Pain is worse on the left than on the right."),
    ("A car turned left before the right knee was hit.", "The right knee was hit."),
]
SIDES_NOT_THERE = [
    ("The left knee locks.", "The right knee locks.", "left"),
    ("Bilateral knees lock.", "The left knee locks.", "Bilateral"),
    ("The left shoulder is stiff.", "The shoulder is stiff and the right elbow is weak.", "left"),
    ("The left knee is weak.", "The right knee and left ankle are weak.", "left"),
    ("Pain is worse on the left.", "Pain is worse on the right.", "left"),
    ("The knee on the right locks.", "The left knee locks.", "right"),
    ("Strength is 4/5 in the RLE.", "The left leg is weak.", "RLE"),
    ("Left knee and ankle pain is noted.", "Right knee and ankle pain is noted.", "Left"),
    ("The right-hand dominant worker has wrist pain.", "A left-handed worker has wrist pain.", "right"),
    ("Right L5 weakness is noted.", "Left L5 weakness is noted.", "Right"),
]


@pytest.mark.parametrize(("sentence", "source"), SIDES_THERE)
def test_sides_that_agree_and_words_that_are_no_sides(sentence: str, source: str) -> None:
    assert wrong(sentence, source) == []


@pytest.mark.parametrize(("sentence", "source", "side"), SIDES_NOT_THERE)
def test_the_other_side_is_found(sentence: str, source: str, side: str) -> None:
    assert ("side-differs", side) in wrong(sentence, source)


def test_the_request_names_the_side_too() -> None:
    assert wrong("The left knee locks.", "The knee locks.", about=REQUEST) == [("side-differs", "left")]


SEX_SAID = [
    ("A 45-year-old male fell.", Sex.MALE),
    ("This is a 30 y/o right-handed F with neck pain.", Sex.FEMALE),
    ("The female employee fell.", Sex.FEMALE),
    ("Ms. Example fell.", Sex.FEMALE),
    ("The gentleman is 60.", None),
    ("She fell, and her surgeon was told.", Sex.FEMALE),
    ("The surgeon said that she fell.", None),
    ("His wife drives.", Sex.MALE),
    ("His wife said she drives.", Sex.MALE),
    ("She recommends surgery.", None),
    ("He or she should be told.", None),
    ("Women over 50 are at risk, and men too.", None),
    ("(He, 2004) found little.", None),
    ("MS Contin was refilled.", None),
    ("MR imaging and MS symptoms are noted.", None),
    ("Mr. Example fell.", Sex.MALE),
]


@pytest.mark.parametrize(("sentence", "sex"), SEX_SAID)
def test_the_sex_that_a_sentence_says(sentence: str, sex: Sex | None) -> None:
    assert {said for said, _, _ in sexes_said(sentence)} == ({sex} if sex else set())


def test_the_wrong_sex_is_found_and_the_right_one_is_not() -> None:
    assert wrong("She reports pain.", sex=Sex.MALE) == [("sex-differs", "She")]
    assert wrong("He reports pain.", sex=Sex.MALE) == []
    assert wrong("She reports pain.", sex=None) == []
    assert wrong("Her surgeon agrees.", sex=Sex.MALE) == [("sex-differs", "Her")]
    assert wrong("Her surgeon said he agrees.", sex=Sex.FEMALE) == []


def test_a_pronoun_that_begins_a_sentence_after_a_physician_tells_nothing() -> None:
    assert sexes_said("Dr. Example saw the worker. He asked about pain.") == []


def test_the_workers_sex_is_told_by_nouns_first_then_by_pronouns() -> None:
    assert sex_of(["A 45-year-old male fell.", "He limps."]) is Sex.MALE
    assert sex_of(["The worker fell. She limps. Her knee locks."]) is Sex.FEMALE
    assert sex_of(["A 45-year-old male fell.", "The female employee limps."]) is None
    assert sex_of(["A 45-year-old male fell. She limps."]) is None
    assert sex_of(["The worker fell. She limps. His knee locks."]) is None
    assert sex_of(["The worker fell. She limps."]) is None
    assert sex_of([]) is None


def test_what_is_named_in_a_text() -> None:
    text = "Norco for the left shoulder and both knees"
    assert [text[d.start : d.end] for d in Drugs(lexicon()).named(text)] == ["Norco"]
    assert [(text[p.start : p.end], set(p.names)) for p in parts().named(text)] == [
        ("shoulder", {"shoulder"}),
        ("knees", {"knee"}),
    ]
    assert [(s.side.value, set(s.parts)) for s in sides().named(text)] == [
        ("left", {"shoulder"}),
        ("bilateral", {"knee"}),
    ]


STRENGTHS_DIFFER = [
    ("Norco 10/325 mg #90 (Norco 5/325 mg)", ["5/325 mg"]),
    ("Tramadol 50 mg, #60, 100 mg tablets", ["100 mg"]),
    ("Vicodin 7.5/300 mg (hydrocodone-acetaminophen 5/300mg)", ["5/300mg"]),
    ("Naproxen 500 mg #60 (naproxen #30)", ["#30"]),
    ("Motrin 800 mg #90 was the original request. Motrin 600 mg #30 was authorized.", ["600 mg"]),
    ("Lidocaine 5% patch (Lidoderm 4%)", ["4%"]),
    ("Percocet 10/325 mg (oxycodone/acetaminophen 5/325 mg)", ["5/325 mg"]),
]
STRENGTHS_AGREE = [
    "Norco 10/325 mg #90 (hydrocodone 10 mg)",
    "Norco 10/325 mg #60 and naproxen 550 mg #90",
    "Gabapentin 300 mg then 600 mg at night",
    "Increase Cymbalta from 30 mg to 60 mg",
    "Motrin 800 mg #90 was the original request. Motrin 800 mg #30 was authorized.",
    "Flurbiprofen 20%, baclofen 5%, menthol 2% in cream base 240 g",
    "Ibuprofen 600 mg #90 with 2 refills, #270",
    "Zanaflex 4 mg #60, total 12 mg",
    "Diclofenac 3% 300 mg/g",
    "Tylenol #3, #60",
    "Physical therapy, 12 visits",
]


@pytest.mark.parametrize(("request_text", "places"), STRENGTHS_DIFFER)
def test_two_strengths_or_counts_of_one_drug(request_text: str, places: list[str]) -> None:
    assert [request_text[start:end] for start, end, _ in things().strengths_differ(request_text)] == places


@pytest.mark.parametrize("request_text", STRENGTHS_AGREE)
def test_strengths_that_belong_to_two_drugs_parts_or_a_change(request_text: str) -> None:
    assert things().strengths_differ(request_text) == []


WORDS = st.sampled_from(
    "the left right bilateral knee knees and , . of Norco tramadol naproxen opioids he she physician lower extremity "
    "spine lumbar C5-6 head hand dominant L R (L) 10 mg #60 -codone xprofen \u00ad \ufb01 \u0130 \u202e 5\u00bd _ __ "
    "neck's".split()
)


@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=25).map(" ".join)))
def test_a_text_supports_itself_and_places_are_in_it(text: str) -> None:
    assert things().wrong(text, [text], "", None) == []
    places = [(one.start, one.end) for one in things().wrong(text, ["The right hip."], "", Sex.MALE)]
    places += [(one.start, one.end) for one in sides().named(text)]
    places += [(one.start, one.end) for one in parts().named(text)]
    places += [(start, end) for start, end, _ in things().strengths_differ(text)]
    assert all(0 <= start < end <= len(text) for start, end in places)


@pytest.mark.parametrize(
    "piece", ["left knee ", "Norco 5 mg #3 ", "a 45 year old ", "he ", "5/", "xprofen", "he or she ", "left and "]
)
def test_time_grows_with_length_alone(piece: str) -> None:
    def compare(times: int) -> None:
        text = piece * times
        things().wrong(text, [f"The hip. {text[:-1]}"], "right hip", Sex.FEMALE)
        things().strengths_differ(text)

    compare(10)
    assert_linear(compare, 800)


def test_findings_stand_in_order_with_what_is_wrong_in_words() -> None:
    found = things().wrong("She takes Lyrica for the left hip.", ["The right knee hurts."], REQUEST, Sex.MALE)
    assert [w.code for w in found] == ["sex-differs", "drug-differs", "side-differs", "body-part-differs"]
    assert found[1] == Wrong("drug-differs", 10, 16, '"Lyrica" is named neither in the request nor in the sources')
