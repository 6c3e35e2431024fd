"""Which passages a text names: by a section's heading or an alias, word for word; no meaning and no counting.

A passage whose own name stands in a request is nearer to it than any likeness of words can tell, and the words that
name it say why it was found.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from drafter.domain.guideline import Passage
from drafter.domain.text import normal_form, unmarked

_WORD = re.compile(r"[^\s\-/,;:()\[\]\"!?]+")
_BRACKETS = re.compile(r"\([^()]*\)")
_NUMBER = re.compile(r"^\s*(?:[A-Z]\.)?\d+(?:\.\d+)*\.?\s+")
"""The number before a section's title: "4.2 Massage therapy"."""
_STANDARD = frozenset(
    "treatment treatments recommendations summary application introduction education prevention prescription contrast "
    "overview background references appendix definitions scope purpose methods discussion conclusions general "
    "medication medications".split()
)
"""Headings of one word that many guidelines have, and that name no treatment."""


_STANDARD_NAMES = frozenset((word,) for word in _STANDARD)


def words_of(text: str) -> list[str]:
    """The words of a text in normal form; white space, hyphens and marks part them, a full stop ends them."""
    return [word for found in _WORD.findall(normal_form(unmarked(text))) if (word := found.strip(".'"))]


@dataclass(frozen=True)
class _Name:
    """One heading or alias: its words, which of them stand for any ending, and the passages that it names."""

    words: tuple[str, ...]
    passages: frozenset[str]
    weight: float
    """Grows with its words and falls with the number of passages that share it."""


class NameIndex:
    """The names of all passages, looked up by the first word of each."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        named: dict[tuple[str, ...], set[str]] = defaultdict(set)
        count = 0
        for passage in passages:
            count += 1
            title = _NUMBER.sub("", passage.heading) or passage.heading
            headings = {passage.heading, title, _BRACKETS.sub(" ", title)}
            for words in {tuple(_alias_words(heading)) for heading in headings} - _STANDARD_NAMES:
                named[words].add(passage.id)
            for words in {tuple(_alias_words(alias)) for alias in passage.aliases}:
                named[words].add(passage.id)
        named.pop((), None)
        self._longest_stem = max((len(words[0]) for words in named if words[0].endswith("*")), default=0)
        self._whole: dict[str, list[_Name]] = defaultdict(list)
        self._stems: dict[str, list[_Name]] = defaultdict(list)
        for words, ids in named.items():
            table, first = (self._stems, words[0][:-1]) if words[0].endswith("*") else (self._whole, words[0])
            weight = math.log(1 + max(count, 1) / len(ids)) * (1 + math.log(len(words)))
            table[first].append(_Name(words, frozenset(ids), weight))
        self._beginning = lru_cache(maxsize=2048)(self._beginning_with)
        self._on_line = lru_cache(maxsize=1024)(self._named_on)

    def find(self, text: str, limit: int | None = None) -> list[tuple[str, float]]:
        """The passages that a text names as (id, weight), the rarest and longest names first, ties by id.

        A passage counts by its best name, and a little by each further one.
        """
        weights: dict[str, list[float]] = defaultdict(list)
        for name in self._named_in(text):
            for id in name.passages:
                weights[id].append(name.weight)
        scored = [(id, max(found) + 0.1 * (sum(found) - max(found))) for id, found in weights.items()]
        return sorted(scored, key=lambda hit: (-hit[1], hit[0]))[:limit]

    def _named_in(self, text: str) -> Iterator[_Name]:
        """The names in a text, each once; none goes over the end of a line."""
        found = {name.words: name for line in text.splitlines() for name in self._on_line(line)}
        yield from found.values()

    def _named_on(self, line: str) -> tuple[_Name, ...]:
        """The names in a line; what aliases mean stands alone in lines that come again and again."""
        words = words_of(line)
        return tuple(
            name
            for start, word in enumerate(words)
            for name in self._beginning(word)
            if _stands_at(name.words, words, start)
        )

    def _beginning_with(self, word: str) -> tuple[_Name, ...]:
        """The names that may begin with a word."""
        stems = (word[:length] for length in range(2, min(len(word), self._longest_stem) + 1))
        return (*self._whole.get(word, ()), *(name for stem in stems for name in self._stems.get(stem, ())))


def _alias_words(name: str) -> list[str]:
    """The words of a name, each with the * that stands for any ending."""
    return [word for word in words_of(name) if word != "*"]


def _stands_at(name: Sequence[str], words: Sequence[str], start: int) -> bool:
    """Whether a name whose first word stands at a place goes on there."""
    if start + len(name) > len(words):
        return False
    return len(name) == 1 or all(
        word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted
        for wanted, word in zip(name[1:], words[start + 1 : start + len(name)], strict=True)
    )
