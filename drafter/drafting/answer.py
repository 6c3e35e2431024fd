"""What a model answers for one item: one JSON schema for every item, and its way into the domain.

The schema never depends on the item, so that a server can keep what it compiled from it. Whether a pointer exists is
not its business: grounding checks that. It keeps to what strict structured output allows: every property required, no
further ones, no length limits on strings. Lists have a limit, so that a model that repeats itself comes to an end.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from drafter.domain.determination import Determination
from drafter.domain.draft import CriterionCheck, CriterionStatus, DraftSentence, ItemDraft, Pointer

ANSWER_NAME = "item_draft"
MAX_CRITERIA, MAX_SENTENCES, MAX_POINTERS = 10, 12, 6


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class AnswerPointer(_Strict):
    """Evidence that an answer points at."""

    source: Annotated[str, Field(pattern=r"^[GR][1-9][0-9]?$")]
    sentence: Annotated[int, Field(ge=1, le=9999)]

    def pointer(self) -> Pointer:
        """The pointer in the domain's form."""
        return Pointer(source=self.source, sentence=self.sentence)


class AnswerCriterion(_Strict):
    """One criterion, checked."""

    label: str
    criterion: AnswerPointer
    status: Literal["met", "not met", "not documented", "insufficient"]
    pointers: Annotated[list[AnswerPointer], Field(max_length=MAX_POINTERS)]


class AnswerSentence(_Strict):
    """One sentence of the rationale."""

    text: str
    pointers: Annotated[list[AnswerPointer], Field(max_length=MAX_POINTERS)]


class Answer(_Strict):
    """A whole answer; the order of the fields is the order in which the model writes them."""

    criteria: Annotated[list[AnswerCriterion], Field(max_length=MAX_CRITERIA)]
    probability_percent: Annotated[int, Field(ge=0, le=100)]
    determination: Literal["Overturned", "Upheld", "Insufficient"]
    rationale: Annotated[list[AnswerSentence], Field(min_length=1, max_length=MAX_SENTENCES)]

    def item_draft(self) -> ItemDraft:
        """The answer as a proposal, with nothing dropped or mended."""
        return ItemDraft(
            criteria=tuple(
                CriterionCheck(
                    label=check.label,
                    criterion=check.criterion.pointer(),
                    status=CriterionStatus(check.status),
                    pointers=_pointers(check.pointers),
                )
                for check in self.criteria
            ),
            probability=self.probability_percent / 100,
            determination=Determination(self.determination),
            rationale=tuple(
                DraftSentence(text=sentence.text, pointers=_pointers(sentence.pointers)) for sentence in self.rationale
            ),
        )


_FIELDS = frozenset(
    name for model in (AnswerPointer, AnswerCriterion, AnswerSentence, Answer) for name in model.model_fields
)


def answer_schema() -> dict[str, Any]:
    """The JSON schema of an answer, for `response_format`; without our docstrings, so that these do not change it."""
    schema: dict[str, Any] = _without_notes(Answer.model_json_schema())
    return schema


def _without_notes(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_without_notes(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        name: _without_notes(part)
        for name, part in schema.items()
        if not (name in ("title", "description") and isinstance(part, str))
    }


def fault_in(error: ValidationError) -> str | None:
    """The first place in an answer that does not fit the schema, as "criteria.0.status"; None where it is not JSON.

    A name that the model made up is not repeated, since it may be case text.
    """
    first = error.errors(include_input=False, include_context=False, include_url=False)[0]
    if first["type"] == "json_invalid":
        return None
    return ".".join(str(step) for step in first["loc"] if isinstance(step, int) or step in _FIELDS) or "its top"


def _pointers(pointers: list[AnswerPointer]) -> tuple[Pointer, ...]:
    return tuple(pointer.pointer() for pointer in pointers)
