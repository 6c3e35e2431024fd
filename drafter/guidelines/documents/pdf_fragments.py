"""What stands on a page of a PDF, measured from its upper left corner: fragments of lines, and ruled lines."""

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drafter.domain.text import fold
from drafter.guidelines.documents.characters import plain

if TYPE_CHECKING:
    import pypdfium2

_WIDE_GAP = 0.65
"""Part of a line's height from which a gap parts fragments: wider than most word spaces of justified lines."""
_BACK = -0.6
_HYPHEN_CODE = 2
LINE_END_HYPHEN = "\ufffe"
"""A hyphen that ends a line, soft or not; PDFium tells them as one."""
_RAISED_FIGURES = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_RAISED = str.maketrans("0123456789", _RAISED_FIGURES)
_CONTROLS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)])
_THIN = 3.0
_LEAST_RULE = 8.0
_DIRECTIONS = 4
_BOLD_WEIGHT = 600
_BOLD_NAME = re.compile(r"bold|black|heavy|demi|-medi|cmb|sfbx|tb$|-bd|,b\b")
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_TELLING = 3
"""Letters of a font's name at least, for the name to tell its weight; PDFium's own guess of it is often wrong."""


@dataclass(slots=True)
class Fragment:
    """Characters that stand side by side on one line; positions in points, `top` less than `bottom`."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    """Size of its type in points."""
    bold: bool
    """All of it is."""

    @property
    def middle(self) -> float:
        """Halfway between top and bottom."""
        return (self.top + self.bottom) / 2

    @property
    def word_width(self) -> float:
        """Width of its first word, about."""
        return (self.right - self.left) * len(self.text.split(" ", 1)[0]) / max(len(self.text), 1)


@dataclass(slots=True)
class Rule:
    """A ruled line, level or upright: one of its two extents is next to nothing."""

    left: float
    right: float
    top: float
    bottom: float

    @property
    def level(self) -> bool:
        """Whether it runs from left to right."""
        return self.right - self.left >= self.bottom - self.top


@dataclass(slots=True)
class PageContent:
    """One page's fragments in the order of the file, and its rules."""

    index: int
    """From 0."""
    width: float
    height: float
    fragments: list[Fragment]
    rules: list[Rule]
    images: bool
    """Whether an image stands on it."""


@dataclass(slots=True)
class _Character:
    code: str
    left: float
    right: float
    top: float
    bottom: float
    place: int
    spaced: bool


def page_content(document: "pypdfium2.PdfDocument", index: int) -> PageContent:
    """What stands on the page with that index (from 0), turned so that most of its text is upright.

    Text in other directions (a stamp along the margin, a watermark) is left out.
    """
    page = document[index]
    text_page = page.get_textpage()
    try:
        left, bottom, right, top = page.get_bbox()
        turns = _turns(text_page)
        turned = _Turned(left, bottom, right, top, turns)
        rules, images = _objects(page, turned)
        upright = [rule for rule in rules if not rule.level]
        fragments = list(_fragments(text_page, turned, upright))
        return PageContent(index, turned.width, turned.height, fragments, rules, images)
    finally:
        text_page.close()
        page.close()


