"""White space, the one normal form of text for comparison, sentences with offsets, and digests."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_ABBREVIATIONS = frozenset(
    "dr mr mrs ms st no nos vs p pp pg pgs ch sec fig approx dept inc jr sr e.g i.e etc et al cf vol ed eds "
    "y.o q.d b.i.d t.i.d q.h.s p.r.n a.m p.m u.s m.d d.o d.c ph.d".split()
)
_SHORT_MONTHS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())
_SENTENCE_END = re.compile(r"[.!?](?<![.!?]{2})[.!?]*+[\"')\]”’]*+(?=\s++(?P<next>\S)|\s*+\Z)")
"""A run of marks, tried from its first alone, with the character that the next sentence would begin with."""
_BEFORE_WORD = re.compile(r"[\s(]")
_BLANK_LINE = re.compile(r"\n[ \t\r\f]*\n|\f")
_PIECE = 1000
"""Characters; a word longer than that may be parted inside."""
_PIECES = re.compile(rf"(?s).{{1,{_PIECE}}}(?= )|.{{1,{_PIECE}}}")
_MARKS = dict.fromkeys(map(ord, "™®©℠"), " ")
_FOLDED = {
    **dict.fromkeys(map(ord, "‐‑‒–—−﹘﹣－"), "-"),
    **dict.fromkeys(map(ord, "‘’‚‛′ʼ`´‹›"), "'"),
    **dict.fromkeys(map(ord, "“”„‟″«»「」『』❝❞〝〞⹂"), '"'),
    **dict.fromkeys([0xAD, 0xFFFE, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF]),
}


@dataclass(frozen=True)
class Sentence:
    """One sentence of a text: `text[start:end]` is the sentence; `number` counts from 1."""

    number: int
    start: int
    end: int
    text: str


class Covered:
    """Which places of a text are taken already: asked and told in time that does not grow with what was told."""

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._mask = bytearray()
        for start, end in spans:
            self.add(start, end)

    def add(self, start: int, end: int) -> None:
        """Take a place."""
        if end > len(self._mask):
            self._mask.extend(bytes(end - len(self._mask)))
        self._mask[start:end] = b"\1" * (end - start)

    def meets(self, start: int, end: int) -> bool:
        """Whether a place has a character in common with what is taken."""
        return self._mask.find(1, start, end) >= 0


def fold(text: str) -> str:
    """The text with every run of white space made one space, and none at the ends."""
    return " ".join(text.split())


def unmarked(text: str) -> str:
    """The text without the marks of registered names, which NFKC would make letters: "Lidoderm™"."""
    return text.translate(_MARKS)


def normal_form(text: str) -> str:
    """The one form in which texts are compared: NFKC, plain quotes and dashes, no soft hyphens, folded, lower case."""
    plain = text.replace("`", "'") if text.isascii() else _compatible(text).translate(_FOLDED)
    return fold(plain).lower()


def _compatible(text: str) -> str:
    """NFKC piece by piece, parted at spaces: it sorts marks on one letter in time that grows with their square."""
    if len(text) <= _PIECE:
        return unicodedata.normalize("NFKC", text)
    return "".join(unicodedata.normalize("NFKC", piece) for piece in _PIECES.findall(text))


def plain_character(character: str) -> str:
    """What one character stands for when text is read for what it claims: as in the normal form, but with its case.

    Marks above and below letters and invisible characters are nothing; digits of every script are 0 to 9; a fraction
    stands apart ("2½" is "2 1/2").
    """
    if character.isascii():
        return " " if character.isspace() else character.translate(_FOLDED)
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", character).translate(_FOLDED))
    if "\u2044" in plain:
        return " " + plain.replace("\u2044", "/")
    return "".join(
        " " if part.isspace() else part for part in plain if unicodedata.category(part) not in ("Mn", "Me", "Cf")
    )


def sha256_text(text: str) -> str:
    """The SHA-256 of the text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def split_sentences(text: str) -> list[Sentence]:
    """The sentences of a text in order; a blank line or a page break ends one too.

    Each keeps its own characters: `text[s.start:s.end] == s.text`. White space between sentences belongs to none,
    and nothing else is left out.
    """
    sentences: list[Sentence] = []
    start = 0
    for stop in _stops(text):
        piece = text[start:stop].lstrip()
        if piece:
            begin, kept = stop - len(piece), piece.rstrip()
            sentences.append(Sentence(len(sentences) + 1, begin, begin + len(kept), kept))
        start = stop
    return sentences


def _stops(text: str) -> list[int]:
    stops = {match.end() for match in _BLANK_LINE.finditer(text)}
    stops.update(match.end() for match in _SENTENCE_END.finditer(text) if _ends_sentence(text, match))
    return sorted(stops | {len(text)})


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    """Whether a full stop ends a sentence.

    Not after an abbreviation or an initial, nor before a small letter, nor between a month and its day or year.
    """
    if text[match.start()] != ".":
        return True
    following = match["next"]
    if following is None or following.islower():
        return following is None
    word = _BEFORE_WORD.split(text[max(0, match.start() - 20) : match.start()])[-1].lower().strip("\"'(")
    if word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha()):
        return False
    return not (word in _SHORT_MONTHS and following.isdigit())
