"""How each word of a sentence stands: said to be so, said not to be so, or not said to be either.

A word of a class ("improved", "worse", "recommended") stands for a place on a scale, from -1 to 1; a negation leaves
the rest of the scale. Any other word of substance stands for itself, said (1) or denied (-1). What is asked for, wished
for or put as a condition is not said to be so.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import NamedTuple

from drafter.grounding import negation_roles as roles
from drafter.grounding import negation_words as words
from drafter.grounding.negation_roles import carries, classes_of, complement, is_verb, role_of, stem
from drafter.grounding.reading import Reading, read

_TOKEN = re.compile(r"[A-Za-z]+(?:'[A-Za-z]{1,2}\b)?|\d+(?:st|nd|rd|th)\b|\d+(?:[./]\d+)*|[^\w\s]|\w")
_AHEAD = 12
"""How many words on a verb is looked for, to tell a new clause from the next name in a list."""
_LONGEST = 80
"""Words after which a clause is cut, whatever they are: what has no end is no sentence."""


class Token(NamedTuple):
    """A word, number or mark in small letters, at `start:end` of the plain form."""

    text: str
    start: int
    end: int


class Occurrence(NamedTuple):
    """One word of substance and how it stands."""

    unit: str
    """A class in capital letters, or a stem; within a condition with a question mark before it."""
    values: frozenset[int]
    start: int
    end: int
    condition: int = 0
    """What the clause hangs on: 1 a condition or a limit kept, -1 a limit passed, -2 a condition not met, 0 nothing."""
    only: frozenset[str] = frozenset()
    """Stems without which nothing is denied: "no lasting relief" denies no relief that is not lasting."""
    predicate: bool = False
    """Whether it is a verb or of a class, and not a thing named."""


@dataclass(frozen=True)
class Clause:
    """One clause with its words of substance."""

    tokens: tuple[Token, ...]
    stems: frozenset[str]
    occurrences: tuple[Occurrence, ...]
    negated: bool
    """Whether it holds a negation, or a word that is one in other words."""
    plain: bool
    """Whether it holds one negation, not of something's being said, and no such word."""
    taken: frozenset[str] = frozenset()
    """The stems of the clause before, where it has its subject from there."""

    @property
    def start(self) -> int:
        """Its place in the plain form."""
        return self.tokens[0].start

    @cached_property
    def all_stems(self) -> frozenset[str]:
        """Its own stems and those that it takes over."""
        return self.stems | self.taken

    @cached_property
    def _held(self) -> frozenset[str]:
        return frozenset(token.text for token in self.tokens)

    @cached_property
    def _anchors(self) -> tuple[frozenset[str], ...]:
        return tuple(self.stems & group for group in words.ANCHORS)

    def likeness(self, other: "Clause") -> int:
        """How many stems two clauses share; what each has of its own counts double."""
        return len(self.stems & other.stems) + len(self.all_stems & other.all_stems)

    def apart(self, other: "Clause") -> bool:
        """Whether the two speak of different sides, body parts or numbers in a row."""
        pairs = zip(self._anchors, other._anchors, strict=True)
        return any(own and others and own.isdisjoint(others) for own, others in pairs)

    def holds(self, wanted: frozenset[str]) -> bool:
        """Whether one of the words stands in it."""
        return not self._held.isdisjoint(wanted)


@lru_cache(maxsize=512)
def clauses(text: str) -> tuple[Reading, tuple[Clause, ...]]:
    """The plain form of a text, and its clauses."""
    reading = read(text)
    found: list[Clause] = []
    for part in _split(tokens(reading.text)):
        if not any(token.text[0].isalnum() for token in part):
            continue
        clause = _Scan(part).clause()
        if found and _goes_on(part):
            clause = replace(clause, taken=found[-1].stems | found[-1].taken)
        found.append(clause)
    return reading, tuple(found)


