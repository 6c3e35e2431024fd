from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.domain.case import Case, Dates, DisputedItem
from drafter.domain.evidence import Retrieval
from drafter.domain.guideline import Tier
from drafter.errors import GuidelineError
from drafter.guidelines.corpus import load_corpus
from drafter.guidelines.index import GuidelineIndex, build_index, open_index
from drafter.guidelines.retrieve import find_for_item, find_passages

from .search_world import FILES

DAY = date(2014, 10, 28)
LATER = date(2016, 12, 9)
MakeCase = Callable[..., Case]
REQUESTS = (
    "Psychiatric evaluation by a specialist",
    "Massage therapy for neck pain, eight sessions in all",
    "Epidural injection at L5-S1",
)


def ids(found: Retrieval) -> list[str]:
    return [evidence.passage.id for evidence in found.evidence]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GuidelineIndex]:
    """The index of a small invented corpus of three tiers."""
    folder = tmp_path_factory.mktemp("world")
    corpus = folder / "corpus"
    corpus.mkdir()
    for name, text in FILES.items():
        (corpus / name).write_text(text, encoding="utf-8")
    loaded = load_corpus(corpus)
    build_index(loaded, folder / "index")
    with open_index(folder / "index", loaded) as opened:
        yield opened


@pytest.mark.parametrize(
    ("number", "first"),
    [
        (1, "mtus-acoem-stress-2004/referral"),
        (2, "mtus-chronic-pain-2009/massage-therapy"),
        (3, "mtus-chronic-pain-2009/epidural-steroid-injections-esis"),
    ],
)
def test_the_sections_that_govern_the_first_case_rank_first(
    index: GuidelineIndex, make_case: MakeCase, number: int, first: str
) -> None:
    found = find_for_item(index, make_case(*REQUESTS), number)
    assert ids(found)[0] == first
    assert len(found.evidence) <= 8
    assert found.evidence[0].in_force_on.basis == "UR denial date, read from the clinical summary"


def test_evidence_is_numbered_by_rank_and_carries_its_digest(index: GuidelineIndex) -> None:
    found = find_passages(index, "massage", as_of=DAY, k=3).evidence
    assert [evidence.source for evidence in found] == ["G1", "G2", "G3"]
    assert [evidence.score for evidence in found] == sorted((e.score for e in found), reverse=True)
    assert all(evidence.sha256 == evidence.passage.sha256 for evidence in found)


def test_only_editions_in_force_are_shown(index: GuidelineIndex) -> None:
    for day, year in ((DAY, "2009"), (LATER, "2016")):
        found = find_passages(index, "epidural steroid injection", as_of=day, k=100).evidence
        editions = {e.passage.edition.edition for e in found if "Chronic Pain" in e.passage.edition.guideline}
        assert editions == {year}
        assert not any(evidence.near_boundary for evidence in found)


def test_what_was_found_for_one_case_is_not_given_for_another(index: GuidelineIndex, make_case: MakeCase) -> None:
    request, summaries = REQUESTS[1], ("The knee is sore.", "The neck is sore.", "An operation on the neck failed.")
    asked = [
        make_case(request, summary=summary, dates=Dates(ur_denial=day, injury=injury))
        for summary in summaries
        for day in (DAY, LATER)
        for injury in (None, day - timedelta(days=7))
    ]
    found = [find_for_item(index, case, 1) for case in asked]
    assert [find_for_item(index, case, 1) for case in reversed(asked)] == found[::-1]
    assert len({one.model_dump_json() for one in found}) > 3


def test_near_the_boundary_both_editions_are_shown(index: GuidelineIndex, make_case: MakeCase) -> None:
    summary = "Synthetic case. Utilization Review of August 5, 2016 refused it."
    found = find_for_item(index, make_case("Epidural injection", summary=summary), 1, k=100).evidence
    near = {evidence.passage.edition.id for evidence in found if evidence.near_boundary}
    assert {"mtus-chronic-pain-2009", "mtus-chronic-pain-2016"} <= near


