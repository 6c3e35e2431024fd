"""What the styles and list definitions of a Word document say of a paragraph: heading level, bold type, list label."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from drafter.guidelines.documents.docx_package import child, is_on, local, value
from drafter.guidelines.documents.list_labels import letters, roman

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADING_NAME = re.compile(r"heading ([1-9])")
_BODY_LEVEL = 9
"""The outline level of text that is no heading (ECMA-376, 17.3.1.20)."""
_LEVELS = 9
_GENERATED = re.compile(r"toc \d|table of figures|index \d")
"""Styles of lists that Word makes of headings, captions and entries: no text of the document's own."""
_PLACEHOLDER = re.compile(r"%([1-9])")


class Styles:
    """The paragraph styles of a document."""

    def __init__(self, part: "_Element | None") -> None:
        styles = [] if part is None else [style for style in part if local(style) == "style"]
        self._styles = {name: style for style in styles if (name := value(style, "styleId"))}

    def level(self, paragraph: "_Element") -> int | None:
        """A paragraph's heading level from 1, by its own outline level or its style's; None for text."""
        properties = child(paragraph, "pPr")
        told = _number(child(properties, "outlineLvl"))
        for style in self._line(paragraph):
            if told is not None:
                break
            told = _number(child(style, "pPr", "outlineLvl"))
            name = (value(child(style, "name")) or "").lower()
            if told is None and (match := _HEADING_NAME.fullmatch(name)):
                told = int(match[1]) - 1
            elif told is None and name == "title":
                told = 0
        return told + 1 if told is not None and 0 <= told < _BODY_LEVEL else None

    def is_bold(self, paragraph: "_Element") -> bool:
        """Whether a paragraph's style sets bold type."""
        marks = (child(style, "rPr", "b") for style in self._line(paragraph))
        return is_on(next((mark for mark in marks if mark is not None), None))

    def is_generated(self, paragraph: "_Element") -> bool:
        """Whether a paragraph is an entry of a table of contents or the like."""
        return any(_GENERATED.fullmatch((value(child(style, "name")) or "").lower()) for style in self._line(paragraph))

    def list_place(self, paragraph: "_Element") -> tuple[str, int] | None:
        """The list (its number's id) and the level from 0 that a paragraph is an item of."""
        level: int | None = None
        for properties in (child(paragraph, "pPr"), *(child(style, "pPr") for style in self._line(paragraph))):
            place = child(properties, "numPr")
            if place is None:
                continue
            level = _number(child(place, "ilvl")) if level is None else level
            if id := value(child(place, "numId")):
                return (id, min(max(level or 0, 0), _LEVELS - 1)) if id != "0" else None
        return None

    def _line(self, paragraph: "_Element") -> Iterator["_Element"]:
        """The paragraph's style, the style that it is based on, and so on."""
        seen: set[str] = set()
        name = value(child(paragraph, "pPr", "pStyle"))
        while name and name not in seen and (style := self._styles.get(name)) is not None:
            seen.add(name)
            yield style
            name = value(child(style, "basedOn"))


class Lists:
    """The lists of a document; they count as their items are asked for."""

    def __init__(self, part: "_Element | None") -> None:
        self._definitions: dict[str, dict[int, _Element]] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._of: dict[str, str] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()
        for element in () if part is None else part:
            if local(element) == "abstractNum" and (id := value(element, "abstractNumId")):
                self._definitions[id] = _levels(element)
            elif local(element) == "num" and (id := value(element, "numId")):
                self._of[id] = value(child(element, "abstractNumId")) or ""
                self._starts[id] = {
                    int(value(override, "ilvl") or 0): start
                    for override in element
                    if (start := _number(child(override, "startOverride"))) is not None
                }

    def label(self, id: str, level: int) -> str:
        """What stands before the next item at that level, such as "2.1" or "(a)"; empty for a bullet or no label."""
        abstract = self._of.get(id, "")
        levels = self._definitions.get(abstract, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        if id not in self._begun:
            self._begun.add(id)
            for at in self._starts.get(id, {}):
                counts[at] = None
        count = counts[level]
        counts[level] = self._start(id, levels, level) if count is None else count + 1
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        form = _form(levels[level])
        if form in ("bullet", "none"):
            return ""

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            counted = counts[at]
            shown = counted if counted is not None else self._start(id, levels, at)
            legal = is_on(child(levels[level], "isLgl"))
            return _written(shown, "decimal" if legal else _form(levels.get(at)))

        return _PLACEHOLDER.sub(number, value(child(levels[level], "lvlText")) or "").strip()

    def _start(self, id: str, levels: dict[int, "_Element"], level: int) -> int:
        override = self._starts.get(id, {}).get(level)
        if override is not None:
            return override
        told = _number(child(levels.get(level), "start"))
        return 0 if told is None else told


def _levels(definition: "_Element") -> dict[int, "_Element"]:
    return {int(value(inner, "ilvl") or 0): inner for inner in definition if local(inner) == "lvl"}


def _form(level: "_Element | None") -> str:
    return value(child(level, "numFmt")) or "decimal"


def _written(number: int, form: str) -> str:
    match form:
        case "lowerLetter":
            return letters(number)
        case "upperLetter":
            return letters(number).upper()
        case "lowerRoman":
            return roman(number)
        case "upperRoman":
            return roman(number).upper()
        case "decimalZero":
            return f"{number:02d}"
    return str(number)


def _number(element: "_Element | None") -> int | None:
    text = value(element) or ""
    return int(text) if re.fullmatch(r"-?\d{1,6}", text) else None
