"""How much and how often a request asks for, where it says so: quantity, frequency, dose, refills."""

import re
from dataclasses import dataclass

from drafter.domain.quantity import SPELLED, number_value

_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}}){{1,3}}|\d{{1,9}}(?!\d)(?:\.\d+)?|{SPELLED.pattern})"
_TO = r"\s*(?:-|–|to|or)\s*"
_RANGE = rf"(?<![\w.,/#-]){_NUMBER}(?:{_TO}{_NUMBER})?(?:\s?\(\s?\d+\s?\))?"
_TIME = r"(?:hour|hr|day|week|wk|month|mo|year|yr)"
_VISIT = r"(?:session|visit|treatment|appointment)s?"
_PIECE = (
    r"(?:tablet|tab|capsule|cap|pill|patch|patche|box|boxe|tube|bottle|container|vial|unit|injection|block|prescription|"
    r"dose|pack|pair|roll|jar|can|drop|puff|spray)s?"
)
_MASS = r"(?:grams?|gms?|gr|g|ml|milliliters?|oz|ounces?|cc|lbs?|pounds?|ltrs?|liters?)"
_MORE = r"(?:additional|further|more|remaining|extra|follow[- ]?up)"

_PER = r"(?:hour|hr|day|night|week|wk|month|mo|year)s?\b"
_ADVERB = r"(?:daily(?! living)|nightly|weekly|monthly|yearly)\b"
_LATIN = (
    r"(?<!\w)(?:q\.?d|q\.?\s?h\.?s|q\.?a\.?m|q\.?p\.?m|b\.?i\.?d|t\.?i\.?d|q\.?i\.?d|q\.?o\.?d|qday|qweek|h\.?s)\b\.?"
    r"|\bq\.?\s?\d+(?:\s?-\s?\d+)?\s?(?:h(?:ou)?rs?|h|d|days?|weeks?|wks?|months?)?\b"
)
_OFTEN = (
    rf"(?:{_RANGE}\s*-?(?:{_VISIT}|times?|x|hours?|hrs?|days?|shifts?)?\s*(?:an?|per|each|every|/|x)\s*{_PER}"
    rf"|{_RANGE}\s*-?(?:{_VISIT}|times?|x)\s*(?:{_ADVERB}|(?:week|wk|day)\b)"
    rf"|\b(?:once|twice|thrice)\s*(?:{_ADVERB}|(?:(?:an?|per|each|every|/)\s*)?{_PER})"
    rf"|\b{_ADVERB}|\bevery (?:other )?(?:day|week|month|night|morning|evening)\b"
    rf"|(?:{_RANGE}\s?(?:{_VISIT}|times?)\s)?\bevery {_NUMBER}(?:{_TO}{_NUMBER})?(?:\s?\(\d+\))? {_TIME}s?\b"
    rf"|{_LATIN}|\bat (?:bedtime|night)\b|\bin the (?:morning|evening)\b"
    rf"|{_RANGE} hours? on,?(?: and| /)? {_NUMBER} hours? off"
    r"|(?<!\w)(?:as needed|p\.?r\.?n)\b\.?)"
)
_FOR_LONG = (
    r"(?:,?\s*(?:for|x|times|over|during|within)?\s*(?:an?\s|the\s)?(?:next\s|total of\s)?"
    rf"{_NUMBER}(?:{_TO}{_NUMBER})?(?:\s?\(\d+\))?\s?-?{_TIME}s?\b(?!\s?(?:supply|rental))"
    r"|\s*(?:x|times)\s*\d+(?!\d|\.\d|\s*(?:/|mg)))"
)
_DIRECTION = (
    r"(?:\b(?:take|apply|use|inject|place)\b[^,;#(]{0,40}?\s)?"
    rf"(?:{_RANGE}\s?(?:{_PIECE}|{_MASS})?(?:\(s\))?\s)?"
    r"(?:(?:by mouth|p\.?o\.?|orally|topically|sublingually|transdermally)(?!\w),?\s)?"
)
_WHERE = (
    r"(?:\s(?:to|on|over) (?:the )?affected areas?"
    r"|,?\s(?:for|with) (?:pain|spasms?|sleep|headaches?|nausea)\b(?! (?:manag|cons)))?"
)
_FREQUENCY = re.compile(
    rf"(?:\b{_MORE}\s)?{_DIRECTION}{_OFTEN}{_WHERE}(?:(?:\s*,\s*|\s+(?:and |or )?|\s*/\s*){_OFTEN}{_WHERE})*"
    rf"{_FOR_LONG}?(?:,?\s(?:as needed|prn)\b)?"
    rf"|{_RANGE}\s*(?:x|×|times)\s*{_NUMBER}\s?-?(?:weeks?|wks?|months?)\b",
    re.IGNORECASE,
)
_OFTEN_HINT = re.compile(
    r"h(?:ou)?r|day|daily|night|week|wk|mo|year|q|b\.?i\.?d|t\.?i\.?d|every|once|twice|thrice|evening|bedtime|needed|h\.?s|p\.?r\.?n",
    re.IGNORECASE,
)
"""A part of every way to say how often; most requests have none, and the search for the whole is costly."""

