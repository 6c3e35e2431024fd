"""What makes a criterion usable: it rests on a sentence that is there and that states its number."""

from collections.abc import Sequence

from drafter.domain.guideline import Criterion, CriterionKind, Limit
from drafter.domain.quantity import find_quantities


def criterion_faults(criterion: Criterion, statements: Sequence[str]) -> list[str]:
    """What is wrong with a criterion of a section that has these statements, in words."""
    found = []
    stated = criterion.sentence <= len(statements)
    if not stated:
        found.append(f"there is no sentence {criterion.sentence} in this section ({len(statements)} there)")
    if (criterion.kind is CriterionKind.LIMIT) != (criterion.limit is not None):
        found.append("a criterion of kind limit, and no other, has a limit with its number")
    if criterion.kind in (CriterionKind.PREREQUISITE, CriterionKind.DOCUMENTATION) and not criterion.shown_by:
        found.append("needs shown_by: the words in the record that show it")
    if criterion.kind is CriterionKind.SILENT and not criterion.request:
        found.append("needs request: the words of the requests on which the guideline is silent")
    if criterion.limit:
        found += _limit_faults(criterion.limit, statements[criterion.sentence - 1] if stated else None)
    return found


def _limit_faults(limit: Limit, statement: str | None) -> list[str]:
    found = []
    if limit.low is not None and limit.low > limit.high:
        found.append("limit, low is above high")
    if [quantity.unit for quantity in find_quantities(f"2 {limit.unit}")] != [limit.unit]:
        found.append(f'limit, unit: "{limit.unit}" is no unit that quantities are read in')
    elif statement is not None and not any(
        quantity.unit == limit.unit and quantity.high == limit.high and limit.low in (None, quantity.low)
        for quantity in find_quantities(statement)
    ):
        found.append("its sentence does not state this limit; number and unit must stand there")
    return found
