"""What a fault server answers: in the schema asked for, sound, and the same each time."""

import json
from itertools import cycle
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from drafter.cases.load import load_case
from drafter.content import folder
from drafter.domain.draft import Finding, Severity
from drafter.domain.evidence import Evidence, GuidelineSearch
from drafter.drafting.answer import Answer
from drafter.drafting.drafter import ItemTask
from drafter.grounding.examine import examine
from drafter.grounding.sources import Frame, sex_in
from drafter.grounding.things import things_of
from drafter.guidelines.corpus import Corpus
from tests.drafting.synthetic import item_task
from tests.drafting.synthetic import passage as synthetic_passage
from tests.faults.answers import answer_to, item_draft
from tests.faults.asked import Asked
from tests.faults.shapes import astray
from tests.faults.talk import ITEM, body, prompt

USER = prompt(item_task().evidence)
CASES = sorted((folder("eval") / "synthetic" / "cases").glob("*.yaml"))
SEARCH = GuidelineSearch()
SHOWN = frozenset({Severity.ERROR, Severity.WARNING})


def asked(evidence: Evidence, more: str = "") -> Asked:
    return Asked(body(prompt(evidence) + more))


def findings(task: ItemTask, frame: Frame) -> list[Finding]:
    draft = Answer.model_validate(item_draft(asked(task.evidence))).item_draft()
    return list(examine(task.number, draft, task.evidence, frame, task.parent).findings)


def test_a_synthetic_item_is_drafted_without_a_finding() -> None:
    task = item_task()
    frame = Frame(task.item, task.case.dates, task.case.case_number)
    assert [(f.code, f.sentence) for f in findings(task, frame) if f.severity in SHOWN] == []


@pytest.mark.parametrize("case", CASES[::3], ids=lambda case: case.stem)
def test_no_passage_of_the_corpus_beside_a_case_leads_to_an_error(case: Path, corpus: Corpus) -> None:
    loaded = load_case(case)
    worker, things = sex_in(loaded.case.clinical_summary, loaded.records), things_of(corpus.lexicon)
    dates, name = loaded.case.dates, loaded.case.case_number
    frames = [Frame.of(i, loaded.case.items, dates, name, worker, things, SEARCH) for i in loaded.case.items]
    held = [passage for passage in corpus.passages if passage.held][:: len(CASES)]
    for passage, frame in zip(held, cycle(frames), strict=False):
        guideline = synthetic_passage().model_copy(update={"passage": passage, "sha256": passage.sha256})
        task = ItemTask(1, frame.item, loaded.case, Evidence(guidelines=(guideline,), records=loaded.records))
        assert [(f.code, f.sentence) for f in findings(task, frame) if f.severity in SHOWN] == []


def test_an_item_draft_has_the_form_that_the_prompt_asks_for() -> None:
    draft = item_draft(asked(item_task().evidence))
    assert draft["determination"] == "Upheld"
    assert draft["rationale"][-1] == {"text": "Therefore, the request is not medically necessary.", "pointers": []}
    assert 3 <= len(draft["rationale"]) <= 6
    assert all(sentence["pointers"] for sentence in draft["rationale"][:-1])
    assert draft == item_draft(asked(item_task().evidence))


def test_sentences_that_the_prompt_gives_stand_in_the_rationale_word_for_word() -> None:
    parent = "This request depends on item 2, for which the determination proposed is Upheld."
    left = "The search went on past the MTUS: no section of it names the treatment."
    more = f"\nsentence for that | {parent}\nsentence for a rank left | {left}"
    draft = item_draft(asked(item_task().evidence, more))
    assert [sentence["text"] for sentence in draft["rationale"][:2]] == [parent, left]


def test_without_a_guideline_the_proposal_is_insufficient() -> None:
    draft = item_draft(asked(Evidence(guidelines=(), records=item_task().evidence.records)))
    assert (draft["determination"], draft["criteria"]) == ("Insufficient", [])
    Answer.model_validate(draft)


def test_the_papers_of_the_parties_are_not_rested_on() -> None:
    user = "R1 = utilization review determination (received)\nR1.1 | Massage was denied.\nR2 = notes\nR2.1 | Massage"
    line = Asked(body(user)).line("R")
    assert line is None
    line = Asked(body(user + " helped somewhat.")).line("R")
    assert line is not None
    assert (line.source, line.word) == ("R2", "helped")


@pytest.mark.parametrize("format", ["json_object", "text"])
def test_without_a_schema_the_answer_is_an_item_draft(format: str) -> None:
    Answer.model_validate(answer_to(Asked(body(USER, format=format))))


def test_a_schema_of_another_name_is_answered_by_its_shape() -> None:
    given = answer_to(Asked(body(USER, name="of_tomorrow")))
    answer = Answer.model_validate(given)
    assert answer.rationale[0].pointers[0].pointer().source == "G1"


SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["faulty", "kind", "score", "note", "parts", "fixed", "nothing"],
    "properties": {
        "faulty": {"type": "boolean"},
        "kind": {"enum": ["a", "b"]},
        "score": {"type": "number", "minimum": 2},
        "note": {"anyOf": [{"type": "string"}, {"type": "null"}]},
        "parts": {"type": "array", "minItems": 2, "items": {"$ref": "#/$defs/Part"}},
        "fixed": {"const": 7},
        "nothing": {"type": "null"},
    },
    "$defs": {"Part": {"type": "object", "required": ["n"], "properties": {"n": {"type": "integer"}}}},
}


@pytest.mark.parametrize("schema", [SCHEMA, ITEM.schema], ids=["invented", "item"])
def test_an_answer_by_shape_fits_its_schema(schema: dict[str, Any]) -> None:
    form = {"type": "json_schema", "json_schema": {"name": "unheard_of", "schema": schema}}
    given = answer_to(Asked({"messages": [{"role": "user", "content": USER}], "response_format": form}))
    jsonschema.validate(given, schema)


def test_pointers_led_astray_leave_all_else_as_it_was() -> None:
    draft = item_draft(asked(item_task().evidence))
    text = json.dumps(astray(draft))
    Answer.model_validate_json(text)
    sources = {p.source for s in Answer.model_validate_json(text).rationale for p in s.pointers}
    assert sources == {"G99", "R99"}
    assert json.loads(text.replace("G99", "G1").replace("R99", "R1")) == draft
