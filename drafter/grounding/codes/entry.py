"""One code of the catalogue of findings."""

from dataclasses import dataclass

from drafter.domain.draft import Severity


@dataclass(frozen=True)
class Entry:
    """What a code means."""

    severity: Severity
    meaning: str
    example: str
    mend: str
