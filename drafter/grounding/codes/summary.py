"""What can be wrong with a drafted clinical summary alone; its sentences have the codes of a rationale's besides."""

from drafter.domain.draft import Severity
from drafter.grounding.codes.entry import Entry

SUMMARY: dict[str, Entry] = {
    "summary-judges": Entry(
        Severity.ERROR,
        "A sentence of the drafted clinical summary judges medical necessity, causation or liability in its own voice.",
        'A summary ends "The request is not medically necessary", or says "The shoulder is not industrially related".',
        "Take the judgement out; where a record holds it, say whose it is, and point there.",
    ),
    "summary-changed": Entry(
        Severity.ERROR,
        "The drafted clinical summary is not what the model answered, or there is no such answer in the draft.",
        "Somebody changed a sentence of the summary inside draft.json, or took the summary out.",
        "Draft the case again; make changes in the letter.",
    ),
}  # fmt: skip
