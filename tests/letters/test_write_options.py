"""What a letter may have or leave out: cover, evidence, cautions; and a signed decision's letter, which has no mark."""

import re
from pathlib import Path

import pytest

from drafter.domain.determination import Determination
from drafter.domain.text import fold
from drafter.letters.view import Shown
from drafter.settings import settings
from tests.letters.decisions import decided_item, synthetic_decision
from tests.letters.drafts import draft_saying, synthetic_draft
from tests.letters.markup import text_of
from tests.letters.reading import read_text
from tests.letters.rendered import rendered

TEMPLATES = settings().templates
FORMS = ("txt", "html")


def plain(source, form: str, shown: Shown, templates: Path = TEMPLATES) -> str:
    letter = rendered(source, form, templates, shown)
    return fold(text_of(letter) if form == "html" else letter)


@pytest.mark.parametrize("form", FORMS)
def test_a_decisions_letter_has_the_forms_parts_and_no_mark(form: str) -> None:
    letter = plain(synthetic_decision(), form, Shown())
    parts = [
        "Case Number: CM99-0000001",
        "Application Received: 11/03/2014",
        "HOW THE IMR FINAL DETERMINATION WAS MADE",
        "State(s) of Licensure: California, Nevada",
        "CLINICAL CASE SUMMARY",
        "IMR ISSUES, DECISIONS AND RATIONALES",
        "left upper extremity: Overturned Claims Administrator guideline: Decision based on",
        "MAXIMUS guideline: Decision based on",
        "with 2 refills: Upheld",
    ]
    places = [letter.find(part) for part in parts]
    assert -1 not in places, parts[places.index(-1)]
    assert places == sorted(places)
    for absent in ("DRAFT", "proposed", "Item 1", "OUTCOME", "DOCUMENTS REVIEWED", "FOR THE REVIEWER"):
        assert absent not in letter


@pytest.mark.parametrize("form", FORMS)
def test_the_evidence_goes_and_the_draft_mark_and_findings_stay(form: str) -> None:
    whole, without = (plain(synthetic_draft(), form, Shown(evidence=evidence)) for evidence in (True, False))
    assert re.search(r"\[G\d\.\d", whole)
    assert not re.search(r"\[[GR]\d\.\d", without)
    assert "Judged on" not in without
    assert "The evidence is left out of this copy" in without
    assert without.count("DRAFT") == whole.count("DRAFT")
    assert set(re.findall(r"\bF\d\b", without)) == set(re.findall(r"\bF\d\b", whole)) != set()


@pytest.mark.parametrize("form", FORMS)
def test_the_cover_has_outcome_items_and_next_steps_and_is_asked_for(form: str) -> None:
    heading = "INDEPENDENT MEDICAL REVIEW: OUTCOME"
    assert heading not in plain(synthetic_draft(), form, Shown())
    draft = plain(synthetic_draft(), form, Shown(cover=True))
    cover = draft[draft.index(heading) : draft.index("Date Assigned")]
    assert "Outcome: Open until the reviewer has decided every item" in cover
    assert "Massage therapy, 8 visits for the neck: Upheld (proposed)" in cover
    assert "4610.6" in cover
    signed = plain(synthetic_decision(), form, Shown(cover=True))
    assert "Outcome: Partially Overturned" in signed
    assert "(proposed)" not in signed


@pytest.mark.parametrize("form", FORMS)
def test_tapering_is_cautioned_under_an_upheld_opioid_alone(form: str) -> None:
    caution = "Stopping an opioid suddenly"
    upheld = draft_saying("Norco 10/325 mg, #60", "Synthetic case.", "The request is not medically necessary.")
    assert plain(upheld, form, Shown()).count(caution) == 1
    item = upheld.items[0]
    assert item.draft is not None
    proposal = item.draft.model_copy(update={"determination": Determination.OVERTURNED})
    overturned = upheld.model_copy(update={"items": (item.model_copy(update={"draft": proposal}), *upheld.items[1:])})
    assert caution not in plain(overturned, form, Shown())
    screen = draft_saying("Urine drug screen for hydrocodone", "Synthetic case.", "The request is not needed.")
    assert caution not in plain(screen, form, Shown())
    other = draft_saying("Naproxen 550 mg, #60", "Synthetic case.", "The request is not medically necessary.")
    assert caution not in plain(other, form, Shown())


def test_a_decision_is_written_without_cautions_of_ours() -> None:
    decision = synthetic_decision(items=(decided_item("Norco #60", Determination.UPHELD, "Synthetic case. No."),))
    assert "Stopping an opioid" not in plain(decision, "txt", Shown())


def test_a_decisions_text_reads_back_as_the_same_decision() -> None:
    again = read_text(rendered(synthetic_decision(), "txt", TEMPLATES)).decision
    decision = synthetic_decision()
    assert (again.case_number, again.date_of_injury, again.priority) == (
        decision.case_number,
        decision.date_of_injury,
        decision.priority,
    )
    for one, other in zip(again.items, decision.items, strict=True):
        assert (one.request, one.determination, one.rationale) == (other.request, other.determination, other.rationale)
        assert one.claims_administrator_guideline == other.claims_administrator_guideline
        assert one.reviewer_guideline == other.reviewer_guideline
    assert again.clinical_summary == decision.clinical_summary


def test_a_drafts_text_is_refused_as_a_decision() -> None:
    with pytest.raises(ValueError, match="marked DRAFT"):
        read_text(rendered(synthetic_draft(), "txt", TEMPLATES))


def test_a_draft_that_was_finished_by_hand_reads_back_without_its_other_parts() -> None:
    """What a reviewer leaves in place after the items, outcome and documents, is no part of the last rationale."""
    text = rendered(synthetic_decision(), "txt", TEMPLATES)
    finished = text + "\n     OUTCOME\n\nOutcome: Upheld\n\n     DOCUMENTS REVIEWED\n\n  R1  clinical summary\n"
    assert read_text(finished).decision == read_text(text).decision


@pytest.mark.parametrize("form", FORMS)
def test_what_a_letter_cannot_show_is_named_in_it(form: str) -> None:
    draft = draft_saying("Brace", "Synthetic \u202ecase.", "It is\x07 not\u202e needed.")
    letter = plain(draft, form, Shown())
    assert re.search(r"U\+202E RIGHT-TO-LEFT OVERRIDE: left out, [1-9] in all", letter)
    assert re.search(r"U\+0007 control or unassigned character: left out, [1-9] in all", letter)
