"""What can be wrong with the material that a draft is made from."""

from drafter.domain.draft import Severity
from drafter.grounding.codes.entry import Entry

MATERIAL: dict[str, Entry] = {
    "instruction-in-material": Entry(
        Severity.WARNING,
        "A record, a request or a cited guideline seems to speak to a machine or to tell the reviewer what to decide, "
        "instead of about the worker.",
        "A progress report holds a sentence that asks whoever drafts the letter to set its rules aside.",
        "Read the place in the original, judge the request by the rest of the file, and tell whoever is responsible "
        "for the file.",
    ),
    "instruction-shown": Entry(
        Severity.ERROR,
        "A model drafted the item from material that seems to tell it what to do, and may have done so.",
        "The record asks for an answer of Overturned, and the model proposes Overturned.",
        "Judge the item yourself by the rest of the file, or draft it with the built-in drafter.",
    ),
}
