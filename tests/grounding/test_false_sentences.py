"""Sentences as a bad drafter would write them: each says a thing that its evidence does not hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.domain.determination import Determination
from tests.grounding.world import closing_codes, codes


@pytest.mark.parametrize(
    "amount",
    """12 visits|twelve visits|a dozen visits|twenty four visits|a hundred visits|one hundred and six visits|１２ visits
    ١٢ visits|⑫ visits|𝟏𝟐 visits|XII visits|Ⅻ visits|1\u200b2 visits|six\u00adteen visits|12visits|v12 visits
    4-6visits, 15x|4½ visits|six and a half visits|4.5 visits|4,600 visits|0 visits|5 visits|4 to 12 visits|2–6 visits
    4−16 visits
    4/6 visits|6,7 visits|4 or 7 visits|3x4 visits|twice a week|thrice|a couple of visits|half the visits|50% of visits
    6 visits a day|6 visits every 6 months|a third course|the 2nd course|six-hundred visits|6 surgeries|6 mg|$600|#12
    4 to 6 weeks|4-6 months|6 tablets|code 97124|grade III visits""".replace("\n    ", "|").split("|"),
)
def test_a_number_in_whatever_form_is_found(amount: str) -> None:
    assert "number-unsupported" in codes(f"Massage is limited to {amount}.", "G1.2")


@pytest.mark.parametrize(
    ("sentence", "to"),
    [
        ("Pain is 10/8.", "R1.3"),
        ("Pain is 10/10.", "R1.3"),
        ("Pain is 7 out of 10.", "R1.3"),
        ("Pain is eight out of twelve.", "R1.3"),
        ("Norco 10/300 mg was refilled.", "R1.4"),
        ("Norco 10/325 g was refilled.", "R1.4"),
        ("Norco 10/325 mg #9O was refilled.", "R1.4"),
        ("Norco 10/325 mg was refilled for 90 days.", "R1.4"),
        ("The MRI of L5-S1 shows a 3 mm protrusion.", "R1.5"),
        ("The MRI of L4-S1 shows a 3 mm protrusion.", "R1.5"),
        ("The MRI of l5-s1 shows a protrusion.", "R1.5"),
        ("The MRI of L4-L5 shows a 3 cm protrusion.", "R1.5"),
        ("Radicular pain runs from C6 through C7.", "R1.11"),
        ("The first injection gave 30% relief.", "R1.6"),
        ("The second injection gave 30% relief for two weeks.", "R1.6"),
        ("The second injection gave 30% relief for a week.", "R1.6"),
        ("Two injections gave 30% relief.", "R1.6"),
        ("The second injection gave two-thirds relief.", "R1.6"),
        ("She had twelve sessions twice.", "R1.2"),
        ("Massage was given twice a day for 6 weeks.", "R1.8"),
        ("Massage was given twice a week for 8 weeks.", "R1.8"),
        ("She takes sertraline 50 mg b.i.d.", "R1.10"),
        ("The dose should not exceed 120 mg of oral morphine a week.", "G4.1"),
        ("It is not for a grade I sprain.", "G5.2"),
        ("Frequency fades from 3 visits a month to 1 or less.", "G2.3"),
        ("Massage is limited to 4 to 12 visits.", "G1.2 R1.2"),
        ("A third of the sessions were cancelled.", "R1.12"),
        ("Massage, at most 6.", "G1.1"),
    ],
)
def test_a_number_of_another_kind_or_place_is_found(sentence: str, to: str) -> None:
    assert "number-unsupported" in codes(sentence, to)


@pytest.mark.parametrize(
    "day",
    "May 3, 2014|5/3/2014|5/2/2013|2014-05-03|2014/05/03|05.03.2014|3 May 2014|the 3rd of May, 2014|May third, 2014"
    "|February 30, 2014|May 2, '13|May 2015|April 2014|May 12|6/14|4/2014|Ｍay 3, 2014|05-02-13".split("|"),
)
def test_a_wrong_date_whole_or_in_part_is_found(day: str) -> None:
    found = codes(f"She had 12 sessions by {day}.", "R1.2")
    assert {"date-unsupported", "number-unsupported"} & set(found)


@pytest.mark.parametrize(
    "page",
    "page 58|p58|p 58|p. 58|pp. 58-60|pgs 58, 60|the 58th page|page fifty-eight|page no. 58|page #58|page-58|PAGE 58"
    "|pages 60 and 98|pages 60 to 62|pages 60/98|page ix|page 6".split("|"),
)
def test_a_wrong_page_in_whatever_form_is_found(page: str) -> None:
    assert "page-unsupported" in codes(f"Massage is limited as a rule on {page}.", "G1.2")


@pytest.mark.parametrize(
    ("place", "code"),
    [
        *((place, "section-unsupported") for place in (
            "the section on physical medicine", "the Physical Medicine section", "the physical medicine section",
            "the acupuncture section", "the section on acupuncture", "section Acupuncture", "section 9792.24.2",
            "§ 9792.24.2", "Table 6", "chapter twelve", "Ch. 12", "Figure 4", "Appendix 4", "Part IV",
            "Opioids, dosing", "the MTUS Chronic Pain Medical Treatment Guidelines 2009, section Acupuncture",
        )),
        *((edition, "edition-unsupported") for edition in (
            "the third edition", "the 3rd ed.", "the fourth edition", "the 2016 MTUS", "the 2016 guideline",
            "the MTUS of 2016", "the MTUS (2016)", "the MTUS as revised in 2016", "the 2013 update", "the MTUS '16",
        )),
        ("the MTUS (July 28, 2016)", "date-unsupported"),
        *((name, "guideline-unsupported") for name in (
            "the ODG", "the O.D.G.", "odg", "the OD\u200bG", "the Official Disability Guidelines", "the AMA Guides",
            "ACOEM", "the ACR", "a Cochrane review", "the NIH", "the American College of Physicians", "Medscape",
            "the Colorado Medical Treatment Guidelines", "the North American Spine Society", "Medicare",
            "the Occupational Medicine Practice Guidelines", "the European Guidelines",
        )),
        ("the ОDG", "text-disguised"),
    ],
)  # fmt: skip
def test_a_place_an_edition_or_a_guideline_that_is_not_pointed_at_is_found(place: str, code: str) -> None:
    assert code in codes(f"As a rule massage is limited by {place}.", "G1.2")


@pytest.mark.parametrize(
    "quoted",
    [
        "“X”",
        '"X"',
        "‘X’",
        "'X'",
        "«X»",
        "‹X›",
        "`X`",
        "``X''",
        "„X“",
        "「X」",
        "“X",
        "＂X＂",
        'said"X"so',
        "“he said ‘X’”",
    ],
)
@pytest.mark.parametrize("words", ["The worker is off work", "off of wor", "off of work, permanently", "is … work"])
def test_a_quotation_in_any_marks_that_is_not_word_for_word_is_found(quoted: str, words: str) -> None:
    found = codes(f"The report says the worker is off of work: {quoted.replace('X', words)}", "R1.1")
    assert {"quotation-absent", "quotation-unchecked"} & set(found)


def test_a_quotation_is_not_cut_within_a_word() -> None:
    assert "quotation-absent" in codes("She is “able to work full duty”.", "R1.7")
    assert codes("She is “unable to work full duty”.", "R1.7") == []


def test_each_sentence_inside_a_sentence_has_to_do_with_its_evidence() -> None:
    assert codes("Massage is limited to 6 visits. Sleep and mood got better.", "G1.2") == ["pointer-unrelated"]


@pytest.mark.parametrize("hidden", ["\u200b", "\u202e", "\u0338", "\ufeff", "о"])
def test_a_character_that_is_not_what_it_seems_is_found(hidden: str) -> None:
    assert "text-disguised" in codes(f"Massage is lim{hidden}ited to 6 visits.", "G1.2")


UPHELD, OVERTURNED = Determination.UPHELD, Determination.OVERTURNED


@pytest.mark.parametrize(
    ("sentence", "concludes"),
    [
        ("The requested massage is certified.", OVERTURNED),
        ("This request should be approved.", OVERTURNED),
        ("The denial should be overturned.", OVERTURNED),
        ("Medical necessity of massage has been established.", OVERTURNED),
        ("The request is, therefore, medically necessary.", OVERTURNED),
        ("The requested massage should be denied.", UPHELD),
        ("The treatment is non-certified.", UPHELD),
        ("Medical necessity is not established.", UPHELD),
        ("The request isn’t medically necessary.", UPHELD),
        ("The request is medically unnecessary.", UPHELD),
        ("The requested massage is medically necessary? No.", UPHELD),
        ("The worker is off of work. The denial stands.", UPHELD),
    ],
)
def test_a_contrary_conclusion_in_other_words_is_found(sentence: str, concludes: Determination) -> None:
    other = UPHELD if concludes is OVERTURNED else OVERTURNED
    assert "conclusion-differs" in codes(sentence, "G1.1 R1.1", other)
    assert "conclusion-differs" not in codes(sentence, "G1.1 R1.1", concludes)


@pytest.mark.parametrize(
    "about",
    ["12 visits on page 99", "12 visits", "massage at L5-S1", "massage dated May 3, 2014", "six weeks of massage",
     "eight visits under the 2016 MTUS", "a treatment that failed", "massage which the worker refused",
     "“cure-all” massage", "acupuncture", "surgery that the ODG rejects"],
)  # fmt: skip
def test_nothing_rides_in_a_closing_sentence(about: str) -> None:
    assert closing_codes(f"Therefore, the request for {about} is not medically necessary.") != []


@given(
    st.integers(0, 99_999), st.sampled_from(["{} visits", "{}-{} visits", "{}visits", "{}.5 visits", "{}/10", "L{}"])
)
def test_no_other_number_in_a_true_sentence_passes(value: int, form: str) -> None:
    if value not in (4, 6, 8):
        assert "number-unsupported" in codes(f"Massage is limited to {form.format(value, value)}.", "G1.2")
