"""The body parts that a text names, and whether what it is compared with names them too."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from drafter.domain.lexicon import BodyPart, Lexicon
from drafter.grounding.things_words import Finder, Hit, Words, words_of

UPPER, LOWER, SPINE = "upper extremity", "lower extremity", "spine"
_REGIONS: dict[str, tuple[str, ...]] = {
    "upper extremit*": (UPPER,), "upper limb*": (UPPER,), "arm": (UPPER,), "arms": (UPPER,), "upper arm*": (UPPER,),
    "lower extremit*": (LOWER,), "lower limb*": (LOWER,), "leg": (LOWER,), "legs": (LOWER,), "lower leg*": (LOWER,),
    "upper and lower extremit*": (UPPER, LOWER), "upper or lower extremit*": (UPPER, LOWER),
    "lower and upper extremit*": (UPPER, LOWER), "lower or upper extremit*": (UPPER, LOWER),
    "LUE": (UPPER,), "RUE": (UPPER,), "BUE": (UPPER,), "LLE": (LOWER,), "RLE": (LOWER,), "BLE": (LOWER,),
    "spine": (SPINE,), "spinal": (SPINE,), "thoracolumb*": (SPINE,),
}  # fmt: skip
"""Words for a region, which stand among the words that show a part of it."""
_OTHER_MEANING = (
    "face to face", "hand in hand", "first hand", "firsthand", "other hand", "one hand", "hands on", "hand out",
    "rule of thumb", "treatment arm*", "control arm*", "placebo arm*", "study arm*", "head to head", "head to toe",
    "finger to nose", "at hand", "eye contact", "eye opening", "hand delivered", "hand washing",
    "shoulder the", "shoulders the", "head of", "knee scooter", "knee walker", "spinal cord", "hand carried",
    "C4 claim", "right hand dominant", "left hand dominant", "right hand dominance", "left hand dominance",
)  # fmt: skip
"""Phrases in which the words of parts mean something else."""
_TESTS = (
    "heel to toe", "heel toe", "heel and toe", "toe and heel", "toe heel", "toe walk*", "heel walk*", "straight leg",
    "straight leg rais*", "leg rais*", "leg lift*", "SLR", "seated leg rais*",
)  # fmt: skip
"""Tests of the back by the legs, which show the legs without naming them."""
_SHORT_FOR = {
    "neck": ("Spurling*", "TOS", "head compression"),
    "low back": ("LBP", "TLSO", "TLIF", "EHL", "SIJ"),
    "shoulder": ("RCR", "Neer*", "Hawkins", "O'Brien*"),
    "wrist and hand": ("CTS", "CTR", "Tinel*", "Phalen*", "Finkelstein*", "grip", "Jamar"),
    "hip": ("THA", "THR", "FABER*", "Trendelenburg*"),
    "knee": ("TKA", "TKR", "UKA", "McMurray*", "Lachman*", "patell*", "quadricep*"),
    "ankle and foot": ("EHL", "ATFL", "foot drop"),
    "head": ("TBI", "MTBI", "LOC", "migraine*"),
}  # fmt: skip
"""What records write for a condition, an operation or a test of a part: it shows the part without naming it."""
_COMPLAINTS = ("headache", "concuss", "sciatica", "vision", "asthma", "covid", "coronavirus", "herniat")
"""Words for a part's complaint: they show the part, and whoever writes one names no part."""
_RADIATES = "radiates"
_RUNNING_DOWN = ("radicul", "radiat", "sciatic", "dermatom", "shooting")
"""Words that join the spine and a limb."""
_OF_THE_MIND = "mental health"
"""No part of the body."""
_SPECIALTY = frozenset("surgeon surgeons specialist specialists therapist therapists doctor doctors clinic".split())
"""After a part: it is whom to see."""
_FEET = frozenset(("foot", "feet"))


@dataclass(frozen=True)
class PartNamed:
    """A body part by its names in the lexicon, or a region, at `start:end` of the text as written.

    Several names where a word is of several parts ("piriformis" of hip and low back).
    """

    names: frozenset[str]
    start: int
    end: int


@dataclass(frozen=True)
class Found:
    """What the lexicon has for the words from number `first` to `last`."""

    parts: frozenset[str]
    regions: frozenset[str]
    shown: frozenset[str]
    """Parts that words for a condition or a part of a region show."""
    first: int
    last: int

    @property
    def names(self) -> frozenset[str]:
        """The parts and regions that the words name."""
        return self.parts | self.regions


