"""Denials by silence, and lines outside of the MTUS."""

import pytest

from drafter.domain.determination import Determination
from drafter.domain.guideline import Tier
from drafter.grounding.lints.tiers import lint
from drafter.grounding.lints.view import LintedItem, Named
from tests.grounding.lints.letters import CHRONIC_PAIN, CLOSING, LOW_BACK, ODG, item, letter


def codes(of: LintedItem) -> list[str]:
    return [finding.code for finding in lint(letter(of))]


@pytest.mark.parametrize(
    "sentence",
    [
        "The MTUS is silent on yoga.",
        "The MTUS and the ACOEM Guidelines do not specifically address this treatment.",
        "Yoga is not discussed in the MTUS.",
        "There is no MTUS guideline for it.",
        "The MTUS makes no recommendation on yoga.",
    ],
)
@pytest.mark.parametrize("heading", [CHRONIC_PAIN, LOW_BACK, ODG])
def test_silence_as_the_one_ground_of_a_denial(sentence: str, heading: Named) -> None:
    assert codes(item(f"The worker is 40 years old. {sentence} {CLOSING}", heading)) == ["silence-alone"]


@pytest.mark.parametrize(
    "rationale",
    [
        "The MTUS is silent on yoga. The ODG supports six visits.",
        "The MTUS is silent on yoga, and a study by Doe (Doe, 2010) found no gain.",
        "The MTUS is silent on yoga. The record lacks a plan of care.",
        "The MTUS is silent on yoga, and no documentation of a trial was sent.",
        "No lesson was asked for, so that nobody can go to one. The MTUS is silent on yoga.",
        "The MTUS supports six visits. The record is silent on earlier ones.",
        "As the MTUS asks, the physician does not address function: it was not measured.",
    ],
)
def test_a_denial_with_another_ground_is_none_by_silence(rationale: str) -> None:
    assert codes(item(f"{rationale} {CLOSING}", CHRONIC_PAIN)) == []


def test_silence_decides_nothing_where_the_denial_falls_or_the_item_follows_another() -> None:
    said = "The MTUS is silent on yoga. The request follows from common sense."
    assert codes(item(said, CHRONIC_PAIN, determination=Determination.OVERTURNED)) == []
    assert codes(item(said, CHRONIC_PAIN, depends_on=2)) == []


@pytest.mark.parametrize(
    ("rationale", "unexplained"),
    [
        ("The ODG supports six visits.", True),
        ("The ODG supports six visits. The record is silent on earlier ones.", True),
        ("The MTUS does not address yoga. The ODG supports six visits.", False),
        ("According to the ODG (CA MTUS is silent), six visits are supported.", False),
        ("This is an acute injury, and the Chronic Pain Guidelines do not apply. The ODG supports six.", False),
        ("The presumption of the MTUS is rebutted by the ODG, which supports six visits.", False),
        ("The ODG is more specific here, and supports six visits.", False),
    ],
)
def test_a_line_outside_of_the_mtus_wants_a_word_on_why(rationale: str, unexplained: bool) -> None:
    text = (
        "The Expert Reviewer based their decision on recommendation(s) outside of the MTUS Guidelines. ODG, Low Back."
    )
    of = item(f"{rationale} {CLOSING}", ODG, text=text)
    assert codes(of) == ["outside-mtus-unexplained"] * unexplained


def test_a_line_with_the_mtus_in_it_or_without_citation_is_not_outside() -> None:
    assert codes(item(f"The ODG supports six visits. {CLOSING}", ODG, LOW_BACK)) == []
    assert codes(item(f"The ODG supports six visits. {CLOSING}")) == []
    other = Named(Tier.OTHER, "Doe's manual of yoga")
    assert codes(item(f"Doe's manual supports six visits. {CLOSING}", other)) == ["outside-mtus-unexplained"]
