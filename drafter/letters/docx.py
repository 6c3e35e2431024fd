"""The letter as a Word document, from a template that is edited in Word.

docxtpl's tag language is used (`{%p … %}` takes its whole paragraph, `{%tr … %}` its row, `{%r … %}` its run), but not
its `render`, which rewrites some characters of the text it is given ("{_{", tabs), mends broken XML in silence and
renders the document's properties as templates.
"""

import io
import re
import traceback
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.opc.parts.coreprops import CorePropertiesPart
from docx.oxml.coreprops import CT_CoreProperties
from docx.oxml.parser import parse_xml
from docx.parts.settings import SettingsPart
from docxtpl import DocxTemplate
from jinja2 import Environment, Template, TemplateSyntaxError, UndefinedError
from markupsafe import Markup

from drafter.errors import SettingsError
from drafter.letters.display import clean, line
from drafter.letters.organisation import Organisation
from drafter.letters.templates import FAULTS, environment
from drafter.letters.text_of import Unreadable, file_bytes
from drafter.letters.view import LetterView

DOCX_TEMPLATE = "letter.docx"
_HEADERS_AND_FOOTERS = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)
_FOUND_BY_TYPE = frozenset(
    {
        *(RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS, RELATIONSHIP_TYPE.NUMBERING),
        *(RELATIONSHIP_TYPE.THEME, RELATIONSHIP_TYPE.FONT_TABLE),
        *(RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES),
    }
)
"""The parts of a document that no mark in its text leads to and that a letter needs."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_OF_A_PERSON = tuple(
    _W + name
    for name in (
        *("commentRangeStart", "commentRangeEnd", "commentReference", "permStart", "permEnd"),
        *("rsids", "rsid", "docVars", "attachedTemplate", "mailMerge"),
    )
)
"""Marks of comments, of who may edit, and of sittings; variables, and paths of other files."""
_CHANGE = re.compile(rb"<\w+:\w+\s[^>]*\bw:author=")
_PARAGRAPH = re.compile(r"<w:p(?=[ >])")
_FROM_TEXT = "<template>"  # what Jinja calls the file of a template that is given as text
_LONGEST_PROPERTY = 255  # python-docx refuses more
_SHOWN_OF_A_PARAGRAPH = 60
_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the first that a zip can hold


class _Spoiled(Exception):
    """What is wrong with the template, as the end of a sentence that begins with its name."""


def render_docx(given: dict[str, Any], templates: Path) -> bytes:
    """The letter as the bytes of a .docx file, the same for the same letter.

    `given` is what every template sees: letter, organisation and say.

    Raises:
        SettingsError: the template is missing, is no Word document, or holds a tag that cannot be used.
        jinja2.TemplateError: what goes wrong in the phrases that it calls.
    """
    path = templates / DOCX_TEMPLATE
    try:
        document = _opened(_without_people(file_bytes(path)))
        made = environment(templates, autoescape=True, finalize=_one_line)
        for part in _written_parts(document):
            _write(part, made, given)
    except Unreadable as reason:
        raise SettingsError(f"{path}: {reason}; restore it, or name another folder") from None
    except _Spoiled as reason:
        raise SettingsError(f"{path}: {reason}") from None
    _set_properties(document, given["letter"], given["organisation"])
    return _packed(document)


@lru_cache(maxsize=4)
def _without_people(template: bytes) -> bytes:
    """The template without what tells who worked on it, worked out once for all letters."""
    document = _opened(template)
    _leave_out_people(document)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def _opened(data: bytes) -> Document:
    try:
        document = docx.Document(io.BytesIO(data))
        if len(document.element.body) == 0:
            raise ValueError
    except Exception:  # a damaged zip or part brings python-docx to raise whatever comes first
        raise _Spoiled("is not a Word document (.docx), or is damaged; restore it") from None
    return document


def _leave_out_people(document: Document) -> None:
    """Take out of an opened template what tells who worked on it: comments, sittings, the paths of other files.

    Only the parts that the document's text leads to, or that it needs, stay.
    """
    _drop_what_nothing_leads_to(document.part)
    for each in list(document.part.package.iter_parts()):
        if isinstance(each, XmlPart):
            _strip(each)
        if _CHANGE.search(each.blob):
            raise _Spoiled("holds tracked changes, which name people; accept or refuse all tracked changes")


def _drop_what_nothing_leads_to(part: XmlPart) -> None:
    leads = {value for each in part.element.iter("*") for name, value in each.attrib.items() if name.startswith(_R)}
    for key, rel in list(part.rels.items()):
        if key not in leads and rel.reltype not in _FOUND_BY_TYPE:
            del part.rels[key]


def _strip(part: XmlPart) -> None:
    for each in list(part.element.iter(*_OF_A_PERSON)):
        each.getparent().remove(each)
    for each in part.element.iter("*"):
        for name in [name for name in each.attrib if name.startswith(_W + "rsid")]:
            del each.attrib[name]
    if isinstance(part, SettingsPart):
        _drop_what_nothing_leads_to(part)


def _written_parts(document: Document) -> Iterator[XmlPart]:
    """The parts that hold tags: the body, and the headers and footers of all sections."""
    yield document.part
    for rel in document.part.rels.values():
        if rel.reltype in _HEADERS_AND_FOOTERS and isinstance(rel.target_part, XmlPart):
            yield rel.target_part


def _write(part: XmlPart, made: Environment, given: dict[str, Any]) -> None:
    """Put the part's text, rendered, in the place of its tags."""
    source = serialize_part_xml(part.element).decode("utf-8")
    template, rows = _compiled(made, source)
    try:
        written = template.render(given)
    except FAULTS as error:
        what = error if isinstance(error, UndefinedError) else type(error).__name__
        raise _Spoiled(f"{_near(error, rows)}: {what}; correct the template") from None
    try:
        part.element[:] = _parsed(written)[:]
    except SyntaxError:  # lxml's XMLSyntaxError is one; its message may hold case text
        raise _Spoiled(_why_not_xml(source, made, given)) from None


