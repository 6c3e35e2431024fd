"""The organisation's fixed paragraphs: data beside the templates, to be replaced by each organisation's own."""

import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from drafter.domain.case import Model, Text
from drafter.domain.determination import Determination
from drafter.domain.terms import holds
from drafter.errors import SettingsError
from drafter.letters.text_of import Unreadable, file_bytes, utf8_text
from drafter.places import NotWellFormed, listed, read_yaml
from drafter.plain_words import as_form

ORGANISATION_FILE = "organisation.yaml"
_FORM_LABEL = re.compile(
    r"State\(s\) of Licensure:|Certification\(s\)/Specialty:|Board Certified in|Claims Administrator guideline:"
    r"|Decision rationale:|Case Number:|HOW THE IMR FINAL|CLINICAL CASE SUMMARY|IMR ISSUES, DECISIONS",
    re.IGNORECASE,
)
SUMMARY_LEAD_IN = re.compile(r"[^:]{0,300}?\b(?:case file|medical records)\b[^:]{0,80}:\s*", re.IGNORECASE)
"""The sentence before the clinical summary, by which the summary's own words are told from it."""
ITEMS_LEAD_IN = re.compile(r"[^:]{0,300}?\bdisputed items?\b[^:]{0,80}:\s*", re.IGNORECASE)
"""The sentence before the first disputed item."""


def _leads_in(form: re.Pattern[str], words: str) -> AfterValidator:
    def check(text: str) -> str:
        if not form.fullmatch(" ".join(text.split())):
            raise ValueError(f'must hold "{words}" and end with its only colon; letters are read back by it')
        return text

    return AfterValidator(check)


def _no_label(text: str) -> str:
    if label := _FORM_LABEL.search(text):
        raise ValueError(f'must not hold "{label.group()}", which is a label of the form; letters are read back by it')
    return text


def _guideline_label(text: str) -> str:
    if not re.fullmatch(r"[\w&.,' -]{1,60} guideline", text):
        raise ValueError('must end with the word "guideline", without a colon; letters are read back by it')
    return text


Paragraphs = Annotated[Text, AfterValidator(_no_label)]


class Caution(Model):
    """A paragraph that a rule sets under an item of a draft: where it is proposed so, and its request holds a word."""

    determination: Literal[Determination.UPHELD, Determination.OVERTURNED]
    words: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Words of the request, any of them; `*` at the end stands for any ending."""
    unless: tuple[Text, ...] = ()
    """A request that holds one of these is about something else ("drug screen")."""
    text: Paragraphs

    def concerns(self, determination: Determination, request: str) -> bool:
        """Whether the paragraph belongs under such an item."""
        return determination is self.determination and holds(request, self.words) and not holds(request, self.unless)


class CoverPage(Model):
    """The optional page before the letter: the outcome and the items stand between these paragraphs."""

    intro: Paragraphs
    next_steps: Paragraphs
    """What the parties can do next."""


class Organisation(Model):
    """The fixed paragraphs of an organisation's letters; a blank line in one starts a new paragraph."""

    name: Text
    """The organisation's name, at the head of the letter."""
    how_made: Paragraphs
    """How the determination was made: who reviewed what, and by which rules."""
    independence: Paragraphs
    """The reviewer's independence."""
    summary_intro: Annotated[Text, _leads_in(SUMMARY_LEAD_IN, "case file")]
    """Introduces the clinical case summary."""
    decisions_intro: Annotated[Text, _leads_in(ITEMS_LEAD_IN, "disputed item")]
    """Introduces the decisions."""
    reviewer_guideline_label: Annotated[Text, AfterValidator(_guideline_label)]
    """Label of the line that names the reviewer's guideline."""
    draft_notice: Paragraphs
    """Says that this is a draft which a physician must review."""
    cautions: tuple[Caution, ...] = ()
    """Paragraphs set by rule."""
    cover: CoverPage


def load_organisation(templates: Path) -> Organisation:
    """The organisation's fixed paragraphs.

    Raises:
        SettingsError: the file is missing, is not YAML, or lacks a paragraph, has an empty or an unknown one; one
            line a problem, each as `file:line: what to do`.
    """
    path = templates / ORGANISATION_FILE
    try:
        organisation, faults = as_form(read_yaml(utf8_text(file_bytes(path))), Organisation)
    except Unreadable as reason:
        raise SettingsError(f"{path}: {reason}; restore it, or name another folder") from None
    except NotWellFormed as wrong:
        raise SettingsError(f"{path}:{wrong.line}: {wrong.message}") from None
    if organisation is None or faults:
        raise SettingsError("\n".join(listed(path, faults)))
    return organisation
