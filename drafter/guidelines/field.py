"""What a search may find, by the editions that govern and the situation of the request; and what not, and why."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from drafter.domain.evidence import LeftOut
from drafter.domain.guideline import Edition, Passage, Scope, Tier
from drafter.domain.names import edition_key
from drafter.guidelines.scope import Situation, edition_out_of_scope, out_of_scope

_KEPT = 64
"""Fields kept: most items of a batch share theirs with others."""


@dataclass(frozen=True)
class Field:
    """The editions and passages that a search may find, and what it may not, with the reason."""

    editions: tuple[Edition, ...]
    """In force and in scope."""
    ids: Mapping[Tier, frozenset[str]]
    """The passages to search, by the tiers that hold an edition in force and in scope, the highest first."""
    left_out: tuple[tuple[Tier, LeftOut], ...]
    """The editions and sections out of scope."""


class Fields:
    """The fields of a corpus' passages, each worked out when it is first asked for."""

    def __init__(self, editions: Iterable[Edition], passages: Sequence[Passage]) -> None:
        self._editions = {edition.id: edition for edition in editions}
        self._sizes = Counter(passage.edition.id for passage in passages)
        self._scoped = [passage for passage in passages if passage.scope != Scope()]
        self._findable = _findable(passages)
        self._kept = lru_cache(maxsize=_KEPT)(self._worked_out)

    def of(self, governing: Iterable[str], now: Situation) -> Field:
        """The field where the editions of these ids govern."""
        return self._kept(tuple(governing), now)

    def _worked_out(self, governing: tuple[str, ...], now: Situation) -> Field:
        judged = [
            (edition, edition_out_of_scope(edition, now)) for edition in map(self._editions.__getitem__, governing)
        ]
        editions = tuple(edition for edition, reason in judged if reason is None)
        allowed = {edition.id for edition in editions}
        scoped = [passage for passage in self._scoped if passage.edition.id in allowed]
        barred = [(passage, reason) for passage in scoped if (reason := out_of_scope(passage.scope, now))]
        left_out = [(edition.tier, _left(edition, None, reason)) for edition, reason in judged if reason]
        return Field(
            editions=editions,
            ids=self._ids(editions, frozenset(passage.id for passage, _ in barred)),
            left_out=(*left_out, *self._sections_left_out(barred)),
        )

    def _ids(self, editions: Sequence[Edition], barred: frozenset[str]) -> dict[Tier, frozenset[str]]:
        held = {edition.tier for edition in editions}
        return {
            tier: frozenset().union(*(self._findable.get(e.id, ()) for e in editions if e.tier is tier)) - barred
            for tier in Tier
            if tier in held
        }

    def _sections_left_out(self, barred: Sequence[tuple[Passage, str]]) -> Iterator[tuple[Tier, LeftOut]]:
        """The sections left out; an edition of which every section is left out for one reason stands as a whole."""
        counted = Counter((passage.edition.id, reason) for passage, reason in barred)
        whole = {place for place, count in counted.items() if count == self._sizes[place[0]]}
        for passage, reason in barred:
            place = (passage.edition.id, reason)
            if place not in whole:
                yield passage.edition.tier, _left(passage.edition, passage.section, reason)
            elif counted.pop(place, 0):
                yield passage.edition.tier, _left(passage.edition, None, reason)


def _findable(passages: Sequence[Passage]) -> dict[str, set[str]]:
    """Ids of the passages that a search may find, by their edition's id.

    A title serves no purpose where a document of the user's own holds the edition's text.
    """
    documented = {edition_key(passage.edition) for passage in passages if passage.document}
    found: dict[str, set[str]] = {}
    for passage in passages:
        if passage.held or edition_key(passage.edition) not in documented:
            found.setdefault(passage.edition.id, set()).add(passage.id)
    return found


def _left(edition: Edition, section: str | None, reason: str) -> LeftOut:
    return LeftOut(edition=f"{edition.cited_as} {edition.edition}", section=section, reason=reason)
