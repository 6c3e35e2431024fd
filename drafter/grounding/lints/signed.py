"""A signed letter as the lints look at it."""

from collections.abc import Iterable

from drafter.domain.citation import Citation, Cited
from drafter.domain.decision import Decision
from drafter.grounding.lints.view import LintedItem, LintedLetter, Named


def linted(decision: Decision) -> LintedLetter:
    """The letter of a decision.

    An associated surgical service hangs on the surgery, which the letter has before it: the nearest item above that
    is none itself.
    """
    items: list[LintedItem] = []
    parent = None
    for number, item in enumerate(decision.items, start=1):
        associated = item.parsed_request.associated
        items.append(
            LintedItem(
                number=number,
                request=item.request,
                determination=item.determination,
                heading=_named(item.reviewer_citations),
                heading_text=item.reviewer_guideline or "",
                claims_administrator=_named(item.claims_administrator_citations),
                claims_administrator_text=item.claims_administrator_guideline or "",
                physician_text="",
                rationale=item.rationale,
                depends_on=parent if associated else None,
                remaining=item.parsed_request.remaining or "",
            )
        )
        parent = parent if associated else number
    return LintedLetter(
        items=tuple(items),
        summary=decision.clinical_summary or "",
        injury=decision.date_of_injury,
        ur_denial=decision.ur_denial_date,
    )


def _named(citations: Iterable[Cited]) -> tuple[Named, ...]:
    """What was parsed of a line; what was not is in the line's own words."""
    return tuple(
        Named(
            tier=cited.tier,
            guideline=cited.guideline,
            edition=cited.edition,
            chapter=cited.chapter,
            sections=cited.sections,
            pages=cited.pages,
            publisher=cited.publisher,
        )
        for cited in citations
        if isinstance(cited, Citation)
    )
