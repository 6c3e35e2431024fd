from datetime import date

import pytest

from drafter.domain.case import Case, Dates, DisputedItem, ItemStatus, RecordStatus, RecordType
from drafter.domain.determination import Determination
from drafter.domain.draft import CriterionStatus, ItemDraft
from drafter.domain.evidence import Evidence, RecordEvidence
from drafter.domain.guideline import Criterion, CriterionKind, Limit, Passage, Scope, Tier
from drafter.domain.set_sentences import NO_CRITERION, Parent
from drafter.drafting.drafter import ItemTask
from drafter.drafting.extractive import ExtractiveDrafter
from drafter.grounding.check import check_item
from drafter.grounding.sources import Frame
from tests.builders import evidence, guideline, item, passage, record

UPHELD, OVERTURNED, INSUFFICIENT = Determination.UPHELD, Determination.OVERTURNED, Determination.INSUFFICIENT

LIMIT = Criterion.model_validate(
    {
        "id": "visits",
        "kind": "limit",
        "sentence": 2,
        "label": "no more than 4 to 6 visits of massage",
        "request": ["massag*"],
        "limit": {"low": 4, "high": 6, "unit": "visit"},
    }
)
EXERCISE = Criterion.model_validate(
    {
        "id": "exercise",
        "kind": "documentation",
        "sentence": 1,
        "label": "massage beside exercise",
        "request": ["massag*"],
        "shown_by": [["exercise*"]],
        "against": ["refuses exercise"],
    }
)
REPEAT = Criterion.model_validate(
    {
        "id": "repeat",
        "kind": "documentation",
        "sentence": 1,
        "label": "relief and better function from earlier injections",
        "request": ["epidural*"],
        "when": ["repeat"],
        "shown_by": [["relief"], ["function*"]],
        "against": ["off of work"],
        "about": ["injection*", "epidural*"],
    }
)
MASSAGE = passage(criteria=[LIMIT]).model_copy(update={"complete": True})
BOTH = passage(criteria=[LIMIT, EXERCISE]).model_copy(update={"complete": True})
EXERCISE_ONLY = passage(criteria=[EXERCISE]).model_copy(update={"complete": True})
INJECTION = passage(
    section="Epidural injections",
    statements=["A repeat injection needs relief and better function from earlier injections."],
    page=46,
    criteria=[REPEAT],
).model_copy(update={"complete": True})
NOTE = record("R1", "The worker was seen for neck pain.")


def task(
    disputed: DisputedItem,
    *passages: Passage,
    records: tuple[RecordEvidence, ...] = (NOTE,),
    parent: Parent | None = None,
) -> ItemTask:
    case = Case(case_number="SYNTHETIC-1", items=(disputed,))
    return ItemTask(1, disputed, case, evidence(passages, records), parent)


def body_parts(text: str) -> frozenset[str]:
    return frozenset(part for part in ("neck", "back", "shoulder") if part in text.lower())


def draft(work: ItemTask, *warnings: str) -> ItemDraft:
    """The draft of a task: no sentence of it may be without ground, and no warning but these may stand against it.

    That a proposal rests on words or on its parent alone is looked at in tests of its own.
    """
    found = ExtractiveDrafter(body_parts).propose(work)
    frame = Frame(item=work.item, dates=Dates(), case_number=work.case.case_number)
    findings = check_item(1, found, work.evidence, frame, work.parent)
    resting = ("words-alone", "parent-alone")
    assert [finding.code for finding in findings if finding.code not in resting] == list(warnings)
    assert all(finding.severity == "warning" for finding in findings)
    return found


def words(found: ItemDraft) -> str:
    return " ".join(sentence.text for sentence in found.rationale)


@pytest.mark.parametrize(
    ("request_", "proposal"),
    [
        ("Massage therapy, 8 visits, neck", UPHELD),
        ("Massage therapy, six sessions", OVERTURNED),
        ("Massage 2x3", OVERTURNED),
        ("Massage 3x4", UPHELD),
        ("Massage twice weekly for 6 weeks", UPHELD),
        ("Massage therapy", UPHELD),
        ("Massage, 4 sessions, twice a week for 4 weeks", INSUFFICIENT),
        ("Massage x 8", INSUFFICIENT),
        ("Massage, 2 additional sessions", INSUFFICIENT),
        ("Massage, 8 additional sessions", UPHELD),
    ],
)
def test_a_request_is_compared_with_the_sections_limit(request_: str, proposal: Determination) -> None:
    assert draft(task(item(request_), MASSAGE)).determination is proposal


