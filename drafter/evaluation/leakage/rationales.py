"""The rationales of a run as windows of one to three sentences, each with its stems and its meaning."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy
from numpy.typing import NDArray

from drafter.domain.decision import Decision
from drafter.evaluation.leakage.stems import of_the_case, sentences_of, stems
from drafter.evaluation.leakage.words import words_of
from drafter.guidelines.embedding import embed

_WINDOW = 3
_BLOCK = 64
"""Texts compared at once."""
_NOTHING = -9.0
Row = NDArray[numpy.float32]


class Match(NamedTuple):
    """How far each letter's rationales say what a statement says, one number a letter."""

    stems: Row
    """The most weight of stems shared with a window that tells of the case."""
    cosine: Row
    """The nearest meaning of such a window."""
    any_window: Row
    """Stems and meaning together, over windows that tell what guidelines say as well."""


@dataclass(frozen=True)
class _Window:
    letter: int
    first: int
    last: int
    stems: frozenset[str]
    case: bool


COSINE = 20.0
"""How much weight of stems a cosine of 1 counts for."""


class Rationales:
    """Every window of every rationale; what is asked of it takes memory for the run's sentences, not for pairs."""

    def __init__(self, decisions: Mapping[str, Decision], statements: Sequence[str]) -> None:
        self.letters = list(decisions)
        self.place = {letter: number for number, letter in enumerate(self.letters)}
        sentences: list[str] = []
        windows: list[_Window] = []
        counts: Counter[str] = Counter()
        for number, decision in enumerate(decisions.values()):
            said: set[str] = set()
            for item in decision.items:
                parts = sentences_of(item.rationale)
                windows += _windows(number, len(sentences), parts, stems(item.request))
                sentences += parts
                said.update(*map(stems, parts))
            counts.update(said)
        for statement in statements:
            counts.update(stems(statement))
        texts = len(self.letters) + len(statements)
        self._stem = {one: number for number, one in enumerate(counts)}
        self._weight = numpy.log((texts + 1) / numpy.array([*counts.values(), 1], dtype=numpy.float32))
        lists = [[self._stem[one] for one in window.stems] or [len(counts)] for window in windows]
        self._flat = numpy.array([one for found in lists for one in found], dtype=numpy.int32)
        self._starts = numpy.cumsum([0, *map(len, lists)], dtype=numpy.int64)[:-1]
        self._first = numpy.array([window.first for window in windows], dtype=numpy.int64)
        self._last = numpy.array([window.last for window in windows], dtype=numpy.int64)
        self._case = numpy.array([window.case for window in windows], dtype=bool)
        owner = [window.letter for window in windows]
        self._letter_starts = numpy.searchsorted(owner, numpy.arange(len(self.letters)))
        lengths = numpy.array([[len(words_of(one))] for one in sentences], dtype=numpy.float32)
        self._vectors = numpy.array(embed(sentences), dtype=numpy.float32) * lengths
        summed = numpy.concatenate(
            [numpy.zeros((1, self._vectors.shape[1])), self._vectors.cumsum(axis=0, dtype=float)]
        )
        norms = numpy.linalg.norm(summed[self._last] - summed[self._first], axis=1)
        self._norms = numpy.where(norms < 1e-6, 1, norms)

    def matches(self, texts: Sequence[str]) -> Iterator[Match]:
        """How far each letter says what each of these texts says."""
        for start in range(0, len(texts), _BLOCK):
            block = texts[start : start + _BLOCK]
            dots = numpy.array(embed(list(block)), dtype=numpy.float32) @ self._vectors.T
            for text, row in zip(block, dots, strict=True):
                yield self._match(text, numpy.concatenate([[0.0], row.cumsum(dtype=float)]))

    def _match(self, text: str, summed: NDArray[numpy.float64]) -> Match:
        asked = numpy.zeros(len(self._weight), dtype=numpy.float32)
        known = [self._stem[one] for one in stems(text) if one in self._stem]
        asked[known] = self._weight[known]
        shared = numpy.add.reduceat(asked[self._flat], self._starts)
        cosine = (summed[self._last] - summed[self._first]) / self._norms
        return Match(
            self._of_letters(numpy.where(self._case, shared, _NOTHING)),
            self._of_letters(numpy.where(self._case, cosine, _NOTHING)),
            self._of_letters(shared + COSINE * cosine),
        )

    def _of_letters(self, windows: NDArray[numpy.floating]) -> Row:
        most: Row = numpy.maximum.reduceat(windows, self._letter_starts).astype(numpy.float32)
        return most


def _windows(letter: int, first: int, sentences: Sequence[str], request: frozenset[str]) -> list[_Window]:
    """The windows of one rationale; what its request names counts for nothing, since statements on it name it too."""
    each = [stems(sentence) - request for sentence in sentences]
    case = [of_the_case(sentence) for sentence in sentences]
    return [
        _Window(letter, first + start, first + end, frozenset().union(*each[start:end]), all(case[start:end]))
        for start in range(len(sentences))
        for end in range(start + 1, min(start + _WINDOW, len(sentences)) + 1)
    ]
