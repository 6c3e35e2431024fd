"""Sections applied to what they are not about."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.domain.guideline import Passage, Phase, Scope
from drafter.grounding.lints import scope
from tests.builders import item, passage, record
from tests.grounding.lints.reasoned import LEXICON, codes, draft, drafted, letter, letter_item, of_mtus, of_odg

NERVE = "Clear objective findings of compromise of a specific nerve on neurologic examination warrant imaging."


@pytest.mark.parametrize(
    "sentence",
    [
        NERVE,
        "Imaging is warranted where a specific nerve is compromised and surgery is considered.",
        "The guideline asks for findings of nerve root dysfunction before an MRI.",
        "No specific nerve compromise is shown that would warrant an MRI.",
        "Where the neurologic exam is unclear, proof of nerve dysfunction comes before imaging.",
    ],
)
@pytest.mark.parametrize("part", ["knee", "right shoulder", "left wrist"])
def test_the_nerve_criterion_of_the_spine_under_a_limb(sentence: str, part: str) -> None:
    rationale = f"An MRI shows soft tissue. {sentence}"
    [found] = scope.lint(letter(letter_item(rationale, f"MRI of the {part}")), LEXICON)
    assert (found.code, found.item, found.sentence) == ("scope-differs", 1, 2)


@pytest.mark.parametrize(
    ("request_", "sentence"),
    [
        ("MRI of the lumbar spine", NERVE),
        ("MRI of the cervical spine and right shoulder", NERVE),
        ("MRI of the left upper extremity", NERVE),
        ("Massage of the knee", NERVE),
        ("MRI of the left wrist", "Imaging of the median nerve is warranted where compression is suspected."),
        ("MRI of the left knee", "The lumbar MRI shows nerve root compression."),
        ("MRI of the shoulder", "Signs of neurologic dysfunction warrant imaging."),
        ("MRI of the knee", "An MRI is recommended for a suspected tear."),
    ],
)
def test_a_nerve_where_it_belongs_is_no_fault(request_: str, sentence: str) -> None:
    assert codes([*scope.lint(letter(letter_item(sentence, request_)), LEXICON)]) == []


def test_a_chapter_on_another_body_part() -> None:
    item_ = letter_item("It is not necessary.", "MRI of the left knee", [of_mtus("Low Back Complaints")])
    [found] = scope.lint(letter(item_), LEXICON)
    assert (found.code, found.item) == ("scope-differs", 1)
    assert "low back" in found.message
    assert "knee" in found.message


@pytest.mark.parametrize(
    ("request_", "heading"),
    [
        ("MRI of the left knee", [of_mtus("Knee Complaints"), of_mtus("Low Back Complaints")]),
        ("EMG of the left upper extremity", [of_mtus("Neck and Upper Back Complaints")]),
        ("MRI of the left knee", [of_mtus("Chronic Pain Medical Treatment")]),
        ("Electrodiagnostic testing", [of_mtus("Neck and Upper Back Complaints")]),
        ("EMG/NCV of the right wrist", [of_mtus("Neck and Upper Back Complaints")]),
        ("MRI of the thoracic spine", [of_odg("Low Back", "MRIs")]),
        ("Pre-operative clearance, right shoulder", [of_odg("Low Back", "Preoperative lab testing")]),
        ("Wheelchair for the shoulder injury", [of_odg("Knee & Leg", "Wheelchair")]),
    ],
)
def test_chapters_that_may_hold(request_: str, heading: list) -> None:  # type: ignore[type-arg]
    assert codes([*scope.lint(letter(letter_item("No.", request_, heading)), LEXICON)]) == []


def test_a_draft_is_judged_by_its_pointers_and_by_the_nerve_criterion() -> None:
    item_ = letter_item(NERVE, "MRI of the left knee", [of_mtus("Low Back Complaints")])
    [found] = scope.lint(replace(letter(item_), signed=False), LEXICON)
    assert found.sentence == 1


def test_a_dependent_item_goes_by_the_chapter_of_its_parent() -> None:
    parent = letter_item("Yes.", "Right shoulder repair", [of_mtus("Shoulder Complaints")])
    child = letter_item("Yes.", "Assistant; wrist brace", [of_mtus("Shoulder Complaints")], number=2, depends_on=1)
    assert codes([*scope.lint(letter(parent, child), LEXICON)]) == []


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ("She has knee pain. She has had no surgery.", ["scope-differs"]),
        ("She has knee pain.", ["scope-differs"]),
        ("She had a meniscectomy in May.", []),
        ("He is status post knee replacement.", []),
    ],
)
def test_postsurgical_guidelines_need_an_operation(summary: str, expected: list[str]) -> None:
    item_ = letter_item(
        "The Postsurgical Treatment Guidelines allow 12 visits.",
        "Physical therapy, 12 visits, knee",
        [of_mtus("Postsurgical Treatment")],
    )
    assert codes([*scope.lint(letter(item_, summary=summary), LEXICON)]) == expected


@settings(deadline=None)
@given(st.text(alphabet="specific nerve compromise MRI, warrant imaging.", max_size=200))
def test_any_text_is_read_and_places_are_in_its_sentences(text: str) -> None:
    item_ = letter_item(text, f"MRI of the knee {text}", [of_mtus("Postsurgical Treatment")])
    for found in scope.lint(letter(item_, summary=text), LEXICON):
        assert found.span is None or found.span[1] <= len(item_.sentences[(found.sentence or 1) - 1].text)


def scoped(**fields: object) -> Passage:
    return passage().model_copy(update={"scope": Scope.model_validate(fields)})


def pointed_codes(given: Passage, request: str, injury: date | None = None, told: str = "She has pain.") -> list[str]:
    one = drafted(("The section says so.", "G1.1"), ("It says so twice.", "G1.2"), of=item(request), passages=[given])
    return codes([*scope.lint_draft(draft(one, records=[record("R1", told)], injury=injury), LEXICON)])


def test_a_passage_on_another_body_part_is_found_once() -> None:
    assert pointed_codes(scoped(body_parts=("low back",)), "MRI of the knee") == ["scope-differs"]
    assert pointed_codes(passage(body_parts=("low back",)), "MRI of the knee") == ["scope-differs"]


def test_a_passage_on_a_part_of_the_request_or_on_none() -> None:
    assert pointed_codes(scoped(body_parts=("knee", "low back")), "MRI of the knee") == []
    assert pointed_codes(scoped(body_parts=("neck",)), "EMG of the left upper extremity") == []
    assert pointed_codes(scoped(body_parts=("neck",)), "Massage therapy") == []
    assert pointed_codes(passage(), "MRI of the knee") == []


def test_a_postsurgical_passage_without_an_operation() -> None:
    given = scoped(postsurgical=True)
    assert pointed_codes(given, "Physical therapy, knee") == ["scope-differs"]
    assert pointed_codes(given, "Physical therapy, knee", told="She had knee surgery.") == []


def test_a_passage_for_another_phase() -> None:
    given = scoped(phases=(Phase.ACUTE,))
    assert pointed_codes(given, "Massage", injury=date(2013, 6, 10)) == ["scope-differs"]
    assert pointed_codes(given, "Massage", injury=date(2014, 10, 10)) == []
    assert pointed_codes(given, "Massage") == []


def test_a_dependent_drafted_item_goes_by_the_parts_of_its_parent() -> None:
    shoulder = scoped(body_parts=("shoulder",))
    parent = drafted(("So.", "G1.1"), of=item("Shoulder repair"), passages=[shoulder])
    child = drafted(("So.", "G1.1"), of=item("Wrist brace", depends_on=1), passages=[shoulder], number=2)
    assert codes([*scope.lint_draft(draft(parent, child), LEXICON)]) == []
