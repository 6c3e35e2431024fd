"""Whether a record sentence says that a thing is so: words found in any order, and what denies, plans or asks for them.

Stricter on what a negation reaches than `domain.terms.asserts`: a receipt that passes over a sentence hides it from the
physician, so that a negation counts only where it reaches the words in their own phrase, or turns their verb.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from drafter.domain.text import normal_form, unmarked
from drafter.grounding.absence_shorthand import words_out, written_out

_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*(?:[-+]?/\d+)?[%+]?|[^\W\d_]+(?:'[a-z]+)?(?:\d+[a-z]?)?|[;:,!?()]|\.(?=\s|$)|\(-\)"
)
_OUT_OF = re.compile(r"\b(\d[+-]?) ?(?:out of|of|over) (5|10)\b")
"""A grade or a score: "4 out of 5"."""
_SPACES = re.compile(r"[\s/-]+")
_HARD = frozenset(". ; : ! ? but however although though while whereas yet nevertheless except".split())
_FAR = _HARD - {":"}
"""Between the words of one phrase: they do not belong together."""
_LITTLE = frozenset("to in the a an by for at his her as".split())
_JOINS = frozenset(", and so who which because since as when then where".split())
_FINITE = frozenset(
    "he she they it patient worker claimant i we was were is are has had have did does reports reported states "
    "stated "
    "notes noted shows showed demonstrates demonstrated rates rated continues continued remains remained "
    "completed underwent "
    "received uses used takes took returned now currently who which there then can could exam examination "
    "performs does "
    "attended tried still improved".split()
)
_NO = frozenset("no without denies denied denying deny lack lacks lacking free nor neither none nil zero".split())
_ADJACENT = frozenset("absent negative resolved".split())
_SOUND = frozenset("full normal intact unremarkable stable preserved symmetric solid healthy".split())
"""Before a word: what it stands for is as it should be."""
_RESULTS = frozenset(
    "euthymic negative normal intact unremarkable absent preserved maintained symmetric good fine full".split()
)
"""What a test may find, which does not say that there was no test."""
_NOT = frozenset("not never".split())
_CANNOT = frozenset("cannot unable can't couldn't".split())
"""What somebody cannot do tells of the complaint ("cannot control her bladder"), and of no improvement."""
_STATES = frozenset(
    "decreased diminished reduced positive limited increased weak tender mild moderate severe impaired abnormal "
    "severely "
    "moderately mildly markedly painful marked loss".split()
)
_BREAKS = frozenset("despite after following since due because when during while until besides except".split())
_LINKS = frozenset("from with to on by in of for".split())
_EFFECT = re.compile(
    r"respon|help|reliev|relief|improv|benefit|better|resol|success|control|manag|sustain|maintain|last|chang|"
    r"gain|progress|recover|"
    r"effect|difficult|problem|issue|adverse|differ|reduc|decreas|complete|toler|satisf|worse|eas(?:e|ed|es|"
    r"ing)$|complain"
)
_SHOWS_IT = re.compile(r"toler|help|enough|only|just|merely|adequate|sufficient")
"""After "not": the thing was there all the same ("did not tolerate naproxen")."""
_PLAN = re.compile(
    r"(?:would|will|shall|should|might|recommend\w*|request\w*|authori[sz]\w*|plan|plans|planned|planning|"
    r"consider\w*|"
    r"schedul\w*|pending|await\w*|propos\w*|advis\w*|goals?|hop(?:e|es|ing)|expect\w*|anticipat\w*|if|unless|"
    r"whether|until|"
    r"needs?|candidate|discuss\w*|offer\w*|declin\w*|refus\w*|wish\w*|wants?|begin|start|initiate|refer|"
    r"prevent\w*|warn\w*|"
    r"order|ordered|risks?|evaluate|eligible|precautions|watch|try|trial)"
)
_BEFORE_MONTHS = frozenset("in of on since by until last to from and through this".split())
_GOES_ON = re.compile(r"continu\w*|refill\w*|repeat\w*|maint\w*|resum\w*|renew\w*|stay\w*")
_TURNED = frozenset(
    "euthymic undisturbed postponed "
    "needed excluded denied absent negative deferred planned requested recommended pending unremarkable "
    "normal intact scheduled considered "
    "advised declined unknown ruled resolved proposed ordered refused none nil denies authorized approved "
    "anticipated sought unlikely".split()
)
_LATER = frozenset(
    "needed postponed deferred planned requested recommended pending scheduled considered advised proposed ordered "
    "anticipated sought "
    "authorized approved".split()
)
_AUX = frozenset("was were is are has have had did does do been being be remains remain can could".split())
_REACH = 14
"""How many words before a word a negation or a plan may stand."""


Part = tuple[str, bool]
"""A word looked for, and whether it is cut short, so that any ending may follow."""


@dataclass(frozen=True, eq=False)
class Term:
    """A word or phrase looked for: its words in any order, a few words apart. A word cut short stands for any ending.

    Each is made once (`term`), so that it is told apart by being that one.
    """

    written: str
    parts: tuple[Part, ...]


Terms = Mapping[Term, None]
"""Terms in order, each once."""


@dataclass(frozen=True)
class Reading:
    """How a thing is to be read: as a test whose result may be normal, as planned, as an effect of treatment."""

    study: bool = False
    planned: bool = False
    effect: bool = False


@lru_cache(maxsize=32_768)
def tokens(text: str) -> tuple[str, ...]:
    """The words and marks of a text in normal form."""
    return tuple(_TOKEN.findall(_OUT_OF.sub(r"\1/\2", plain_form(text))))


@lru_cache(maxsize=32_768)
def plain_form(text: str) -> str:
    """The normal form of a text, its shorthand written out; the same record is searched for many things."""
    return words_out(normal_form(written_out(unmarked(text))))


@cache
def term(written: str) -> Term:
    """A word or phrase of a lexicon as it is looked for."""
    parts = []
    plain = words_out(normal_form(written))
    for word in _SPACES.split(plain) if not re.search(r"\d[-+]?/\d", written) else plain.split():
        if bare := word.strip("().,:"):
            parts.append((bare.removesuffix("*"), bare.endswith("*")))
    telling = [part for part in parts if part[0] not in _LITTLE]
    return Term(written, tuple(telling if len(telling) > 1 else parts))


@lru_cache(maxsize=8192)
def parts_of(token: str) -> tuple[Part, ...]:
    """All that is looked for by which a word of a text would be found: itself, as a plural, or by how it begins."""
    alike = [(token[:letters], True) for letters in range(1, len(token) + 1)]
    alike.append((token, False))
    for ending in ("s", "es", "'s"):
        if token.endswith(ending) and len(token) - len(ending) > 2:
            alike.append((token.removesuffix(ending), False))
    return tuple(alike)


class Finder:
    """Finds many terms in many sentences: each word of a record is compared with the terms once."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._parts: dict[Part, int] = {}
        self._by_part: dict[int, list[Term]] = {}
        self._known: dict[str, tuple[int, ...]] = {}
        for one in terms:
            for part in one.parts:
                self._parts.setdefault(part, len(self._parts))
            self._by_part.setdefault(self._parts[one.parts[0]], []).append(one)

    def places(self, words: Sequence[str]) -> dict[Term, list[tuple[int, int]]]:
        """Where the terms stand in a text: first and last word of each place."""
        at: dict[int, list[int]] = {}
        for place, word in enumerate(words):
            known = self._known.get(word)
            if known is None:
                alike = [(len(part[0]) > 1, self._parts[part]) for part in parts_of(word) if part in self._parts]
                known = tuple(number for _, number in sorted(alike))
                if len(self._known) < 50_000:
                    self._known[word] = known
            for number in known:
                at.setdefault(number, []).append(place)
        found: dict[Term, list[tuple[int, int]]] = {}
        for number in at:
            for one in self._by_part.get(number, ()):
                spans = list(self._spans(one, at, words))
                if spans:
                    found[one] = spans
        return found

    def _spans(self, one: Term, at: dict[int, list[int]], words: Sequence[str]) -> Iterator[tuple[int, int]]:
        numbers = [self._parts[part] for part in one.parts]
        if len(numbers) == 1:
            yield from ((place, place) for place in at[numbers[0]][:40])
            return
        if any(number not in at for number in numbers):
            return
        for first in at[numbers[0]][:40]:
            taken = [first]
            for number in numbers[1:]:
                taken.append(min(at[number][:40], key=lambda place: (place in taken, abs(place - first))))
            low, high = min(taken), max(taken)
            near = high - low < len(numbers) + 5
            if near and len(set(taken)) == len(taken) and not _FAR.intersection(words[low:high]):
                yield low, high


