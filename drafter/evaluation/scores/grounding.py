"""What the checks found in a draft, as numbers to count: of the draft as the drafter gave it, nothing taken out."""

from collections import Counter

from drafter.domain.draft import SentenceState, Severity
from drafter.evaluation.run_files import ItemLine

UNSUPPORTED = frozenset(
    {
        "pointer-unknown", "number-unsupported", "date-unsupported", "page-unsupported", "section-unsupported",
        "edition-unsupported", "guideline-unsupported", "quotation-absent",
    }
)  # fmt: skip
"""Findings that say a number, a pointer or a locator is not in what the draft points at."""
FINDING = "finding: "


def grounding_scores(line: ItemLine) -> dict[str, float]:
    """The scores of one item's draft; none where there is no draft."""
    if line.draft is None:
        return {}
    states = Counter(line.states)
    pointed = [bool(sentence.pointers) for sentence in line.draft.rationale]
    codes = Counter(finding.code for finding in line.findings)
    errors = sum(finding.severity is Severity.ERROR for finding in line.findings)
    telling = any(finding.severity is not Severity.NOTE for finding in line.findings)
    flagged = states[SentenceState.FLAGGED]
    return {
        "sentences": len(pointed),
        "pointed": sum(pointed),
        "flagged": flagged,
        "unjudged": states[SentenceState.UNJUDGED],
        "copied": states[SentenceState.COPIED],
        "set": states[SentenceState.SET],
        "pointed and unflagged": sum(
            given and state is not SentenceState.FLAGGED for given, state in zip(pointed, line.states, strict=True)
        ),
        "errors": errors,
        "any error": float(errors > 0),
        "any flagged": float(flagged > 0),
        "no finding": float(not telling),
        "unsupported": float(any(codes[code] for code in UNSUPPORTED)),
        "absences": len(line.absences),
        "absences contradicted": sum(bool(absence.contradicted_by) for absence in line.absences),
        **{FINDING + code: float(count) for code, count in codes.items()},
    }
