"""Guidelines of the parties against those of a draft."""

import pytest

from drafter.domain.guideline import Passage, Tier
from drafter.grounding.lints import prevails
from tests.builders import item, passage
from tests.grounding.lints.reasoned import codes, draft, drafted

MTUS = passage()
LOW_BACK = passage("MRI", ["So."], 303, id="low-back-2004", edition="2004", cited_as="MTUS Low Back Complaints")
ODG = passage("MRI", ["So."], None, id="odg-neck-2014", edition="2014", cited_as="ODG Neck", tier=Tier.ACOEM_ODG)


def found_codes(given: Passage, sentence: str = "It says so.", **parties: str) -> list[str]:
    one = drafted((sentence, "G1.1"), of=item("Massage therapy", **parties), passages=[given])
    return codes([*prevails.lint_draft(draft(one))])


@pytest.mark.parametrize(
    ("given", "cited"),
    [
        (MTUS, "ODG, Neck chapter"),
        (MTUS, "Official Disability Guidelines (2014)"),
        (ODG, "MTUS Chronic Pain Medical Treatment Guidelines"),
        (LOW_BACK, "MTUS Chronic Pain Medical Treatment Guidelines"),
        (MTUS, "MTUS Chronic Pain Medical Treatment Guidelines, 2016 edition"),
    ],
)
def test_another_guideline_than_a_party_cites(given: Passage, cited: str) -> None:
    assert found_codes(given, physician_guideline=cited) == ["prevails-unexplained"]
    assert found_codes(given, claims_administrator_guideline=cited) == ["prevails-unexplained"]


@pytest.mark.parametrize(
    ("given", "cited"),
    [
        (MTUS, "MTUS Chronic Pain Medical Treatment Guidelines, page 98"),
        (MTUS, "MTUS Chronic Pain Medical Treatment Guidelines 2009, pages 58 and 60"),
        (MTUS, "MTUS"),
        (LOW_BACK, "ACOEM Low Back Complaints, page 303"),
        (LOW_BACK, "MTUS ACOEM chapter 12"),
        (LOW_BACK, "MTUS ACOEM 2nd ed. (2004), Chapter 12 Low Back Complaints, page 301"),
        (ODG, "ODG, Low Back"),
        (MTUS, "the usual standards"),
    ],
)
def test_the_same_guideline_at_another_page_is_no_difference(given: Passage, cited: str) -> None:
    assert found_codes(given, claims_administrator_guideline=cited) == []


@pytest.mark.parametrize(
    "why",
    [
        "The MTUS is presumed correct and prevails over the ODG.",
        "The ODG is silent on massage of this kind.",
        "The guideline of 2009 was in force when the request was made.",
        "The MTUS takes precedence over other guidelines.",
    ],
)
def test_a_word_on_why_one_prevails(why: str) -> None:
    assert found_codes(MTUS, why, physician_guideline="ODG, Neck chapter") == []


def test_what_the_guideline_itself_says_weighs_nothing() -> None:
    given = passage(statements=["It fills the gaps where ACOEM is silent."])
    assert found_codes(given, f"The guideline says: {given.sentences[0].text}", physician_guideline="ODG") == [
        "prevails-unexplained"
    ]


def test_nothing_cited_is_no_difference() -> None:
    assert found_codes(MTUS) == []
    assert codes([*prevails.lint_draft(draft(drafted(("So.", ""), of=item(physician_guideline="ODG"))))]) == []


def test_each_party_that_differs_is_named() -> None:
    parties = {"physician_guideline": "ODG", "claims_administrator_guideline": "ODG, Neck chapter"}
    one = drafted(("So.", "G1.1"), of=item("Massage therapy", **parties), passages=[MTUS])
    physician, review = prevails.lint_draft(draft(one))
    assert "the physician" in physician.message
    assert "utilization review" in review.message