class _Turned:
    """Turns a box of the page's own coordinates, which count upwards, by quarter turns, into ours."""

    def __init__(self, left: float, bottom: float, right: float, top: float, turns: int) -> None:
        self.edges = (left, bottom, right, top)
        self.turns = turns
        across = turns % 2 == 1
        self.width, self.height = (top - bottom, right - left) if across else (right - left, top - bottom)

    def __call__(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Left, right, top and bottom, counted downwards."""
        x0, y0, x1, y1 = self.edges
        if self.turns == 0:
            return left - x0, right - x0, y1 - top, y1 - bottom
        if self.turns == 1:  # its lines run down the page
            return y1 - top, y1 - bottom, x1 - right, x1 - left
        if self.turns == 2:
            return x1 - right, x1 - left, bottom - y0, top - y0
        return bottom - y0, top - y0, left - x0, right - x0


def _turns(text_page: "pypdfium2.PdfTextPage") -> int:
    """In which of four directions most of the text runs, told by some of its characters."""
    import pypdfium2.raw as pdfium

    count = text_page.count_chars()
    seen = Counter(
        _quarters(pdfium.FPDFText_GetCharAngle(text_page.raw, place))
        for place in range(0, count, max(count // 100, 1))
        if not pdfium.FPDFText_IsGenerated(text_page.raw, place)
    )
    most = seen.most_common(1)
    return int(most[0][0]) if most and most[0][0] == int(most[0][0]) else 0


def _quarters(angle: float) -> float:
    """An angle in quarter turns, to a tenth."""
    return round(angle / (math.pi / 2), 1) % _DIRECTIONS


def _fragments(text_page: "pypdfium2.PdfTextPage", turned: _Turned, upright: list[Rule]) -> Iterator[Fragment]:
    run: list[_Character] = []
    for character in _characters(text_page, turned):
        if run and not _goes_on(run[-1], character, upright):
            if (fragment := _fragment(run, text_page, turned)) is not None:
                yield fragment
            run = []
        run.append(character)
    if run and (fragment := _fragment(run, text_page, turned)) is not None:
        yield fragment


def _characters(text_page: "pypdfium2.PdfTextPage", turned: _Turned) -> Iterator[_Character]:
    """The characters that can be seen, and for each whether a space stands before it."""
    import pypdfium2.raw as pdfium

    raw = text_page.raw
    rect = pdfium.FS_RECTF()
    box = ctypes.byref(rect)
    unicode_at, box_at = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    spaced = False
    high = 0
    for place in range(text_page.count_chars()):
        number = unicode_at(raw, place)
        if 0xD800 <= number < 0xDC00:
            high = number
            continue
        if 0xDC00 <= number < 0xE000:
            number = 0x10000 + ((high - 0xD800) << 10) + number - 0xDC00 if high else 0xFFFD
        high = 0
        code = LINE_END_HYPHEN if number == _HYPHEN_CODE else chr(number)
        if code.isspace() or number == 0:
            spaced = True
            continue
        box_at(raw, place, box)
        left, right, top, bottom = turned(rect.left, rect.bottom, rect.right, rect.top)
        yield _Character(code, left, right, top, bottom, place, spaced)
        spaced = False


def _goes_on(last: _Character, new: _Character, upright: list[Rule]) -> bool:
    """Whether a character stands on one line with the one before it, and close to it."""
    low = min(last.bottom, new.bottom) - max(last.top, new.top)
    least = min(last.bottom - last.top, new.bottom - new.top)
    size = max(last.bottom - last.top, new.bottom - new.top)
    gap = new.left - last.right
    if low < least * 0.5 or not _BACK * size < gap < _WIDE_GAP * size:
        return False
    return not (new.spaced and any(_parts(rule, last, new) for rule in upright))


def _parts(rule: Rule, last: _Character, new: _Character) -> bool:
    """Whether an upright rule stands between two characters."""
    middle = (last.top + last.bottom) / 2
    return last.right - 1 <= rule.left <= new.left + 1 and rule.top <= middle <= rule.bottom


def _fragment(run: list[_Character], text_page: "pypdfium2.PdfTextPage", turned: _Turned) -> Fragment | None:
    import pypdfium2.raw as pdfium

    middle = run[len(run) // 2].place
    if _quarters(pdfium.FPDFText_GetCharAngle(text_page.raw, middle)) != turned.turns:
        return None
    left, right = run[0].left, run[-1].right
    tall = max(character.bottom - character.top for character in run)
    base = [c for c in run if c.bottom - c.top > 0.8 * tall]
    top, bottom = base[len(base) // 2].top, base[len(base) // 2].bottom
    if right < 0 or left > turned.width or bottom < 0 or top > turned.height:
        return None
    text = unicodedata.normalize("NFC", _text(run, text_page, turned, bottom, tall))
    text = fold(plain(text.replace("\xad", LINE_END_HYPHEN).translate(_CONTROLS)))
    if not text:
        return None
    bold = all(_is_bold(text_page, run[at].place) for at in {0, len(run) // 2, len(run) - 1})
    return Fragment(text, left, right, top, bottom, _size(text_page, base[len(base) // 2].place), bold)


def _text(
    run: list[_Character], text_page: "pypdfium2.PdfTextPage", turned: _Turned, bottom: float, tall: float
) -> str:
    """The characters, with spaces; raised figures, as of a note, stay so, and a word after them stands apart."""
    text = ""
    for at, character in enumerate(run):
        spaced = at > 0 and character.spaced
        code = character.code
        if code.isdecimal() and (spaced or not text[-1:].isdigit()):
            raised = code.isascii() and _is_raised(character, text_page, turned, bottom, tall)
            code = code.translate(_RAISED) if raised else code
        elif code.isdecimal() and text[-1:] in _RAISED_FIGURES:
            code = code.translate(_RAISED)
        elif code.isalpha() and text and text[-1] in _RAISED_FIGURES and not spaced:
            spaced = True
        text += (" " if spaced else "") + code
    return text


def _is_raised(
    character: _Character, text_page: "pypdfium2.PdfTextPage", turned: _Turned, bottom: float, tall: float
) -> bool:
    """Whether a figure stands above the line: of a font's own raised figures only the ink tells."""
    import pypdfium2.raw as pdfium

    if character.bottom - character.top < 0.8 * tall:
        return character.bottom < bottom - 0.2 * tall
    sides = [ctypes.c_double() for _ in range(4)]
    pdfium.FPDFText_GetCharBox(text_page.raw, character.place, *map(ctypes.byref, sides))
    left, right, low, high = (side.value for side in sides)
    _, _, _, ink = turned(left, low, right, high)
    return ink < bottom - 0.45 * tall


def _size(text_page: "pypdfium2.PdfTextPage", place: int) -> float:
    """The size of a character's type as it stands on the page."""
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text_page.raw, place, ctypes.byref(matrix))
    scale = math.hypot(matrix.c, matrix.d) or 1.0
    return float(round(pdfium.FPDFText_GetFontSize(text_page.raw, place) * scale, 1))


