"""Reads a web page: headings, paragraphs, lists and tables, without the site's frame around them."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from drafter.domain.text import fold
from drafter.guidelines.documents.characters import plain
from drafter.guidelines.documents.files import NotReadable, text_of
from drafter.guidelines.documents.likely_headings import with_bold_headings
from drafter.guidelines.documents.list_labels import letters, roman
from drafter.guidelines.documents.text import DocumentText, Paragraph, paragraphs_text, row_text

if TYPE_CHECKING:
    from lxml.etree import _Element

_DEEPEST = 1_000
"""How deep elements may stand in one another: the parser leaves out, unsaid, what is deeper than twice that."""
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,80}?encoding=[\"']([\w.:-]{2,40})", re.I
)
_DECLARED_WITHIN = 4096
_LATIN = frozenset(("iso8859-1", "ascii", "cp1252"))
"""What browsers read as Windows-1252 (WHATWG, Encoding), and pages in UTF-8 declare by mistake."""
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LEFT_OUT = frozenset(
    "head script style noscript template nav svg iframe object audio video canvas map button select textarea "
    "input".split()
)
_FRAME = frozenset(("header", "footer"))
_OF_THE_TEXT = frozenset(("article", "main", "section"))
"""Within these, header and footer belong to the text and not to the site."""
_NAVIGATION = frozenset("toc navheader navfooter navigation breadcrumb breadcrumbs sphinxsidebar headerlink".split())
_NAVIGATION_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "doc-toc"))
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q rp rt ruby s samp small "
    "span strike strong sub sup time tt u var wbr".split()
)
_BOLD = frozenset(("b", "strong"))
_CELLS = frozenset(("td", "th"))
_PERMALINKS = frozenset("¶#§🔗")
_ANY_TAG = re.compile(r"<[A-Za-z!/][^<>]*>")
_LINE_FEED = "\n"


def read_html(data: bytes) -> DocumentText:
    """Read a web page. It has no pages.

    Raises:
        NotReadable: it is no HTML, is nested absurdly deep, is in an encoding that it does not declare, or has no text.
    """
    text = text_of(data, _encoding(data))
    if not _ANY_TAG.search(text):
        raise NotReadable("holds no HTML; give plain text the ending .txt")
    return html_text(text)


def html_text(text: str) -> DocumentText:
    """The document of a page's markup.

    Raises:
        NotReadable: it is nested absurdly deep, or has no text.
    """
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.LxmlError:
        raise NotReadable("holds no text") from None
    reader = _Reader(root)
    document = paragraphs_text(with_bold_headings(reader.paragraphs, reader.bold))
    if not document.text:
        raise NotReadable("holds no text outside of navigation, header and footer")
    return document


def _encoding(data: bytes) -> str:
    """The encoding that the page declares; where it declares none or a Latin one, UTF-8 if its bytes are that."""
    name = "cp1252"
    if found := _DECLARED.search(data[:_DECLARED_WITHIN]):
        declared = (found[1] or found[2]).decode("ascii")
        try:
            name = codecs.lookup(declared).name
        except LookupError:
            raise NotReadable("declares an encoding that is unknown; save it as UTF-8") from None
    if name.startswith("utf-16"):  # the declaration could not have been read
        return "utf-8-sig"
    if name not in _LATIN:
        return name
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


@dataclass
class _List:
    """An ordered or unordered list that is open."""

    kind: str
    next: int

    def label(self) -> str:
        """What stands before the next item; a bullet is no text."""
        number = self.next
        self.next += 1
        match self.kind:
            case "ul":
                return ""
            case "a":
                return f"{letters(number)}. "
            case "A":
                return f"{letters(number).upper()}. "
            case "i":
                return f"{roman(number)}. "
            case "I":
                return f"{roman(number).upper()}. "
        return f"{number}. "


@dataclass
class _Reader:
    """The paragraphs within an element, and which of them are in bold type throughout."""

    root: "_Element"
    paragraphs: list[Paragraph] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._text: list[str] = []
        self._level: int | None = None
        self._label = ""
        self._lists: list[_List] = []
        self._bold_depth = self._pre_depth = self._frame_depth = 0
        self._in_bold = self._beside_bold = False
        self._walk()
        self._flush()

    def _walk(self) -> None:
        from lxml import etree

        walker = etree.iterwalk(self.root, events=("start", "end"))
        depth = 0
        whole: _Element | None = None  # an element that was left out, or read as a row
        for event, element in walker:
            if event == "end":
                depth -= 1
                if element is not whole:
                    self._close(str(element.tag))
                whole = None
                if element is not self.root:
                    self._add(element.tail)
                continue
            depth += 1
            if depth > _DEEPEST:
                raise NotReadable("is nested deeper than any page that people write; save it anew")
            if element is not self.root and (self._left_out(element) or self._is_row(element)):
                whole = element
                walker.skip_subtree()
            else:
                self._open(element)
                self._add(element.text)

    def _open(self, element: "_Element") -> None:
        tag = str(element.tag)
        if tag == "br":
            self._text.append(_LINE_FEED)
        elif tag in _BOLD:
            self._bold_depth += 1
        elif tag == "sup" and self._text and self._text[-1][-1:].isdigit() and (element.text or "")[:1].isdigit():
            self._text.append("^")  # 10 to the third power is not 103
        elif tag in _CELLS and self._text:
            self._text.append(" ")
        if tag in _INLINE or tag == "br":
            return
        if self._level is None:
            self._flush()
        self._pre_depth += tag == "pre"
        self._frame_depth += tag in _OF_THE_TEXT
        if tag in _HEADINGS:
            self._level = _HEADINGS[tag]
        elif tag in ("ol", "ul"):
            start = element.get("start", "1")
            kind = element.get("type", "1") if tag == "ol" else "ul"
            self._lists.append(_List(kind, int(start) if re.fullmatch(r"-?\d{1,6}", start) else 1))
        elif tag == "li" and self._lists:
            if re.fullmatch(r"-?\d{1,6}", value := element.get("value", "")):
                self._lists[-1].next = int(value)
            self._label = self._lists[-1].label()

    def _close(self, tag: str) -> None:
        if tag in _BOLD:
            self._bold_depth -= 1
        if tag in _INLINE or tag == "br":
            return
        if self._level is None or tag in _HEADINGS:
            self._flush()
        if tag in _HEADINGS:
            self._level = None
        elif tag in ("ol", "ul"):
            self._lists.pop()
        elif tag == "li":
            self._label = ""
        self._pre_depth -= tag == "pre"
        self._frame_depth -= tag in _OF_THE_TEXT

    def _add(self, text: str | None) -> None:
        if not text:
            return
        self._text.append(text if self._pre_depth else re.sub(r"\s", " ", text))
        if text.strip():
            self._in_bold |= self._bold_depth > 0
            self._beside_bold |= self._bold_depth == 0

    def _flush(self) -> None:
        """End the paragraph; two line breaks part paragraphs as well, and in preformatted text a blank line."""
        bold = self._in_bold and not self._beside_bold
        text = plain("".join(self._text))
        parts = [text] if self._level is not None else re.split(r"\n[^\S\n]*\n", text)
        for part in filter(None, map(fold, parts)):
            self.paragraphs.append(Paragraph(self._label + part, self._level))
            self.bold.append(bold)
            self._label = ""
        self._text = []
        self._in_bold = self._beside_bold = False

    def _left_out(self, element: "_Element") -> bool:
        tag = str(element.tag)
        if tag in _LEFT_OUT or (tag in _FRAME and not self._frame_depth):
            return True
        names = {*element.get("class", "").lower().split(), element.get("id", "").lower()}
        style = re.sub(r"\s", "", element.get("style", "").lower())
        return (
            element.get("hidden") is not None
            or not names.isdisjoint(_NAVIGATION)
            or element.get("role", "") in _NAVIGATION_ROLES
            or "display:none" in style
            or (tag == "a" and "".join(map(str, element.itertext())).strip() in _PERMALINKS)
        )

    def _is_row(self, element: "_Element") -> bool:
        """Read a table's row as one paragraph; one that sets the page (with a heading, table or one cell) is no row."""
        if element.tag != "tr":
            return False
        cells = [cell for cell in element if cell.tag in _CELLS]
        if any(inner.tag == "table" or inner.tag in _HEADINGS for cell in cells for inner in cell.iter()):
            return False
        texts = [" ".join(_cell_texts(cell)) for cell in cells]
        if sum(map(bool, texts)) < 2:
            return False
        self._flush()
        self.paragraphs.append(Paragraph(row_text(texts)))
        self.bold.append(False)
        return True


def _cell_texts(cell: "_Element") -> Iterator[str]:
    return (paragraph.text for paragraph in _Reader(cell).paragraphs)
