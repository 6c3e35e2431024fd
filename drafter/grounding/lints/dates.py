"""Dates of the header against those that summary and rationale give for the same event: the injury, the UR decision."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from drafter.domain.dates import WrittenDate, find_written, long_date
from drafter.domain.draft import Finding
from drafter.domain.text import fold
from drafter.grounding.catalogue import finding
from drafter.grounding.lints.view import LintedLetter

_BEFORE = 140
"""How many characters before a date tell what it is the date of."""
_HURT = r"(?:injur(?:y|ies)|accident|incident|claim|trauma|fall)"
_PART = (
    r"(?:(?!(?:was|were|is|has|had|who|then|seen|evaluated|treated|presented|by|on|for|per|underwent|reported|with)\b)"
    r"[\w,/'-]+\s+)"
)
_WHERE = r"(?:(?!(?:was|were|is|has|had|who|then|seen|and|evaluated|treated|presented|reported)\b)[\w,/'-]+\s+)"
_MISHAP = (
    r"fell|slipped|tripped|stumbled|twisted|inverted|was (?:struck|hit|thrown|crushed|burned)|"
    r"felt (?:a|sudden) (?:pop|pain|snap|pull)|got caught|caught"
)
_INJURY = re.compile(
    r"(?P<event>\b(?:"
    rf"(?:date of (?:the )?(?:[\w-]+ )?{_HURT}|\bDOI|\bD\.O\.I\.?|injury date)"
    rf"|(?:industrial|occupational|work(?:place)?|on[ -]the[ -]job|index|original)[ -](?:(?:related|work)[ -])?{_HURT}"
    r"|(?:was|were|been|got|first) (?:\w+ )?injured(?: at work| while working)?"
    rf"|(?:sustained|suffered|incurred) (?:an?|the|his|her|their|multiple|several) {_PART}{{0,6}}(?:{_HURT}|"
    rf"fracture|strain|sprain|contusion)s?"
    rf"|(?:injured|hurt|strained|sprained|broke|fractured) (?:his|her|their|the) {_PART}{{1,6}}"
    rf"|(?:who|he|she|worker|patient|applicant) (?:\w+ly )?(?:{_MISHAP}) {_WHERE}{{0,9}}"
    rf"|an? (?:[\w-]+ ){{1,3}}injury"
    rf"|(?:the|this|that|his|her|their|an|reported) {_HURT}"
    r"|(?:cumulative|continuous|repetitive) (?:trauma|injury|stress)(?: injury)?"
    r"))"
    rf"(?:\s+(?:to |(?:to|of) (?:the|his|her|their|both) ){_PART}{{1,8}})?"
    r"\s*(?:(?:at work|while working|date|dated|(?:that |which )?(?:occurr(?:ed|ing)|happened|took place)|"
    r"period)\s*){0,2}"
    r"(?:(?:on or about|on|of|from|in|was|is|between|dated|through|ending)\s*){0,2}[:(-]?\s*$",
    re.IGNORECASE,
)
_OTHER_WORD = re.compile(
    r"\b(?:prior|previous(?:ly)?|earlier|remote|past|former|another|second|subsequent|new|non-?industrial|childhood|sports?|"
    r"at home|later|again)\b",
    re.IGNORECASE,
)
_OTHER_ONE = re.compile(
    r"\b(?:(?:prior|previous(?:ly)?|earlier|remote|past|former|another|second|subsequent|new|non-?industrial|unrelated|"
    r"other|childhood|separate)(?: [\w/-]+){0,3}|(?<!year )(?<!year-)(?<!years )old|after|since|following|before|"
    r"prior to|post) ?$",
    re.IGNORECASE,
)
"""Before what tells of an injury: it is another one, or the date is that of what came before or after it."""
_REVIEW = r"(?:utili[sz]ation review|\bUR\b)(?:\s*\([^()]{0,30}\))?"
_PAPER = r"(?:report|determination|decision|letter|form|documentation|denial|notice|non-?certification|modification)"
_DENIED = r"(?:non-?certified|denied|modified|reviewed|partially (?:certified|approved))"
_UR_BEFORE = re.compile(
    rf"(?:{_REVIEW}(?:\s+{_PAPER})?,?"
    rf"(?:\s+(?:with a decision date|is|was|issued|made|(?:{_DENIED}|denied certification)(?: it| the requests?)?))?"
    r"(?:\s*(?:dated|date|of|on|from))?"
    r"|\b(?:prior|previous|original|initial) (?:determination|review|decision)(?: made| issued)? (?:on|of|dated)"
    r"|\b(?:this (?:case|request)|these requests|the (?:requested )?(?:requests?|treatments?)) "
    rf"(?:was|were|has been|have been) (?:previously )?(?:reviewed and )?{_DENIED} on)\s*[:(]?\s*$",
    re.IGNORECASE,
)
_UR_AFTER = re.compile(
    rf"^\)?,?\s*(?:the\s+)?(?:(?:original\s+)?(?:{_REVIEW}|claims administrator)(?:\s+\w+)?\s+(?:has\s+|had\s+)?"
    r"(?:non-?certif|den(?:y|ied)|modif|determin|approv|authori|certif|fail|refus|partial|issu|decid|reject|"
    r"declin|did not)"
    rf"|requests? (?:was|were) {_DENIED} by (?:{_REVIEW}|the claims administrator))",
    re.IGNORECASE,
)
_UR_OTHER = re.compile(
    r"\b(?:prior|previous|earlier|another|second|subsequent|later|first|reviewed by|former)\b[^.;]{0,30}$",
    re.IGNORECASE,
)
_ON = re.compile(r"(?:^|[\s.(])on\s*(?:or about\s*)?$", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:,|to|through|thru|until|till|and|&|-|–|—)\s*(?:on\s+|from\s+)?", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:to|through|thru|until|till|-|–|—)\s*", re.IGNORECASE)
_TO_PRESENT = re.compile(r"^\s*(?:to|through|until|-|–)\s*(?:the\s+)?(?:present|date|now|current)\b", re.IGNORECASE)
_OF_INJURY = tuple(
    "injur doi d.o.i accident incident claim trauma fall fell stress fracture strain sprain contusion hurt broke "
    "slipped tripped stumbled twisted inverted felt caught struck hit thrown crushed burned".split()
)
"""A text with none of these, or with no figure, tells no date of the injury."""
_OF_REVIEW = (
    " ur ",
    "ur dated",
    "review",
    "administrator",
    "determination",
    "decision",
    "denied",
    "certified",
    "modified",
)
_YEAR = re.compile(r"(?<![\w./-])(?:19|20)\d{2}(?![\w/]|[.-]\d)")


@dataclass(frozen=True)
class _Said:
    """A date as written at `start:end`, or a period that ends at another: whether it agrees with a day."""

    start: int
    end: int
    first: date | None
    """None for a day of no year, and for one that cannot be."""
    last: date | None
    written: WrittenDate | None

    def agrees(self, day: date) -> bool:
        if self.first and self.last:
            return self.first <= day <= self.last
        return self.written is not None and self.written.fits(day)


def lint(letter: LintedLetter) -> Iterator[Finding]:
    """Where summary or rationale date the injury or the utilization review decision otherwise than the header."""
    for event, header, find in (("injury", letter.injury, _injury_dates), ("UR denial", letter.ur_denial, _ur_dates)):
        if header is None:
            continue
        told = find(letter.summary)
        if told and not any(said.agrees(header) for said in told):
            words = _words(letter.summary, told[0])
            yield finding("dates-differ", f"the header dates the {event} {long_date(header)}, and the summary {words}")
        yield from _in_rationales(letter, event, header, {_words(letter.summary, said) for said in told})


def _in_rationales(letter: LintedLetter, event: str, header: date, in_summary: set[str]) -> Iterator[Finding]:
    """A rationale's own dates; one that the summary gives as well is judged there."""
    find = _injury_dates if event == "injury" else _ur_dates
    for item in letter.items:
        told = [(sentence, said) for sentence in item.sentences for said in find(sentence.text)]
        if any(said.agrees(header) for _, said in told):
            continue
        for sentence, said in told[:1]:
            words = _words(sentence.text, said)
            if words not in in_summary:
                yield finding(
                    "dates-differ",
                    f"the header dates the {event} {long_date(header)}, and the rationale {words}",
                    item=item.number,
                    sentence=sentence.number,
                    span=(said.start, said.end),
                )


