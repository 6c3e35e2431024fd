"""How much of a treatment a request comes to, counted with what went before it."""

import re
from dataclasses import dataclass

from drafter.domain.case import DisputedItem
from drafter.domain.quantity import Quantity, find_quantities, number, requested_amount

_FURTHER = re.compile(
    r"\b(?:additional|more|further|remaining|extension|continu\w+|ongoing|certified|authori[sz]ed|approved)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Course:
    """A requested amount as a course: a remaining portion is judged as an extension of what was authorised or had.

    Every amount is in `unit`; `total` is what a guideline's limit is compared with, never the remainder alone.
    """

    unit: str
    requested: float
    before: float
    """Authorised already plus earlier visits, 0 where none are known."""
    before_unknown: bool
    """True where the request goes on with a treatment and nothing says how much went before."""

    @property
    def total(self) -> float:
        """Authorised, earlier and requested together."""
        return self.before + self.requested

    def __str__(self) -> str:
        return str(Quantity(self.total, self.total, self.unit, 0, 0))


def course(item: DisputedItem, unit: str) -> Course | None:
    """The course that an item asks for in `unit`, or None where the case names no single amount in that unit.

    The amount in dispute is the remaining quantity, else the original less what was authorised of it, else the
    request's own. Of a range the upper end counts, since that is what would be allowed.
    """
    quantities = item.quantities
    given = {name: value for name, value in (*quantities, ("earlier", item.earlier_visits)) if value}
    stated = {name: _stated(value, unit) for name, value in given.items()}
    if None in stated.values() or _refilled(item.request):
        return None
    known = {name: value for name, value in stated.items() if value is not None}
    authorised = known.get("authorised", 0.0)
    requested = known.get("remaining")
    if requested is None and "original" in known:
        requested = known["original"] - authorised
    if requested is None:
        asked = requested_amount(item.request, unit)
        requested = asked.high if asked else None
    if requested is None or requested <= 0:
        return None
    counted = "authorised" in known or "earlier" in known
    unknown = not counted and _FURTHER.search(item.request) is not None
    return Course(unit, requested, authorised + known.get("earlier", 0.0), unknown)


def _stated(text: str, unit: str) -> float | None:
    return next((q.high for q in find_quantities(text) if q.unit == unit), None)


def _refilled(request: str) -> bool:
    """Refills multiply a count; a request with them names no single amount."""
    return any(quantity.unit == "refill" for quantity in find_quantities(request))


def describe(course: Course) -> str:
    """The course in words: "8 visits", or "6 visits on top of 6 authorised or had already, 12 visits in all"."""
    requested = Quantity(course.requested, course.requested, course.unit, 0, 0)
    if not course.before:
        return str(requested)
    return f"{requested} on top of {number(course.before)} authorised or had already, {course} in all"
