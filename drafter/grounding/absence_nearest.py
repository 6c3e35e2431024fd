"""Which record sentences speak of what is said to be missing, the nearest first.

The second line behind the search for a contradiction: where no rule says that a sentence contradicts, the reader still
sees what the record says of the thing. Sentences are ranked by words, much as BM25 does: each word of the thing's
groups counts by how telling it is of the thing, and by how rare it is in the record.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from drafter.domain.lexicon import Lexicon
from drafter.grounding.absence_phrase import Query, fired_groups, stem, telling
from drafter.grounding.absence_reading import Part, Reading, Term, asserted, parts_of, term, tokens

_LINKS = frozenset(
    "a an and any are as at be been but by can cannot did do does for from had has have he her him his if in into is "
    "it its no not of off on onto or out over per she so than that the their then there these they this those to too "
    "under until up upon was were when where which while who will with without left right bilateral patient worker "
    "very more less own one two three four new now day days after before".split()
)
"""Words that tell of no thing; those that do so together with others are found as phrases."""
_PHRASE = 0.6
"""The weight of one word of a phrase."""
_NEAR = 0.75
"""The weight of a word that goes with the thing without showing it."""
_FIELD = 0.3
"""The weight of a word of a group that shares words with the thing's groups."""
_SHARED = 0.12
"""The share of words from which on two groups are of one field."""
_FALLBACK = 0.5
"""The weight of a word of a group whose name has but a word in common with the phrase."""
_ASIDE = 0.2
"""The weight of a word of the phrase that is too common to name a thing."""
_AT_LEAST = 0.12
"""A sentence whose words weigh less in sum is not near."""
_NOT_SO = 0.4
"""What is negated, planned or asked for counts so much."""
_MEASURED = 1.15
"""What gives a number counts so much more: a score, a dose, a finding."""
_FURTHER = 0.7
"""Each further word of a sentence counts so much of the one before: many weak words make no strong one."""
_LENGTH = 14
"""Words of an ordinary sentence."""
_LEAST_SENTENCES = 200
"""Rarity is judged as in a record of at least so many sentences."""


@dataclass(frozen=True, eq=False)
class Weights:
    """How telling words are of one thing."""

    by_part: dict[Part, float]
    known: dict[str, float]

    def of(self, word: str) -> float:
        """The weight of a word of a record; 0 where it says nothing of the thing."""
        weight = self.known.get(word)
        if weight is None:
            weight = max((self.by_part.get(part, 0.0) for part in parts_of(word)), default=0.0)
            if len(self.known) < 50_000:
                self.known[word] = weight
        return weight


@dataclass(frozen=True, eq=False)
class _Group:
    """A group of a lexicon, with the weight that its words have where it comes in for one reason or the other."""

    words: frozenset[Term]
    field: Mapping[Part, float]
    near: Mapping[Part, float]
    fallback: Mapping[Part, float]
    fallback_near: Mapping[Part, float]


@dataclass(frozen=True, eq=False)
class _Groups:
    """The groups of a lexicon, and in how many of them a word stands."""

    groups: tuple[_Group, ...]
    names: Mapping[Part, tuple[int, ...]]
    """The numbers of the groups in whose name a word stands."""
    holding: Mapping[Term, tuple[int, ...]]
    """The numbers of the groups that hold a term."""
    spread: "_Spread"

    @staticmethod
    @lru_cache(maxsize=4)
    def of(lexicon: Lexicon) -> "_Groups":
        names: dict[Part, tuple[int, ...]] = {}
        holding: dict[Term, tuple[int, ...]] = {}
        spread = _Spread([tuple(dict.fromkeys(map(term, alike.words))) for alike in lexicon.alike])
        groups = []
        for number, (alike, words) in enumerate(zip(lexicon.alike, spread.groups, strict=True)):
            near = tuple(map(term, alike.near))
            for part in words[0].parts:
                names[part] = (*names.get(part, ()), number)
            for one in words:
                holding[one] = (*holding.get(one, ()), number)
            weighed = (
                (words, _FIELD), (near, _NEAR), (words, _FALLBACK), (near, _FALLBACK * _NEAR),
            )  # fmt: skip
            groups.append(_Group(frozenset(words), *(spread.weights(terms, weight) for terms, weight in weighed)))
        return _Groups(tuple(groups), names, holding, spread)

    def named(self, word: str) -> Iterable[_Group]:
        """The groups in whose names a word of a phrase stands, whatever stands beside it."""
        numbers = {number for part in parts_of(word) for number in self.names.get(part, ())}
        return [self.groups[number] for number in numbers]

    def sharing(self, asked: Iterable[Term]) -> Iterable[tuple[_Group, int]]:
        """The groups that hold some of the terms, with how many of them."""
        shared = Counter(number for one in asked for number in self.holding.get(one, ()))
        return [(self.groups[number], count) for number, count in shared.items()]