class Parts:
    """The body parts of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Make it once: it builds a finder of all the words."""
        self.regions_of = {part.name: _regions(part) for part in lexicon.body_parts}
        self._own_regions = {
            name: regions & {SPINE} if SPINE in regions else regions for name, regions in self.regions_of.items()
        }
        self._finder = Finder(_terms(lexicon.body_parts))
        self._find = lru_cache(maxsize=256)(self._find_in)
        self._support = lru_cache(maxsize=1024)(self._support_of)

    def find(self, words: Words) -> tuple[Found, ...]:
        """What the lexicon has for the words of a text, in order."""
        return self._find(words)

    def _find_in(self, words: Words) -> tuple[Found, ...]:
        found = (_found(hit) for hit in self._finder.find(words))
        return tuple(one for one in found if (one.names or one.shown) and not _is_length(words, one))

    def named(self, text: str) -> list[PartNamed]:
        """The parts and regions that a text names; not complaints, nor whom to see ("spine surgeon")."""
        words = words_of(text)
        found = self.find(words)
        after_part = {one.last + 1 for one in found if any(SPINE in self.regions_of[part] for part in one.parts)}
        return [
            PartNamed(one.names, *words.of(one.first, one.last))
            for one in found
            if one.names
            and words.word(one.last + 1) not in _SPECIALTY
            and not words.words[one.first].startswith(_COMPLAINTS)
            and not (SPINE in one.regions and (words.words[one.first] == "spinal" or one.first in after_part))
        ]

    def not_supported(self, text: str, support: Iterable[str]) -> list[PartNamed]:
        """The parts of a text that none of the texts of `support` names.

        A region ("lower extremity") supports its parts where the support names none of them itself, and a part supports
        its region. A limb and the spine support each other only where pain or nerves are said to run down it.
        """
        named = self.named(text)
        if not named:
            return []
        given = frozenset().union(*(self._support(other) for other in support))
        held = frozenset(region for part in given for region in self.regions_of.get(part, ()))
        shows = self.regions_of if _RADIATES in given else self._own_regions
        above = frozenset(region for part in given for region in shows.get(part, ()))
        within = frozenset(part for part, regions in shows.items() if (regions - held) & given)
        return [part for part in named if part.names.isdisjoint(given | above | within)]

    def _support_of(self, text: str) -> frozenset[str]:
        words = words_of(text)
        radiates = {_RADIATES for word in words.words if word.startswith(_RUNNING_DOWN)}
        return frozenset(name for one in self.find(words) for name in one.names | one.shown) | radiates


def _terms(parts: Iterable[BodyPart]) -> Iterable[tuple[str, tuple[str, str]]]:
    yield from ((phrase, ("not", "")) for phrase in _OTHER_MEANING)
    yield from ((phrase, ("shown", shown)) for phrase in _TESTS for shown in (LOWER, _RADIATES))
    yield from ((term, ("region", region)) for term, regions in _REGIONS.items() for region in regions)
    for part in parts:
        yield from ((word, ("shown", part.name)) for word in _SHORT_FOR.get(part.name, ()))
        yield from ((word, ("part", part.name)) for word in part.words)
        yield from ((word, ("shown", part.name)) for word in part.shown_by if word not in _REGIONS)
        yield from ((phrase, ("not", part.name)) for phrase in part.but_not)


def _regions(part: BodyPart) -> frozenset[str]:
    return frozenset(region for word in part.shown_by for region in _REGIONS.get(word, ()))


def _found(hit: Hit[tuple[str, str]]) -> Found:
    by_kind: dict[str, set[str]] = {"part": set(), "region": set(), "shown": set(), "not": set()}
    for kind, name in hit.values:
        by_kind[kind].add(name)
    by_kind["part"].discard(_OF_THE_MIND)
    parts = frozenset(by_kind["part"] - by_kind["not"])
    return Found(parts, frozenset(by_kind["region"]), frozenset(by_kind["shown"] - by_kind["not"]), hit.first, hit.last)


def _is_length(words: Words, one: Found) -> bool:
    return words.words[one.last] in _FEET and words.word(one.first - 1)[-1:].isdigit()