_STRENGTH = r"(?<![\w#.,])\.?\d[\d,]{0,8}(?:\.\d+)?"
_MG = r"(?:mg|mcg|µg|ug|milligrams?|micrograms?|meq|iu)"
_PER_MG = r"(?:\s?/\s?(?:\d+\s?)?(?:h(?:ou)?r|h|g|gm|ml|day|actuation)\b)?"
_DOSE = re.compile(
    rf"{_STRENGTH}(?:\s?{_MG})?(?:\s?[-/]\s?\d+(?:\.\d+)?(?:\s?{_MG})?){{0,4}}\s?-?{_MG}\b{_PER_MG}"
    rf"|{_STRENGTH}(?:-\d+(?:\.\d+)?)?\s?%|(?<!/){_STRENGTH}\s?(?:/\s?\d{{2,3}}|-\s?\d{{3}})(?![\d/.%-])",
    re.IGNORECASE,
)
_REFILLS = re.compile(
    rf"(?:(?:with|plus|and|\+)\s)?(?P<refills>(?<![\w#])(?:{_NUMBER}|no)(?:\s?\(\d+\))?\s(?:additional\s)?refills?\b"
    rf"|\b(?:refills?|RF)\s?(?::|x|times|#)?\s?{_NUMBER}\b)",
    re.IGNORECASE,
)

