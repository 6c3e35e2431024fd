"""Damage to numbers, amounts and dates."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import chain

from drafter.domain.dates import find_dates, long_date
from drafter.domain.quantity import Quantity, find_courses, find_quantities, number_value
from tests.grounding.mutation.spots import Damage, Spot, kind, numbers_said

_NUMBER = re.compile(r"(?<![\w.,/#-])\d+(?:\.\d+)?(?![\w/%]|[.,-]\d| to \d| of \d)")
_IN_WORDS = re.compile(r"\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|eighteen|twenty)\b", re.I)
_NOT_COUNTED = re.compile(
    r"(?:\b(?:pages?|sections?|chapters?|items?|grades?|types?|parts?|tables?|guidelines?|conditions|complaints|"
    r"disorders|(?:19|20)\d\d)\W{1,3}|-)$",
    re.IGNORECASE,
)
"""Before a number that is the name of a place and counts nothing."""
_IN_PAGES = re.compile(r"\bpages? \d[\d ,and-]{0,30}$")
"""Before a number that ends a list of pages."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_RANGE = re.compile(r"(?<![\w./-])(\d+)( to |-)(\d+)(?![\w/]|[.-]\d)(?= ?[a-z])")
_UNITS = ("visits", "sessions", "treatments", "days", "weeks", "months", "years", "mg", "mcg", "hours", "minutes")
_WITH_UNIT = re.compile(rf"(?<![\w./-])(\d+)([ -])({'|'.join(unit.rstrip('s') for unit in _UNITS)})(s?)\b")
_ALIKE = {"session": "visit", "treatment": "visit"}
_DOSE = re.compile(r"(?<![\w./-])(\d+(?:\.\d+)?)((?:/\d+(?:\.\d+)?)?)(?= ?m?c?g\b)")
_COUNT = re.compile(r"#(\d+)\b|(?<![\w./-])(\d+)(?= (?:tablets|capsules|patches|pills|refills)\b)")
_OFTEN = re.compile(
    r"\b(once|twice|three times|two times|four times)( (?:a|per|each) (?:day|week|month)| daily| weekly)\b"
)
_PERCENT = re.compile(r"(?<![\w./-])(\d+)(?= ?(?:%|percent\b|per cent\b))")
_SCORE = re.compile(r"(?<![\w./-])(\d+)/10\b|(?<![\w./-])(\d+)(?= out of (?:10|ten)\b)")
_LEVEL = re.compile(r"\b([CTLS])(\d{1,2})(?=-[CTLS]?\d|\b)")
_MORE = re.compile(
    r"\b(?:is |are |comes to |which is )?(?:more than|above|over|beyond|exceeds?|exceeding|greater than)\b"
)
_WITHIN = re.compile(r"\b(?:within|no more than|at most|up to|not exceeding|less than|below|under|fewer than)\b")
_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def spelled(value: int) -> str:
    """A number below a thousand in words."""
    if value < 20:
        return _WORDS[value]
    if value < 100:
        return _TENS[value // 10 - 2] + (f"-{_WORDS[value % 10]}" if value % 10 else "")
    rest = f" and {spelled(value % 100)}" if value % 100 else ""
    return f"{_WORDS[value // 100]} hundred{rest}"


def counted(spot: Spot) -> Iterator[re.Match[str]]:
    """The numbers of a sentence that count something: no dates, years, pages, codes."""
    for match in _NUMBER.finditer(spot.text):
        before = spot.text[: match.start()]
        name = _NOT_COUNTED.search(before) or _IN_PAGES.search(before)
        if not name and not _YEAR.fullmatch(match.group()) and not spot.in_date(*match.span()):
            yield match


def _upward(value: float) -> Iterator[int]:
    return iter(range(int(value) + 1, int(value) + 60))


@kind("number-unsupported")
def number_changed(spot: Spot) -> Iterator[Damage]:
    """A number is replaced by the next larger one that nothing says."""
    for match in counted(spot):
        if new := spot.free(_upward(float(match.group()))):
            yield spot.reworded(*match.span(), new)


@kind("number-unsupported")
def number_multiplied(spot: Spot) -> Iterator[Damage]:
    """A number is doubled, or multiplied by three, five or ten."""
    for match in counted(spot):
        new = spot.free(int(float(match.group()) * times) for times in (2, 3, 5, 10))
        if new and new != "0":
            yield spot.reworded(*match.span(), new)


@kind("number-unsupported")
def number_spelled(spot: Spot) -> Iterator[Damage]:
    """A number is replaced by another one in words."""
    for match in counted(spot):
        if float(match.group()) < 900 and (new := spot.free(_upward(float(match.group())))):
            yield spot.reworded(*match.span(), spelled(int(new)))


@kind("number-unsupported")
def number_in_words_changed(spot: Spot) -> Iterator[Damage]:
    """A number in words is replaced by another one, in words or in digits."""
    for match in _IN_WORDS.finditer(spot.text):
        value = number_value(match.group())
        if value and not spot.in_date(*match.span()) and (new := spot.free(_upward(value))):
            yield spot.reworded(*match.span(), spot.rng.choice([new, spelled(int(new))]))


@kind("number-unsupported")
def range_widened(spot: Spot) -> Iterator[Damage]:
    """A range gets a higher upper end."""
    for match in _RANGE.finditer(spot.text):
        if not spot.in_date(*match.span()) and (new := spot.free(_upward(float(match[3])))):
            yield spot.reworded(*match.span(3), new)


@kind("number-unsupported")
def range_made(spot: Spot) -> Iterator[Damage]:
    """A single number becomes a range that nothing names."""
    for match in counted(spot):
        if new := spot.free(_upward(float(match.group()) + 2)):
            yield spot.reworded(*match.span(), f"{match.group()} to {new}")


@kind("number-unsupported")
def unit_swapped(spot: Spot) -> Iterator[Damage]:
    """A number keeps its value and gets another unit."""
    known = [*find_quantities(spot.support), *find_courses(spot.support)]
    for match in _WITH_UNIT.finditer(spot.text):
        unit = match[3]
        same = {_ALIKE.get(unit, unit)}
        said = {q.unit for q in known if float(match[1]) in (q.low, q.high)} | same
        others = [new for new in _UNITS if _ALIKE.get(new.rstrip("s"), new.rstrip("s")) not in said]
        if others and not spot.in_date(*match.span()):
            new = spot.rng.choice(others)
            yield spot.reworded(*match.span(), f"{match[1]} {new}")


@kind("number-unsupported")
def dose_changed(spot: Spot) -> Iterator[Damage]:
    """A strength of a drug is replaced by another, in one or both ingredients."""
    for match in _DOSE.finditer(spot.text):
        if new := spot.free(int(float(match[1]) * times) + more for times, more in ((2, 0), (3, 0), (1, 5), (1, 7))):
            yield spot.reworded(*match.span(1), new)
            if match[2]:
                yield spot.reworded(*match.span(2), f"/{new}")


@kind("number-unsupported")
def count_changed(spot: Spot) -> Iterator[Damage]:
    """A count of tablets or refills is replaced by another, or one is given that is not the request's."""
    for match in re.finditer(r"#(\d+)", spot.world.item(spot.number).request):
        if new := spot.free(chain((2 * int(match[1]),), _upward(float(match[1])))):
            yield spot.extended(f", the request being for #{new}")
    for match in _COUNT.finditer(spot.text):
        group = 1 if match[1] else 2
        if new := spot.free(chain((2 * int(match[group]),), _upward(float(match[group])))):
            yield spot.reworded(*match.span(group), new)


@kind("number-unsupported")
def count_added(spot: Spot) -> Iterator[Damage]:
    """A count that nothing names is added to a sentence on a request for a drug or a treatment."""
    if new := spot.free(iter(range(spot.rng.randrange(21, 60), 130))):
        yield spot.extended(spot.rng.choice([f", #{new}", f", {new} tablets", f", {new} refills"]))


@kind("number-unsupported")
def frequency_changed(spot: Spot) -> Iterator[Damage]:
    """How often something happens is replaced by another frequency."""
    for match in _OFTEN.finditer(spot.text):
        others = [new for new in ("five times", "six times") if not spot.says(f"{new}{match[2]}")]
        yield from (spot.reworded(*match.span(1), new) for new in others[:1])


@kind("number-unsupported")
def frequency_added(spot: Spot) -> Iterator[Damage]:
    """A frequency that nothing names is added."""
    if not re.search(r"(?i)\b(?:five|six|5|6) ?(?:x|times)", spot.everything):
        yield spot.extended(spot.rng.choice([", five times a week", ", six times a day", ", 5x per week"]))


@kind("number-unsupported")
def duration_added(spot: Spot) -> Iterator[Damage]:
    """A duration or number of visits that nothing names is added."""
    if new := spot.free(iter(range(spot.rng.randrange(11, 40), 130))):
        words = spot.rng.choice([f", over {new} weeks", f" after {new} visits", f", for {spelled(int(new))} days"])
        yield spot.extended(words)


@kind("number-unsupported")
def percent_changed(spot: Spot) -> Iterator[Damage]:
    """A percentage is replaced by another, or one is added that nothing names."""
    for match in _PERCENT.finditer(spot.text):
        if new := spot.free(iter(range(min(int(match[1]) + 5, 94), 99))):
            yield spot.reworded(*match.span(1), new)
    if new := spot.free(iter(range(spot.rng.randrange(35, 80), 99))):
        yield spot.extended(spot.rng.choice([f", by {new}%", f", by {new} percent", f", with {new}% relief"]))


@kind("number-unsupported")
def score_changed(spot: Spot) -> Iterator[Damage]:
    """A score of pain or strength is replaced by another, or one is added that nothing names."""
    scores = [score for score in range(1, 10) if not re.search(rf"(?<!\d){score} ?(?:/ ?10|out of)", spot.everything)]
    if scores:
        new = spot.rng.choice(scores)
        for match in _SCORE.finditer(spot.text):
            yield spot.reworded(*match.span(1 if match[1] else 2), str(new))
        yield spot.extended(spot.rng.choice([f", at {new}/10", f", at {new} out of 10"]))


@kind("number-unsupported")
def level_changed(spot: Spot) -> Iterator[Damage]:
    """A spinal level or a root is replaced by one that nothing names, or one is added."""
    named = set(re.findall(r"\b[CTLS]\d{1,2}", spot.everything))
    free = [level for level in ("C3", "T4", "T7", "T9", "L1", "L2") if level not in named]
    if free:
        for match in _LEVEL.finditer(spot.text):
            yield spot.reworded(*match.span(), spot.rng.choice(free))
        yield spot.extended(f" at {spot.rng.choice(free)}")


@kind("comparison-wrong")
def comparison_turned(spot: Spot) -> Iterator[Damage]:
    """Of two amounts the larger is called within the smaller, or the smaller one more than the larger."""
    for pattern, new, wrong in ((_MORE, "within", _larger), (_WITHIN, "more than", _smaller)):
        for match in pattern.finditer(spot.text):
            if spot.quoted(match.start()):
                continue
            asked, allowed = _compared(spot.text, match)
            if asked and allowed and wrong(asked, allowed):
                yield spot.reworded(*match.span(), new)


def _compared(text: str, match: re.Match[str]) -> tuple[Quantity | None, Quantity | None]:
    """The amounts of one unit before and behind a comparison."""
    found = find_quantities(text)
    after = next((q for q in found if q.start >= match.end() and q.start - match.end() < 30), None)
    before = [q for q in found if q.end <= match.start() and after and q.unit == after.unit]
    return (before[-1] if before else None), after


_Wrong = Callable[[Quantity, Quantity], bool]


def _larger(asked: Quantity, allowed: Quantity) -> bool:
    return asked.low > allowed.high


def _smaller(asked: Quantity, allowed: Quantity) -> bool:
    return asked.high <= allowed.low


def _dated(spot: Spot, move: Callable[[date], Iterator[date]], write: Callable[[date], str]) -> Iterator[Damage]:
    for found in find_dates(spot.text):
        new = next((day for day in move(found.day) if day not in spot.days), None)
        if new:
            yield spot.reworded(found.start, found.end, write(new))


def _days_on(day: date) -> Iterator[date]:
    return (day + timedelta(days=step) for step in (1, 2, 10, 13) if (day + timedelta(days=step)).month == day.month)


def _months_on(day: date) -> Iterator[date]:
    return (day.replace(month=month, day=min(day.day, 28)) for month in range(1, 13) if month != day.month)


def _years_on(day: date) -> Iterator[date]:
    return (day.replace(year=day.year + step, day=min(day.day, 28)) for step in (1, -1, 2))


_DATE = ("date-unsupported", "number-unsupported", "document-unlisted", "dates-differ")


@kind(*_DATE)
def date_day_shifted(spot: Spot) -> Iterator[Damage]:
    """The day of a date is changed."""
    yield from _dated(spot, _days_on, long_date)


@kind(*_DATE)
def date_month_shifted(spot: Spot) -> Iterator[Damage]:
    """The month of a date is changed."""
    yield from _dated(spot, _months_on, long_date)


@kind(*_DATE)
def date_year_shifted(spot: Spot) -> Iterator[Damage]:
    """The year of a date is changed."""
    yield from _dated(spot, _years_on, long_date)


@kind(*_DATE)
def date_rewritten_wrong(spot: Spot) -> Iterator[Damage]:
    """A date is written in another form, and is another day."""
    for write in (lambda day: f"{day.month}/{day.day}/{day.year}", lambda day: f"{day:%d %B %Y}", date.isoformat):
        yield from _dated(spot, _days_on, write)


@kind(*_DATE)
def date_added(spot: Spot) -> Iterator[Damage]:
    """A date that nothing names is added."""
    start = max(spot.days, default=date(2014, 5, 5))
    new = next(day for n in range(3, 40) if (day := start - timedelta(days=7 * n)) not in spot.days)
    yield spot.extended(spot.rng.choice([f" on {long_date(new)}", f" as of {new.month}/{new.day}/{new.year}"]))


@kind("number-unsupported", "date-unsupported", "pointer-missing")
def numbers_of_another_sentence(spot: Spot) -> Iterator[Damage]:
    """The sentence keeps its pointers and gets a number that another sentence of the evidence holds."""
    elsewhere = sorted(numbers_said(spot.everything) - spot.numbers, key=float)
    fit = [value for value in elsewhere if value.isdigit() and 1 < int(value) < 200]
    for match in counted(spot):
        if fit:
            yield spot.reworded(*match.span(), spot.rng.choice(fit))
