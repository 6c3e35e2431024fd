"""A text in words, as `polarity_copies` compares it: what stands around a word, and what there denies it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from drafter.grounding import negation_words as words
from drafter.grounding.negation import clauses, tokens
from drafter.grounding.negation_roles import carries, stem
from drafter.grounding.reading import read

_BACK, _ON = 9, 6
"""Words before and after a word among which nothing may deny it in other words."""
_AROUND = 6
"""Words of substance on either side that a stretch is compared by."""
_ASKED_FOR = 5
"""Words behind a request within which stands what is requested."""
_PARTING = words.ENDS | words.TURNS
CUT = frozenset((",", "and", "or", "which", "that", "because", "with", "who", "as", *words.STOPS))
"""Words over which nothing is denied, nor joined to what stands before."""
_BESIDE = words.STOPS - frozenset("where who which whose with once due".split())
"""Behind a comma they begin a clause that says when or why."""
_SUBORDINATE = frozenset("why where when because if unless until whether".split())
_RELATIVE = ("that", "which", "who")
_LISTING = ("and", "or", ",")
_PERSON = frozenset("he she patient employee worker claimant applicant".split())
_UNFIT = frozenset(("the", "a", "an", "any", "of", "been", "to", "so", "very"))
_SAME_FORM = {
    **dict.fromkeys(("is", "are", "was", "were", "be", "been", "being"), "be"),
    **dict.fromkeys(("has", "have", "had"), "have"),
    "without": "with",
}


@dataclass(frozen=True, eq=False)
class Text:
    """A text in words, with what is counted of it once."""

    held: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    stems: tuple[str, ...]
    """Of each word of substance its stem, of a name for the worker "PERSON", of any other word nothing."""
    part: tuple[int, ...]
    """The number of the part between marks that each word stands in."""

    def places(self) -> dict[str, list[int]]:
        """Where each stem stands."""
        return _places_of(self)

    def at(self, start: int) -> int | None:
        """The number of the word at a place of the plain form."""
        return _starts_of(self).get(start)

    def window(self, n: int) -> tuple[int, int]:
        """The words around a word that may deny it: of its part, and not of a clause beside its own."""
        first = n
        while first > max(0, n - _BACK) and self.part[first - 1] == self.part[n] and not self._begins(first - 1):
            first -= 1
            if self.held[first] in words.NOMINAL and first and self.held[first - 1] in _LISTING:
                break
        last = n + 1
        while last < min(len(self.held), n + 1 + _ON) and self.part[last] == self.part[n] and not self._leaves(last):
            last += 1
        return first, last

    def _begins(self, n: int) -> bool:
        """Whether a clause begins that what stands before does not deny."""
        word, after = self.held[n], self.held[n + 1] if n + 1 < len(self.held) else ""
        relative = word in _RELATIVE and after in words.AUXILIARIES
        relative = relative and not any(map(denies, self.held[max(0, n - 3) : n]))
        if n and is_direct(self.held[n - 1]):
            return False
        return relative or word == "with" or word in _SUBORDINATE

    def _leaves(self, n: int) -> bool:
        """Whether what follows denies something of its own."""
        word, after = self.held[n], self.held[n + 1] if n + 1 < len(self.held) else ""
        return word in _SUBORDINATE or (word in _LISTING and after in words.NOMINAL)

    def denials(self, n: int) -> list[int]:
        """The words around a word that deny it, or might."""
        return [at for at in range(*self.window(n)) if at != n and denies(self.held[at])]

    def denied_by(self, n: int) -> Counter[str]:
        """The stems of what denies a word; plain negations are all alike."""
        return self._counted(self.denials(n))

    def denied_beside(self, n: int) -> Counter[str]:
        """What denies anything in the part of a word, plain negations left out."""
        first, last = n, n + 1
        while first and self.part[first - 1] == self.part[n]:
            first -= 1
        while last < len(self.held) and self.part[last] == self.part[n]:
            last += 1
        found = self._counted([at for at in range(first, last) if at != n and denies(self.held[at])])
        del found[""]
        return found

    def _counted(self, places: Sequence[int]) -> Counter[str]:
        held = (self.held[at] for at in places)
        return Counter("" if is_direct(word) else stem(words.ALIKE.get(word, word)) for word in held)

    def around(self, n: int) -> frozenset[str]:
        """The stems around a word in its part."""
        return frozenset((*self.beside(n, -1, _AROUND), *self.beside(n, 1, _AROUND)))

    def beside(self, n: int, step: int, most: int) -> list[str]:
        """The stems on one side of a word in its part, the nearest first."""
        found: list[str] = []
        at = n + step
        while 0 <= at < len(self.held) and self.part[at] == self.part[n] and len(found) < most:
            if self.stems[at]:
                found.append(self.stems[at])
            at += step
        return found

    def following(self, n: int) -> str:
        """The stem of what a word is joined to: "evidence of infection"."""
        for at in range(n + 1, min(len(self.held), n + 5)):
            if self.held[at] in CUT or self.part[at] != self.part[n]:
                return ""
            if self.stems[at]:
                return self.stems[at]
        return ""

    def side_after(self, n: int) -> str:
        """The side of the body that is named right after a word: "positive on the right"."""
        return next((word for word in self.held[n + 1 : n + 4] if word in ("left", "right")), "")

    def form_before(self, n: int) -> str:
        """The word before a place, articles and negations left out."""
        at = n - 1
        if at >= 0 and self.held[at] in (*_LISTING, "nor"):
            at = _before_list(self, at)
        while at >= 0 and (self.held[at] in _UNFIT or self.held[at] in words.PLAIN_NEGATIONS - {"without"}):
            at -= 1
        return _SAME_FORM.get(self.held[at], self.held[at]) if at >= 0 and self.part[at] == self.part[n] else ""

    def asks(self, n: int) -> bool:
        """Whether what stands at a place is asked for or put as a condition."""
        first, last = self.window(n)
        return any(_asks(self.held, at, n) for at in range(max(0, first - 1), last))


def _asks(held: Sequence[str], n: int, what: int) -> bool:
    """Whether the word at `n` asks for the one at `what`, or makes it a condition."""
    word = held[n]
    if word in words.ASKED and not 0 < what - n <= _ASKED_FOR:
        return False
    if word in words.ASKED and n and held[n - 1] in ("the", "this", "that") and held[n + 1 : n + 2] != ("for",):
        return False
    return word in words.PLANS or word in words.IF or word in words.DEONTIC


def _before_list(text: Text, at: int) -> int:
    """The place before the first negation of a list: "had no injection and no massage"."""
    for n in range(at - 1, max(-1, at - _BACK), -1):
        if text.part[n] != text.part[at]:
            break
        if text.held[n] in words.PLAIN_NEGATIONS:
            return n - 1
    return at


@lru_cache(maxsize=512)
def text_of(text: str) -> Text:
    """A text in words."""
    held = tokens(read(text).text)
    plain = tuple(token.text for token in held)
    starts = {clause.start for clause in clauses(text)[1]}
    parts, part = [], 0
    for n, token in enumerate(held):
        after = plain[n + 1] if n + 1 < len(plain) else ""
        joined = token.text in _RELATIVE and any(map(denies, plain[max(0, n - 3) : n]))
        begins = token.start in starts and not joined
        part += token.text in _PARTING or begins or (token.text == "," and after in _BESIDE)
        parts.append(part)
    return Text(plain, tuple((t.start, t.end) for t in held), tuple(map(_stem_of, plain)), tuple(parts))


@lru_cache(maxsize=2048)
def _starts_of(text: Text) -> dict[int, int]:
    return {start: n for n, (start, _) in enumerate(text.spans)}


@lru_cache(maxsize=2048)
def _places_of(text: Text) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for n, one in enumerate(text.stems):
        if one:
            found.setdefault(one, []).append(n)
    return found


@lru_cache(maxsize=8192)
def _stem_of(word: str) -> str:
    if word in _PERSON:
        return "PERSON"
    counts = carries(word) and word not in CUT and word not in words.PLAIN_NEGATIONS
    return stem(word) if counts or word in words.ANCHOR_WORDS else ""


@lru_cache(maxsize=8192)
def denies(word: str) -> bool:
    """Whether a word denies, or says in other words that something is not."""
    return (
        word in words.DENYING
        or word in words.PLAIN_NEGATIONS
        or word.endswith("n't")
        or (word.startswith(("un", "non")) and word not in words.NO_PREFIX)
    )


def is_direct(word: str) -> bool:
    """Whether a word is a plain negation, which denies what follows."""
    return word in words.DIRECT or word.endswith("n't")


@lru_cache(maxsize=2048)
def classed(text: Text) -> dict[tuple[str, int], list[int]]:
    """Where the words of each class and place on its scale stand."""
    found: dict[tuple[str, int], list[int]] = {}
    for n, word in enumerate(text.held):
        for unit, places in words.CLASSES.get(word, ()):
            for place in places:
                found.setdefault((unit, place), []).append(n)
    return found