def test_the_rationale_says_what_the_guideline_allows_and_what_was_asked() -> None:
    text = words(draft(task(item("Massage therapy, 8 visits"), MASSAGE)))
    assert "page 60" in text
    assert "8 visits, more than the 4 to 6 visits" in text
    assert text.endswith("Therefore, the request is not medically necessary.")


def test_a_remainder_is_judged_as_an_extension() -> None:
    quantities = {"original": "8 visits", "authorised": "6 visits", "remaining": "2 visits"}
    found = draft(task(item("Massage therapy, 8 visits", quantities=quantities), MASSAGE))
    assert found.determination is UPHELD
    assert "2 visits on top of 6 authorised or had already, 8 visits in all" in words(found)


def test_earlier_visits_count_toward_the_limit() -> None:
    assert draft(task(item("Massage, 4 visits", earlier_visits="5 visits"), MASSAGE)).determination is UPHELD


def test_a_criterion_that_the_record_shows_is_met_with_a_pointer_to_it() -> None:
    shown = record("R1", "She was seen.", "She exercises daily at home.")
    found = draft(task(item("Massage, 4 visits"), BOTH, records=(shown,)))
    assert found.determination is OVERTURNED
    assert [str(pointer) for pointer in found.criteria[1].pointers] == ["R1.2"]
    assert "“She exercises daily at home.”" in words(found)


def test_what_a_searched_record_does_not_hold_is_not_documented_with_its_receipt() -> None:
    found = draft(task(item("Massage, 4 visits"), BOTH))
    assert found.determination is UPHELD
    assert found.criteria[1].status is CriterionStatus.NOT_DOCUMENTED
    assert found.criteria[1].searched is not None
    assert found.criteria[1].searched.sources == ("R1",)
    assert found.criteria[1].searched.words == ("exercise*",)


@pytest.mark.parametrize("status", [RecordStatus.MISSING, RecordStatus.UNREADABLE])
def test_a_missing_or_unreadable_record_that_would_show_it_leaves_the_item_open(status: RecordStatus) -> None:
    gone = record("R2", type=RecordType.TREATMENT_NOTES, status=status)
    found = draft(task(item("Massage, 4 visits"), EXERCISE_ONLY, records=(NOTE, gone)))
    assert found.determination is INSUFFICIENT
    assert found.criteria[0].status is CriterionStatus.INSUFFICIENT


def test_a_missing_record_of_another_kind_changes_nothing() -> None:
    gone = record("R2", type=RecordType.IMAGING, status=RecordStatus.MISSING)
    found = draft(task(item("Massage, 4 visits"), EXERCISE_ONLY, records=(NOTE, gone)))
    assert found.determination is UPHELD


def test_no_record_at_all_is_insufficient_and_not_undocumented() -> None:
    assert draft(task(item("Massage, 4 visits"), EXERCISE_ONLY, records=())).determination is INSUFFICIENT


def test_what_utilization_review_says_is_no_evidence() -> None:
    review = record("R2", "She exercises daily.", type=RecordType.UR_DETERMINATION)
    found = draft(task(item("Massage, 4 visits"), EXERCISE_ONLY, records=(NOTE, review)))
    assert found.determination is UPHELD
    alone = draft(task(item("Massage, 4 visits"), EXERCISE_ONLY, records=(review,)))
    assert alone.determination is INSUFFICIENT


def test_a_summarys_sentence_on_utilization_review_is_no_evidence() -> None:
    summary = record("R1", "Utilization review said she exercises.", "Neck pain.", type=None, day=None)
    found = draft(task(item("Massage, 4 visits"), EXERCISE_ONLY, records=(summary,)))
    assert found.determination is UPHELD


def test_a_criterion_for_repeats_is_left_alone_at_a_first_request() -> None:
    assert draft(task(item("Epidural injection"), INJECTION)).criteria == ()


