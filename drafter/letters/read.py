"""A signed determination letter read back into data: the header, the summary and the items with their reasons."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

from drafter.domain.case import Dates, Model, Priority
from drafter.domain.dates import find_dates
from drafter.domain.determination import Determination
from drafter.domain.text import fold
from drafter.errors import LetterError
from drafter.letters.text_of import Unreadable, pages_of

_HOW_MADE = "HOW THE IMR FINAL DETERMINATION WAS MADE"
_SUMMARY = "CLINICAL CASE SUMMARY"
_ISSUES = "IMR ISSUES, DECISIONS AND RATIONALES"
_LEAD_IN = re.compile(r"^.{0,200}?including all medical records:\s*", re.IGNORECASE)
_ITEMS_LEAD_IN = re.compile(r"disputed items/services? set forth below:\s*", re.IGNORECASE)
_CLAIMS = "Claims Administrator guideline:"
_OTHER_GUIDELINE = re.compile(r"^(?P<by>(?!Claims Administrator)[\w&.' -]{1,60}) guideline:\s*", re.IGNORECASE)
_RATIONALE = "Decision rationale:"
_DETERMINED = re.compile(r"^(?P<request>.*\S)\s*[:–-]\s*(?P<determination>Upheld|Overturned)\.?$", re.IGNORECASE)
_REMAINING = re.compile(r"original request(?:,| IMR eligible)", re.IGNORECASE)
_ORIGINAL = re.compile(r"was the original request", re.IGNORECASE)
_SENTENCE_ENDS = (".", "?", "!", '."', ".”")
_SLACK = 30
"""Characters by which a full line may be shorter than another: the letters' type is proportional and bold."""
_CREDENTIALS = re.compile(
    r"Board Certified in (?P<specialties>.+?),?(?: and)? is licensed to practice in (?P<states>.+?)\.(?=\s|$)",
    re.IGNORECASE | re.DOTALL,
)
_LISTED = re.compile(
    r"State\(s\) of Licensure:(?P<states>.*?)Certification\(s\)/Specialty:(?P<specialties>.*)", re.IGNORECASE
)
_HEADER_DATES = {
    "injury": "Date of Injury",
    "application_received": "Application Received",
    "assigned": "Date Assigned",
    "ur_denial": "UR Denial Date",
    "decision": "Decision Date",
}


class LetterItem(Model):
    """One disputed item as a signed letter decided it; white space folded."""

    request: str
    determination: Determination
    """Upheld or Overturned; a signed letter has no third outcome."""
    claims_administrator_guideline: str | None
    reviewer_guideline: str | None
    rationale: str


class SignedLetter(Model):
    """A real, signed Final Determination letter; what its form leaves out is None or empty."""

    name: str
    """The file's name without its ending; stands for the case number where the letter has none."""
    case_number: str | None
    dates: Dates
    """Of the header table only, never from the summary."""
    priority: Priority | None
    states: tuple[str, ...]
    """States of licensure."""
    specialties: tuple[str, ...]
    clinical_summary: str | None
    items: tuple[LetterItem, ...]


def read_letter(path: Path) -> SignedLetter:
    """Read a letter in the form of 2014 (no header table) or of 2016, from text or PDF.

    Raises:
        LetterError: the file cannot be read, or is not such a letter.
    """
    try:
        text = "\n".join(pages_of(path))
    except Unreadable as reason:
        raise LetterError(f"{path}: {reason}; give a determination letter as text or PDF") from None
    try:
        return parse_letter(text, path.stem)
    except ValueError as reason:
        raise LetterError(f"{path}: not a determination letter in the form that we read: {reason}") from None


def parse_letter(text: str, name: str) -> SignedLetter:
    """Parse a letter's text; `name` is how the file is called.

    Raises:
        ValueError: the text is not such a letter; says which part is missing.
    """
    lines = [folded for line in text.split("\n") if (folded := fold(line))]
    how, summary, issues = (_line_of(lines, heading) for heading in (_HOW_MADE, _SUMMARY, _ISSUES))
    if not how < summary < issues:
        raise ValueError("its headings are not in their order")
    header = " ".join(lines[:how])
    states, specialties = _credentials(" ".join(lines[how:summary]))
    number = re.search(r"Case Number:\s*(\S+)", header, re.IGNORECASE)
    priority = re.search(r"Priority:\s*(Standard|Expedited)\b", header, re.IGNORECASE)
    return SignedLetter(
        name=name,
        case_number=number[1] if number else None,
        dates=Dates(**{field: _header_date(header, label) for field, label in _HEADER_DATES.items()}),
        priority=Priority(priority[1].lower()) if priority else None,
        states=states,
        specialties=specialties,
        clinical_summary=_LEAD_IN.sub("", " ".join(lines[summary + 1 : issues])) or None,
        items=_items(lines[issues + 1 :]),
    )


