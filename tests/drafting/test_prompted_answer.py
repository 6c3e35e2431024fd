"""The schema that a model answers in, and the way of an answer into the domain."""

import json
from typing import Any

import pytest
from pydantic import BaseModel

from drafter.domain.determination import Determination
from drafter.domain.draft import CriterionCheck, CriterionStatus, DraftSentence, ItemDraft, Pointer
from drafter.drafting.answer import Answer
from drafter.drafting.answer_form import form_of, reader
from drafter.drafting.answers.judge import JudgeAnswer, Support
from drafter.drafting.answers.repair import RepairAnswer
from drafter.drafting.answers.select import SelectAnswer
from drafter.drafting.answers.summary import SummaryAnswer
from drafter.drafting.asking import Unusable

ANSWER: dict[str, Any] = {
    "criteria": [
        {
            "label": "no more than six visits",
            "criterion": {"source": "G1", "sentence": 2},
            "status": "not met",
            "pointers": [{"source": "R1", "sentence": 3}],
        },
    ],
    "probability_percent": 12,
    "determination": "Upheld",
    "rationale": [
        {"text": "The guideline limits massage to six visits.", "pointers": [{"source": "G1", "sentence": 2}]},
        {"text": "Therefore, the request is not medically necessary.", "pointers": []},
    ],
}


SCHEMA = form_of(Answer, "any").schema


def objects(schema: Any) -> list[dict[str, Any]]:
    """Every object schema within a schema."""
    if isinstance(schema, list):
        return [found for part in schema for found in objects(part)]
    if not isinstance(schema, dict):
        return []
    inner = [found for part in schema.values() for found in objects(part)]
    return [schema, *inner] if schema.get("type") == "object" else inner


@pytest.mark.parametrize("model", [Answer, RepairAnswer, SummaryAnswer, SelectAnswer, JudgeAnswer])
def test_every_schema_is_one_for_strict_structured_output(model: type[BaseModel]) -> None:
    schema = form_of(model, "any").schema
    found = objects(schema)
    assert found
    for one in found:
        assert one["additionalProperties"] is False
        assert one["required"] == list(one["properties"])
    text = json.dumps(schema)
    for keyword in ("default", "anyOf", "oneOf", "allOf", "minLength", "maxLength", "title", "description"):
        assert f'"{keyword}"' not in text


@pytest.mark.parametrize("model", [Answer, RepairAnswer, SummaryAnswer, SelectAnswer, JudgeAnswer])
def test_every_list_comes_to_an_end(model: type[BaseModel]) -> None:
    for one in objects(form_of(model, "any").schema):
        for part in one["properties"].values():
            assert part.get("type") != "array" or part["maxItems"] <= 60


def test_the_model_judges_before_it_concludes() -> None:
    assert list(SCHEMA["properties"]) == ["criteria", "probability_percent", "determination", "rationale"]
    judged = form_of(JudgeAnswer, "any").schema["$defs"]["JudgedSentence"]["properties"]
    assert list(judged) == ["number", "why", "support"]


def test_the_schemas_know_every_status_and_determination_of_the_domain() -> None:
    repaired = form_of(RepairAnswer, "any").schema
    for criterion in (SCHEMA["$defs"]["AnswerCriterion"], repaired["$defs"]["RepairedCriterion"]):
        assert criterion["properties"]["status"]["enum"] == [s.value for s in CriterionStatus]
    assert SCHEMA["properties"]["determination"]["enum"] == [d.value for d in Determination]
    judged = form_of(JudgeAnswer, "any").schema["$defs"]["JudgedSentence"]
    assert judged["properties"]["support"]["enum"] == [s.value for s in Support]


def test_an_answer_becomes_a_draft_with_nothing_dropped() -> None:
    assert Answer.model_validate_json(json.dumps(ANSWER)).item_draft() == ItemDraft(
        criteria=(
            CriterionCheck(
                label="no more than six visits",
                criterion=Pointer(source="G1", sentence=2),
                status=CriterionStatus.NOT_MET,
                pointers=(Pointer(source="R1", sentence=3),),
            ),
        ),
        probability=0.12,
        determination=Determination.UPHELD,
        rationale=(
            DraftSentence(
                text="The guideline limits massage to six visits.", pointers=(Pointer(source="G1", sentence=2),)
            ),
            DraftSentence(text="Therefore, the request is not medically necessary."),
        ),
    )


def test_a_pointer_to_nothing_is_kept_for_grounding_to_find() -> None:
    pointing = json.loads(json.dumps(ANSWER))
    pointing["rationale"][0]["pointers"] = [{"source": "R777", "sentence": 90000}]
    draft = Answer.model_validate(pointing).item_draft()
    assert draft.rationale[0].pointers == (Pointer(source="R777", sentence=90000),)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"criteria": [{**ANSWER["criteria"][0], "status": "secret"}]}, "criteria.0.status"),
        (
            {"criteria": [{**ANSWER["criteria"][0], "criterion": {"source": "X1", "sentence": 1}}]},
            "criteria.0.criterion.source",
        ),
        ({"probability_percent": 101}, "probability_percent"),
        ({"probability_percent": True}, "probability_percent"),
        ({"probability_percent": "12"}, "probability_percent"),
        ({"determination": "Denied"}, "determination"),
        (
            {"rationale": [{"text": "secret", "pointers": [{"source": "G1", "sentence": 0}]}]},
            "rationale.0.pointers.0.sentence",
        ),
        ({"rationale": [{"text": "secret", "pointers": [], "secret": 1}]}, "rationale.0"),
        ({"rationale": []}, "rationale"),
        ({"criteria": ANSWER["criteria"] * 11}, "criteria"),
        ({"secret": "secret"}, "its top"),
    ],
)
def test_the_first_fault_is_named_by_its_place_alone(change: dict[str, Any], place: str) -> None:
    with pytest.raises(Unusable) as caught:
        reader(Answer)(json.dumps({**ANSWER, **change}))
    assert str(caught.value).endswith(f"schema at {place}")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("text", ["", "secret", '{"criteria": [', "Sure! Here it is: {}"])
def test_what_is_not_json_has_no_place(text: str) -> None:
    with pytest.raises(Unusable, match="not JSON"):
        reader(Answer)(text)


def test_a_summary_keeps_every_sentence_and_pointer() -> None:
    said = {"text": "The employee had five visits.", "pointers": [{"source": "R2", "sentence": 3}]}
    answer = reader(SummaryAnswer)(json.dumps({"sentences": [said]}))
    told = DraftSentence(text="The employee had five visits.", pointers=(Pointer(source="R2", sentence=3),))
    assert answer.summary() == (told,)


def test_a_selection_keeps_every_pointer() -> None:
    answer = reader(SelectAnswer)('{"pointers": [{"source": "R2", "sentence": 3}, {"source": "R1", "sentence": 1}]}')
    assert answer.selected() == (Pointer(source="R2", sentence=3), Pointer(source="R1", sentence=1))


def test_a_selection_may_be_empty_and_a_summary_may_not() -> None:
    assert reader(SelectAnswer)('{"pointers": []}').selected() == ()
    with pytest.raises(Unusable):
        reader(SummaryAnswer)('{"sentences": []}')
