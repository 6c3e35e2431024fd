"""What the guard says: where an answer stands, or may stand, in what a drafter sees."""

from typing import Annotated, Literal

from pydantic import Field

from drafter.domain.case import Model

Kind = Literal["text", "guideline line", "conclusion", "own source", "document", "paraphrase"]
Severity = Literal["leak", "suspected"]

SAID: dict[Kind, str] = {
    "text": "a short sentence of the rationale, word for word",
    "guideline line": "what the reviewer cites, in the letter's words",
}
"""What a phrase of an answer is, by the kind of leak that it makes."""


class Leak(Model):
    """One place where the answer to a letter stands in what a drafter sees of it; no word of the case is in it."""

    kind: Kind
    """Text: a run of the rationale's words. Guideline line: what the reviewer cites. Conclusion: a closing sentence.
    Own source: something that rests on this letter alone. Document: the letter itself. Paraphrase: what the rationale
    decided, in other words."""
    letter: str
    item: Annotated[int, Field(ge=1)] | None
    """Number of the item whose answer it is; None where it is about the letter as a whole."""
    place: str
    """Where it stands: "mtus-knee-2004/imaging sentence 3", "prompts/item.md", "case: clinical_summary"."""
    severity: Severity
    """A leak stops the run; what is suspected is listed for a person to look at."""
    reason: str
    """Why, in words."""

    def __str__(self) -> str:
        item = f", item {self.item}" if self.item else ""
        return f"{self.place}: {self.kind} of {self.letter}{item}: {self.reason}"
