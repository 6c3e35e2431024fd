"""Word files made by hand, for what python-docx cannot write."""

import zipfile
from io import BytesIO

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
STYLES = """
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="H1"/></w:style>
<w:style w:type="paragraph" w:styleId="Deep"><w:name w:val="Deep"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Flat"><w:name w:val="Flat"/><w:basedOn w:val="H1"/>
  <w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Toc"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>
"""


def word_file(body: str, **parts: str) -> bytes:
    """A Word document of that body; `parts` are the insides of styles, numbering, footnotes and endnotes."""
    parts = {"styles": STYLES} | parts
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("_rels/.rels", _relationships({"officeDocument": "word/document.xml"}))
        package.writestr("word/_rels/document.xml.rels", _relationships({name: f"{name}.xml" for name in parts}))
        package.writestr("word/document.xml", _xml("document", f"<w:body>{body}</w:body>"))
        for name, inside in parts.items():
            package.writestr(f"word/{name}.xml", _xml(name, inside))
    return made.getvalue()


def paragraph(text: str, style: str = "", properties: str = "") -> str:
    """A paragraph of one run."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{run(text)}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _xml(name: str, inside: str) -> str:
    return f'<?xml version="1.0"?><w:{name} xmlns:w="{MAIN}" xmlns:mc="urn:compatibility">{inside}</w:{name}>'


def _relationships(targets: dict[str, str]) -> str:
    inside = "".join(f'<Relationship Type="{_KINDS}/{kind}" Target="{target}"/>' for kind, target in targets.items())
    return f'<Relationships xmlns="{_PACKAGE}">{inside}</Relationships>'