def test_a_repeat_that_only_the_record_tells_of_is_seen() -> None:
    note = record("R1", "A repeat epidural injection was sought.", "She is off of work.")
    found = draft(task(item("Epidural injection at L5-S1"), INJECTION, records=(note,)))
    assert found.determination is UPHELD
    assert found.criteria[0].status is CriterionStatus.NOT_MET
    assert [str(pointer) for pointer in found.criteria[0].pointers] == ["R1.2"]


def test_records_that_contradict_each_other_leave_the_item_open() -> None:
    note = record("R1", "After the epidural came relief and better function.", "She is off of work.")
    found = draft(task(item("Repeat epidural injection"), INJECTION, records=(note,)))
    assert found.determination is INSUFFICIENT


def test_a_negated_word_shows_nothing() -> None:
    note = record("R1", "The epidural brought no relief.", "She did not regain function.")
    found = draft(task(item("Repeat epidural injection"), INJECTION, records=(note,)))
    assert found.determination is UPHELD
    assert found.criteria[0].status is CriterionStatus.NOT_DOCUMENTED


def test_no_guideline_that_applies_is_insufficient() -> None:
    found = draft(task(item("A sit-stand desk")))
    assert found.determination is INSUFFICIENT
    assert found.rationale[0].text == NO_CRITERION


def test_where_nothing_can_be_tested_the_section_that_fits_best_is_cited() -> None:
    found = draft(task(item("Chiropractic care with rubbing"), MASSAGE, INJECTION))
    assert found.determination is INSUFFICIENT
    assert [p.source for p in found.rationale[0].pointers] == ["G1"]
    assert found.rationale[1].text == NO_CRITERION


def test_a_section_whose_text_is_not_held_is_not_cited() -> None:
    found = draft(
        task(item("Chiropractic care"), MASSAGE.model_copy(update={"sentences": (), "criteria": ()})), "text-not-held"
    )
    assert found.rationale[0].text == NO_CRITERION


def test_a_lower_tier_is_not_looked_at_where_a_higher_one_applies() -> None:
    strict = LIMIT.model_copy(update={"limit": LIMIT.limit and LIMIT.limit.model_copy(update={"low": 1, "high": 2})})
    lower = passage(criteria=[strict], id="odg-2014", tier=Tier.ACOEM_ODG, cited_as="ODG", guideline="ODG")
    found = draft(task(item("Massage, 4 visits"), lower, MASSAGE))
    assert found.determination is OVERTURNED
    assert [str(check.criterion) for check in found.criteria] == ["G2.2"]


@pytest.mark.parametrize("proposed", list(Determination))
def test_a_dependent_item_gets_its_parents_outcome(proposed: Determination) -> None:
    dependent = item("Assistant surgeon", depends_on=2)
    parent = Parent(2, ItemStatus.OPEN, proposed)
    assert draft(task(dependent, parent=parent)).determination is proposed


@pytest.mark.parametrize(
    ("status", "proposal"),
    [
        (ItemStatus.AUTHORISED_SINCE, OVERTURNED),
        (ItemStatus.WITHDRAWN, INSUFFICIENT),
        (ItemStatus.INELIGIBLE, INSUFFICIENT),
    ],
)
def test_a_parent_that_is_not_open_is_said_so(status: ItemStatus, proposal: Determination) -> None:
    found = draft(task(item("Assistant surgeon", depends_on=2), parent=Parent(2, status, None)))
    assert found.determination is proposal
    assert "item 2" in words(found)


def test_a_dependent_item_over_a_limit_of_its_own_stays_upheld() -> None:
    dependent = item("Massage after surgery, 20 visits", depends_on=2)
    parent = Parent(2, ItemStatus.OPEN, OVERTURNED)
    assert draft(task(dependent, MASSAGE, parent=parent)).determination is UPHELD


def test_the_probability_orders_the_proposals() -> None:
    over = draft(task(item("Massage, 8 visits"), MASSAGE)).probability
    unclear = draft(task(item("Massage, 4 visits"), EXERCISE_ONLY, records=())).probability
    within = draft(task(item("Massage, 4 visits"), MASSAGE)).probability
    assert over < unclear < within


def test_a_long_record_sentence_is_pointed_at_and_not_cut() -> None:
    long = record("R1", "She exercises " + "very " * 70 + "often.", day=date(2014, 10, 9))
    text = words(draft(task(item("Massage, 4 visits"), BOTH, records=(long,))))
    assert "very" not in text
    assert "On this, see the progress report of October 9, 2014." in text


