"""A letter for others to read names none of the parties, and keeps everything that is not about them."""

from drafter.domain.case import Parties
from drafter.letters.publish import published
from drafter.letters.texts import texts
from tests.letters.decisions import synthetic_decision
from tests.letters.drafts import draft_saying, synthetic_draft

PARTIES = Parties(
    employee="Rosa Quillfeather",
    employer="Brindlewick Foundry",
    claims_administrator="Oakhurst Claims",
    requesting_physician="Dr. Page",
    others=("Pemberton Imaging",),
)


def test_no_party_is_named_anywhere_in_a_draft() -> None:
    draft = draft_saying(
        "MRI asked for by Dr. Page",
        "Synthetic case. Ms. Quillfeather fell at Brindlewick.\n\nPemberton Imaging took an x-ray.",
        "Rosa Quillfeather has had no care since.",
    )
    words = " ".join(texts(published(draft, PARTIES)))
    for name in ("Quillfeather", "Rosa", "Brindlewick", "Pemberton", "Dr. Page"):
        assert name not in words
    assert "the employee" in words
    assert "the employer" in words


def test_guidelines_citations_and_provenance_stay_as_they_are() -> None:
    draft = synthetic_draft()
    again = published(draft, Parties(requesting_physician="Ann Page", employer="Neck Foundry"))
    assert [item.guidelines for item in again.items] == [item.guidelines for item in draft.items]
    assert [item.citations for item in again.items] == [item.citations for item in draft.items]
    assert (again.case, again.drafted_by) == (draft.case, draft.drafted_by)


def test_paragraphs_of_the_summary_stay_apart() -> None:
    decision = synthetic_decision(clinical_summary="Ms. Quillfeather fell.\n\nShe rested.")
    assert published(decision, PARTIES).clinical_summary == "the employee fell.\n\nShe rested."


def test_a_case_without_parties_changes_nothing() -> None:
    assert published(synthetic_decision(), Parties()) == synthetic_decision()
