"""Letters for the tests of lints; every sentence is invented."""

from typing import Any

from drafter.domain.determination import Determination
from drafter.domain.guideline import Tier
from drafter.grounding.lints.view import LintedItem, LintedLetter, Named

CHRONIC_PAIN = Named(Tier.MTUS, "Chronic Pain Medical Treatment", "2016", sections=("Massage therapy",))
LOW_BACK = Named(Tier.MTUS, "Low Back Complaints", "2004", sections=("Special Studies",))
ODG = Named(Tier.ACOEM_ODG, "Official Disability Guidelines (ODG)", chapter="Low Back", publisher="ODG")
CLOSING = "Therefore, the request is not medically necessary."


def item(rationale: str, *heading: Named, text: str | None = None, **changes: Any) -> LintedItem:
    """An item that is upheld, with a guideline line of these citations."""
    shown = " ".join(f"Decision based on {'MTUS ' if n.tier is Tier.MTUS else ''}{n.guideline}." for n in heading)
    fields: dict[str, Any] = {
        "number": 1,
        "request": "Massage, 8 visits",
        "determination": Determination.UPHELD,
        "heading": heading,
        "heading_text": shown if text is None else text,
        "claims_administrator": (),
        "claims_administrator_text": "",
        "physician_text": "",
        "rationale": rationale,
    }
    return LintedItem(**(fields | changes))


def letter(*items: LintedItem) -> LintedLetter:
    """A signed letter of these items."""
    return LintedLetter(items=items, summary="")
