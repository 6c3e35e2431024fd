"""Reads Markdown (CommonMark with tables): rendered, and read as the page that it makes."""

import re

from drafter.guidelines.documents.files import text_of
from drafter.guidelines.documents.html import html_text
from drafter.guidelines.documents.text import DocumentText

_FRONT_MATTER = re.compile(r"---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


def read_markdown(data: bytes) -> DocumentText:
    """Read a Markdown document. It has no pages; front matter is no text of it.

    Raises:
        NotReadable: it is no UTF-8 text, or has no text.
    """
    from markdown_it import MarkdownIt

    text = text_of(data)
    if front := _FRONT_MATTER.match(text):
        text = text[front.end() :]
    return html_text(MarkdownIt("commonmark").enable("table").render(text))