@pytest.mark.parametrize(
    ("request_text", "summary", "chapter"),
    [
        ("MRI of the lumbar spine", "Neck pain.", "12"),
        ("MRI at C5-6", "Low back pain.", "8"),
        ("MRI of the left knee", "Neck pain.", "13"),
        ("MRI", "Low back pain.", "12"),
    ],
)
def test_a_chapter_about_other_body_parts_is_left_out_with_its_reason(
    index: GuidelineIndex, make_case: MakeCase, request_text: str, summary: str, chapter: str
) -> None:
    case = make_case(request_text, summary=f"Synthetic case. {summary}")
    found = find_for_item(index, case, 1, as_of=DAY, k=100)
    chapters = {evidence.passage.edition.chapter for evidence in found.evidence if evidence.passage.edition.body_parts}
    assert chapters == {chapter}
    left = {out.edition: out.reason for out in found.search.left_out if out.section is None}
    whose = "the clinical summary" if request_text == "MRI" else "the request"
    assert left["MTUS Shoulder Complaints 2004"].startswith(f"about another body part ({whose} speaks of ")


def test_a_request_that_names_no_part_goes_by_the_summary_and_else_by_none(
    index: GuidelineIndex, make_case: MakeCase
) -> None:
    both = find_for_item(
        index, make_case("MRI", summary="Synthetic case. Neck and low back pain."), 1, as_of=DAY, k=100
    )
    assert {e.passage.edition.chapter for e in both.evidence if e.passage.edition.body_parts} == {"8", "12"}
    none = find_for_item(index, make_case("MRI", summary="Synthetic case. Pain."), 1, as_of=DAY, k=100)
    assert not any("body part" in out.reason for out in none.search.left_out)
    assert {"8", "9", "12", "13"} <= {e.passage.edition.chapter for e in none.evidence if e.passage.edition.body_parts}


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\ud800"])
def test_an_empty_search_is_refused(index: GuidelineIndex, text: str) -> None:
    with pytest.raises(GuidelineError, match="search text is empty"):
        find_passages(index, text, as_of=DAY)


@given(text=st.text(st.characters(), min_size=1, max_size=200))
@settings(max_examples=60)
def test_any_text_finds_the_same_twice(world: GuidelineIndex, text: str) -> None:
    if text.encode("utf-8", "ignore").strip() and text.strip():
        found = find_passages(world, text, as_of=LATER)
        assert found == find_passages(world, text, as_of=LATER)
        assert len(set(ids(found))) == len(found.evidence) <= 8


def test_the_search_ends_in_the_highest_tier_that_is_about_the_request(world: GuidelineIndex) -> None:
    found = find_passages(world, "Copper bracelet", as_of=LATER)
    assert ids(found)[0] == "high-2016/copper-bracelet"
    assert [(step.tier, step.left_because) for step in found.search.tiers] == [(Tier.MTUS, None)]


def test_a_tier_that_does_not_know_the_treatment_is_left_and_says_so(world: GuidelineIndex) -> None:
    found = find_passages(world, "Singing bowl", as_of=LATER)
    assert ids(found) == ["low-2016/singing-bowl"]
    first, second = found.search.tiers
    assert (first.tier, second.tier) == (Tier.MTUS, Tier.ACOEM_ODG)
    assert "MTUS" in (first.left_because or "")
    assert second.left_because is None


def test_a_section_that_says_its_guideline_is_silent_sends_the_search_on(world: GuidelineIndex) -> None:
    found = find_passages(world, "Magnetic insole", as_of=LATER)
    assert ids(found)[0].startswith("high-2016/")
    assert "low-2016/magnetic-insole" in ids(found)
    assert found.search.tiers[0].left_because == "MTUS High 2016, Footwear, says nothing on the treatment"


def test_where_no_passage_is_near_there_is_no_evidence(world: GuidelineIndex) -> None:
    found = find_passages(world, "Reimbursement of parking fees at the courthouse", as_of=LATER)
    assert found.evidence == ()
    assert all(step.left_because for step in found.search.tiers)


