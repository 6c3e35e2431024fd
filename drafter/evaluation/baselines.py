"""Plain ways to propose, to measure drafts against: none of them reads a guideline.

Decided cases are known to evaluation alone; what is fitted on them leaves out the letter that it proposes for.
"""

from collections.abc import Mapping

from drafter.domain.decision import Decision
from drafter.domain.determination import Determination
from drafter.evaluation.nearest import decided_items, nearest_decided
from drafter.evaluation.run_files import Proposal
from drafter.evaluation.table import ItemId

ALWAYS_UPHELD = "always Upheld"
BASE_RATE = "base rate"
CLAIMS_ADMINISTRATOR = "claims administrator's citation"
NEAREST = "nearest decided case"


def baselines(decisions: Mapping[str, Decision]) -> dict[ItemId, dict[str, Proposal]]:
    """What each baseline proposes for each item, by the baseline's name.

    The base rate proposes Upheld, with the share of overturned items over all letters as the probability: the same for
    every item, since one that leaves out the item's letter would rank items by their own outcome. The claims
    administrator's citation is copied, and proposes no determination.

    Args:
        decisions: the decisions of the run by the names of their letters.
    """
    if not decisions:
        return {}
    decided = decided_items(decisions)
    nearest = nearest_decided(decisions, decided)
    upheld = Proposal(determination=Determination.UPHELD, probability=0)
    rate = Proposal(determination=Determination.UPHELD, probability=float(decided.overturned.mean()))
    return {
        id: {
            ALWAYS_UPHELD: upheld,
            BASE_RATE: rate,
            CLAIMS_ADMINISTRATOR: Proposal(citations=item.claims_administrator_citations),
            NEAREST: proposed,
        }
        for id, item, proposed in zip(decided.ids, decided.items, nearest, strict=True)
    }
