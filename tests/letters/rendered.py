"""A letter of a text form, as text."""

from pathlib import Path

from drafter.domain.decision import Decision
from drafter.domain.draft import Draft
from drafter.letters.view import ALL_BUT_COVER, Shown
from drafter.letters.write import render_letter


def rendered(source: Draft | Decision, form: str, templates: Path, shown: Shown = ALL_BUT_COVER) -> str:
    return render_letter(source, form, templates, shown).content.decode("utf-8")