def _injury_dates(text: str) -> list[_Said]:
    """The dates that a text gives for an injury; those of an injury told of as another one are left out."""
    if not _may_tell(text, _OF_INJURY):
        return []
    found: list[_Said] = []
    for said in _said_in(text):
        before = fold(text[max(0, said.start - _BEFORE) : said.start])
        opening = _INJURY.search(before)
        joined = found and _JOINED.fullmatch(text, found[-1].end, said.start)
        if joined or (opening and not _is_other(before, opening)):
            found.append(said)
    return found


def _is_other(before: str, opening: re.Match[str]) -> bool:
    """Whether the injury told of is another one than that of the claim."""
    return bool(_OTHER_ONE.search(before[: opening.start("event")]) or _OTHER_WORD.search(opening["event"]))


def _ur_dates(text: str) -> list[_Said]:
    """The dates that a text gives for the utilization review decision."""
    return [said for said in _said_in(text) if _of_review(text, said)] if _may_tell(text, _OF_REVIEW) else []


def _may_tell(text: str, words: tuple[str, ...]) -> bool:
    """Whether a text has a figure and one of the words at all; most sentences need no closer look."""
    lower = text.lower()
    return any(word in lower for word in words) and any(map(str.isdigit, text))


def _of_review(text: str, said: _Said) -> bool:
    before = fold(text[max(0, said.start - _BEFORE) : said.start])
    opening = _UR_BEFORE.search(before)
    if opening:
        return not _UR_OTHER.search(before[: opening.start()])
    return bool(_ON.search(before) and _UR_AFTER.search(text[said.end : said.end + 100]))


