"""Headings of documents that do not mark them: lines that look like one and have text under them."""

from collections.abc import Sequence
from dataclasses import replace

from drafter.guidelines.documents.text import Paragraph

_LONGEST = 120
"""Characters of a line that may be a heading by its bold type."""


def under_text(levels: Sequence[int | None]) -> list[int | None]:
    """The levels of lines that look like headings (None: text), kept only for those that have text under them.

    What is followed by another of its own or of an outer level is an item of a list or of a table of contents.
    """
    kept: list[int | None] = list(levels)
    for at in range(len(kept) - 1, -1, -1):
        level = kept[at]
        if level is None:
            continue
        last = at + 1 == len(kept)
        if last or (levels[at + 1] is not None and (kept[at + 1] or 0) <= level):
            kept[at] = None
    return kept


def with_bold_headings(paragraphs: Sequence[Paragraph], bold: Sequence[bool]) -> list[Paragraph]:
    """The paragraphs of a document; where none is marked as a heading, short ones in bold type throughout are."""
    if any(paragraph.level is not None for paragraph in paragraphs):
        return list(paragraphs)
    levels = [
        1
        if is_bold and len(paragraph.text) <= _LONGEST and not paragraph.text.rstrip().endswith((".", ",", ";"))
        else None
        for paragraph, is_bold in zip(paragraphs, bold, strict=True)
    ]
    return [replace(paragraph, level=level) for paragraph, level in zip(paragraphs, under_text(levels), strict=True)]
