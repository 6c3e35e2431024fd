from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.domain.case import Dates, ItemStatus
from drafter.domain.determination import Determination
from drafter.domain.draft import CriterionCheck, CriterionStatus, Finding, ItemDraft, Pointer, Search, Severity
from drafter.domain.evidence import Evidence
from drafter.domain.set_sentences import NO_CRITERION, Parent
from drafter.grounding.check import check_item, cited
from drafter.grounding.sources import Frame
from tests.builders import evidence, guideline, item, item_draft, not_documented, passage, record

EVIDENCE = evidence(
    [
        passage(),
        passage(section="Physical Medicine", statements=["Passive modalities are for sparing use."], page=98),
        passage(section="Referral", statements=["Refer after three months."], page=388, edition="2004", chapter="15",
                cited_as="MTUS ACOEM Stress Related Conditions", id="mtus-acoem-stress-2004"),
    ],
    [record("R1", "The worker is off of work.", "She had 12 sessions by May 2, 2014.", "Pain is 8/10.")],
)  # fmt: skip
FRAME = Frame(item=item("Massage therapy, 8 visits, C5-6"), dates=Dates(injury=date(2013, 6, 10)), case_number="S-1")


def check(draft: ItemDraft, of: Evidence = EVIDENCE, frame: Frame = FRAME, **more: object) -> tuple[Finding, ...]:
    return check_item(1, draft, of, frame, **more)  # type: ignore[arg-type]


def codes(*sentences: tuple[str, str]) -> list[str]:
    return [finding.code for finding in check(item_draft(*sentences))]


@pytest.mark.parametrize(
    "sentence",
    [
        ("As a rule massage is limited to four to six visits.", "G1.2"),
        ("Page 60 of the MTUS Chronic Pain guideline limits massage to 6 sessions.", "G1.2"),
        ("The 2009 edition, section Massage therapy, limits it to 4-6 visits.", "G1.2"),
        ("The request is for eight visits at C5-C6, more than 6 visits.", "G1.2"),
        ("She was seen on 5/2/2014 and had twelve sessions.", "R1.2"),
        ("The progress report of October 9, 2014 gives pain as 8/10.", "R1.3"),
        ("The injury was on June 10, 2013, and the worker is off work.", "R1.1"),
        ("Chapter 15 of ACOEM advises to refer after 3 months.", "G3.1"),
        ("The report says “The worker is off of work.”", "R1.1"),
    ],
)
def test_what_the_evidence_the_request_or_the_header_holds_is_no_finding(sentence: tuple[str, str]) -> None:
    assert codes(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        (("Massage helps.", ""), "pointer-missing"),
        (("Massage helps.", "G9.1"), "pointer-unknown"),
        (("Massage helps.", "G1.9"), "pointer-unknown"),
        (("Massage helps.", "R7.1"), "pointer-unknown"),
        (("Sleep and mood got better.", "G1.2"), "pointer-unrelated"),
        (("Massage is limited to 10 visits.", "G1.2"), "number-unsupported"),
        (("Massage is limited to 6 weeks.", "G1.2"), "number-unsupported"),
        (("Massage is limited to seven visits.", "G1.2"), "number-unsupported"),
        (("She had massage 3x5.", "R1.2"), "number-unsupported"),
        (("Pain is 9/10.", "R1.3"), "number-unsupported"),
        (("Massage at L5-S1 goes beside exercise.", "G1.1"), "number-unsupported"),
        (("She was seen on May 3, 2014.", "R1.2"), "date-unsupported"),
        (("Massage goes beside exercise (page 58).", "G1.1"), "page-unsupported"),
        (("Pages 60 and 98: massage goes beside exercise.", "G1.1"), "page-unsupported"),
        (("Section Physical Medicine says that massage goes beside exercise.", "G1.1"), "section-unsupported"),
        (("As in Physical Medicine, massage goes beside exercise.", "G1.1"), "section-unsupported"),
        (("The 2016 edition wants massage beside exercise.", "G1.1"), "edition-unsupported"),
        (("The ODG wants massage beside exercise.", "G1.1"), "guideline-unsupported"),
        (("ACOEM wants massage beside exercise.", "G1.1"), "guideline-unsupported"),
        (("The report says “The worker is off work.”", "R1.1"), "quotation-absent"),
        (("There is no documentation of work status.", "R1.1"), "absence-unchecked"),
    ],
)
def test_what_nothing_holds_is_a_finding_in_its_place(sentence: tuple[str, str], code: str) -> None:
    found = check(item_draft(sentence))
    assert code in [finding.code for finding in found]
    for finding in found:
        assert (finding.item, finding.sentence) == (1, 1)
        if finding.span:
            start, end = finding.span
            assert 0 <= start < end <= len(sentence[0])


def test_a_number_must_be_in_what_this_sentence_points_at_and_not_elsewhere() -> None:
    assert codes(("Massage is limited to 6 visits.", "G1.1")) == ["number-unsupported"]


def test_the_page_is_the_statements_own() -> None:
    assert codes(("Passive modalities are for sparing use, page 60.", "G2.1")) == ["page-unsupported"]


@pytest.mark.parametrize("closing", ["", "Massage may go on.", "Therefore, the request is sound."])
def test_a_rationale_ends_in_a_closing_sentence(closing: str) -> None:
    assert "conclusion-missing" in [f.code for f in check(item_draft(closing=closing))]


@pytest.mark.parametrize("determination", [Determination.OVERTURNED, Determination.INSUFFICIENT])
def test_the_closing_sentence_agrees_with_the_determination(determination: Determination) -> None:
    assert [f.code for f in check(item_draft(determination=determination))] == ["conclusion-differs"]