def test_criteria_met_of_a_section_that_asks_for_more_do_not_overturn() -> None:
    part = EXERCISE_ONLY.model_copy(update={"complete": False})
    shown = record("R1", "She exercises daily at home.")
    found = draft(task(item("Massage, 4 visits"), part, records=(shown,)))
    assert found.criteria[0].status is CriterionStatus.MET
    assert found.determination is INSUFFICIENT
    assert "more than could be tested" in words(found)


def test_an_edition_that_may_not_govern_decides_nothing() -> None:
    disputed = item("Massage, 8 visits")
    near = Evidence(guidelines=(guideline("G1", MASSAGE, near_boundary=True),), records=(NOTE,))
    case = Case(case_number="SYNTHETIC-1", items=(disputed,))
    found = draft(ItemTask(1, disputed, case, near), "near-boundary")
    assert found.determination is INSUFFICIENT
    assert found.criteria[0].status is CriterionStatus.NOT_MET


def test_words_about_another_treatment_show_nothing() -> None:
    note = record("R1", "Ibuprofen gives good relief.", "His function is better since the therapy.")
    found = draft(task(item("Repeat epidural injection"), INJECTION, records=(note,)))
    assert found.criteria[0].status is CriterionStatus.NOT_DOCUMENTED


def test_the_sentence_after_the_one_on_the_treatment_counts() -> None:
    note = record("R1", "An epidural injection was given in May.", "It brought relief and better function.")
    found = draft(task(item("Repeat epidural injection"), INJECTION, records=(note,)))
    assert found.determination is OVERTURNED


def test_what_the_record_says_of_the_family_shows_nothing() -> None:
    note = record("R1", "His wife exercises daily.")
    found = draft(task(item("Massage, 4 visits"), EXERCISE_ONLY, records=(note,)), "absence-passed-over")
    assert found.criteria[0].status is CriterionStatus.INSUFFICIENT


def test_what_the_record_says_of_another_body_part_is_passed_over_and_shown() -> None:
    note = record("R1", "Seen for neck pain.", "For the shoulder he exercises daily.")
    found = draft(task(item("Massage of the neck, 4 visits"), EXERCISE_ONLY, records=(note,)), "absence-passed-over")
    assert found.criteria[0].status is CriterionStatus.INSUFFICIENT
    assert found.criteria[0].searched is not None
    assert [str(pointer) for pointer in found.criteria[0].searched.passed_over] == ["R1.2"]


def test_earlier_visits_that_only_the_record_counts_leave_the_limit_open() -> None:
    note = record("R1", "She completed 12 massage visits by June.")
    found = draft(task(item("Massage, 4 visits"), MASSAGE, records=(note,)))
    assert found.determination is INSUFFICIENT
    assert [str(pointer) for pointer in found.criteria[0].pointers] == ["R1.1"]


def test_the_newest_record_prevails_where_dates_tell() -> None:
    old = record("R1", "He refuses exercise.", day=date(2013, 5, 1))
    new = record("R2", "He exercises daily.", day=date(2014, 5, 1))
    assert draft(task(item("Massage, 4 visits"), EXERCISE_ONLY, records=(old, new))).determination is OVERTURNED
    late = record("R2", "He refuses exercise.", day=date(2014, 6, 1))
    early = record("R1", "He exercises daily.", day=date(2014, 5, 1))
    assert draft(task(item("Massage, 4 visits"), EXERCISE_ONLY, records=(early, late))).determination is UPHELD


def test_a_request_for_authorization_alone_documents_nothing() -> None:
    request = record("R1", "Please allow massage.", type=RecordType.REQUEST_FOR_AUTHORIZATION)
    assert draft(task(item("Massage, 4 visits"), EXERCISE_ONLY, records=(request,))).determination is INSUFFICIENT


def test_what_the_worker_told_the_claims_administrator_is_evidence() -> None:
    note = record("R1", "She told the claims administrator that she exercises daily.")
    assert draft(task(item("Massage, 4 visits"), EXERCISE_ONLY, records=(note,))).determination is OVERTURNED


