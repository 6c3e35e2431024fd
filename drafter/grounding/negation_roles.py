"""What single words and phrases are to `negation`: their stems, their classes, and what they deny."""

from collections.abc import Sequence
from functools import lru_cache

from drafter.domain.quantity import unit_of
from drafter.grounding import negation_words as words

_SUFFIXES = (
    "ations",
    "ation",
    "ness",
    "ments",
    "ment",
    "ings",
    "ing",
    "ions",
    "ion",
    "ies",
    "ied",
    "ed",
    "es",
    "ly",
    "s",
)
SCALE = frozenset((-1, 0, 1))
_CONDITION_STARTS = frozenset(phrase.split()[0] for phrase in words.CONDITIONS)


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """The stem of a word in small letters: "reflexes" and "reflex", "weakness" and "weak" are one."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= (3 if suffix == "s" else 4):
            cut = word[: -len(suffix)]
            break
    else:
        cut = word.removesuffix("e")
    cut = cut[:6].removesuffix("i").removesuffix("y")
    return words.SAME.get(word) or words.SAME.get(cut) or unit_of(word) or cut


def is_verb(token: str) -> bool:
    """Whether a word is the verb of its clause, as far as its form tells."""
    return token in words.VERBS or (len(token) > 4 and token.endswith("ed") and token not in words.NO_VERBS)


def complement(unit: str, values: frozenset[int]) -> frozenset[int]:
    """What a negation leaves: of what has degrees the rest of the scale, else the contrary."""
    return SCALE - values if unit.lstrip("?") in words.GRADED else frozenset(-value for value in values)


def carries(word: str) -> bool:
    """Whether a word is one of substance."""
    return len(word) > 2 and word[0].isalpha() and word not in words.EMPTY


@lru_cache(maxsize=8192)
def substance_stem(word: str) -> str | None:
    """The stem of a word of substance, or of one that tells two things apart ("left"); None for any other."""
    return stem(word) if carries(word) or word in words.ANCHOR_WORDS else None


@lru_cache(maxsize=8192)
def is_negative(word: str) -> bool:
    """Whether a word is a negation in other words: "absent", "unremarkable"."""
    return word in words.NEGATIVE or word.startswith(words.NEGATIVE_PREFIXES)


def role_of(held: Sequence[str], n: int) -> tuple[int, str]:
    """How many words a negation takes, and whether it denies what it names ("noun") or turns what follows ("verb")."""
    following = held[n + 1] if n + 1 < len(held) else ""
    if held[n] not in words.NEGATING:
        return 1, "verb" if held[n].endswith("n't") else ""
    if held[n] == "non":
        return 1, "verb" if "non" + "".join(held[n + 2 : n + 3]) in words.NON else "skip"
    if held[n] == "no" and (following.isdigit() or following == "."):
        return 1, "skip"
    for length in (4, 3, 2, 1):
        role = words.NEGATORS.get(" ".join(held[n : n + length])) if n + length <= len(held) else None
        if role:
            return length, role
    return 1, ""


def classes_of(held: Sequence[str], n: int, senses: bool, asked: bool) -> list[tuple[str, frozenset[int]]]:
    """The classes that a word belongs to where it stands, and its place on the scale of each."""
    word = held[n]
    if word not in words.CLASSES:
        return []
    found = [(unit, places) for unit, places in words.CLASSES[word] if _counts(unit, held, n, senses, asked)]
    if held[n + 1 : n + 2] == ["against"]:
        return [(unit, frozenset((-1,))) for unit, _ in found]
    return found


def _counts(unit: str, held: Sequence[str], n: int, senses: bool, asked: bool) -> bool:
    """Whether the word is of the class where it stands: "indicated" is not always a recommendation."""
    word = held[n]
    before = held[max(0, n - 3) : n]
    after = held[n + 1] if n + 1 < len(held) else ""
    ask = words.ONLY_AFTER.get(word)
    if ask is not None and not any(one in ask for one in before):
        return False
    if (
        word in words.NOT_MEDICALLY
        and (asked or word == "improvement")
        and ("medically" in before or "medical" in before)
    ):
        return False
    if word in words.MEASURES and (
        after == "than" or after in ("visits", "visit") or (word, after) == ("limited", "to")
    ):
        return False
    if word == "unchanged" and carries(after) and after not in words.PREPOSITIONS and after not in words.STOPS:
        return False
    if unit == "NORMAL" and word in words.DEGREES:
        return senses
    return not (word in ("failed", "failure", "fails") and after in ("back", "to"))


def conditions_in(held: Sequence[str]) -> list[int]:
    """What each condition that stands among the words is, of the longest phrase."""
    found = []
    for n in (n for n, word in enumerate(held) if word in _CONDITION_STARTS):
        for length in (4, 3, 2, 1):
            value = words.CONDITIONS.get(" ".join(held[n : n + length])) if n + length <= len(held) else None
            if value is not None:
                found.append(value)
                break
    return found
