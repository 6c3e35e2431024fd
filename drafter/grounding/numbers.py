"""Whether the numbers of a sentence are those of its sources."""

from collections.abc import Iterator

from drafter.domain.amount import course
from drafter.domain.case import DisputedItem
from drafter.domain.quantity import number
from drafter.grounding import amounts
from drafter.grounding.amounts import Amounts, amounts_in
from drafter.grounding.claims import Claim, levels_in


def unsupported(text: str, taken: list[Claim], support: str, item: DisputedItem, years: set[int]) -> Iterator[Claim]:
    """The numbers of a sentence that its sources do not hold, in order of kind.

    Args:
        text: the sentence in plain form.
        taken: what of it was read as something else (a date, a page) and is judged as that.
        support: everything that may hold its numbers, in plain form.
        item: the request; what it comes to together with what went before may be said as well.
        years: years of known dates.
    """
    known = amounts_in(support)
    sums = _sums(item, known)
    taken = list(taken)
    for names, claim in levels_in(text):
        taken.append(claim)
        if not names <= known.levels:
            yield claim
    yield from _frequencies(text, taken, known)
    yield from _quantities(text, taken, known, sums)
    yield from _pairs(text, taken, known)
    yield from _ordinals(text, taken, known)
    plain = known.numbers | {value for value, _ in sums} | {str(year) for year in years}
    for value, is_number, claim in amounts.words_in(text, taken):
        if value not in (plain if is_number else known.codes):
            yield claim


def _sums(item: DisputedItem, known: Amounts) -> set[tuple[str, str]]:
    """What the request comes to with what went before it: sums that the case file's own quantities give."""
    courses = [found for unit in {unit for _, unit in known.quantities} if (found := course(item, unit))]
    return {(number(value), c.unit) for c in courses for value in (c.requested, c.before, c.total) if value}


def _frequencies(text: str, taken: list[Claim], known: Amounts) -> Iterator[Claim]:
    """How often; the amount in it is looked up as a quantity besides."""
    for pairs, counted, claim in amounts.frequencies_in(text):
        if claim.overlaps(taken):
            continue
        daily = {(value, per) for value, per in pairs if counted and ("1", per) in known.frequencies}
        if not pairs - daily <= known.frequencies:
            taken.append(claim)
            yield claim


def _quantities(text: str, taken: list[Claim], known: Amounts, sums: set[tuple[str, str]]) -> Iterator[Claim]:
    held = known.quantities | sums
    for quantity, claim in amounts.quantities_in(text):
        if claim.overlaps(taken):
            continue
        taken.append(claim)
        pair = (number(quantity.low), number(quantity.high))
        both = {(value, quantity.unit) for value in pair}
        in_range = quantity.low == quantity.high or pair in known.ranges
        if quantity.unit == "%" and all(known.share(value) for value in pair):
            continue
        if not in_range or not both <= held:
            yield claim


def _pairs(text: str, taken: list[Claim], known: Amounts) -> Iterator[Claim]:
    """Fractions, and ranges without a unit."""
    for pair, claim in amounts.fractions_in(text):
        if claim.overlaps(taken):
            continue
        taken.append(claim)
        share = number(100 * float(pair[0]) / float(pair[1])) if float(pair[1]) else ""
        if pair not in known.fractions and not (share and (share, "%") in known.quantities):
            yield claim
    for pair, claim in amounts.ranges_in(text):
        if claim.overlaps(taken):
            continue
        taken.append(claim)
        if pair not in known.ranges and pair not in known.fractions:
            yield claim


def _ordinals(text: str, taken: list[Claim], known: Amounts) -> Iterator[Claim]:
    for value, claim in amounts.ordinals_in(text):
        if claim.overlaps(taken):
            continue
        taken.append(claim)
        # "First, …", "a first trial", "first-line" order as often as they count: held only against another count.
        if value not in known.ordinals and (value != "1" or known.ordinals):
            yield claim
