"""The schema that a model answers in, and the way of an answer into the domain."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from drafter.domain.determination import Determination
from drafter.domain.draft import CriterionCheck, CriterionStatus, DraftSentence, ItemDraft, Pointer
from drafter.drafting.answer import Answer, answer_schema, fault_in

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


def objects(schema: Any) -> list[dict[str, Any]]:
    """Every object schema within a schema."""
    if isinstance(schema, list):
        return [found for part in schema for found in objects(part)]
    if not isinstance(schema, dict):
        return []
    inner = [found for part in schema.values() for found in objects(part)]
    return [schema, *inner] if schema.get("type") == "object" else inner


def test_the_schema_is_one_for_strict_structured_output() -> None:
    found = objects(answer_schema())
    assert len(found) == 4
    for schema in found:
        assert schema["additionalProperties"] is False
        assert schema["required"] == list(schema["properties"])
    text = json.dumps(answer_schema())
    for keyword in ("default", "anyOf", "oneOf", "allOf", "minLength", "maxLength", "title", "description"):
        assert f'"{keyword}"' not in text


def test_the_model_judges_before_it_concludes() -> None:
    assert list(answer_schema()["properties"]) == ["criteria", "probability_percent", "determination", "rationale"]


def test_the_schema_knows_every_status_and_determination_of_the_domain() -> None:
    schema = answer_schema()
    assert schema["$defs"]["AnswerCriterion"]["properties"]["status"]["enum"] == [s.value for s in CriterionStatus]
    assert schema["properties"]["determination"]["enum"] == [d.value for d in Determination]


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
    pointing["rationale"][0]["pointers"] = [{"source": "R77", "sentence": 900}]
    draft = Answer.model_validate(pointing).item_draft()
    assert draft.rationale[0].pointers == (Pointer(source="R77", sentence=900),)


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
    with pytest.raises(ValidationError) as caught:
        Answer.model_validate_json(json.dumps({**ANSWER, **change}))
    assert fault_in(caught.value) == place


@pytest.mark.parametrize("text", ["", "secret", '{"criteria": [', "Sure! Here it is: {}"])
def test_what_is_not_json_has_no_place(text: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Answer.model_validate_json(text)
    assert fault_in(caught.value) is None
