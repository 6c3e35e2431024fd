"""Headings told by their type: larger, bold, or numbered, and apart from the text."""

import re
from collections.abc import Sequence

from drafter.guidelines.documents.pdf_paragraphs import Lines
from drafter.guidelines.documents.pdf_rows import is_marker

_NUMBERED = re.compile(r"^(?:(?:\d{1,2}|[A-Z])(?:\.\d{1,3})+\.?|\d{1,2}\.?|[A-Z]\.|[IVX]{1,5}\.)\s+(?=[A-Z“\"(])")
_NAMED = re.compile(r"^(?:chapter|section|part|appendix|article)\s+(?:\d{1,3}|[A-Z]|[IVXL]{1,6})\b", re.IGNORECASE)
_LARGER = 1.07
_LONGEST = 180
"""Characters of a heading at most."""
_MOST_LINES = 4
_CAPTION = re.compile(r"^(?:table|figure|fig\.|box|exhibit)\s+[A-Z]?\d", re.IGNORECASE)


def mark_by_type(paragraphs: Sequence[Lines], body: float) -> None:
    """Gives the paragraphs that are headings by their type a level: the larger the type, the further out.

    Of headings in the same type, "3.1" is further in than "3".
    """
    found = {at: _style(paragraph) for at, paragraph in enumerate(paragraphs) if _is_heading(paragraphs, at, body)}
    ranks = {style: rank for rank, style in enumerate(sorted(set(found.values())), start=1)}
    for at, style in found.items():
        paragraphs[at].level = ranks[style]


def _style(paragraph: Lines) -> tuple[float, bool, int]:
    first = paragraph.lines[0]
    return -round(first.size), not first.bold, _depth(_text(paragraph))


def _depth(text: str) -> int:
    match = _NUMBERED.match(text)
    return len(re.findall(r"[A-Z\d]+", match[0])) if match else 1


def _text(paragraph: Lines) -> str:
    return " ".join(line.text for line in paragraph.lines)


def _is_heading(paragraphs: Sequence[Lines], at: int, body: float) -> bool:
    paragraph = paragraphs[at]
    text = _text(paragraph)
    first = paragraph.lines[0]
    if paragraph.is_row or paragraph.note or len(text) > _LONGEST or len(paragraph.lines) > _MOST_LINES:
        return False
    if sum(character.isalpha() for character in text) < 3 or _CAPTION.match(text) or is_marker(text):
        return False
    if not (text[0].isupper() or text[0].isdigit() or text[0] in '“"('):
        return False
    larger = all(line.size >= _LARGER * body for line in paragraph.lines)
    bold = all(line.bold for line in paragraph.lines) and first.size >= 0.95 * body
    if larger:
        return not text.endswith((",", ";"))
    if text.endswith((".", ",", ";", ":")) and not (bold and _NUMBERED.match(text)):
        return False
    if bold:
        return True
    numbered = _NUMBERED.match(text) is not None and "." in text.split()[0].rstrip(".")
    capitals = text.isupper() and len(text) > 5 and len(paragraph.lines) == 1
    return (
        first.size >= 0.95 * body
        and (numbered or capitals or _NAMED.match(text) is not None)
        and _stands_apart(paragraphs, at)
    )


def _stands_apart(paragraphs: Sequence[Lines], at: int) -> bool:
    """Whether text follows it, and it is not one of several such lines below one another."""
    if at + 1 >= len(paragraphs):
        return False
    after = paragraphs[at + 1]
    return len(paragraphs[at].lines) <= 2 and not after.is_row and (len(after.lines) > 1 or len(_text(after)) > 60)
