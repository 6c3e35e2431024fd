"""How much of a treatment a request comes to, counted with what went before it."""

from dataclasses import dataclass

from drafter.domain.case import DisputedItem
from drafter.domain.quantity import Quantity, find_quantities, number, requested_amount


@dataclass(frozen=True)
class Course:
    """A requested amount as a course: a remaining portion is judged as an extension of what was authorised or had.

    Every amount is in `unit`; `total` is what a guideline's limit is compared with, never the remainder alone.
    """

    unit: str
    requested: float
    before: float
    """Authorised already plus earlier visits, 0 where none are known."""

    @property
    def total(self) -> float:
        """Authorised, earlier and requested together."""
        return self.before + self.requested

    def __str__(self) -> str:
        return str(Quantity(self.total, self.total, self.unit, 0, 0))


def course(item: DisputedItem, unit: str) -> Course | None:
    """The course that an item asks for in `unit`, or None where the request names no single amount.

    The amount in dispute is the remaining quantity where the item states one, else the request's own. Of a range the
    upper end counts, since that is what would be allowed.
    """
    remaining = _stated(item.quantities.remaining, unit)
    asked = requested_amount(item.request, unit)
    requested = remaining if remaining is not None else asked.high if asked else None
    if requested is None:
        return None
    authorised = _stated(item.quantities.authorised, unit) or 0
    earlier = _stated(item.earlier_visits, unit) or 0
    return Course(unit, requested, authorised + earlier)


def _stated(text: str | None, unit: str) -> float | None:
    return next((q.high for q in find_quantities(text or "") if q.unit == unit), None)


def describe(course: Course) -> str:
    """The course in words: "8 visits", or "6 visits on top of 6 authorised or had already, 12 visits in all"."""
    requested = Quantity(course.requested, course.requested, course.unit, 0, 0)
    if not course.before:
        return str(requested)
    return f"{requested} on top of {number(course.before)} authorised or had already, {course} in all"
