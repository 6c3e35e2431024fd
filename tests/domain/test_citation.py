"""Guideline lines taken apart into citations, and given back from the fields alone. The lines are invented."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from drafter.content import folder
from drafter.domain.citation import Citation, Cited, DraftCitation, NoEvidenceCited, NotParsed, format_citations
from drafter.domain.citation_parse import parse_citations
from drafter.domain.guideline import Tier
from drafter.guidelines.titles import load_titles
from tests.timing import assert_linear

TITLES = load_titles(folder("guideline_corpus"))
REVIEWER = "Expert Reviewer"
OUTSIDE = f"The {REVIEWER} based their decision on recommendation(s) outside of the MTUS Guidelines."
NON_MTUS = "Decision based on Non-MTUS Citation"
PLAIN = {"guideline", "edition", "publisher", "chapter", "sections", "pages"}


def bare(text: str) -> str:
    return "".join(text.split())


def fields(cited: Cited) -> dict[str, Any]:
    """What a citation says: its set fields, without how they are laid out."""
    assert isinstance(cited, Citation), cited
    return {name: value for name, value in cited.model_dump().items() if name in PLAIN and value}


def read(line: str) -> list[dict[str, Any]]:
    """The citations of a line that must come back from its fields."""
    cited = parse_citations(line, TITLES)
    assert bare(format_citations(cited, REVIEWER)) == bare(line)
    return [fields(one) for one in cited]


@pytest.mark.parametrize(
    ("listed", "titles"),
    [
        ("TENS, chronic pain (transcutaneous electrical nerve stimulation)", None),
        (
            "NSAIDs, GI symptoms & cardiovascular risk, Exercise",
            ["NSAIDs, GI symptoms & cardiovascular risk", "Exercise"],
        ),
        ("CRPS, medications, CRPS, treatment, Yoga", ["CRPS, medications", "CRPS, treatment", "Yoga"]),
        ("Inital Care, Summary", ["Inital Care", "Summary"]),
        ("A New Title, with a tail, Yoga", ["A New Title, with a tail", "Yoga"]),
        ("A New Title (for soft, and hard, cases), Yoga", ["A New Title (for soft, and hard, cases)", "Yoga"]),
        ("326, Diagnostic Criteria", ["326", "Diagnostic Criteria"]),
        (
            "3.9 Opioids: Screening, Prior to Care, 4. Tapering",
            ["3.9 Opioids: Screening, Prior to Care", "4. Tapering"],
        ),
        ("yoga, made-up care", ["yoga", "made-up care"]),
    ],
)
def test_a_list_of_sections_is_parted_between_titles_alone(listed: str, titles: list[str] | None) -> None:
    (cited,) = read(f"Decision based on MTUS Chronic Pain Medical Treatment 2016, Section(s): {listed}.")
    assert cited["sections"] == tuple(titles or [listed])


def test_the_section_style_names_several_guidelines_in_one_sentence() -> None:
    line = (
        "Decision based on MTUS Forearm, Wrist, and Hand Complaints 2004, Section(s): Initial Care, Summary, and "
        "Postsurgical Treatment 2009, Section(s): Hip, Pelvis and Thigh, and Opioids 2017."
    )
    assert read(line) == [
        {
            "guideline": "Forearm, Wrist, and Hand Complaints",
            "edition": "2004",
            "sections": ("Initial Care", "Summary"),
        },
        {"guideline": "Postsurgical Treatment", "edition": "2009", "sections": ("Hip, Pelvis and Thigh",)},
        {"guideline": "Opioids", "edition": "2017"},
    ]


def test_a_guideline_that_no_title_names_is_known_by_its_year() -> None:
    line = (
        "Decision based on MTUS Heels, Soles, and Toes Complaints 2031, Section(s): Summary, and Rest Treatment 2032."
    )
    assert [one["guideline"] for one in read(line)] == ["Heels, Soles, and Toes Complaints", "Rest Treatment"]


PAGES_2014 = [
    (
        "ACOEM Chapter 12 Low Back Complaints,Chronic Pain Treatment Guidelines Page(s): 7.",
        [
            {"guideline": "ACOEM", "chapter": "12 Low Back Complaints"},
            {"guideline": "Chronic Pain Treatment Guidelines", "pages": ("7",)},
        ],
    ),
    (
        "Chronic Pain Treatment Guidelines Opioids, criteria for use; Yoga Page(s): 8-10, 14.",
        [
            {
                "guideline": "Chronic Pain Treatment Guidelines",
                "sections": ("Opioids, criteria for use", "Yoga"),
                "pages": ("8-10", "14"),
            }
        ],
    ),
    (
        "Chronic Pain Treatment Guidelines MTUS (Effective July 18, 2009) Page(s): 9-10 of 127.",
        [
            {
                "guideline": "Chronic Pain Treatment Guidelines",
                "edition": "Effective July 18, 2009",
                "pages": ("9-10",),
            }
        ],
    ),
    (
        "ACOEM Chapter 2 General Approach to Initial Assessment and Documentation, Chapter 3 Initial Approaches to "
        "Treatment Page(s): 4. Decision based on MTUS Postsurgical Treatment Guidelines.",
        [
            {"guideline": "ACOEM", "chapter": "2 General Approach to Initial Assessment and Documentation"},
            {"guideline": "ACOEM", "chapter": "3 Initial Approaches to Treatment", "pages": ("4",)},
            {"guideline": "Postsurgical Treatment Guidelines"},
        ],
    ),
    (
        "Chronic Pain Treatment Guidelines Yoga Page(s): 3, Exercise Page(s): 4.",
        [
            {"guideline": "Chronic Pain Treatment Guidelines", "sections": ("Yoga",), "pages": ("3",)},
            {"guideline": "Chronic Pain Treatment Guidelines", "sections": ("Exercise",), "pages": ("4",)},
        ],
    ),
    *(
        (
            f"Chronic Pain Treatment Guidelines Page(s): 8 C.C.R. {sign}9792.20 - 9792.26 MTUS (Effective July 18, "
            "2009) Page 31 of 127.",
            [
                {
                    "guideline": "Chronic Pain Treatment Guidelines",
                    "edition": f"8 C.C.R. {sign}9792.20 - 9792.26, Effective July 18, 2009",
                    "pages": ("31",),
                }
            ],
        )
        for sign in ("?", "§", "§§", "")
    ),
    (
        "ACOEM Chapter 12 Low Back Complaints Surgical Considerations. Page(s): 3-4.",
        [
            {
                "guideline": "ACOEM",
                "chapter": "12 Low Back Complaints",
                "sections": ("Surgical Considerations",),
                "pages": ("3-4",),
            }
        ],
    ),
    (
        "Chronic Pain Treatment Guidelines Invented braces, etc. Page(s): 3.",
        [{"guideline": "Chronic Pain Treatment Guidelines", "sections": ("Invented braces, etc.",), "pages": ("3",)}],
    ),
]


@pytest.mark.parametrize(("cited", "found"), PAGES_2014, ids=range(len(PAGES_2014)))
def test_the_page_style_keeps_pages_with_what_they_follow(cited: str, found: list[dict[str, Any]]) -> None:
    assert read(f"Decision based on MTUS {cited}") == found


@pytest.mark.parametrize(
    ("cited", "chapter", "sections", "edition"),
    [
        ("Official Disability Guidelines (ODG), Low Back Chapter, Yoga", "Low Back", ["Yoga"], None),
        ("ODG Knee & Leg (updated 1/2/16) Chapter: Yoga", "Knee & Leg", ["Yoga"], "updated 1/2/16"),
        ("ODG, Neck - Lumbar, Yoga", "Neck", ["Lumbar", "Yoga"], None),
        ("ODG Low Back - Lumbar & Thoracic (Acute), Yoga", "Low Back - Lumbar & Thoracic (Acute)", ["Yoga"], None),
        ("ODG 2015 Shoulder/ Yoga", "Shoulder", ["Yoga"], "2015"),
        ("ODG exercise, elbow chapter", "elbow", ["exercise"], None),
        ("ODG Yoga shoulder", None, ["Yoga shoulder"], None),
        ("ODG, 3rd Edition, 2015, Sleep Chapter: Naps; Rest", "Sleep", ["Naps", "Rest"], "3rd Edition, 2015"),
        ("ODG Pain Section/Salve® (invented) Topic", "Pain", ["Salve® (invented)"], None),
        ("Official Disability Guidelines", None, [], None),
    ],
)  # fmt: skip
def test_odg_is_taken_apart(cited: str, chapter: str | None, sections: list[str], edition: str | None) -> None:
    (found,) = read(f"{NON_MTUS} {cited}.")
    assert found["publisher"] == "ODG"
    assert (found.get("chapter"), list(found.get("sections", ())), found.get("edition")) == (chapter, sections, edition)


def test_works_and_chapters_in_one_sentence_become_citations_of_their_own() -> None:
    line = (
        f"{NON_MTUS} ODG Low back, Yoga; Neck, Naps and Other Medical Treatment Guidelines ACOEM Practice Guidelines, "
        "3rd ed., "
        "Chapter 12, pg. 30, and Other Medical Treatment Guidelines http://www.aetna.com/none.html."
    )
    assert [(one["publisher"], one.get("chapter"), one.get("pages")) for one in read(line)] == [
        ("ODG", "Low back", None),
        ("ODG", "Neck", None),
        ("ACOEM", "12", ("30",)),
        ("Aetna", None, None),
    ]


@pytest.mark.parametrize(
    ("cited", "tier", "publisher"),
    [
        ("ACOEM Guidelines", Tier.ACOEM_ODG, "ACOEM"),
        ("Work Loss Data Institute", Tier.ACOEM_ODG, "ODG"),
        ("Aetna Clinical Policy Bulletin on an invented device", Tier.OTHER, "Aetna"),
        ("An Invented Practice Guideline", Tier.OTHER, None),
        ("https://www.invented.example/page", Tier.OTHER, "invented.example"),
        ("http://www.ncbi.nlm.nih.gov/pubmed/0", Tier.STUDY, "PubMed"),
        ("Nobody A, et al. An invented trial. 2012;3:4-5", Tier.STUDY, None),
    ],
)
def test_tier_and_publisher_are_told_by_words(cited: str, tier: Tier, publisher: str | None) -> None:
    (found,) = parse_citations(f"{NON_MTUS} {cited}.", TITLES)
    assert isinstance(found, Citation)
    assert (found.tier, found.publisher) == (tier, publisher)


@pytest.mark.parametrize(
    ("title", "plain"),
    [("Yoga.", "Yoga"), ("Yoga", "Yoga"), ("Braces etc.", "Braces etc."), ("Care in the U.S.", "Care in the U.S.")],
)
def test_the_full_stop_of_a_sentence_is_not_of_the_title(title: str, plain: str) -> None:
    (found,) = read(f"{NON_MTUS} ODG, Low Back, Invented {title} Page(s): 3.")
    assert found["sections"] == (f"Invented {plain}",)


@pytest.mark.parametrize(
    ("form", "piece"),
    [
        ("Decision based on MTUS Chronic Pain Treatment Guidelines ", "and "),
        ("Decision based on MTUS ", "Neck and "),
        ("Decision based on MTUS Low Back Complaints 2004, Section(s): ", "Yoga, "),
        ("Decision based on MTUS Chronic Pain Treatment Guidelines ", "Exercise Page(s): 4. "),
        (f"{NON_MTUS} ODG Pain ", "Yoga, "),
        (f"{NON_MTUS} ", "ODG Pain, "),
    ],
)
def test_a_long_line_is_read_in_a_time_in_step_with_its_length(form: str, piece: str) -> None:
    def read(length: int) -> None:
        assert parse_citations(form + piece * (length // len(piece)), TITLES)

    assert_linear(read, 5_000)


def test_what_the_form_says_of_the_decision_is_kept() -> None:
    assert parse_citations(None, TITLES) == parse_citations("  ", TITLES) == ()
    line = f"The {REVIEWER} did not cite any medical evidence for its decision."
    assert parse_citations(line, TITLES) == (NoEvidenceCited(),)
    assert format_citations([NoEvidenceCited()], REVIEWER) == line
    outside = f"{OUTSIDE} {NON_MTUS} ODG, Pain."
    assert [one.outside_mtus for one in parse_citations(outside, TITLES) if isinstance(one, Citation)] == [True]
    read(outside)


CODE_NO_PAGE = ("8 C.C.R.", "3, 8 CCR ?9792.20", "8 C.C.R. ?9792.20 (MTUS) p. 3")
"""Title 8 of the Code where a page is awaited."""


@pytest.mark.parametrize(
    "line",
    [
        *(f"Decision based on MTUS Chronic Pain Treatment Guidelines Page(s): {pages}." for pages in CODE_NO_PAGE),
        OUTSIDE,
        f"{NON_MTUS} Zzyzx.",
        "Decision based on MTUS 12.3.",
        "No such form.",
        f"{NON_MTUS} Rest, ODG Pain.",
    ],
)
def test_what_cannot_be_taken_apart_is_named_and_given_back(line: str) -> None:
    cited = parse_citations(line, TITLES)
    assert any(isinstance(one, NotParsed) and one.reason for one in cited)
    assert bare(format_citations(cited, REVIEWER)) == bare(line)


def test_the_sentences_of_2013_are_read() -> None:
    line = (
        "The Physician Reviewer based his/her decision on the ACOEM Guidelines, 2nd Edition (2004), Low Back "
        "Complaints, page 3, which is part of the MTUS, and the Official Disability Guidelines (ODG), Yoga, which is "
        "not part of the MTUS."
    )
    first, second = read(line)
    assert (first["chapter"], first["pages"], first.get("publisher")) == ("Low Back Complaints", ("3",), None)
    assert (second["sections"], second["publisher"]) == (("Yoga",), "ODG")
    assert parse_citations(
        "The Claims Administrator did not cite any evidence based criteria for its decision.", TITLES
    ) == (NoEvidenceCited(),)
    (found,) = parse_citations(
        "The Expert Reviewer found that no section of the MTUS was applicable. Per the Strength of Evidence "
        "hierarchy set by the Division, the Expert Reviewer based his/her decision on the Official Disability "
        "Guidelines, Yoga.",
        TITLES,
    )
    assert isinstance(found, Citation)
    assert found.outside_mtus


def test_a_layout_holds_no_word_of_a_citation() -> None:
    with pytest.raises(ValidationError):
        Citation(tier=Tier.MTUS, guideline="Invented", layout="{guideline}, Yoga")


def test_a_citation_of_a_draft_is_printed_in_the_same_form() -> None:
    cited = DraftCitation(
        tier=Tier.OTHER, cited_as="Invented", edition="2016", sections=("A, b", "C"), pages=("3", "4"), digest=True
    )
    assert str(cited) == f"{NON_MTUS} Invented 2016, Section(s): A, b, C, Page(s): 3, 4."


FORM = re.findall(
    r"\S+",
    f"{OUTSIDE} {NON_MTUS} Decision based on MTUS ODG ACOEM Chapter 8 Page(s): 3, (4) and 2016, Section(s): x; :",
)
SOUP = st.lists(
    st.sampled_from([*FORM, *TITLES.sections[:40], "{", "}", "(", ")", ",", ". ", "Decision based on MTUS"])
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), SOUP.map(" ".join), st.text().map(f"{NON_MTUS} ODG ".__add__)))
def test_no_text_is_refused_and_no_word_of_it_lost(text: str) -> None:
    given_back = format_citations(parse_citations(text, TITLES), REVIEWER).replace(
        "Expert Reviewer", "Claims Administrator"
    )
    assert bare(given_back).removesuffix(".") == bare(text).replace(
        "ExpertReviewer", "ClaimsAdministrator"
    ).removesuffix(".")


PAGE = st.integers(1, 900).map(str)


def _told_apart(sections: tuple[str, ...]) -> bool:
    """Whether no longer title begins where titles meet: "Chronic pain programs, opioids" is one, not two."""
    rests = [", ".join(sections[at:]) for at in range(len(sections))]
    return all(TITLES.title_end(rest, 0) == len(title) for rest, title in zip(rests, sections, strict=True))


SECTIONS = st.lists(st.sampled_from(TITLES.sections), max_size=4).map(tuple).filter(_told_apart)
DATED = st.sampled_from([name for guideline in TITLES.mtus for name in guideline.names])
BY_SECTION = st.builds(
    Citation,
    tier=st.just(Tier.MTUS),
    guideline=DATED,
    edition=st.integers(2004, 2024).map(str),
    sections=SECTIONS,
)
BY_PAGE = st.builds(
    Citation,
    tier=st.just(Tier.MTUS),
    guideline=st.sampled_from(["Chronic Pain Treatment Guidelines", "Postsurgical Treatment Guidelines"]),
    sections=SECTIONS,
    pages=st.lists(PAGE | st.just("8-10"), min_size=1, max_size=3).map(tuple),
)
BY_CHAPTER = st.builds(
    Citation,
    tier=st.just(Tier.ACOEM_ODG),
    guideline=st.just("Official Disability Guidelines (ODG)"),
    publisher=st.just("ODG"),
    chapter=st.sampled_from(TITLES.outside[0].chapters),
)


def _joined(cited: list[Citation]) -> list[Citation]:
    """The first opens the sentence, the others follow in it."""
    return [one.model_copy(update={"lead": ", and"}) if number else one for number, one in enumerate(cited)]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(BY_SECTION, min_size=1, max_size=4).map(_joined) | st.lists(BY_PAGE, min_size=1, max_size=3),
    st.lists(BY_CHAPTER, max_size=1),
    st.booleans(),
)
def test_what_is_formatted_is_read_again(mtus: list[Citation], outside: list[Citation], said: bool) -> None:
    cited = tuple(one.model_copy(update={"outside_mtus": said}) for one in [*mtus, *outside])
    assert parse_citations(format_citations(cited, REVIEWER), TITLES) == cited
