"""Ranks passages for one request: by meaning, by words, by name and by hint, fused by rank.

Each gives an order; a passage's score is the weighted sum of 1 / (60 + its place) over the orders that hold it
(reciprocal rank fusion; Cormack, Clarke and Büttcher, SIGIR 2009). Whether a passage is near at all is told apart from
that, by what can be compared between requests: that it is named, or how alike the meanings are. What the claims
administrator cited moves a passage up, and makes none evidence.
"""

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from drafter.guidelines.guideline_index import GuidelineIndex, Ranked

Ask = Callable[[str, int], Ranked]
"""A ranking asked for so many passages for a text, best first."""
_RANK_CONSTANT = 60
_FIRST_WIDTH = 120
_SURPLUS = 2
"""How many times as many are asked for at first as would hold enough allowed passages, were these spread evenly."""
_CANDIDATES = 24
"""Allowed passages of each ranking that are fused, where no more are wanted."""
_MEANING, _WORDS, _NAMED, _NAMED_BY_ALIAS, _HINT = 1.0, 1.0, 2.0, 1.0, 0.5
"""How much each order counts."""
_ABOUT = 0.6
"""Cosine similarity from which a passage that no word names is taken to be about a request."""
_NEAR = 0.45
"""Cosine similarity that one passage must reach where none is named, or there is no evidence: few requests that no
guideline is about reach it (eval/results/retrieval.md)."""
_FLOOR = 0.3
"""Cosine similarity below which a passage that no word names is left out beside nearer ones."""


@dataclass(frozen=True)
class Hit:
    """A passage found."""

    id: str
    score: float
    """Fused rank score; larger is nearer."""
    about: bool
    """Whether it is taken to be about the request: it is named, or very alike in meaning."""


class Ranking:
    """The orders of one request, asked of an index as they are needed."""

    def __init__(self, index: GuidelineIndex, request: str, hinted: frozenset[str]) -> None:
        """Of a request, and the ids of the passages whose section the claims administrator cited."""
        self._index = index
        self._expanded = index.corpus.expand(request)
        self._hinted = hinted
        self._ranked: dict[Ask, tuple[int, Ranked]] = {}
        """What was asked for a tier before, with its width, which mostly serves the next too."""
        names = index.corpus.names
        self._named = names.find(request)
        self._named_by_alias = names.find(self._expanded)

    def best(self, allowed: AbstractSet[str], wanted: int) -> list[Hit]:
        """The `wanted` nearest of the allowed passages, best first, ties by id; fewer where fewer are near enough."""
        meaning = self._kept(self._index.by_meaning, allowed, wanted)
        words = self._kept(self._index.by_words, allowed, wanted)
        named = [hit for hit in self._named if hit[0] in allowed]
        by_alias = [hit for hit in self._named_by_alias if hit[0] in allowed]
        hinted = [(id, 1.0) for id in self._hinted if id in allowed]
        known = {id for id, _ in [*named, *by_alias]}
        alike = dict(meaning)
        if not known and max(alike.values(), default=0.0) < _NEAR:
            return []
        orders = ((_MEANING, meaning), (_WORDS, words), (_NAMED, named), (_NAMED_BY_ALIAS, by_alias), (_HINT, hinted))
        fused = _fused(*orders)
        near = [(id, score) for id, score in fused if id in known or alike.get(id, 0.0) >= _FLOOR]
        return [Hit(id, score, id in known or alike[id] >= _ABOUT) for id, score in near[:wanted]]

    def _kept(self, ask: Ask, allowed: AbstractSet[str], wanted: int) -> Ranked:
        """The allowed hits of a ranking; asked for more until there are enough, or there is no more.

        Enough does not depend on a small `wanted`, so that the first few are the same whatever is asked for.
        """
        enough, most = max(_CANDIDATES, wanted), len(self._index)
        likely = max(_FIRST_WIDTH, _SURPLUS * enough * most // max(1, len(allowed)))
        width, ranked = self._ranked.get(ask, (0, ()))
        while True:
            hits = [hit for hit in ranked if hit[0] in allowed]
            if len(hits) >= enough or len(ranked) < width or width >= most:
                return hits[:enough]
            width = max(likely, 4 * width)
            ranked = ask(self._expanded, width)
            self._ranked[ask] = width, ranked


def _fused(*orders: tuple[float, Ranked]) -> Ranked:
    """The passages of all orders, each with its weight, by their fused score, best first, ties by id."""
    scores: dict[str, float] = {}
    for weight, order in orders:
        for place, id in _places(order):
            scores[id] = scores.get(id, 0.0) + weight / (_RANK_CONSTANT + place)
    return sorted(scores.items(), key=lambda hit: (-hit[1], hit[0]))


def _places(order: Sequence[tuple[str, float]]) -> Iterator[tuple[int, str]]:
    """The ids of an order with their places from 1; equals share a place."""
    place, before = 0, float("nan")
    for number, (id, score) in enumerate(order, start=1):
        if score != before:
            place, before = number, score
        yield place, id
