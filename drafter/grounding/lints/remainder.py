"""A remaining portion of a request that is compared with a limit by itself, without what was authorised or had before.

"Two more visits" fits any limit; what a limit is compared with is the sum (`drafter.domain.amount.course`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from drafter.domain.amount import course
from drafter.domain.determination import Determination
from drafter.domain.draft import Draft, DraftedItem, Finding
from drafter.domain.quantity import Quantity, find_courses, find_quantities, number_value, numerals
from drafter.domain.text import Sentence
from drafter.grounding.catalogue import finding
from drafter.grounding.lints.view import LintedLetter, quotes_guideline

_FITS = re.compile(
    r"\b(?:within|below|under(?!\s+(?:the )?(?:MTUS|guideline|anesthesia|fluoroscop|ultrasound|consideration|care))|"
    r"less than|"
    r"fewer than|inside|(?:do|does|did|would|will|is|are)(?: not|n't) (?:exceed\w*|surpass|(?:go )?beyond|(?:be )?over|"
    r"more than)|not exceed\w*|not in excess|no more than|at most|falls? (?:short|well short|in(?:side)?)|fits?|"
    r"conforms? (?:to|with)|"
    r"consistent with|in line with|in keeping with|in accord\w* with|compl(?:y|ies|iant) with|meets?|agrees? with|"
    r"equals?|"
    r"matches|lower than|smaller than|short of|up to|covers?|accommodates?)\b",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"\b(?:limit\w*|trials?|caps?|maximum|max|ceiling|recommend\w*|allow\w*|guidelines?|MTUS|ODG|ACOEM|numbers?|range|"
    r"thresholds?|permitted|initial|supported|amount|total|quantity)\b",
    re.IGNORECASE,
)
_RULE_ALONE = re.compile(
    r"^(?:[\w.,'/()-]+ ){0,6}?(?:MTUS|ODG|ACOEM|guidelines?|section)\b[\w ,'()/:.-]{0,80}?\b"
    r"(?:recommends?|states?|allows?|supports?|limits?|says?|notes?|advises?|provides?|permits?|indicates?)\b",
    re.IGNORECASE,
)
_REMAINDER = re.compile(
    r"\b(?:remain(?:ing|der)|balance|the rest|requested|requests?|(?:additional|more|further|extra) "
    r"(?:visits?|sessions?|"
    r"treatments?|injections?|tablets?|doses?|therapy))\b",
    re.IGNORECASE,
)
_LEFT = re.compile(r"\b(?:remain(?:ing|der)?|balance|rest|additional|more|further|extra)\b", re.IGNORECASE)
_SUM = re.compile(
    r"\b(?:total\w*|sum|altogether|in all|together|combined|cumulativ\w+|plus|added|adding|on top of|counting|"
    r"in addition to|bring\w*|com(?:es?|ing) to|amounts? to|"
    r"with (?:the )?(?:\w+ ){0,3}(?:authori[sz]ed|approved|certified|completed|earlier|prior|previous))\b",
    re.IGNORECASE,
)
_AS_SUCH = re.compile(
    r"\b(?:alone|by (?:itself|themselves)|on (?:its|their) own|taken|although|though|while|would be)\b", re.IGNORECASE
)
_CONTRARY = re.compile(
    r"\b(?:exceeds?|exceeding|exceeded|in excess of|more than|beyond|surpass\w*|over the|above the)\b", re.IGNORECASE
)
_NEGATED = re.compile(r"(?:\bnot|n't)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)


@dataclass(frozen=True)
class _Remainder:
    """A remainder with its sum; `total` is None where nothing tells it."""

    amount: float
    unit: str
    total: float | None


def lint(letter: LintedLetter) -> Iterator[Finding]:
    """Rationales of a signed letter that grant a remaining portion because it is within a limit.

    One that denies it has another ground, and what it says of limits is mostly the guideline retold.
    """
    for item in letter.items:
        stated = _stated(item.remaining)
        if stated and item.determination is Determination.OVERTURNED:
            rest = _Remainder(stated.high, stated.unit, _sum_in(item.request, item.remaining, stated))
            yield from _findings(item.number, item.sentences, rest)


def lint_draft(draft: Draft) -> Iterator[Finding]:
    """Rationales of a draft that find a remaining portion within a limit, or compare it with one, without the sum."""
    for drafted in draft.items:
        rest = _of(drafted)
        if rest and drafted.draft:
            sentences = tuple(
                Sentence(n, 0, len(sentence.text), sentence.text)
                for n, sentence in enumerate(drafted.draft.rationale, start=1)
                if not quotes_guideline(drafted, sentence)
            )
            yield from _findings(drafted.number, sentences, rest)


def _of(drafted: DraftedItem) -> _Remainder | None:
    """What an item asks for on top of what was authorised or had before, or None where it asks for a whole."""
    item = drafted.item
    before = (item.quantities.authorised, item.earlier_visits, item.quantities.remaining)
    units = [
        quantity.unit for text in (*before, item.quantities.original) if text for quantity in find_quantities(text)
    ]
    for unit in dict.fromkeys(units):
        asked = course(item, unit)
        if asked and asked.before:
            return _Remainder(asked.requested, unit, asked.total)
    stated = _stated(item.quantities.remaining or "")
    return _Remainder(stated.high, stated.unit, None) if stated else None


def _stated(text: str) -> Quantity | None:
    found = [*find_courses(text), *find_quantities(text)]
    return next((quantity for quantity in found if quantity.unit not in ("mg", "g", "%", "week", "day", "month")), None)


def _sum_in(request: str, remaining: str, stated: Quantity) -> float | None:
    """What authorised and remaining portions add up to, as far as the request's words tell."""
    before = request.replace(remaining, " ")
    others = [q.high for q in [*find_courses(before), *find_quantities(before)] if q.unit == stated.unit]
    return max(others) if others and max(others) > stated.high else None


