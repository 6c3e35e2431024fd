"""Words and phrases looked for in requests and records, as corpus and aliases name them."""

import re
from collections.abc import Iterable
from functools import lru_cache

_NEGATION = re.compile(
    r"\b(?:no|not|nor|never|without|denie[sd]|deny|denying|declined|lacks?|lacking|absence of|absent|negative for|"
    r"fail(?:s|ed|ure)? to|unable to|none|neither|rather than|instead of|n't|cannot|if|unless|whether|"
    r"minimal|little|insignificant)\b",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[;:]|,?\s+\b(?:but|however|although|though|while|whereas|nevertheless|yet)\b", re.IGNORECASE)
_REACH = 60
"""How many characters before a word a negation still bears on it: about ten words, within one clause."""


@lru_cache(maxsize=4096)
def term_pattern(term: str) -> re.Pattern[str]:
    """A term as a pattern: whole words, any case, any white space; a trailing * stands for any ending."""
    stem = term.removesuffix("*")
    words = r"[\s-]+".join(re.escape(word) for word in re.split(r"[\s-]+", stem.strip()))
    ending = r"\w*" if term.endswith("*") else r"(?!\w)"
    return re.compile(rf"(?<!\w){words}{ending}", re.IGNORECASE)


def holds(text: str, terms: Iterable[str]) -> bool:
    """Whether a text holds one of the terms, asserted or not."""
    return any(term_pattern(term).search(text) for term in terms)


def asserts(text: str, terms: Iterable[str]) -> bool:
    """Whether a text holds one of the terms without a negation or a condition before it in its clause.

    "No lasting pain relief" holds "pain relief" and does not assert it.
    """
    return any(not _negated(text, match.start()) for term in terms for match in term_pattern(term).finditer(text))


def _negated(text: str, start: int) -> bool:
    before = text[max(0, start - _REACH) : start]
    clause = _CLAUSE_END.split(before)[-1]
    return _NEGATION.search(clause) is not None
