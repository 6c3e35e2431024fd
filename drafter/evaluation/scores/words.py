"""A text as words, and terms found among them: quick enough for a hundred thousand texts.

The finders of grounding keep the place of each word as written and know more of what words mean; they take six times
as long.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import chain, compress
from typing import NamedTuple, TypeVar

from drafter.domain.text import normal_form, unmarked

V = TypeVar("V")
_WORD = re.compile(r"[^\W\d_]\w*|\d[\d.,/]*|%")
_TERM_WORD = re.compile(r"[^\W\d_]\w*\*?|\d[\d.,/]*|%")
_MOST_WORDS = 50_000


def words_in(text: str) -> list[str]:
    """The words and numbers of a text in small letters: "L5", "10/325", "%"; marks and hyphens part words."""
    # All that the normal form makes of ASCII beside this is one mark of another.
    pieces = text.lower().split() if text.isascii() else normal_form(unmarked(text)).split(" ")
    return list(chain.from_iterable(map(_WORDS_OF.__getitem__, pieces)))


class WordCache(dict[str, V]):
    """What a word comes to, worked out once a word; emptied when full, so that it takes no more than some megabytes."""

    def __init__(self, work_out: Callable[[str], V]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, word: str) -> V:
        if len(self) >= _MOST_WORDS:
            self.clear()
        value = self[word] = self._work_out(word)
        return value


def _words_of(piece: str) -> tuple[str, ...]:
    return (piece,) if piece.isalpha() else tuple(_WORD.findall(piece))


_WORDS_OF = WordCache(_words_of)
"""The words of each piece between spaces."""


class Hit(NamedTuple):
    """The term of that number, found from word number `first` to `last`."""

    term: int
    first: int
    last: int


@dataclass
class _Node:
    """Where terms may go on: by a whole word, by how a word begins, or not at all, where a term ends."""

    words: "dict[str, _Node]" = field(default_factory=dict)
    stems: "dict[str, _Node]" = field(default_factory=dict)
    term: int | None = None
    lengths: set[int] = field(default_factory=set)
    """How long the stems are."""

    def onward(self, word: str) -> "_Node":
        """Where terms go on by this word of theirs, which ends in `*` where it is a stem."""
        if not word.endswith("*"):
            return self.words.setdefault(word, _Node())
        stem = word.rstrip("*")
        self.lengths.add(len(stem))
        return self.stems.setdefault(stem, _Node())

    def following(self, word: str) -> "list[_Node]":
        """Where terms may go on by a word of a text."""
        found = [self.words[word]] if word in self.words else []
        if not self.stems:
            return found
        beginnings = [word[:length] for length in self.lengths if length <= len(word)]
        return found + [self.stems[stem] for stem in beginnings if stem in self.stems]


class _Beginning(NamedTuple):
    """What begins with a word: the terms of it alone, the nodes where others go on, and what must follow for that."""

    terms: tuple[int, ...]
    nodes: tuple[_Node, ...]
    words: frozenset[str]
    stems: tuple[str, ...]


class Terms:
    """Terms by number, found in one pass over a text's words; `*` at the end of a word stands for any ending."""

    def __init__(self) -> None:
        self._root = _Node()
        self._count = 0
        self._beginning = WordCache(self._beginning_with)

    def add(self, term: str) -> int:
        """The number of a term, from 0: the same for the same words. One without a word is never found."""
        node = self._root
        for word in _TERM_WORD.findall(normal_form(term)):
            node = node.onward(word)
        if node.term is None:
            node.term = self._count
            self._count += 1
            self._beginning.clear()
        return node.term

    def find(self, words: Sequence[str]) -> list[Hit]:
        """Every term of a text in order of place, the longest first at each place."""
        found: list[Hit] = []
        beginnings = list(map(self._beginning.__getitem__, words))
        last = len(words) - 1
        places = compress(range(len(words)), beginnings)
        for first, (terms, nodes, follow, stems) in zip(places, filter(None, beginnings), strict=True):
            after = words[first + 1] if first < last else ""
            if after in follow or (stems and after.startswith(stems)):
                found += reversed(_from(words, first, nodes))
            elif terms:
                found += [Hit(term, first, first) for term in terms]
        return found

    def _beginning_with(self, word: str) -> _Beginning | None:
        nodes = tuple(self._root.following(word))
        if not nodes:
            return None
        return _Beginning(
            tuple(node.term for node in nodes if node.term is not None),
            nodes,
            frozenset(following for node in nodes for following in node.words),
            tuple(stem for node in nodes for stem in node.stems),
        )


def _from(words: Sequence[str], first: int, nodes: Sequence[_Node]) -> list[Hit]:
    """The terms that begin at a place, the shortest first."""
    found, last = [], first
    while nodes:
        found += [Hit(node.term, first, last) for node in nodes if node.term is not None]
        last += 1
        if last == len(words):
            break
        nodes = [onward for node in nodes for onward in node.following(words[last])]
    return found
