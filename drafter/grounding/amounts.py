"""The numbers of a text: quantities with their units, ranges, fractions, frequencies, ordinals, bare numbers, codes.

Every text is in the plain form of `reading`. Two texts agree on a number where the one's is among the other's.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from functools import cached_property, lru_cache

from drafter.domain.quantity import Quantity, find_courses, find_quantities, number, number_value, unit_of
from drafter.domain.text import Covered
from drafter.grounding.claims import Claim, dates_in, levels_in, places

_FRACTION = re.compile(
    r"(?<![\w./-])(\d+(?:\.\d+)?)(?:\s?m?c?g)?/(\d+(?:\.\d+)?)(?:\s?-?(?P<unit>m?c?g|ml|%)\b)?(?![\d/]|\.\d)",
    re.IGNORECASE,
)
_RANGE = re.compile(r"(?<![\w./-])(\d+(?:\.\d+)?)\s?(?:-|to|~)\s?(\d+(?:\.\d+)?)(?![\w/-]|\.\d)", re.IGNORECASE)
_ORDINAL = re.compile(r"\b(\d+)(?:st|nd|rd|th)\b", re.IGNORECASE)
_OFTEN = re.compile(
    r"(?<![\w.])(?P<n>\d+(?:\.\d+)?|one)(?!\s?m?c?g (?:tab|cap))(?:\s?(?:-|to)\s?(?P<m>\d+(?:\.\d+)?))?\s?(?P<unit>x|"
    r"[a-z]+|)\b(?:\s[a-z]+){0,5}?\s?"
    r"(?:\b(?:an?|per|each|every)\s|/\s?|(?=\b(?:dai|week|month|year)ly))\s?(?P<per>day|dai|week|wk|month|year)",
    re.IGNORECASE,
)
_GRID = re.compile(r"(?<![\w./-])(\d{1,2})\s*[x×]\s*\d{1,2}(?![\w/-]|\.\d)(?!\s*(?:mg|ml|cm|mm|in)\b)", re.IGNORECASE)
_BY_THE_DAY = re.compile(r"\b(?:day|daily|d)\b", re.IGNORECASE)
_VISITS = re.compile(
    r"\b(?:visits|sessions|treatments)(?: [a-z]{3,12}){0,2}: ?(?P<n>\d{1,3})\b"
    r"|\b(?:visit|session|treatment)(?: (?:no\.?|number|#))? ?(?P<nth>\d{1,3})\b",
    re.IGNORECASE,
)
"""How treatment notes count: "Visits attended: 18", and "Visit 8", by which eight were had."""
_WORD = re.compile(r"\w+(?:[-.,:/]\w+)*")
_DIGITED = re.compile(r"(?<![^\W\d])[^\W\d]*+\d\w*(?:\.\d+)?")
"""A word with a digit, whole."""
_PLAIN = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")
_SHARES = frozenset("234")
"""Halves, thirds and quarters; with any other number below the stroke a pair is a score or a dose."""
_PERIOD = {"dai": "day", "wk": "week"}


@dataclass(frozen=True)
class Amounts:
    """The numbers that a text holds, ready to be looked up."""

    quantities: set[tuple[str, str]] = field(default_factory=set)
    """(number, unit): of a range both ends."""
    ranges: set[tuple[str, str]] = field(default_factory=set)
    """(low, high), whatever the unit."""
    fractions: set[tuple[str, str]] = field(default_factory=set)
    frequencies: set[tuple[str, str]] = field(default_factory=set)
    """(number, period): "twice a week" is ("2", "week")."""
    ordinals: set[str] = field(default_factory=set)
    levels: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    """Every number by itself, whatever its unit."""
    codes: set[str] = field(default_factory=set)
    """Words with digits in them, in small letters."""

    @classmethod
    def of_all(cls, held: Iterable["Amounts"]) -> "Amounts":
        """The numbers of several texts together."""
        several = list(held)
        return cls(*({each for one in several for each in getattr(one, f.name)} for f in fields(cls)))

    def share(self, percent: str) -> bool:
        """Whether the text names that share as a fraction or in per cent."""
        value = float(percent)
        nearest = bisect_left(self._shares, value)
        near = self._shares[max(0, nearest - 1) : nearest + 1]
        return (percent, "%") in self.quantities or any(abs(share - value) < 0.5 for share in near)

    @cached_property
    def _shares(self) -> list[float]:
        """The shares named as fractions, in per cent and in order."""
        return sorted(100 * (float(a) / float(b)) for a, b in self.fractions if b in _SHARES)


@lru_cache(maxsize=512)
def amounts_in(text: str) -> Amounts:
    """The numbers of a text."""
    found = Amounts()
    for quantity in [*(quantity for quantity, _ in quantities_in(text)), *find_quantities(text)]:
        pair = (number(quantity.low), number(quantity.high))
        found.quantities.update((value, quantity.unit) for value in pair)
        found.ranges.add(pair)
    for m in _VISITS.finditer(text):
        found.quantities.add((m["n"] or m["nth"], "visit"))
    for names, _ in levels_in(text):
        found.levels.update(names, *(name.split("-") for name in names))
    found.fractions.update(pair for pair, _ in fractions_in(text))
    found.ranges.update(pair for pair, _ in ranges_in(text))
    found.frequencies.update(pair for pairs, _, _ in frequencies_in(text) for pair in pairs)
    found.ordinals.update(value for value, _ in ordinals_in(text))
    for word in _WORD.finditer(text):
        if any(map(str.isdigit, word.group())):
            found.codes.update([word.group().lower(), *re.split(r"[-.,:/]", word.group().lower())])
    taken = places(claim for _, claim in [*fractions_in(text), *dates_in(text)])
    found.numbers.update(value for value, plain, _ in words_in(text, taken) if plain)
    return found


def quantities_in(text: str) -> list[tuple[Quantity, Claim]]:
    """The quantities of a text with their units; a course of treatment is the visits that it comes to."""
    # What is taken by the day for weeks comes to no visits.
    courses = [course for course in find_courses(text) if not _BY_THE_DAY.search(text, course.start, course.end)]
    found = [*courses, *_doses(text)]
    taken = Covered((q.start, q.end) for q in found)
    found += [q for q in find_quantities(text) if not taken.meets(q.start, q.end)]
    return [(q, Claim(text[q.start : q.end], q.start, q.end)) for q in found]


def _doses(text: str) -> Iterator[Quantity]:
    """Doses of two ingredients, "10/325 mg", as the range of the two numbers."""
    for m in _FRACTION.finditer(text):
        unit = unit_of(m["unit"]) if m["unit"] else None
        if unit:
            yield Quantity(float(m[1]), float(m[2]), unit, *m.span())


def fractions_in(text: str) -> list[tuple[tuple[str, str], Claim]]:
    """Pairs with a stroke: a score ("8/10"), a dose ("10/325"), a share ("1/2")."""
    return [((_plain(m[1]), _plain(m[2])), Claim(m.group(), *m.span())) for m in _FRACTION.finditer(text)]


def ranges_in(text: str) -> list[tuple[tuple[str, str], Claim]]:
    """Pairs with "to" or a dash between: "4-6"."""
    return [((_plain(m[1]), _plain(m[2])), Claim(m.group(), *m.span())) for m in _RANGE.finditer(text)]


def frequencies_in(text: str) -> Iterator[tuple[set[tuple[str, str]], bool, Claim]]:
    """How much in which period, and whether it is a dose or a count of things and not of times."""
    for m in _OFTEN.finditer(text):
        per = _PERIOD.get(m["per"].lower(), m["per"].lower())
        values = {"1" if value.lower() == "one" else _plain(value) for value in (m["n"], m["m"]) if value}
        counted = m["unit"].lower() not in ("x", "time", "times", "visit", "visits", "session", "sessions")
        yield {(value, per) for value in values}, counted, Claim(m.group(), *m.span())
    for m in _GRID.finditer(text):
        yield {(_plain(m[1]), "week")}, False, Claim(m.group(), *m.span())


def ordinals_in(text: str) -> list[tuple[str, Claim]]:
    """Ordinals: "2nd", "3rd"."""
    return [(m[1], Claim(m.group(), *m.span())) for m in _ORDINAL.finditer(text)]


def words_in(text: str, taken: Covered) -> Iterator[tuple[str, bool, Claim]]:
    """Every other word with a digit outside of what is taken: its value, and whether it is a number or a code."""
    for word in _WORD.finditer(text):
        claim = Claim(word.group(), *word.span())
        if not any(map(str.isdigit, claim.value)):
            continue
        whole = _PLAIN.fullmatch(claim.value) or re.search(r"[^\W\d_]|\.\d+\.", claim.value)
        parts = [claim]
        if not whole or taken.meets(*claim.span):
            parts = [
                Claim(m.group(), word.start() + m.start(), word.start() + m.end())
                for m in _DIGITED.finditer(claim.value)
            ]
        for part in parts:
            if not taken.meets(*part.span):
                plain = _PLAIN.fullmatch(part.value) is not None
                yield (_plain(part.value) if plain else part.value.lower()), plain, part


def _plain(digits: str) -> str:
    return number(number_value(digits) or 0.0)
