"""Text and figures as a letter shows them.

A letter shows no control characters, and none that cannot be seen or that turn the direction of text; it folds each
text of the case to one line, so that case text can neither break a form nor forge a heading of it. draft.json keeps the
originals.
"""

import re
from datetime import date

from drafter.domain.text import fold

NOT_GIVEN = "not given"
# The separators among the controls (CR, FF, …) part words, so they become spaces; every other control, surrogate,
# noncharacter and unseen character is left out.
_SPACES = dict.fromkeys([0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0x1F, 0x85, 0x2028, 0x2029], " ")
_CONTROLS = [*range(0x00, 0x09), *range(0x0E, 0x1C), *range(0x7F, 0x85), *range(0x86, 0xA0)]
# Characters that cannot be seen: marks of direction, joiners, soft hyphens, fillers, selectors, tags.
_UNSEEN = [0xAD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, *range(0x180B, 0x1810), *range(0x200B, 0x2010)]
_UNSEEN += [*range(0x202A, 0x202F), *range(0x2060, 0x2070), 0x2800, 0x3164, *range(0xFE00, 0xFE10), 0xFEFF, 0xFFA0]
_UNSEEN += [*range(0xFFF9, 0xFFFD), *range(0x1D173, 0x1D17B), *range(0xE0000, 0xE01F0)]
_NO_CHARACTERS = [*range(0xD800, 0xE000), *range(0xFDD0, 0xFDF0), 0xFFFE, 0xFFFF]
_TO_SPACE = frozenset(map(chr, set(_SPACES) - {0x0D}))
_CHANGED = _TO_SPACE | frozenset(map(chr, [*_CONTROLS, *_UNSEEN, *_NO_CHARACTERS]))
_UNSAFE = {**_SPACES, **dict.fromkeys([*_CONTROLS, *_UNSEEN, *_NO_CHARACTERS])}


def clean(text: str) -> str:
    """The text for display: no control characters but newline and tab, none that cannot be seen."""
    return text.replace("\r\n", "\n").translate(_UNSAFE)


def removed(text: str) -> list[str]:
    """The characters of a text that `clean` leaves out or makes a space, in order; line ends aside."""
    if _CHANGED.isdisjoint(text):
        return []
    return [char for char in text if char in _CHANGED]


def what_became_of(character: str) -> str:
    """What `clean` made of a character that is not shown as it was."""
    return "shown as a space" if character in _TO_SPACE else "left out"


def line(text: str) -> str:
    """The text for display on one line."""
    return fold(clean(text))


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text, parted by blank lines, each for display on one line."""
    return tuple(folded for part in re.split(r"\n[ \t]*\n", clean(text)) if (folded := fold(part)))


def form_date(day: date | None) -> str:
    """The date as the form's header writes it: MM/DD/YYYY."""
    return f"{day.month:02}/{day.day:02}/{day.year:04}" if day else NOT_GIVEN


def page_words(pages: str) -> str:
    """The pages "7" or "12-15" with the word that belongs before them."""
    return f"page {pages}" if pages.isdecimal() else f"pages {pages}"


def percent(probability: float) -> str:
    """The probability in whole percent; never 0 or 100, which would read as certain."""
    if probability < 0.01:
        return "less than 1 percent"
    return "more than 99 percent" if probability > 0.99 else f"{probability * 100:.0f} percent"
