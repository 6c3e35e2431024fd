"""What every drafter takes and gives."""

from dataclasses import dataclass, field
from typing import Protocol

from drafter.domain.case import Case, DisputedItem
from drafter.domain.draft import DraftedBy, ItemDraft
from drafter.domain.evidence import Evidence, GuidelineSearch
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
    """Drafts items; the built-in extractive one and the prompted one are alike to the pipeline."""

    def draft(self, task: ItemTask) -> ItemDraft:
        """Propose a determination and a rationale for one item.

        Raises:
            ModelError: a model server cannot be used, or its answer cannot.
        """
        ...

    def drafted_by(self) -> DraftedBy:
        """How the items so far were drafted, for the record that the draft keeps."""
        ...
