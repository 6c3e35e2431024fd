"""Reads a Word document (.docx): headings, list labels, tables, text boxes and notes, as Word shows them."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from drafter.domain.text import fold
from drafter.guidelines.documents.characters import plain
from drafter.guidelines.documents.docx_package import WordPackage, child, is_on, local, value
from drafter.guidelines.documents.docx_styles import Lists, Styles
from drafter.guidelines.documents.files import NotReadable
from drafter.guidelines.documents.likely_headings import with_bold_headings
from drafter.guidelines.documents.list_labels import roman
from drafter.guidelines.documents.text import DocumentText, Paragraph, paragraphs_text, row_text

if TYPE_CHECKING:
    from lxml.etree import _Element

_NOT_SHOWN = frozenset(("del", "moveFrom", "pPr", "rPr", "tblPr", "tcPr", "trPr", "sectPr", "rt"))
"""What is struck out, or says how text looks."""
_CHARACTERS = {"tab": " ", "br": " ", "cr": " ", "ptab": " ", "noBreakHyphen": "-"}
_SYMBOLS = {
    "symbol": {0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB0: "°", 0xB7: "•", 0xB9: "≠", 0xBB: "≈", 0xAE: "→"}
    | {0x61: "α", 0x62: "β", 0x67: "γ", 0x6D: "μ", 0x44: "Δ", 0xAD: "↑", 0xAF: "↓", 0xD6: "√"},
    "wingdings": {0xA7: "•", 0xA8: "□", 0xFC: "✓", 0xFE: "☑", 0xE0: "→", 0x6F: "□", 0x78: "☒"},
}
"""Characters that Word sets by their number in a symbol font."""
_UNKNOWN = "\ufffd"


def read_docx(data: bytes) -> DocumentText:
    """Read a Word document. Its pages are not known: Word makes them anew for every printer.

    Changes that nobody has accepted or refused yet are read as accepted; hidden text, comments, headers, footers and
    tables of contents are left out. Notes stand at the end of the section that refers to them.

    Raises:
        NotReadable: it is damaged, locked, too large, without text, or no Word document.
    """
    package = WordPackage(data)
    reader = _Reader(package)
    body = child(package.document, "body")
    if body is not None:
        reader.read(body)
    reader.end_section()
    document = paragraphs_text(with_bold_headings(reader.out.paragraphs, reader.out.bold))
    if not document.text:
        raise NotReadable("is a Word document without text; a scan must be read by OCR first")
    return document


@dataclass
class _Line:
    """The text of a paragraph so far."""

    text: str = ""
    bold: bool = False
    plain: bool = False
    boxes: list["_Element"] = field(default_factory=list)
    """Text boxes anchored in it; they follow it."""


@dataclass
class _Out:
    """The paragraphs of the body, of a cell or of a note, and which of them are in bold type throughout."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    open: _Line = field(default_factory=_Line)
    """What a paragraph begins with that has the one before it joined to it."""

    def add(self, text: str, level: int | None = None, bold: bool = False) -> None:
        self.paragraphs.append(Paragraph(text, level))
        self.bold.append(bold)

    @property
    def text(self) -> str:
        return " ".join(paragraph.text for paragraph in self.paragraphs)