def asserted(words: Sequence[str], low: int, high: int, reading: Reading) -> bool:
    """Whether the words at `low` to `high` are so: not negated, denied, planned, asked for or on condition."""
    if any(word in ("not", "never", "no", "without", "will") or word.endswith("n't") for word in words[low + 1 : high]):
        return False
    if "be" in words[low + 1 : high] and not reading.planned:
        return False
    start, end = _clause(words, low, high)
    before = words[start:low]
    if any(_negates(words, start + n, low, reading) for n in range(len(before)) if low - start - n <= _REACH):
        return False
    if not reading.planned and _is_planned(before):
        return False
    return not _turned(words[high + 1 : min(end, high + 9)], words[high + 1 : high + 5], reading)


def _clause(words: Sequence[str], low: int, high: int) -> tuple[int, int]:
    """Where the clause around the words begins and ends."""
    start = low
    while start > max(0, low - 40) and not _parts(words, start):
        start -= 1
    end = high + 1
    while end < min(len(words), high + 40) and not _parts(words, end):
        end += 1
    return start, end


def _parts(words: Sequence[str], place: int) -> bool:
    """Whether a clause begins at this word."""
    before = words[place - 1] if place else "."
    if before in _HARD:
        return True
    return before in _JOINS and words[place] in _FINITE


