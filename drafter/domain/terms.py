"""Words and phrases looked for in requests and records, as corpus and aliases name them."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache

from drafter.domain.text import normal_form, unmarked

_NEGATION = re.compile(
    r"\b(?:no|not|nor|never|without|denie[sd]|deny|denying|declin\w+|refus\w+|stopped|discontinued|gave up|"
    r"lacks?|lacking|absence of|absent|negative for|fail(?:s|ed|ure)? to|unable to|none|neither|rather than|"
    r"instead of|cannot|if|unless|whether|minimal|little|insignificant)\b|n't\b"
)
_LISTED = re.compile(
    r"[.;:]|\b(?:but|however|although)\b"
    r"|\b(?P<denies>denie[sd]|denying|deny|negative for|no (?:complaints?|history|evidence|signs?) of)\b"
)
"""A denial that bears on every word of the list after it, however long, and what ends such a list."""
_PLANNED = re.compile(
    r"\b(?:goals?|aims?|purpose|hop(?:e|es|ing)|expect\w*|anticipat\w*|in order to|intended|will|would|once|should|"
    r"plan(?:s|ned)? to|begin|requested for)\b"
)
"""Before a word: it is wished for or still to come."""
_TAKEN_BACK = re.compile(
    r"^[^.;:]{0,40}?\b(?:(?:was|were|is|are|has|have|had)(?: been)?\s+"
    r"(?:not|never|stopped|discontinued|denied|deferred|absent|planned|requested)|not been|will be|would be|to be|"
    r"is to|is recommended|was recommended|is advised|in the future|denied|in remission|resolved)\b"
    r"|^[^.;:]{0,20}?\b(?:except|other than|apart from)\b"
    r"|^[^.;:]{0,30}?\s*[:=]\s*(?:(?:patient|he|she) is )?(?:none|no|not|denie[sd]|negative|absent|nil|0|n/?a)\b"
)
"""After a word: it was not done, was given up, is still to come, holds with an exception, or is answered with none."""
_CLAUSE_END = re.compile(r"[;:]|,?\s+\b(?:but|however|although|though|while|whereas|nevertheless|yet)\b")
_BEGINS = r"(?<!\w)"
_WORD = re.compile(r"\w+")
_LETTERS = 5
"""A text of which no word begins with so many letters of a term does not hold it: asked first, since it costs less."""
_REACH = 60
"""How many characters before a word a negation still bears on it: about ten words, within one clause."""


def holds(text: str, terms: Iterable[str]) -> bool:
    """Whether a text holds one of the terms, asserted or not.

    A term is found as whole words, in any case, whatever white space or hyphens part them; a * at the end of a word
    stands for any ending: "massag*".
    """
    asked, plain = tuple(terms), _plain(text)
    return _may_hold(plain, asked) and _any_of(asked).search(plain) is not None


class TermGroups:
    """Many groups of terms, of which a text holds few: asked of a text all at once."""

    def __init__(self, groups: Iterable[tuple[str, ...]]) -> None:
        self._groups = tuple(groups)
        self._by_beginning: dict[str, list[int]] = {}
        for number, terms in enumerate(self._groups):
            for beginning in _beginnings(terms):
                self._by_beginning.setdefault(beginning, []).append(number)

    def held_in(self, text: str) -> list[int]:
        """The places, from 0 and in order, of the groups of which the text holds a term."""
        plain = _plain(text)
        near = {number for beginning in _begun(plain) for number in self._by_beginning.get(beginning, ())}
        return [number for number in sorted(near) if _any_of(self._groups[number]).search(plain)]


def without(text: str, terms: Iterable[str]) -> str:
    """The text in normal form, each place where it holds one of the terms left out."""
    asked = tuple(terms)
    if not asked:
        return text
    plain = _plain(text)
    return _any_of(asked).sub(" ", plain) if _may_hold(plain, asked) else plain


def asserts(text: str, terms: Iterable[str], *, planned: bool = False) -> bool:
    """Whether a text holds one of the terms as something that is: not negated, on condition, given up or to come.

    "No lasting pain relief" holds "pain relief" and does not assert it; nor does "pain relief was not noted". With
    `planned`, what is wished for or planned counts as well: "the plan is to repeat the injection".
    """
    plain, terms = _plain(text), tuple(terms)
    if not _may_hold(plain, terms) or not _any_of(terms).search(plain):
        return False
    found = (match for term in terms if _may_hold(plain, (term,)) for match in _pattern(term).finditer(plain))
    return any(
        not _negated(plain, match.start())
        and (planned or not _PLANNED.search(_clause_before(plain, match.start())))
        and not _TAKEN_BACK.search(plain[match.end() : match.end() + _REACH])
        for match in found
    )


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    """The normal form of a text; the same few texts are searched for many words."""
    return normal_form(unmarked(text))


def _may_hold(plain: str, terms: tuple[str, ...]) -> bool:
    """Whether a word of a text in normal form begins as one of the terms does; no term stands anywhere else."""
    return not _beginnings(terms).isdisjoint(_begun(plain))


@lru_cache(maxsize=8192)
def _beginnings(terms: tuple[str, ...]) -> frozenset[str]:
    """The first letters of each term; nothing of one that begins with a mark, which any text may hold."""
    first = (re.split(r"[\s-]+", normal_form(term))[0].removesuffix("*") for term in terms)
    return frozenset(word.group()[:_LETTERS] if (word := _WORD.match(one)) else "" for one in first)


@lru_cache(maxsize=512)
def _begun(plain: str) -> frozenset[str]:
    """The first letters of the words of a text, and fewer of them, as a term may be short."""
    words = _WORD.findall(plain)
    return frozenset(word[:letters] for letters in range(_LETTERS + 1) for word in words or ("",))


@lru_cache(maxsize=4096)
def _any_of(terms: tuple[str, ...]) -> re.Pattern[str]:
    """The terms as one pattern on texts in normal form."""
    # The look behind stands once before all of them: within words, where no term begins, none is tried.
    return re.compile(rf"{_BEGINS}(?:{'|'.join(map(_form, terms))})")


@lru_cache(maxsize=4096)
def _pattern(term: str) -> re.Pattern[str]:
    """A term as a pattern on texts in normal form."""
    return re.compile(_BEGINS + _form(term))


def _form(term: str) -> str:
    words = re.split(r"[\s-]+", normal_form(term))
    return r"[\s-]+".join(map(_word, words))


def _word(word: str) -> str:
    stem = re.escape(word.removesuffix("*"))
    return rf"{stem}\w*" if word.endswith("*") else rf"{stem}(?!\w)"


def _negated(text: str, start: int) -> bool:
    if _NEGATION.search(_clause_before(text, start)):
        return True
    ends, denies = _lists(text)
    before = bisect_right(ends, start)
    return before > 0 and denies[before - 1]


@lru_cache(maxsize=512)
def _lists(text: str) -> tuple[tuple[int, ...], tuple[bool, ...]]:
    """Where the marks of `_LISTED` end in a text, and which of them are denials."""
    marks = list(_LISTED.finditer(text))
    return tuple(mark.end() for mark in marks), tuple(mark["denies"] is not None for mark in marks)


def _clause_before(text: str, start: int) -> str:
    return _CLAUSE_END.split(text[max(0, start - _REACH) : start])[-1]