@lru_cache(maxsize=256)
def _said_in(text: str) -> tuple[_Said, ...]:
    """The dates of a text in order; two with a word for "until" between are one period."""
    written = find_written(text)
    single = [_whole(one) for one in written]
    single += [
        _Said(m.start(), m.end(), date(int(m.group()), 1, 1), date(int(m.group()), 12, 31), None)
        for m in _YEAR.finditer(text)
    ]
    found: list[_Said] = []
    for said in sorted(single, key=lambda one: (one.start, -one.end)):
        last = found[-1] if found else None
        if last and said.start < last.end:
            continue
        if last and last.first and said.last and _is_range(text, last, said):
            found[-1] = _Said(last.start, said.end, last.first, max(last.first, said.last), None)
        else:
            found.append(said)
    return tuple(_open(text, said) for said in found)


def _is_range(text: str, first: _Said, second: _Said) -> bool:
    between = text[first.end : second.start]
    if _RANGE.fullmatch(between):
        return True
    before = text[max(0, first.start - 10) : first.start].lower()
    return between.strip().lower() == "and" and before.rstrip().endswith("between")


def _open(text: str, said: _Said) -> _Said:
    if said.first and _TO_PRESENT.match(text[said.end : said.end + 30]):
        return _Said(said.start, said.end, said.first, date.max, None)
    return said


def _whole(written: WrittenDate) -> _Said:
    first = last = None
    if written.year is not None and written.year >= 1 and 1 <= written.month <= 12:
        days = calendar.monthrange(written.year, written.month)[1]
        if written.day is None:
            first, last = date(written.year, written.month, 1), date(written.year, written.month, days)
        elif 1 <= written.day <= days:
            first = last = date(written.year, written.month, written.day)
    return _Said(written.start, written.end, first, last, written)


def _words(text: str, said: _Said) -> str:
    if said.first and said.first == said.last:
        return long_date(said.first)
    return text[said.start : said.end]
