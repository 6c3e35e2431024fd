"""Dates as case files, letters and sentences write them."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from drafter.domain.text import Covered

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
            ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"), ("october", "oct"),
            ("november", "nov"), ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_MONTH = rf"\b(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_NAMED = rf"(?-i:(?=[A-Z])){_MONTH}"
"""A month with its capital: "may" and "march" are verbs as well."""
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\b"
_YEAR = r"(?P<year>\d{4}|'\d{2})\b"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"(?<![\d/.-])\b{_DAY}(?:\s+of)?\s+{_MONTH},?\s+{_YEAR}",
        r"\b(?P<year>\d{4})(?P<sep>[-/])(?P<month>\d{2})(?P=sep)(?P<day>\d{2})\b",
        r"(?<![\d/-])(?P<month>\d{1,2})(?P<sep>[/-])(?P<day>\d{1,2})(?P=sep)(?P<year>\d{4}|\d{2})(?![\d/-])",
        r"(?<![\d.])(?P<month>\d{1,2})\.(?P<day>\d{1,2})\.(?P<year>\d{4})(?!\d|\.\d)",
        rf"{_NAMED}(?:\s+of|,)?\s+{_YEAR}",
        rf"{_NAMED}\s+{_DAY}(?!\s*(?:,\s*)?(?:\d|%))",
        rf"(?<![\d/.-])\b{_DAY}(?:\s+of)?\s+{_NAMED}",
        rf"\b(?:in|since|between|by|during|of|until|till|through|before|after|from|late|early|mid|last|and|to)[\s-]{_NAMED}",
    )
)
"""The first three kinds name a whole day, the others a month, or a day of no year. A form earlier in the list wins."""
_IN_FIGURES = re.compile(r"\d[-/.]\d")
_IN_WORDS = re.compile(rf"\b(?:{'|'.join(sorted(_MONTHS))})\b", re.IGNORECASE)
_BEGINNINGS = tuple(sorted({name[:3] for name in _MONTHS}))
"""Of the months: looked for first, since that takes a quarter of the time."""
_ALSO = re.compile(r",? (?:and|&|or) (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>(?:19|20)\d{2})\b")
_UR_DENIAL = re.compile(
    r"\butili[sz]ation review\b(?:\s+(?:report|determination|decision|letter))?(?:\s+was)?\s+(?:dated|of|on)?\s*\(?",
    re.I,
)


@dataclass(frozen=True)
class FoundDate:
    """A calendar date written in a text at `start:end`."""

    day: date
    start: int
    end: int


@dataclass(frozen=True)
class WrittenDate:
    """A date as a text writes it at `start:end`: whole, or a month or a day with parts of it left unsaid (None).

    A whole one may be impossible ("February 30, 2014"); then no day fits it.
    """

    year: int | None
    month: int
    day: int | None
    start: int
    end: int

    def fits(self, day: date) -> bool:
        """Whether it speaks of that day, as far as it says."""
        said = ((self.year, day.year), (self.month, day.month), (self.day, day.day))
        return all(part is None or part == whole for part, whole in said)


def find_written(text: str) -> list[WrittenDate]:
    """Every date of a text, whole or in part: "June 10, 2013", "October 2014", "October 9", "in May"."""
    return list(_all_written(text)) if _may_hold_one(text) else []


def _may_hold_one(text: str) -> bool:
    """Whether a text has what every date holds; most sentences do not."""
    if _IN_FIGURES.search(text):
        return True
    small = text.casefold()
    return any(beginning in small for beginning in _BEGINNINGS) and bool(_IN_WORDS.search(text))


@lru_cache(maxsize=512)
def _all_written(text: str) -> tuple[WrittenDate, ...]:
    found: list[WrittenDate] = []
    covered = Covered()
    for form in _FORMS:
        for match in form.finditer(text):
            if not covered.meets(*match.span()):
                written = _written(match)
                covered.add(written.start, written.end)
                found.append(written)
    found += _also(text, found)
    return tuple(sorted(found, key=lambda written: written.start))


def _also(text: str, found: list[WrittenDate]) -> list[WrittenDate]:
    """The second days of "July 16 and 23, 2013", whose month stands before the first."""
    more = []
    for written in found:
        match = _ALSO.match(text, written.end) if written.day and written.year is None else None
        if match:
            more.append(WrittenDate(int(match["year"]), written.month, int(match["day"]), *match.span("day")))
    return more


def find_dates(text: str) -> list[FoundDate]:
    """Every calendar date in a text: "June 10, 2013", "10 June 2013", "2013-06-10", "6/10/2013", "6-10-13".

    Impossible dates are left out. A year of two digits is of this century: Independent Medical Review began in 2013.
    """
    found = []
    for written in find_written(text):
        if written.year is not None and written.day is not None:
            try:
                day = date(written.year, written.month, written.day)
            except ValueError:
                continue
            found.append(FoundDate(day, written.start, written.end))
    return found


def ur_denial_in(summary: str) -> date | None:
    """The date of the utilization review decision as a clinical summary names it, or None."""
    return _date_after(_UR_DENIAL, summary)


def _written(match: re.Match[str]) -> WrittenDate:
    group = match.groupdict()
    month, day, year = group["month"], group.get("day"), (group.get("year") or "").removeprefix("'")
    named = month.lower() in _MONTHS
    return WrittenDate(
        year=(int(year) if len(year) == 4 else 2000 + int(year)) if year else None,
        month=_MONTHS[month.lower()] if named else int(month),
        day=int(day) if day else None,
        start=match.start("month") if named and not day else match.start(),
        end=match.end(),
    )


def _date_after(opening: re.Pattern[str], text: str) -> date | None:
    dates = {found.start: found.day for found in find_dates(text)}
    return next((dates[match.end()] for match in opening.finditer(text) if match.end() in dates), None)


def long_date(day: date) -> str:
    """The date in words, as letters write it: "June 10, 2013"."""
    return f"{_NAMES[day.month - 1]} {day.day}, {day.year}"