def _goes_on(part: Sequence[Token]) -> bool:
    """Whether a clause has no subject of its own: "and did not help"."""
    start = 1 if part[0].text in (",", ";", "and", "or", "but", "which", "who") else 0
    if part[0].text == ":" or (start < len(part) and part[start].text in ("it", "they", "this", "these", "both")):
        return True
    first = [token.text for token in part[start : start + 2]]
    return start > 0 and "there" not in first and any(word in words.VERBS or is_verb(word) for word in first)


@lru_cache(maxsize=512)
def tokens(text: str) -> tuple[Token, ...]:
    """The words, numbers and marks of a plain form."""
    return tuple([Token(m.group().lower(), m.start(), m.end()) for m in _TOKEN.finditer(text)])


def _split(tokens: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    part: list[Token] = []
    verb = False
    for n, token in enumerate(tokens):
        ends = token.text in words.ENDS or (token.text in words.TURNS and n > 0)
        if not ends and verb and (token.text in (",", "and", "or", "which", "who", "because", "since", "as")):
            ends = _verb_ahead(tokens, n + 1) and not (token.text == "or" and _negating(part))
        if part and (ends or len(part) >= _LONGEST):
            yield tuple(part)
            part, verb = [], False
        part.append(token)
        verb = verb or _is_verb_at(tokens, n)
    if part:
        yield tuple(part)


def _is_verb_at(tokens: Sequence[Token], n: int) -> bool:
    """Whether a word is the verb of its clause; "limits on" and "reports of" are none."""
    word = tokens[n].text
    joined = n + 1 < len(tokens) and tokens[n + 1].text in ("of", "on")
    if joined and word.endswith("s") and word not in words.AUXILIARIES:
        return False
    return word in words.VERBS or word in words.BEGUN or is_verb(word)


def _negating(part: Sequence[Token]) -> bool:
    return any(token.text in words.NOMINAL for token in part[-_AHEAD:])


def _verb_ahead(tokens: Sequence[Token], n: int) -> bool:
    for token in tokens[n : n + _AHEAD]:
        if token.text in words.VERBS or token.text in words.BEGUN:
            return True
        if token.text in (",", "and", "or", ";", "."):
            return False
    return False


class _Scan:
    """One pass over a clause, from left to right."""

    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self.tokens = tokens
        self.words = [token.text for token in tokens]
        held = frozenset(self.words)
        self.found: list[Occurrence] = []
        self.nominal = False
        """Within what "no" or "without" denies."""
        self.object = False
        """Within what a negated verb of showing or having denies."""
        self.pending = False
        """After "not", before what it turns."""
        self.subject_denied = False
        """"No" at the head of the clause, which turns its predicate too."""
        self.unsaid = ""
        """"if" within a condition, "plan" within what is asked for or planned, "after" behind a negated verb."""
        self.verb = False
        self.negations = 0
        self.only: set[str] = set()
        self.named = False
        """Whether what is denied has been named: what follows a preposition then says only where or when."""
        self.subject_from = 0
        self.turned_at = -9
        self.silent = False
        """Whether what is denied is only that something is said or shown."""
        self.nominal_from = 0
        self.pending_from = 0
        self.behind: set[int] = set()
        """Numbers of what stands behind a preposition, and so is not what a passive verb speaks of."""
        self.preposed = False
        self.deontic = bool(held & words.DEONTIC)
        self.asked = bool(held & words.ASKED)
        self.senses = bool(held & words.SENSES)
        self.condition = min(roles.conditions_in(self.words), default=0)
        if any(word in words.IF for word in self.words[:3]):
            self.unsaid = "if"

    def clause(self) -> Clause:
        """The clause with all of its occurrences."""
        n = 0
        while n < len(self.words):
            n += self._step(n)
        stems = frozenset(one for one in map(roles.substance_stem, self.words) if one is not None)
        negative = any(map(roles.is_negative, self.words))
        plain = self.negations == 1 and not negative and not self.silent
        return Clause(self.tokens, stems, tuple(self.found), self.negations > 0 or negative, plain)

    def _step(self, n: int) -> int:
        length, role = role_of(self.words, n)
        word = self.words[n]
        if role:
            self._negator(role, n, length)
            return length
        if word in words.STOPS or word in words.PLANS:
            self._release()
            self.pending = False
            self.unsaid = "unless" if word == "unless" else "if" if word in words.IF else ""
            self.unsaid = "plan" if word in words.PLANS else self.unsaid
        elif word == "that" and self.deontic and not self.unsaid:
            self.unsaid = "if"
        elif word == "that":
            self.unsaid = "after" if self.nominal or self.object else self.unsaid
            self.pending = self.nominal or self.object
            self._release()
        elif word in (",", "and"):
            self._list(n)
        elif word in words.AUXILIARIES and (word != "do" or self.words[n - 1 : n] != ["to"]):
            self._auxiliary(n)
        elif word in words.PREPOSITIONS or word == "of":
            self._preposition(word)
        elif carries(word):
            self._content(n)
        return 1

    def _release(self) -> None:
        self.nominal = self.object = self.named = False
        self.only = set()

    def _negator(self, role: str, n: int, length: int) -> None:
        if role == "skip":
            return
        self.negations += 1
        self.named = False
        self.only = set()
        word = self.words[n]
        self.pending_from = len(self.found)
        if role == "verb":
            self.pending = not self.pending
            if word in words.CANNOT:
                self._add("ABLE", frozenset((-1,)), n)
            return
        for unit, values in words.CLASSES.get(word, ()) if length == 1 else ():
            self._add(unit, complement(unit, values) if self.pending else values, n)
        if self.pending or (word == "without" and self.turned_at >= 0):
            self.pending = False
            self.unsaid = "" if self.unsaid == "after" else self.unsaid
            return
        follows = bool(self.found) and self.found[-1].end == self.tokens[n - 1].end
        if follows and word in words.SUBJECTS and self.words[n - 1] in words.TAKING:
            self._turn(len(self.found) - 1)
        if word in words.GIVEN_UP and any(before in words.BE for before in self.words[max(0, n - 2) : n]):
            self._turn_subject(len(self.found))
            return
        self.nominal = not self.object
        self.nominal_from = len(self.found)
        self.subject_denied = not self.verb and word in words.SUBJECTS

    def _list(self, n: int) -> None:
        following = self.words[n + 1 : n + 3]
        self.only = set()
        self.preposed = False
        new = self.words[n] == "," and not self.nominal
        begins = any(word in words.ASSERTING or word in words.AUXILIARIES for word in following)
        if new or begins or _verb_ahead(self.tokens, n + 1):
            self._release()
            self.unsaid = "" if self.unsaid == "after" else self.unsaid
            self.subject_from = len(self.found)

    def _auxiliary(self, n: int) -> None:
        word = self.words[n]
        if self.nominal and self.subject_denied:
            self.pending = not self.pending
        self._release()
        self.verb = True
        self.preposed = False
        following = self.words[n + 1] if n + 1 < len(self.words) else ""
        if word in words.HYPOTHETIC and self.unsaid != "if" and not (word == "could" and following == "not"):
            self.unsaid = "plan"
        if word == "must":
            self._add("REQUIRE", frozenset((1,)), n)
        if word in ("can", "could") and following == "not":
            self._add("ABLE", frozenset((-1,)), n)
        if word == "may" and words.USED & set(self.words[n + 1 : n + 4]):
            self._add("RECOMMEND", frozenset((-1 if following == "not" else 1,)), n)
        if self.pending and word in words.HAVE and not following.endswith("ed") and following not in words.PARTICIPLES:
            self.pending = False
            self.object = True

    def _preposition(self, word: str) -> None:
        self.preposed = self.preposed or word != "of"
        if (self.nominal or self.object) and self.named:
            self._release()
            self.unsaid = self.unsaid or "after"

    def _content(self, n: int) -> None:
        word = self.words[n]
        follows = n + 1 < len(self.words) and carries(self.words[n + 1])
        if word in words.SHOWING and self.nominal:
            self.found[self.nominal_from :] = [one for one in self.found[self.nominal_from :] if one.unit.isupper()]
            self.named = False
            return
        if word in words.RESTRICTING and (self.nominal or self.object or (self.pending and follows)):
            self.only.add(stem(word))
            return
        if self.pending and word in words.ADVERBS:
            return
        if word in words.VERBS and self.nominal and self.named and not self.subject_denied:
            self._release()
        turned = self.pending
        denied = self.nominal or self.object
        if turned or (word in ("well", "good") and n - self.turned_at <= 3):
            denied = not denied
        self._stand(n, denied, turned)
        self.named = True
        if word == "absent" and not turned:
            self._turn_subject(len(self.found) - 1)
        if turned:
            self._turned(n)
        elif word in words.TRANSPARENT and self.nominal and self.subject_denied:
            self.object, self.nominal = True, False
        if word in words.UNABLE:
            self.object = not self.object
            self.named = False
            self.negations += 1
        self.verb = self.verb or is_verb(word)

    def _stand(self, n: int, denied: bool, turned: bool) -> None:
        """Note how one word stands."""
        word = self.words[n]
        after = self.unsaid == "after" and not turned
        classes = classes_of(self.words, n, self.senses, self.asked)
        if word in words.NON:
            word, denied = word.removeprefix("non"), not denied
        for unit, values in classes:
            if (not after or word in ("well", "good")) and (self._said or unit in words.STANDING):
                self._add(unit, complement(unit, values) if denied else values, n)
        quiet = word in words.ANCHOR_WORDS or word in words.COMMON or word in words.REPORTING
        if not classes and not quiet and not after and self._said:
            self._add(stem(word), frozenset((-1,) if denied else (1,)), n)

    @property
    def _said(self) -> bool:
        return not self.deontic or self.unsaid == "if"

    def _turned(self, n: int) -> None:
        """What a negated predicate denies beside itself."""
        word = self.words[n]
        self.pending = False
        self.turned_at = n
        self.named = False
        self.silent = self.silent or word in words.REPORTING
        passive = word in words.SHOWN or (word in words.TRANSPARENT and word.endswith(("ed", "en")))
        if passive and any(before in words.BE for before in self.words[max(0, n - 4) : n]):
            self._turn_subject(self.subject_from if self.subject_denied else self.pending_from)
            self.unsaid = self.unsaid or "after"
        elif word in words.TRANSPARENT:
            self.object = True
        else:
            self.unsaid = self.unsaid or "after"

    def _turn_subject(self, end: int) -> None:
        """Turn what the clause has named up to number `end`; nothing is turned twice."""
        for number in range(self.subject_from, end):
            if self.found[number].unit not in words.STANDING and number not in self.behind:
                self._turn(number)
        self.subject_from = max(self.subject_from, end)

    def _turn(self, number: int) -> None:
        one = self.found[number]
        self.found[number] = one._replace(values=complement(one.unit, one.values))

    def _add(self, unit: str, values: frozenset[int], n: int) -> None:
        token = self.tokens[n]
        if self.unsaid in ("plan", "unless") and unit not in words.STANDING:
            return
        if self.unsaid == "if" and unit not in words.STANDING:
            unit = "?" + unit
        only = frozenset(self.only) if 1 not in values else frozenset()
        if 1 not in values and token.text in words.HEADS and n and carries(self.words[n - 1]):
            only |= {stem(self.words[n - 1])}
        said_of = is_verb(token.text) or unit.isupper() or (n > 0 and self.words[n - 1] in words.AUXILIARIES)
        if self.preposed:
            self.behind.add(len(self.found))
        self.found.append(Occurrence(unit, values, token.start, token.end, self.condition, only, said_of))
