"""A letter of a text form as text, and the words of a letter of any form."""

from contextlib import closing
from io import BytesIO
from pathlib import Path

import docx
import pypdfium2

from drafter.domain.decision import Decision
from drafter.domain.draft import Draft
from drafter.domain.text import fold
from drafter.letters.view import ALL_BUT_COVER, Shown
from drafter.letters.write import render_letter
from tests.letters.markup import text_of


def rendered(source: Draft | Decision, form: str, templates: Path, shown: Shown = ALL_BUT_COVER) -> str:
    return render_letter(source, form, templates, shown).content.decode("utf-8")


def words_of(content: bytes, form: str) -> str:
    """The words of a letter in a form, on one line; of a Word letter without its tables."""
    if form == "pdf":
        document = pypdfium2.PdfDocument(content)
        with closing(document):
            text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    elif form == "docx":
        text = " ".join(paragraph.text for paragraph in docx.Document(BytesIO(content)).paragraphs)
    else:
        text = content.decode("utf-8")
    return fold(text_of(text) if form == "html" else text)
