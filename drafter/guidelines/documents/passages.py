"""The passages of a document: one section a heading, long ones in pieces, each sentence with its page.

A passage's text is the document's text at its offsets, character for character.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.domain.guideline import DocumentPlace, Edition, Passage, PassageSentence
from drafter.domain.text import normal_form, sha256_text, split_sentences
from drafter.guidelines.documents.text import PARAGRAPH_BREAK, DocumentText, PageStart

PASSAGES_VERSION = 1
"""Goes up when the same document gives other passages than before, so that indexes and drafts notice."""
MOST_WORDS = 250
"""Words of a passage at most, unless one sentence has more."""
_TAIL = 50
"""A last piece of no more words than this stays with the one before it."""
_LONGEST_SLUG = 60
_CONTENTS = frozenset(("contents", "table of contents"))
_LIST_LABEL = re.compile(r"(?:[\[(]?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[\])]?[.:]?|\d{1,3}(?:\.\d{1,3})+\.?|[-•*–])")
_NOTE_MARKS = re.compile(r"(?:\[[0-9ivxl]{1,4}\] ?)+(?= |$)")


@dataclass(frozen=True)
class _Section:
    """A heading's own text: what stands between it and the next heading."""

    title: str
    start: int
    end: int


@dataclass(frozen=True)
class _Span:
    """A sentence's place in the document's text."""

    start: int
    end: int
    words: int
    begins_paragraph: bool


def passages_of(edition: Edition, document: DocumentText) -> tuple[Passage, ...]:
    """The passages of a document that holds an edition, in the document's order; sections without text give none."""
    sha256 = sha256_text(document.text)
    passages: list[Passage] = []
    names = _Names()
    for section in _sections(edition, document):
        pieces = _pieces(_spans(document.text, section))
        for slug, piece in zip(names.take(section.title, len(pieces)), pieces, strict=True):
            start, end = piece[0].start, piece[-1].end
            passages.append(
                Passage(
                    id=f"{edition.id}/{slug}",
                    edition=edition,
                    section=section.title,
                    pages=_labels(document.pages, start, end),
                    sentences=_sentences(document, piece),
                    document=DocumentPlace(sha256=sha256, start=start, end=end),
                )
            )
    return tuple(passages)


def _sections(edition: Edition, document: DocumentText) -> Iterator[_Section]:
    """The sections that have text of their own; what stands before the first heading is named after the document.

    A table of contents is none: it holds every section's words, and nothing of what they say.
    """
    text, headings = document.text, document.headings
    starts = [heading.start for heading in headings] + [len(text)]
    if text[: starts[0]].strip():
        yield _Section(edition.guideline, 0, starts[0])
    for title, heading, stop in zip(_titles(document), headings, starts[1:], strict=True):
        is_contents = normal_form(heading.title) in _CONTENTS and stop < len(text)
        if text[heading.end : stop].strip() and not is_contents:
            yield _Section(title, heading.end, stop)


def _titles(document: DocumentText) -> list[str]:
    """The sections' titles; one that the document repeats has the titles around it before it, as far as they tell."""
    above: list[list[str]] = []
    around: list[tuple[int, str]] = []
    for heading in document.headings:
        around = [outer for outer in around if outer[0] < heading.level]
        above.append([title for _, title in around])
        around.append((heading.level, heading.title))
    titles = [heading.title for heading in document.headings]
    for depth in range(1, 1 + max(map(len, above), default=0)):
        counts = Counter(map(normal_form, titles))
        titles = [
            f"{outer[-depth]}: {title}" if counts[normal_form(title)] > 1 and len(outer) >= depth else title
            for title, outer in zip(titles, above, strict=True)
        ]
    return titles