@pytest.mark.parametrize("status", ["discontinued", "not been done", "stopped"])
def test_what_was_given_up_shows_nothing(status: str) -> None:
    note = record(
        "R1", "Seen for neck pain.", f"Home exercise has {'been ' if status == 'discontinued' else ''}{status}."
    )
    found = draft(task(item("Massage, 4 visits"), EXERCISE_ONLY, records=(note,)))
    assert found.criteria[0].status is CriterionStatus.NOT_DOCUMENTED


def test_an_original_request_partly_authorised_is_judged_by_its_rest() -> None:
    quantities = {"original": "6 visits", "authorised": "4 visits"}
    found = draft(task(item("Massage therapy, 6 visits", quantities=quantities), MASSAGE))
    assert found.determination is OVERTURNED
    assert "2 visits on top of 4 authorised or had already, 6 visits in all" in words(found)


def test_quantities_in_another_unit_are_not_compared() -> None:
    quantities = {"remaining": "2 weeks"}
    assert draft(task(item("Massage, 4 visits", quantities=quantities), MASSAGE)).determination is INSUFFICIENT


def test_a_request_about_something_else_that_holds_the_word_is_left_alone() -> None:
    other = LIMIT.model_copy(update={"request_not": ("chair",)})
    assert draft(task(item("Purchase of a massage chair"), passage(criteria=[other]))).criteria == ()


def codes(work: ItemTask) -> list[str]:
    frame = Frame(item=work.item, dates=Dates(), case_number=work.case.case_number)
    found = ExtractiveDrafter(body_parts).propose(work)
    return [finding.code for finding in check_item(1, found, work.evidence, frame, work.parent)]


def test_a_proposal_that_rests_on_words_or_on_its_parent_alone_says_so() -> None:
    shown = record("R1", "She exercises daily at home.")
    assert codes(task(item("Massage, 4 visits"), BOTH, records=(shown,))) == ["words-alone"]
    assert codes(task(item("Massage, 4 visits"), EXERCISE_ONLY)) == ["words-alone"]
    assert codes(task(item("Massage, 8 visits"), BOTH)) == []
    assert codes(task(item("Massage, 4 visits"), MASSAGE)) == []
    parent = Parent(2, ItemStatus.OPEN, OVERTURNED)
    assert codes(task(item("Assistant surgeon", depends_on=2), parent=parent)) == ["parent-alone"]


def test_a_counted_request_is_not_carried_by_its_parent() -> None:
    parent = Parent(2, ItemStatus.OPEN, OVERTURNED)
    assert draft(task(item("Therapy, 24 sessions", depends_on=2), parent=parent)).determination is INSUFFICIENT


def test_a_single_visit_is_carried_by_its_parent() -> None:
    parent = Parent(2, ItemStatus.AUTHORISED_SINCE, None)
    assert draft(task(item("Clearance, 1 visit", depends_on=2), parent=parent)).determination is OVERTURNED


def test_a_failure_of_its_own_prevails_over_an_open_parent() -> None:
    parent = Parent(2, ItemStatus.OPEN, INSUFFICIENT)
    assert draft(task(item("Massage, 20 visits", depends_on=2), MASSAGE, parent=parent)).determination is UPHELD


def test_a_red_flag_keeps_a_criterion_from_failing_the_request() -> None:
    grave = EXERCISE.model_copy(update={"unless": ("cauda equina",)})
    note = record("R1", "Cauda equina syndrome is suspected.")
    found = draft(task(item("Massage, 4 visits"), passage(criteria=[grave]), records=(note,)))
    assert found.determination is INSUFFICIENT
    assert [str(pointer) for pointer in found.criteria[0].pointers] == ["R1.1"]


def test_an_edition_on_body_parts_judges_only_requests_that_name_one() -> None:
    spine = passage(criteria=[EXERCISE], body_parts=("back",))
    assert draft(task(item("Massage of the shoulder"), spine)).criteria == ()
    assert draft(task(item("Massage of the back"), spine)).criteria != ()


@pytest.mark.parametrize(
    "request_",
    [
        "Massage, 2 visits per week",
        "Massage, 6 visits for the neck and 6 visits for the back",
        "Massage, 6 visits each",
    ],
)
def test_a_rate_or_one_of_several_counts_is_no_amount(request_: str) -> None:
    assert draft(task(item(request_), MASSAGE)).determination is INSUFFICIENT