def test_a_section_by_title_alone_is_found_and_has_nothing_to_point_at(world: GuidelineIndex) -> None:
    first = find_passages(world, "Leech treatment", as_of=LATER).evidence[0].passage
    assert (first.id, first.held, first.sentences) == ("high-2016/leech-treatment", False, ())


def a_case(request: str, *, cited: str | None = None, summary: str = "Pain.", injury: date | None = None) -> Case:
    return Case(
        case_number="Synthetic case",
        clinical_summary=f"Synthetic case. {summary}",
        dates=Dates(ur_denial=LATER, injury=injury),
        items=(DisputedItem(request=request, claims_administrator_guideline=cited),),
    )


def test_what_the_claims_administrator_cited_moves_up_unless_it_is_switched_off(world: GuidelineIndex) -> None:
    case = a_case("Warm wrap", cited="Decision based on MTUS High 2016, Section(s): Warm wrap, at night.")
    with_hint, without = (ids(find_for_item(world, case, 1, hint=hint)) for hint in (True, False))
    night = "high-2016/warm-wrap-at-night"
    assert with_hint.index(night) <= without.index(night)
    assert set(with_hint) == set(without)
    nothing = a_case("Warm wrap", cited="Decision based on MTUS High 2016, Section(s): Unheard of.")
    assert ids(find_for_item(world, nothing, 1)) == without


@pytest.mark.parametrize(
    ("injury", "left_out"), [(date(2016, 12, 1), True), (date(2016, 10, 1), True), (date(2016, 1, 1), False)]
)
def test_a_section_for_chronic_care_is_left_out_of_a_fresh_injury(
    world: GuidelineIndex, injury: date, left_out: bool
) -> None:
    found = find_for_item(world, a_case("Long walks", injury=injury), 1)
    assert ("high-2016/long-walks" not in ids(found)) == left_out
    reasons = [out.reason for out in found.search.left_out if out.section == "Long walks"]
    assert [reason.startswith("for chronic care (the injury is ") for reason in reasons] == [True] * left_out


def test_a_section_for_care_after_surgery_needs_an_operation(world: GuidelineIndex) -> None:
    before = find_for_item(world, a_case("Wound school"), 1)
    assert "high-2016/wound-school" not in ids(before)
    assert "for care after an operation (request and summary tell of none)" in [
        out.reason for out in before.search.left_out
    ]
    for case in (a_case("Post-operative wound school"), a_case("Wound school", summary="She had surgery in May.")):
        assert ids(find_for_item(world, case, 1))[0] == "high-2016/wound-school"
    planned_not = a_case("Wound school", summary="She has had no surgery.")
    assert "high-2016/wound-school" not in ids(find_for_item(world, planned_not, 1))


def test_two_pieces_or_more_passages_than_asked_for_are_cut_at_k(world: GuidelineIndex, tmp_path: Path) -> None:
    assert len(find_passages(world, "Warm wrap, warm wrap at night", as_of=LATER, k=1).evidence) == 1


def test_a_title_alone_does_not_end_the_search(world: GuidelineIndex) -> None:
    found = find_passages(world, "Leech treatment", as_of=LATER)
    assert found.search.tiers[0].left_because == "MTUS High 2016, Leech treatment, exists, and its text is not held"


def test_the_hint_makes_nothing_evidence(world: GuidelineIndex) -> None:
    cited = "Decision based on MTUS High 2016, Section(s): Copper bracelet."
    found = find_for_item(world, a_case("Reimbursement of parking fees at the courthouse", cited=cited), 1)
    assert found.evidence == ()
    bowl = find_for_item(world, a_case("Singing bowl", cited=cited), 1)
    assert "low-2016/singing-bowl" in ids(bowl)


@pytest.mark.parametrize("k", [1, 2, 3, 5])
def test_fewer_passages_are_the_first_of_more(world: GuidelineIndex, k: int) -> None:
    more = ids(find_passages(world, "Warm wrap by day and long walks", as_of=LATER, k=20))
    assert ids(find_passages(world, "Warm wrap by day and long walks", as_of=LATER, k=k)) == more[:k]
