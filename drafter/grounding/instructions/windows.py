"""The parts of a text around what is seldom in it, so that slow patterns read no more than these."""

import re
from collections.abc import Iterable, Iterator


def windows(text: str, seldom: re.Pattern[str], before: int, after: int) -> Iterator[tuple[int, int]]:
    """Each part from `before` characters before a match to `after` characters after it; parts that meet are one."""
    return around((match.span() for match in seldom.finditer(text)), before, after)


def around(places: Iterable[tuple[int, int]], before: int, after: int) -> Iterator[tuple[int, int]]:
    """The same for places in their order; the last part may end beyond the text."""
    start = end = -1
    for first, last in places:
        if first - before > end:
            if end >= 0:
                yield start, end
            start = max(0, first - before)
        end = last + after
    if end >= 0:
        yield start, end


def occurrences(text: str, words: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where words stand in a text, word by word: quicker than a pattern of them all."""
    for word in words:
        place = text.find(word)
        while place >= 0:
            yield place, place + len(word)
            place = text.find(word, place + len(word))
