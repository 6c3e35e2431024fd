"""Writes the Final Determination letter of a draft, marked DRAFT, from the organisation's templates."""

import textwrap
import traceback
from pathlib import Path

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)

from drafter.domain.case import Model, Text
from drafter.domain.draft import Draft
from drafter.errors import SettingsError
from drafter.letters.display import line, paragraphs
from drafter.letters.text_of import Unreadable, file_bytes, utf8_text
from drafter.letters.view import letter_view
from drafter.places import NotWellFormed, listed, read_yaml
from drafter.plain_words import as_form

FORMS = ("txt", "html")
ORGANISATION_FILE = "organisation.yaml"
_WIDTH = 78


class Organisation(Model):
    """The fixed paragraphs of an organisation's letters; a blank line in one starts a new paragraph."""

    name: Text
    """The organisation's name, at the head of the letter."""
    how_made: Text
    """How the determination was made: who reviewed what, and by which rules."""
    independence: Text
    """The reviewer's independence."""
    summary_intro: Text
    """Introduces the clinical case summary."""
    decisions_intro: Text
    """Introduces the decisions."""
    reviewer_guideline_label: Text
    """Label of the line that names the reviewer's guideline."""
    draft_notice: Text
    """Says that this is a draft which a physician must review."""


def render_letter(draft: Draft, form: str, templates: Path) -> str:
    """The letter of a draft as text of the form "txt" or "html".

    Raises:
        SettingsError: the form is unknown, or a file of the templates folder is missing or cannot be used.
    """
    if form not in FORMS:
        raise SettingsError(f'letter form "{form}" is unknown; use one of {", ".join(FORMS)}')
    organisation = load_organisation(templates)
    environment = Environment(
        loader=FileSystemLoader(templates),
        undefined=StrictUndefined,
        autoescape=form == "html",
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"paragraphs": paragraphs, "wrap": wrap, "centre": centre}
    view = letter_view(draft)
    try:
        text = environment.get_template(f"letter.{form}.j2").render(letter=view, organisation=organisation)
    except TemplateNotFound as error:
        raise SettingsError(
            f"{templates / str(error.name)}: no such template; restore it, or name another folder"
        ) from None
    except TemplateSyntaxError as error:
        raise SettingsError(f"{error.filename}, line {error.lineno}: {error.message}; correct the template") from None
    except UndefinedError as error:
        raise SettingsError(f"{_place(error, templates)}: {error}; correct the template") from None
    except (TemplateError, TypeError, ValueError, LookupError) as error:
        raise SettingsError(f"{_place(error, templates)}: {type(error).__name__}; correct the template") from None
    return _tidy(text) if form == "txt" else text.strip() + "\n"


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


def _place(error: Exception, templates: Path) -> str:
    """The template and line that an error comes from; its message may hold case text, its place does not."""
    frames = traceback.extract_tb(error.__traceback__)
    inside = [frame for frame in frames if Path(frame.filename).parent == templates]
    return f"{inside[-1].filename}, line {inside[-1].lineno}" if inside else str(templates)


def wrap(text: str, indent: int = 0, hang: int | None = None) -> str:
    """The text as one paragraph of at most 78 columns; a word is never broken.

    `indent` is the columns before every line, `hang` those before every line but the first.
    """
    first, rest = " " * indent, " " * (indent if hang is None else hang)
    return textwrap.fill(
        line(text),
        width=_WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def centre(text: str) -> str:
    """The text in the middle of the line, as the form's headings stand; no text of the case can start there."""
    return text.center(_WIDTH).rstrip()


def _tidy(text: str) -> str:
    """The text without spaces at the ends of lines, and with at most one blank line at a time."""
    lines: list[str] = []
    for row in (raw.rstrip() for raw in text.strip("\n").split("\n")):
        if row or (lines and lines[-1]):
            lines.append(row)
    return "\n".join(lines) + "\n"
