"""Quantities as requests, records and guidelines write them.

"8 visits", "four to six sessions", "#90", "3x4", "twice weekly for 6 weeks".
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from drafter.domain.text import Covered

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = {
    name: 10 * n for n, name in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_WORDS: dict[str, int] = {**{name: n for n, name in enumerate(_SMALL)}, **_TENS}
_ONE_TO_NINE = "|".join(_SMALL[1:10])
_BELOW_HUNDRED = rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{_ONE_TO_NINE})\b)?|(?:{'|'.join(reversed(_SMALL))}))"
_SPELLED = (
    rf"\b(?:(?:(?:a|{_BELOW_HUNDRED})[ -])?(?:hundred|thousand)(?:[ -](?:and[ -])?{_BELOW_HUNDRED})?"
    rf"|(?:(?:half[ -]an?|half|an?|{_BELOW_HUNDRED})[ -])?dozen|{_BELOW_HUNDRED})\b"
)
"""A number in words up to some thousands: "twenty four", "one hundred and twenty", "half a dozen"."""
SPELLED = re.compile(_SPELLED, re.IGNORECASE)
_UNITS: dict[str, str] = {
    **dict.fromkeys(["visit", "session", "treatment", "appointment", "consultation"], "visit"),
    **dict.fromkeys(["tablet", "tab", "capsule", "cap", "pill", "patch"], "tablet"),
    **dict.fromkeys(["injection", "block"], "injection"),
    **dict.fromkeys(["surgery", "surgerie", "operation"], "surgery"),
    "dose": "dose",
    **dict.fromkeys(["minute", "min"], "minute"),
    **dict.fromkeys(["hour", "hr"], "hour"),
    "day": "day",
    **dict.fromkeys(["week", "wk"], "week"),
    **dict.fromkeys(["month", "mo"], "month"),
    "year": "year",
    "refill": "refill",
    **dict.fromkeys(["mg", "milligram"], "mg"),
    **dict.fromkeys(["mcg", "microgram"], "mcg"),
    **dict.fromkeys(["g", "gram"], "g"),
    **dict.fromkeys(["ml", "milliliter"], "ml"),
    **dict.fromkeys(["mm", "millimeter"], "mm"),
    **dict.fromkeys(["cm", "centimeter"], "cm"),
    **dict.fromkeys(["inch", "inche"], "inch"),
    "degree": "degree",
    **dict.fromkeys(("%", "percent"), "%"),
}
_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}}){{1,6}}(?!\d)|\d+(?:\.\d+)?|{_SPELLED})"
_UNIT = r"(?:%|(?:" + "|".join(sorted((u for u in _UNITS if u != "%"), key=len, reverse=True)) + r")(?:e?s)?\b)"
_NUMERAL = re.compile(rf"(?<![A-Za-z\d.]){_NUMBER}(?![A-Za-z]*\d|[A-Za-z])", re.IGNORECASE)
_FREE_LEFT = r"(?<![\w./#-])"
_QUANTITY = re.compile(
    rf"{_FREE_LEFT}(?P<low>{_NUMBER})(?:\s*(?:-|–|—|to)\s*(?P<high>{_NUMBER}))?"
    rf"(?:\s*\(\s*\d+\s*\))?[\s-]*(?:more\s+|additional\s+|further\s+)?(?:(?!(?:of|the|or|and|to|for|in|a|times?|per|x|st|nd|rd|th)\b)[a-z]+\s+){{0,2}}?(?P<unit>{_UNIT})",
    re.IGNORECASE,
)
_COUNT = re.compile(r"(?:#|\b(?:qty|quantity|no)\b\.?:?)\s*(?P<count>\d+)\b", re.IGNORECASE)
_OFTEN = (
    rf"(?:(?<!\d)(?P<times>once|twice|thrice|{_NUMBER}(?:\s*(?:-|–|to)\s*{_NUMBER})?\s*(?:x|times?))\s*"
    r"(?:an?\s+|per\s+|each\s+|every\s+|/\s*)?(?P<per>week(?:ly)?|wk|month(?:ly)?|mo|day|daily))"
)
_COURSE = re.compile(
    rf"{_OFTEN}\s*+(?:for|x|times|over|,)?\s*+(?:the\s+)?(?:next\s+)?(?P<span>{_NUMBER})\s*-?(?P<span_unit>weeks?|wks?|months?|mos?|days?)\b",
    re.IGNORECASE,
)
_GRID = re.compile(
    r"(?<![\w./-])(?P<a>\d{1,2})\s*[x×]\s*(?P<b>\d{1,2})(?![\w/-]|\.\d)(?!\s*(?:mg|ml|cm|mm|in)\b)", re.IGNORECASE
)
_SHORT = frozenset(("mg", "mcg", "g", "ml", "mm", "cm", "%"))
"""Units that take no plural."""
_PLURALS = {"surgery": "surgeries", "inch": "inches"}
_GROUPS = {"dozen": 12, "hundred": 100, "thousand": 1000}
_DAYS = {"day": 1, "week": 7, "month": 28}
_PERIODS = ("day", "week", "wk", "mo")
"""Every course names one; most sentences do not."""
_ADVERBS = {"once": 1, "twice": 2, "thrice": 3}


_EACH = re.compile(r"\beach\b", re.IGNORECASE)
_RATE = re.compile(r"\s*(?:(?:an?|per|each|every|/)\s*(?:day|week|wk|month|mo)|weekly|monthly|daily)\b", re.IGNORECASE)
"""After a count: it is a rate."""


@dataclass(frozen=True)
class Quantity:
    """A number or a range with its unit ("visit", "tablet", "week", "mg", …), at `start:end` of its text."""

    low: float
    high: float
    unit: str
    start: int
    end: int

    def __str__(self) -> str:
        amount = number(self.low) if self.low == self.high else f"{number(self.low)} to {number(self.high)}"
        one = self.high == 1 or self.unit in _SHORT
        return f"{amount} {self.unit if one else _PLURALS.get(self.unit, self.unit + 's')}"


def number(value: float) -> str:
    """The value without a needless decimal point: 8, 2.5."""
    return f"{value:g}"


def number_value(word: str) -> float | None:
    """The value of a numeral in digits or words ("1,000", "2.5", "twenty-four", "half a dozen"), or None."""
    plain = word.lower().replace(",", "")
    if re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return float(plain)
    return _spelled_value(plain) if SPELLED.fullmatch(plain) else None


def _spelled_value(words: str) -> float:
    total, part = 0.0, 0.0
    for word in re.split(r"[ -]", words):
        if word in _WORDS:
            part += _WORDS[word]
        elif word == "half":
            part = 0.5
        elif word in _GROUPS:
            total += (part or 1) * _GROUPS[word]
            part = 0.0
    return total + part


@dataclass(frozen=True)
class Numeral:
    """A number in digits or words, at `start:end` of its text."""

    text: str
    start: int
    end: int


def numerals(text: str) -> list[Numeral]:
    """Every numeral of a text that stands by itself, in digits or words; not the digits inside a code (L5, B12)."""
    return [Numeral(m.group(), *m.span()) for m in _NUMERAL.finditer(text)]


def find_quantities(text: str) -> list[Quantity]:
    """Every quantity with a unit in a text, in order. Levels (L5-S1), dates and codes are none."""
    return list(_all_quantities(text))


@lru_cache(maxsize=512)
def _all_quantities(text: str) -> tuple[Quantity, ...]:
    found = [_quantity(m, "low", "high", _unit(m["unit"])) for m in _QUANTITY.finditer(text)]
    found += [_quantity(m, "count", None, "tablet") for m in _COUNT.finditer(text)]
    return tuple(sorted((q for q in found if q), key=lambda q: q.start))


def find_courses(text: str) -> list[Quantity]:
    """Courses of treatment as the visits they add up to: "3x4" and "three times a week for four weeks" are 12 visits.

    "3x4" is three visits a week for four weeks, as requests for authorization write it.
    """
    return list(_all_courses(text))


@lru_cache(maxsize=512)
def _all_courses(text: str) -> tuple[Quantity, ...]:
    found = []
    lower = text.lower()
    for m in _COURSE.finditer(text) if any(period in lower for period in _PERIODS) else ():
        times = _ADVERBS.get(m["times"].lower())
        amounts = (
            [float(times)] if times else [v for w in re.findall(_NUMBER, m["times"], re.I) if (v := number_value(w))]
        )
        span = number_value(m["span"])
        if amounts and span is not None:
            per, unit = _DAYS[_period(m["per"])], _DAYS[_period(m["span_unit"])]
            totals = [amount * span * unit / per for amount in amounts]
            found.append(Quantity(min(totals), max(totals), "visit", *m.span()))
    taken = Covered((q.start, q.end) for q in found)
    for m in _GRID.finditer(text):
        if not taken.meets(*m.span()):
            total = float(m["a"]) * float(m["b"])
            found.append(Quantity(total, total, "visit", *m.span()))
    return tuple(sorted(found, key=lambda q: q.start))


def number_words() -> frozenset[str]:
    """The words that numbers are spelled with."""
    return frozenset((*_WORDS, *_GROUPS))


def unit_of(word: str) -> str | None:
    """The unit that a word names, "visit" for "sessions"; None where it names none."""
    return _unit(word) if re.fullmatch(_UNIT, word, re.IGNORECASE) else None


def requested_amount(request: str, unit: str) -> Quantity | None:
    """How many of `unit` a request asks for, or None where it names no number or two that differ.

    A stated total and a course that gives the same total are one amount ("12 sessions, 3x4"). A rate without a span
    ("2 visits a week") is none, nor are counts for parts ("6 visits each").
    """
    stated = [q for q in find_quantities(request) if q.unit == unit]
    if len(stated) > 1 or _EACH.search(request) or any(_RATE.match(request[q.end :]) for q in stated):
        return None
    if unit == "visit":
        stated += find_courses(request)
    amounts = {(q.low, q.high) for q in stated}
    return stated[0] if len(amounts) == 1 else None


def _quantity(match: re.Match[str], low: str, high: str | None, unit: str) -> Quantity | None:
    first = number_value(match[low])
    last = number_value(match[high]) if high and match[high] else first
    if first is None or last is None:
        return None
    return Quantity(min(first, last), max(first, last), unit, *match.span())


def _unit(word: str) -> str:
    lower = word.lower()
    return next(_UNITS[form] for form in (lower, lower.removesuffix("s"), lower.removesuffix("es")) if form in _UNITS)


def _period(word: str) -> str:
    return {"d": "day", "w": "week", "m": "month"}[word[0].lower()]