def test_a_contrary_conclusion_on_the_way_is_found_too() -> None:
    found = check(item_draft(("Therefore, the request is medically necessary.", "")))
    assert [(f.code, f.sentence) for f in found] == [("conclusion-differs", 1)]


def test_a_search_is_repeated_and_a_hit_contradicts_the_absence() -> None:
    quiet = not_documented("home exercise", Search(sources=("R1",), words=("exercise*",)))
    loud = not_documented("work status", Search(sources=("R1",), words=("off of work",)))
    blind = not_documented("anything", None)
    found = check(item_draft(criteria=[quiet, loud, blind]))
    assert [f.code for f in found] == ["absence-contradicted", "absence-unchecked"]
    assert "R1.1" in found[0].message


def test_a_receipt_that_names_too_little_does_not_hide_what_the_record_holds() -> None:
    elsewhere = not_documented("work status", Search(sources=("R2",), words=("off of work",)))
    wordless = not_documented("work status", Search(sources=("R1",), words=()))
    found = check(item_draft(criteria=[elsewhere, wordless]))
    assert [f.code for f in found] == ["absence-contradicted", "absence-unchecked"]


def test_the_sentence_that_names_the_parents_outcome_stands_only_while_it_is_true() -> None:
    frame = Frame(item=item("Assistant surgeon", depends_on=2), dates=Dates(), case_number="S-1")
    parent = Parent(2, ItemStatus.OPEN, Determination.UPHELD)
    draft = item_draft((parent.sentence, ""))
    assert [f.code for f in check(draft, frame=frame, parent=parent)] == ["parent-alone"]
    overturned = Parent(2, ItemStatus.OPEN, Determination.OVERTURNED)
    assert "pointer-missing" in [f.code for f in check(draft, frame=frame, parent=overturned)]
    assert "pointer-missing" in [f.code for f in check(draft, frame=FRAME)]


def test_that_no_criterion_was_found_stands_only_while_none_is_there() -> None:
    said = (NO_CRITERION, "")
    assert check(item_draft(said)) == ()
    criterion = not_documented("home exercise", Search(sources=("R1",), words=("exercise*",)))
    assert "pointer-missing" in [f.code for f in check(item_draft(said, criteria=[criterion]))]


def test_evidence_near_a_boundary_is_warned_of_where_it_is_used() -> None:
    near = Evidence(guidelines=(guideline("G1", passage(), near_boundary=True),), records=())
    used = check(item_draft(("Massage should go beside exercise.", "G1.1")), near)
    assert [(f.code, f.severity) for f in used] == [("near-boundary", Severity.WARNING)]
    assert check(item_draft(), near) == ()


def test_what_points_at_a_lost_source_cannot_be_checked() -> None:
    lost = Evidence(guidelines=(), records=())
    draft = item_draft(("Massage is limited to 6 visits.", "G1.2"))
    assert [f.code for f in check(draft, lost, missing=frozenset({"G1"}))] == ["source-missing"]


def test_citations_hold_the_pages_of_what_is_pointed_at_in_order_of_tier() -> None:
    draft = item_draft(("Massage.", "G2.1 G1.2"), ("Refer.", "G3.1"), ("Again.", "G1.1 G9.9"))
    assert [str(citation) for citation in cited(draft, EVIDENCE)] == [
        "Decision based on MTUS Chronic Pain Medical Treatment Guidelines 2009, "
        "Section(s): Physical Medicine, Massage therapy, Page(s): 60, 98.",
        "Decision based on MTUS ACOEM Stress Related Conditions 2004, Section(s): Referral, Page(s): 388.",
    ]


@given(st.text(max_size=300), st.lists(st.sampled_from(["G1.1", "G1.2", "G3.1", "R1.2", "G9.1"]), max_size=3))
def test_any_sentence_is_checked_and_every_span_lies_in_it(text: str, to: list[str]) -> None:
    for finding in check(item_draft((text, " ".join(to)))):
        if finding.span:
            assert 0 <= finding.span[0] < finding.span[1] <= len(text)


@given(st.integers(13, 99_999))
def test_an_invented_number_never_passes(value: int) -> None:
    if value not in (60, 2009, 2014, 2013):
        assert "number-unsupported" in codes((f"Massage is limited to {value} visits as a rule.", "G1.2 R1.2"))


def test_a_criterion_that_only_the_record_can_show_points_there() -> None:
    bare = CriterionCheck(label="exercise", criterion=Pointer(source="G1", sentence=1), status=CriterionStatus.NOT_MET)
    counted = bare.model_copy(update={"label": "4 to 6 visits", "criterion": Pointer(source="G1", sentence=2)})
    assert [f.code for f in check(item_draft(criteria=[bare]))] == ["criterion-unshown"]
    assert check(item_draft(criteria=[counted])) == ()


def test_a_proposal_agrees_with_the_criteria_beside_it() -> None:
    failed = CriterionCheck(
        label="exercise",
        criterion=Pointer(source="G1", sentence=1),
        status=CriterionStatus.NOT_MET,
        pointers=(Pointer(source="R1", sentence=1),),
    )
    met = failed.model_copy(update={"status": CriterionStatus.MET})
    upheld = item_draft(criteria=[failed])
    overturned = item_draft(
        closing="Therefore, the request is medically necessary.",
        determination=Determination.OVERTURNED,
        criteria=[met],
    )
    assert check(upheld) == check(overturned) == ()
    for wrong in (
        upheld.model_copy(update={"criteria": (met,)}),
        overturned.model_copy(update={"criteria": (met, failed)}),
    ):
        assert [f.code for f in check(wrong)] == ["criteria-differ"]