def _parsed(written: str) -> Any:
    return parse_xml(written.replace("\n<w:p", "<w:p").encode("utf-8"))


def _why_not_xml(source: str, made: Environment, given: dict[str, Any]) -> str:
    """Which of the two mistakes that spoil the XML it is: without the filter `safe` only the other one still does."""
    escaping = made.overlay()
    escaping.filters = {**made.filters, "safe": str}
    try:
        _parsed(_compiled(escaping, source)[0].render(given))
    except SyntaxError:
        message = "a tag opens in one paragraph, table row or run and closes in another; give both the same form"
        return f"{message} ({{%p, {{%tr or {{%r)"
    return "what a tag prints with |safe is not whole Word markup; print it without |safe"


@lru_cache(maxsize=64)
def _compiled(made: Environment, source: str) -> tuple[Template, tuple[str, ...]]:
    """A part as a Jinja template with each paragraph on a line of its own, and those lines, to name a place by."""
    tagged = _PARAGRAPH.sub("\n<w:p", DocxTemplate(None).patch_xml(source))
    rows = tuple(tagged.split("\n"))
    try:
        return made.from_string(tagged), rows
    except TemplateSyntaxError as error:
        what = (error.message or "cannot be read").rstrip(".")
        raise _Spoiled(f"{_paragraph(rows, error.lineno)}: {what}; correct the template") from None


def _near(error: Exception, rows: tuple[str, ...]) -> str:
    """The paragraph of the template that an error comes from; raises it again where it comes from another file."""
    frames = [
        frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith((_FROM_TEXT, ".j2"))
    ]
    if not frames or frames[-1].filename != _FROM_TEXT:
        raise error
    return _paragraph(rows, frames[-1].lineno or 1)


def _paragraph(rows: tuple[str, ...], number: int) -> str:
    text = line(re.sub(r"<[^>]*>", "", rows[min(number, len(rows)) - 1]))
    return f'in the paragraph "{text[:_SHOWN_OF_A_PARAGRAPH]}"'


def _one_line(value: object) -> object:
    """What a tag prints, as a document can hold it: no character that XML forbids, and on one line.

    The letter's own texts are so already; the organisation's may hold line ends.
    """
    if isinstance(value, Markup):
        return Markup(clean(value))  # escaped already, or passed through |safe by the template
    return clean(str(value)).replace("\n", " ").replace("\t", " ")


def _set_properties(document: Document, letter: LetterView, organisation: Organisation) -> None:
    """Give the document properties of its own: what Word wrote into the template's names people, firms and times."""
    package = document.part.package
    for key, rel in list(package.rels.items()):
        if rel.reltype != RELATIONSHIP_TYPE.OFFICE_DOCUMENT:
            del package.rels[key]
    part = CorePropertiesPart(
        PackURI("/docProps/core.xml"), CONTENT_TYPE.OPC_CORE_PROPERTIES, CT_CoreProperties.new(), package
    )
    package.relate_to(part, RELATIONSHIP_TYPE.CORE_PROPERTIES)
    title = f"{'DRAFT: ' if letter.is_draft else ''}IMR Final Determination, case {letter.case_number}"
    part.core_properties.title = title[:_LONGEST_PROPERTY]
    # Whose letter a signed one is, is not ours to say.
    part.core_properties.author = line(organisation.name)[:_LONGEST_PROPERTY] if letter.is_draft else ""
    part.core_properties.language = "en-US"


def _packed(document: Document) -> bytes:
    """The document as a zip that holds no time and nothing of the machine that wrote it."""
    saved, packed = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            target.writestr(entry, source.read(name))
    return packed.getvalue()
