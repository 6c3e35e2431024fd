"""Names of guidelines, chapters and sections as letters cite them: what a citation line is taken apart by.

The data is `titles.yaml` in the corpus folder. Titles hold commas, so that only who knows them can tell where one ends.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property
from typing import Annotated

from pydantic import Field

from drafter.domain.case import Model, Text
from drafter.domain.guideline import Tier

YEAR = r"(?:19|20)\d\d"
_STOP = r"(?=\s*(?:[,;:.]|$|Page\(s\)|[-–]\s))"
_NUMBERED = re.compile(r"\d+(?:\.\d+)*\.?\s+[A-Z]")
_DASH = re.compile(r"(?:(?<=\s)[-–—])|(?:[-–—]\s)")
_ABBREVIATED = re.compile(r"(?:\b(?:etc|inc|al|no|vs|ed|eds|vol|dept)|\.|(?<!\w)\w|\.\w+)\.$", re.IGNORECASE)
_NOT_SPACE = re.compile(r"\S")
_NEVER = "(?!)"


class SectionTitles(Model):
    """Section titles that share a source."""

    edition: Text | None = None
    source: Text
    titles: Annotated[tuple[Text, ...], Field(min_length=1)]


class MtusGuideline(Model):
    """A guideline of the MTUS, by the names that letters give it."""

    names: tuple[Text, ...] = ()
    """Names that stand before a year: "Low Back Complaints" for "Low Back Complaints 2004"."""
    undated: tuple[Text, ...] = ()
    """Names that stand without a year, as in the letters of 2013 to 2015."""
    chapters: tuple[Text, ...] = ()
    """Titles of numbered chapters: "Stress Related Conditions" for "ACOEM Chapter 15 Stress Related Conditions"."""
    sections: tuple[SectionTitles, ...] = ()
    source: Text


class OutsideWork(Model):
    """A work outside the MTUS that is divided into chapters."""

    publisher: Text
    tier: Tier
    names: Annotated[tuple[Text, ...], Field(min_length=1)]
    chapters: tuple[Text, ...] = ()
    sections: tuple[SectionTitles, ...] = ()
    source: Text


class Publisher(Model):
    """Words that show who published what is cited, or what kind of work it is."""

    publisher: Text | None = None
    """None where the words show the kind alone ("randomized")."""
    tier: Tier
    words: Annotated[tuple[Text, ...], Field(min_length=1)]
    source: Text


class Titles(Model):
    """Everything that `titles.yaml` holds."""

    mtus: tuple[MtusGuideline, ...] = ()
    outside: tuple[OutsideWork, ...] = ()
    publishers: tuple[Publisher, ...] = ()

    def __hash__(self) -> int:
        """Cheap, since patterns made from the titles are cached by them."""
        return hash((len(self.mtus), len(self.outside), len(self.sections)))

    @cached_property
    def dated(self) -> str:
        """Pattern of the MTUS names that stand before a year."""
        return any_of(name for guideline in self.mtus for name in guideline.names)

    @cached_property
    def undated(self) -> str:
        """Pattern of the MTUS names that stand without a year."""
        return any_of(name for guideline in self.mtus for name in guideline.undated)

    @cached_property
    def chaptered(self) -> str:
        """Pattern of the undated MTUS names whose guideline has numbered chapters."""
        return any_of(name for guideline in self.mtus if guideline.chapters for name in guideline.undated)

    @cached_property
    def mtus_chapters(self) -> str:
        """Pattern of the titles of numbered chapters of the MTUS."""
        return any_of(name for guideline in self.mtus for name in guideline.chapters)

    @cached_property
    def sections(self) -> tuple[str, ...]:
        """Every section title held, in the order of the file."""
        entries: tuple[MtusGuideline | OutsideWork, ...] = (*self.mtus, *self.outside)
        groups = [group for entry in entries for group in entry.sections]
        return tuple(dict.fromkeys(title for group in groups for title in group.titles))

    @cached_property
    def _section(self) -> re.Pattern[str]:
        return re.compile(any_of(self.sections) + _STOP, re.IGNORECASE)

    def title_end(self, text: str, start: int) -> int | None:
        """Where the longest known section title that begins at `start` ends; None where none does."""
        found = self._section.match(text, start)
        return found.end() if found else None


def any_of(names: Iterable[str]) -> str:
    """A pattern of names, the longest first: any case, white space, quotes and dashes, "&" for "and", commas aside."""
    patterns = sorted({_tolerant(name) for name in names}, key=len, reverse=True)
    return f"(?:{'|'.join(patterns)})" if patterns else _NEVER


def _tolerant(name: str) -> str:
    pattern = ""
    for word in name.split():
        if word == "-":
            pattern += r"\s*[-–,]"
            continue
        comma = r",?\s+" if pattern and not pattern.endswith("]") else r"\s*" if pattern else ""
        plain = word.strip(",")
        pattern += comma + (r"(?:&|and)" if plain.lower() in ("&", "and") else _letters(plain))
    return pattern


def _letters(word: str) -> str:
    return re.sub(r"['’]", "['’]?", re.escape(word)).replace("®", "®?").replace(r"\-", "[-–]")


class TitleReader:
    """Tells where the titles of one text end.

    A known title is taken whole, the longest first. Of others: a comma in brackets parts nothing; a part that begins
    with a small letter continues a title that began with a capital; a numbered title runs to the next number.
    """

    def __init__(self, text: str, titles: Titles) -> None:
        self._text = text
        self._titles = titles
        free = outside_brackets(text)
        self._marks = [place for place in free if text[place] in ",;"]
        self._stops = [place for place in free if text[place] in ";:" or _DASH.match(text, place)]

    def end(self, start: int, *, at_stops: bool = False) -> int:
        """Where the title that begins at `start` ends; with `at_stops`, a colon or a spaced dash ends it too."""
        text, known = self._text, self._titles.title_end(self._text, start)
        if at_stops and known:
            return known
        limit = self._next(self._stops, start + 1, len(text)) if at_stops else len(text)
        numbered = bool(_NUMBERED.match(text, start))
        end = self._next(self._marks, known or start, limit)
        while end < limit and text[end] == ",":
            following = next((place for place in range(end + 1, len(text)) if not text[place].isspace()), len(text))
            if self._titles.title_end(text, following) or _NUMBERED.match(text, following):
                break
            if not numbered and not (text[start].isupper() and text[following : following + 1].islower()):
                break
            end = self._next(self._marks, following, limit)
        return end

    @staticmethod
    def _next(places: list[int], start: int, limit: int) -> int:
        number = bisect_left(places, start)
        return min(places[number], limit) if number < len(places) else limit


def split_titles(text: str, titles: Titles) -> list[tuple[str, str]]:
    """The section titles of a list, each with the mark before it ("" before the first)."""
    reader = TitleReader(text, titles)
    found: list[tuple[str, str]] = []
    start = 0
    before = ""
    while start < len(text):
        end = reader.end(start)
        found.append((before, text[start:end].strip()))
        before = text[end : end + 1]
        onward = _NOT_SPACE.search(text, end + 1)
        start = onward.start() if onward else len(text)
    return [*found, (before, "")] if before else found


def without_stop(title: str) -> str:
    """A title without the full stop that ends its sentence; that of "etc." or "U.S." is its own."""
    return title if _ABBREVIATED.search(title) else title.removesuffix(".")


def outside_brackets(text: str) -> list[int]:
    """The places of a text that no pair of brackets holds; a bracket without its fellow holds nothing."""
    opened: list[int] = []
    pairs: dict[int, int] = {}
    for place, character in enumerate(text):
        if character == "(":
            opened.append(place)
        elif character == ")" and opened:
            pairs[opened.pop()] = place
    places: list[int] = []
    place = 0
    while place < len(text):
        if place in pairs:
            place = pairs[place]
        else:
            places.append(place)
        place += 1
    return places
