"""A place in a sound draft that can be damaged, what is said around it, and the kinds of damage.

Everything here goes by the words and data of draft and evidence; nothing asks the checks, so that a kind does not only
apply where its damage would be found.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from itertools import combinations
from random import Random

from drafter.domain.dates import find_dates, find_written, long_date
from drafter.domain.draft import Draft, DraftSentence, ItemDraft, Pointer
from drafter.domain.evidence import GuidelineEvidence, RecordEvidence
from drafter.domain.quantity import SPELLED, find_courses, number_value
from tests.grounding.mutation.worlds import Place, World

_DIGITS = re.compile(r"\d{1,12}(?:\.\d{1,6})?")
_STEM = 5


@dataclass(frozen=True)
class Expected:
    """What must be found: one of the codes, at that sentence, where the sound draft has it not."""

    codes: frozenset[str]
    at: int | None
    """The sentence, as the damaged draft counts; None: anywhere at the item or the letter."""
    was: int | None
    """The sentence as the sound draft counts; None for one that was added."""


@dataclass(frozen=True)
class Damage:
    """A damaged draft and what must be found in it."""

    world: World
    number: int
    """The item."""
    at: int | None
    """The sentence that was damaged, see `Expected`."""
    was: int | None
    also: frozenset[str] = frozenset()
    """Codes that are right here beside those of the kind."""
    expected: tuple[Expected, ...] = ()
    """By the kind; several of two kinds together."""
    draft: Draft | None = None
    """For damage inside a draft's file: the file, to be verified against the world."""


