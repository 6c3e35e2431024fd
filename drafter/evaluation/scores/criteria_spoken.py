"""Which criteria of a guideline a text speaks of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from drafter.domain.guideline import Criterion, CriterionKind
from drafter.evaluation.scores.similarity import content_words
from drafter.evaluation.scores.words import Terms, words_in

_MOST_CRITERIA = 20_000
_LABEL_SHARE = 2 / 3


@dataclass(frozen=True)
class Known:
    """A criterion by its number, with what speaks of it."""

    criterion: Criterion
    """Kept, so that its identity is not given to another."""
    number: int
    groups: tuple[frozenset[int], ...]
    """The terms of each group of `shown_by`, by number."""
    against: frozenset[int]
    label: frozenset[str]
    """The words of the label, function words left out."""


class CriteriaSpoken:
    """Tells of criteria whether texts speak of them; it keeps the words of each criterion that it was asked about."""

    def __init__(self) -> None:
        self._forget()

    def tests(self, criteria: Iterable[Criterion]) -> list[Known]:
        """The criteria that are tests; one by which a guideline is silent is none."""
        if len(self._by_identity) > _MOST_CRITERIA:
            self._forget()
        tests = (one for one in criteria if one.kind is not CriterionKind.SILENT)
        return [self._by_identity.get(id(one)) or self._learn(one) for one in tests]

    def spoken(self, words: Sequence[str], tests: Sequence[Known]) -> frozenset[int]:
        """The numbers of those criteria that a text of these words speaks of.

        It does where it holds a word for each thing that would show the criterion, or a word that speaks against it, or
        two thirds of the words of its label. The words of the request do not count: every rationale has them.
        """
        if not tests:
            return frozenset()
        terms = {hit.term for hit in self._terms.find(words)}
        held = set(words)
        return frozenset(one.number for one in tests if _speaks(one, terms, held))

    def _learn(self, criterion: Criterion) -> Known:
        number = len(self._by_identity)
        known = Known(
            criterion,
            number,
            tuple(frozenset(map(self._terms.add, group)) for group in criterion.shown_by),
            frozenset(map(self._terms.add, criterion.against)),
            frozenset(content_words(words_in(criterion.label))),
        )
        self._by_identity[id(criterion)] = known
        return known

    def _forget(self) -> None:
        self._by_identity: dict[int, Known] = {}
        self._terms = Terms()


def _speaks(one: Known, terms: set[int], words: set[str]) -> bool:
    if not one.against.isdisjoint(terms):
        return True
    if one.groups and not any(group.isdisjoint(terms) for group in one.groups):
        return True
    return bool(one.label) and len(one.label & words) >= _LABEL_SHARE * len(one.label)
