"""Content words cut to their stems, and numbers as figures, so that one fact is found again in other words."""

import re
from functools import lru_cache

from drafter.domain.text import split_sentences
from drafter.evaluation.leakage.words import words_of

_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | dict(
    zip(
        "thirty forty fifty sixty seventy eighty ninety hundred dozen once twice".split(),
        "30 40 50 60 70 80 90 100 12 1 2".split(),
        strict=True,
    )
)
_SET = frozenset(
    "the a an of to and or in on for is are was were be been by with at from that this it as not no than has have had "
    "which who whose so such there their its his her he she they but if may can should will would after before over "
    "under".split()
)
_ENDINGS = tuple("ations ation ings ing ments ment edly ed ies ical ally ly es s e y".split())
_LEAST, _MOST = 3, 7
"""Letters of a stem."""
_GUIDELINE = re.compile(
    r"\b(?:guidelines?|mtus|acoem|odg|recommend(?:ed|s|ation)?|advised|criteria|indicated (?:for|when|if)|should)\b",
    re.IGNORECASE,
)
_THE_CASE = re.compile(r"\b(?:worker|claimant|applicant|this case|here|request|submitted|documented)\b", re.IGNORECASE)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without its ending, of seven letters at most; a number as figures."""
    if word in _NUMBERS or word[0].isdigit():
        return _NUMBERS.get(word, word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
            word = word.removesuffix(ending)
            break
    return word[:_MOST]


def stems(text: str) -> frozenset[str]:
    """The stems of a text's words of substance."""
    return frozenset(stem(word) for word in words_of(text) if word not in _SET)


def sentences_of(text: str) -> list[str]:
    """The sentences of a text."""
    return [sentence.text for sentence in split_sentences(text)]


def of_the_case(sentence: str) -> bool:
    """Whether a sentence of a rationale may tell of the case, and not of what a guideline says alone."""
    return not _GUIDELINE.search(sentence) or bool(_THE_CASE.search(sentence))