def _line_of(lines: Sequence[str], heading: str) -> int:
    for index, line in enumerate(lines):
        if line.upper() == heading:
            return index
    raise ValueError(f'it has no heading "{heading}"')


def _header_date(header: str, label: str) -> date | None:
    found = re.search(rf"{label}:\s*(\S+)", header, re.IGNORECASE)
    days = find_dates(found[1]) if found else []
    return days[0].day if days else None


def _credentials(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """States and specialties, from the list of 2016 or the sentence of 2014."""
    if match := _LISTED.search(text):
        return _split(match["states"]), _split(match["specialties"])
    if match := _CREDENTIALS.search(text):
        specialties = re.sub(r",?(?: and)? has a subspecialty in ", ", ", match["specialties"])
        return _split(re.sub(r",? and ", ", ", match["states"])), _split(specialties)
    return (), ()


def _split(listed: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in listed.split(",") if part.strip())


def _items(lines: list[str]) -> tuple[LetterItem, ...]:
    lines = _without_lead_in(lines)
    claims = [index for index, line in enumerate(lines) if line.startswith(_CLAIMS)]
    if not claims:
        raise ValueError(f'it has no "{_CLAIMS}"')
    starts = [0, *(_request_start(lines, at, floor + 1) for floor, at in pairwise(claims))]
    ends = [*starts[1:], len(lines)]
    return tuple(
        _item(number, lines[start:at], lines[at:end])
        for number, (start, at, end) in enumerate(zip(starts, claims, ends, strict=True), start=1)
    )


def _without_lead_in(lines: list[str]) -> list[str]:
    """The lines after the sentence that leads in to the items, which may run over two lines."""
    for count in (1, 2, 3):
        match = _ITEMS_LEAD_IN.search(" ".join(lines[:count]))
        if match:
            rest = " ".join(lines[:count])[match.end() :]
            return [*([rest] if rest else []), *lines[count:]]
    return lines


def _request_start(lines: Sequence[str], claims: int, floor: int) -> int:
    """The first line of the request that ends just before line `claims`, not before line `floor`.

    A request may run over lines and sentences, and text has no bold type to show where it begins. A line begins it
    when the line before ends a sentence, or is short, as the last line of a paragraph is: the first word of the
    next line would have fitted. A remaining portion begins with the sentence that names the original request.
    """
    width = sorted(map(len, lines))[len(lines) * 9 // 10]  # not the longest: a PDF's joined lines are longer
    start = claims
    while start > floor:
        start -= 1
        request = " ".join(lines[start:claims])
        if _REMAINING.search(request) and not _ORIGINAL.search(request):
            continue
        before = lines[start - 1]
        room = width - len(before) - _SLACK
        if before.endswith(_SENTENCE_ENDS) or room > len(lines[start].split()[0]):
            break
    return start


def _item(number: int, request: Sequence[str], body: Sequence[str]) -> LetterItem:
    determined = _DETERMINED.match(" ".join(request))
    if not determined:
        raise ValueError(f"item {number} does not say Upheld or Overturned after its request")
    parts = {"claims": [body[0].removeprefix(_CLAIMS)], "reviewer": [], "rationale": []}
    part = "claims"
    for line in body[1:]:
        if part == "claims" and (match := _OTHER_GUIDELINE.match(line)):
            part, line = "reviewer", line[match.end() :]
        elif part != "rationale" and line.startswith(_RATIONALE):
            part, line = "rationale", line.removeprefix(_RATIONALE)
        parts[part].append(line)
    claims, reviewer, rationale = (fold(" ".join(parts[name])) for name in ("claims", "reviewer", "rationale"))
    if not rationale:
        raise ValueError(f'item {number} has no "{_RATIONALE}"')
    return LetterItem(
        request=determined["request"].strip(),
        determination=Determination(determined["determination"].capitalize()),
        claims_administrator_guideline=claims or None,
        reviewer_guideline=reviewer or None,
        rationale=rationale,
    )
