"""What can be wrong with a finished draft, seen against its sources as they are now."""

from drafter.domain.draft import Severity
from drafter.grounding.codes.entry import Entry

_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

SOURCE: dict[str, Entry] = {
    "not-in-force": Entry(
        _ERROR,
        "A passage that the rationale points at is of an edition that is not in force on the case's date.",
        "A request of 2017 is judged by the edition of 2009.",
        "Draft the item again, or name the date with --as-of.",
    ),
    "date-from-summary": Entry(
        _NOTE,
        "The date that decides the edition was read from the clinical summary, for want of one in the header.",
        "The header is empty, and the summary dates the utilization review decision.",
        "Check the date, and put it into the case file.",
    ),
    "document-not-read": Entry(
        _NOTE,
        "A document of the case file is missing or unreadable, so nothing in it was weighed.",
        "The imaging report was not received.",
        "Obtain the document, or say in the determination that it was not available.",
    ),
    "source-missing": Entry(
        _WARNING,
        "Cannot check: a source that the draft points at is not to be found.",
        "The corpus no longer has the section that G1 names.",
        "Put the source back, or name where the case file is with --case.",
    ),
    "source-changed": Entry(
        _ERROR,
        "A source is not as it was when the draft was made.",
        "A record was replaced by another version after drafting.",
        "Draft the case again.",
    ),
    "checks-changed": Entry(
        _WARNING,
        "The draft was checked by another version or with other words, and what it says of itself is not what the "
        "checks say now.",
        "A draft of last year has no finding on a wrong side, which is checked since.",
        "Go by what verify says now; the letter written from the draft shows the old findings.",
    ),
    "draft-changed": Entry(
        _ERROR,
        "An item that the built-in drafter drafted is not what it makes of the same evidence.",
        "Somebody turned determination and closing sentence round inside draft.json, or a criterion's status.",
        "Draft the case again; make changes in the letter.",
    ),
    "copy-differs": Entry(
        _ERROR,
        "What the draft shows as case data or evidence is not what its source says.",
        "Somebody changed a guideline sentence inside draft.json.",
        "Draft the case again; do not edit evidence.",
    ),
}  # fmt: skip
