"""Comparisons of two amounts in a sentence that do not hold: "the 4 visits requested exceed the 6 allowed".

Only what is plain is judged: both amounts stand in the sentence, next to each other, in one unit, and the words between
them are a comparison. Everything else is passed over in silence.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from drafter.domain.quantity import Quantity
from drafter.grounding.amounts import quantities_in
from drafter.grounding.reading import read

_GAP = 120
"""Characters between two amounts at most; more than that and they are not plainly compared."""
_BARE = re.compile(r"(?<![\w./#$,-])(\d{1,6}(?:\.\d{1,3})?)(?: ?(?:-|to) ?(\d{1,6}(?:\.\d{1,3})?))?(?![\w/%-]|[.,]\d)")
_AFTER_BARE = re.compile(
    r"(?: (?:is|are|was|were|requested|asked|allowed|permitted|given|had|that|which|in|does|do|did|exceeds?|exceeded|"
    r"the|a|of the|under|by|falls?|stays?|goes|go|recommended|authori[sz]ed|certified|already|on|as|set|named|fixed|"
    r"for)\b"
    r"|[.,;:)]|$)"
)
_BEFORE = re.compile(
    r"(?:\b(?:from|about|around|roughly|nearly|almost|approximately|over|under|some|than|least|most|up to|every|per|"
    r"grade|level|type|page|pages|p|chapter|section|table|age|aged|until|additional|another|further|of every)|[$#]) ?$",
    re.IGNORECASE,
)
"""Before an amount: it is not plain how much it is, or it is no amount."""
_RATE = re.compile(
    r" ?(?:/|(?:an?|per|each|every) )? ?(?:day|week|month|year|dai|weekly|monthly|yearly)", re.IGNORECASE
)
_OPEN = re.compile(
    r"\b(?:if|unless|whether|would|should|may|might|could|must|cannot|not|never|no|nor|when)\b|n't", re.IGNORECASE
)
"""Before a comparison: it is put as a condition, wished for or denied from afar."""
_BLOCKS = re.compile(
    r"\d|[.;:()]|\b(?:and|or|but|double|twice|triple|half|times|if|unless|whether|would|should|may|might|could|must|by|"
    r"because|since|while|plus|with|without|not|from|per|each|every|as|rather|instead|allow|need\w*|requir\w+|asks?)\b",
    re.IGNORECASE,
)
_NOT = r"(?:(?:does|do|did|has|have|is|are|was|were) not |not |never |no )?"
_VERB = (
    r"exceed(?:s|ed|ing)?|surpass(?:es|ed)?"
    r"|(?:go|goes|went|going|is|are|was|were|lies?) (?:well |far )?(?:beyond|above|over|past)"
    r"|outnumbers?|(?:falls?|fell|falling) (?:short of|below|under)"
    r"|(?:stays?|stayed|remains?|remained|falls?|fell|keeps?|kept|comes?) (?:well )?(?:within|inside|under|below)"
)
_QUANTIFIER = (
    r"(?:more|greater|higher|larger|fewer|less|lower|smaller) than|at least|at most|up to|within|inside|above|over|"
    r"beyond|below|under|short of|in excess of|equal to|the same as|as many as"
)
_LINK = (
    r"(?:(?:is|are|was|were|comes to|come to|being)(?: not| no)? |, (?:which (?:is|are) |that is |thus |so |hence )?)"
)
_RELATION = re.compile(
    rf"^(?P<before>(?: [a-z'-]{{1,20}}){{0,8}}?,?) ?"
    rf"(?:\b(?P<not1>{_NOT})(?P<verb>{_VERB})|(?P<link>{_LINK})"
    rf"(?:well |far |still |also |clearly |already )?(?P<not2>not |no )?(?P<quantifier>{_QUANTIFIER}))"
    r"(?P<after>(?: [a-z'-]{1,20}){0,7}) ?$",
    re.IGNORECASE,
)
_EXCEEDED_BY = re.compile(
    r"^(?: [a-z'-]{1,20}){0,6} (?:is|are|was|were)(?P<not> not)? exceeded by(?: [a-z'-]{1,20}){0,4} ?$"
)
_NO = re.compile(r"\bnot?\b")
_BELOW = ("short", "below", "under", "fewer", "less", "lower", "smaller")


@dataclass(frozen=True)
class Wrong:
    """A comparison, at `start:end` of the sentence, that does not hold."""

    start: int
    end: int
    message: str


_HOLDS: dict[str, Callable[[Quantity, Quantity], bool]] = {
    "above": lambda own, other: own.high > other.high,
    "at most": lambda own, other: own.high <= other.high,
    "below": lambda own, other: own.low < other.low,
    "at least": lambda own, other: own.high >= other.low,
    "equal to": lambda own, other: own.low <= other.high and other.low <= own.high,
}
"""Whether it can hold: above a range is above its high end, within is not above that, below is below its low end."""
_CONTRARY = {"above": "at most", "at most": "above", "below": "at least", "at least": "below"}


def wrong_comparisons(sentence: str) -> list[Wrong]:
    """The comparisons of a sentence that are wrong by their numbers, in order; places are places in it as written."""
    reading = read(sentence)
    text = reading.text
    amounts = _amounts(text)
    found = []
    for own, other in pairwise(amounts):
        relation = _relation(text, own, other)
        if relation and not _HOLDS[relation](own, other):
            message = f"{_said(own)} is not {relation} {_said(other)}"
            found.append(Wrong(*reading.span(own.start, other.end), message))
    return found


def _said(amount: Quantity) -> str:
    return str(amount) if amount.unit else str(Quantity(amount.low, amount.high, "%", 0, 0)).removesuffix(" %")


def _amounts(text: str) -> list[Quantity]:
    """The amounts of a text in order, those without a unit with none."""
    found = sorted((quantity for quantity, _ in quantities_in(text)), key=lambda quantity: quantity.start)
    return sorted([*found, *_bare(text, found)], key=lambda quantity: quantity.start)


def _bare(text: str, taken: list[Quantity]) -> Iterator[Quantity]:
    place = 0
    for match in _BARE.finditer(text):
        while place < len(taken) and taken[place].end <= match.start():
            place += 1
        if place < len(taken) and taken[place].start < match.end():
            continue
        values = [float(value) for value in match.groups() if value]
        yield Quantity(min(values), max(values), "", *match.span())


def _relation(text: str, own: Quantity, other: Quantity) -> str | None:
    """How the one is said to stand to the other; None where that is not plain."""
    gap = text[own.end : other.start]
    if not 0 < len(gap) <= _GAP or not _of_one_kind(text, own, other) or _OPEN.search(_clause_before(text, own.start)):
        return None
    passive = _EXCEEDED_BY.match(gap)
    if passive:
        return "at least" if passive["not"] else "below"
    match = _RELATION.match(gap)
    if not match or _BLOCKS.search(match["before"]) or _BLOCKS.search(match["after"]):
        return None
    words = (match["verb"] or match["quantifier"]).lower()
    said = " ".join(match[name] or "" for name in ("not1", "link", "not2"))
    denied = (len(_NO.findall(said)) + said.count("never")) % 2 == 1
    relation = _named(words)
    return _CONTRARY.get(relation) if denied else relation


def _named(words: str) -> str:
    if words in ("at least", "as many as"):
        return "at least"
    if words in ("equal to", "the same as"):
        return "equal to"
    if words in ("at most", "up to") or words.endswith(("within", "inside")):
        return "at most"
    if words.startswith(("stay", "remain", "keep", "kept", "come")):
        return "below"
    return "below" if any(word in words for word in _BELOW) else "above"


def _of_one_kind(text: str, own: Quantity, other: Quantity) -> bool:
    if own.unit and other.unit and own.unit != other.unit:
        return False
    if any(not amount.unit and not _AFTER_BARE.match(text, amount.end) for amount in (own, other)):
        return False
    if _BEFORE.search(text, max(0, own.start - 16), own.start):
        return False
    rates = [bool(amount.unit and _RATE.match(text, amount.end)) for amount in (own, other)]
    return rates[0] == rates[1]


def _clause_before(text: str, start: int) -> str:
    """What stands before an amount in its clause."""
    return re.split(r"[.;:]", text[max(0, start - _GAP) : start])[-1]