@pytest.mark.parametrize(
    "sentence",
    [
        "The goal of the epidural is relief and better function.",
        "Relief after the epidural: none. Function after the epidural: none.",
        "The epidural: he denies fever, nausea, relief, gain of function.",
        "We hope for relief and function from the epidural.",
    ],
)
def test_what_is_hoped_for_or_answered_with_none_shows_nothing(sentence: str) -> None:
    found = draft(task(item("Repeat epidural injection"), INJECTION, records=(record("R1", sentence),)))
    assert found.determination is UPHELD


def test_a_treatment_that_the_record_says_goes_on_leaves_the_limit_open() -> None:
    note = record("R1", "She has been getting massage weekly since May.")
    assert draft(task(item("Massage, 6 visits"), MASSAGE, records=(note,))).determination is INSUFFICIENT


TRIAL = LIMIT.model_copy(
    update={
        "id": "trial",
        "limit": Limit(high=6, unit="visit", role="trial"),
        "label": "a trial of no more than 6 visits",
    }
)
CAP = LIMIT.model_copy(update={"id": "cap", "limit": Limit(high=18, unit="visit"), "label": "no more than 18 visits"})
TRIED = passage(
    statements=["Massage begins with a trial of 6 visits.", "Massage runs to 18 visits in all."],
    criteria=[TRIAL.model_copy(update={"sentence": 1}), CAP.model_copy(update={"sentence": 2})],
).model_copy(update={"complete": True})


@pytest.mark.parametrize(
    ("visits", "earlier", "proposal"),
    [
        (6, None, OVERTURNED),
        (8, None, UPHELD),
        (8, "6 visits", OVERTURNED),
        (14, "6 visits", UPHELD),
    ],
)
def test_a_trial_is_the_limit_of_a_first_course_and_the_cap_of_all(
    visits: int, earlier: str | None, proposal: Determination
) -> None:
    asked = DisputedItem(request=f"Massage therapy, {visits} visits, neck", earlier_visits=earlier)
    assert draft(task(asked, TRIED)).determination is proposal


def test_a_trial_that_the_record_tells_of_is_over() -> None:
    told = record("R1", "Massage therapy was completed and helped the neck.")
    found = draft(task(DisputedItem(request="Massage therapy, 8 visits, neck"), TRIED, records=(told,)))
    assert [check.label for check in found.criteria] == ["no more than 18 visits"]


@pytest.mark.parametrize(
    ("scope", "applies"),
    [
        (Scope(), True),
        (Scope(postsurgical=True), False),
        (Scope(postsurgical=False), True),
        (Scope(body_parts=("shoulder",)), False),
        (Scope(body_parts=("neck",)), True),
    ],
)
def test_a_criterion_is_tested_only_in_its_scope(scope: Scope, applies: bool) -> None:
    scoped = passage(criteria=[LIMIT.model_copy(update={"scope": scope})])
    found = draft(task(DisputedItem(request="Massage therapy, 8 visits, neck"), scoped))
    assert bool(found.criteria) == applies


def test_that_a_guideline_is_silent_is_no_test() -> None:
    silent = Criterion.model_validate(
        {"id": "s", "kind": "silent", "sentence": 1, "label": "massage", "request": ["massage"]}
    )
    found = draft(task(DisputedItem(request="Massage therapy, 8 visits, neck"), passage(criteria=[silent])))
    assert found.criteria == ()
    assert found.determination is INSUFFICIENT


@pytest.mark.parametrize("kind", ["limit", "not recommended"])
def test_another_ground_in_the_record_keeps_a_limit_or_a_ban_from_failing(kind: str) -> None:
    limit = LIMIT.limit if kind == "limit" else None
    criterion = LIMIT.model_copy(update={"kind": CriterionKind(kind), "limit": limit, "unless": ("fracture",)})
    asked = DisputedItem(request="Massage therapy, 8 visits, neck")
    plain, broken = record("R1", "The worker has neck pain."), record("R1", "The worker has a fracture of the neck.")
    assert draft(task(asked, passage(criteria=[criterion]), records=(plain,))).determination is UPHELD
    found = draft(task(asked, passage(criteria=[criterion]), records=(broken,)))
    assert found.determination is INSUFFICIENT
    assert [str(pointer) for pointer in found.criteria[0].pointers] == ["R1.1"]
