"""Makes the mutants, lets the checks look at each, and counts what they find and what slips through."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from math import sqrt
from random import Random

from drafter.domain.draft import Finding, Severity
from drafter.grounding.codes.lint import LINT
from tests.grounding.mutation.drafts import drafted, findings_of, verified
from tests.grounding.mutation.kinds import KINDS
from tests.grounding.mutation.spots import Damage, Expected, Kind, items_of, spots_of
from tests.grounding.mutation.worlds import World

SEED = "grounding"
WANTED = 2_600
"""Mutants a half."""
_AT_A_PLACE = 2
"""Mutants of one kind at one place."""
_MOST = 40
"""Mutants of one kind in one half."""


@dataclass(frozen=True)
class Mutant:
    """A damaged draft, by its kind and place."""

    kind: str
    world: str
    sound: World = field(repr=False)
    damage: Damage = field(repr=False)


@dataclass(frozen=True)
class Slip:
    """A mutant that was not flagged with a right code."""

    mutant: Mutant
    found: tuple[str, ...]
    """The codes that were found at its item and not in the sound draft."""


@dataclass
class Tally:
    """The count of one kind, of a half, or of all."""

    made: int = 0
    flagged: int = 0
    slips: list[Slip] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The share of mutants flagged with the right code."""
        return self.flagged / self.made if self.made else 0.0


@dataclass(frozen=True)
class Falsehood:
    """Findings against sound sentences of one half."""

    sentences: int
    """Sound sentences, closing ones included."""
    flagged: int
    """Of them with at least one finding of severity error or warning."""
    lints: int
    """Findings of the lints against sound items, which have no sentence."""
    codes: Counter[str]
    """Findings by code, the lints' with them."""
    places: tuple[tuple[str, int, int | None, str], ...]
    """Each as case, item, sentence, code."""


