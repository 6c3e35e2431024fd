"""A letter's lines from a Word document."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from drafter.domain.text import fold
from drafter.letters.lines import Line
from drafter.letters.text_of import Unreadable

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

_MOST_UNPACKED = 200_000_000
"""Bytes that a Word document may unpack to; a letter has some hundred thousand."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOT_SHOWN = frozenset((_W + "del", _W + "moveFrom", _W + "pPr", _W + "rPr", _FALLBACK))
"""What is struck out, says how text looks, or repeats a text box for old programs."""
_CHARACTERS = {_W + "p": "\n", _W + "tab": " ", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
_OFF = frozenset(("0", "false", "off"))


def word_lines(data: bytes) -> list[Line]:
    """The lines of a Word document (.docx): of each paragraph, and of each row of a table.

    Changes that nobody has accepted or refused yet are read as accepted. Numbers that Word gives to a list's
    paragraphs, headers and footers are no lines.

    Raises:
        Unreadable: it is damaged, too large, without text, or no Word document.
    """
    import docx

    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            if sum(part.file_size for part in package.infolist()) > _MOST_UNPACKED:
                raise Unreadable("is too large for a letter")
        document = docx.Document(BytesIO(data))
        lines = list(_lines(document.element.body, _bold_styles(document)))
    except Unreadable:
        raise
    except Exception:  # python-docx and lxml raise whatever a damaged part leads them to
        raise Unreadable("is damaged, or a ZIP file that is no Word document") from None
    if not lines:
        raise Unreadable("is a Word document without text")
    return lines


def _lines(container: "BaseOxmlElement", bold: frozenset[str]) -> Iterator[Line]:
    """The lines of what holds paragraphs and tables; those of a control or a marked change stand one deeper."""
    for child in container:
        if child.tag == _W + "p":
            begins_bold = _begins_bold(child, bold)
            for number, text in enumerate(filter(None, map(fold, _text(child).split("\n")))):
                yield Line(text, paragraph=number == 0, bold=begins_bold and number == 0)
        elif child.tag == _W + "tbl":
            for row in _within(child, _W + "tr"):
                yield from _row_lines(row, bold)
        elif child.tag not in _NOT_SHOWN:
            yield from _lines(child, bold)


def _row_lines(row: "BaseOxmlElement", bold: frozenset[str]) -> Iterator[Line]:
    """One line of a row's cells; a row with text in one cell alone sets the page, and holds paragraphs."""
    cells = [(text, cell) for cell in _within(row, _W + "tc") if (text := fold(_text(cell)))]
    if len(cells) == 1:
        yield from _lines(cells[0][1], bold)
    elif cells:
        yield Line(" ".join(text for text, _ in cells), paragraph=True)


def _within(element: "BaseOxmlElement", tag: str) -> Iterator["BaseOxmlElement"]:
    """The uppermost elements of that tag within another."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag not in _NOT_SHOWN:
            yield from _within(child, tag)


def _text(element: "BaseOxmlElement") -> str:
    if element.tag == _W + "t":
        return element.text or ""
    if element.tag in _NOT_SHOWN:
        return ""
    return _CHARACTERS.get(element.tag, "") + "".join(map(_text, element))


def _begins_bold(paragraph: "BaseOxmlElement", bold: frozenset[str]) -> bool:
    """Whether the first run with text is bold, by itself, by its style or by the paragraph's."""
    for run in paragraph.iter(_W + "r"):
        if not _text(run).strip():
            continue
        told = _told_bold(run.find(_W + "rPr"))
        if told is not None:
            return told
        styles = (run.find(f"{_W}rPr/{_W}rStyle"), paragraph.find(f"{_W}pPr/{_W}pStyle"))
        return any(style is not None and style.get(_W + "val") in bold for style in styles)
    return False


def _told_bold(properties: "BaseOxmlElement | None") -> bool | None:
    mark = None if properties is None else properties.find(_W + "b")
    return None if mark is None else mark.get(_W + "val", "1") not in _OFF


def _bold_styles(document: "Document") -> frozenset[str]:
    """The styles that set bold type by themselves or by the style that they are based on."""
    styles = {style.get(_W + "styleId"): style for style in document.styles.element.iter(_W + "style")}

    def is_bold(name: str | None, depth: int = 0) -> bool:
        style = styles.get(name)
        if style is None or depth > len(styles):
            return False
        told = _told_bold(style.find(_W + "rPr"))
        if told is not None:
            return told
        base = style.find(_W + "basedOn")
        return base is not None and is_bold(base.get(_W + "val"), depth + 1)

    return frozenset(name for name in styles if name is not None and is_bold(name))
