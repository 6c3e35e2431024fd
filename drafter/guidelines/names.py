"""Which passages a text names: by a section's heading or an alias, word for word; no meaning and no counting.

A passage whose own name stands in a request is nearer to it than any likeness of words can tell, and the words that
name it say why it was found.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from drafter.domain.guideline import Passage
from drafter.domain.text import normal_form

_WORD = re.compile(r"[^\s\-/,;:()\[\]\"!?]+")
_BRACKETS = re.compile(r"\([^()]*\)")
_LONGEST = 8
"""Words of a request that are tried together as one name."""


def words_of(text: str) -> list[str]:
    """The words of a text in normal form; white space, hyphens and marks part them, a full stop ends them."""
    return [word for found in _WORD.findall(normal_form(text)) if (word := found.strip(".'"))]


@dataclass(frozen=True)
class _Name:
    """One heading or alias: its words, which of them stand for any ending, and the passages that it names."""

    words: tuple[str, ...]
    passages: frozenset[str]


class NameIndex:
    """The names of all passages, looked up by the first word of each."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        named: dict[tuple[str, ...], set[str]] = defaultdict(set)
        count = 0
        for passage in passages:
            count += 1
            for name in {passage.heading, _BRACKETS.sub(" ", passage.heading), *passage.aliases}:
                words = tuple(_alias_words(name))
                if words:
                    named[words].add(passage.id)
        self._count = max(count, 1)
        self._whole: dict[str, list[_Name]] = defaultdict(list)
        self._stems: dict[str, list[_Name]] = defaultdict(list)
        for words, ids in named.items():
            table, first = (self._stems, words[0][:-1]) if words[0].endswith("*") else (self._whole, words[0])
            table[first].append(_Name(words, frozenset(ids)))

    def find(self, text: str, limit: int | None = None) -> list[tuple[str, float]]:
        """The passages that a text names as (id, weight), the rarest and longest names first, ties by id.

        A name's weight grows with its words and falls with the number of passages that share it; a passage counts by
        its best name, and a little by each further one.
        """
        weights: dict[str, list[float]] = defaultdict(list)
        for name in self._named_in(words_of(text)):
            weight = math.log(1 + self._count / len(name.passages)) * (1 + math.log(len(name.words)))
            for id in name.passages:
                weights[id].append(weight)
        scored = [(id, max(found) + 0.1 * (sum(found) - max(found))) for id, found in weights.items()]
        return sorted(scored, key=lambda hit: (-hit[1], hit[0]))[:limit]

    def _named_in(self, words: Sequence[str]) -> Iterator[_Name]:
        found: dict[tuple[str, ...], _Name] = {}
        for start, word in enumerate(words):
            candidates = list(self._whole.get(word, ()))
            for length in range(2, len(word) + 1):
                candidates += self._stems.get(word[:length], ())
            for name in candidates:
                if _stands_at(name.words, words, start):
                    found[name.words] = name
        yield from found.values()


def _alias_words(name: str) -> list[str]:
    """The words of a name, each with the * that stands for any ending."""
    return [word for word in words_of(name)[:_LONGEST] if word != "*"]


def _stands_at(name: Sequence[str], words: Sequence[str], start: int) -> bool:
    if start + len(name) > len(words):
        return False
    return all(
        word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted
        for wanted, word in zip(name, words[start : start + len(name)], strict=True)
    )
