"""The two fields of a passage that are searched, each by meaning and by words."""

from enum import StrEnum

from drafter.domain.guideline import Passage


class Field(StrEnum):
    """A field of a passage, with a ranking of its own."""

    TEXT = "text"
    """Heading, guideline, aliases and statements."""
    HEADING = "heading"
    """Heading and aliases, which a long text would drown."""


def searched_text(passage: Passage, field: Field = Field.TEXT) -> str:
    """The text of a passage that is embedded and counted; one without sentences is found by heading and aliases."""
    aliases = ", ".join(passage.aliases)
    if field is Field.HEADING:
        lines = [passage.heading, aliases]
    else:
        lines = [passage.heading, f"{passage.edition.guideline} {passage.edition.edition}", aliases, passage.text]
    return "\n".join(line for line in lines if line)