class _Spread:
    """In how many groups of a lexicon each word stands, and so how telling it is."""

    def __init__(self, groups: Sequence[tuple[Term, ...]]) -> None:
        self.groups = groups
        self._spread = Counter(word for group in groups for word in {part[0] for one in group for part in one.parts})
        self._known: dict[Term, tuple[tuple[Part, float], ...]] = {}

    def weights(self, terms: Iterable[Term], weight: float) -> dict[Part, float]:
        """The weight of each word of some terms."""
        found: dict[Part, float] = {}
        self.add(found, terms, weight)
        return found

    def add(self, found: dict[Part, float], terms: Iterable[Term], weight: float) -> None:
        """Give the words of terms at least that weight, less for those that tell little."""
        for one in terms:
            of_each = weight * (1 if len(one.parts) == 1 else _PHRASE)
            for part, told in self._parts(one):
                value = of_each * told
                if value > found.get(part, 0.0):
                    found[part] = value

    def _parts(self, one: Term) -> tuple[tuple[Part, float], ...]:
        """The words of a term as they are compared, each from 1 for a word of one group down to 0 for one of all."""
        known = self._known.get(one)
        if known is None:
            count = len(self.groups)
            known = tuple(
                (
                    (word, True) if open_ended else _stemmed(word),
                    log(1 + count / max(1, self._spread[word])) / log(2 + count),
                )
                for word, open_ended in one.parts
                if word not in _LINKS and not word.isdigit()
            )
            if len(self._known) < 50_000:
                self._known[one] = known
        return known


@lru_cache(maxsize=256)
def weights_for(missing: str, query: Query, lexicon: Lexicon) -> Weights:
    """How telling words are of what a phrase says is missing."""
    groups, found = _Groups.of(lexicon), dict[Part, float]()

    def add(weights: Mapping[Part, float]) -> None:
        for part, value in weights.items():
            if value > found.get(part, 0.0):
                found[part] = value

    head = dict.fromkeys(one for concept in query.concepts for one in (*concept.terms, *concept.needs))
    groups.spread.add(found, (one for concept in query.concepts for one in concept.terms), 1)
    groups.spread.add(found, (one for concept in query.concepts for one in concept.needs), _PHRASE)
    groups.spread.add(found, query.effect_terms, _PHRASE)
    named = dict.fromkeys(one for group in fired_groups(missing, lexicon) for one in group)
    groups.spread.add(found, named, _PHRASE)
    asked = frozenset((*head, *named))
    for group, count in groups.sharing(asked):
        shared = count / min(len(group.words), len(asked))
        if shared >= _SHARED:
            add(group.field)
        if count == len(group.words) or shared > 0.5:
            add(group.near)
    words = [word for word in tokens(missing) if word[0].isalpha()]
    for word in words:
        if word not in _LINKS:
            part = _stemmed(word)
            found[part] = max(found.get(part, 0.0), 1.0 if telling(word) else _ASIDE)
    for group in dict.fromkeys(group for word in filter(telling, words) for group in groups.named(word)):
        add(group.fallback)
        add(group.fallback_near)
    return Weights(found, {})


@lru_cache(maxsize=32_768)
def _stemmed(word: str) -> Part:
    cut = stem(word) if word.isalpha() else word
    return cut.removesuffix("*"), cut.endswith("*")


class Ranking:
    """Ranks sentences of a record by how near they are to what is missing; each text counts once."""

    def __init__(self, weights: Weights, query: Query, lexicon: Lexicon) -> None:
        self._weights, self._query, self._lexicon = weights, query, lexicon
        self._hits: dict[str, tuple[dict[str, float], tuple[Term, ...]]] = {}
        self._held: Counter[str | Term] = Counter()
        self._count = 0

    def add(self, text: str, words: Sequence[str], places: Iterable[Term]) -> None:
        """Takes in a sentence that was not taken in before, with the terms of the query that it holds."""
        self._count += 1
        known, of = self._weights.known, self._weights.of
        hits = {}
        for word in words:
            weight = known.get(word)
            if weight is None:
                weight = of(word)
            if weight:
                hits[word] = weight
        terms = tuple(places)
        if terms or sum(hits.values()) >= _AT_LEAST:
            self._hits[text] = (hits, terms)
            self._held.update(hits)
            self._held.update(terms)

    def scores(self) -> dict[str, float]:
        """How near each text is, by its words alone."""
        of_all = max(_LEAST_SENTENCES, self._count)
        rare = {one: log(1 + of_all / (0.5 + held)) / log(1 + of_all) for one, held in self._held.items()}
        return {text: self._score(text, rare) for text in self._hits}

    def _score(self, text: str, rare: dict[str | Term, float]) -> float:
        hits, terms = self._hits[text]
        values = [weight * rare[word] ** 2 for word, weight in hits.items()]
        values += [_PHRASE * len(one.parts) * rare[one] ** 2 for one in terms]
        score = sum(value * _FURTHER**n for n, value in enumerate(sorted(values, reverse=True)))
        return score / (0.8 + 0.2 * len(tokens(text)) / _LENGTH)

    def read(self, text: str, score: float) -> "Read":
        """A text after what it says was read: whether it says so, and with a number."""
        hits, _ = self._hits.get(text, ({}, ()))
        words, reading = tokens(text), Reading(planned=any(concept.planned for concept in self._query.concepts))
        spots = sorted((n for n, word in enumerate(words) if word in hits), key=lambda n: -hits[words[n]])[:3]
        so = not spots or any(asserted(words, n, n, reading) for n in spots)
        measured = any(character.isdigit() for character in text)
        return Read(score * (1 if so else _NOT_SO) * (_MEASURED if measured else 1), (frozenset(hits), so))


@dataclass(frozen=True)
class Read:
    """How near a sentence is, and by what: the same words, said or denied, are the same to the reader."""

    score: float
    by: tuple[frozenset[str], bool]
