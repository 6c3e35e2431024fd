"""The set sentences that need no evidence, because code can tell from the draft itself whether they are true.

Grounding accepts them only in these words, and only while they are true.
"""

from dataclasses import dataclass

from drafter.domain.case import ItemStatus
from drafter.domain.conclusion import concludes
from drafter.domain.determination import Determination
from drafter.domain.draft import ItemDraft

NO_CRITERION = "For this treatment no criterion is held in a form that could be tested."


@dataclass(frozen=True)
class Parent:
    """The item that another depends on."""

    number: int
    status: ItemStatus
    proposed: Determination | None
    """What is proposed for it; None where it is not open."""

    @property
    def outcome(self) -> Determination:
        """What its dependents follow: the proposal; of an item authorised since, that it is necessary."""
        if self.proposed is not None:
            return self.proposed
        authorised = self.status is ItemStatus.AUTHORISED_SINCE
        return Determination.OVERTURNED if authorised else Determination.INSUFFICIENT

    @property
    def sentence(self) -> str:
        """The sentence that hangs a dependent item on it."""
        if self.proposed is not None:
            return (
                f"This request depends on item {self.number}, for which the determination proposed is "
                f"{self.proposed.value}."
            )
        if self.status is ItemStatus.AUTHORISED_SINCE:
            return f"This request depends on item {self.number}, which has been authorised since."
        return f"This request depends on item {self.number}, which is not under review ({self.status.value})."


def stands_alone(sentence: str, draft: ItemDraft, parent: Parent | None) -> bool:
    """Whether a sentence of a draft needs no evidence: a closing sentence, or a set sentence that is true of it."""
    if concludes(sentence):
        return True
    if sentence == NO_CRITERION:
        return not draft.criteria
    return parent is not None and sentence == parent.sentence
