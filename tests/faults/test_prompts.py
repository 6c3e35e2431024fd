"""What the fault server answers to the prompts as they are, so that it follows when they change."""

import json
from collections.abc import Sequence

import pytest

from drafter.content import folder
from drafter.domain.determination import Determination
from drafter.domain.draft import DraftSentence, Finding, ItemDraft, SentenceState, Severity
from drafter.domain.evidence import GuidelineSearch, TierStep
from drafter.domain.guideline import Tier
from drafter.domain.lexicon import Lexicon
from drafter.drafting.answer import Answer
from drafter.drafting.answer_form import form_of
from drafter.drafting.answers.judge import JudgeAnswer
from drafter.drafting.answers.parts import Strict
from drafter.drafting.answers.repair import RepairAnswer
from drafter.drafting.answers.select import SelectAnswer
from drafter.drafting.answers.summary import SummaryAnswer
from drafter.drafting.answers.summary_repair import SummaryRepairAnswer
from drafter.drafting.at_fault import at_fault, mended, summary_at_fault, summary_mended
from drafter.drafting.drafter import ItemTask
from drafter.drafting.form import told_in_words
from drafter.drafting.material import item_material
from drafter.drafting.material_check import judge_material, repair_material, summary_repair_material
from drafter.drafting.material_summary import select_material, summary_material
from drafter.drafting.prompt import load_prompt
from drafter.grounding.examine import examine
from drafter.grounding.sources import Frame
from drafter.grounding.summary import examine_summary
from drafter.grounding.things import things_of
from tests.builders import pointers
from tests.drafting.synthetic import item_task
from tests.faults.answers import MAKERS, answer_to
from tests.faults.asked import Asked
from tests.faults.shapes import astray

PROMPTS = folder("prompts")
ASTRAY = (
    DraftSentence(text="The employee is seen for neck pain.", pointers=pointers("R1.1")),
    DraftSentence(text="There were 77 visits.", pointers=pointers("R1.2")),
)
"""A summary with a sentence that its record does not bear out."""
ANSWERS: dict[str, type[Strict]] = {
    "item": Answer,
    "repair": RepairAnswer,
    "judge": JudgeAnswer,
    "summary": SummaryAnswer,
    "summary-repair": SummaryRepairAnswer,
    "select": SelectAnswer,
}


def messages(purpose: str, task: ItemTask) -> list[dict[str, str]]:
    """A prompt filled with the material of a synthetic item, and of an answer to it that points astray."""
    draft, records = astray_draft(task), task.evidence.records
    material = {
        "item": lambda: item_material(task),
        "repair": lambda: repair_material(task, draft, errors(task, draft)),
        "judge": lambda: judge_material(task, draft, [SentenceState.UNJUDGED] * len(draft.rationale)),
        "summary": lambda: summary_material(task.case, records),
        "summary-repair": lambda: summary_repair_material(task.case, records, ASTRAY, summary_errors(task, ASTRAY)),
        "select": lambda: select_material(task.case, records, 2),
    }
    return load_prompt(PROMPTS, purpose).render(**material[purpose]())


def summary_errors(task: ItemTask, summary: Sequence[DraftSentence]) -> list[Finding]:
    found = examine_summary(summary, task.evidence.records, task.case.dates, things_of(Lexicon())).findings
    return [finding for finding in found if finding.severity is Severity.ERROR]


def asked(purpose: str, task: ItemTask) -> Asked:
    form = form_of(ANSWERS[purpose], f"{purpose.replace('-', '_')}_draft")
    schema = {"name": form.name, "strict": True, "schema": form.schema}
    return Asked(
        {
            "messages": messages(purpose, task),
            "response_format": {"type": "json_schema", "json_schema": schema},
        }
    )


def drafted(task: ItemTask) -> ItemDraft:
    return Answer.model_validate(answer_to(asked("item", task))).item_draft()


def astray_draft(task: ItemTask) -> ItemDraft:
    request = Asked({"messages": load_prompt(PROMPTS, "item").render(**item_material(task))})
    return Answer.model_validate(astray(MAKERS["item_draft"](request))).item_draft()


