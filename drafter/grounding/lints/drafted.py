"""The lints that a draft goes through, with all that is known of its evidence."""

from collections.abc import Iterator

from drafter.domain.draft import Draft, DraftedItem, Finding, ItemDraft, SentenceState, Severity
from drafter.grounding.lints import (
    causation,
    dates,
    documents,
    instructions,
    pasted,
    prevails,
    record,
    remainder,
    scope,
    strengths,
    tier_unused,
    tiers,
)
from drafter.grounding.lints.view import LintedItem, LintedLetter, Named
from drafter.grounding.things import Things

_BY_POINTERS = frozenset({"outside-mtus-unexplained", "prevails-unexplained", "remainder-alone"})
"""Codes that a draft's pointers and quantities tell more surely than its words."""


def with_lints(draft: Draft, things: Things) -> Draft:
    """The draft with what the lints say of it among its findings."""
    found = list(lint_draft(draft, things))
    items = tuple(_with(item, [finding for finding in found if finding.item == item.number]) for item in draft.items)
    of_case = tuple(finding for finding in found if finding.item is None)
    return draft.model_copy(update={"items": items, "findings": (*draft.findings, *of_case)})


def lint_draft(draft: Draft, things: Things) -> Iterator[Finding]:
    """What the lints say of a draft's open items, and of the draft as a whole."""
    letter = linted(draft)
    for lint in (tiers.lint, causation.lint, dates.lint):
        yield from (finding for finding in lint(letter) if finding.code not in _BY_POINTERS)
    for of_draft in (
        documents.lint_draft,
        pasted.lint_draft,
        prevails.lint_draft,
        record.lint_draft,
        remainder.lint_draft,
    ):
        yield from of_draft(draft)
    yield from tier_unused.lint_draft(draft)
    yield from instructions.lint_draft(draft)
    yield from scope.lint_draft(draft, things.lexicon)
    yield from scope.lint(letter, things.lexicon)
    yield from strengths.lint(letter, things)


def linted(draft: Draft) -> LintedLetter:
    """A draft's open items as the lints look at them."""
    drafted = draft.summary.text if draft.summary else ""
    return LintedLetter(
        items=tuple(_linted(item, item.draft) for item in draft.items if item.draft),
        summary=draft.clinical_summary or drafted,
        injury=draft.dates.injury,
        ur_denial=draft.dates.ur_denial,
        signed=False,
    )


def _linted(item: DraftedItem, draft: ItemDraft) -> LintedItem:
    sentences = tuple(sentence.text for sentence in draft.rationale)
    return LintedItem(
        number=item.number,
        request=item.item.request,
        determination=draft.determination,
        heading=tuple(
            Named(
                tier=cited.tier,
                guideline=cited.cited_as,
                edition=cited.edition,
                sections=cited.sections,
                pages=cited.pages,
            )
            for cited in item.citations
        ),
        heading_text=" ".join(map(str, item.citations)),
        claims_administrator=(),
        claims_administrator_text=item.item.claims_administrator_guideline or "",
        physician_text=item.item.physician_guideline or "",
        rationale=" ".join(sentences),
        depends_on=item.item.depends_on,
        remaining=item.item.quantities.remaining or "",
        given=sentences,
    )


def _with(item: DraftedItem, found: list[Finding]) -> DraftedItem:
    """The item with these findings, and the sentences that they name flagged."""
    if not found:
        return item
    flagged = {finding.sentence for finding in found if finding.severity is not Severity.NOTE}
    states = tuple(
        SentenceState.FLAGGED if number in flagged else state for number, state in enumerate(item.states, start=1)
    )
    return item.model_copy(update={"findings": (*item.findings, *found), "states": states})
