"""Numbers that a sentence works out from others: sums, differences, multiples, doses a day, times between two dates.

Only where its words say so ("in all", "a gain of", "after the injury"), so that no other number passes for one.
"""

import re
from collections.abc import Iterable
from datetime import date
from itertools import combinations

from drafter.grounding.amounts import Amounts, amounts_in
from drafter.grounding.claims import Claim

_REACH = 40
"""Characters before a number within which such a word stands."""
_MOST, _FEWEST = 24, 12
"""Amounts of one unit of which differences are tried, and those that are summed or have no unit."""
_SUM_BEFORE = re.compile(
    r"\b(?:(?:come|comes|came|coming|amounts?|amounting|add|adds|adding|bring|brings|bringing) (?:\w{1,14} ){0,4}to|"
    r"makes?|making|totals?|totall?ing|(?:total|sum) (?:of|is|was|would be|becomes|would come to|comes to)|equals?) $",
    re.IGNORECASE,
)
_ASKED = "request comes to "
"""What a request comes to by itself is no sum of what stands in the sentence."""
_SUM_AFTER = re.compile(
    r" (?:\w{1,14} ){0,2}(?:in all|altogether|in total|together|combined|all told)\b", re.IGNORECASE
)
_DIFFERENCE_BEFORE = re.compile(
    r"\b(?:gain|loss|drop|rise|fall|increase|decrease|reduction|improvement|difference|excess|change) of $|\bby $",
    re.IGNORECASE,
)
_DIFFERENCE_AFTER = re.compile(
    r" (?:\w{1,14} )?(?:more|fewer|less|over|beyond|short of|in excess of) (?:than|the|its)\b", re.IGNORECASE
)
"""The words right before or after a number that say it is a sum or a difference."""
_APART = re.compile(
    r" (?:\w{1,14} )?(?:after|later|before|since|earlier|prior|ago|of use|past|from|had passed|have passed|elapsed)\b",
    re.IGNORECASE,
)
"""Right after a time: it lies between two dates."""
_DAYS = {"day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25}
_TOLERANCE = {"day": 1.0, "week": 5.0, "month": 16.0, "year": 190.0}
"""By how many days a time said in that unit may miss the time between two dates: writers round."""
_TIMES = re.compile(r" times (?:the|its|that|this|those|as|what)\b", re.IGNORECASE)
_DAILY = re.compile(r"\s?(?:a day|per day|each day|every day|daily|/ ?day)\b", re.IGNORECASE)


def worked_out(text: str, claim: Claim, value: float, unit: str | None, known: Amounts, days: Iterable[date]) -> bool:
    """Whether a number of a sentence follows from numbers or dates that its sources hold.

    Args:
        text: the sentence in plain form, the number at `claim`.
        value: the number.
        unit: what it counts, None for a bare one.
        known: the numbers of the sources.
        days: the dates that sources, request and header hold.
    """
    if unit in _DAYS and _APART.match(text, claim.end) and _between(value, unit, days):
        return True
    if unit and _DAILY.match(text, claim.end) and _daily(value, unit, known):
        return True
    amounts = _amounts(unit, known)
    if _TIMES.match(text, claim.end) and any(value * a == b for a in amounts for b in amounts if a):
        return True
    before = text[max(0, claim.start - _REACH) : claim.start]
    if _SUM_BEFORE.search(before) or _SUM_AFTER.match(text, claim.end):
        counted = unit is None or any(other == unit for _, other in known.quantities)
        return counted and not before.endswith(_ASKED) and value in _sums(text, known)
    if _DIFFERENCE_BEFORE.search(before) or _DIFFERENCE_AFTER.match(text, claim.end):
        return value in {abs(a - b) for a, b in combinations(amounts, 2)}
    return False


def _amounts(unit: str | None, known: Amounts) -> list[float]:
    if unit is None:
        return sorted(map(float, known.numbers))[:_FEWEST]
    return sorted(float(value) for value, other in known.quantities if other == unit)[:_MOST]


def _sums(text: str, known: Amounts) -> set[float]:
    """What the numbers come to that the sentence itself names and a source holds, two or three together."""
    named = sorted(map(float, amounts_in(text).numbers & known.numbers))[:_FEWEST]
    return {sum(addends) for size in (2, 3) for addends in combinations(named, size)}


def _daily(value: float, unit: str, known: Amounts) -> bool:
    times = [float(often) for often, per in known.frequencies if per == "day"]
    return any(value == often * amount for often in times for amount in _amounts(unit, known))


def _between(value: float, unit: str, days: Iterable[date]) -> bool:
    said, slack = value * _DAYS[unit], _TOLERANCE[unit]
    return any(
        abs(abs((one - other).days) - said) <= slack for one, other in combinations(sorted(set(days))[:_MOST], 2)
    )
