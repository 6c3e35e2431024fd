"""A letter for others to read: without the names that its case file lists as parties.

It is no general de-identifier: initials, nicknames, places, dates and whatever else tells who somebody is stay.
"""

from typing import TypeVar

from drafter.domain.case import Parties
from drafter.domain.citation import DraftCitation
from drafter.domain.decision import Decision
from drafter.domain.draft import CaseSource, Draft, DraftedBy
from drafter.domain.evidence import GuidelineEvidence
from drafter.domain.redaction import Redaction
from drafter.letters.display import paragraphs
from drafter.letters.texts import with_texts

_S = TypeVar("_S", bound=Draft | Decision)
_NOT_OF_THE_CASE = (GuidelineEvidence, DraftCitation, CaseSource, DraftedBy)
"""What the case's people do not stand in: a party called Page must not change a citation."""


def published(source: _S, parties: Parties) -> _S:
    """The draft or decision with roles in place of the parties' names, in every text of the case."""
    redaction = Redaction(parties)

    def change(text: str) -> str:
        return "\n\n".join(map(redaction.line, paragraphs(text)))

    result = with_texts(source, change, keep=_NOT_OF_THE_CASE)
    if isinstance(result, Draft) and result.drafted_by.data_agreement:
        by = result.drafted_by.model_copy(update={"data_agreement": change(result.drafted_by.data_agreement)})
        return result.model_copy(update={"drafted_by": by})
    return result
