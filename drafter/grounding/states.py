"""How far each sentence of a rationale is checked."""

from collections.abc import Iterable

from drafter.domain.conclusion import CLOSING
from drafter.domain.draft import DraftSentence, Finding, ItemDraft, SentenceState, Severity
from drafter.domain.evidence import Evidence, GuidelineSearch
from drafter.domain.set_sentences import Parent, stands_alone
from drafter.grounding.sources import Sources


def states(
    draft: ItemDraft,
    evidence: Evidence,
    findings: Iterable[Finding],
    parent: Parent | None,
    search: GuidelineSearch,
) -> tuple[SentenceState, ...]:
    """The state of each sentence of an item; `findings` are those of that item."""
    sources = Sources(evidence)
    flagged = {finding.sentence for finding in findings if finding.severity is not Severity.NOTE}
    return tuple(
        SentenceState.FLAGGED if number in flagged else _state(sentence, draft, sources, parent, search)
        for number, sentence in enumerate(draft.rationale, start=1)
    )


def _state(
    sentence: DraftSentence, draft: ItemDraft, sources: Sources, parent: Parent | None, search: GuidelineSearch
) -> SentenceState:
    if sources.copied(sentence):
        return SentenceState.COPIED
    fixed = sentence.text in CLOSING.values() or stands_alone(sentence.text, draft, parent, search)
    return SentenceState.SET if fixed else SentenceState.UNJUDGED
