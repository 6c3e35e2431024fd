"""A document as lines that tests compare: headings with their level, every paragraph as it reads."""

from drafter.guidelines.documents.text import PARAGRAPH_BREAK, DocumentText


def shown(document: DocumentText) -> list[str]:
    """The paragraphs in order; a heading has one # a level before it."""
    levels = {heading.start: heading.level for heading in document.headings}
    lines: list[str] = []
    at = 0
    for paragraph in document.text.split(PARAGRAPH_BREAK):
        lines.append(f"{'#' * levels[at]} {paragraph}" if at in levels else paragraph)
        at += len(paragraph) + len(PARAGRAPH_BREAK)
    return lines
