"""A case from a signed letter: what the reviewer was asked, without the answer."""

from drafter.domain.case import Case, DisputedItem, Priority, Reviewer
from drafter.letters.read import SignedLetter


def case_from_letter(letter: SignedLetter) -> Case:
    """The case that a letter decided: header, clinical summary, requests, and what the claims administrator cited.

    Determinations, reviewer guidelines and rationales are the answer and stay out. Dates are the header's; one that
    stands only in the summary stays there. A letter without a number gives its file's name as the case number.
    """
    return Case(
        case_number=letter.case_number or letter.name,
        dates=letter.dates,
        priority=letter.priority or Priority.STANDARD,
        reviewer=Reviewer(specialties=letter.specialties, states=letter.states),
        clinical_summary=letter.clinical_summary,
        items=tuple(
            DisputedItem(
                request=item.request,
                claims_administrator_guideline=item.claims_administrator_guideline,
            )
            for item in letter.items
        ),
    )
