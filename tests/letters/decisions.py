"""A signed decision made by hand for trying the letter: synthetic, every person and finding invented."""

from datetime import date
from typing import Any

from drafter.domain.case import Priority
from drafter.domain.decision import DecidedItem, Decision
from drafter.domain.determination import Determination, outcome
from drafter.domain.request import ParsedRequest


def decided_item(request: str, determination: Determination, rationale: str, **changes: Any) -> DecidedItem:
    item = DecidedItem(
        request=request,
        determination=determination,
        claims_administrator_guideline="Decision based on MTUS Shoulder Complaints 2004.",
        reviewer_guideline="Decision based on MTUS Shoulder Complaints 2004, Section(s): Follow-up Visits.",
        rationale=rationale,
        parsed_request=ParsedRequest(treatment=request),
    )
    return item.model_copy(update=changes)


def synthetic_decision(**changes: Any) -> Decision:
    """Two items, one of each determination, with the marks of punctuation that real letters have."""
    items = changes.pop("items", None) or (
        decided_item(
            "Electro- diagnostic study (EMG/NCV): left upper extremity",
            Determination.OVERTURNED,
            'Synthetic case. The note of 10/9/2014 says "numb" fingers -- and/or a weak grip... since May. The '
            "request's aim is clear; therefore, the study is medically necessary.",
        ),
        decided_item(
            "Tramadol 50mg #90, with 2 refills",
            Determination.UPHELD,
            "Synthetic case. Pain stayed at 7-8 of 10 (see the well-kept diary). No follow-up of function is on file. "
            "Therefore, the request is not medically necessary.",
            claims_administrator_guideline=None,
        ),
    )
    decision = Decision(
        case_number="CM99-0000001",
        date_assigned=date(2014, 11, 20),
        date_of_injury=date(2013, 6, 10),
        decision_date=date(2014, 12, 1),
        ur_denial_date=date(2014, 10, 28),
        priority=Priority.STANDARD,
        application_received=date(2014, 11, 3),
        licensure=("California", "Nevada"),
        specialty=("Physical Medicine & Rehabilitation",),
        clinical_summary="Synthetic case. The worker, aged 44, fell from a ladder and hurt the left shoulder. The grip "
        "is weak & painful; no x-ray was taken.",
        reviewer_label="MAXIMUS",
        items=items,
        outcome=outcome(item.determination for item in items),
    )
    return decision.model_copy(update=changes)
