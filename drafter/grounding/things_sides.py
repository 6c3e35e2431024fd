"""The sides of the body that a text names, each with the parts that it is said of, and sides that contradict."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from drafter.domain.request import Side
from drafter.grounding.things_parts import Found, Parts
from drafter.grounding.things_words import Words, words_of

_SIDES = {
    "left": Side.LEFT, "right": Side.RIGHT, "bilateral": Side.BILATERAL, "bilaterally": Side.BILATERAL,
    "lt": Side.LEFT, "rt": Side.RIGHT, "bilat": Side.BILATERAL, "both": Side.BILATERAL, "l": Side.LEFT,
    "r": Side.RIGHT, "leftward": Side.LEFT, "rightward": Side.RIGHT,
}  # fmt: skip
_OF_A_LIMB = {
    "lue": Side.LEFT, "lle": Side.LEFT, "rue": Side.RIGHT, "rle": Side.RIGHT, "bue": Side.BILATERAL,
    "ble": Side.BILATERAL,
}  # fmt: skip
_BEFORE_A_PART = frozenset(("both", "l", "r"))
"""A side only right before a body part."""
_SIDED = frozenset(("side", "sided", "sides"))
_DOMINANT = frozenset(("dominant", "dominance", "handed", "handedness", "hander"))
_NOT_AFTER_RIGHT = frozenset(
    "to of after before away now angle angles angled here there when time dose amount kind way thing things person "
    "choice decision diagnosis course turn turns if so for as until direction answer track".split()
)
_NOT_BEFORE_RIGHT = frozenset("all just civil legal quite human turn turned turns turning veered".split())
_NOT_AFTER_LEFT = frozenset(
    "the his her their its work a an to for without untreated unattended alone school job when because after before "
    "in due any no employment open unchanged unaddressed undone out off over him them behind unresolved early turn "
    "turns".split()
)
_NOT_BEFORE_LEFT = frozenset(
    "he she they who worker patient employee claimant applicant what had having turn turned "
    "turns turning veered i visits sessions be been being".split()
)
_COPULA = frozenset("is are was were remains".split())
"""Before "left" or "right" and nothing, or "of": "what is left of it"."""
_TOWARDS = frozenset("on to in from at than over toward towards".split())
_BOUND = frozenset("and or versus vs to than".split())
_PLURAL = frozenset(
    "knees shoulders wrists hands ankles hips elbows feet legs arms extremities eyes thumbs heels forearms".split()
)
_REACH, _BACK = 6, 6
"""How many words a side stands before its part, and after it, at most."""
_DOMINANCE = frozenset(("dominance",))


@dataclass(frozen=True)
class SideNamed:
    """A side at `start:end` of the text as written, with the parts (names of the lexicon, regions) that it is said of.

    The parts are empty where it is said of none that is named. Which hand is dominant is said of "dominance".
    """

    side: Side
    parts: frozenset[str]
    start: int
    end: int


@dataclass(frozen=True)
class _Said:
    side: Side
    parts: frozenset[str]
    outright: bool = True
    """False for a plural without a side: "knees" are both knees."""


class Sides:
    """The sides of the parts of a lexicon."""

    def __init__(self, parts: Parts) -> None:
        """For these parts."""
        self._parts = parts
        self._support = lru_cache(maxsize=1024)(self._support_of)

    def named(self, text: str) -> list[SideNamed]:
        """The sides that a text names, in order; "right" and "left" in other meanings are none."""
        words = words_of(text)
        return self._named(words, self._parts.find(words))

    def contradicted(self, text: str, support: Iterable[str]) -> list[SideNamed]:
        """The sides of a text that the support contradicts.

        It names other sides of the same part alone; where it names none of that part, other sides alone. Left and
        right together are both, and both are left and right.
        """
        named = self.named(text)
        if not named:
            return []
        given = [said for other in support for said in self._support(other)]
        return [side for side in named if given and not self._holds(side, given)]

    def _holds(self, side: SideNamed, given: Sequence[_Said]) -> bool:
        if side.parts == _DOMINANCE:
            told = {said.side for said in given if said.parts == _DOMINANCE}
            return not told or side.side in told
        given = [said for said in given if said.parts != _DOMINANCE]
        wide = side.parts.union(*(self._parts.regions_of.get(part, frozenset()) for part in side.parts))
        same = [said for said in given if side.parts & said.parts]
        near = [said for said in given if wide & self._with_regions(said.parts)] if side.parts else []
        asked = same or near or [said for said in given if said.outright]
        loose = [said for said in given if not said.parts] if side.parts else []
        return not asked or _covers({said.side for said in [*asked, *loose]}, side.side)

    def _with_regions(self, parts: frozenset[str]) -> frozenset[str]:
        return parts.union(*(self._parts.regions_of.get(part, frozenset()) for part in parts))

    def _support_of(self, text: str) -> tuple[_Said, ...]:
        words = words_of(text)
        found = self._parts.find(words)
        named = self._named(words, found)
        told = {part for side in named for part in side.parts}
        said = [_Said(side.side, side.parts) for side in named]
        both = [one for one in found if words.words[one.last] in _PLURAL and one.names.isdisjoint(told)]
        return tuple(dict.fromkeys([*said, *(_Said(Side.BILATERAL, one.names, outright=False) for one in both)]))

    def _named(self, words: Words, found: Sequence[Found]) -> list[SideNamed]:
        starting = {one.first: one for one in found}
        ending = {one.last: one for one in found}
        within = {n for one in found for n in range(one.first, one.last + 1)}
        sides = [n for n in range(len(words.words)) if n not in within and _is_side(words, n, starting)]
        at = frozenset(sides)
        named = []
        for number in sides:
            side = _SIDES[words.words[number]]
            if words.word(number + 1) in _DOMINANT or words.word(number + 2) in _DOMINANT:
                named.append(SideNamed(side, _DOMINANCE, *words.of(number, number)))
            else:
                parts = _ahead(words, number, starting, at) or _behind(words, number, ending, at)
                named.append(SideNamed(side, parts, *words.of(number, number)))
        for one in found:
            limb = _OF_A_LIMB.get(words.words[one.first])
            if limb:
                named.append(SideNamed(limb, one.names, *words.of(one.first, one.last)))
        return sorted(named, key=lambda side: side.start)


def _is_side(words: Words, number: int, starting: dict[int, Found]) -> bool:
    word = words.words[number]
    if word not in _SIDES:
        return False
    before, after = words.word(number - 1), words.word(number + 1)
    if word in _BEFORE_A_PART:
        near = [starting[number + n] for n in ((1,) if len(word) == 1 else (1, 2, 3)) if number + n in starting]
        # "Both the ankle and …" joins two things; both sides are of a part in the plural.
        return bool(near) and (word != "both" or words.words[near[0].last] in _PLURAL)
    if word not in ("left", "right") or after in _SIDED or after in _DOMINANT:
        return True
    if before in _SIDES or before in _TOWARDS or (before == "the" and words.word(number - 2) in _TOWARDS):
        return True
    if before in _BOUND and words.word(number - 2) in _SIDES:
        return True
    if before in _COPULA and after in ("", "of"):
        return False
    if word == "right":
        return after not in _NOT_AFTER_RIGHT and (before not in _NOT_BEFORE_RIGHT or number + 1 in starting)
    return after not in _NOT_AFTER_LEFT and (before not in _NOT_BEFORE_LEFT or number + 1 in starting)


def _ahead(words: Words, number: int, starting: dict[int, Found], sides: frozenset[int]) -> frozenset[str]:
    """The parts after a side: the first near it and in its clause, and those coordinated with that."""
    bound = False
    for n in range(number + 1, min(number + 1 + _REACH, len(words.words))):
        if _clause_ends(words, n - 1):
            break
        if n in sides:
            if not bound and words.words[n - 1] not in _BOUND and n != number + 1:
                break
            bound = True
        elif n in starting and starting[n].names:
            return _coordinated(words, starting[n], starting, sides)
    return frozenset()


def _coordinated(words: Words, first: Found, starting: dict[int, Found], sides: frozenset[int]) -> frozenset[str]:
    parts, last, gap, joined = first.names, first.last, 0, False
    n = last + 1
    while n < len(words.words) and gap < 4 and n not in sides:
        between = words.text[words.spans[n - 1][1] : words.spans[n][0]]
        if any(mark in between for mark in ".;:"):
            break
        joined = joined or "," in between or "/" in between or words.words[n] in ("and", "or")
        if n in starting:
            if joined or gap == 0:
                parts |= starting[n].names
            n, gap, joined = starting[n].last + 1, 0, False
        else:
            n, gap = n + 1, gap + 1
    return parts


def _behind(words: Words, number: int, ending: dict[int, Found], sides: frozenset[int]) -> frozenset[str]:
    """The part before a side: "the knee on the left"."""
    for n in range(number - 1, max(number - 1 - _BACK, -1), -1):
        if _clause_ends(words, n) or (n in sides and words.words[n + 1] not in _BOUND):
            break
        if n in ending and ending[n].names:
            return ending[n].names
    return frozenset()


def _clause_ends(words: Words, number: int) -> bool:
    """Whether a clause ends between this word and the next."""
    between = words.text[words.spans[number][1] : words.spans[number + 1][0]]
    return any(mark in between for mark in ";:") or ". " in between or "\n" in between


def _covers(sides: set[Side], side: Side) -> bool:
    if side in sides:
        return True
    return sides >= {Side.LEFT, Side.RIGHT} if side is Side.BILATERAL else Side.BILATERAL in sides