@dataclass(frozen=True)
class Spot:
    """One sentence of one item, or an item as a whole (position 0)."""

    world: World
    number: int
    position: int
    rng: Random = field(compare=False)

    @property
    def place(self) -> Place:
        """The item's evidence and draft."""
        return self.world.places[self.number]

    @property
    def draft(self) -> ItemDraft:
        """The item's draft."""
        return self.place.draft

    @property
    def sentence(self) -> DraftSentence:
        """The sentence."""
        return self.draft.rationale[self.position - 1]

    @property
    def text(self) -> str:
        """The sentence's text."""
        return self.sentence.text

    @cached_property
    def guidelines(self) -> list[GuidelineEvidence]:
        """The passages that the sentence points at."""
        named = {pointer.source for pointer in self.sentence.pointers}
        return [guideline for guideline in self.place.evidence.guidelines if guideline.source in named]

    @cached_property
    def records(self) -> list[RecordEvidence]:
        """The records that the sentence points at."""
        named = {pointer.source for pointer in self.sentence.pointers}
        return [record for record in self.place.evidence.records if record.source in named]

    @cached_property
    def own(self) -> str:
        """What the sentences pointed at say."""
        return " ; ".join(text_at(self.place, pointer) for pointer in self.sentence.pointers)

    @cached_property
    def beside(self) -> str:
        """What else a sentence may speak of: titles and places of what is pointed at, the request and the header."""
        return " ; ".join([*map(_place_of, self.guidelines), *map(_title_of, self.records), frame_text(self)])

    @property
    def support(self) -> str:
        """All that may hold what the sentence says."""
        return f"{self.own} ; {self.beside}"

    @cached_property
    def everything(self) -> str:
        """All that item and case hold, whether pointed at or not."""
        return " ; ".join([item_text(self.place), self.support])

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Every number that may be said."""
        return numbers_said(self.support) | sums(self)

    @cached_property
    def days(self) -> frozenset[date]:
        """Every day that the evidence, the request or the header names."""
        days = [record.date for record in self.place.evidence.records]
        header = [day for _, day in self.world.case.dates]
        item = self.world.item(self.number)
        known = [*days, *header, item.request_date, item.date_of_service]
        return frozenset(day for day in known if day) | days_said(item_text(self.place)) | days_said(self.support)

    @cached_property
    def dates(self) -> list[tuple[int, int]]:
        """Places of the dates in the sentence."""
        return [(found.start, found.end) for found in find_written(self.text)]

    def in_date(self, start: int, end: int) -> bool:
        """Whether a place in the sentence is in a date."""
        return any(start < last and first < end for first, last in self.dates)

    def quoted(self, place: int) -> bool:
        """Whether a place in the sentence is in quotation marks."""
        before = self.text[:place]
        return before.count("“") > before.count("”") or before.count('"') % 2 == 1

    def says(self, words: str) -> bool:
        """Whether the evidence pointed at, the request or the header say these words."""
        return said(words, self.support)

    def free(self, wanted: Iterator[int]) -> str | None:
        """The first number wanted that nothing says: if possible nowhere in the case, else not where it may be said."""
        candidates = [str(value) for value in wanted]
        unsaid = [value for value in candidates if value not in self.numbers]
        elsewhere = numbers_said(item_text(self.place))
        return next((v for v in unsaid if v not in elsewhere), next(iter(unsaid), None))

    def reworded(self, start: int, end: int, new: str) -> Damage:
        """The sentence with a stretch of it replaced; in a quotation its words are wrong as well."""
        also = frozenset({"quotation-absent"}) if self.quoted(start) else frozenset()
        return replace(self.rewritten(self.text[:start] + new + self.text[end:]), also=also)

    def rewritten(self, text: str, pointers: tuple[Pointer, ...] | None = None) -> Damage:
        """The sentence with another text, or other pointers."""
        to = self.sentence.pointers if pointers is None else pointers
        rationale = list(self.draft.rationale)
        rationale[self.position - 1] = DraftSentence(text=text, pointers=to)
        world = self.world.with_rationale(self.number, *rationale)
        return Damage(world, self.number, self.position, self.position)

    def extended(self, words: str) -> Damage:
        """The sentence with words put before its full stop, outside of a quotation."""
        stem = self.text.rstrip(".")
        return self.rewritten(f"{stem}{words}.")

    def added(self, text: str, pointers: tuple[Pointer, ...] = ()) -> Damage:
        """A sentence put before the closing one."""
        rationale = self.draft.rationale
        new = DraftSentence(text=text, pointers=pointers)
        world = self.world.with_rationale(self.number, *rationale[:-1], new, *rationale[-1:])
        return Damage(world, self.number, len(rationale), None)

    def whole(self, world: World) -> Damage:
        """A world in which the item is damaged in no one sentence."""
        return Damage(world, self.number, None, None)


Make = Callable[[Spot], Iterator[Damage]]


@dataclass(frozen=True)
class Kind:
    """A kind of damage, and the codes that are right for it."""

    name: str
    what: str
    codes: tuple[frozenset[str], ...]
    """Groups of codes: of each group one must be found."""
    make: Make
    by_sentence: bool

    def damages(self, spot: Spot) -> Iterator[Damage]:
        """The ways to damage that place; none where the kind does not apply."""
        for damage in self.make(spot):
            codes = self.codes[0] | damage.also
            yield replace(damage, expected=damage.expected or (Expected(codes, damage.at, damage.was),))


ALONE: dict[str, Kind] = {}
"""Every kind of one damage by its name; filled when the modules `kinds_*` are imported, see `kinds`."""


def kind(*codes: str, by_sentence: bool = True) -> Callable[[Make], Make]:
    """Makes a function a kind of damage.

    Args:
        codes: those that are right, any one of them.
        by_sentence: whether it damages sentences, else items as a whole.
    """

    def register(make: Make) -> Make:
        what = " ".join((make.__doc__ or "").split())
        ALONE[make.__name__] = Kind(make.__name__, what, (frozenset(codes),), make, by_sentence)
        return make

    return register


def spots_of(world: World, seed: str) -> Iterator[Spot]:
    """Every sound sentence of a world that points at something, without closing sentences."""
    for number, place in world.places.items():
        for position, sentence in enumerate(place.draft.rationale[:-1], start=1):
            if sentence.pointers and (number, position) not in world.unsound:
                yield Spot(world, number, position, Random(f"{seed} {world.name} {number} {position}"))


def items_of(world: World, seed: str) -> Iterator[Spot]:
    """Every item of a world of which no sentence is labelled as not sound."""
    for number in world.places:
        if not any(item == number for item, _ in world.unsound):
            yield Spot(world, number, 0, Random(f"{seed} {world.name} {number}"))


def text_at(place: Place, pointer: Pointer) -> str:
    """The text of the sentence that a pointer leads to, or nothing."""
    texts = [s.text for g in place.evidence.guidelines if g.source == pointer.source for s in g.passage.sentences]
    texts += [s.text for r in place.evidence.records if r.source == pointer.source for s in r.sentences]
    return texts[pointer.sentence - 1] if pointer.sentence <= len(texts) else ""


def said(words: str, text: str) -> bool:
    """Whether a text holds words as whole words, in any case."""
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE) is not None


@lru_cache(maxsize=2048)
def numbers_said(text: str) -> frozenset[str]:
    """Every number of a text, in digits or words, whatever it counts."""
    values = [f"{float(match.group()):g}" for match in _DIGITS.finditer(text)]
    values += [f"{value:g}" for m in SPELLED.finditer(text) if (value := number_value(m.group())) is not None]
    return frozenset(values)


@lru_cache(maxsize=2048)
def days_said(text: str) -> frozenset[date]:
    """Every day that a text names."""
    return frozenset(found.day for found in find_dates(text))


def sums(spot: Spot) -> frozenset[str]:
    """What the item's own quantities come to together, and its courses of treatment."""
    text = frame_text(spot)
    values = [float(value) for value in numbers_said(text)] + [course.high for course in find_courses(text)]
    small = [value for value in values if value < 1000]
    return frozenset(f"{value:g}" for value in [*values, *(a + b for a, b in combinations(small, 2))])


def frame_text(spot: Spot) -> str:
    """The request with its quantities, and the header's dates."""
    item = spot.world.item(spot.number)
    quantities = [value for _, value in item.quantities if value]
    dates = [long_date(day) for _, day in spot.world.case.dates if day]
    own = [long_date(day) for day in (item.request_date, item.date_of_service) if day]
    return " ; ".join([item.request, *quantities, item.earlier_visits or "", *dates, *own])


def stems(text: str) -> frozenset[str]:
    """The longer words of a text, cut short, so that forms of a word are alike."""
    return frozenset(word[:_STEM] for word in re.findall(r"[a-z]{4,}", text.lower()))


@lru_cache(maxsize=1024)
def item_text(place: Place) -> str:
    """Every sentence of the item's evidence."""
    texts = [s.text for g in place.evidence.guidelines for s in g.passage.sentences]
    return " ; ".join([*texts, *(s.text for r in place.evidence.records for s in r.sentences)])


def _place_of(guideline: GuidelineEvidence) -> str:
    passage = guideline.passage
    edition = passage.edition
    parts = [edition.guideline, edition.cited_as, edition.edition, edition.publisher, edition.chapter or ""]
    parts.append(edition.in_force.from_.isoformat())
    return " ; ".join([*parts, passage.section or "", *passage.aliases, *passage.pages])


def _title_of(record: RecordEvidence) -> str:
    return f"{record.title} ; {record.author or ''}"
