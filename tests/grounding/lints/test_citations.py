"""Guideline lines against rationales, and web pages as evidence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.domain.draft import Finding
from drafter.domain.guideline import Tier
from drafter.grounding.lints.citations import lint
from drafter.grounding.lints.view import LintedItem, Named
from tests.grounding.lints.letters import CHRONIC_PAIN, CLOSING, LOW_BACK, ODG, item, letter
from tests.timing import assert_linear

PAGED = Named(Tier.MTUS, "Chronic Pain Treatment Guidelines", sections=("Yoga", "Heat"), pages=("31", "70-71"))


def found(of: LintedItem) -> list[Finding]:
    return list(lint(letter(of)))


def codes(of: LintedItem) -> list[str]:
    return [finding.code for finding in found(of)]


def test_a_page_of_the_rationale_alone_is_said_beside_the_line_s_that_it_does_not_name() -> None:
    rationale = f"Page 33 of the MTUS Chronic Pain Guidelines asks for a trial. Page 70 repeats it. {CLOSING}"
    (finding,) = found(item(rationale, PAGED))
    assert (finding.code, finding.sentence) == ("heading-differs", 1)
    assert "page 33 stands in the rationale" in finding.message
    assert "pages 31, 70-71 stand in the line" in finding.message
    assert finding.span is not None
    assert rationale[slice(*finding.span)] == "33"


@pytest.mark.parametrize(
    "sentence",
    [
        "Page 31 of the MTUS Chronic Pain Guidelines asks for a trial.",
        "Pages 70 and 71 of the MTUS Chronic Pain Guidelines ask for a trial.",
        "The MTUS Chronic Pain Guidelines ask for a trial.",
        "The page of the intake form is blank, and 3 visits were had.",
    ],
)
def test_pages_of_the_line_and_no_page_at_all_are_no_difference(sentence: str) -> None:
    assert codes(item(f"{sentence} {CLOSING}", PAGED)) == []


def test_a_citation_without_pages_may_be_of_any_page() -> None:
    assert codes(item(f"Page 33 of the MTUS Chronic Pain Guidelines asks for it. {CLOSING}", PAGED, CHRONIC_PAIN)) == []


@pytest.mark.parametrize(
    ("rationale", "heading"),
    [
        ("The ODG supports eight visits after a trial.", CHRONIC_PAIN),
        ("The MTUS is silent on yoga, and the ODG supports six visits.", CHRONIC_PAIN),
        ("The MTUS Chronic Pain Guidelines support six visits.", ODG),
        ("The MTUS Acupuncture Guidelines support six visits.", CHRONIC_PAIN),
        ("The ACOEM Guidelines ask for a red flag.", CHRONIC_PAIN),
        ("MTUS ACOEM, Chapter 13, asks for a red flag.", LOW_BACK),
    ],
)
def test_a_rationale_that_rests_on_guidelines_that_the_line_does_not_name(rationale: str, heading: Named) -> None:
    (finding,) = found(item(f"{rationale} {CLOSING}", heading))
    assert (finding.code, finding.sentence) == ("heading-differs", 1)
    assert "the rationale rests on" in finding.message


@pytest.mark.parametrize(
    ("rationale", "heading"),
    [
        ("The MTUS supports six visits, and the ODG supports ten.", CHRONIC_PAIN),
        ("The California chronic pain medical treatment guidelines support six.", CHRONIC_PAIN),
        ("ACOEM, Chapter 12, asks for a red flag.", LOW_BACK),
        ("The ACOEM Guidelines ask for a red flag; the MTUS Chronic Pain Guidelines say the same.", LOW_BACK),
        ("The MTUS is silent on yoga, and guidelines support six visits at most.", ODG),
        ("There is no specific MTUS guideline for yoga, so that six visits are the limit.", ODG),
        ("Utilization review cited the ODG. Eight visits are too many.", CHRONIC_PAIN),
        ("The worker reports low back complaints. Eight visits are too many.", CHRONIC_PAIN),
        ("The MTUS supports six visits.", Named(Tier.STUDY, "Doe, Yoga for the back, 2010")),
    ],
)
def test_support_beyond_the_line_and_names_said_otherwise_are_no_difference(rationale: str, heading: Named) -> None:
    assert codes(item(f"{rationale} {CLOSING}", heading)) == []


def test_the_form_s_words_outside_of_the_mtus_cite_no_mtus() -> None:
    text = (
        "The Expert Reviewer based their decision on recommendation(s) outside of the MTUS Guidelines. Decision based "
        "on Non-MTUS Citation Official Disability Guidelines (ODG), Low Back."
    )
    assert codes(item(f"The MTUS recommends six visits. {CLOSING}", ODG, text=text)) == ["heading-differs"]


@pytest.mark.parametrize(
    ("rationale", "differs"),
    [
        ("The 2009 MTUS Chronic Pain Guidelines support six visits.", True),
        ("The MTUS Chronic Pain Guidelines (2009) support six visits.", True),
        ("The MTUS 2016 Chronic Pain Guidelines support six visits.", False),
        ("The ODG 2015 edition agrees with the MTUS 2016 Chronic Pain Guidelines.", False),
        ("The MTUS Chronic Pain Guidelines support it (Doe, 2002). He was hurt in 2009.", False),
    ],
)
def test_the_year_of_a_guideline_that_the_line_cites_in_another(rationale: str, differs: bool) -> None:
    assert codes(item(f"{rationale} {CLOSING}", CHRONIC_PAIN)) == ["heading-differs"] * differs


@pytest.mark.parametrize(
    ("sentence", "differs"),
    [
        ('The "Aquatic therapy" section of the MTUS asks for a trial.', True),
        ('The "Massage therapy" section of the MTUS asks for a trial.', False),
        ('The MTUS does not address it in the "Aquatic therapy" section, and six visits are the limit.', False),
    ],
)
def test_a_section_by_its_title(sentence: str, differs: bool) -> None:
    assert codes(item(f"{sentence} {CLOSING}", CHRONIC_PAIN)) == ["heading-differs"] * differs


@pytest.mark.parametrize(
    "text",
    [
        "Decision based on Non-MTUS Citation http://www.slideshare.net/someone/knees.",
        "Decision based on Non-MTUS Citation Back pain, an overview, Wikipedia.",
        "Decision based on Non-MTUS Citation www.some-clinic.com/knees.",
        "Decision based on MTUS Low Back Complaints 2004 and Other Medical Treatment Guidelines www.some-clinic.com.",
    ],
)
def test_a_web_page_in_the_guideline_line(text: str) -> None:
    assert codes(item(CLOSING, text=text)) == ["web-source"]


def test_an_address_where_a_work_should_be_named() -> None:
    address = Named(Tier.OTHER, "http://www.payer.example.com/policies/0181.html")
    text = "Decision based on MTUS Low Back Complaints 2004, Section(s): Special Studies and www.payer.example.com."
    assert codes(item(f"Six visits fit. {CLOSING}", LOW_BACK, address, text=text)) == ["web-source"]


@pytest.mark.parametrize(
    "text",
    [
        "Decision based on Non-MTUS Citation Naproxen: Drug information, accessed from UpToDate.com.",
        "Decision based on Non-MTUS Citation Doe J, Yoga for chronic knees, J Inv Med 2010, http://journal.example.com/1.",
        "Decision based on MTUS Low Back Complaints 2004, Section(s): Special Studies.",
    ],
)
def test_a_work_by_its_title_is_no_web_page(text: str) -> None:
    assert codes(item(CLOSING, text=text)) == []


def test_a_web_page_in_the_rationale() -> None:
    (finding,) = found(item(f"He limps. According to www.all-about-knees.com, rest helps. {CLOSING}"))
    assert (finding.code, finding.sentence) == ("web-source", 2)
    assert codes(item(f"The ODG (at www.odg-online.com) supports six visits. {CLOSING}", ODG)) == []
    assert codes(item(f"He wrote from jd@mail.example.com about it. {CLOSING}")) == []


@given(st.text(alphabet=st.sampled_from("MTUSODG pageilnt.,;:()12016 ACOEMchronic"), max_size=200))
def test_no_finding_quotes_the_rationale(words: str) -> None:
    for finding in lint(letter(item(f"{words} quietly-marked {words}", PAGED))):
        assert "quietly-marked" not in finding.message


@pytest.mark.parametrize(
    "piece", ["MTUS silent ", "page 3, ", "no MTUS (", "www.a", "in the absence of ", "(see 2009 ODG "]
)
def test_time_grows_with_the_length_alone(piece: str) -> None:
    assert_linear(lambda times: list(lint(letter(item(piece * times, PAGED, ODG)))), 500)
