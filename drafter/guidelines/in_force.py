"""Which editions govern an item: the date decides, and each edition says by which kind of date it goes.

The date used is the one named with `--as-of`; else the item's date of the kind that the edition goes by; else the date
of the utilization review denial in the header; else that date as the clinical summary gives it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache, partial

from drafter.domain.case import Case, DisputedItem
from drafter.domain.dates import ur_denial_in
from drafter.domain.evidence import CaseDate
from drafter.domain.guideline import DateKind, Edition
from drafter.errors import NotInForce

NEAR_DAYS = 30
"""Days about a boundary within which a date of another kind does not decide: UR has 14 days from the request, and
an appeal against its denial 30 (Labor Code 4610, 4610.5(h)(1))."""

_KEPT = 256
"""Sets of dates whose editions are kept: the items of a case mostly share their dates."""


@dataclass(frozen=True)
class Governing:
    """An edition that governs an item, or may: the date that says so, and whether a boundary is near."""

    edition: Edition
    date: CaseDate
    near_boundary: bool


def case_date(edition_by: DateKind, case: Case | None, item: DisputedItem | None, as_of: date | None) -> CaseDate:
    """The date that decides whether an edition that goes by `edition_by` is in force.

    Raises:
        NotInForce: there is no date to go by.
    """
    if as_of:
        return CaseDate(day=as_of, kind=None, basis="date named with --as-of")
    if edition_by is DateKind.REQUEST and item and item.request_date:
        return CaseDate(day=item.request_date, kind=edition_by, basis="date of the request for authorization")
    if edition_by is DateKind.SERVICE and item and item.date_of_service:
        return CaseDate(day=item.date_of_service, kind=edition_by, basis="date of service")
    if case and case.dates.ur_denial:
        return CaseDate(day=case.dates.ur_denial, kind=DateKind.UR_DENIAL, basis="UR denial date of the header")
    if case and case.clinical_summary and (day := ur_denial_in(case.clinical_summary)):
        basis = "UR denial date, read from the clinical summary"
        return CaseDate(day=day, kind=DateKind.UR_DENIAL, basis=basis, from_summary=True)
    missing = "the case gives no date" if case else "a search without a case has no date"
    raise NotInForce(f"{missing} that decides which edition is in force; name one with --as-of YYYY-MM-DD")


def governs(edition: Edition, case: Case | None, item: DisputedItem | None, as_of: date | None) -> Governing | None:
    """The edition with its date where it is in force for the item, or may be; None where it is not.

    Where a boundary is near (within `NEAR_DAYS`) and the date used is not of the kind that the boundary is about, or
    the edition's end is not verified, the edition is shown on both sides of the boundary, marked `near_boundary`.

    Raises:
        NotInForce: there is no date to go by.
    """
    return _governs(edition, partial(case_date, case=case, item=item, as_of=as_of))


def _governs(edition: Edition, dated: Callable[[DateKind], CaseDate]) -> Governing | None:
    force = edition.in_force
    start = dated(force.by)
    in_force = start.day >= force.from_
    near = _may_fall_elsewhere(start, force.by) and _is_near(start, force.by, force.from_)
    if force.to:
        end_by = force.to_by or force.by
        end = dated(end_by)
        in_force = in_force and end.day <= force.to
        if _may_fall_elsewhere(end, end_by):
            near = near or _is_near(end, end_by, force.to + timedelta(days=1))
        near = near or (not force.to_verified and abs((end.day - force.to).days) <= NEAR_DAYS)
    return Governing(edition, start, near) if in_force or near else None


class Calendar:
    """Editions by the dates that they are in force; which of them govern is worked out once for the same dates."""

    def __init__(self, editions: Sequence[Edition]) -> None:
        self._editions = tuple(editions)
        self._kinds = tuple(dict.fromkeys(kind for edition in editions for kind in _kinds(edition)))
        self._kept = lru_cache(maxsize=_KEPT)(self._governing_on)

    def governing(self, case: Case | None, item: DisputedItem | None, as_of: date | None) -> Mapping[str, Governing]:
        """Every edition that governs the item or may, by its id.

        Raises:
            NotInForce: there is no date to go by, or no edition is in force on it.
        """
        return self._kept(tuple(case_date(kind, case, item, as_of) for kind in self._kinds))

    def _governing_on(self, dates: tuple[CaseDate, ...]) -> dict[str, Governing]:
        dated = dict(zip(self._kinds, dates, strict=True)).__getitem__
        found = {edition.id: entry for edition in self._editions if (entry := _governs(edition, dated))}
        if not found:
            by = [dated(edition.in_force.by) for edition in self._editions]
            used = ", ".join(dict.fromkeys(f"{used.day} ({used.basis})" for used in by))
            first = min(edition.in_force.from_ for edition in self._editions)
            ends = [edition.in_force.to for edition in self._editions]
            last = "now" if None in ends else str(max(end for end in ends if end))
            raise NotInForce(
                f"no edition held is in force on {used}; the {len(self._editions)} editions held are for "
                f"{first} to {last}: add the edition to the corpus, or name another date with --as-of"
            )
        return found


def _kinds(edition: Edition) -> tuple[DateKind, ...]:
    """The kinds of date that decide whether an edition is in force."""
    force = edition.in_force
    return (force.by, force.to_by) if force.to and force.to_by else (force.by,)


def governing_editions(
    editions: Sequence[Edition], case: Case | None, item: DisputedItem | None, as_of: date | None
) -> Mapping[str, Governing]:
    """Every edition that governs the item or may, by its id.

    Raises:
        NotInForce: there is no date to go by, or no edition is in force on it.
    """
    return Calendar(editions).governing(case, item, as_of)


def _may_fall_elsewhere(used: CaseDate, boundary: DateKind) -> bool:
    return used.kind is not None and used.kind is not boundary


def _is_near(used: CaseDate, by: DateKind, boundary: date) -> bool:
    """Whether the date that decides may lie on the other side of the day from which something else is in force.

    A request comes before its denial, so a denial before that day is of a request before it.
    """
    days = (used.day - boundary).days
    if by is DateKind.REQUEST and used.kind is DateKind.UR_DENIAL:
        return 0 <= days <= NEAR_DAYS
    return abs(days) <= NEAR_DAYS
