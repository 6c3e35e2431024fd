"""All that grounding says of one item: findings, the receipts of its searches, and how far each sentence is checked."""

from dataclasses import dataclass

from drafter.domain.draft import AbsenceSearch, Finding, ItemDraft, SentenceState
from drafter.domain.evidence import Evidence
from drafter.domain.lexicon import Lexicon
from drafter.domain.set_sentences import Parent
from drafter.grounding.check import check_item, search_absences
from drafter.grounding.sources import Frame
from drafter.grounding.states import states


@dataclass(frozen=True)
class Examined:
    """What `examine` found."""

    findings: tuple[Finding, ...]
    absences: tuple[AbsenceSearch, ...]
    states: tuple[SentenceState, ...]


def examine(
    number: int,
    draft: ItemDraft,
    evidence: Evidence,
    frame: Frame,
    parent: Parent | None = None,
    missing: frozenset[str] = frozenset(),
) -> Examined:
    """Search for what an item says is absent, check it, and tell how far each sentence is checked.

    Arguments as for `check_item`.
    """
    lexicon = frame.things.lexicon if frame.things else Lexicon()
    absences = search_absences(draft, evidence, lexicon)
    findings = check_item(number, draft, evidence, frame, parent, missing, absences)
    return Examined(findings, absences, states(draft, evidence, findings, parent, frame.search))
