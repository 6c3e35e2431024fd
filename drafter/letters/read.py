"""A signed determination letter read back into data: header, credentials, summary, and the items with their reasons."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from drafter.domain.citation_parse import parse_citations
from drafter.domain.decision import DecidedItem, Decision
from drafter.domain.determination import outcome
from drafter.domain.request_parse import parse_request
from drafter.domain.vocabulary import Vocabulary
from drafter.errors import LetterError
from drafter.letters.display import NOT_GIVEN
from drafter.letters.header import read_header
from drafter.letters.items import ItemText, NotALetter, read_items
from drafter.letters.items_2013 import read_numbered_items
from drafter.letters.lines import Line, joined
from drafter.letters.organisation import ITEMS_LEAD_IN, SUMMARY_LEAD_IN
from drafter.letters.sources import lines_of
from drafter.letters.text_of import Unreadable

_HOW_MADE = "HOW THE IMR FINAL DETERMINATION WAS MADE"
_DOCUMENTS = "DOCUMENTS REVIEWED"
_SUMMARY = "CLINICAL CASE SUMMARY"
_ITEMS = "IMR ISSUES, DECISIONS AND RATIONALES"
_ITEMS_2013 = "IMR DECISION(S) AND RATIONALE(S)"
_OUTCOME = "OUTCOME"
_KNOWN = (_HOW_MADE, _DOCUMENTS, _SUMMARY, _ITEMS, _ITEMS_2013, _OUTCOME)
_HEADINGS = {re.sub(r"\s", "", name): name for name in _KNOWN}
"""By their letters alone: capitals of two sizes and wide spacing put spaces anywhere."""
_LONGEST_HEADING = 2 * max(map(len, _HEADINGS))
_CASE_NUMBER = re.compile(r"(?:IMR |MAXIMUS )?Case Number:\s*(?P<number>CM\d\d-\d+)(?:\s+[\w ()]+:.*)?", re.I)
_DRAFT = re.compile(r"DRAFT\b")
_CREDENTIALS = re.compile(
    r"Board Certified in (?P<specialties>.+?),?(?: and)? is licensed to practice in (?P<states>.+?)\.(?=\s|$)",
    re.IGNORECASE | re.DOTALL,
)
_LISTED = re.compile(
    r"State\(s\) of Licensure:(?P<states>.*?)Certification\(s\)/Specialty:(?P<specialties>.*)", re.IGNORECASE
)


@dataclass(frozen=True)
class ReadLetter:
    """A letter as it was read, and what of its header could not be, a line each without text of the case."""

    decision: Decision
    notes: tuple[str, ...]


def read_letter(path: Path, vocabulary: Vocabulary) -> ReadLetter:
    """Read a signed letter in the form of 2013, 2014 or 2016, from text, PDF or Word.

    Raises:
        LetterError: the file cannot be read, is not such a letter, or holds two.
    """
    try:
        return parse_letter(lines_of(path), vocabulary)
    except Unreadable as reason:
        raise LetterError(f"{path}: {reason}; give a determination letter as text, PDF or Word") from None
    except NotALetter as reason:
        raise LetterError(f"{path}: not a determination letter in a form that we read: {reason}") from None


def parse_letter(lines: Sequence[Line], vocabulary: Vocabulary) -> ReadLetter:
    """Parse a letter's lines.

    Raises:
        NotALetter: they are not such a letter; says which part is missing.
    """
    before, parts = _parts(lines)
    header = read_header(before)
    states, specialties = _credentials(joined(parts[_HOW_MADE]))
    label, items = _items(parts)
    decision = Decision(
        case_number=header.case_number,
        **header.dates,
        priority=header.priority,
        licensure=states,
        specialty=specialties,
        clinical_summary=joined(_after(SUMMARY_LEAD_IN, parts[_SUMMARY])) or None,
        reviewer_label=label,
        items=tuple(_decided(item, vocabulary) for item in items),
        outcome=outcome(item.determination for item in items),
    )
    return ReadLetter(decision, tuple(header.notes))


def _parts(lines: Sequence[Line]) -> tuple[Sequence[Line], dict[str, Sequence[Line]]]:
    """The lines before the first heading, and those under each."""
    headings = _headings(lines)
    names = [heading for heading, _ in headings]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise NotALetter(f'it has "{twice}" more than once; give each letter its own file')
    if any(_DRAFT.match(line.text) for line in lines[: headings[0][1] if headings else None]):
        raise NotALetter("it is marked DRAFT; a draft decides nothing")
    for wanted in (_HOW_MADE, _SUMMARY):
        if wanted not in names:
            raise NotALetter(f'it has no heading "{wanted}"')
    if {_ITEMS, _ITEMS_2013}.isdisjoint(names[names.index(_SUMMARY) :]):
        raise NotALetter(f'it has no heading "{_ITEMS}" or "{_ITEMS_2013}" after the summary')
    numbers = {match["number"].upper() for line in lines if (match := _CASE_NUMBER.fullmatch(line.text))}
    if len(numbers) > 1:
        raise NotALetter("it has more than one case number; give each letter its own file")
    ends = [*(at for _, at in headings[1:]), len(lines)]
    parts = {heading: lines[at + 1 : end] for (heading, at), end in zip(headings, ends, strict=True)}
    return lines[: headings[0][1]], parts


def _headings(lines: Sequence[Line]) -> list[tuple[str, int]]:
    """The headings with their lines; "Outcome" is one only after the items, where our own letters have it."""
    found: list[tuple[str, int]] = []
    for at, line in enumerate(lines):
        heading = _heading(line.text)
        if heading and (heading != _OUTCOME or any(name in (_ITEMS, _ITEMS_2013) for name, _ in found)):
            found.append((heading, at))
    return found


def _heading(text: str) -> str | None:
    if len(text) > _LONGEST_HEADING or not text[0].isupper():
        return None
    return _HEADINGS.get(text.upper().rstrip(": ").replace(" ", ""))


def _items(parts: dict[str, Sequence[Line]]) -> tuple[str | None, tuple[ItemText, ...]]:
    """Whose guideline the reviewer's is called, and the items, by the form of the letter."""
    if _ITEMS in parts:
        return read_items(_after(ITEMS_LEAD_IN, parts[_ITEMS]))
    return None, read_numbered_items(_after(ITEMS_LEAD_IN, parts[_ITEMS_2013]))


