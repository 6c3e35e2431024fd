"""The facts in a text that can be checked: amounts with their unit, drugs, body parts and dates.

This reads words where grounding reads sentences: it counts what two texts have in common over many items, and decides
nothing about one.
"""

import re
from collections.abc import Sequence
from itertools import compress
from typing import NamedTuple

from drafter.domain.dates import find_written
from drafter.domain.lexicon import Lexicon
from drafter.domain.quantity import Quantity, number_value, number_words, unit_of
from drafter.evaluation.scores.words import Terms, WordCache

_DATE_STARTS = (
    re.compile(r"\d\d{0,3}(?:[-/.]\d{1,2}[-/.]\d{2,4}|(?:st|nd|rd|th)?\s(?:of\s)?[JFMASOND][a-z]{2})"),
    re.compile(r"[JFMASOND][A-Za-z]{2,8}\.?,?\s(?:of\s)?\d"),
)
"""How a date begins: looked for before anything is read as one, since that takes long.

Each begins with one set of characters, which is sought quickly.
"""
_PLAIN_DATE = re.compile(r"(\d{1,2})([-/])(\d{1,2})\2(\d{4}|\d{2})(?![\d/-])")
"""The form that most dates have ("6/10/2013"), and no other of `find_written`, which tries nine."""
_REST_OF_DATE = 14
"""Characters after the first figure of a date that its rest takes at most."""
_NO_DESCRIPTION = frozenset("of the or and to for in a per x st nd rd th time times".split())
"""Words that end an amount where a unit does not: "6 of the visits"."""
_SPELLED = number_words()
_WORDS_OF_NUMBER = 5


class Fact(NamedTuple):
    """One fact by its kind and in its normal form: amount "4 to 6 weeks", drug "ibuprofen", date "2016-10-9"."""

    kind: str
    name: str


class FactFinder:
    """Finds the facts of texts, by the drugs and body parts of one lexicon; make it once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._terms = Terms()
        self._stands_for: dict[int, list[Fact]] = {}
        """The facts of each term; none for a phrase in which a body part's word means something else."""
        for drug in lexicon.drugs:
            self._add(drug.words, Fact("drug", drug.name))
        for part in lexicon.body_parts:
            self._add(part.words, Fact("body part", part.name))
        for part in lexicon.body_parts:
            for phrase in part.but_not:
                self._stands_for.setdefault(self._terms.add(phrase), [])

    def _add(self, terms: Sequence[str], fact: Fact) -> None:
        for term in terms:
            self._stands_for.setdefault(self._terms.add(term), []).append(fact)

    def facts(self, text: str, words: Sequence[str]) -> frozenset[Fact]:
        """The facts of a text, whose words are `words`, each once."""
        return frozenset((*self._names(words), *_amounts(words), *_dates(text)))

    def _names(self, words: Sequence[str]) -> set[Fact]:
        found: set[Fact] = set()
        first, last = 0, -1
        for hit in self._terms.find(words):
            # The longest at a place stands for it, with all that it may mean; what it covers is not looked at again.
            if hit.first > last or (hit.first, hit.last) == (first, last):
                first, last = hit.first, hit.last
                found.update(self._stands_for[hit.term])
        return found


def _number(word: str) -> tuple[float, ...]:
    """The value of a number; both of a dose of two drugs ("10/325"), and none for what is no number."""
    if not word[0].isdigit():
        value = number_value(word) if word in _SPELLED else None
        return () if value is None else (value,)
    values = tuple(number_value(part) for part in word.rstrip(".,/").split("/"))
    whole = tuple(value for value in values if value is not None)
    return whole if len(whole) == len(values) <= 2 else ()


_NUMBERS = WordCache(_number)
_UNITS = WordCache(unit_of)


def _amounts(words: Sequence[str]) -> list[Fact]:
    """The amounts of a text: a number or range, at most two words, and a unit ("4 to 6 supervised visits")."""
    found = []
    after = 0
    for place in compress(range(len(words)), map(_NUMBERS.__getitem__, words)):
        if place < after:
            continue
        values, after = _number_at(words, place)
        on = after + (after < len(words) and words[after] == "to")
        if on < len(words) and _NUMBERS[words[on]]:
            more, after = _number_at(words, on)
            values += more
        unit = _unit_at(words, after)
        if unit:
            found.append(Fact("amount", str(Quantity(min(values), max(values), unit, 0, 0))))
    return found


def _number_at(words: Sequence[str], place: int) -> tuple[tuple[float, ...], int]:
    """The value of the number that begins at a place ("twenty four"), and the place after it."""
    if words[place] in _SPELLED:
        for end in range(min(len(words), place + _WORDS_OF_NUMBER), place + 1, -1):
            value = number_value(" ".join(words[place:end])) if words[end - 1] in _SPELLED else None
            if value is not None:
                return (value,), end
    return _NUMBERS[words[place]], place + 1


def _unit_at(words: Sequence[str], place: int) -> str | None:
    for word in words[place : place + 3]:
        unit = _UNITS[word]
        if unit or word in _NO_DESCRIPTION or _NUMBERS[word]:
            return unit
    return None


def _dates(text: str) -> list[Fact]:
    """The dates of a text that hold a figure, as far as they are written."""
    starts = sorted(match.span() for form in _DATE_STARTS for match in form.finditer(text))
    found, after = [], 0
    for start, end in starts:
        if start < after:
            continue
        plain = _PLAIN_DATE.match(text, start)
        if plain:
            month, day, year = plain.group(1, 3, 4)
            found.append(_date(int(("20" + year)[-4:]), int(month), int(day)))
            after = plain.end()
            continue
        for date in find_written(text[start : end + _REST_OF_DATE])[:1]:
            found.append(_date(date.year, date.month, date.day))
            after = start + date.end
    return found


def _date(*parts: int | None) -> Fact:
    return Fact("date", "-".join(str(part or "") for part in parts))
