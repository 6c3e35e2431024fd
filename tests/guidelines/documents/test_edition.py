import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.domain.guideline import Edition, Tier
from drafter.errors import GuidelineError
from drafter.guidelines.documents.edition import check_edition, citation_name, edition_id
from tests.guidelines.documents.editions import added_edition, in_force


@pytest.mark.parametrize(
    ("guideline", "edition", "id"),
    [
        ("Official Guideline", "2020", "official-guideline-2020"),
        ("  Neck & Back (8 CCR 9792) ", "2019", "neck-back-8-ccr-9792-2019"),
        ("Neck Pain", "2nd", "neck-pain-2nd"),
    ],
)
def test_an_id_is_made_of_the_names(guideline: str, edition: str, id: str) -> None:
    made = edition_id(guideline, edition)
    assert made == id
    assert Edition.model_validate(added_edition().model_dump(by_alias=True) | {"id": made}).id == made


@pytest.mark.parametrize(
    ("guideline", "edition", "begins"),
    [
        ("Long " * 40, "2020", "long-" * 16),
        ("Long " * 40, "2019 ed.", "long-" * 16),
        ("Neck Pain", "2nd ed.", "neck-pain-2nd-ed-"),
        ("Directrices de la columna dañada", "2019", "directrices-de-la-columna-da-ada-2019-"),
        ("指針", "2019", "2019-"),
    ],
)
def test_an_id_that_other_names_could_give_ends_in_a_digest_of_them(guideline: str, edition: str, begins: str) -> None:
    made = edition_id(guideline, edition)
    assert re.fullmatch(re.escape(begins) + "[0-9a-f]{8}", made)
    assert edition_id(guideline.upper(), f" {edition}") == made
    assert Edition.model_validate(added_edition().model_dump(by_alias=True) | {"id": made}).id == made


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Neck", "Pain 2019"), ("Neck Pain", "2019")),
        (("Long " * 40 + "A", "2019"), ("Long " * 40 + "B", "2019")),
        (("Long " * 40, "2019"), ("Long " * 40, "12019")),
        (("指針", "2019"), ("基準", "2019")),
    ],
)
def test_other_names_give_another_id(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert edition_id(*one) != edition_id(*other)


NAMES = st.text(alphabet="ab1é -.", min_size=1, max_size=90).filter(lambda text: re.search("[ab1]", text) is not None)


@given(NAMES, NAMES)
def test_an_id_is_one_and_keeps_guideline_and_edition_apart(guideline: str, edition: str) -> None:
    made = edition_id(guideline, edition)
    assert re.fullmatch("[a-z0-9][a-z0-9-]*", made)
    assert len(made) <= 90
    words = re.findall("[ab1é]+", f"{guideline} {edition}")
    for cut in range(1, len(words)):
        other = (" ".join(words[:cut]), " ".join(words[cut:]))
        if other != tuple(" ".join(re.findall("[ab1é]+", name)) for name in (guideline, edition)):
            assert re.search("[ab1]", "".join(other))
            assert edition_id(*other) != made


def test_names_without_a_letter_for_an_id_are_refused() -> None:
    with pytest.raises(GuidelineError, match="Latin letters"):
        edition_id("指針", "版")


@pytest.mark.parametrize(
    ("start", "end"),
    [("2019-01-01", None), ("2019-01-01", "2020-01-01"), ("2020-06-01", "2021-01-01"), ("2030-01-01", None)],
)
def test_dates_that_overlap_another_edition_are_refused_by_naming_it(start: str, end: str | None) -> None:
    new = added_edition(id="official-guideline-x", edition="x", in_force=in_force(start, end))
    for other in (added_edition(), added_edition(guideline="Another name"), added_edition(digest=True)):
        with pytest.raises(GuidelineError, match="official-guideline-2020, in force 2020-01-01 to now"):
            check_edition(new, [other], ())


def test_editions_beside_each_other_and_of_other_guidelines_may_stand() -> None:
    new = added_edition(id="official-guideline-2019", edition="2019", in_force=in_force("2017-12-01", "2019-12-31"))
    check_edition(new, [added_edition()], ["official-guideline-2020"])
    later = added_edition(id="official-guideline-x", edition="x", in_force=in_force("2021-01-01"))
    check_edition(later, [added_edition(in_force=in_force("2020-01-01", "2020-12-31"))], ())
    check_edition(later, [added_edition(guideline="Another", cited_as="Another")], ())
    check_edition(later, [added_edition(chapter="3")], ())
    check_edition(later, [later], [later.id])


def test_the_id_of_an_edition_of_the_corpus_is_refused_by_naming_it() -> None:
    with pytest.raises(GuidelineError, match=r"official-guideline-2020 .*--cited-as") as caught:
        check_edition(added_edition(), [added_edition(digest=True)], ["another-2020"])
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("changes", [{"guideline": "Official", "edition": "guideline 2020"}, {"edition": "2021"}])
def test_a_document_takes_the_place_of_its_own_edition_alone(changes: dict[str, str]) -> None:
    check_edition(added_edition(guideline="OFFICIAL Guideline"), [added_edition()], ["official-guideline-2020"])
    with pytest.raises(GuidelineError, match='taken by the added document of "Official Guideline", edition "2020"'):
        check_edition(added_edition(**changes), [added_edition()], ["official-guideline-2020"])


@pytest.mark.parametrize(
    ("guideline", "edition", "tier", "name"),
    [
        ("Official Guideline", "2020", Tier.OTHER, "Official Guideline"),
        ("Official Guideline (2020)", "2020", Tier.OTHER, "Official Guideline"),
        ("Official Guideline, 2nd Ed.", "2nd ed.", Tier.ACOEM_ODG, "Official Guideline"),
        ("Official Guideline 12020", "2020", Tier.OTHER, "Official Guideline 12020"),
        ("2020", "2020", Tier.OTHER, "2020"),
        ("Official Guideline 2020", "2020", Tier.MTUS, "MTUS Official Guideline"),
        ("The MTUS Official Guideline", "2020", Tier.MTUS, "The MTUS Official Guideline"),
    ],
)
def test_a_citation_has_the_full_name_as_the_form_does(guideline: str, edition: str, tier: Tier, name: str) -> None:
    assert citation_name(guideline, edition, tier) == name


def test_the_digest_of_the_same_edition_may_stand_beside_it_with_the_same_dates() -> None:
    digest = added_edition(id="digest", digest=True)
    check_edition(added_edition(), [digest], ())
    with pytest.raises(GuidelineError, match="digest, a digest of this edition"):
        check_edition(added_edition(in_force=in_force("2020-02-01")), [digest], ())


def test_an_end_before_the_start_is_refused() -> None:
    with pytest.raises(GuidelineError, match="2019-01-01 is before 2020-01-01"):
        check_edition(added_edition(in_force=in_force("2020-01-01", "2019-01-01")), [], ())