def _after(lead_in: re.Pattern[str], lines: Sequence[Line]) -> Sequence[Line]:
    """The lines after the sentence that leads in to them, which may run over some lines."""
    for count in range(1, min(len(lines), 5) + 1):
        text = joined(lines[:count])
        if match := lead_in.match(text):
            rest = text[match.end() :]
            return [*([replace(lines[count - 1], text=rest)] if rest else []), *lines[count:]]
    return lines


def _decided(item: ItemText, vocabulary: Vocabulary) -> DecidedItem:
    return DecidedItem(
        request=item.request,
        determination=item.determination,
        claims_administrator_guideline=item.claims_administrator_guideline,
        reviewer_guideline=item.reviewer_guideline,
        rationale=item.rationale,
        parsed_request=parse_request(item.request, vocabulary.body_parts),
        claims_administrator_citations=parse_citations(item.claims_administrator_guideline, vocabulary.titles),
        reviewer_citations=parse_citations(item.reviewer_guideline, vocabulary.titles),
    )


def _credentials(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """States and specialties, from the list of 2016 or the sentence of 2013 and 2014."""
    if match := _LISTED.search(text):
        return _split(match["states"]), _split(match["specialties"])
    if match := _CREDENTIALS.search(text):
        specialties = re.sub(r",?(?: and)? has a subspecialty in ", ", ", match["specialties"])
        return _split(re.sub(r",? and ", ", ", match["states"])), _split(specialties)
    return (), ()


def _split(listed: str) -> tuple[str, ...]:
    return tuple(name for part in listed.split(",") if (name := part.strip()) and name.lower() != NOT_GIVEN)
