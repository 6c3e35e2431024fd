"""The lints that a signed letter goes through."""

from collections.abc import Callable, Iterator

from drafter.domain.draft import Finding
from drafter.grounding.lints import (
    causation,
    citations,
    conclusion,
    dates,
    pasted,
    record,
    remainder,
    scope,
    strengths,
    tiers,
    worker,
)
from drafter.grounding.lints.view import LintedLetter
from drafter.grounding.things import Things

_LINTS: tuple[Callable[[LintedLetter], Iterator[Finding]], ...] = (
    citations.lint,
    tiers.lint,
    pasted.lint,
    conclusion.lint,
    causation.lint,
    dates.lint,
    record.lint,
    remainder.lint,
)


def lint_signed(letter: LintedLetter, things: Things) -> tuple[Finding, ...]:
    """What the lints say of a signed letter: of the letter as a whole first, then item by item."""
    found = [finding for lint in _LINTS for finding in lint(letter)]
    found += scope.lint(letter, things.lexicon)
    found += strengths.lint(letter, things)
    found += worker.lint(letter, things)
    return tuple(sorted(found, key=lambda finding: (finding.item or 0, finding.sentence or 0)))
