"""Body parts and sides as requests write them."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from drafter.domain.request import Side

Span = tuple[int, int]
BodyParts = Callable[[str], list[Span]]
"""Finds the body parts of a request: where they stand in it, in order."""

_VERTEBRA = r"(?:C[1-8]|T(?:1[0-2]|[1-9])|L[1-6]|S[1-5])(?!\d)"
_LEVEL = rf"{_VERTEBRA}(?:\s?[-/–]\s?(?:{_VERTEBRA}|(?:1[0-2]|[1-9])(?![\d.%]|\s?m?g\b)))*"
_SHORT = r"[CTL]-spine|LS?[ -]spine|L/S[ -]spine|(?-i:[CTL]/S|[BLR]?[UL]E)'?s?|SI joints?|ACL|PCL|MCL|TMJ"
_MORE = (
    r"(?:(?:upper|lower|low|mid)[ -])?(?:extremit(?:y|ies)|back|arms?|legs?|limbs?)|spine|thighs?|cal(?:f|ves)|shins?|"
    r"heels?|chest|ribs?|abdomen|jaw|ears?|face|nose|tooth|teeth|sacrum|coccyx|tailbone|clavicle|scapula|sternum|"
    r"humerus|femur|tibia|fibula|ulna|buttocks?|trapezius|pelvis"
)
"""Parts that requests name and the corpus has no words for: its words say which chapter speaks of a part, and no
chapter is about an extremity or a rib. "Spine" and "back" alone could be any of three."""
_NOUN = r"(?:\s+(?:spine|joints?|fascia|tendons?|ligaments?|muscles?|nerves?))?"
_OF_NAME = (
    r"knee (?:scooter|walker)|hand[- ]?(?:held|rails?|controls?)|eye movement|head of|face[- ]to[- ]face|back[- ]up|"
    r"foot ?(?:stool|board|rest)s?"
)
"""A part of the body in a thing's name, where the thing is not for that part."""
_CONDITION = re.compile(r"headache|concuss|sciatica|de quervain|vision|[A-Z]{4,}$")
"""Words for a part's complaints and procedures ("CESI"), which say what is treated but name no part."""
_PROCEDURE = r"(?!\w*(?:ectomy|otomy|plasty|itis|algia|desis|scop|path|genic|gra[mp]))"
"""After a stem: it is what is done to the part, or what ails it: "meniscectomy"."""
_SPECIALTY = re.compile(r"\s(?:(?:surgeon|specialist)s?|surgery (?:eval|consult)\w*)\b", re.IGNORECASE)
"""After a part: it is whom to see."""

_SIDE = re.compile(
    r"(?<![\w/])(?:(?P<both>bilateral(?:ly)?|bilat|both(?= )|B/L|(?:left|lt|l)\s?(?:and|&|/|\+|or)\s?(?:right|rt|r)"
    r"|(?:right|rt|r)\s?(?:and|&|/|\+|or)\s?(?:left|lt|l))|(?P<left>left|lt|\(l\)|l(?=\.? ))"
    r"|(?P<right>right|rt|\(r\)|r(?=\.? )))(?:[ -]sided?)?\.?(?![\w/])",
    re.IGNORECASE,
)
_BARE = frozenset(("l", "r", "l.", "r.", "both"))
"""A side only right before a body part."""
_ABBREVIATED = re.compile(r"(?P<side>[BLR])[UL]Es?")
_SIDES = {"B": Side.BILATERAL, "L": Side.LEFT, "R": Side.RIGHT}
_GAP = re.compile(r"\s*(?:of |the |and |upper |lower )*\s*")


def body_part_finder(words: Iterable[str]) -> BodyParts:
    """A finder of body parts by their words; * at the end of a word stands for any ending.

    Besides the words it knows vertebral levels and ranges of them, and parts of the body that no guideline chapter is
    about. Make it once: it compiles a pattern.
    """
    named = sorted({word for word in words if not _CONDITION.search(word)}, key=len, reverse=True)
    known = "|".join(map(_word, named))
    parts = f"(?:{_MORE})(?!\\w)|(?:{known}){_NOUN}" if known else f"(?:{_MORE})(?!\\w)"
    pattern = re.compile(
        rf"(?<![\w/-])(?!{_OF_NAME})(?:(?:{_SHORT}|{_LEVEL})(?!\w)|{parts})|(?<=[a-z]/)(?:{parts})", re.IGNORECASE
    )
    return lambda text: [m.span() for m in pattern.finditer(text) if not _SPECIALTY.match(text, m.end())]


def _word(word: str) -> str:
    plain = r"[\s-]+".join(map(re.escape, re.split(r"[\s-]+", word.removesuffix("*"))))
    return rf"{plain}{_PROCEDURE}\w*" if word.endswith("*") else rf"{plain}(?!\w)"


@dataclass(frozen=True)
class Anatomy:
    """The body parts and sides of a request, and where each is named."""

    parts: tuple[str, ...]
    side: Side | None
    part_spans: list[Span]
    side_spans: list[Span]


def anatomy(text: str, body_parts: BodyParts) -> Anatomy:
    """The body parts of a text, and their side if they have one: "right elbow and right knee" is the right side."""
    parts = body_parts(text)
    starts = {start for start, _ in parts}
    sides = [(match.span(), _side(match)) for match in _SIDE.finditer(text) if _is_side(match, text, starts)]
    said = [side for _, side in sides] + [
        _SIDES[short["side"]] for start, end in parts if (short := _ABBREVIATED.match(text, start, end))
    ]
    spans = (parts, [span for span, _ in sides])
    words = tuple(dict.fromkeys(text[start:end] for start, end in parts))
    if len(set(said)) < 2:
        return Anatomy(words, said[0] if said else None, *spans)
    sided = [_sided(text, part, spans[1]) for part in parts]
    both = {text[part[0] : part[1]].lower() for part in parts}
    if len(both) == 1 and not any(start == part[0] for (start, _), part in zip(sided, parts, strict=True)):
        return Anatomy(words[:1], Side.BILATERAL, *spans)
    return Anatomy(tuple(dict.fromkeys(text[start:end] for start, end in sided)), None, *spans)


def _is_side(match: re.Match[str], text: str, part_starts: set[int]) -> bool:
    if match.group().lower() not in _BARE:
        return True
    gap = _GAP.match(text, match.end())
    return gap is not None and not part_starts.isdisjoint((match.end() + 1, gap.end()))


def _side(match: re.Match[str]) -> Side:
    return Side.BILATERAL if match["both"] else Side.LEFT if match["left"] else Side.RIGHT


def _sided(text: str, part: Span, sides: list[Span]) -> Span:
    """The part with the side right before it; `sides` stand in order and apart."""
    before = bisect_right(sides, part[0], key=lambda side: side[1]) - 1
    if before < 0 or text[sides[before][1] : part[0]].strip():
        return part
    return sides[before][0], part[1]
