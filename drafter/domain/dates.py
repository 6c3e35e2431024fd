"""Dates as case files, letters and sentences write them."""

import re
from dataclasses import dataclass
from datetime import date

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
_MONTH_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = re.compile(
    rf"(?P<month_name>\b(?:{_MONTH_NAME}))\.?\s+(?P<day_1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year_1>\d{{4}})\b"
    r"|\b(?P<year_2>\d{4})-(?P<month_2>\d{2})-(?P<day_2>\d{2})\b"
    r"|(?<![\d/-])(?P<month_3>\d{1,2})(?P<sep>[/-])(?P<day_3>\d{1,2})(?P=sep)(?P<year_3>\d{4}|\d{2})(?![\d/-])",
    re.IGNORECASE,
)
_UR_DENIAL = re.compile(
    r"\butili[sz]ation review\b(?:\s+(?:report|determination|decision|letter))?(?:\s+was)?\s+(?:dated|of|on)?\s*\(?",
    re.I,
)
_REQUEST = re.compile(r"\brequests? for authori[sz]ation\b(?:\s+(?:form|was))?\s*(?:received|dated|of|on|\s)*", re.I)


@dataclass(frozen=True)
class FoundDate:
    """A calendar date written in a text at `start:end`."""

    day: date
    start: int
    end: int


def find_dates(text: str) -> list[FoundDate]:
    """Every calendar date in a text: "June 10, 2013", "2013-06-10", "6/10/2013", "6-10-13".

    Impossible dates are left out. A year of two digits is of this century: Independent Medical Review began in 2013.
    """
    found = []
    for match in _DATE.finditer(text):
        group = match.groupdict()
        month = (
            _MONTHS[group["month_name"].lower()] if group["month_name"] else int(group["month_2"] or group["month_3"])
        )
        day = int(group["day_1"] or group["day_2"] or group["day_3"])
        year = group["year_1"] or group["year_2"] or group["year_3"]
        try:
            found.append(FoundDate(date(int(year) if len(year) == 4 else 2000 + int(year), month, day), *match.span()))
        except ValueError:
            continue
    return found


def ur_denial_in(summary: str) -> date | None:
    """The date of the utilization review decision as a clinical summary names it, or None."""
    return _date_after(_UR_DENIAL, summary)


def request_in(summary: str) -> date | None:
    """The date of the request for authorization as a clinical summary names it, or None."""
    return _date_after(_REQUEST, summary)


def _date_after(opening: re.Pattern[str], text: str) -> date | None:
    dates = {found.start: found.day for found in find_dates(text)}
    return next((dates[match.end()] for match in opening.finditer(text) if match.end() in dates), None)


def long_date(day: date) -> str:
    """The date in words, as letters write it: "June 10, 2013"."""
    return f"{day:%B} {day.day}, {day.year}"
