"""The worker's age changed so that no rule of a guideline depends on the change."""

import re
from bisect import bisect_right

from drafter.cases.load import LoadedCase
from drafter.evaluation.conditions.documents import rewritten, told

YEARS = 14
"""The change, where the band that an age is in leaves room for it."""
_LEAST = 5
"""A smaller change tells nothing, and is not made."""
_LINES = (21, 51, 55, 65)
"""The first ages of the bands: 21 to 50, 51 to 54, 55 to 64. Back pain before 20 and after 50 is a red flag (AHCPR
1994, taken over by ACOEM); transportation is for those of 55 or more (ODG); at 65 working age ends."""
_SHOULDER_LINE = 41
"""Imaging and biceps tenodesis of the shoulder are for those past 40 (ODG): a shoulder case keeps to its side."""
_SHOULDER = re.compile(r"\b(?:shoulders?|rotator cuff|biceps|SLAP)\b", re.IGNORECASE)
_UNIT = r"[- ]?(?:years?[- ]old|years? of age|yrs?[- ]old|y/o|yo\b|y\.o\.)"
_AGE = re.compile(
    rf"\b(?P<age>[2-6]\d)(?={_UNIT})|\b(?i:aged?)(?: is| of|:)? (?P<aged>[2-6]\d)\b(?!%|/)", re.IGNORECASE
)
_SAME = 5
"""Ages so near to the one told first are the worker's at other times; others are somebody else's."""
_BORN = re.compile(r"\b(?:date of birth|DOB|born (?:on|in) [^.]{0,20}\d{4})\b", re.IGNORECASE)


def raised(loaded: LoadedCase) -> LoadedCase | None:
    """The case of an older worker; None where no age is told, the birth is dated, or the band leaves no room."""
    return _aged(loaded, YEARS)


def lowered(loaded: LoadedCase) -> LoadedCase | None:
    """The case of a younger worker; None as with `raised`."""
    return _aged(loaded, -YEARS)


def target(age: int, by: int, *, shoulder: bool) -> int | None:
    """The age that many years on, or as far as the band goes; None outside working age, or where it is hardly a change.

    >>> target(47, -14, shoulder=False), target(47, -14, shoulder=True), target(47, 14, shoulder=False)
    (33, 41, None)
    """
    lines = sorted((*_LINES, _SHOULDER_LINE)) if shoulder else list(_LINES)
    band = bisect_right(lines, age)
    if band in (0, len(lines)):
        return None
    new = min(max(age + by, lines[band - 1]), lines[band] - 1)
    return new if abs(new - age) >= _LEAST else None


def _aged(loaded: LoadedCase, by: int) -> LoadedCase | None:
    text = told(loaded)
    first = _AGE.search(text)
    if first is None or _BORN.search(text):
        return None
    age = int(first["age"] or first["aged"])
    new = target(age, by, shoulder=_SHOULDER.search(text) is not None)
    if new is None:
        return None

    def other(match: re.Match[str]) -> str:
        said = match["age"] or match["aged"]
        years = int(said) + (new - age if abs(int(said) - age) <= _SAME else 0)
        return match.group()[: -len(said)] + str(years)

    turned = rewritten(loaded, lambda document: _AGE.sub(other, document.text))
    return None if turned is loaded else turned
