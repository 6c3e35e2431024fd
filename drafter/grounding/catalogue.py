"""Every finding that grounding can make: its severity, what it means, an example, and what would mend it."""

from collections.abc import Iterable

from drafter.domain.draft import Finding, Pointer
from drafter.grounding.codes.entry import Entry
from drafter.grounding.codes.item import ITEM
from drafter.grounding.codes.lint import LINT
from drafter.grounding.codes.material import MATERIAL
from drafter.grounding.codes.model import MODEL
from drafter.grounding.codes.sentence import SENTENCE
from drafter.grounding.codes.source import SOURCE
from drafter.grounding.codes.summary import SUMMARY

CATALOGUE: dict[str, Entry] = {**SENTENCE, **ITEM, **LINT, **MATERIAL, **MODEL, **SOURCE, **SUMMARY}


def finding(
    code: str,
    message: str,
    *,
    item: int | None = None,
    sentence: int | None = None,
    span: tuple[int, int] | None = None,
    beside: Iterable[Pointer] = (),
) -> Finding:
    """A finding of the catalogue; severity and mend come from its entry."""
    entry = CATALOGUE[code]
    return Finding(
        code=code,
        severity=entry.severity,
        item=item,
        sentence=sentence,
        span=span,
        beside=tuple(beside),
        message=message,
        mend=entry.mend,
    )
