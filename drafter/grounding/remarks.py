"""What a model's drafter remarks on beside the checks: no check can make it again, so it is kept as it stands."""

from collections.abc import Iterable

from drafter.domain.draft import EXTRACTIVE, Draft, DraftedItem, DraftedSummary, Finding, SentenceState, Severity
from drafter.grounding.codes.model import MODEL


def remarks_on(part: DraftedItem | DraftedSummary, draft: Draft) -> tuple[Finding, ...]:
    """The remarks among the findings of an item or the summary; the built-in drafter makes none."""
    by_model = draft.drafted_by.model != EXTRACTIVE
    return tuple(found for found in part.findings if found.code in MODEL) if by_model else ()


def flagged(states: Iterable[SentenceState], remarks: Iterable[Finding]) -> tuple[SentenceState, ...]:
    """The states of sentences with those flagged that a remark of more than a note's weight is about."""
    about = {found.sentence for found in remarks if found.severity is not Severity.NOTE}
    return tuple(SentenceState.FLAGGED if number in about else state for number, state in enumerate(states, start=1))
