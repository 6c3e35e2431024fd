"""A case from a signed letter: what the reviewer was asked, without the answer."""

from datetime import date

from drafter.domain.case import Case, Dates, DisputedItem, ItemKind, Priority, Quantities, Reviewer
from drafter.domain.decision import DecidedItem, Decision
from drafter.domain.quantity import find_quantities
from drafter.domain.request import Leaves, ParsedRequest


def case_from_letter(decision: Decision, name: str) -> Case:
    """The case that a letter decided: header, clinical summary, requests, and what the claims administrator cited.

    Determinations, reviewer guidelines and rationales are the answer and stay out. Dates are the header's; one that
    stands only in the summary stays there. `name` stands for the case number where the letter has none.
    """
    return Case(
        case_number=decision.case_number or name,
        dates=Dates(
            injury=decision.date_of_injury,
            application_received=decision.application_received,
            assigned=decision.date_assigned,
            ur_denial=decision.ur_denial_date,
            decision=decision.decision_date,
        ),
        priority=decision.priority or Priority.STANDARD,
        reviewer=Reviewer(specialties=decision.specialty, states=decision.licensure),
        clinical_summary=decision.clinical_summary,
        items=tuple(_item(item, decision.date_of_injury) for item in decision.items),
    )


def _item(item: DecidedItem, injury: date | None) -> DisputedItem:
    asked = item.parsed_request
    given = asked.date_of_service if asked.retrospective else None
    if given and injury and given < injury:  # one of the letter's dates is wrong, and a case file would be refused
        given = None
    return DisputedItem(
        request=item.request,
        kind=ItemKind.RETROSPECTIVE if given else ItemKind.PROSPECTIVE,
        date_of_service=given,
        quantities=_quantities(asked),
        claims_administrator_guideline=item.claims_administrator_guideline,
    )


def _quantities(asked: ParsedRequest) -> Quantities:
    """What UR left of the request, where a remainder is in dispute and each part names its number.

    An original request left whole is judged whole; what was authorised instead of it counts for nothing then.
    """
    parts = (asked.original, asked.authorised, asked.remaining)
    if asked.leaves is not Leaves.REMAINING or not all(part and find_quantities(part) for part in parts):
        return Quantities()
    return Quantities(original=asked.original, authorised=asked.authorised, remaining=asked.remaining)
