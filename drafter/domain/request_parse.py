"""A disputed request in parts: what it asks for, and which portion of it is in dispute."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from drafter.domain.dates import find_dates
from drafter.domain.request import Leaves, ParsedRequest
from drafter.domain.request_amount import Part, doses, frequencies, joined, quantities, refills
from drafter.domain.request_body import BodyParts, Span, anatomy
from drafter.domain.request_spans import Taken, by_end, clear, furthest, spans_of
from drafter.domain.text import fold

_ADMINISTRATOR = r"the claims? administrator"
_ALLOWED = r"(?:authori[sz]ed|certified|approved|allowed|modified to)"
_WAS_ORIGINAL = re.compile(r"\s(?:was|is|were|are) the original request\b[.,;:]*\s*", re.IGNORECASE)
_REMAINING = re.compile(
    r"(?<!\S)the remaining (?:IMR[ -]eligible )?portions? of the original request,?\s*", re.IGNORECASE
)
_LEAVING = re.compile(r",?\s*\bleaving the original request IMR[ -]eligible\b", re.IGNORECASE)
_ALLOWED_PASSIVE = re.compile(
    rf"^(?P<what>\S.*?)\s(?:was|were|is|are) {_ALLOWED} by {_ADMINISTRATOR}\W*$", re.IGNORECASE
)
_ALLOWED_ACTIVE = re.compile(rf"^{_ADMINISTRATOR} (?:has )?{_ALLOWED} (?P<what>\S.*?)[\s.,;]*$", re.IGNORECASE)
_IS = re.compile(r",?\s+(?:is|are):?$", re.IGNORECASE)

_LABEL = re.compile(r"associated surgical (?:services?|items?)\s?:?\s*", re.IGNORECASE)
_RETROSPECTIVE = re.compile(
    r"\bretro(?:spective(?:ly)?)?\b(?!-)(?:\s(?:review|request)\b)?(?:\s(?:of|for)\b)?", re.IGNORECASE
)
_OPENING = re.compile(
    r"(?:(?:prospective|concurrent)\s)?request for(?: authori[sz]ation (?:of|for))?\s"
    r"|(?:prospective|concurrent)(?: use of)?\s",
    re.IGNORECASE,
)
_DATE = r"(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}|[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4})"
_DATES = rf"{_DATE}(?:\s?(?:-|–|to|through|thru|and|,|&)\s?{_DATE})*"
_SERVED = re.compile(
    rf"\(?(?:\b(?:DOS|D\.O\.S\.?)|\bdates? of services?)\b\s?(?:is|on|of)?\s?[:=-]?\s?(?P<dates>{_DATES})?\)?",
    re.IGNORECASE,
)
_WINDOW = re.compile(rf"\(?\b(?:between|from)\s{_DATES}\)?", re.IGNORECASE)
_BARE_DATE = re.compile(
    rf"(?P<document>\b(?:RFA|report|request|letter|note|order(?:ed)?|dated|prescribed|injury|DOI)\W+(?:dated|of|on)?\s*)?"
    rf"\(?(?:\b(?:on|dispensed|performed|given|provided)\s)*(?P<dates>{_DATES})\)?",
    re.IGNORECASE,
)

_LINK_AFTER = re.compile(r"[\s,;:.–-]*(?:\b(?:of|for|the|a|an|to)\b[\s,;:]*)*", re.IGNORECASE)
"""Between a part at the start and the treatment."""
_LINK_LAST = re.compile(
    r"(?:[\s,;:.&/(–-]|\(\s*\)|(?<!\w)(?:of|for|to|the|a|an|at|on|in|with|and|or|over|per|by|is|x|#|"
    r"levels?|regions?|areas?|sides?))$",
    re.IGNORECASE,
)
"""The last link between the treatment and a part after it; no longer than `_LINK_LENGTH`."""
_LINK_LENGTH = len("regions")
_FORM = re.compile(r"\s(?:oral\s)?(?:tablet|tab|capsule|cap|pill)s?$", re.IGNORECASE)
_FORM_LENGTH = len(" oral capsules")
_GOES_ON = re.compile(r"[\s,)]*(?:and|plus|with|w/|followed by|along with|as well as)\s(?=\w)", re.IGNORECASE)
"""After a part: more is asked for."""
_COUNTED = re.compile(
    r"\b(?:(?:session|visit|tablet|tab|capsule|cap|pill|patch|patche|pad|film|injection|block|box|tube)s?|treatments)\b",
    re.IGNORECASE,
)
_NOUN_PHRASE_END = re.compile(r"\b(?:with|to|for|of|and)\b", re.IGNORECASE)


def parse_request(text: str, body_parts: BodyParts) -> ParsedRequest:
    """The parts of a request as a letter words it.

    `body_parts` finds body parts (see `body_part_finder`). Never raises: what is not understood is of the treatment.
    """
    disputed = _disputed(fold(text))
    said = _Said(disputed.text, body_parts)
    return ParsedRequest(
        treatment=said.treatment(),
        body_parts=said.anatomy.parts,
        side=said.anatomy.side,
        quantity=said.words(said.quantity),
        amount=said.quantity.amount if said.quantity else None,
        unit=said.unit(),
        frequency=said.words(said.frequency),
        dose=said.dose(),
        refills=said.words(said.refills),
        retrospective=said.retrospective,
        date_of_service=said.served,
        associated=said.associated,
        original=disputed.original,
        authorised=disputed.authorised,
        remaining=disputed.text if disputed.leaves is Leaves.REMAINING else None,
        leaves=disputed.leaves,
    )


@dataclass(frozen=True)
class _Disputed:
    """What of a request is in dispute, and what the letter says became of the rest."""

    text: str
    original: str | None = None
    authorised: str | None = None
    leaves: Leaves | None = None


def _disputed(text: str) -> _Disputed:
    told = _WAS_ORIGINAL.search(text)
    if not told or not (original := text[: told.start()].strip()):
        return _Disputed(text)
    remaining = _REMAINING.search(text, told.end())
    if remaining and (rest := _IS.sub("", text[remaining.end() :]).strip()):
        return _Disputed(rest, original, _authorised(text[told.end() : remaining.start()]), Leaves.REMAINING)
    leaving = _LEAVING.search(text, told.end())
    if leaving:
        return _Disputed(original, original, _authorised(text[told.end() : leaving.start()]), Leaves.ORIGINAL)
    return _Disputed(text)


def _authorised(sentence: str) -> str | None:
    said = _ALLOWED_ACTIVE.search(sentence.strip()) or _ALLOWED_PASSIVE.search(sentence.strip())
    return said["what"] if said else None


class _Said:
    """The parts of what is in dispute, as stretches of it."""

    def __init__(self, text: str, body_parts: BodyParts) -> None:
        self.text = text
        self.anatomy = anatomy(text, body_parts)
        label = _LABEL.match(text)
        self.associated = label is not None
        self._openings = [match.span() for match in (label, *_RETROSPECTIVE.finditer(text)) if match]
        self.retrospective = len(self._openings) > self.associated
        self.served: date | None = None
        dates = self._read_dates()
        often = clear(joined(text, frequencies(text), r",?\s"), dates)
        refilled = clear(refills(text), [*dates, *spans_of(often)])
        outer = [*dates, *spans_of(often), *spans_of(refilled)]
        self._doses = clear(doses(text), outer)
        counted = clear(quantities(text, self._after_openings()), [*outer, *spans_of(self._doses)])
        self._ending = by_end(
            [
                *self.anatomy.part_spans,
                *self.anatomy.side_spans,
                *(spans_of(self._doses) if len(self._doses) == 1 else []),
            ]
        )
        self._quantities = joined(text, counted, r"[\s,(]{0,2}(?:(?:x|for|over)\s)?")
        self._hard = sorted([*outer, *spans_of(self._quantities)])
        self.frequency = often[0] if often else None
        self.refills = refilled[0] if refilled else None
        self.quantity = self._quantity()

    def words(self, part: Part | None) -> str | None:
        """A part as written."""
        return self.text[part.start : part.end] if part else None

    def unit(self) -> str | None:
        """What the quantity counts: its own noun, else the noun that a bare number stands before, or a count with."""
        if not self.quantity or self.quantity.amount is None:
            return None
        words = self.text if self.quantity.counts else _NOUN_PHRASE_END.split(self.text[self.quantity.end :])[0]
        noun = _COUNTED.search(words)
        return self.quantity.unit or (noun.group() if noun else None)

    def dose(self) -> str | None:
        """The strength; of a compound the stretch from its first ingredient to its last strength."""
        if len(self._doses) < 2:
            return self.words(self._doses[0]) if self._doses else None
        first, last = self._doses[0].start, self._doses[-1].end
        start = min(self._start(), first)
        ingredient = max(start, *(self.text.rfind(mark, start, first) + 1 for mark in ":("))
        return self.text[ingredient:last].strip()

    def treatment(self) -> str:
        """What is left between the parts at the start and those that follow; all of it if that is nothing."""
        start = self._start()
        within = [part.inner for part in self._quantities if part.inner]
        if within and within[0][0] == start:
            named = {self.text[begin:end].lower() for begin, end in within}
            return self.text[start : within[0 if len(named) == 1 else -1][1]].strip()
        return self._trim(start, self._end(start)) or self.text

    def _quantity(self) -> Part | None:
        """A count before a duration; from the first to the last where it names several amounts of one unit."""
        if not self._quantities:
            return None
        first = next((part for part in self._quantities if part.counts), self._quantities[0])
        alike = [part for part in self._quantities if (part.unit, part.counts) == (first.unit, first.counts)]
        if (first.unit or first.counts) and len({part.amount for part in alike}) > 1:
            return Part(alike[0].start, alike[-1].end)
        return first

    def _read_dates(self) -> list[Span]:
        """Where dates of service and windows stand; sets `served`."""
        spans: list[Span] = []
        for match in _SERVED.finditer(self.text):
            spans.append(match.span())
            self.retrospective = True
            self.served = self.served or _first_date(match["dates"])
        windows = [match.span() for match in _WINDOW.finditer(self.text)]
        if self.retrospective and not spans:
            for match in _BARE_DATE.finditer(self.text):
                if not match["document"] and (day := _first_date(match["dates"])):
                    spans.append(match.span())
                    self.served = self.served or day
        taken = Taken(spans)
        return [*spans, *(window for window in windows if not taken.meets(window))]

    def _after_openings(self) -> int:
        position = 0
        ends = furthest(self._openings)
        while True:
            opening = _OPENING.match(self.text, position)
            moved = opening.end() if opening else ends.get(position, position)
            if moved <= position:
                return position
            link = _LINK_AFTER.match(self.text, moved)
            position = link.end() if link else moved

    def _start(self) -> int:
        """Where the treatment begins, past labels and the parts at the start."""
        position = self._after_openings()
        ends = furthest([*self._hard, *self.anatomy.side_spans])
        wrapped = {part.start: part.inner[0] for part in self._quantities if part.inner}
        while True:
            if position in wrapped:
                return wrapped[position]
            end = ends.get(position, position)
            if end == position:
                return position
            link = _LINK_AFTER.match(self.text, end)
            position = link.end() if link else end

    def _end(self, start: int) -> int:
        """Where the treatment ends: at the first part that is no strength or body part, unless more is asked for."""
        later = [*(span for span in self._hard if span[0] > start), *(s for s in self._openings if s[0] > start)]
        stops = [*sorted(later), (len(self.text), len(self.text))]
        for (stop, after), (following, _) in pairwise(stops):
            tail = _GOES_ON.match(self.text, after)
            if not tail or not self._trim(tail.end(), following):
                return stop
        return len(self.text)

    def _trim(self, start: int, end: int) -> str:
        """The stretch without the links, body parts, sides and a single strength at its end."""
        while True:
            before = end
            end = self._before_links(start, end)
            form = _FORM.search(self.text, max(start, end - _FORM_LENGTH), end) if self._doses else None
            if form and self._doses[0].end == form.start():
                end = form.start()
            ending = [s for place in (end, end + 1) for s in self._ending.get(place, ()) if start <= s < end]
            end = min(ending, default=end)
            inside = (s for s in self._ending.get(end - 1, ()) if self.text[s - 1 : s] == "(" and s > start)
            end = next((s - 1 for s in inside), end)
            if end == before:
                break
        stretch = self.text[start:end].strip()
        return stretch[:-1].rstrip() if stretch.endswith(")") and "(" not in stretch else stretch

    def _before_links(self, start: int, end: int) -> int:
        """Where the links at the end of a stretch begin; read from the end, which is quick."""
        while end > start:
            # One more character than a link has, to see that a word begins with it.
            window = max(start, end - _LINK_LENGTH - 1)
            link = _LINK_LAST.search(self.text[window:end])
            if not link:
                break
            end = window + link.start()
        return end


def _first_date(words: str | None) -> date | None:
    first = re.match(_DATE, words) if words else None
    found = find_dates(first.group()) if first else []
    return found[0].day if found else None
