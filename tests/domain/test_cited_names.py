import pytest

from drafter.domain.citation import Citation
from drafter.domain.guideline import Tier
from drafter.domain.names import cites_edition, cites_section, guideline_key, section_key, short_section_key

from ..builders import edition, passage


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Chronic Pain Medical Treatment", "MTUS Chronic Pain Medical Treatment Guidelines"),
        ("Opioid Treatment", "MTUS Opioids Treatment Guidelines"),
        ("Post-surgical Treatment", "Postsurgical Treatment Guidelines"),
        ("Stress-Related Conditions", "MTUS Stress Related Conditions"),
        ("Forearm, Wrist, and Hand Complaints", "Forearm, Wrist & Hand Complaints"),
    ],
)
def test_spellings_of_one_guideline_have_one_key(one: str, other: str) -> None:
    assert guideline_key(one) == guideline_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Low Back Complaints", "Low Back Disorders"),
        ("Knee Complaints", "Elbow Complaints"),
        ("Chronic Pain", "Opioids"),
    ],
)
def test_different_guidelines_have_different_keys(one: str, other: str) -> None:
    assert guideline_key(one) != guideline_key(other)


def test_a_title_is_known_whatever_its_marks() -> None:
    assert section_key("TENS, chronic pain") == section_key("TENS chronic pain")
    assert section_key("Electro-diagnostic testing (EMG/NCS)") == section_key("Electrodiagnostic Testing (EMG/NCS)")
    assert section_key("Topical analgesics") != section_key("Topical analgesics, compounded")
    assert short_section_key("Lidoderm (lidocaine patch)") == section_key("Lidoderm")
    assert short_section_key("(brackets alone)") == section_key("brackets alone")


def cited(**fields: object) -> Citation:
    return Citation.model_validate(
        {"tier": Tier.MTUS, "guideline": "Chronic Pain Medical Treatment", "edition": "2009"} | fields
    )


@pytest.mark.parametrize(
    ("fields", "right"),
    [
        ({}, True),
        ({"edition": "2016"}, False),
        ({"edition": None}, True),
        ({"tier": Tier.ACOEM_ODG}, False),
        ({"guideline": "Opioid Treatment"}, False),
    ],
)
def test_a_citation_names_an_edition_by_rank_name_and_year(fields: dict[str, object], right: bool) -> None:
    held = edition(cited_as="MTUS Chronic Pain Medical Treatment Guidelines", edition="2009")
    assert cites_edition(cited(**fields), held) == right


def test_a_citation_names_a_section_whole_or_without_brackets() -> None:
    patch = passage(section="Lidoderm (lidocaine patch)")
    assert cites_section(cited(sections=("LIDODERM® (lidocaine patch)",)), patch)
    assert cites_section(cited(sections=("Massage", "Lidoderm")), patch)
    assert not cites_section(cited(sections=("Lidocaine",)), patch)
    assert not cites_section(cited(), patch)
    assert not cites_section(cited(sections=("Chronic",)), patch.model_copy(update={"section": None}))
