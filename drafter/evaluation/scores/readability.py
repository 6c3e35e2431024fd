"""How long a text is, and how hard to read."""

import re
from collections.abc import Sequence

import pyphen

from drafter.evaluation.scores.words import WordCache

_SENTENCE_END = re.compile(r"[.!?][.!?]*+[\"')\]”’]*+(?=\s+[^\sa-z]|\s*\Z)")
_HYPHENS = pyphen.Pyphen(lang="en_US")


def sentence_count(text: str) -> int:
    """How many sentences a text has; at least one. Counted by their ends, a stop before a small letter being none.

    `split_sentences` of the domain knows abbreviations and takes five times as long.
    """
    stripped = text.rstrip()
    ends = len(_SENTENCE_END.findall(stripped))
    return ends if ends and _SENTENCE_END.search(stripped, max(0, len(stripped) - 3)) else ends + 1


def _syllables(word: str) -> int:
    if not word.isalpha():
        return 1
    places = len(_HYPHENS.positions(word))
    _HYPHENS.hd.cache.clear()  # it would keep every word ever asked for
    return places + 1


_SYLLABLES = WordCache(_syllables)


def grade(words: Sequence[str], sentences: int) -> float:
    """The school grade (United States) in which a text can be read.

    0.39 words a sentence + 11.8 syllables a word - 15.59 (Kincaid, Fishburne, Rogers & Chissom, Derivation of new
    readability formulas for Navy enlisted personnel, Research Branch Report 8-75, 1975). Syllables are the places where
    a word may be hyphenated and one; a number counts as one. It can be below 0.

    Args:
        words: the words of the text, at least one.
        sentences: how many sentences they make, at least one.
    """
    syllables = sum(map(_SYLLABLES.__getitem__, words))
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59