def _is_bold(text_page: "pypdfium2.PdfTextPage", place: int) -> bool:
    import pypdfium2.raw as pdfium

    name = ctypes.create_string_buffer(128)
    pdfium.FPDFText_GetFontInfo(text_page.raw, place, name, len(name), ctypes.byref(ctypes.c_int()))
    told = _SUBSET.sub("", name.value.decode("utf-8", "replace"))
    if sum(map(str.isalpha, told)) >= _TELLING:
        return _BOLD_NAME.search(told.lower()) is not None
    return bool(pdfium.FPDFText_GetFontWeight(text_page.raw, place) >= _BOLD_WEIGHT)


def _objects(page: "pypdfium2.PdfPage", turned: _Turned) -> tuple[list[Rule], bool]:
    """The rules on a page, and whether there is an image."""
    import pypdfium2.raw as pdfium

    rules = []
    images = False
    sides = [ctypes.c_float() for _ in range(4)]
    places = [ctypes.byref(side) for side in sides]
    for number in range(pdfium.FPDFPage_CountObjects(page.raw)):
        drawn = pdfium.FPDFPage_GetObject(page.raw, number)
        kind = pdfium.FPDFPageObj_GetType(drawn)
        images = images or kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM)
        if kind != pdfium.FPDF_PAGEOBJ_PATH or not pdfium.FPDFPageObj_GetBounds(drawn, *places):
            continue
        left, right, top, bottom = turned(*(side.value for side in sides))
        if min(right - left, bottom - top) <= _THIN and max(right - left, bottom - top) >= _LEAST_RULE:
            rules.append(Rule(left, right, top, bottom))
    return rules, images
