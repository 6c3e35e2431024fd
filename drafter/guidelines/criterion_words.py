"""A criterion, its limit and a scope in plain words, as `drafter guidelines show` lists them."""

from collections.abc import Iterable

from drafter.domain.guideline import Criterion, CriterionKind, Limit, Period, Scope
from drafter.domain.quantity import Quantity

_USUAL_RECORDS = Criterion.model_fields["carried_by"].default


def limit_in_words(limit: Limit) -> str:
    """A limit: "at most 2 to 3 visits over 2 weeks, as a first course"."""
    amount = _amount(limit.low, limit.high, limit.unit)
    period = f" over {_period(limit.period)}" if limit.period else ""
    role = "as a first course, before there is a response to judge" if limit.role == "trial" else "in all"
    return f"at most {amount}{period}, {role}"


def scope_in_words(scope: Scope) -> str | None:
    """What a scope holds for; None where it holds for everything."""
    said = []
    if scope.phases:
        said.append(f"{_either(scope.phases)} care")
    if scope.postsurgical is not None:
        said.append("care after an operation alone" if scope.postsurgical else "care that does not follow an operation")
    if scope.body_parts:
        said.append(f"the {_either(scope.body_parts)}")
    return "; ".join(said) or None


def criterion_in_words(criterion: Criterion) -> list[str]:
    """A criterion as lines: what must hold, and below it when it applies and what shows it."""
    if criterion.kind is CriterionKind.SILENT:
        lines = [
            f"says nothing on {criterion.label}, so that the next tier is searched (statement {criterion.sentence})"
        ]
    else:
        lines = [f"{criterion.label} ({criterion.kind}; statement {criterion.sentence})"]
    if criterion.limit:
        lines.append(limit_in_words(criterion.limit))
    if criterion.request or criterion.request_not:
        named = f"requests that name {_either(criterion.request)}" if criterion.request else "any request"
        lines.append(f"for {named}" + (f", but not {_either(criterion.request_not)}" if criterion.request_not else ""))
    if scope := scope_in_words(criterion.scope):
        lines.append(f"for {scope}")
    if criterion.when:
        lines.append(f"applies where request or record has {_either(criterion.when)}")
    if criterion.shown_by:
        groups = [_either(group) for group in criterion.shown_by]
        shown = f"({') and ('.join(groups)})" if len(groups) > 1 else groups[0]
        lines.append(f"shown where the record has {shown}")
    if criterion.about:
        lines.append(f"counted in sentences about {_either(criterion.about)}")
    if criterion.against:
        lines.append(f"against it: {_either(criterion.against)}")
    if criterion.unless:
        lines.append(f"fails no request alone where the record has {_either(criterion.unless)}")
    if criterion.shown_by and criterion.carried_by != _USUAL_RECORDS:
        lines.append(f"looked for in: {', '.join(criterion.carried_by)}")
    return lines


def _amount(low: float | None, high: float, unit: str) -> str:
    return str(Quantity(high if low is None else low, high, unit, 0, 0))


def _period(period: Period) -> str:
    return _amount(period.low, period.high, period.unit)


def _either(words: Iterable[str]) -> str:
    *others, last = words
    return f"{', '.join(others)} or {last}" if others else last
