"""The worker's sex and the side of the body, in the rationales of a signed letter."""

from collections.abc import Iterator

from drafter.domain.draft import Finding
from drafter.grounding.catalogue import finding
from drafter.grounding.lints.view import LintedLetter
from drafter.grounding.things import Things, sex_of

_CODES = frozenset({"sex-differs", "side-differs"})
"""What summary and request tell for a signed letter. Other body parts and drugs may stand in records that it does not
show."""


def lint(letter: LintedLetter, things: Things) -> Iterator[Finding]:
    """Rationales that contradict the summary's sex or the request's side."""
    sex = sex_of([letter.summary])
    for item in letter.items:
        for sentence in item.sentences:
            for wrong in things.wrong(sentence.text, [letter.summary], item.request, sex):
                if wrong.code in _CODES:
                    yield finding(
                        wrong.code,
                        wrong.message,
                        item=item.number,
                        sentence=sentence.number,
                        span=(wrong.start, wrong.end),
                    )
