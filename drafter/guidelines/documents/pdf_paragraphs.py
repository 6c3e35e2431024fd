"""Lines put together to paragraphs, over the ends of columns and pages too."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from drafter.guidelines.documents.pdf_lines import Line
from drafter.guidelines.documents.pdf_rows import begins_item, is_marker

_SENTENCE_END = re.compile(r"[.!?:][\"')\]”’⁰¹²³⁴⁵⁶⁷⁸⁹]*$")
_SAME_SIZE = 0.06
_WIDER_PITCH = 1.3
"""Times the usual distance from line to line, from which a gap parts paragraphs."""
_ENOUGH = 30
"""Pairs of lines that tell the usual distance in a size of type."""
_SINGLE_SPACED = 1.25
"""Times the size of type from line to line, where too few lines tell more."""
_INDENT = 0.7
"""Part of the type's size from which the beginning of a line is set in."""
_SLACK = 1.6
"""Type sizes that a line may end early by, beyond the next line's first word, within a paragraph."""


@dataclass(slots=True)
class Lines:
    """The lines of one paragraph."""

    lines: list[Line]
    level: int | None = None
    note: bool = False
    """It is a footnote."""

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return self.lines[0].cells is not None


def paragraphs_of(pages: Sequence[tuple[list[Line], list[Line]]]) -> list[Lines]:
    """The paragraphs of the pages, each given as lines of text and lines of footnotes.

    A paragraph that goes on over the end of a column or page is one; the page's footnotes follow it.
    """
    pitch = _pitches([line for text, _ in pages for line in text])
    made: list[Lines] = []
    waiting: list[Lines] = []
    for text, notes in pages:
        for at, group in enumerate(_grouped(text, pitch)):
            if at == 0:
                found = _goes_on(made, group)
                if found is not None:
                    found.lines += group.lines
                    made += waiting
                    waiting = []
                    continue
                made += waiting
                waiting = []
            made.append(group)
        for group in _grouped(notes, pitch, notes=True):
            group.note = True
            waiting.append(group)
    return [*made, *waiting]


def _pitches(lines: Sequence[Line]) -> dict[float, float]:
    """The usual distance from line to line for each size of type; of a size with few lines it is as of the others."""
    counts: dict[float, Counter[float]] = {}
    for above, below in pairwise(lines):
        if above.page == below.page and above.block == below.block and abs(above.size - below.size) < 0.3:
            step = round((below.bottom - above.bottom) * 2) / 2
            if 0.8 * below.size < step < 2.6 * below.size:
                counts.setdefault(round(below.size), Counter())[step] += 1
    most = max(counts, key=lambda size: counts[size].total(), default=None)
    if most is None:
        return {}
    ratio = counts[most].most_common(1)[0][0] / most
    if counts[most].total() < _ENOUGH:
        ratio = min(ratio, _SINGLE_SPACED)
    return {
        size: count.most_common(1)[0][0] if count.total() >= _ENOUGH else ratio * size for size, count in counts.items()
    }


def _grouped(lines: Sequence[Line], pitch: dict[float, float], *, notes: bool = False) -> list[Lines]:
    groups: list[Lines] = []
    edges = _right_edges(lines)
    for at, line in enumerate(lines):
        if groups and _same_paragraph(groups[-1].lines, line, pitch, edges[at - 1], notes=notes):
            groups[-1].lines.append(line)
        else:
            groups.append(Lines([line], line.level))
    return groups


def _right_edges(lines: Sequence[Line]) -> list[float]:
    """For each line, how far the lines about it go to the right."""
    edges = []
    for at, line in enumerate(lines):
        near = [
            other.right
            for other in lines[max(at - 8, 0) : at + 9]
            if other.block == line.block and other.page == line.page and other.cells is None
        ]
        alike = [
            other.right
            for other in lines[max(at - 4, 0) : at + 5]
            if other.block == line.block and abs(other.left - line.left) < line.size and other.cells is None
        ]
        edges.append(max(alike if len(alike) >= 4 else near, default=line.right))
    return edges


def _same_paragraph(lines: Sequence[Line], new: Line, pitch: dict[float, float], edge: float, *, notes: bool) -> bool:
    """Whether a line goes on with a paragraph; `edge` is how far its last line could reach."""
    last, first = lines[-1], lines[0]
    if last.level is not None or new.level is not None:
        return last.level == new.level and not new.begins
    if last.cells is not None or new.cells is not None or _begins_item(last, new, edge):
        return False
    if notes and new.text[:1] in "⁰¹²³⁴⁵⁶⁷⁸⁹*†‡":
        return False
    if not alike(last, new):
        return False
    if last.page != new.page or last.block != new.block:
        return _joins_over(last, new, edge)
    step = new.bottom - last.bottom
    usual = pitch.get(round(new.size), 1.2 * new.size)
    if step > _WIDER_PITCH * usual or step < 0:
        return False
    if edge - last.right > new.word_width + _SLACK * new.size and not centred(last, new):
        return False
    inward = new.left > last.left + _INDENT * new.size and not centred(last, new)
    if begins_item(first.text) and len(lines) == 1 and inward:
        return True
    return not (inward and (len(lines) > 1 or _SENTENCE_END.search(last.text) is not None))


def _begins_item(last: Line, new: Line, edge: float) -> bool:
    """Whether a line begins an item; "4.6" or "2." where a sentence is broken in the middle begins none."""
    if not (begins_item(new.text) or is_bullet(new.text)):
        return False
    broken = not _SENTENCE_END.search(last.text) and last.right > edge - 2 * new.size - new.word_width
    same_place = abs(new.left - last.left) < 2 or new.page != last.page or new.block != last.block
    return not (broken and same_place and new.text[0].isalnum() and not begins_item(last.text))


def is_bullet(text: str) -> bool:
    """Whether a line is the mark of an item alone."""
    return is_marker(text) and not text.isdecimal()


def centred(one: Line, other: Line) -> bool:
    """Whether two lines have one middle and different beginnings."""
    return abs(one.left + one.right - other.left - other.right) < 4 and abs(one.left - other.left) > 2


def alike(one: Line, other: Line) -> bool:
    """Whether two lines are of one type: of a size, and both bold throughout or both not."""
    return abs(one.size - other.size) <= _SAME_SIZE * max(one.size, other.size) and one.bold == other.bold


def _joins_over(last: Line, new: Line, edge: float) -> bool:
    if _SENTENCE_END.search(last.text):
        return False
    return (
        new.text[:1].islower() or last.right > edge - 0.25 * (edge - last.left) or last.text.endswith(("-", "\ufffe"))
    )


def _goes_on(made: Sequence[Lines], group: Lines) -> Lines | None:
    """The paragraph of the page before that a page's first lines go on with."""
    if not made:
        return None
    last, new = made[-1].lines[-1], group.lines[0]
    if made[-1].is_row or made[-1].note or group.is_row or made[-1].level is not None or group.level is not None:
        return None
    reach = max(line.right for line in made[-1].lines)
    if not alike(last, new) or _begins_item(last, new, reach):
        return None
    return made[-1] if _joins_over(last, new, reach) else None