def _findings(item: int, sentences: tuple[Sentence, ...], rest: _Remainder) -> Iterator[Finding]:
    """The sentences that find the remainder within a limit without the sum.

    The sum may stand in another sentence, unless the one that finds it within a limit is wrong by the sum.
    """
    summed = {sentence.number for sentence in sentences if _gives_sum(sentence.text, rest)}
    for sentence in sentences:
        span = None if sentence.number in summed else _compared(sentence.text, rest)
        if span and (not summed or _wrong(sentence.text, rest)):
            whole = f", though {rest.total:g} are in question in all" if rest.total else ""
            yield finding(
                "remainder-alone",
                f"the remaining {rest.amount:g} is compared with a limit by itself{whole}",
                item=item,
                sentence=sentence.number,
                span=span,
            )


def _wrong(text: str, rest: _Remainder) -> bool:
    """Whether the sum is more than the limit that a sentence names, and it does not speak of the remainder as such."""
    amounts = [q.high for q in [*find_courses(text), *find_quantities(text)] if q.unit == rest.unit]
    limits = [amount for amount in amounts if amount != rest.amount]
    return bool(limits) and rest.total is not None and rest.total > max(limits) and not _AS_SUCH.search(text)


def _gives_sum(text: str, rest: _Remainder) -> bool:
    """Whether a sentence speaks of all together; that eight were asked for once is background, and no sum."""
    values = {number_value(numeral.text) for numeral in numerals(text)}
    named = rest.total is not None and rest.total in values
    compared = _CONTRARY.search(text) is not None or _FITS.search(text) is not None
    if rest.total is None:
        return compared and _SUM.search(text) is not None
    if _SUM.search(text):
        return named
    return named and compared and rest.amount not in values


def _compared(text: str, rest: _Remainder) -> tuple[int, int] | None:
    """Where a sentence calls the remainder within a limit, or None."""
    fits = next(
        (m for m in _FITS.finditer(text) if not _NEGATED.search(text[max(0, m.start() - 30) : m.start()])), None
    )
    if fits is None or not _LIMIT.search(text):
        return None
    amounts = [*find_courses(text), *find_quantities(text)]
    if any(q.low == q.high == rest.amount and q.unit == rest.unit for q in amounts) or _bare(text, rest):
        return fits.span()
    before = text[: fits.start()]
    counted = any(q.end <= fits.start() and q.unit == rest.unit for q in amounts)
    if counted or not _REMAINDER.search(before) or _RULE_ALONE.search(before):
        return None
    return fits.span()


def _bare(text: str, rest: _Remainder) -> bool:
    """Whether a sentence names the remainder by its number alone: "the remaining two"."""
    return _LEFT.search(text) is not None and any(number_value(n.text) == rest.amount for n in numerals(text))
