"""The one form in which sentences and sources are read for claims: plain characters, numbers in digits.

However a number is written ("a dozen", "twenty-four", full-width, "IV" after "grade"), it is looked for and looked up
in the same form, and each place in that form is still a place in the sentence as it was written.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from drafter.domain.quantity import SPELLED, number, number_value, number_words
from drafter.domain.text import plain_character

_ROMAN = re.compile(r"(?i:c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3}))")
_ROMAN_VALUE = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth"
).split()
_ORDINAL_TENS = {name: 10 * n for n, name in enumerate("twentieth thirtieth fortieth fiftieth sixtieth".split(), 2)}
_TENS = {name: 10 * n for n, name in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_ORDINAL_VALUE = {name: n for n, name in enumerate(_ORDINALS, 1)} | _ORDINAL_TENS
_TIMES_DAILY = {"b": 2, "t": 3, "q": 4}
_PERIOD = r"(?:an?|per|each|every|daily|weekly|monthly|/)(?!\w)"
_CLEAN = re.compile(r"[!-_a-~]+(?: [!-_a-~]+)*")
"""Characters that stand for themselves, one space between: all of ASCII but the grave accent and white space."""
_ODD = re.compile(r"[^ -~]")
_MARKED = 30
"""Characters of a letter with its marks that are read as one."""
_COUNTED = r"grade|stage|type|class|phase|schedule|part|chapter|ch|table|figure|level|degree|section"
_NUMERALS = r"[ivxlc]{2,8}"


@dataclass(frozen=True)
class Reading:
    """A text in plain form; its character `n` stands for `starts[n]:ends[n]` of the text as written."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the text as written that `start:end` of the plain form stands for."""
        return self.starts[start], self.ends[end - 1]

    def replace(self, pattern: re.Pattern[str], put: Callable[[re.Match[str]], str | None]) -> "Reading":
        """The reading with each match replaced; where `put` gives None the match stays."""
        text, starts, ends, done = "", [], [], 0
        for match in pattern.finditer(self.text):
            new = put(match)
            if new is None or not match.group():
                continue
            start, end = match.span()
            written = self.span(start, end)
            text += self.text[done:start] + new
            starts += [*self.starts[done:start], *[written[0]] * len(new)]
            ends += [*self.ends[done:start], *[written[1]] * len(new)]
            done = end
        if not done:
            return self
        return Reading(text + self.text[done:], (*starts, *self.starts[done:]), (*ends, *self.ends[done:]))


@lru_cache(maxsize=2048)
def read(text: str) -> Reading:
    """A text in plain form."""
    reading = _plain(text)
    if _WORDS_READ.isdisjoint(re.findall(r"[a-z]+", reading.text.lower())) and not _MARKS_READ.search(reading.text):
        return reading
    for pattern, put in _RULES:
        reading = reading.replace(pattern, put)
    return reading


def disguised(text: str) -> list[tuple[int, int]]:
    """Places of characters that are not what they look like, or not to be seen.

    Invisible ones, those that turn the direction of writing or strike others out, and letters of alphabets other than
    the Latin, but for the small Greek ones of medicine.
    """
    if text.isascii():
        return [match.span() for match in _ODD.finditer(text) if _disguises(match.group())]
    found: list[tuple[int, int]] = []
    start = 0
    for end in [*(n for n in range(1, len(text)) if not unicodedata.combining(text[n])), len(text)]:
        found += _disguised_in(text[start:end], start)
        start = end
    return found


def _disguised_in(letter: str, place: int) -> Iterator[tuple[int, int]]:
    """The characters of a letter with its marks that are in disguise; a mark that makes a letter is none."""
    odd = {part for part in unicodedata.normalize("NFC", letter[:_MARKED]) if not " " <= part <= "~"}
    wrong = {part for part in odd.union(letter[_MARKED:]) if _disguises(part)}
    for at, character in enumerate(letter) if wrong else ():
        if not wrong.isdisjoint(unicodedata.normalize("NFC", character)):
            yield place + at, place + at + 1


def _disguises(character: str) -> bool:
    if character.isascii():
        return unicodedata.category(character) == "Cc" and not character.isspace()
    plain = unicodedata.normalize("NFKC", character)
    return any(
        unicodedata.category(part) in ("Cf", "Cc", "Co", "Cn", "Cs", "Mn", "Me", "No", "Nl")
        or (part.isalpha() and not unicodedata.name(part, "").startswith(("LATIN", "GREEK SMALL")))
        for part in plain
        if not part.isspace()
    )


def _plain(text: str) -> Reading:
    if _CLEAN.fullmatch(text):
        return Reading(text, tuple(range(len(text))), tuple(range(1, len(text) + 1)))
    characters: list[str] = []
    places: list[int] = []
    done = 0
    for clean in _CLEAN.finditer(text):
        _take(text, done, clean.start(), characters, places)
        start, done = clean.span()
        characters += text[start:done]
        places += range(start, done)
    _take(text, done, len(text), characters, places)
    return Reading("".join(characters), tuple(places), tuple(place + 1 for place in places))


