"""Runs of words: texts cut into words, and every run of eight as a number, to find one text within many others."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

import numpy
from numpy.typing import NDArray

from drafter.domain.text import normal_form

RUN = 8
"""Words in a row that no two texts have by chance. Of the 130 dev letters, 7 words or fewer of a rationale stand in
statements of the shipped corpus for 14 letters ("trial of 6 visits over 2 weeks"), 8 for none."""
_WORD = re.compile(r"[^\W_]+")
Hashes = NDArray[numpy.uint64]
_BASE = 0x9E3779B97F4A7C15
_POWERS = numpy.array([pow(_BASE, power, 2**64) for power in range(RUN)], dtype=numpy.uint64)
_MASK = 2**64 - 1


def words_of(text: str) -> list[str]:
    """The words and numbers of a text in its normal form, without marks and hyphens."""
    return _WORD.findall(normal_form(text))


def plain(text: str) -> str:
    """The words of a text with one space before, between and after them, so that a phrase is found as whole words."""
    return f" {' '.join(words_of(text))} "


def squeezed(text: str) -> str:
    """The letters and digits of a text alone: a case number reads the same however it is spaced."""
    return "".join(words_of(text))


def runs(text: str) -> Hashes:
    """A number for every run of `RUN` words of a text, in order; none for a shorter text.

    The same run has the same number within one process: a polynomial of its words' hashes, modulo 2**64.
    """
    hashes = numpy.array([hash(word) & _MASK for word in words_of(text)], dtype=numpy.uint64)
    if len(hashes) < RUN:
        return numpy.zeros(0, dtype=numpy.uint64)
    windows = numpy.lib.stride_tricks.sliding_window_view(hashes, RUN)
    found: Hashes = (windows * _POWERS).sum(axis=1, dtype=numpy.uint64)
    return found


def runs_of_all(texts: Iterable[str]) -> Hashes:
    """The runs of several texts, sorted, each once; none goes over the end of a text."""
    return numpy.unique(numpy.concatenate([numpy.zeros(0, dtype=numpy.uint64), *map(runs, texts)]))


def among(asked: Hashes, held: Hashes) -> NDArray[numpy.bool_]:
    """For each of the runs asked for, whether it is among those held, which are sorted."""
    if not len(held):
        return numpy.zeros(len(asked), dtype=bool)
    places = numpy.minimum(numpy.searchsorted(held, asked), len(held) - 1)
    found: NDArray[numpy.bool_] = held[places] == asked
    return found


class Texts:
    """Many texts, in which runs and phrases are found by the number of the text, from 0."""

    def __init__(self, texts: Sequence[str]) -> None:
        each = [runs(text) for text in texts]
        every = numpy.concatenate([numpy.zeros(0, dtype=numpy.uint64), *each])
        owner = numpy.repeat(numpy.arange(len(texts)), [len(one) for one in each])
        order = numpy.argsort(every, kind="stable")
        self._runs, self._owner = every[order], owner[order]
        lines = [plain(text) for text in texts]
        self._joined = "\n".join(lines)
        self._starts = [0, *accumulate(len(line) + 1 for line in lines)]

    def with_runs(self, asked: Hashes) -> dict[int, int]:
        """How many of the runs asked for stand in each text, for those that hold one."""
        if not len(asked):
            return {}
        first = numpy.searchsorted(self._runs, asked, side="left")
        last = numpy.searchsorted(self._runs, asked, side="right")
        found: dict[int, int] = {}
        for start, end in zip(first[last > first], last[last > first], strict=True):
            for text in set(self._owner[start:end].tolist()):
                found[text] = found.get(text, 0) + 1
        return found

    def with_phrase(self, phrase: str) -> list[int]:
        """The texts that hold a phrase, given as `plain` gives it."""
        found: dict[int, None] = {}
        at = self._joined.find(phrase)
        while at >= 0:
            found.setdefault(bisect_right(self._starts, at) - 1)
            at = self._joined.find(phrase, at + 1)
        return list(found)