# "Tylenol #3 #60": the first of two is of the drug's name.
_COUNT = (
    r"(?:(?<!tylenol )#(?!\s?[1-4],?\s+(?:#|qty))|\b(?:qty|quantity|count|units?:)\s?(?:of\b|[.:#=])*)"
    rf"\s*(?P<count>{_NUMBER})"
    rf"(?:\s?(?P<count_unit>{_PIECE}|{_MASS}|{_VISIT})\b)?"
)
_GRID = (
    rf"{_RANGE}\s?(?:x|×|times)\s?{_NUMBER}(?!\s?(?:cm|mm|in\b|inch|ft|/|\d|x\b))"
    rf"(?:\s(?P<grid_unit>{_VISIT})\b)?(?:\s?\(\d+\))?"
)
_TIMES = (
    rf"(?:\btimes|(?<![\w/])[x×])\s?(?P<times>{_NUMBER})\b(?!\s?(?:{_TIME}s?\b|x\b|/|%|mg))"
    rf"(?:\s(?P<times_unit>{_VISIT})\b)?"
)
_COURSE = rf"(?:\b(?:{_MORE}|continued?(?: with)?|(?:an? )?(?:total|trial|course) of|up to)\s)?"
_INNER = r"(?:(?!(?:of|for|the|to|and|times?|per|week|weekly|with|a)\b)[A-Za-z][\w/.'-]*\s){1,5}?"
_WRAPPED = rf"{_COURSE}(?P<wrap_number>{_RANGE})\s(?P<inner>{_INNER})(?P<wrap_unit>{_VISIT})\b"
_PLAIN = (
    rf"(?<!with ){_COURSE}(?P<number>{_RANGE})[\s-]?(?:{_MORE}\s)?(?P<unit>{_VISIT}|{_PIECE}|{_MASS})\b(?!\s?/)"
    r"(?:\stotal\b)?"
)
_VIEWS = rf"(?<!with ){_COURSE}(?P<view_number>{_RANGE})\s(?P<view_unit>views\b|view(?=\s?(?:[,;.)]|$)))"
"""Pictures of an X-ray; "4 view series" is a name."""
_LONG = (
    rf"(?<!\bin )(?<!with ){_COURSE}(?P<span>{_RANGE})[\s-]?(?P<span_unit>{_TIME}s?)\b(?!\s(?:on|off|old)\b)(?:'s?)?"
    r"(?:[\s-](?:rental|rent|supply|trial|coverage|use|stay|course))*"
)
_SUPPLY = r"\bday[s']*\ssupply\s?:?\s?\d+"
_QUANTITY = re.compile(
    "|".join((f"(?P<supply>{_SUPPLY})", _COUNT, f"(?P<grid>{_GRID})", _TIMES, _PLAIN, _VIEWS, _LONG, _WRAPPED)),
    re.IGNORECASE,
)
_UNSAID = re.compile(
    r"\b(?:unknown|unspecified|unstated)(?:\s(?:quantity|qty|amount|duration|frequency|dosage|number)"
    r"(?: of (?:visits|sessions|treatments))?)+\b",
    re.IGNORECASE,
)
_LEADING = re.compile(
    rf"(?P<number>(?:(?:a )?series of )?{_NUMBER}(?:\s?\(\d+\))?|unknown|unspecified)\s(?=[A-Za-z])"
    r"(?!(?:phase|view|level|lead|wheel|point|in|stage|part|step|way|on|tesla|piece|panel)s?\b)",
    re.IGNORECASE,
)
"""A number at the start of a request counts what follows: "1 knee scooter", not "Three phase bone scan"."""
_OWN_NOUN = re.compile(
    r"(?:office|follow[- ]?up|clinic|home|health|nurs\w{1,20}|physician|hospital|doctor|management)\s$", re.I
)
"""Before "visits": these are the treatment, and are not only counted."""
_VALUE = re.compile(_NUMBER, re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """One part of a request at `start:end`, with its amount and the unit it is counted in, if it has them."""

    start: int
    end: int
    amount: float | None = None
    unit: str | None = None
    inner: tuple[int, int] | None = None
    """Where the words stand that are between a number and its unit: "Eight *physical therapy* sessions"."""
    counts: bool = False
    """It is a count ("#60"), which tells more than a duration or a strength beside it."""


def frequencies(text: str) -> list[Part]:
    """How often: "2 times a week for 6 weeks", "one po q6h prn"."""
    if not _OFTEN_HINT.search(text):
        return []
    return [_trimmed(text, match.span()) for match in _FREQUENCY.finditer(text)]


def doses(text: str) -> list[Part]:
    """Strengths: "10/325mg", "5%"; those that stand side by side are one ("3% 300mg/g", "20%/5%")."""
    return joined(text, [Part(*match.span()) for match in _DOSE.finditer(text)], r"\s?/?\s?")


def refills(text: str) -> list[Part]:
    """Refills, without the "with" before them."""
    return [Part(*match.span("refills")) for match in _REFILLS.finditer(text)]


def quantities(text: str, start: int = 0) -> list[Part]:
    """How many, how much and how long, from `start` on; a number there counts what follows."""
    numbered = _VALUE.search(text, start)
    found = [_quantity(match) for match in _QUANTITY.finditer(text, start)] if numbered else []
    found += [Part(*match.span()) for match in _UNSAID.finditer(text, start)]
    leading = _LEADING.match(text, start)
    if leading and not any(part.start < leading.end() for part in found):
        found.append(Part(*leading.span("number"), _last_value(leading["number"])))
    return sorted(found, key=lambda part: part.start)


def joined(text: str, parts: list[Part], between: str) -> list[Part]:
    """The parts, those with nothing but `between` from one to the next made one."""
    whole: list[Part] = []
    for part in parts:
        if whole and re.fullmatch(between, text[whole[-1].end : part.start]):
            first = whole.pop()
            counted = part if part.counts and not first.counts else first
            part = Part(first.start, part.end, counted.amount, counted.unit, first.inner, counted.counts)
        whole.append(part)
    return whole


def _trimmed(text: str, span: tuple[int, int]) -> Part:
    start, end = span
    return Part(start, start + len(text[start:end].rstrip(" ,")))


def _quantity(match: re.Match[str]) -> Part:
    span = match.span()
    if match["supply"]:
        return Part(*span, _last_value(match["supply"]), "day")
    if match["count"]:
        return Part(*span, number_value(match["count"]), match["count_unit"], counts=True)
    if match["grid"]:
        return Part(*span, _product(match["grid"]), match["grid_unit"])
    if match["times"]:
        return Part(*span, number_value(match["times"]), match["times_unit"])
    if match["number"]:
        return Part(*span, _last_value(match["number"]), match["unit"])
    if match["view_number"]:
        return Part(*span, _last_value(match["view_number"]), match["view_unit"])
    if match["span"]:
        return Part(*span, _last_value(match["span"]), match["span_unit"])
    number = _last_value(match["wrap_number"])
    if _OWN_NOUN.search(match["inner"]):
        return Part(match.start(), match.end("wrap_number"), number, match["wrap_unit"])
    return Part(*span, number, match["wrap_unit"], inner=match.span("inner"))


def _last_value(words: str) -> float | None:
    """The value of a number or of a range's upper end; of "Eight (8)" it is one number written twice."""
    values = [value for word in _VALUE.findall(words) if (value := number_value(word)) is not None]
    return values[-1] if values else None


def _product(grid: str) -> float | None:
    """ "3x4" is 12; "two times four visits (8)" says so itself."""
    stated = re.search(r"\((\d+)\)$", grid)
    if stated:
        return float(stated[1])
    values = [value for word in _VALUE.findall(grid) if (value := number_value(word)) is not None]
    return values[-2] * values[-1] if len(values) > 1 else None