def mutants(worlds: Sequence[World], kinds: Iterable[Kind] | None = None, wanted: int = WANTED) -> list[Mutant]:
    """Mutants of every kind from one half, the same for the same worlds, no kind with many more than another."""
    every = list(kinds or KINDS.values())
    most = min(_MOST, 3 * wanted // len(every) + 1)
    made = {kind.name: _of_kind(worlds, kind, most) for kind in every}
    cap = _cap([len(some) for some in made.values()], wanted)
    return [mutant for some in made.values() for mutant in some[:cap]]


def _of_kind(worlds: Sequence[World], kind: Kind, most: int) -> list[Mutant]:
    """The first mutants of a kind over places in random order, those of a place spread over the turns."""
    seed = f"{SEED} {kind.name}"
    spots = [spot for world in worlds for spot in (spots_of if kind.by_sentence else items_of)(world, seed)]
    Random(seed).shuffle(spots)
    turns: list[list[Mutant]] = [[] for _ in range(_AT_A_PLACE)]
    for spot in spots:
        for turn, damage in zip(turns, islice(kind.damages(spot), _AT_A_PLACE), strict=False):
            turn.append(Mutant(kind.name, spot.world.name, spot.world, damage))
        if len(turns[0]) >= most:
            break
    return [mutant for turn in turns for mutant in turn][:most]


def _cap(sizes: Sequence[int], wanted: int) -> int:
    """The smallest number of mutants a kind with which there are as many as wanted."""
    return next((cap for cap in range(1, _MOST) if sum(min(size, cap) for size in sizes) >= wanted), _MOST)


_Key = tuple[str, int | None, str]
"""What a finding says: its code, its sentence, and the words at its place."""
_Found = Counter[_Key]


class Judge:
    """Tells whether mutants are flagged; keeps what is found in sound drafts."""

    def __init__(self) -> None:
        self._sound: dict[tuple[World, int], _Found] = {}

    def slip(self, mutant: Mutant) -> Slip | None:
        """None where the mutant is flagged with a right code of every group."""
        damage = mutant.damage
        if damage.draft is not None:
            before = self._before(mutant.sound, 0)
            found = _counted(verified(damage.world, damage.draft), damage.world)
        else:
            before = self._before(mutant.sound, damage.number)
            found = _counted(findings_of(damage.world, damage.number), damage.world)
        if all(_is_found(expected, found, before) for expected in damage.expected):
            return None
        return Slip(mutant, tuple(sorted({code for code, _, _ in found - before})))

    def _before(self, world: World, number: int) -> _Found:
        key = (world, number)
        if key not in self._sound:
            findings = findings_of(world, number) if number else verified(world, drafted(world))
            self._sound[key] = _counted(findings, world)
        return self._sound[key]


def _counted(findings: Iterable[Finding], world: World) -> _Found:
    return Counter((finding.code, finding.sentence, _words(finding, world)) for finding in findings)


def _words(finding: Finding, world: World) -> str:
    """The words that a finding is about, so that one about other words is another one."""
    if finding.item is None or finding.sentence is None or finding.span is None:
        return ""
    start, end = finding.span
    return world.places[finding.item].draft.rationale[finding.sentence - 1].text[start:end]


def _is_found(expected: Expected, found: _Found, before: _Found) -> bool:
    """Whether a right code stands there more often than in the sound draft, or about other words.

    A finding without a sentence is about the item: it counts for each of its sentences.
    """
    right = {key: count for key, count in found.items() if key[0] in expected.codes}
    if expected.at is None:
        return any(_total(found, code) > _total(before, code) for code in expected.codes)
    here = {key: count for key, count in right.items() if key[1] == expected.at}
    for (code, _, words), count in here.items():
        if expected.was is None or count > before[code, expected.was, words]:
            return True
    return any(count > before[key] for key, count in right.items() if key[1] is None)


def _total(found: _Found, code: str) -> int:
    return sum(count for (name, _, _), count in found.items() if name == code)


def tallies(some: Iterable[Mutant]) -> dict[str, Tally]:
    """The count of each kind."""
    judge = Judge()
    counted: dict[str, Tally] = defaultdict(Tally)
    for mutant in some:
        tally = counted[mutant.kind]
        tally.made += 1
        slip = judge.slip(mutant)
        if slip:
            tally.slips.append(slip)
        else:
            tally.flagged += 1
    return dict(counted)


def total(counted: Iterable[Tally]) -> Tally:
    """Several counts as one."""
    every = list(counted)
    return Tally(sum(t.made for t in every), sum(t.flagged for t in every), [slip for t in every for slip in t.slips])


def falsehoods(worlds: Sequence[World]) -> Falsehood:
    """What is found against sentences that are sound.

    Findings with a sentence and those of the lints count; what is true of the item as a whole (that it rests on words
    alone, that a section's text is not held) does not, nor do notes.
    """
    sentences, flagged, lints = 0, 0, 0
    codes: Counter[str] = Counter()
    places: list[tuple[str, int, int | None, str]] = []
    for world, number, position, findings in _against_sound(worlds):
        sentences += position is not None
        flagged += position is not None and bool(findings)
        lints += len(findings) if position is None else 0
        codes.update(finding.code for finding in findings)
        places += [(world.name, number, position, finding.code) for finding in findings]
    return Falsehood(sentences, flagged, lints, codes, tuple(places))


def _against_sound(worlds: Sequence[World]) -> Iterator[tuple[World, int, int | None, list[Finding]]]:
    """For each sound sentence, and for each item all of whose sentences are sound, what is found against it."""
    for world in worlds:
        for number, place in world.places.items():
            found = [f for f in findings_of(world, number) if f.severity is not Severity.NOTE]
            unsound = {position for item, position in world.unsound if item == number}
            for position in range(1, len(place.draft.rationale) + 1):
                if position not in unsound:
                    yield world, number, position, [f for f in found if f.sentence == position]
            if not unsound:
                yield world, number, None, [f for f in found if f.sentence is None and f.code in LINT]


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share after Wilson."""
    if not of:
        return 0.0, 1.0
    z, share = 1.96, hits / of
    middle = share + z * z / (2 * of)
    reach = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    low, high = (middle - reach) / (1 + z * z / of), (middle + reach) / (1 + z * z / of)
    return max(0.0, low), min(1.0, high)
