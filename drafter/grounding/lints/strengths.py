"""Requests that name one drug in two strengths or amounts."""

from collections.abc import Iterator

from drafter.domain.draft import Finding
from drafter.grounding.catalogue import finding
from drafter.grounding.lints.view import LintedLetter
from drafter.grounding.things import Things


def lint(letter: LintedLetter, things: Things) -> Iterator[Finding]:
    """Strengths that differ inside one request."""
    for item in letter.items:
        for _, _, message in things.strengths_differ(item.request):
            yield finding("strengths-differ", message, item=item.number)
