"""How findings are shown on the screen."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drafter.domain.draft import Finding


def finding_lines(findings: "Iterable[Finding]") -> list[str]:
    """One line a finding: severity, code, place, what is wrong, what would mend it."""
    return [
        f"{f.severity} {f.code}{f' in sentence {f.sentence}' if f.sentence else ''}: {f.message}. {f.mend}"
        for f in findings
    ]