class _Reader:
    def __init__(self, package: WordPackage) -> None:
        self.out = _Out()
        self._styles = Styles(package.part("styles"))
        self._lists = Lists(package.part("numbering"))
        self._notes = {f"{kind}note": _notes(package.part(f"{kind}notes")) for kind in ("foot", "end")}
        self._marks = {"footnote": 0, "endnote": 0}
        self._due: list[tuple[str, _Element]] = []

    def read(self, container: "_Element") -> None:
        """Read what holds paragraphs and tables; those of a control or a marked change stand one deeper."""
        for element in container:
            match local(element):
                case "p":
                    self._paragraph(element)
                case "tbl":
                    self._table(element)
                case "AlternateContent":
                    self.read(_shown_choice(element))
                case name if name not in _NOT_SHOWN:
                    self.read(element)

    def end_section(self) -> None:
        """Add the notes that the section before refers to."""
        due, self._due = self._due, []
        for mark, note in due:
            for at, paragraph in enumerate(self._aside(note).paragraphs):
                self.out.add(paragraph.text if at else f"[{mark}] {paragraph.text}")

    def _paragraph(self, element: "_Element") -> None:
        if self._styles.is_generated(element):
            return
        line, self.out.open = self.out.open, _Line()
        self._inline(element, line, self._styles.is_bold(element))
        if child(element, "pPr", "rPr", "del") is not None:  # its end is struck out, so the next goes on in it
            self.out.open = line
            return
        text = fold(plain(line.text))
        if text:
            place = self._styles.list_place(element)
            label = self._lists.label(*place) if place else ""
            level = self._styles.level(element)
            if level is not None:
                self.end_section()
            self.out.add(f"{label} {text}".strip(), level, line.bold and not line.plain)
        for box in line.boxes:
            self.read(box)

    def _table(self, table: "_Element") -> None:
        for row in _within(table, "tr"):
            if child(row, "trPr", "del") is None:
                self._row(row)

    def _row(self, row: "_Element") -> None:
        """Read a row as one paragraph; one that sets the page (with a heading, a table or one cell) is no row."""
        cells = _within(row, "tc")
        layout = any(
            local(inner) == "tbl" or (local(inner) == "p" and self._styles.level(inner) is not None)
            for cell in cells
            for inner in cell.iter()
        )
        if layout:
            for cell in cells:
                self.read(cell)
            return
        read = [self._aside(cell) for cell in cells]
        filled = [cell for cell in read if cell.paragraphs]
        if len(filled) == 1:
            self.out.paragraphs += filled[0].paragraphs
            self.out.bold += filled[0].bold
        elif filled:
            self.out.add(row_text([cell.text for cell in read]))

    def _aside(self, container: "_Element") -> _Out:
        """The paragraphs of a cell or a note."""
        around, self.out = self.out, _Out()
        self.read(container)
        inside, self.out = self.out, around
        return inside

    def _inline(self, element: "_Element", line: _Line, bold: bool) -> None:
        for inner in element:
            name = local(inner)
            if name == "t":
                self._text(inner.text or "", line, bold)
            elif name in _CHARACTERS:
                line.text += _CHARACTERS[name]
            elif name == "sym":
                self._text(_symbol(inner), line, bold)
            elif name in ("footnoteReference", "endnoteReference"):
                line.text += self._mark(name.removesuffix("Reference"), inner)
            elif name == "r":
                self._run(inner, line, bold)
            elif name == "AlternateContent":
                self._inline(_shown_choice(inner), line, bold)
            elif name == "txbxContent":
                line.boxes.append(inner)
            elif name not in _NOT_SHOWN:
                self._inline(inner, line, bold)

    def _run(self, run: "_Element", line: _Line, bold: bool) -> None:
        properties = child(run, "rPr")
        if is_on(child(properties, "vanish")):
            return
        raised = value(child(properties, "vertAlign")) == "superscript"
        if raised and line.text[-1:].isdigit() and "".join(map(str, run.itertext()))[:1].isdigit():
            line.text += "^"  # 10 to the third power is not 103
        self._inline(run, line, is_on(child(properties, "b"), bold))

    @staticmethod
    def _text(text: str, line: _Line, bold: bool) -> None:
        line.text += text
        if text.strip():
            line.bold |= bold
            line.plain |= not bold

    def _mark(self, kind: str, reference: "_Element") -> str:
        """The mark of a note, which stands in brackets here; the note itself is kept for the end of the section."""
        note = self._notes[kind].get(value(reference, "id") or "")
        if note is None:
            return ""
        self._marks[kind] += 1
        mark = str(self._marks[kind]) if kind == "footnote" else roman(self._marks[kind])
        self._due.append((mark, note))
        return f" [{mark}] "


def _notes(part: "_Element | None") -> dict[str, "_Element"]:
    return {} if part is None else {id: note for note in part if (id := value(note, "id"))}


def _shown_choice(alternatives: "_Element") -> "_Element":
    """What is shown of content that is held twice, the second time for old programs."""
    choice = child(alternatives, "Choice")
    fallback = child(alternatives, "Fallback")
    return choice if choice is not None else fallback if fallback is not None else alternatives


def _within(element: "_Element", name: str) -> list["_Element"]:
    """The uppermost elements of that name within another."""
    found: list[_Element] = []
    for inner in element:
        if local(inner) == name:
            found.append(inner)
        elif local(inner) not in _NOT_SHOWN:
            found += _within(inner, name)
    return found


def _symbol(element: "_Element") -> str:
    font = re.sub(r"[^a-z]", "", (value(element, "font") or "").lower())
    try:
        number = int(value(element, "char") or "", 16) & 0xFF
    except ValueError:
        return _UNKNOWN
    return _SYMBOLS.get(font, {}).get(number, _UNKNOWN)
