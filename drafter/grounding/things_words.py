"""Words and phrases of a lexicon found in a text in one pass over its words, however long the lexicon is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Generic, TypeVar

from drafter.domain.text import plain_character, unmarked

V = TypeVar("V")
_WORD = re.compile(r"[^\W_]+")
_JOINED = re.compile(r"[ \-/#'.&]{1,3}")
"""What may stand between two words of one phrase."""


@dataclass(frozen=True, eq=False)
class Words:
    """A text in plain small letters with its words; a place in `text` is told as it was written by `span`.

    The same object for the same text, as long as it is kept, so that what is found in it can be kept by it.
    """

    text: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    joined: tuple[bool, ...]
    """Of each word, whether the next one may belong to the same phrase."""
    written: tuple[int, ...] | None
    """The place as written of each character; None where every place is the same."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the text as written."""
        return (start, end) if self.written is None else (self.written[start], self.written[end - 1] + 1)

    def of(self, first: int, last: int) -> tuple[int, int]:
        """The place as written of the words from number `first` to number `last`."""
        return self.span(self.spans[first][0], self.spans[last][1])

    def word(self, number: int) -> str:
        """The word of that number; nothing before the first and after the last."""
        return self.words[number] if 0 <= number < len(self.words) else ""


@dataclass(frozen=True)
class Hit(Generic[V]):
    """A term found from word number `first` to `last`, with the values of every term that stands there."""

    values: frozenset[V]
    first: int
    last: int


@lru_cache(maxsize=1024)
def words_of(text: str) -> Words:
    """The words of a text; unseen characters and marks on letters part none and hide none."""
    plain, written = _plain(text)
    matches = list(_WORD.finditer(plain))
    spans = tuple(match.span() for match in matches)
    joined = tuple(_JOINED.fullmatch(plain, a[1], b[0]) is not None for a, b in pairwise(spans))
    return Words(plain, tuple(m.group() for m in matches), spans, (*joined, False), written)


def _plain(text: str) -> tuple[str, tuple[int, ...] | None]:
    if text.isascii():
        return text.lower(), None
    parts, written = [], []
    for place, character in enumerate(unmarked(text)):
        plain = plain_character(character).lower()
        parts.append(plain)
        written += [place] * len(plain)
    return "".join(parts), tuple(written)


@dataclass
class _Node(Generic[V]):
    """Where a term may go on: the words that may follow, those given by their beginnings, and what ends here."""

    words: "dict[str, _Node[V]]" = field(default_factory=dict)
    stems: "dict[str, _Node[V]]" = field(default_factory=dict)
    values: set[V] = field(default_factory=set)

    def following(self, word: str) -> "list[_Node[V]]":
        found = [self.words[word]] if word in self.words else []
        if self.stems:
            found += [self.stems[word[:n]] for n in range(2, min(len(word), 24) + 1) if word[:n] in self.stems]
        return found


class Finder(Generic[V]):
    """Finds the terms that it was made from; `*` at the end of a word stands for any ending."""

    def __init__(self, terms: Iterable[tuple[str, V]]) -> None:
        """Make it once from pairs of a term and what it stands for."""
        self._root: _Node[V] = _Node()
        for term, value in terms:
            node = self._root
            for word in re.findall(r"[^\W_]+\*?", term.lower()):
                onward = node.stems if word.endswith("*") else node.words
                node = onward.setdefault(word.rstrip("*"), _Node())
            if node is not self._root:
                node.values.add(value)
        self._beginning = lru_cache(maxsize=2048)(self._root.following)

    def find(self, words: Words) -> list[Hit[V]]:
        """The terms of a text in order, the longest at each place; no two overlap."""
        found, number = [], 0
        while number < len(words.words):
            hit = self._at(words, number)
            if hit:
                found.append(hit)
            number = hit.last + 1 if hit else number + 1
        return found

    def _at(self, words: Words, first: int) -> Hit[V] | None:
        nodes, last, hit = self._beginning(words.words[first]), first, None
        while nodes:
            values = [value for node in nodes for value in node.values]
            if values:
                hit = Hit(frozenset(values), first, last)
            if not words.joined[last]:
                break
            last += 1
            nodes = [onward for node in nodes for onward in node.following(words.words[last])]
        return hit
