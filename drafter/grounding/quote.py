"""Whether words given as a quotation stand in a source, word for word.

Exact after normal form: compatibility characters, ligatures, quotation marks, dashes, white space, soft hyphens and a
word broken at a line's end are as good as what they stand for. Nothing else is forgiven: a near match is shown as a
suggestion and never accepted.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from itertools import islice, pairwise

from drafter.domain.text import plain_character

_ELLIPSIS = re.compile(r"\s?(?:\[ ?(?:\.{3,4}|…|\. \. \.) ?\]|\( ?(?:\.{3,4}|…) ?\)|\.{3,4}|…|\. \. \.(?: \.)?)\s?")
_INSERTED = re.compile(r"\[[^\[\]]{0,60}\]")
"""What a writer puts into a quotation himself: "[the employee]"."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NEGATIVE = re.compile(
    r"\b(?:no|not|nor|never|none|neither|without|cannot|denie[sd]|deny|denying|lack(?:s|ed|ing)?|absent|absence|"
    r"fail(?:s|ed|ing|ure)?|negative|unable|unlikely|except|unless|only|hardly|rarely|against|if|until|stopped|"
    r"discontinued|ruled out)\b|n't\b"
)
"""Words that turn or limit what stands beside them: a quotation may not be cut so that one falls away."""
_COMMON = frozenset(
    "a an and are as at be been but by did do for from had has have he her his i if in into is it its may no nor not "
    "of on or our she so such than that the their them then there these they this those to was were when which while "
    "who will with would".split()
)
_CLAUSE = re.compile(
    r"[.;:!?]|\b(?:but|however|although|though|whereas|while)\b"
    r"|\band (?=(?:the|he|she|it|they|there|his|her|a|an|is|was|are|were|has|had)\b)"
)
_VERB = re.compile(r"\b(?:is|are|was|were|has|had|have|shows?|showed|remains?|remained)\b")
_CONDITION = re.compile(r"\b(?:if|unless|until)\b")
_TURNED_AFTER = re.compile(
    r" (?:(?:is|are|was|were|be|been|being|has|have|had|can|could|may|would|should|must|does|do|did)\b ?){0,3}"
    r"(?:not|never|denied|absent|negative|ruled out|stopped|discontinued|cannot)\b|,? (?:unless|except|only|if|until)\b"
)
_SOFT = frozenset("\u00ad\ufffe\u0002")
"""Marks for a place where a word may break; PDF readers leave the last two where it did."""
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010\u2011\u00ad\ufffe\u0002](?:[ \t]{0,8}\r?\n[ \t]{0,80})?(?=[^\W\d_])")
"""A hyphen inside a word, with the line's end where there is one: there it may be the line's and not the word's."""
_SENTENCE = re.compile(r"[^.!?]+")
_EDGE = " .,;:!?-'\"“”‘’"
_LONGEST_SOURCE = 2_000_000
_LONGEST_QUOTE = 5_000
_TRIED = 200
"""Places of a first part that are tried."""
_REACH = 120
"""Characters before a quotation within which a word can turn it."""
_SUGGEST_WITHIN, _SUGGEST_SENTENCES, _SUGGEST_WORDS = 20_000, 200, 100
"""How much of a source is looked through for a near match: it is a help, and costs time."""
NO_WORDS = "no words are quoted"
_NOT_THERE = "does not stand there word for word"
_GAP = 400
"""Characters of a source that an ellipsis may leave out; what lies further apart is two quotations."""
_LOOKED_THROUGH = 4_000
"""Characters left out that are looked through for a word that turns the meaning; so many are too many anyway."""
_EVIDENT_WORDS, _EVIDENT_LETTERS = 2, 8
"""A fragment says where it comes from with two words of substance, or with one that is as long."""


class QuoteStatus(StrEnum):
    """What can be said of a quotation."""

    FOUND = "found"
    ABSENT = "absent"
    CANNOT_CHECK = "cannot check"


@dataclass(frozen=True)
class Quote:
    """Where a quotation stands, or why it is not accepted."""

    status: QuoteStatus
    spans: tuple[tuple[int, int], ...] = ()
    """Of a quotation that is found: its place in the source as written, one for each part between ellipses."""
    reason: str = ""
    """Of one that is not: why, in a few words."""
    nearest: tuple[int, int] | None = None
    """The place in the source that is nearest to it, where one is near."""
    source: int = 0
    """Which of several sources was meant, from 0."""