def errors(task: ItemTask, draft: ItemDraft) -> list[Finding]:
    frame = Frame(task.item, task.case.dates, task.case.case_number, search=task.search)
    found = examine(task.number, draft, task.evidence, frame, task.parent).findings
    return [finding for finding in found if finding.severity is Severity.ERROR]


@pytest.mark.parametrize("parent", [None, Determination.UPHELD])
def test_an_item_is_drafted_without_an_error(parent: Determination | None) -> None:
    task = item_task(parent=parent)
    draft = drafted(task)
    assert errors(task, draft) == []
    assert draft.determination is Determination.UPHELD
    assert task.parent is None or draft.rationale[0] == DraftSentence(text=task.parent.sentence)


def test_a_rank_left_is_said() -> None:
    step = TierStep(tier=Tier.MTUS, left_because="no section of it names the treatment")
    plain = item_task()
    task = ItemTask(plain.number, plain.item, plain.case, plain.evidence, search=GuidelineSearch(tiers=(step,)))
    draft = drafted(task)
    assert errors(task, draft) == []
    assert draft.rationale[0].text.startswith("The search went on past the MTUS")


def test_what_is_at_fault_is_mended_at_once() -> None:
    task = item_task()
    draft = astray_draft(task)
    found = errors(task, draft)
    assert {finding.code for finding in found} >= {"pointer-unknown"}
    answer = RepairAnswer.model_validate(answer_to(asked("repair", task)))
    fault = at_fault(draft, found)
    assert [sentence.number for sentence in answer.sentences] == list(fault.sentences)
    assert [check.number for check in answer.criteria] == list(fault.criteria)
    assert errors(task, mended(draft, answer, fault)) == []


def test_a_closing_sentence_that_is_missing_is_written() -> None:
    task = item_task()
    whole = drafted(task)
    draft = whole.model_copy(update={"rationale": whole.rationale[:-1]})
    found = errors(task, draft)
    assert [finding.code for finding in found] == ["conclusion-missing"]
    request = load_prompt(PROMPTS, "repair").render(**repair_material(task, draft, found))
    answer = RepairAnswer.model_validate(MAKERS["repair_draft"](Asked({"messages": request})))
    assert mended(draft, answer, at_fault(draft, found)) == whole


def test_every_sentence_is_judged() -> None:
    task = item_task()
    answer = JudgeAnswer.model_validate(answer_to(asked("judge", task)))
    assert [judged.number for judged in answer.sentences] == [1, 2, 3, 4]
    assert {judged.support for judged in answer.sentences} == {"supported"}


def test_a_summary_points_into_the_record() -> None:
    task = item_task()
    summary = SummaryAnswer.model_validate(answer_to(asked("summary", task))).summary()
    assert len(summary) == 3
    assert {pointer.source for sentence in summary for pointer in sentence.pointers} == {"R1", "R2"}


def test_sentences_of_a_summary_at_fault_are_mended_at_once() -> None:
    task = item_task()
    found = summary_errors(task, ASTRAY)
    assert {finding.sentence for finding in found} == {2}
    answer = SummaryRepairAnswer.model_validate(answer_to(asked("summary-repair", task)))
    anew = summary_mended(ASTRAY, answer, summary_at_fault(ASTRAY, found))
    assert (anew[0], anew[1] != ASTRAY[1], summary_errors(task, anew)) == (ASTRAY[0], True, [])


def test_no_more_is_selected_than_may_be() -> None:
    selected = SelectAnswer.model_validate(answer_to(asked("select", item_task()))).selected()
    assert [str(pointer) for pointer in selected] == ["R1.1", "R1.2"]


@pytest.mark.parametrize("purpose", ANSWERS)
@pytest.mark.parametrize("format", ["json_object", "text"])
def test_a_schema_told_in_words_is_answered(purpose: str, format: str) -> None:
    task = item_task()
    schema = asked(purpose, task)
    told = told_in_words(messages(purpose, task), json.dumps(schema.schema), load_prompt(PROMPTS, "plain"))
    assert answer_to(Asked({"messages": told, "response_format": {"type": format}})) == answer_to(schema)
