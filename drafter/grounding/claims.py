"""What a sentence claims of its sources' places: dates, sections, editions, levels, quotations.

Each function takes a text in the plain form of `reading`, and each place is in that form.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from drafter.domain.dates import WrittenDate, find_written
from drafter.domain.text import Covered

_SECTION_NAMED = re.compile(
    r"\b[Ss]ections?(?:\(s\))?:?\s+(?:on\s+|titled\s+|named\s+|called\s+)?\"?(?P<title>[A-Z][^\".;:]*)"
)
_SECTION_ON = re.compile(r"\bsections?\s+(?:on|about|titled|named|called)\s+(?:the\s+)?(?P<title>[a-z][\w/ -]*)")
_SECTION_AFTER = re.compile(
    r"\"(?P<quoted>[^\"]+)\"\s+section\b|\b[Tt]he\s+(?P<title>[A-Z][\w&/(), -]{2,60}?)\s+section\b"
    r"|\b(?:[Tt]he|[Ii]ts)\s+(?P<words>[a-z][\w-]*"
    r"(?:\s+(?!(?:the|this|that|its|what|which|of|in|from|by|under|on)\b)[a-z][\w-]*){0,2})\s+section\b"
)
_FEATURE = re.compile(
    r"(?:\b(?P<name>tables?|figures?|fig|chapters?|chap|ch|appendix|algorithm|part|rule|box|exhibit|sections?"
    r"|grades?|stages?|types?|class|phase|schedule|version)\b\.?|(?<!§)(?P<sign>§++))\s*(?:no\.?\s*|#)?"
    r"(?P<place>\d+(?:[.-]\d+)*[a-z]?)\b",
    re.IGNORECASE,
)
_OF_THE_BOOK = frozenset("table figure fig chapter appendix algorithm part rule box exhibit section".split())
_ISSUE = r"(?:editions?|ed|version|update|revision|guidelines?|guides?|mtus|acoem|odg|complaints|conditions)"
_EDITION = re.compile(
    rf"\b(?P<before>(?:19|20)\d{{2}})(?:'s)?\s+(?:[\w/-]+\s+){{0,5}}?{_ISSUE}\b"
    r"|\b(?P<nth>\d+)(?:st|nd|rd|th)\s+ed(?:ition|\b)|\bedition\s+(?P<plain>\d+)\b"
    rf"|\b{_ISSUE}(?:,?\s++|\s*+\()(?:\(|,|as|of|from|in|dated|effective|revised|updated|amended|published|issued|the\s|\s)*"
    r"(?:(?P<after>(?:19|20)\d{2})|'(?P<short>\d{2}))(?![\w-])",
    re.IGNORECASE,
)
_LEVEL = re.compile(r"\b[CTLS] ?\d{1,2}(?:\s*(?:-|/|to|through|thru)\s*[CTLS]? ?\d{1,2})*\b", re.IGNORECASE)
_ADDRESS = re.compile(
    r"\b(?:https?|hxxps?|ftp)://[^\s,;]{1,300}|\bwww\.[^\s,;]{1,300}"
    r"|(?<![@\w.-])(?:[a-z0-9-]{2,40}\.){1,3}(?:com|org|net|info|gov|edu|io|co|uk|eu|ai|ly|me|tv|biz)\b[^\s,;]{0,300}",
    re.IGNORECASE,
)
_SINGLE_QUOTE = re.compile(r"(?<!\w)'(?=[\w(])|(?<=[\w.,!?)])'(?!\w)")


@dataclass(frozen=True)
class Claim:
    """One checkable thing that a sentence says, at `start:end` of it in plain form."""

    value: str
    start: int
    end: int

    @property
    def span(self) -> tuple[int, int]:
        """Its place."""
        return self.start, self.end


def as_read(claim: Claim, text: str) -> str:
    """A claim as a reader is told of it: to the end of its last word, without a full stop."""
    end = claim.end
    while end < len(text) and text[end].isalpha():
        end += 1
    return text[claim.start : end].rstrip(".")


def places(claims: Iterable[Claim]) -> Covered:
    """Where claims stand."""
    return Covered(claim.span for claim in claims)


def dates_in(text: str) -> list[tuple[WrittenDate, Claim]]:
    """The dates of a text, whole or in part."""
    return [(d, Claim(text[d.start : d.end], d.start, d.end)) for d in find_written(text)]


def days_in(text: str) -> list[date]:
    """The days that the dates of a text speak of, as near as they say: of a month alone its middle."""
    days = []
    for written, _ in dates_in(text):
        if written.year is not None:
            try:
                days.append(date(written.year, written.month, written.day or 15))
            except ValueError:  # no such day: "February 30"
                continue
    return days


def titles_in(text: str) -> Iterator[tuple[Claim, bool]]:
    """What a text names as a section, and whether it is written as a title; what follows a title may be in it."""
    if "ection" not in text:
        return
    for match in _SECTION_NAMED.finditer(text):
        yield Claim(match["title"].strip(" ,"), *match.span("title")), True
    for match in _SECTION_ON.finditer(text):
        yield Claim(match["title"].strip(), *match.span("title")), False
    for match in _SECTION_AFTER.finditer(text):
        group = next(name for name in ("quoted", "title", "words") if match[name])
        # "… Complaints 2004, section Special Studies" names the section after the comma, and the guideline before it.
        if not match[group].endswith(","):
            yield Claim(match[group], *match.span(group)), group != "words"


def features_in(text: str) -> list[tuple[str, bool, Claim]]:
    """Numbered things ("table 9-6", "chapter 15", "grade 2"), each written alike, and whether it is part of a book."""
    found = []
    for match in _FEATURE.finditer(text):
        name = "section" if match["sign"] else match["name"].lower()
        name = name if name == "class" else name.removesuffix("s")
        name = {"ch": "chapter", "chap": "chapter", "fig": "figure"}.get(name, name)
        found.append((f"{name} {match['place'].lower()}", name in _OF_THE_BOOK, Claim(match.group(), *match.span())))
    return found


def editions_in(text: str) -> list[Claim]:
    """The editions that a text names, as a year or an ordinal's number."""
    found = []
    for match in _EDITION.finditer(text):
        group = next(name for name in ("before", "nth", "plain", "after", "short") if match[name])
        value = f"20{match[group]}" if group == "short" else match[group]
        found.append(Claim(value, *match.span(group)))
    return found


