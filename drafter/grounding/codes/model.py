"""What is found about the work of a model beside the checks of what it wrote."""

from drafter.domain.draft import Severity
from drafter.grounding.codes.entry import Entry

MODEL: dict[str, Entry] = {
    "evidence-shortened": Entry(
        Severity.WARNING,
        "The evidence is longer than the model's context, and the model was shown a part of it.",
        "The file has 400 pages; of the treatment notes the model was shown 80 of 2,100 sentences.",
        "Read what it was not shown before you rely on the draft, or use a model with a longer context.",
    ),
    "not-repaired": Entry(
        Severity.NOTE,
        "A check found an error, and the model could not be asked to write the sentence anew.",
        "The server was over its rate limit until the item's deadline.",
        "Correct the sentence by hand, or draft the case again.",
    ),
    "not-judged": Entry(
        Severity.NOTE,
        "A judgement of the sentences was asked for, and the model could not give one.",
        "The server was over its rate limit until the item's deadline.",
        "Judge the sentences yourself, or draft the case again.",
    ),
    "judge-doubts": Entry(
        Severity.WARNING,
        "A model that was asked whether the evidence supports the sentence says that it does not.",
        "The sentence says that therapy failed; the sentence pointed at says that it was not begun.",
        "Read the sentence beside its evidence. The judge is a model and may be wrong.",
    ),
}  # fmt: skip
