"""What a sentence claims that can be looked up: dates, pages, sections, editions, guidelines, amounts, quotations."""

import re
from dataclasses import dataclass
from datetime import date

from drafter.domain.dates import find_dates
from drafter.domain.quantity import find_courses, find_quantities, number, number_value, numerals

_PAGES = re.compile(
    r"\b(?:pages?(?:\(s\))?|pp?\.|pgs?\.)\s*:?\s*(?P<list>\d+(?:\s*(?:,|and|&|to|-|–)\s*\d+)*)", re.IGNORECASE
)
_SECTION_NAMED = re.compile(
    r"\b[Ss]ections?(?:\(s\))?:?\s+(?:on\s+|titled\s+|named\s+)?[\"“]?(?P<title>[A-Z][^\"”.;:]*)"
)
_SECTION_AFTER = re.compile(
    r"[\"“](?P<title>[^\"”]+)[\"”]\s+section\b|\bthe\s+(?P<bare>[A-Z][\w&/() -]{2,60}?)\s+section\b"
)
_EDITION = re.compile(
    r"\b(?:(?P<before>(?:19|20)\d{2}|\d+(?:st|nd|rd|th))\s+edition|edition\s+(?:of\s+)?\(?(?P<after>(?:19|20)\d{2})"
    r"|(?:Guidelines?|MTUS|ACOEM|ODG|Complaints|Conditions)\s*,?\s*\(?(?P<year>(?:19|20)\d{2})\b)"
)
_LEVEL = re.compile(r"\b[CTLS]\d{1,2}(?:\s*(?:-|–|/|to)\s*[CTLS]?\d{1,2})?\b")
_QUOTED = re.compile(r"[\"“](?P<words>[^\"”]+)[\"”]")
_FAMILIES: dict[str, re.Pattern[str]] = {
    "MTUS": re.compile(r"\bMTUS\b|\bMedical Treatment Utilization Schedule\b"),
    "ACOEM": re.compile(r"\bACOEM\b|\bAmerican College of Occupational\b"),
    "ODG": re.compile(r"\bODG\b|\bOfficial Disability Guidelines?\b"),
    "other": re.compile(
        r"\b(?:UpToDate|PubMed|Cochrane|National Guideline Clearinghouse|FDA|Food and Drug Administration|CDC|"
        r"American (?:Academy|College|Association|Society|Pain Society)(?: (?:of|for) \w+)?|NICE|AAOS|ACR)\b"
    ),
}


@dataclass(frozen=True)
class Claim:
    """One checkable thing that a sentence says, at `start:end` of it, as it is written there."""

    kind: str
    value: str
    start: int
    end: int


def dates_in(text: str) -> list[tuple[date, Claim]]:
    """The calendar dates of a text."""
    return [
        (found.day, Claim("date", text[found.start : found.end], found.start, found.end)) for found in find_dates(text)
    ]


def pages_in(text: str) -> list[tuple[int, Claim]]:
    """The pages that a text names, each page of a list or a range's two ends on its own."""
    found = []
    for match in _PAGES.finditer(text):
        for page in re.finditer(r"\d+", match["list"]):
            start = match.start("list") + page.start()
            found.append((int(page.group()), Claim("page", page.group(), start, start + len(page.group()))))
    return found


def sections_in(text: str) -> list[Claim]:
    """What a text names as a section; a title runs on to the next stop, so it may hold more than the title."""
    found = []
    for pattern in (_SECTION_NAMED, _SECTION_AFTER):
        for match in pattern.finditer(text):
            group = "title" if match["title"] else "bare"
            found.append(Claim("section", match[group].strip(" ,"), *match.span(group)))
    return found


def editions_in(text: str) -> list[Claim]:
    """The editions that a text names, as a year or an ordinal."""
    found = []
    for match in _EDITION.finditer(text):
        group = next(name for name in ("before", "after", "year") if match[name])
        found.append(Claim("edition", match[group], *match.span(group)))
    return found


def guidelines_in(text: str) -> list[tuple[str, Claim]]:
    """The families of guidelines that a text names: MTUS, ACOEM, ODG or another."""
    return [
        (family, Claim("guideline", match.group(), *match.span()))
        for family, pattern in _FAMILIES.items()
        for match in pattern.finditer(text)
    ]


def quotations_in(text: str) -> list[Claim]:
    """What stands between quotation marks."""
    return [Claim("quotation", match["words"], *match.span("words")) for match in _QUOTED.finditer(text)]


def levels_in(text: str) -> list[Claim]:
    """Spinal levels, written alike: "L5-S1", "C5-6" as "C5-C6"."""
    return [Claim("level", _level(match.group()), *match.span()) for match in _LEVEL.finditer(text)]


def amounts_in(text: str) -> set[tuple[str, str]]:
    """Every (number, unit) that a text holds, both ends of a range, and what a course comes to."""
    quantities = [*find_quantities(text), *find_courses(text)]
    return {(number(value), q.unit) for q in quantities for value in (q.low, q.high)}


def numbers_in(text: str) -> set[str]:
    """Every numeral of a text in digits, whatever its unit; of a date only the year, which may be spoken of alone."""
    dates = dates_in(text)
    return {str(day.year) for day, _ in dates} | {
        value for value, _ in number_claims(text, [claim for _, claim in dates])
    }


def quantity_claims(text: str) -> list[tuple[set[tuple[str, str]], Claim]]:
    """The quantities that a text states, each as the (number, unit) pairs that its evidence must hold."""
    spans = [*find_courses(text)]
    spans += [q for q in find_quantities(text) if not any(c.start <= q.start and q.end <= c.end for c in spans)]
    return [
        ({(number(q.low), q.unit), (number(q.high), q.unit)}, Claim("quantity", text[q.start : q.end], q.start, q.end))
        for q in spans
    ]


def number_claims(text: str, taken: list[Claim]) -> list[tuple[str, Claim]]:
    """The numerals of a text outside the claims already taken; "one" alone is a pronoun as often and is no claim."""
    found = []
    for word in numerals(text):
        value = number_value(word.text)
        free = not any(claim.start < word.end and word.start < claim.end for claim in taken)
        if value is not None and free and word.text.lower() != "one":
            found.append((number(value), Claim("number", word.text, word.start, word.end)))
    return found


def _level(written: str) -> str:
    parts = re.findall(r"[A-Z]?\d+", written)
    letter = parts[0][0]
    return "-".join(part if part[0].isalpha() else letter + part for part in parts)
