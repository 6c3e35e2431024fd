"""What every drafter takes and gives."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from drafter.domain.case import Case, DisputedItem
from drafter.domain.draft import DraftedBy, DraftSentence, Finding, ItemDraft, SentenceState
from drafter.domain.evidence import Evidence, GuidelineSearch, RecordEvidence
from drafter.domain.set_sentences import Parent


@dataclass(frozen=True)
class ItemTask:
    """One open item to draft, with all that a drafter may use."""

    number: int
    """The item's number in its case, from 1."""
    item: DisputedItem
    case: Case
    evidence: Evidence
    parent: Parent | None = None
    """The item that this one depends on, with what was proposed for it; None where it depends on none."""
    search: GuidelineSearch = field(default_factory=GuidelineSearch)
    """How the search for the passages went."""


class Drafter(Protocol):
    """Drafts the items of one case; the built-in extractive one and the prompted one are alike to the pipeline."""

    async def draft(self, task: ItemTask) -> ItemDraft:
        """Propose a determination and a rationale for one item.

        Raises:
            ModelError: a model server cannot be used, or its answer cannot.
            Waiting: the model's answer is still to come.
        """
        ...

    async def mended(self, task: ItemTask, draft: ItemDraft, findings: Sequence[Finding]) -> ItemDraft | None:
        """The draft with only what the findings name written anew; None where the drafter writes nothing anew.

        Raises:
            ModelError: a model server cannot be used, or its answer cannot.
            Waiting: the model's answer is still to come.
        """
        ...

    async def remarks(self, task: ItemTask, draft: ItemDraft, states: Sequence[SentenceState]) -> tuple[Finding, ...]:
        """What the drafter has to say of its own work: what it was not shown, and what a judge doubts.

        Raises:
            Waiting: the judge's answer is still to come.
        """
        ...

    async def summary(self, case: Case, records: Sequence[RecordEvidence]) -> tuple[DraftSentence, ...] | None:
        """A clinical summary of the records, for a case that has none; None where the drafter writes none.

        Raises:
            ModelError: a model server cannot be used, or its answer cannot.
            Waiting: the model's answer is still to come.
        """
        ...

    async def mended_summary(
        self,
        case: Case,
        records: Sequence[RecordEvidence],
        summary: Sequence[DraftSentence],
        findings: Sequence[Finding],
    ) -> tuple[DraftSentence, ...] | None:
        """The summary with only the sentences that the findings name written anew; None where none is.

        Raises:
            ModelError: a model server cannot be used, or its answer cannot.
            Waiting: the model's answer is still to come.
        """
        ...

    def drafted_by(self) -> DraftedBy:
        """How the case was drafted so far, for the record that the draft keeps."""
        ...
