"""What requests call things, and what guidelines call them: data in guideline_corpus/aliases.yaml.

Drugs, procedures, abbreviations and specialties are read as the words that guidelines use; body parts are known
by their names and levels.
"""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Annotated

from pydantic import Field

from drafter.domain.case import Model, Text
from drafter.domain.lexicon import BodyPart
from drafter.domain.terms import TermGroups
from drafter.places import Fault, NotWellFormed, read_yaml
from drafter.plain_words import as_form


class Alias(Model):
    """Words of requests, and the words that guidelines use for the same."""

    words: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Each a word or phrase; `*` at the end stands for any ending."""
    means: Annotated[tuple[Text, ...], Field(min_length=1)]
    """What a search looks for as well."""
    source: Text
    """Where the equation comes from: a fact's source, or "general usage"."""


class Aliases(Model):
    """All aliases of a corpus."""

    aliases: tuple[Alias, ...] = ()
    body_parts: tuple[BodyPart, ...] = ()

    def expander(self) -> Callable[[str], str]:
        """Gives a text followed by what its words mean in guidelines."""
        words = TermGroups(alias.words for alias in self.aliases)

        def expand(text: str) -> str:
            meant = [meaning for number in words.held_in(text) for meaning in self.aliases[number].means]
            return "\n".join([text, *dict.fromkeys(meant)])

        return expand

    def body_parts_in(self, text: str) -> frozenset[str]:
        """The names of the body parts that a text speaks of."""
        near = (self.body_parts[number] for number in self._body_part_words.held_in(text))
        return frozenset(part.name for part in near if part.named_in(text))

    def body_parts_shown_in(self, text: str) -> frozenset[str]:
        """The names of the body parts that a text speaks of, by name, or by a region or condition.

        A region of which a part is named adds nothing: "lumbar spine" is not the neck.
        """
        named = self.body_parts_in(text)
        shown: dict[str, set[str]] = {}
        for part in (self.body_parts[number] for number in self._body_part_signs.held_in(text)):
            for word in part.shown_in(text):
                shown.setdefault(word, set()).add(part.name)
        return named.union(*(parts for parts in shown.values() if named.isdisjoint(parts)))

    @cached_property
    def _body_part_words(self) -> TermGroups:
        return TermGroups(part.words for part in self.body_parts)

    @cached_property
    def _body_part_signs(self) -> TermGroups:
        return TermGroups(part.shown_by for part in self.body_parts)

    def unknown_body_parts(self, names: Iterable[str]) -> list[str]:
        """Those of the names that no body part here has."""
        known = {part.name for part in self.body_parts}
        return [name for name in names if name not in known]


def parse_aliases(text: str) -> tuple[Aliases, list[Fault]]:
    """The aliases in a file's text, and everything that is wrong with it."""
    try:
        aliases, faults = as_form(read_yaml(text), Aliases)
    except NotWellFormed as wrong:
        return Aliases(), [Fault(wrong.line or 1, wrong.message)]
    return aliases or Aliases(), faults
