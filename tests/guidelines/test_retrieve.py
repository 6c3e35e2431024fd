from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.domain.case import Case
from drafter.errors import GuidelineError
from drafter.guidelines.index import GuidelineIndex
from drafter.guidelines.retrieve import find_for_item, find_passages

DAY = date(2014, 10, 28)
MakeCase = Callable[..., Case]
REQUESTS = (
    "Psychiatric evaluation by a specialist",
    "Massage therapy for neck pain, eight sessions in all",
    "Epidural injection at L5-S1",
)


@pytest.mark.parametrize(
    ("number", "first"),
    [
        (1, ["mtus-acoem-stress-2004/referral"]),
        (2, ["mtus-chronic-pain-2009/massage-therapy", "mtus-chronic-pain-2009/physical-medicine"]),
        (3, ["mtus-chronic-pain-2009/epidural-steroid-injections-esis"]),
    ],
)
def test_the_sections_that_govern_the_first_case_rank_first(
    index: GuidelineIndex, make_case: MakeCase, number: int, first: list[str]
) -> None:
    found = find_for_item(index, make_case(*REQUESTS), number)
    assert [evidence.passage.id for evidence in found][: len(first)] == first
    assert len(found) == 8
    assert found[0].in_force_on.basis == "UR denial date, read from the clinical summary"


def test_evidence_is_numbered_by_rank_and_carries_its_digest(index: GuidelineIndex) -> None:
    found = find_passages(index, "massage", as_of=DAY, k=5)
    assert [evidence.source for evidence in found] == ["G1", "G2", "G3", "G4", "G5"]
    assert [evidence.score for evidence in found] == sorted((e.score for e in found), reverse=True)
    assert all(evidence.sha256 == evidence.passage.sha256 for evidence in found)


def test_only_editions_in_force_are_shown(index: GuidelineIndex) -> None:
    for day, year in ((DAY, "2009"), (date(2016, 12, 9), "2016")):
        found = find_passages(index, "epidural steroid injection", as_of=day, k=100)
        editions = {e.passage.edition.edition for e in found if "Chronic Pain" in e.passage.edition.guideline}
        assert editions == {year}
        assert not any(evidence.near_boundary for evidence in found)


def test_near_the_boundary_both_editions_are_shown(index: GuidelineIndex, make_case: MakeCase) -> None:
    summary = "Synthetic case. Utilization Review of August 5, 2016 refused it."
    found = find_for_item(index, make_case("Epidural injection", summary=summary), 1, k=100)
    near = {evidence.passage.edition.id for evidence in found if evidence.near_boundary}
    assert near == {"mtus-chronic-pain-2009", "mtus-chronic-pain-2016"}


def test_an_edition_about_other_body_parts_is_no_evidence(index: GuidelineIndex, make_case: MakeCase) -> None:
    def chapters(request: str, summary: str) -> set[str | None]:
        case = make_case(request, summary=f"Synthetic case. {summary}")
        found = find_for_item(index, case, 1, as_of=DAY, k=100)
        return {evidence.passage.edition.chapter for evidence in found} - {None}

    assert chapters("MRI of the lumbar spine", "Neck pain.") == {"12"}
    assert chapters("MRI at C5-6", "Low back pain.") == {"8"}
    assert chapters("MRI", "Neck and low back pain.") == {"8", "12"}
    assert chapters("MRI of the left knee", "Neck pain.") == set()
    assert chapters("MRI", "Pain.") == {"8", "12", "15"}


def test_a_search_takes_as_many_as_there_are(index: GuidelineIndex) -> None:
    held = {evidence.passage.id for evidence in find_passages(index, "massage", as_of=DAY, k=100)}
    governing = {
        passage.id
        for passage in index.corpus.passages
        if passage.edition.in_force.from_ <= DAY and (passage.edition.in_force.to or DAY) >= DAY
    }
    assert held == governing


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\ud800"])
def test_an_empty_search_is_refused(index: GuidelineIndex, text: str) -> None:
    with pytest.raises(GuidelineError, match="search text is empty"):
        find_passages(index, text, as_of=DAY)


@given(text=st.text(st.characters(), min_size=1, max_size=200))
@settings(deadline=timedelta(seconds=5), max_examples=60)
def test_any_text_finds_the_same_twice(index: GuidelineIndex, text: str) -> None:
    if text.encode("utf-8", "ignore").strip() and text.strip():
        found = find_passages(index, text, as_of=DAY)
        assert found == find_passages(index, text, as_of=DAY)
        assert len({evidence.passage.id for evidence in found}) == len(found) <= 8
