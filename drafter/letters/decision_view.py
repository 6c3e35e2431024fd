"""A signed decision as the letter's templates see it: the letter's own words, unmarked."""

from drafter.domain.case import ItemStatus
from drafter.domain.decision import DecidedItem, Decision
from drafter.letters.display import NOT_GIVEN, form_date, line
from drafter.letters.organisation import Organisation
from drafter.letters.view import ItemView, LetterView, SentenceView, Shown


def decision_view(
    decision: Decision, organisation: Organisation, shown: Shown, replaced: tuple[str, ...] = ()
) -> LetterView:
    """The decision as the templates see it. It lists no documents: the published letters leave them out."""
    label = f"{decision.reviewer_label} guideline" if decision.reviewer_label else organisation.reviewer_guideline_label
    return LetterView(
        is_draft=False,
        shown=shown,
        case_number=line(decision.case_number or "") or NOT_GIVEN,
        header={
            "Date Assigned": form_date(decision.date_assigned),
            "Date of Injury": form_date(decision.date_of_injury),
            "Decision Date": form_date(decision.decision_date),
            "UR Denial Date": form_date(decision.ur_denial_date),
            "Priority": decision.priority.value.capitalize() if decision.priority else NOT_GIVEN,
            "Application Received": form_date(decision.application_received),
        },
        states=line(", ".join(decision.licensure)) or NOT_GIVEN,
        specialties=line(", ".join(decision.specialty)) or NOT_GIVEN,
        summary=(summary,) if (summary := line(decision.clinical_summary or "")) else (),
        guideline_label=line(label),
        items=tuple(_item(number, item) for number, item in enumerate(decision.items, start=1)),
        outcome=decision.outcome.value,
        documents=(),
        findings=(),
        drafted_by={},
        replaced=replaced,
    )


def _item(number: int, item: DecidedItem) -> ItemView:
    anchor = f"item-{number}"
    return ItemView(
        number=number,
        anchor=anchor,
        request=line(item.request),
        status=ItemStatus.OPEN,
        drafted=True,
        determination=item.determination,
        needs_review=False,
        claims_administrator_guideline=line(item.claims_administrator_guideline or "") or NOT_GIVEN,
        reviewer_guideline=line(item.reviewer_guideline or "") or None,
        probability="",
        rationale=(SentenceView(anchor=f"{anchor}-rationale", text=line(item.rationale), pointers=(), findings=()),),
        cautions=(),
        criteria=(),
        findings=(),
        passages=(),
        search=(),
        records=(),
    )
