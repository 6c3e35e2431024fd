"""The pages that a text names, by their printed labels: "60", "iv", "A-3", "12-3", "98-99", "60a".

Every text is in the plain form of `reading`, which leaves the labels after "page" as they are printed.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator

from drafter.grounding.claims import Claim
from drafter.grounding.reading import read, roman_value

_ROMAN = r"(?=[ivxlc])(?![cl]\b)c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})"
_LETTERED = r"(?:[a-z]{1,3}|[ivxlc]{4,8})[.-]?\d+[a-z]?"
_REST = rf"(?:[.-](?:{_LETTERED}|\d+[a-z]?)){{0,8}}"
_NUMBERED = rf"\d+[a-z]?{_REST}"
_NUMERALS = rf"{_ROMAN}(?:-{_ROMAN})?"
_LABEL = rf"(?:{_NUMBERED}|{_LETTERED}{_REST}|{_NUMERALS}|(?-i:[A-Z]))"
_ENDS = r"(?!\w|[.-]\w)"
_AND = r"\s*(?:,|and|&|to|through|thru|or|-|/)\s*"
# After "page 60, " neither "3x a week" nor "L5-S1" is a page; after "page A-3, " a label like it is.
_NEXT = rf"(?:\d+[a-f]?(?:[.-]\d+[a-f]?){{0,8}}|(?-i:{_NUMERALS}))"
_PAGES = re.compile(
    r"(?<![\w/])(?P<head>pages?(?:\(s\))?|p(?=\d)|(?:pp|pgs?|p)\b\.?)(?P<gap>[\s.:#-]*+(?:no\.?|numbers?)?[\s#]*+)"
    rf"(?P<list>{_LETTERED}{_REST}{_ENDS}(?:{_AND}(?:{_LETTERED}{_REST}|{_NEXT}){_ENDS})*"
    rf"|{_LABEL}{_ENDS}(?:{_AND}{_NEXT}{_ENDS})*)"
    r"|(?<!\d)(?P<nth>\d+)(?:st|nd|rd|th)[\s-]pages?\b",
    re.IGNORECASE,
)
_PART = re.compile(
    rf"(?<!\w)(?P<first>{_LABEL}){_ENDS}(?:\s*(?:-|to\b|through\b|thru\b)\s*(?P<last>{_LABEL}){_ENDS})?", re.IGNORECASE
)
_STATEMENT_REACHES = 3
"""Pages: a label of two numbers further apart ("1-60") is a chapter and a page, and no range."""

_NUMERAL = "numeral "
"""Stands before the value of a Roman numeral, where a page has what stands before its number."""

_Key = tuple[str, int | None]
Pages = tuple[_Key, _Key]
"""A first and a last page, each as what stands before its last number, and that number."""


def pages_in(text: str) -> list[tuple[Pages, Claim]]:
    """The pages that a text names, each place with its first and last page; of a label by itself both are the same."""
    found = []
    for match in _PAGES.finditer(text):
        if match["nth"]:
            key = _key(match["nth"])
            found.append(((key, key), Claim(match["nth"], *match.span("nth"))))
            continue
        # "p L5" and "pagei" are no pages: a label that begins with a letter stands apart, after more than a lone "p".
        if match["list"][0].isalpha() and (not match["gap"] or match["head"].lower() == "p"):
            continue
        for part in _PART.finditer(match["list"]):
            first, last = part["first"], part["last"] or part["first"]
            start = match.start("list") + part.start()
            found.append(((_key(first), _key(last)), Claim(part.group(), start, start + len(part.group()))))
    return found


class Labels:
    """The labels of pages that a sentence may name."""

    def __init__(self, labels: Iterable[str]) -> None:
        self._keys = {key for label in labels for key in _reached(read(f"page {label}").text.removeprefix("page "))}
        self._numbers: dict[str, list[int]] = {}
        for stem, number in self._keys:
            if number is not None:
                self._numbers.setdefault(stem, []).append(number)
        for numbers in self._numbers.values():
            numbers.sort()

    def hold(self, pages: Pages) -> bool:
        """Whether every page of these is among the labels; a dash may stand in a label or between two."""
        first, last = pages
        if first != last:
            return self._hold_range(first, last)
        return first in self._keys or any(self._hold_range(*ends) for ends in _ends(_label(first)))

    def hold_all(self, labels: Collection[str]) -> bool:
        """Whether each of these labels is among them; of none, they are not."""
        named = [pages for label in labels for pages, _ in pages_in(read(f"page {label}").text)]
        return bool(named) and all(map(self.hold, named))

    def _hold_range(self, first: _Key, last: _Key) -> bool:
        (stem, low), (other, high) = first, last
        if stem != other or low is None or high is None:
            return False
        low, high = min(low, high), max(low, high)
        known = self._numbers.get(stem, [])
        return bisect_right(known, high) - bisect_left(known, low) == high - low + 1


def _reached(label: str) -> Iterator[_Key]:
    """The page itself, and those of a label that is a range."""
    yield _key(label)
    for (stem, low), (other, high) in _ends(label):
        if stem == other and low is not None and high is not None and 0 < high - low < _STATEMENT_REACHES:
            yield from ((stem, number) for number in range(low, high + 1))


def _ends(label: str) -> Iterator[Pages]:
    """The two pages on the sides of each dash in a label."""
    for dash in re.finditer("-", label):
        if label[: dash.start()] and label[dash.end() :]:
            yield _key(label[: dash.start()]), _key(label[dash.end() :])


def _key(label: str) -> _Key:
    label = label.lower()
    match = re.fullmatch(r"(?P<stem>(?:.*\D)?)(?P<number>\d{1,6})", label)
    if match:
        return match["stem"], int(match["number"])
    value = roman_value(label)
    return (_NUMERAL, value) if value is not None else (label, None)


def _label(key: _Key) -> str:
    stem, number = key
    return stem if number is None else f"{stem}{number}"
