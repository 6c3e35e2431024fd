"""Sections and aliases that are there twice, and criteria that no request can ever meet or fail."""

from collections.abc import Iterator

from drafter.domain.guideline import Criterion, Passage
from drafter.domain.names import section_key
from drafter.domain.terms import holds
from drafter.domain.text import normal_form
from drafter.guidelines.checks.finding import CheckedCorpus, EditionFile, Finding
from drafter.guidelines.corpus_parse import InFile


def section_findings(checked: CheckedCorpus) -> list[Finding]:
    """What is wrong with sections beyond what loading refuses."""
    found = [finding for file in checked.files for finding in _same_titles(file)]
    for file, passage, place in checked.passages():
        found += _same_aliases(file, passage, place)
        found += _idle_criteria(file, passage, place)
    return found


def _same_titles(file: EditionFile) -> Iterator[Finding]:
    """Titles that letters could not tell apart: they differ in hyphens, commas or "&" alone."""
    seen: dict[str, int] = {}
    for passage, place in file.passages:
        key = section_key(passage.heading)
        if key in seen:
            message = f'section "{passage.heading}" is there already, in line {seen[key]}, written otherwise; join them'
            yield Finding(file.name, place.heading, message)
        seen.setdefault(key, place.heading)


def _same_aliases(file: EditionFile, passage: Passage, place: InFile) -> Iterator[Finding]:
    seen: set[str] = set()
    for alias in passage.aliases:
        plain = normal_form(alias)
        if plain in seen:
            line = file.line_with(alias, place.heading)
            yield Finding(file.name, line, f'alias "{alias}" is there twice in "{passage.heading}"; keep it once')
        seen.add(plain)


def _idle_criteria(file: EditionFile, passage: Passage, place: InFile) -> Iterator[Finding]:
    for criterion, line in zip(passage.criteria, place.criteria, strict=True):
        idle = [word for word in criterion.request if _is_ruled_out(word, criterion)]
        if idle and len(idle) == len(criterion.request):
            message = "every word of request is ruled out by request_not, so that it never applies; correct one of them"
            yield Finding(file.name, line, f'criterion "{criterion.id}": {message}')
        elif idle:
            message = f'request: "{idle[0]}" is ruled out by request_not, and finds nothing; take it out'
            yield Finding(file.name, line, f'criterion "{criterion.id}": {message}', fault=False)


def _is_ruled_out(word: str, criterion: Criterion) -> bool:
    """Whether every request that holds a word of `request` holds one of `request_not` too."""
    any_ending = word.replace("*", "x")  # an ending of no meaning: what rules it out rules out all of them
    return holds(any_ending, criterion.request_not)
