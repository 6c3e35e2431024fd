"""Writes the Final Determination letter of a draft, marked DRAFT, or of a signed decision, unmarked."""

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from drafter.domain.decision import Decision
from drafter.domain.draft import Draft
from drafter.errors import SettingsError
from drafter.letters.decision_view import decision_view
from drafter.letters.display import line
from drafter.letters.draft_view import draft_view
from drafter.letters.organisation import Organisation, load_organisation
from drafter.letters.templates import Phrases, environment, template_errors
from drafter.letters.texts import removed_from
from drafter.letters.view import ALL_BUT_COVER, LetterView, Shown

FORMS = ("txt", "html", "docx", "pdf")
_WIDTH = 78


@dataclass(frozen=True)
class Letter:
    """A written letter: the bytes of its file, and the characters that it does not show as they were, a line each."""

    content: bytes
    replaced: tuple[str, ...]


def render_letter(source: Draft | Decision, form: str, templates: Path, shown: Shown = ALL_BUT_COVER) -> Letter:
    """The letter of a draft or decision in one of `FORMS`.

    Raises:
        SettingsError: the form is unknown, or a file of the templates folder is missing or cannot be used.
    """
    return render_letters(source, (form,), templates, shown)[form]


def render_letters(
    source: Draft | Decision, forms: Iterable[str], templates: Path, shown: Shown = ALL_BUT_COVER
) -> dict[str, Letter]:
    """The letter of a draft or decision in several of `FORMS`; what they share is worked out once.

    Raises:
        SettingsError: a form is unknown, or a file of the templates folder is missing or cannot be used.
    """
    organisation = load_organisation(templates)
    letters: dict[str, Letter] = {}
    seen: tuple[Draft | Decision, LetterView] | None = None
    for form in forms:
        fit, replaced = _fit(source, form)
        # Most drafts fit the PDF as they are, and are then seen alike in every form.
        if seen is None or seen[0] is not fit:
            seen = fit, _view(fit, organisation, shown, replaced)
        with template_errors(templates):
            letters[form] = Letter(_content(seen[1], form, organisation, templates), replaced)
    return letters


def _fit(source: Draft | Decision, form: str) -> tuple[Draft | Decision, tuple[str, ...]]:
    """The draft or decision as a form can show it, and the characters that it does not show as they were."""
    if form not in FORMS:
        raise SettingsError(f'letter form "{form}" is unknown; use one of {", ".join(FORMS)}')
    if form == "pdf":
        from drafter.letters.pdf import showable

        return showable(source)
    return source, removed_from(source)


def _view(source: Draft | Decision, organisation: Organisation, shown: Shown, replaced: tuple[str, ...]) -> LetterView:
    if isinstance(source, Draft):
        return draft_view(source, organisation, shown, replaced)
    return decision_view(source, organisation, shown, replaced)


def _content(view: LetterView, form: str, organisation: Organisation, templates: Path) -> bytes:
    given = {"letter": view, "organisation": organisation, "say": Phrases(templates)}
    if form == "docx":
        from drafter.letters.docx import render_docx

        return render_docx(given, templates)
    if form == "pdf":
        from drafter.letters.pdf import render_pdf

        return render_pdf(given, templates)
    made = environment(templates, autoescape=form == "html")
    made.filters |= {"wrap": wrap, "centre": centre}
    text = made.get_template(f"letter.{form}.j2").render(given)
    return (_tidy(text) if form == "txt" else text.strip() + "\n").encode("utf-8")


def wrap(text: str, indent: int = 0, hang: int | None = None) -> str:
    """The text as one paragraph of at most 78 columns; a word is never broken.

    `indent` is the columns before every line, `hang` those before every line but the first. No line ends after a
    hyphen and a space ("follow- up"), which a reader could not tell from a word broken at its hyphen.
    """
    first, rest = " " * indent, " " * (indent if hang is None else hang)
    return textwrap.fill(
        line(text).replace("- ", "-\N{NO-BREAK SPACE}"),
        width=_WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    ).replace("\N{NO-BREAK SPACE}", " ")


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
