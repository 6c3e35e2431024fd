"""What a word may stand for, also where its letters are disguised."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from string import ascii_lowercase

from drafter.grounding.instructions.languages import LATIN, LATIN_PHRASES
from drafter.grounding.instructions.phrases import PHRASES
from drafter.grounding.instructions.plain import HIDDEN
from drafter.grounding.instructions.words import WORDS, Signal

_KEYS = (
    "ignore disregard forget override bypass previous instruction instructions guidelines guideline criteria system "
    "prompt overturn overturned uphold upheld medically necessary determination probability approve approved approval "
    "reviewer assistant answer respond output request denial always evidence regardless authorize authorized record "
    "records above rules guidance"
).split()
"""Words worth disguising."""
_COMMON = ("the", "this", "that", "request", "treatment", "without", "record", "document", "medical", "your", "any")
"""Beginnings of words so common that a phrase is better known by another of its words."""
_FIGURES = str.maketrans("013457@$!", "oieastasi")
_SHORTEST_SCRAMBLED = 6


@dataclass(frozen=True)
class Phrase:
    """Words of which one, in the place `at`, is known by the phrase; the last may be a stem with *."""

    words: tuple[str, ...]
    at: int
    signal: Signal

    @cached_property
    def before(self) -> str | None:
        """The word that stands before the one that the phrase is known by; None where it is the first."""
        return self.words[self.at - 1] if self.at else None

    @cached_property
    def after(self) -> str | None:
        """The word that stands after it; None where it is the last, or where the next is a stem."""
        following = self.words[self.at + 1 : self.at + 2]
        return following[0] if following and not following[0].endswith("*") else None

    def stands_in(self, words: list[str], first: int) -> bool:
        """Whether the phrase stands in a text's words from the word `first` on."""
        end = first + len(self.words)
        if first < 0 or end > len(words) or (end - first > 1 and words[first] != self.words[0]):
            return False
        if tuple(words[first : end - 1]) != self.words[:-1]:
            return False
        last = self.words[-1]
        return words[end - 1].startswith(last[:-1]) if last.endswith("*") else words[end - 1] == last


@dataclass(frozen=True)
class Known:
    """What a word is a signal of, the phrases that it is in, and the cipher in which it is a key word."""

    signals: tuple[Signal, ...] = ()
    phrases: tuple["Phrase", ...] = ()
    cipher: str = ""


def _scrambled(word: str) -> str:
    """The form that a word shares with all that differ from it by the order of its inner letters."""
    return word[0] + "".join(sorted(word[1:-1])) + word[-1]


def _ciphers() -> dict[str, str]:
    """Key words turned round, shifted along the alphabet, or with the alphabet turned round, and the cipher's name."""
    alphabets = {f"shift {n}": ascii_lowercase[n:] + ascii_lowercase[:n] for n in range(1, 26)}
    alphabets["atbash"] = ascii_lowercase[::-1]
    found = {word[::-1]: "reversed" for word in _KEYS}
    for name, alphabet in alphabets.items():
        table = str.maketrans(ascii_lowercase, alphabet)
        found |= {word.translate(table): name for word in _KEYS}
    return found


def _tables() -> tuple[dict[str, list[Signal]], dict[str, list[Phrase]]]:
    words: dict[str, list[Signal]] = {}
    phrases: dict[str, list[Phrase]] = {}
    for listed in (WORDS, LATIN):
        for signal, given in listed.items():
            for word in given.split():
                words.setdefault(word, []).append(signal)
    for of_phrases in (PHRASES, LATIN_PHRASES):
        for signal, several in of_phrases.items():
            for phrase in several.split("; "):
                parts = tuple(phrase.replace("-", " ").split())
                at = max(range(len(parts)), key=lambda n, of=parts: (not of[n].startswith(_COMMON), len(of[n])))  # type: ignore[misc]
                phrases.setdefault(parts[at], []).append(Phrase(parts, at, signal))
    return words, phrases


_WORDS, _PHRASES = _tables()
_LENGTHS = sorted({len(stem) for stem in (*_WORDS, *_PHRASES) if stem.endswith("*")})
_CIPHERED = {word: name for word, name in _ciphers().items() if word not in _WORDS and len(word) > 4}
_SCRAMBLED = {_scrambled(word): word for word in _KEYS if len(word) >= _SHORTEST_SCRAMBLED}
_LONGEST = max(map(len, (*_WORDS, *_PHRASES, *_KEYS)))


@lru_cache(maxsize=8192)
def known(word: str) -> Known | None:
    """What is known of a word in plain small letters; None of nearly all words."""
    bare = word.replace(HIDDEN, "")
    if len(bare) > 2 * _LONGEST:
        return None
    if len(bare) > 2 and not bare.isalpha() and not bare.isdigit() and "'" not in bare:
        bare = bare.translate(_FIGURES)
    stems = [f"{bare[: length - 1]}*" for length in _LENGTHS if length <= len(bare) + 1]
    told = [bare, *stems]
    signals = [signal for form in told for signal in _WORDS.get(form, ())]
    phrases = [phrase for form in told for phrase in _PHRASES.get(form, ())]
    if not signals and len(bare) >= _SHORTEST_SCRAMBLED and (meant := _SCRAMBLED.get(_scrambled(bare))):
        signals = list(_WORDS.get(meant, ()))
    cipher = _CIPHERED.get(bare, "")
    return Known(tuple(signals), tuple(phrases), cipher) if signals or phrases or cipher else None
