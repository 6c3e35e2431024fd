"""What a batch lists of a draft."""

from collections import Counter
from collections.abc import Iterable

from drafter.batch.status import BatchItem
from drafter.domain.draft import Draft, DraftedItem, Finding, ModelCall, Severity
from drafter.drafting.asking import Purpose
from drafter.drafting.limits import Prices


def items_of_draft(draft: Draft, prices: Prices | None) -> tuple[BatchItem, ...]:
    """The items of a draft; what was asked about the case as a whole counts with its first item."""
    calls: dict[int, list[ModelCall]] = {}
    first = draft.items[0].number
    for call in draft.drafted_by.calls:
        calls.setdefault(call.item or first, []).append(call)
    return tuple(_item(item, calls.get(item.number, []), prices) for item in draft.items)


def codes(findings: Iterable[Finding]) -> dict[Severity, tuple[str, ...]]:
    """The codes of findings by severity, in order, each as often as it was found."""
    found: dict[Severity, list[str]] = {}
    for finding in findings:
        found.setdefault(finding.severity, []).append(finding.code)
    return {severity: tuple(sorted(found[severity])) for severity in Severity if severity in found}


def _item(item: DraftedItem, calls: list[ModelCall], prices: Prices | None) -> BatchItem:
    prompt = sum(call.prompt_tokens or 0 for call in calls)
    completion = sum(call.completion_tokens or 0 for call in calls)
    return BatchItem(
        number=item.number,
        request=item.item.request,
        status=item.item.status,
        determination=item.draft.determination if item.draft else None,
        probability=item.draft.probability if item.draft else None,
        citations=tuple(map(str, item.citations)),
        check_found_error=item.needs_review,
        findings=codes(item.findings),
        sentences=dict(sorted(Counter(item.states).items())),
        repairs=len(item.repairs),
        judged=any(call.purpose == Purpose.JUDGE for call in calls),
        prompt_tokens=prompt,
        completion_tokens=completion,
        cost=prices.cost(prompt, completion) if prices and calls else None,
    )