def _negates(words: Sequence[str], at: int, low: int, reading: Reading) -> bool:
    """Whether the word at `at` is a negation that reaches the words that begin at `low`."""
    word, between = words[at], words[at + 1 : low]
    if word in _NO:
        if words[at - 2 : at] == ("with", "or") or between[:1] in (("doubt",), ("longer",)):
            return False
        return not _broken(between, word in ("denies", "denied", "denying", "deny"), words[low])
    if word in _ADJACENT and not reading.study:
        listed = word == "negative" and between[:1] == ("for",)
        return not _broken(between, listed, words[low]) and (listed or ("," not in between and len(between) <= 3))
    if word in _SOUND and not reading.study and not reading.effect:
        return len(between) <= 4 and "," not in between
    if word in _CANNOT and not reading.effect:
        return False
    if (
        word in _NOT
        or word in _CANNOT
        or word.endswith("n't")
        or (word in ("fail", "fails", "failed") and between[:1] == ("to",))
    ):
        if between and _SHOWS_IT.match(between[0]) and not reading.effect:
            return False
        if "," in between and not {"or", "nor"} & set(words[at:low]):
            return False
        return not _broken(between, False, "")
    return word in ("refused", "declined") and not _broken(between, False, "")


def _broken(between: Sequence[str], denied: bool, first: str) -> bool:
    """Whether something between a negation and the words keeps it from reaching them."""
    if _BREAKS.intersection(between):
        return True
    effect = next((n for n, word in enumerate(between) if _EFFECT.match(word)), None)
    if (
        effect is not None
        and _LINKS.intersection(between[effect + 1 :])
        and not (between[effect].startswith("complain"))
    ):
        return True
    if denied or "," not in between:
        return False
    last = len(between) - 1 - list(reversed(between)).index(",")
    item = [word for word in (*between[last + 1 :], first) if word not in ("and", "or", "nor")]
    return bool(item) and item[0] in _STATES


def _is_planned(before: Sequence[str]) -> bool:
    for n in range(max(0, len(before) - _REACH), len(before)):
        between = before[n + 1 :]
        if not _PLAN.fullmatch(before[n]) and not (before[n] == "may" and _is_verb_after(before, n)):
            continue
        if before[n] in ("trial", "try") and n and not any(_PLAN.fullmatch(word) for word in before[:n]):
            continue
        if before[n] in ("need", "needs") and {"help", "assistance", "hours"}.intersection(between):
            continue
        if before[n] in ("risk", "risks") and between[:1] not in (("of",), ("for",)):
            continue
        if not any(_GOES_ON.fullmatch(word) for word in between) and not _BREAKS.intersection(between):
            return True
    return False


def _is_verb_after(before: Sequence[str], at: int) -> bool:
    """Whether "may" at a place is the verb and not the month."""
    of_month = at > 0 and before[at - 1] in _BEFORE_MONTHS
    return not of_month and before[at + 1 : at + 2] != () and before[at + 1].isalpha()


def _turned(after: Sequence[str], near: Sequence[str], reading: Reading) -> bool:
    """Whether what follows the words takes them back."""
    colon = next((n for n, word in enumerate(near[:3]) if word in (":", "(")), None)
    if colon is not None and len(near) > colon + 1:
        near = near[colon:]
        return near[1] in ("none", "no", "not", "denied", "denies", "nil", "0", "absent", "n/a") or (
            near[1] in _RESULTS and not reading.study
        )
    for n, word in enumerate(after):
        if word in (",", "with", "from", "of", "to") and n > 1:
            return False
        if word in ("not", "never") or word.endswith("n't"):
            following = [
                w for w in after[n + 1 : n + 4] if w not in ("been", "be", "yet", "really", "fully", "significantly")
            ]
            return reading.effect or not (following and (_EFFECT.match(following[0]) or _SHOWS_IT.match(following[0])))
        if (
            n == 0
            and word in ("well", "fine", "good", "normally", "adequately", "soundly", "easily")
            and not reading.study
            and not reading.effect
        ):
            return True
        if word in ("pending", "postponed") and n < 4:
            return not reading.planned
        if word == "due" and n < 3 and after[n + 1 : n + 2] != ("to",):
            return not reading.planned
        if word == "yet" and after[n + 1 : n + 2] == ("to",):
            return True
        beside = (
            n == 0 or (n == 1 and word in _RESULTS | _LATER) or after[n - 1] in _AUX or (n > 1 and after[n - 2] in _AUX)
        )
        if beside and (word in _TURNED or (word in _RESULTS and not reading.effect)):
            if word in _LATER:
                return not reading.planned
            return not (reading.study and word in _RESULTS)
        if (word in ("will", "would", "should", "might") and n < 3) or (
            word == "to" and after[n + 1 : n + 2] == ("be",)
        ):
            return not reading.planned
    return False
