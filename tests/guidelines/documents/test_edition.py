import pytest

from drafter.domain.guideline import Edition
from drafter.errors import GuidelineError
from drafter.guidelines.documents.edition import check_edition, edition_id
from tests.guidelines.documents.editions import added_edition, in_force


@pytest.mark.parametrize(
    ("guideline", "edition", "id"),
    [
        ("Official Guideline", "2020", "official-guideline-2020"),
        ("  Neck & Back (8 CCR 9792) ", "2nd ed.", "neck-back-8-ccr-9792-2nd-ed"),
        ("Long " * 40, "2020", f"{'long-' * 15}long-2020"),
    ],
)
def test_an_id_is_made_of_the_names(guideline: str, edition: str, id: str) -> None:
    made = edition_id(guideline, edition)
    assert made == id
    assert Edition.model_validate(added_edition().model_dump(by_alias=True) | {"id": made}).id == made


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
            check_edition(new, [other])


def test_editions_beside_each_other_and_of_other_guidelines_may_stand() -> None:
    new = added_edition(id="official-guideline-2019", edition="2019", in_force=in_force("2017-12-01", "2019-12-31"))
    check_edition(new, [added_edition()])
    later = added_edition(id="official-guideline-x", edition="x", in_force=in_force("2021-01-01"))
    check_edition(later, [added_edition(in_force=in_force("2020-01-01", "2020-12-31"))])
    check_edition(later, [added_edition(guideline="Another", cited_as="Another")])
    check_edition(later, [added_edition(chapter="3")])
    check_edition(later, [later])


def test_the_digest_of_the_same_edition_may_stand_beside_it_with_the_same_dates() -> None:
    digest = added_edition(id="digest", digest=True)
    check_edition(added_edition(), [digest])
    with pytest.raises(GuidelineError, match="digest, a digest of this edition"):
        check_edition(added_edition(in_force=in_force("2020-02-01")), [digest])


def test_an_end_before_the_start_is_refused() -> None:
    with pytest.raises(GuidelineError, match="2019-01-01 is before 2020-01-01"):
        check_edition(added_edition(in_force=in_force("2020-01-01", "2019-01-01")), [])
