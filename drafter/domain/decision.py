"""A real, signed Final Determination letter as data: the truth that evaluation compares with."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from drafter.domain.case import Model, Priority, Text
from drafter.domain.citation import Cited
from drafter.domain.determination import Determination, Outcome, outcome
from drafter.domain.draft import Finding
from drafter.domain.request import ParsedRequest

DECISION_SCHEMA = "drafter-decision/1"
LINT_SCHEMA = "drafter-lint/1"


class DecidedItem(Model):
    """One disputed item as a signed letter decided it: the letter's own words, white space folded."""

    request: Text
    determination: Determination
    """Upheld or Overturned; a signed letter has no third outcome."""
    claims_administrator_guideline: Text | None
    reviewer_guideline: Text | None
    rationale: Text
    parsed_request: ParsedRequest
    claims_administrator_citations: tuple[Cited, ...] = ()
    reviewer_citations: tuple[Cited, ...] = ()

    @model_validator(mode="after")
    def _decided(self) -> Self:
        if self.determination is Determination.INSUFFICIENT:
            raise ValueError("a signed letter decides Upheld or Overturned")
        return self


class Decision(Model):
    """A signed letter; what its form leaves out is null or empty."""

    schema_: Annotated[str, Field(alias="schema", pattern=rf"^{DECISION_SCHEMA}$")] = DECISION_SCHEMA
    case_number: Text | None = None
    date_assigned: date | None = None
    date_of_injury: date | None = None
    decision_date: date | None = None
    ur_denial_date: date | None = None
    priority: Priority | None = None
    application_received: date | None = None
    licensure: tuple[Text, ...] = ()
    """States of licensure."""
    specialty: tuple[Text, ...] = ()
    """Certifications or specialties."""
    clinical_summary: Text | None = None
    reviewer_label: Text | None = None
    """Whose guideline the letter calls the reviewer's: "MAXIMUS" for "MAXIMUS guideline:"."""
    items: Annotated[tuple[DecidedItem, ...], Field(min_length=1)]
    outcome: Outcome
    """Computed from the items."""

    @model_validator(mode="after")
    def _computed(self) -> Self:
        if self.outcome is not outcome(item.determination for item in self.items):
            raise ValueError("the outcome is not that of the items")
        return self


class StoredDecision(Decision):
    """A decision as a line of `decisions.jsonl`: with the name of the file that it was read from."""

    file: Text | None = None
    """The letter's file name, without its folder."""

    @classmethod
    def of(cls, decision: Decision, file: str) -> "StoredDecision":
        """The decision with the name of its file."""
        return cls.model_construct(**dict(decision), file=file)

    @property
    def decision(self) -> Decision:
        """The decision itself, which does not depend on what its file was called."""
        return Decision.model_construct(**{name: getattr(self, name) for name in Decision.model_fields})


class LintResult(Model):
    """What `drafter letters lint --json` prints of one letter."""

    schema_: Annotated[str, Field(alias="schema", pattern=rf"^{LINT_SCHEMA}$")] = LINT_SCHEMA
    file: str
    """The letter's file name; of a file of decisions its name and the number of the decision in it."""
    case_number: str | None
    findings: tuple[Finding, ...]
