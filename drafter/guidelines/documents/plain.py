"""Reads a text file: pages at form feeds, paragraphs at blank lines, headings by how they are set."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from drafter.domain.text import fold
from drafter.guidelines.documents.characters import plain
from drafter.guidelines.documents.files import NotReadable, text_of
from drafter.guidelines.documents.likely_headings import under_text
from drafter.guidelines.documents.pdf_hyphens import WordJoiner
from drafter.guidelines.documents.plain_pages import TextPage, text_pages
from drafter.guidelines.documents.text import DocumentText, PageStart, Paragraph, paragraphs_text, row_text

_MARKUP = re.compile(r"\s*(?:<!doctype|<html|<\?xml)", re.IGNORECASE)
_UNDERLINES = "=-~^*#"
"""Characters that titles are underlined with; the first is for the outermost."""
_NUMBERED = re.compile(
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,5})\.?\s+(?P<title>[A-Z].*)"
    r"|(?:(?i:part|chapter|section|appendix)\s+(?:[A-Z]|\d{1,3}|[IVXLC]{1,7})\b(?:[.:]?\s.*)?)"
    r"|[IVXLC]{1,7}\.\s+[A-Z].*"
)
_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})*(?=\.?\s)")
_LEADERS = re.compile(r"\.{4,}|(?:\s\.){3,}")
_LONGEST = 100
"""Characters of a heading that is known by its number or its capitals."""
_LEAST_CAPITALS = 4
_UNWRAPPED = 120
"""Characters of a line from which it must be a whole paragraph: no typewriter has lines so long."""
_ITEM = re.compile(r"(?:[-*•–o]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{2,5})[.)])\s+\S")
_COLUMNS = re.compile(r"\t+| {3,}")


def read_plain(data: bytes) -> DocumentText:
    """Read a text file in UTF-8, or in UTF-16 with its mark; a form feed begins a page.

    Raises:
        NotReadable: it is no such text, or markup, or has no text.
    """
    text = plain(text_of(data))
    if _MARKUP.match(text):
        raise NotReadable("is a web page or XML; give a web page the ending .html")
    if not text.strip():
        raise NotReadable("holds no text")
    pages = text_pages(text)
    blocks = [block for page in pages for block in _blocks(page, paged=len(pages) > 1)]
    blocks = _with_sure_headings(blocks)
    return paragraphs_text(
        _paragraphs(_across_pages(blocks), WordJoiner(line for page in pages for line in page.lines))
    )


@dataclass(frozen=True)
class _Block:
    """Lines that make one paragraph."""

    lines: tuple[str, ...]
    level: int | None = None
    underlined: bool = False
    row: bool = False
    pages: tuple[tuple[int, TextPage], ...] = ()
    """Pages that begin with one of its lines, given by its number from 0."""


def _blocks(page: TextPage, *, paged: bool) -> list[_Block]:
    """The blocks of a page, the first of which begins it; one without a line where the page has no text."""
    blocks: list[_Block] = []
    for lines in _groups(page.lines):
        blocks += _split_group(lines)
    if not paged:
        return blocks
    blocks = blocks or [_Block(())]
    return [replace(blocks[0], pages=((0, page),)), *blocks[1:]]


def _groups(lines: Sequence[str]) -> list[list[str]]:
    """The lines between blank ones."""
    groups: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _split_group(lines: list[str]) -> list[_Block]:
    """The blocks of lines without a blank one between: headings, items, rows of a table, or one paragraph."""
    for at in range(len(lines) - 1):
        if level := _underline_level(lines[at], lines[at + 1]):
            before, after = lines[:at], lines[at + 2 :]
            title = _Block((lines[at],), level=level, underlined=True)
            return [*(_split_group(before) if before else []), title, *(_split_group(after) if after else [])]
    if len(lines) == 1:
        return [_Block((lines[0],), level=_heading_level(fold(lines[0])))]
    if all(_COLUMNS.search(line.strip()) for line in lines):
        return [_Block((line,), row=True) for line in lines]
    blocks: list[list[str]] = []
    for at, line in enumerate(lines):
        if not at or _ITEM.match(line.strip()) or len(lines[at - 1]) > _UNWRAPPED:
            blocks.append([line])
        else:
            blocks[-1].append(line)
    return [_Block(tuple(block)) for block in blocks]


def _underline_level(title: str, line: str) -> int | None:
    """The level of a title that the line under it underlines."""
    mark = line.strip()
    if len(mark) < 3 or len(set(mark)) != 1 or mark[0] not in _UNDERLINES or not any(map(str.isalpha, title)):
        return None
    return _UNDERLINES.index(mark[0]) + 1 if len(mark) * 2 >= len(title.strip()) else None


def _heading_level(line: str) -> int | None:
    """The level of a line that stands alone, if it looks like a heading: numbered, or in capitals."""
    if len(line) > _LONGEST or line.endswith((".", ",", ";", ":")) or _LEADERS.search(line):
        return None
    if match := _NUMBERED.fullmatch(line):
        return 1 + (match["number"] or "").count(".")
    letters = [character for character in line if character.isalpha()]
    return 1 if len(letters) >= _LEAST_CAPITALS and all(map(str.isupper, letters)) else None


def _with_sure_headings(blocks: Sequence[_Block]) -> list[_Block]:
    """The blocks, with those no headings any more that are items of a list or have no text under them."""
    kept = list(blocks)
    for at in range(len(kept) - 2, -1, -1):
        if not kept[at].underlined and _in_list(kept[at], kept[at + 1]):
            kept[at] = replace(kept[at], level=None)
    levels = under_text([block.level for block in kept])
    return [
        block if block.underlined else replace(block, level=level) for block, level in zip(kept, levels, strict=True)
    ]


def _in_list(block: _Block, following: _Block) -> bool:
    """Whether a numbered line is an item of a list: what follows is text, and is numbered like it."""
    if following.level or not following.lines or not block.lines:
        return False
    numbers = [_NUMBER.match(each.lines[0].strip()) for each in (block, following)]
    depths = [number.group().count(".") for number in numbers if number]
    return len(depths) == 2 and depths[0] == depths[1]


def _across_pages(blocks: Sequence[_Block]) -> list[_Block]:
    """The blocks, with a paragraph that a page breaks made one."""
    joined: list[_Block] = []
    for block in blocks:
        before = joined[-1] if joined else None
        if before and block.pages and _goes_on(before, block):
            pages = tuple((len(before.lines) + at, page) for at, page in block.pages)
            joined[-1] = replace(before, lines=before.lines + block.lines, pages=before.pages + pages)
        else:
            joined.append(block)
    return joined


def _goes_on(before: _Block, block: _Block) -> bool:
    if not before.lines or not block.lines or before.level or block.level or before.row or block.row:
        return False
    return not before.lines[-1].rstrip().endswith((".", "!", "?", ":")) and block.lines[0].strip()[:1].islower()


def _paragraphs(blocks: Sequence[_Block], joiner: WordJoiner) -> list[Paragraph]:
    paragraphs: list[Paragraph] = []
    for block in blocks:
        if block.row:
            text, starts = row_text(_COLUMNS.split(block.lines[0].strip())), [0]
        else:
            text, starts = joiner.join_with_starts([fold(line) for line in block.lines])
        pages = (PageStart(starts[at] if starts else 0, page.index, page.label) for at, page in block.pages)
        paragraphs.append(Paragraph(text, block.level, tuple(pages)))
    return paragraphs
