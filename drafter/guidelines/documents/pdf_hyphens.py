"""Lines joined to running text: words that were broken at a line's end become one again."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from drafter.guidelines.documents.pdf_fragments import LINE_END_HYPHEN

_WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_HYPHENS = ("-", "‐", LINE_END_HYPHEN)
_LAST_WORD = re.compile(r"(?:[^\W\d_]+[-‐])*[^\W\d_]*$")
_FIRST_WORD = re.compile(r"[^\W\d_]*(?:[-‐][^\W\d_]+)*")
_SUSPENDED = frozenset(("and", "or", "to", "nor", "versus", "vs"))
_PREFIXES = frozenset(
    "over under inter with some every where here there hand back fore after super trans counter".split()
)
"""Words that others are joined to without a hyphen."""
_TAILS = frozenset("up based related induced controlled acting term specific free level".split())
"""Words that are joined to others with a hyphen, and are no ends of words that are broken."""
_SHORTEST_PART = 4
"""Letters of a compound's first part at least, to be taken for a word of its own."""


class WordJoiner:
    """Joins lines; what a document says elsewhere tells broken words from compounds ("treatment", "follow-up")."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._seen: Counter[str] = Counter()
        for line in lines:
            words = [word.lower().replace("‐", "-") for word in _WORD.findall(line)]
            if words and line.rstrip().endswith(_HYPHENS):
                words.pop()
            self._seen.update(words)
            self._seen.update(part for word in words if "-" in word for part in word.split("-"))

    def join(self, lines: Sequence[str]) -> str:
        """The lines as running text."""
        return self.join_with_starts(lines)[0]

    def join_with_starts(self, lines: Sequence[str]) -> tuple[str, list[int]]:
        """The lines as running text, and where in it each of them begins."""
        text = ""
        starts: list[int] = []
        for line in map(str.strip, lines):
            if text.endswith(_HYPHENS) and line:
                text = self._before(text, line)
            elif text and line and not _is_unspaced(text, line):
                text += " "
            starts.append(len(text))
            text += line
        return text.replace(LINE_END_HYPHEN, "-"), starts

    def _before(self, text: str, line: str) -> str:
        """What a text that ends with a hyphen becomes before the next line."""
        stem = text[:-1]
        left = _LAST_WORD.search(stem)
        right = _FIRST_WORD.match(line)
        if stem == "" or stem.endswith(" "):
            return stem + "- "
        if not left or not left[0] or not right or not right[0]:
            return stem + "-"
        if right[0].lower() in _SUSPENDED:
            return stem + "- "
        if not right[0][0].islower():
            return stem + "-"
        return stem + ("-" if self._is_compound(left[0].lower().replace("‐", "-"), right[0].lower()) else "")

    def _is_compound(self, left: str, right: str) -> bool:
        hyphened, joined = self._seen[f"{left}-{right}"], self._seen[left + right]
        if hyphened or joined:
            return hyphened > joined
        if right in _TAILS:
            return True
        words = self._seen[left] and self._seen[right]
        return bool(words) and len(left) >= _SHORTEST_PART and left not in _PREFIXES


def _is_unspaced(text: str, line: str) -> bool:
    """Whether nothing stands between two lines: after a dash between figures, or a stroke within "mg/day"."""
    if text.endswith("–"):
        return text[-2:-1].isdecimal() and line[:1].isdecimal()
    return text.endswith("/") and text[-2:-1].isalnum() and line[:1].isalnum()
