"""Two strengths or counts of one drug in one request."""

import re
from dataclasses import dataclass

from drafter.grounding.things_drugs import DrugNamed, Drugs

_NUMBER = r"\d{1,6}(?:,\d{3})?(?:\.\d{1,4})?"
_STRENGTH = re.compile(
    rf"(?<![\w.#/])(?P<amount>{_NUMBER}(?: ?mg)?(?:[/-]{_NUMBER}(?: ?mg)?){{0,3}}) ?(?P<unit>mg|mcg|%)(?![a-z])",
    re.IGNORECASE,
)
_COUNT = re.compile(r"(?:#|\b(?:qty|quantity)\b\.?:? ?#?) ?(?P<count>\d{1,5})\b", re.IGNORECASE)
_JOINED = re.compile(r" ?[-/] ?")
"""Between the ingredients of a combination."""
_RATE = re.compile(r" ?(?:/ ?(?:day|d|hr|hour|h|ml|g|gm)\b|per |a day|daily\b|total|max|in total)", re.IGNORECASE)
"""After a strength: it is an amount in a time, or a concentration."""
_LIMIT = re.compile(r"(?:total|max|maximum|up to|not to exceed|exceeding|equals?|=)\b[^;,]{0,20}$", re.IGNORECASE)
_CHANGES = re.compile(
    r"\b(?:then|increas\w{0,4}|decreas\w{0,4}|reduc\w{0,5}|titrat\w{0,5}|taper\w{0,4}|wean\w{0,4}|from|followed by|"
    r"down to|up to|chang\w{0,4}|switch\w{0,4}|instead of|and|plus|or|with|versus)\b|&|\+|\bto ?$",
    re.IGNORECASE,
)
"""Between two strengths: the dose changes, or two prescriptions are meant."""
_REFILLS = re.compile(r"\b(?:with|and|plus) (?:\d{1,2}|no|one|two|three|four|five|six) refills?\b", re.IGNORECASE)
"""What is said of refills, which join no two prescriptions."""
_PARTED = re.compile(
    r"\b(?:original|authori[sz]ed|remaining|modif\w{0,8}|certif\w{0,8}|approved|allowed|partial\w{0,2}|refills?|total|"
    r"denied|weaning)\b",
    re.IGNORECASE,
)
"""A request in parts, whose counts differ."""


@dataclass(frozen=True)
class _Amount:
    parts: tuple[str, ...]
    unit: str
    start: int
    end: int


def strengths_differ(request: str, drugs: Drugs) -> list[tuple[int, int, str]]:
    """Where a request names another strength or count of a drug than before: its place, and what is wrong in words.

    Not where the dose changes ("from … to …") or two prescriptions are joined; nor counts of original, authorised
    and remaining portions, whose strengths should be the same.
    """
    whole, spans = request, _drug_spans(request, drugs)
    request = _REFILLS.sub(lambda match: " " * len(match.group()), request)
    found: list[tuple[int, int, str]] = []
    for number, (drug, text_start, text_end) in enumerate(spans):
        own = _strengths(request, text_start, text_end)
        found += _among(request, own, own)
        for other, other_start, other_end in spans[:number]:
            if drugs.same(drug, other):
                found += _among(request, _strengths(request, other_start, other_end), own)
    if not _PARTED.search(whole):
        found += _counts(whole, spans, drugs)
    return sorted(set(found))


def _drug_spans(request: str, drugs: Drugs) -> list[tuple[DrugNamed, int, int]]:
    """Each drug with the stretch of the request up to the next drug."""
    named: list[DrugNamed] = []
    for drug in [drug for drug in drugs.named(request) if not drugs.is_class(drug)][:40]:
        if named and _JOINED.fullmatch(request, named[-1].end, drug.start):
            named[-1] = drugs.joined(named[-1], drug)
        else:
            named.append(drug)
    ends = [drug.start for drug in named[1:]] + [len(request)]
    return [(drug, drug.end, end) for drug, end in zip(named, ends, strict=False)]


def _strengths(request: str, start: int, end: int) -> list[_Amount]:
    found = []
    for match in list(_STRENGTH.finditer(request, start, end))[:10]:
        before = request[max(start, match.start() - 30) : match.start()]
        if not _RATE.match(request, match.end()) and not _LIMIT.search(before):
            parts = tuple(f"{float(n.replace(',', '')):g}" for n in re.findall(_NUMBER, match["amount"]))
            found.append(_Amount(parts, match["unit"].lower(), *match.span()))
    return found


def _among(request: str, earlier: list[_Amount], later: list[_Amount]) -> list[tuple[int, int, str]]:
    return [
        (two.start, two.end, f"{request[two.start : two.end]} beside {request[one.start : one.end]} of the same drug")
        for one in earlier
        for two in later
        if one.start < two.start and one.unit == two.unit and not _alike(one, two)
        and not _CHANGES.search(request, one.end, two.start)
    ]  # fmt: skip


def _alike(one: _Amount, two: _Amount) -> bool:
    """The same, or the first ingredient's strength alone ("10 mg" of "10/325 mg")."""
    return one.parts == two.parts or (min(len(one.parts), len(two.parts)) == 1 and bool({*one.parts} & {*two.parts}))


def _counts(request: str, spans: list[tuple[DrugNamed, int, int]], drugs: Drugs) -> list[tuple[int, int, str]]:
    counted = [
        (drug, match)
        for drug, start, end in spans
        for match in list(_COUNT.finditer(request, start, end))[:10]
    ]  # fmt: skip
    return [
        (*match.span(), f"{match.group()} beside {first.group()} of the same drug")
        for number, (drug, match) in enumerate(counted)
        for other, first in counted[:number]
        if drugs.same(drug, other)
        and int(match["count"]) != int(first["count"])
        and not _CHANGES.search(request, first.end(), match.start())
    ]