@dataclass(frozen=True)
class _Plain:
    """A text in normal form, without the hyphens inside words; character `n` of it stands at `places[n]` as written."""

    text: str
    places: tuple[int, ...]
    hyphens: dict[int, bool]
    """Before which characters a hyphen inside a word was: True where it ends a line, and need not be one."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self.places[start], self.places[end - 1] + 1


def find_quote(quote: str, source: str, *, suggest: bool = True) -> Quote:
    """Look a quotation up in one source; with `suggest`, of an absent one the nearest place is looked for as well.

    Found only where every part of it stands in the source word for word, in order and near each other, where nothing
    that turns the meaning was left out under an ellipsis or cut off beside it, and where it is long enough to tell
    where it comes from. One that is too short or too long, or has no words, cannot be checked; nor can any in a source
    without text.
    """
    if len(quote) > _LONGEST_QUOTE or len(source) > _LONGEST_SOURCE:
        return Quote(QuoteStatus.CANNOT_CHECK, reason="longer than what is checked")
    parts = _parts(quote)
    if not parts:
        return Quote(QuoteStatus.CANNOT_CHECK, reason=NO_WORDS)
    held = _plain(source)
    if not _WORD.search(held.text):
        return Quote(QuoteStatus.CANNOT_CHECK, reason="the source has no text")
    each = {(part.text, *part.hyphens): part for part in parts}.values()
    missing = next((part for part in each if next(_places(part, held), None) is None), None)
    if missing is not None:
        what = f"a part of it {_NOT_THERE}" if len(parts) > 1 else f"it {_NOT_THERE}"
        return Quote(QuoteStatus.ABSENT, reason=what, nearest=_nearest(missing, held) if suggest else None)
    placed = _in_order(parts, held)
    whole = len(parts) == 1 and parts[0].text == held.text.strip(_EDGE)
    if placed.status is QuoteStatus.FOUND and not whole and not all(_tells_place(part.text) for part in parts):
        return Quote(QuoteStatus.CANNOT_CHECK, reason="too short to tell where it comes from")
    return placed


def _parts(quote: str) -> list[_Plain]:
    """What is quoted between ellipses and words put in; parts without a word are none."""
    pieces = _ELLIPSIS.split(_INSERTED.sub("…", quote))
    plain = [_plain(piece.strip().strip(_EDGE)) for piece in pieces]
    return [part for part in plain if _WORD.search(part.text)]


def find_quote_in(quote: str, sources: list[str], *, suggest: bool = True) -> Quote:
    """Look a quotation up in several sources: found in one of them, else what the most telling one says."""
    looked = (find_quote(quote, source, suggest=suggest) for source in sources)
    results = [replace(result, source=number) for number, result in enumerate(looked)] or [
        Quote(QuoteStatus.CANNOT_CHECK, reason="there is no source to look in")
    ]
    found = next((result for result in results if result.status is QuoteStatus.FOUND), None)
    told = [result for result in results if result.status is QuoteStatus.ABSENT]
    told.sort(key=lambda result: result.nearest is None)
    cut = next((result for result in told if not result.reason.endswith(_NOT_THERE)), None)
    unchecked = next((result for result in results if result.reason.startswith("too short")), None)
    return found or cut or unchecked or next(iter(told), results[0])


def _in_order(parts: list[_Plain], held: _Plain) -> Quote:
    """The parts where they stand one after the other; where several places would do, the first that is whole."""
    reason = "its parts do not stand there in this order"
    reached: dict[int, tuple[int, int]] = {}  # of each later part the place last found, which may do again
    for first in islice(_places(parts[0], held), _TRIED):
        chain = [first]
        for number, part in enumerate(parts[1:]):
            place = reached.get(number)
            if place is None or place[0] < chain[-1][1]:
                place = next(_places(part, held, chain[-1][1]), None)
            if place is None:
                return Quote(QuoteStatus.ABSENT, reason=reason)  # no later first part can do better
            chain.append(place)
            reached[number] = place
        wrong = _cut_wrongly(chain, held.text)
        if wrong is None:
            return Quote(QuoteStatus.FOUND, tuple(held.span(start, end) for start, end in chain))
        reason = wrong
    return Quote(QuoteStatus.ABSENT, reason=reason)


def _cut_wrongly(chain: list[tuple[int, int]], text: str) -> str | None:
    """Why these parts, though they stand there, do not say what the source says; None where nothing is wrong."""
    for (_, end), (start, _) in pairwise(chain):
        if _NEGATIVE.search(text, end, min(start, end + _LOOKED_THROUGH)):
            return "the ellipsis leaves out a word that turns the meaning"
        if start - end > _GAP:
            return "its parts stand too far apart to be one quotation"
    start, end = chain[0][0], chain[-1][1]
    before = _CLAUSE.split(text[max(0, start - _REACH) : start])[-1]
    own_clause = before.rstrip().endswith(",") and _VERB.search(text, start, min(end, start + _REACH // 2))
    if _CONDITION.search(before) or (_NEGATIVE.search(before) and not own_clause):
        return "it is cut off behind a word that turns the meaning"
    if _TURNED_AFTER.match(text, end):
        return "it is cut off before a word that turns the meaning"
    return None


def _places(part: _Plain, held: _Plain, start: int = 0) -> Iterator[tuple[int, int]]:
    """Where a part stands as whole words from a place on, its hyphens as in the source."""
    text, words = held.text, part.text
    place = text.find(words, start)
    while place >= 0:
        end = place + len(words)
        opens = not (words[0].isalnum() and place > 0 and text[place - 1].isalnum())
        closes = not (words[-1].isalnum() and end < len(text) and text[end].isalnum())
        # "10" is no quotation of "10.5", nor "2" of "1/2"; "specific" is none of "non-specific".
        bounded = place not in held.hyphens and end not in held.hyphens and not _in_number(text, place, end)
        if opens and closes and bounded and _hyphens_agree(part, held, place):
            yield place, end
        place = text.find(words, end)


def _hyphens_agree(part: _Plain, held: _Plain, place: int) -> bool:
    there = {n - place: broken for n, broken in _within(held.hyphens, place, place + len(part.text))}
    return all(n in there for n in part.hyphens) and all(broken or n in part.hyphens for n, broken in there.items())


def _within(hyphens: dict[int, bool], start: int, end: int) -> list[tuple[int, bool]]:
    if len(hyphens) < end - start:
        return [(n, broken) for n, broken in hyphens.items() if start < n < end]
    return [(n, hyphens[n]) for n in range(start + 1, end) if n in hyphens]


def _in_number(text: str, start: int, end: int) -> bool:
    before = text[start].isdigit() and re.search(r"\d[.,/-]$", text[max(0, start - 2) : start])
    after = text[end - 1].isdigit() and re.match(r"(?:[.,/-]| ?- ?| to )\d", text[end : end + 5])
    return bool(before or after)


def _tells_place(part: str) -> bool:
    """Whether a part is long enough to mean something by itself."""
    words = [word for word in _WORD.findall(part) if word not in _COMMON]
    return len(words) >= _EVIDENT_WORDS or any(len(word) >= _EVIDENT_LETTERS for word in words)


def _nearest(part: _Plain, held: _Plain) -> tuple[int, int] | None:
    """The sentence of the source that shares most of the part's words with it in order, where that is over half."""
    best, place = 0.5, None
    words = _WORD.findall(part.text)[:_SUGGEST_WORDS]
    matcher = SequenceMatcher(b=words, autojunk=False)
    for sentence in islice(_SENTENCE.finditer(held.text, 0, _SUGGEST_WITHIN), _SUGGEST_SENTENCES):
        matcher.set_seq1(_WORD.findall(sentence.group())[:_SUGGEST_WORDS])
        shared = sum(block.size for block in matcher.get_matching_blocks()) / len(words)
        if shared > best:
            best, place = shared, held.span(*sentence.span())
    return place


@lru_cache(maxsize=1024)
def _plain(text: str) -> _Plain:
    """A text in normal form with the places of its characters, small letters; hyphens inside words are kept apart."""
    characters: list[str] = []
    places: list[int] = []
    hyphens: dict[int, bool] = {}
    done = 0
    for match in _HYPHEN.finditer(text):
        _take(text, done, match.start(), characters, places)
        hyphens[len(characters)] = "\n" in match.group() or match.group() in _SOFT
        done = match.end()
    _take(text, done, len(text), characters, places)
    return _Plain("".join(characters), tuple(places), hyphens)


def _take(text: str, start: int, end: int, characters: list[str], places: list[int]) -> None:
    for place in range(start, end):
        for part in plain_character(text[place]):
            for small in part.lower():
                if small != " " or (characters and characters[-1] != " "):
                    characters.append(small)
                    places.append(place)
