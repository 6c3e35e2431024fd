"""Drafts that rest on a lower tier."""

import pytest

from drafter.domain.evidence import GuidelineSearch, TierStep
from drafter.domain.guideline import Criterion, CriterionKind, Passage, Tier
from drafter.grounding.lints import tier_unused
from tests.builders import passage
from tests.grounding.lints.reasoned import codes, draft, drafted

MTUS = passage()
ODG = passage(
    "MRI", ["An MRI comes after 6 weeks of care."], None, id="odg-neck-2014", cited_as="ODG Neck", tier=Tier.ACOEM_ODG
)
STUDY = passage("Trial", ["A trial of 40 workers."], None, id="trial-2014", cited_as="A trial", tier=Tier.STUDY)
TITLE = MTUS.model_copy(update={"sentences": (), "title_sources": ("general usage",)})
SAYS_SILENT = passage(criteria=[Criterion(id="silent", kind=CriterionKind.SILENT, sentence=1, label="nothing on it")])
LEFT = GuidelineSearch(
    tiers=(TierStep(tier=Tier.MTUS, left_because="no section names it"), TierStep(tier=Tier.ACOEM_ODG))
)
NOT_LEFT = GuidelineSearch(tiers=(TierStep(tier=Tier.MTUS),))
SILENT = ("The MTUS does not address an MRI of this kind.", "")


def found_codes(*sentences: tuple[str, str], of: list[Passage], search: GuidelineSearch = NOT_LEFT) -> list[str]:
    return codes([*tier_unused.lint_draft(draft(drafted(*sentences, passages=of, search=search)))])


def test_a_higher_tier_that_was_found_and_not_left() -> None:
    one = drafted(SILENT, ("An MRI comes after care.", "G2.1"), passages=[MTUS, ODG], search=NOT_LEFT)
    [found] = tier_unused.lint_draft(draft(one))
    assert (found.code, found.sentence) == ("higher-tier-unused", 2)
    assert [str(pointer) for pointer in found.beside] == ["G2.1", "G1.1"]


def test_between_lower_tiers_too() -> None:
    assert found_codes(SILENT, ("Forty workers.", "G2.1"), of=[ODG, STUDY]) == ["higher-tier-unused"]


@pytest.mark.parametrize(
    ("of", "to", "search"),
    [
        ([MTUS, ODG], "G2.1", LEFT),
        ([MTUS, ODG], "G1.1 G2.1", NOT_LEFT),
        ([MTUS, ODG], "G1.1", NOT_LEFT),
        ([TITLE, ODG], "G2.1", NOT_LEFT),
        ([SAYS_SILENT, ODG], "G2.1", NOT_LEFT),
        ([MTUS, ODG], "", NOT_LEFT),
    ],
)
def test_a_tier_that_was_left_used_or_not_held(of: list[Passage], to: str, search: GuidelineSearch) -> None:
    assert found_codes(SILENT, ("It says so.", to), of=of, search=search) == []


def test_outside_of_the_mtus_without_a_word() -> None:
    assert found_codes(("An MRI comes after care.", "G1.1"), of=[ODG], search=LEFT) == ["outside-mtus-unexplained"]


@pytest.mark.parametrize(
    "why",
    [
        "The MTUS does not address an MRI of this kind.",
        "The MTUS is silent on it.",
        "No section of the MTUS names the treatment.",
        "The treatment is not mentioned in the MTUS.",
        "The MTUS was left, since it has nothing on the treatment.",
        "The presumption of the MTUS is rebutted by newer trials, which the MTUS lacks.",
    ],
)
def test_a_sentence_that_says_why(why: str) -> None:
    assert found_codes((why, ""), ("An MRI comes after care.", "G1.1"), of=[ODG], search=LEFT) == []


def test_inside_the_mtus_nothing_need_be_said() -> None:
    assert found_codes(("Massage is limited.", "G1.2"), of=[MTUS]) == []
