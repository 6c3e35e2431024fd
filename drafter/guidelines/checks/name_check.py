"""Aliases that lead nowhere, and body parts that nothing is about."""

from collections import defaultdict
from collections.abc import Iterable

from drafter.domain.guideline import Passage
from drafter.guidelines.checks.finding import CheckedCorpus, Finding
from drafter.guidelines.corpus import ALIASES_FILE
from drafter.guidelines.names import words_of
from drafter.guidelines.searched_text import searched_text
from drafter.places import read_yaml


def name_findings(checked: CheckedCorpus) -> list[Finding]:
    """What is to be known of `aliases.yaml`; none of it is a fault, since a corpus grows."""
    aliases = checked.corpus.aliases
    document = read_yaml(checked.aliases_text)
    words = _Words(passage for _, passage, _ in checked.passages())
    found = []
    for index, alias in enumerate(aliases.aliases):
        for number, meaning in enumerate(alias.means):
            if not words.find(meaning):
                message = f'"{meaning}" finds no passage: its words stand together in none; reword it, or take it out'
                line = document.line_of(("aliases", index, "means", number))
                found.append(Finding(ALIASES_FILE, line, message, fault=False))
    named = {part for file in checked.files for part in file.edition.body_parts}
    named |= {part for _, passage, _ in checked.passages() for part in passage.scope.body_parts}
    for index, body_part in enumerate(aliases.body_parts):
        if body_part.name not in named:
            message = f'no edition or section is about the body part "{body_part.name}"'
            line = document.line_of(("body_parts", index))
            found.append(Finding(ALIASES_FILE, line, message, fault=False))
    return found


class _Words:
    """Which passages hold a word in heading, aliases or statements."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._passages: dict[str, set[str]] = defaultdict(set)
        for passage in passages:
            for word in words_of(searched_text(passage)):
                self._passages[word.rstrip("*")].add(passage.id)

    def find(self, text: str) -> set[str]:
        """The passages that hold every word of a text."""
        sets = [self._passages.get(word.rstrip("*"), set()) for word in words_of(text)]
        return set.intersection(*sets) if sets else set()
