"""Dead sources: in no known form, not in the register or gone, or a decision that is none."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from drafter.guidelines.checks.finding import CheckedCorpus, EditionFile, Finding
from drafter.guidelines.corpus import ALIASES_FILE
from drafter.guidelines.sources import (
    SOURCES_FILE,
    Register,
    SourceKind,
    pages_in,
    parse_source,
    source_parts,
)
from drafter.guidelines.titles import TITLES_FILE
from drafter.places import read_yaml

_NOT_PROSE = re.compile(r"\s*(?:- |\* )")
_FENCE = re.compile(r"\s*```")


@dataclass(frozen=True)
class NamedSource:
    """A source where it is named."""

    file: str
    line: int
    text: str
    statement: bool = False
    """Whether it stands under a statement, which general usage cannot carry."""


def source_findings(
    checked: CheckedCorpus, titles: str, register: Register, decisions: Collection[str] | None
) -> list[Finding]:
    """What is wrong with the sources of a corpus and of `titles.yaml`, whose text is given.

    `decisions` are the numbers of the decisions at hand, which those named must be among; None: they are not looked up.
    """
    named = [
        *(one for file in checked.files for one in _of_edition(file)),
        *_of_yaml(ALIASES_FILE, checked.aliases_text),
        *_of_yaml(TITLES_FILE, titles),
    ]
    notes = [note for file in checked.files for note in _notes(file)]
    found = [finding for one in named for finding in _of_source(one, register, decisions)]
    found += [finding for note in notes for finding in _of_note(note, register)]
    return found + list(_unnamed(register, [*named, *notes]))


def _of_edition(file: EditionFile) -> Iterator[NamedSource]:
    for text in file.edition.title_source:
        yield NamedSource(file.name, file.line_with(text, 1), text)
    for passage, place in file.passages:
        for text in passage.title_sources if passage.section else ():
            yield NamedSource(file.name, file.line_with(text, place.heading), text)
        for sentence, line in zip(passage.sentences, place.statements, strict=True):
            for text in sentence.sources:
                yield NamedSource(file.name, file.line_with(text, line), text, statement=True)


def _of_yaml(file: str, text: str) -> Iterator[NamedSource]:
    """The sources of a file that has loaded, wherever a field `source` stands in it."""
    if not text.strip():
        return
    document = read_yaml(text)
    for place, line in document.lines.items():
        if place and place[-1] == "source":
            value: Any = document.data
            for step in place:
                value = value[step]
            yield NamedSource(file, line, value)


def _of_source(one: NamedSource, register: Register, decisions: Collection[str] | None) -> Iterator[Finding]:
    for text in source_parts(one.text):
        source = parse_source(text, register)
        pages = pages_in(text)
        if source is None and pages:
            yield Finding(one.file, one.line, f"{pages[0]} is not in {SOURCES_FILE}; add it there, or correct it")
        elif source is None:
            yield Finding(one.file, one.line, f'"{text}" is in no form of a source (README.md lists them); reword it')
        elif source.kind is SourceKind.GENERAL_USAGE and one.statement:
            yield Finding(one.file, one.line, "general usage carries titles and aliases, no statement; name a source")
        elif source.registered and source.registered.gone:
            yield Finding(one.file, one.line, _gone(source.registered.source, source.registered.instead))
        elif source.malformed:
            message = f'"{source.malformed[0]}" is no decision number (CM16-0230548); correct it'
            yield Finding(one.file, one.line, message)
        elif decisions is not None:
            for number in source.decisions:
                if number not in decisions:
                    message = f"decision {number} is not among those given with --decisions; correct it, or read it in"
                    yield Finding(one.file, one.line, message)


def _of_note(note: NamedSource, register: Register) -> Iterator[Finding]:
    """What is wrong with the pages that a line of notes names."""
    for page in pages_in(note.text):
        entry = register.find(page)
        if entry is None:
            yield Finding(note.file, note.line, f"{page} is not in {SOURCES_FILE}; add it there, or correct it")
        elif entry.gone:
            yield Finding(note.file, note.line, _gone(entry.source, entry.instead))


def _gone(source: str, instead: str | None) -> str:
    return f"{source} is gone ({SOURCES_FILE}); in its place: {instead}"


def _notes(file: EditionFile) -> Iterator[NamedSource]:
    """The lines of notes and introductions of a file, which may name sources in their midst."""
    fenced = False
    for line, text in enumerate(file.text.split("\n"), start=1):
        if _FENCE.match(text):
            fenced = not fenced
        elif text and not fenced and not _NOT_PROSE.match(text):
            yield NamedSource(file.name, line, text)


def _unnamed(register: Register, named: Iterable[NamedSource]) -> Iterator[Finding]:
    """The registered sources that nothing names."""
    text = "\n".join(dict.fromkeys(one.text for one in named))
    for name, line in register.lines.items():
        if not re.search(rf"(?<![\w./-]){re.escape(name)}(?![\w?&/=-])", text):
            yield Finding(SOURCES_FILE, line, f"nothing names {name}; take it out, or name it", fault=False)
