"""A drafted clinical summary is checked against the records alone; every sentence here is invented."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st

from drafter.cases.example import copy_example
from drafter.cases.load import load_case
from drafter.domain.case import Dates, RecordType
from drafter.domain.draft import DraftedSummary, DraftSentence, Pointer, SentenceState
from drafter.domain.evidence import RecordEvidence
from drafter.domain.lexicon import Lexicon
from drafter.grounding.lints.drafted import lint_draft
from drafter.grounding.summary import examine_summary
from drafter.grounding.summary_judges import judged_in
from drafter.grounding.things import Things, things_of
from drafter.guidelines.corpus import Corpus
from tests.builders import pointers, record
from tests.grounding.summarised import without_summary
from tests.letters.drafts import synthetic_draft

INJURED = date(2013, 6, 8)
"""In the header, and in no record."""
SOUND = (
    ("Chronic neck pain with muscle spasm and low back pain with pain in the left leg are described.", "R3.30 R3.31"),
    (
        "The diagnoses are cervical sprain with chronic neck pain and lumbar disc disease with left leg symptoms.",
        "R2.5",
    ),
    ("Twelve visits of physical therapy were completed by June 13, 2014, and three were missed.", "R4.13 R4.14"),
    ("Sitting tolerance was unchanged at twenty minutes, and the goals of therapy were not met.", "R4.16 R4.18"),
    ("On July 16, 2014, an epidural steroid injection was given at L5-S1 on the left.", "R5.3 R5.4"),
    ("The leg pain was less for about four days and back in full by the second week.", "R5.11"),
    ("On October 23, 2014, neck pain was rated 6 of 10 and low back pain 7 of 10.", "R3.3 R3.6"),
    ("Seven months of counselling and sertraline, raised to 100 mg a day, brought no relief.", "R3.13"),
    ("The employee has been seen by no psychiatrist or psychologist.", "R3.15"),
    ("Strength, sensation and reflexes of the arms were normal.", "R3.24"),
    (
        "An MRI of August 5, 2013, is described as showing a disc protrusion at L5-S1; no images were at hand.",
        "R5.5 R5.6",
    ),
    ("The physician asked for eight visits of massage for the neck.", "R3.35"),
    ("Utilization review held that the benefit of the injection of July 2014 was too brief.", "R1.12"),
)
FALSE = (
    ("pointer-unknown", "The goals of therapy were not met.", "G1.1"),
    ("pointer-unknown", "The goals of therapy were not met.", "R4.99"),
    ("pointer-missing", "The goals of therapy were not met.", ""),
    ("pointer-missing", "All records were reviewed.", ""),
    ("pointer-missing", "Therefore, the request is not medically necessary.", ""),
    ("number-unsupported", "Sixteen visits of physical therapy were completed.", "R4.14"),
    ("number-unsupported", "The injection was given at L4-L5 on the left.", "R5.4"),
    ("date-unsupported", "On July 19, 2014, an epidural steroid injection was given.", "R5.3 R5.4"),
    ("side-differs", "The right ankle reflex was diminished.", "R3.26"),
    ("body-part-differs", "Chronic knee pain goes with muscle spasm.", "R3.30"),
    ("drug-differs", "Oxycodone 10/325 mg is taken three times a day.", "R3.17"),
    ("polarity-differs", "The goals of therapy were met.", "R4.18"),
    ("quotation-absent", "The employee feels “much looser for many hours” after each visit.", "R4.11"),
    ("page-unsupported", "On page 9 the left ankle reflex is diminished.", "R3.26"),
    ("guideline-unsupported", "The Official Disability Guidelines ask for a neck rotation of 50 degrees.", "R3.22"),
    ("absence-contradicted", "There is no documentation of a home exercise program.", "R4.18"),
    ("document-unlisted", "The agreed medical evaluator's report tells of chronic neck pain.", "R3.30"),
    ("summary-judges", "The massage asked for is not medically necessary.", "R3.35"),
    ("summary-judges", "The low back pain is not industrially related.", "R3.31"),
    ("text-disguised", "Neck rotation is 5\u200b0 degrees to each side.", "R3.22"),
    ("sentence-too-long", "Neck pain with muscle spasm. " * 80, "R3.30"),
)  # fmt: skip
TOLD = (
    "Utilization review found the massage not medically necessary.",
    "Utilization review denied the massage, and held that it was not medically necessary.",
    "The requests were denied by utilization review on October 28, 2014, as not medically necessary.",
    "According to Dr. Example, surgery is medically necessary.",
    "The agreed medical evaluator apportioned 20 percent of the disability to arthritis.",
    "The claims administrator disputes liability for the knee.",
    "The employee hurt the neck at work while lifting crates.",
    "Massage of the neck, 8 visits, was requested.",
)
JUDGED = (
    ("The physician noted improvement, so massage is medically necessary.", "so massage is medically necessary."),
    ("Pain was 5 of 10. The requested surgery should be approved.", "The requested surgery should be approved."),
    ("The pain is due to arthritis and not to the injury.", "The pain is due to arthritis and not to the injury."),
    ("A fall was reported; causation is clear.", "causation is clear."),
)  # fmt: skip


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> tuple[RecordEvidence, ...]:
    """The documents of the example case, numbered as where it has no summary of its own."""
    case = copy_example(tmp_path_factory.mktemp("case") / "example")
    return load_case(without_summary(case)).records


@pytest.fixture(scope="module")
def things(corpus: Corpus) -> Things:
    return things_of(corpus.lexicon)


def examined(
    records: tuple[RecordEvidence, ...],
    things: Things,
    *sentences: tuple[str, str],
    missing: frozenset[str] = frozenset(),
) -> DraftedSummary:
    drafted = [DraftSentence(text=text, pointers=pointers(to)) for text, to in sentences]
    return examine_summary(drafted, records, Dates(injury=INJURED), things, missing)


def test_a_sound_summary_has_no_finding_and_is_left_to_judge(
    records: tuple[RecordEvidence, ...], things: Things
) -> None:
    summary = examined(records, things, *SOUND)
    assert summary.findings == ()
    assert summary.states == (SentenceState.UNJUDGED,) * len(SOUND)


@pytest.mark.parametrize(("code", "text", "to"), FALSE, ids=range(len(FALSE)))
def test_a_false_sentence_is_found_and_flagged(
    code: str, text: str, to: str, records: tuple[RecordEvidence, ...], things: Things
) -> None:
    summary = examined(records, things, SOUND[0], (text, to))
    assert code in [found.code for found in summary.findings]
    assert {(found.item, found.sentence) for found in summary.findings} == {(None, 2)}
    assert summary.states == (SentenceState.UNJUDGED, SentenceState.FLAGGED)


def test_the_other_sex_is_found(things: Things) -> None:
    told = (record("R1", "A 40-year-old woman returns.", "She has neck pain."),)
    assert [found.code for found in examined(told, things, ("He has neck pain.", "R1.2")).findings] == ["sex-differs"]
    assert examined(told, things, ("She has neck pain, it is noted.", "R1.2")).findings == ()


def test_what_a_search_finds_against_an_absence_is_named_beside_it(
    records: tuple[RecordEvidence, ...], things: Things
) -> None:
    summary = examined(records, things, SOUND[0], ("No home exercise program is documented.", "R4.18"))
    against = next(each for each in summary.findings if each.code == "absence-contradicted")
    assert set(pointers("R4.8 R4.12")) & set(against.beside)
    assert [receipt.sentence for receipt in summary.absences] == [2]
    assert set(against.beside) <= set(summary.absences[0].contradicted_by)


@pytest.mark.parametrize(
    "text",
    [
        "Sitting tolerance is unchanged at twenty minutes.",
        "In the treatment notes of June 13, 2014: “Sitting tolerance is unchanged at twenty minutes.”",
    ],
    ids=["bare", "placed"],
)
def test_what_repeats_a_record_sentence_is_copied(
    text: str, records: tuple[RecordEvidence, ...], things: Things
) -> None:
    assert examined(records, things, (text, "R4.16")).states == (SentenceState.COPIED,)
    assert examined(records, things, (text, "R4.15")).states != (SentenceState.COPIED,)


def test_a_judgement_copied_bare_is_one_and_a_quoted_one_is_told(things: Things) -> None:
    said = "The surgery is medically necessary."
    told = (record("R1", said, type=RecordType.CONSULTATION, day=None),)
    assert examined(told, things, (said, "R1.1")).states == (SentenceState.FLAGGED,)
    assert examined(told, things, (f"In the consultation report: “{said}”", "R1.1")).states == (SentenceState.COPIED,)


def test_what_points_at_a_record_that_is_gone_cannot_be_checked(
    records: tuple[RecordEvidence, ...], things: Things
) -> None:
    kept = tuple(each for each in records if each.source != "R4")
    summary = examined(kept, things, SOUND[0], SOUND[3], missing=frozenset({"R4"}))
    assert [(found.code, found.sentence) for found in summary.findings] == [("source-missing", 2)]


@pytest.mark.parametrize("text", TOLD, ids=range(len(TOLD)))
def test_what_somebody_else_holds_is_told_and_not_judged(text: str) -> None:
    assert judged_in(text) is None


@pytest.mark.parametrize(("text", "clause"), JUDGED, ids=range(len(JUDGED)))
def test_a_judgement_is_found_in_its_place(text: str, clause: str) -> None:
    judged = judged_in(text)
    assert judged is not None
    assert text[slice(*judged[:2])] == clause


def test_a_drafted_summary_is_linted_where_the_case_has_none() -> None:
    """The header of the synthetic draft dates the injury June 10, 2013."""
    told = DraftedSummary(sentences=(DraftSentence(text="The employee was injured on June 18, 2013."),), states=())
    bare = synthetic_draft(clinical_summary=None, items=(), findings=())
    differing = bare.model_copy(update={"summary": told})
    own = differing.model_copy(update={"clinical_summary": "The employee was injured on June 10, 2013."})
    found = [[each.code for each in lint_draft(draft, things_of(Lexicon()))] for draft in (bare, differing, own)]
    assert found == [[], ["dates-differ"], []]


_POINTERS = st.builds(Pointer, source=st.sampled_from(["R1", "R2", "R9", "G1"]), sentence=st.integers(1, 4))
_WORDS = st.one_of(st.text(max_size=80), st.sampled_from([text for _, text, _ in FALSE] + [text for text, _ in JUDGED]))


@tries(deadline=None, max_examples=60)
@given(st.lists(st.builds(DraftSentence, text=_WORDS, pointers=st.lists(_POINTERS, max_size=3).map(tuple)), max_size=4))
def test_every_sentence_has_a_state_and_every_finding_a_place_in_it(sentences: list[DraftSentence]) -> None:
    told = (record("R1", "Neck pain for 3 years.", "No weakness."), record("R2", "Massage is asked for."))
    summary = examine_summary(sentences, told, Dates(), things_of(Lexicon()))
    assert len(summary.states) == len(summary.sentences) == len(sentences)
    for found in summary.findings:
        assert found.item is None
        assert found.sentence is not None
        start, end = found.span or (0, 0)
        assert 0 <= start <= end <= len(sentences[found.sentence - 1].text)
    flagged = {number for number, state in enumerate(summary.states, 1) if state is SentenceState.FLAGGED}
    assert flagged == {found.sentence for found in summary.findings}


def test_a_date_of_the_header_may_be_named_and_another_may_not(
    records: tuple[RecordEvidence, ...], things: Things
) -> None:
    told = examined(records, things, ("The injury at work was on June 8, 2013.", "R3.30"))
    assert "date-unsupported" not in {found.code for found in told.findings}
    other = examined(records, things, ("The injury at work was on June 9, 2013.", "R3.30"))
    assert "date-unsupported" in {found.code for found in other.findings}
