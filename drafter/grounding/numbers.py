"""Whether the numbers of a sentence are those of its sources."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from drafter.domain.amount import course
from drafter.domain.case import DisputedItem
from drafter.domain.quantity import number
from drafter.domain.text import Covered
from drafter.grounding import amounts
from drafter.grounding.amounts import Amounts, amounts_in
from drafter.grounding.claims import Claim, levels_in
from drafter.grounding.derived import worked_out

_CHANGE = re.compile(r"\b(?:from|rose|fell|dropped|improved|increased|decreased|went|grew|was|were) (?:\w+ ){0,2}$")
_PER = re.compile(r" (?:a|per|each|every) (?P<per>day|week|month)\b", re.IGNORECASE)
_OF_A_POINT = re.compile(
    r" (?:\w{2,14} )?(?:of (?:the|these|those|them)|half|part|parts|conditions?|criteri(?:on|a)|reasons?|grounds?|"
    r"requirements?|elements?|"
    r"steps?|questions?|points?|sentences?|limbs?|prongs?|alternatives?|\d+)\b",
    re.IGNORECASE,
)
_AGAIN = re.compile(r"\b(?:repeat(?:ed)?|another|again|earlier|further|additional|previous|prior)\b", re.IGNORECASE)
_OF_SEVERAL = re.compile(r"\b(?:first|last|other|all|both|these|those|next|1st) $", re.IGNORECASE)
_SMALL = frozenset("23")
_NOUN = re.compile(r" (?P<noun>[a-z]{3,20})")
_HYPHENED = re.compile(r"(?P<value>\d{1,4}(?:\.\d{1,3})?)-[a-z]{2,12}")
_FEW = frozenset("234")
"""A count so small, after such a word, is of what the sentence has just named."""


def unsupported(
    text: str, taken: Covered, support: Iterable[str], item: DisputedItem | None, days: Collection[date]
) -> Iterator[Claim]:
    """The numbers of a sentence that its sources do not hold, in order of kind.

    Args:
        text: the sentence in plain form.
        taken: where something else was read (a date, a page), which is judged as that; what is read here is added.
        support: the texts that may hold its numbers, in plain form.
        item: the request; what it comes to together with what went before may be said as well. None: there is none.
        days: the dates that sources, request, header and the sentence hold.
    """
    support = list(support)
    known = Amounts.of_all(map(amounts_in, support))
    sums = _sums(item, known) if item else set()
    for names, claim in levels_in(text):
        taken.add(*claim.span)
        if not names <= known.levels:
            yield claim
    yield from _frequencies(text, taken, known)
    yield from _quantities(text, taken, known, sums, days, support)
    yield from _pairs(text, taken, known)
    yield from _ordinals(text, taken, known, support)
    plain = known.numbers | {value for value, _ in sums} | {str(day.year) for day in days}
    for value, is_number, claim in amounts.words_in(text, taken):
        if value in _FEW and _OF_SEVERAL.search(text, max(0, claim.start - 10), claim.start):
            continue
        if value in _SMALL and _OF_A_POINT.match(text, claim.end):
            continue
        if value in (plain if is_number else known.codes):
            continue
        hyphened = None if is_number else _HYPHENED.fullmatch(value)  # "a 20-pound limit"
        if hyphened and hyphened["value"] in plain:
            continue
        if not is_number or not worked_out(text, claim, float(value), None, known, days):
            yield claim


def _sums(item: DisputedItem, known: Amounts) -> set[tuple[str, str]]:
    """What the request comes to with what went before it: sums that the case file's own quantities give."""
    courses = [found for unit in {unit for _, unit in known.quantities} if (found := course(item, unit))]
    return {(number(value), c.unit) for c in courses for value in (c.requested, c.before, c.total) if value}


def _frequencies(text: str, taken: Covered, known: Amounts) -> Iterator[Claim]:
    """How often; the amount in it is looked up as a quantity besides."""
    for pairs, counted, claim in amounts.frequencies_in(text):
        if taken.meets(*claim.span):
            continue
        daily = {(value, per) for value, per in pairs if counted and ("1", per) in known.frequencies}
        if not pairs - daily <= known.frequencies:
            taken.add(*claim.span)
            yield claim


def _quantities(
    text: str,
    taken: Covered,
    known: Amounts,
    sums: set[tuple[str, str]],
    days: Collection[date],
    support: Sequence[str],
) -> Iterator[Claim]:
    held = known.quantities | sums
    for quantity, claim in amounts.quantities_in(text):
        if taken.meets(*claim.span):
            continue
        taken.add(*claim.span)
        pair = (number(quantity.low), number(quantity.high))
        both = {(value, quantity.unit) for value in pair}
        # "Three tablets a day" is what "one tablet three times a day" comes to.
        daily = _PER.match(text, claim.end) if quantity.low == quantity.high else None
        if daily and (pair[0], daily["per"]) in known.frequencies:
            continue
        in_range = quantity.low == quantity.high or pair in known.ranges or _is_change(text, claim)
        if quantity.unit == "%" and all(known.share(value) for value in pair):
            continue
        if (in_range and both <= held) or (claim.value.lower().startswith("one ") and _tells_of(claim.value, support)):
            continue
        if quantity.low != quantity.high or not worked_out(text, claim, quantity.low, quantity.unit, known, days):
            yield claim


def _pairs(text: str, taken: Covered, known: Amounts) -> Iterator[Claim]:
    """Fractions, and ranges without a unit."""
    for pair, claim in amounts.fractions_in(text):
        if taken.meets(*claim.span):
            continue
        taken.add(*claim.span)
        share = number(100 * float(pair[0]) / float(pair[1])) if float(pair[1]) else ""
        if pair not in known.fractions and not (share and (share, "%") in known.quantities):
            yield claim
    for pair, claim in amounts.ranges_in(text):
        if taken.meets(*claim.span):
            continue
        taken.add(*claim.span)
        if _is_change(text, claim) and known.numbers.issuperset(pair):
            continue
        if pair not in known.ranges and pair not in known.fractions:
            yield claim


def _ordinals(text: str, taken: Covered, known: Amounts, support: Sequence[str]) -> Iterator[Claim]:
    for value, claim in amounts.ordinals_in(text):
        if taken.meets(*claim.span):
            continue
        taken.add(*claim.span)
        # "First, …", "a first trial", "first-line" order as often as they count: held only against another count. So
        # does what numbers the writer's own points, or says "second" of what is repeated.
        if value in known.ordinals or _OF_A_POINT.match(text, claim.end):
            continue
        if value == "1" and not _counted(text, claim, support):
            continue
        if value != "2" or not any(_AGAIN.search(source) for source in support):
            yield claim


def _tells_of(one: str, support: Sequence[str]) -> bool:
    """Whether a source tells of the thing that a sentence counts as one: "the injection of June"."""
    noun = one.lower().split()[-1].removesuffix("s")
    return any(re.search(rf"\b(?:the|an?) (?:\w+ )?{re.escape(noun)}\b", source.lower()) for source in support)


def _counted(text: str, claim: Claim, support: Sequence[str]) -> bool:
    """Whether a source counts what stands after "first": then the first of them is not the second."""
    noun = _NOUN.match(text, claim.end)
    return noun is not None and any(re.search(rf"\d(?:st|nd|rd|th) {noun['noun']}", source) for source in support)


def _is_change(text: str, claim: Claim) -> bool:
    """Whether a pair with "to" between is a change from one value to the other: each end stands for itself."""
    return _CHANGE.search(text, max(0, claim.start - 40), claim.start) is not None