def levels_in(text: str) -> list[tuple[set[str], Claim]]:
    """Spinal levels: "L5-S1" and "C5-6" as pairs ("C5-C6"), longer rows as all their pairs, one alone as itself."""
    return [(_levels(match.group()), Claim(match.group(), *match.span())) for match in _LEVEL.finditer(text)]


def _levels(written: str) -> set[str]:
    names: list[str] = []
    for part in re.findall(r"[CTLS]? ?\d+", written.upper()):
        name = part.replace(" ", "")
        names.append(name if name[0].isalpha() else names[-1][0] + name)
    return {f"{a}-{b}" for a, b in pairwise(names)} or set(names)


def addresses_in(text: str) -> list[Claim]:
    """Web addresses."""
    return [Claim(match.group(), *match.span()) for match in _ADDRESS.finditer(text)]


def quotations_in(text: str) -> list[Claim]:
    """What stands in quotation marks of any kind; a mark that is never closed quotes to the end."""
    return [*_double(text), *_single(text)]


def _double(text: str) -> Iterator[Claim]:
    start = None
    for match in re.finditer('"', text):
        place = match.start()
        if start is not None:
            yield Claim(text[start:place], start, place)
            start = None
        elif not (text[place - 1 : place].isdigit() and not text[place + 1 : place + 2].isalnum()):  # 3" is inches
            start = place + 1
    if start is not None and start < len(text):
        yield Claim(text[start:], start, len(text))


def _single(text: str) -> Iterator[Claim]:
    start = None
    for match in _SINGLE_QUOTE.finditer(text):
        opens = text[match.end() : match.end() + 1].isalnum() or text[match.end() : match.end() + 1] == "("
        if opens and start is None:
            start = match.end()
        elif not opens and start is not None:
            yield Claim(text[start : match.start()], start, match.start())
            start = None
    if start is not None:
        yield Claim(text[start:], start, len(text))