def _spans(text: str, section: _Section) -> list[_Span]:
    """The section's sentences; a label stays with what it labels, a note's mark with the sentence before it."""
    spans: list[_Span] = []
    at = section.start
    for paragraph in text[section.start : section.end].split(PARAGRAPH_BREAK):
        first = len(spans)
        start: int | None = None
        for sentence in split_sentences(paragraph):
            begin, end = at + sentence.start, at + sentence.end
            marks = _NOTE_MARKS.match(sentence.text) if len(spans) > first and start is None else None
            if marks:
                before = spans.pop()
                stop = at + sentence.start + len(marks.group().rstrip())
                spans.append(_span(text, before.start, stop, before.begins_paragraph))
                begin = stop + 1
                if begin >= end:
                    continue
            start = begin if start is None else start
            if not _LIST_LABEL.fullmatch(text[start:end]):
                spans.append(_span(text, start, end, len(spans) == first))
                start = None
        if start is not None:
            spans.append(_span(text, start, at + len(paragraph.rstrip()), len(spans) == first))
        at += len(paragraph) + len(PARAGRAPH_BREAK)
    return spans


def _span(text: str, start: int, end: int, begins_paragraph: bool) -> _Span:
    return _Span(start, end, len(text[start:end].split()), begins_paragraph)


def _pieces(spans: Sequence[_Span]) -> list[list[_Span]]:
    """The sentences in pieces of at most `MOST_WORDS`, ended where a paragraph ends, else where a sentence does."""
    pieces: list[list[_Span]] = []
    for paragraph in _paragraphs(spans):
        if pieces and _words(pieces[-1]) + _words(paragraph) <= MOST_WORDS:
            pieces[-1] += paragraph
            continue
        pieces.append([])
        for span in paragraph:
            if pieces[-1] and _words(pieces[-1]) + span.words > MOST_WORDS:
                pieces.append([])
            pieces[-1].append(span)
    if len(pieces) > 1 and _words(pieces[-1]) <= _TAIL:
        tail = pieces.pop()
        pieces[-1] += tail
    return pieces


def _paragraphs(spans: Sequence[_Span]) -> list[list[_Span]]:
    paragraphs: list[list[_Span]] = []
    for span in spans:
        if span.begins_paragraph:
            paragraphs.append([])
        paragraphs[-1].append(span)
    return paragraphs


def _words(spans: Sequence[_Span]) -> int:
    return sum(span.words for span in spans)


class _Names:
    """The names of passages in their edition; each is given once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._tried: Counter[str] = Counter()

    def take(self, title: str, count: int) -> list[str]:
        """Names for the pieces of a section: heat, heat-2; those of a second section so named begin with heat-b."""
        slug = re.sub(r"[^a-z0-9]+", "-", normal_form(title)).strip("-")
        base = slug[:_LONGEST_SLUG].strip("-") or "section"
        while True:
            self._tried[base] += 1
            number = self._tried[base]
            name = base if number == 1 else f"{base}-{_suffix(number)}"
            names = [name, *(f"{name}-{piece}" for piece in range(2, count + 1))]
            if self._taken.isdisjoint(names):
                self._taken.update(names)
                return names


def _suffix(number: int) -> str:
    """b, c, …, z, ba, …: letters, since numbers count the pieces of one section."""
    text = ""
    while number:
        number, letter = divmod(number - 1, 26)
        text = chr(ord("a") + letter) + text
    return text


def _sentences(document: DocumentText, piece: Sequence[_Span]) -> tuple[PassageSentence, ...]:
    sentences: list[PassageSentence] = []
    last = piece[0].start
    for number, span in enumerate(piece, start=1):
        page = _page_at(document.pages, span.start)
        sentences.append(
            PassageSentence(
                number=number,
                text=document.text[span.start : span.end],
                page=page.label if page else None,
                page_index=page.index if page else None,
                gap=document.text[last : span.start],
            )
        )
        last = span.end
    return tuple(sentences)


def _page_at(pages: Sequence[PageStart], offset: int) -> PageStart | None:
    at = bisect_right(pages, offset, key=lambda page: page.offset)
    return pages[at - 1] if at else None


def _labels(pages: Sequence[PageStart], start: int, end: int) -> tuple[str, ...]:
    """The printed labels of the pages that a passage stands on, in its order."""
    first = bisect_right(pages, start, key=lambda page: page.offset)
    after = bisect_right(pages, end - 1, key=lambda page: page.offset)
    labels = (page.label for page in pages[max(first - 1, 0) : after])
    return tuple(dict.fromkeys(label for label in labels if label is not None))
