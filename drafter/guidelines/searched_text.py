"""The text by which a passage is found, by meaning and by words."""

from drafter.domain.guideline import Passage


def searched_text(passage: Passage) -> str:
    """Heading, guideline, aliases and statements; a passage without statements is found by the rest.

    An index is of this text, so a change of it asks for another `INDEX_SCHEMA`.
    """
    edition = passage.edition
    lines = [passage.heading, f"{edition.guideline} {edition.edition}", ", ".join(passage.aliases), passage.text]
    return "\n".join(line for line in lines if line)
