"""What the prompt `judge` shows of a draft: the sentences that no check could judge, each beside its evidence."""

import re

from hypothesis import given
from hypothesis import strategies as st

from drafter.content import folder
from drafter.domain.draft import ItemDraft, SentenceState
from drafter.drafting.material_check import judge_material
from drafter.drafting.prompt import load_prompt
from tests.builders import item_draft
from tests.drafting.synthetic import EMPLOYEE, GUIDELINE, SUMMARY, item_task

PROMPT = load_prompt(folder("prompts"), "judge")
DRAFT = item_draft(
    ("Massage has four to six visits.", "G1.2"),
    ("The employee had nine visits, more than that.", "R1.2 G1.2"),
    ("The employee is off work.", "R2.1"),
    ("Nothing is known of sleep.", "R9.9"),
)
STATES = (
    SentenceState.COPIED,
    SentenceState.UNJUDGED,
    SentenceState.FLAGGED,
    SentenceState.UNJUDGED,
    SentenceState.SET,
)


def user(draft: ItemDraft = DRAFT, states: tuple[SentenceState, ...] = STATES) -> str:
    return PROMPT.render(**judge_material(item_task(), draft, states))[1]["content"]


def test_only_unjudged_sentences_are_shown_by_their_numbers() -> None:
    assert re.findall(r"(?m)^sentence (\d+) \| ", user()) == ["2", "4"]


def test_each_sentence_has_the_lines_that_it_points_at_beside_it() -> None:
    first, second = user().split("\nsentence 4 | ")
    assert f"G1.2 (Specimen Guideline 2009, section Massage Therapy, page 60, rank MTUS) | {GUIDELINE[1]}\n" in first
    assert f"R1.2 (clinical summary) | {SUMMARY[1].replace(EMPLOYEE, 'the employee')}" in first
    assert "G1.1" not in first
    assert second == "Nothing is known of sleep.\npoints at nothing"


def test_the_request_may_bear_a_sentence_out() -> None:
    assert "request | Massage therapy, 8 visits for the neck\n" in user()


@given(st.text(max_size=80))
def test_no_sentence_can_forge_a_line(text: str) -> None:
    draft = item_draft((f"x {text}", "R2.1"), closing="")
    shown = user(draft, (SentenceState.UNJUDGED,))
    plain = user(item_draft(("x", "R2.1"), closing=""), (SentenceState.UNJUDGED,))
    assert len(shown.splitlines()) == len(plain.splitlines())
    assert len(re.findall(r"(?m)^[GR]\d+\.\d+ \(", shown)) == 1