def _take(text: str, start: int, end: int, characters: list[str], places: list[int]) -> None:
    """Take over characters that may stand for others; of white space one of a run, and none at the beginning."""
    for place in range(start, end):
        for part in plain_character(text[place]):
            if part != " " or (characters and characters[-1] != " "):
                characters.append(part)
                places.append(place)


def roman_value(numeral: str) -> int | None:
    """What a Roman numeral stands for, up to 399; None for other words."""
    if not numeral or not _ROMAN.fullmatch(numeral):
        return None
    values = [_ROMAN_VALUE[letter] for letter in numeral.lower()]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))


def _roman(numeral: str) -> str | None:
    value = roman_value(numeral)
    return None if value is None else str(value)


def _counted_roman(match: re.Match[str]) -> str | None:
    value = _roman(match["roman"])
    return f"{match['name']} {value}" if value else None


def _ordinal(match: re.Match[str]) -> str:
    value = _TENS.get((match["ten"] or "").lower(), 0) + _ORDINAL_VALUE[match["unit"].lower()]
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


def _spelled(match: re.Match[str]) -> str | None:
    value = number_value(match.group())
    return None if value is None or match.group().lower() == "one" else number(value)


def _single_unit(match: re.Match[str]) -> str:
    return f"{match['over']} 1 "


_Put = Callable[[re.Match[str]], str | None]
_RULES: tuple[tuple[re.Pattern[str], _Put], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), put)
    for pattern, put in (
        (r"\d{16,}", lambda m: m.group()[:15] + "x"),
        (
            rf"\b(?:pages?|pgs?|pp?)\b\.? {_NUMERALS}(?:(?: ?- ?| (?:to|and|or|through) ){_NUMERALS})*\b",
            lambda m: m.group().lower(),
        ),
        (r"''", lambda m: '"'),
        (r"(?-i:\b(?:[A-Z]\.){2,}(?:[A-Z]\b)?)", lambda m: m.group().replace(".", "")),
        (r"\btwo[ -]thirds\b", lambda m: "2/3"),
        (r"\bone[ -]third\b|\ba third(?= of\b)", lambda m: "1/3"),
        (r"\b(?:three[ -]quarters|three[ -]fourths)\b", lambda m: "3/4"),
        (r"\b(?:one|a)[ -]quarter(?= of\b)", lambda m: "1/4"),
        (r"(?<!first )(?<!second )\b(?:(?:one|a)[ -])?half\b(?! ?-?(?:an? )?dozen)", lambda m: "1/2"),
        (rf"(?<!\d )(?<!\d-)\b(?:(?P<ten>{'|'.join(_TENS)})[ -])?(?P<unit>{'|'.join(_ORDINAL_VALUE)})\b", _ordinal),
        (r"\b(?:an? )?(?:couple|pair)\b(?: of\b)?", lambda m: "2"),
        (SPELLED.pattern, _spelled),
        (r"\b(?P<over>for|over|after|within|last(?:ing|ed)) an? (?=(?:hour|day|week|month|year)\b)", _single_unit),
        (r"\btwice\b", lambda m: "2 times"),
        (r"\bthrice\b", lambda m: "3 times"),
        (rf"\bonce(?= {_PERIOD})(?! an? (?!day|week|month|year|night))", lambda m: "1 times"),
        (r"\b(?P<n>[btq])\.?i\.?d\b", lambda m: f"{_TIMES_DAILY[m['n'].lower()]} times daily"),
        (rf"\b(?P<name>{_COUNTED})\.? (?P<roman>[ivx]|[ivxlc]{{2,8}})\b", _counted_roman),
        (r"(?-i:\b(?!IV\b)[IVX]{2,}\b)", lambda m: _roman(m.group())),
        (r"(?<=\d) ?(?:out of|on a scale of) ?(?=\d)", lambda m: "/"),
        (r"(?<=\d) ?/ ?(?=\d)", lambda m: "/"),
        (r"(?<=\d)-to-(?=\d)", lambda m: " to "),
        (r"\bbetween (?P<low>\d+) and (?=\d)", lambda m: f"{m['low']} to "),
    )
)  # fmt: skip
"""In this order: numbers too long to be any cut short, the labels of pages kept from the rules for
numerals, fractions before ordinals ("two thirds"), words before what is
counted with digits."""

_WORDS_READ = frozenset(
    "couple pair half third thirds quarter quarters fourths twice thrice once bid tid qid".split()
) | number_words().union(_ORDINAL_VALUE, _TENS) - {"one"}
_MARKS_READ = re.compile(
    r"''|\d ?(?:out of|on a scale)|between \d|[A-Z]\.[A-Z]|\d{16}|\d ?/ \d|\d /\d|\d-to-\d|[IVX]{2}"
    r"|[btq]\.i\.?d|\ban? (?:hour|day|week|month|year)\b"
    rf"|\b(?:pages?|pgs?|pp?|{_COUNTED})\b\.? [ivxlc]",
    re.IGNORECASE,
)
"""A text with none of these words and none of these marks is left as it is by every rule."""
