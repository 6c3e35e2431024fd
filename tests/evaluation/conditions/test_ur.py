from datetime import date

import pytest

from drafter.domain.case import RecordType
from drafter.evaluation.conditions.documents import documents
from drafter.evaluation.conditions.ur import CERTIFIED, flipped, without_outcome
from drafter.evaluation.conditions.ur_sentences import tells, units
from tests.timing import assert_linear

from .invented import case, record, summary

BEFORE, AFTER = "He has neck pain of 6/10.", "He works modified duty."


@pytest.mark.parametrize(
    ("sentence", "turned"),
    [
        ("On May 2, 2014, utilization review non-certified the requested brace.", "certified the requested brace."),
        ("The UR of 5-2-14 denied the brace due to a lack of findings.", "The UR of 5-2-14 approved the brace."),
        ("The claims administrator failed to approve the brace asked for.", "administrator approved the brace"),
        ("Utilization review modified the request.", "Utilization review approved in full the request."),
        ("Utilization review modified the request for 12 visits to 6 visits.", CERTIFIED),
        ("The request for a brace was denied as no instability was shown.", "The request for a brace was approved."),
        ("The brace was denied by utilization review.", "The brace was approved by utilization review."),
        ("Six visits were authorized by the claims administrator.", CERTIFIED),
        ("The rationale for denial indicated that the file lacked a diary.", "certified|" + CERTIFIED),
        ("A request was made for an orchid bath that was noncertified by utilization review.", "that was certified by"),
        ("Request 2: Denied by utilization review.", "Request 2: Approved by utilization review."),
        ("The prior determination found the brace to be not medically necessary.", "to be medically necessary."),
    ],
)
def test_what_utilization_review_decided_is_taken_out_or_turned(sentence: str, turned: str) -> None:
    loaded = case(f"{BEFORE} {sentence} {AFTER}")
    kept = summary(without_outcome(loaded)) or ""
    assert kept.startswith(BEFORE)
    assert kept.endswith(AFTER)
    assert not any(unit.of_ur for unit in units(kept))
    other = summary(flipped(loaded)) or ""
    assert any(part in other for part in turned.split("|"))
    assert not any(word in other.lower() for word in ("denied", "non-cert", "noncert", "failed", "lack", "not med"))


@pytest.mark.parametrize(
    "sentence",
    [
        "The patient denied numbness of the hands.",
        "Numbness and weakness of the arms were denied.",
        "She is working modified duty.",
        "His work status was modified on May 2, 2014.",
        "Treatment included activity modification and therapy.",
        "The dose of the medication was modified by the physician.",
        "The report read by utilization review came from a clinic.",
        "A board-certified surgeon examined the knee.",
        "According to the UR physician, the surgeon wrote that heartburn had improved.",
    ],
)
def test_clinical_facts_are_no_outcome(sentence: str) -> None:
    assert not tells(sentence)
    loaded = case(f"{BEFORE} {sentence} {AFTER}")
    assert without_outcome(loaded) is loaded
    assert flipped(loaded) is None


def test_the_clinical_clause_before_a_ruling_stays() -> None:
    loaded = case(f"{BEFORE} He wears a splint at night, and utilization review denied a brace. {AFTER}")
    assert summary(without_outcome(loaded)) == f"{BEFORE} He wears a splint at night. {AFTER}"


def test_reasons_after_a_ruling_go_with_it_and_facts_stay() -> None:
    ruling = "Utilization review denied the brace. There was no documentation of giving way. Guidelines ask for it."
    loaded = case(f"{BEFORE} {ruling} There was no atrophy. {AFTER}")
    assert summary(without_outcome(loaded)) == f"{BEFORE} There was no atrophy. {AFTER}"
    assert summary(flipped(loaded)) == (
        f"{BEFORE} Utilization review approved the brace. There was no atrophy. {AFTER}"
    )


def test_sentences_that_no_space_parts_are_told_apart() -> None:
    loaded = case("The request is for a scan (right elbow).The UR dated 5-2-14 denied it. He limps.")
    assert summary(without_outcome(loaded)) == "The request is for a scan (right elbow). He limps."


def test_the_date_of_the_denial_goes_into_the_header_where_it_is_not_there() -> None:
    said = f"{BEFORE} In a utilization review dated May 2, 2014, the brace was denied."
    assert without_outcome(case(said)).case.dates.ur_denial == date(2014, 5, 2)
    header = date(2014, 5, 1)
    assert without_outcome(case(said, ur_denial=header)).case.dates.ur_denial == header


def test_the_determination_is_left_out_and_the_others_count_on() -> None:
    loaded = case(
        f"{BEFORE} Utilization review denied it.",
        record("ur", RecordType.UR_DETERMINATION, "The request is denied. No exception was shown."),
        record("lost", RecordType.IMAGING, None),
        record("note", RecordType.PROGRESS_REPORT, "Pain is 6/10. The massage was denied by utilization review."),
    )
    left = without_outcome(loaded)
    assert [(r.source, r.id) for r in left.records] == [("R1", "clinical-summary"), ("R2", "lost"), ("R3", "note")]
    assert [r.id for r in left.case.records] == ["lost", "note"]
    assert left.case.records[1].text == "Pain is 6/10."
    assert left.case.items == loaded.case.items
    assert left.sha256 != loaded.sha256


def test_a_flipped_determination_certifies_every_item() -> None:
    loaded = case(
        None,
        record("ur", RecordType.UR_DETERMINATION, "Massage is modified to 4 visits. The guideline limits it."),
        requests=("Massage therapy, 6 visits", "Brace"),
    )
    turned = flipped(loaded)
    assert turned
    (text,) = (document.text for document in documents(turned))
    assert "necessary: Massage therapy, 6 visits." in text
    assert "necessary: Brace." in text
    assert "modified" not in text


def test_a_summary_of_nothing_but_the_outcome_is_left_out() -> None:
    left = without_outcome(case("Utilization review denied it.", record("n", RecordType.PROGRESS_REPORT, "Pain.")))
    assert left.case.clinical_summary is None
    assert [(r.source, r.id) for r in left.records] == [("R1", "n")]


@pytest.mark.parametrize("part", ["UR ", "denied ", "the request was ", "and UR denied it; ", "A.A ", "additionally, "])
def test_time_grows_no_faster_than_the_text(part: str) -> None:
    def change(times: int) -> None:
        loaded = case(part * times)
        without_outcome(loaded)
        flipped(loaded)

    assert_linear(change, 500)
