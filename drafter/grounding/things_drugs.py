"""The drugs that a text names, and whether what it is compared with names them too."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from drafter.domain.lexicon import Lexicon
from drafter.grounding.things_words import Finder, Hit, Words, words_of

_ENDING = (
    "codone|profen|pril|statin|azepam|azolam|triptan|oxetine|pentin|barbital|zodone|prazole|tidine|triptyline|oxicam|"
    "caine|mycin|cillin|floxacin|setron|benzaprine|prodol|madol"
)
_LIKE_A_DRUG = re.compile(rf"[a-z]{{2,20}}(?:{_ENDING})")
_NO_DRUG = frozenset(("april",))
_A_MEASURE = re.compile(r"(?:equivalents?|equivalen\w{0,8}|milligrams?|equiv|eq)")
"""After morphine: it is the measure that doses of other opioids are told in."""


_PROCEDURE = ("epidural", "esi", "cesi", "lesi", "tfesi")
"""Words for a way of giving a drug: they show the drug, and whoever writes one names no drug."""


@dataclass(frozen=True)
class DrugNamed:
    """A drug or class of drugs by its names in the lexicon, at `start:end` of the text as written.

    Several where a word is used of several ("hydrocodone" of the combination too); none for a word that looks like a
    drug's name and is none that the lexicon knows.
    """

    names: frozenset[str]
    start: int
    end: int


@dataclass(frozen=True)
class _Support:
    names: frozenset[str]
    """The drugs and classes named, with the ingredients of combinations."""
    classes: frozenset[str]
    """The classes named, and those of the drugs named."""


class Drugs:
    """The drugs of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Make it once: it builds a finder of all the names."""
        own = {drug.name: frozenset(drug.classes) for drug in lexicon.drugs}
        self._class_names = frozenset(name for classes in own.values() for name in classes)
        self._classes = {name: _wider(name, own) for name in own}
        self._ingredients = {name: frozenset(name.split("/")) for name in own if "/" in name}
        self._finder = Finder((word, drug.name) for drug in lexicon.drugs for word in drug.words)
        self._support = lru_cache(maxsize=1024)(self._support_of)
        self._misspelt = lru_cache(maxsize=64)(self._misspelt_in)

    def named(self, text: str) -> list[DrugNamed]:
        """The drugs and classes that a text names, with words that look like a drug's name."""
        words = words_of(text)
        hits = self._hits(words)
        found = [
            DrugNamed(hit.values, *words.of(hit.first, hit.last))
            for hit in hits
            if not words.words[hit.first].startswith(_PROCEDURE)
        ]
        taken = {number for hit in hits for number in range(hit.first, hit.last + 1)}
        for number, word in enumerate(words.words):
            if number not in taken and _LIKE_A_DRUG.fullmatch(word) and word not in _NO_DRUG:
                found.append(DrugNamed(frozenset(), *words.of(number, number)))
        return sorted(found, key=lambda drug: drug.start)

    def is_class(self, drug: DrugNamed) -> bool:
        """Whether it is a class and no drug."""
        return bool(drug.names) and drug.names <= self._class_names

    def same(self, one: DrugNamed, other: DrugNamed) -> bool:
        """Whether two names may be of the same drug."""
        return not one.names.isdisjoint(other.names)

    def joined(self, one: DrugNamed, other: DrugNamed) -> DrugNamed:
        """Two names joined by a stroke as one: the first, or a combination of both."""
        both = one.names | other.names
        names = one.names.union(name for name, parts in self._ingredients.items() if parts <= both)
        return DrugNamed(names, one.start, other.end)

    def not_supported(self, text: str, support: Sequence[str]) -> list[DrugNamed]:
        """The drugs of a text that none of the texts of `support` names by any name.

        A class is supported by its members, a member not by its class; a combination supports its ingredients, and all
        of them together support it. A name misspelt by one letter in the support is that name.
        """
        named = self.named(text)
        if not named:
            return []
        given = [self._support(other) for other in support]
        names = frozenset().union(*(one.names for one in given))
        classes = frozenset().union(*(one.classes for one in given))
        missing = [drug for drug in named if drug.names.isdisjoint(names | classes)]
        slips: frozenset[str] = (
            frozenset().union(*(self._misspelt(other) for other in support)) if missing else frozenset()
        )
        return [drug for drug in missing if not self._is_meant(text, drug, names, slips)]

    def _is_meant(self, text: str, drug: DrugNamed, names: frozenset[str], slips: frozenset[str]) -> bool:
        written = words_of(text[drug.start : drug.end]).words
        if not drug.names:
            return written[0] in slips
        return any(self._ingredients.get(name, frozenset("-")) <= names for name in drug.names) or (
            len(written) == 1 and not _slips(written[0]).isdisjoint(slips)
        )

    def _hits(self, words: Words) -> list[Hit[str]]:
        return [
            hit
            for hit in self._finder.find(words)
            if words.words[hit.last] != "morphine" or not _A_MEASURE.fullmatch(words.word(hit.last + 1))
        ]

    def _support_of(self, text: str) -> _Support:
        words = words_of(text)
        hits = self._hits(words)
        named = frozenset(name for hit in hits for name in hit.values)
        parts = frozenset(part for name in named for part in self._ingredients.get(name, ()))
        classes = frozenset(kind for name in named | parts for kind in self._classes.get(name, ()))
        return _Support(named | parts, classes)

    def _misspelt_in(self, text: str) -> frozenset[str]:
        """The words of a text that are no drug's name, with what a slip makes of them."""
        words = words_of(text)
        taken = {number for hit in self._hits(words) for number in range(hit.first, hit.last + 1)}
        unknown = {word for number, word in enumerate(words.words) if number not in taken}
        return frozenset(unknown.union(*map(_slips, unknown)))


def _wider(name: str, own: dict[str, frozenset[str]]) -> frozenset[str]:
    """The classes of a drug and the classes that those belong to."""
    found: set[str] = set()
    waiting = list(own.get(name, ()))
    while waiting:
        kind = waiting.pop()
        if kind not in found:
            found.add(kind)
            waiting += own.get(kind, ())
    return frozenset(found)


def _slips(word: str) -> set[str]:
    """A word of 7 to 24 letters and what is left of it without any one letter.

    Words that share one of these differ by a letter that is wrong, missing, extra or swapped with the next.
    """
    return {word, *(word[:n] + word[n + 1 :] for n in range(len(word)))} if 7 <= len(word) <= 24 else set()
