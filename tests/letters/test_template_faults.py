"""A mistake in a template is one line that names the file, never the case; no person's name comes from a template."""

import base64
import io
import re
import shutil
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from drafter.domain.draft import Draft
from drafter.errors import SettingsError
from drafter.letters.templates import template_errors
from drafter.letters.write import render_letter
from drafter.settings import settings
from tests.letters.decisions import synthetic_decision
from tests.letters.drafts import synthetic_draft

TEMPLATES = settings().templates
FORMS = ("txt", "html", "pdf", "docx")
FILES = {"txt": "letter.txt.j2", "html": "letter.html.j2", "pdf": "letter.typ.j2", "docx": "letter.docx"}
RECURSION = "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """A copy of the shipped templates, to spoil."""
    return Path(shutil.copytree(TEMPLATES, tmp_path / "templates"))


def change(path: Path, edit: Callable[[str], str]) -> None:
    path.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8")


def change_parts(templates: Path, edits: dict[str, Callable[[str], str]]) -> None:
    """Change parts of the Word template; a part that it does not have starts empty."""
    path = templates / "letter.docx"
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name).decode("utf-8") for name in package.namelist()}
    for name, edit in edits.items():
        changed = edit(parts.get(name, ""))
        assert changed != parts.get(name)
        parts[name] = changed
    with zipfile.ZipFile(path, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)


def put(templates: Path, form: str, tags: str) -> None:
    """Put tags into a form's template, where they are met."""
    if form == "docx":
        change_parts(templates, {"word/document.xml": lambda s: s.replace("{{ letter.states }}", tags)})
    else:
        change(templates / FILES[form], lambda text: f"{text}\n{tags}\n")


def fault(templates: Path, form: str, source: Draft | None = None) -> str:
    with pytest.raises(SettingsError) as caught:
        render_letter(source or synthetic_draft(), form, templates)
    message = str(caught.value)
    assert "\n" not in message
    assert "Synthetic" not in message
    return message


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("tags", "named"),
    [
        ("{{ 1/0 }}", "ZeroDivisionError"),
        (RECURSION, "RecursionError"),
        ("{{ 5|wordwrap }}", "AttributeError"),
        ("{{ letter.summary.missing() }}", "has no attribute 'missing'"),
    ],
    ids=["division", "recursion", "filter", "undefined"],
)
def test_a_fault_in_a_tag_is_the_templates(templates: Path, form: str, tags: str, named: str) -> None:
    put(templates, form, tags)
    message = fault(templates, form)
    assert message.startswith(str(templates / FILES[form]))
    assert named in message
    assert "drafter.letters" not in message
    assert message.endswith("; correct the template")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("phrase", ["{% set x = 1/0 %}", RECURSION], ids=["division", "recursion"])
def test_a_fault_in_a_phrase_names_the_phrases(templates: Path, form: str, phrase: str) -> None:
    change(templates / "phrases.j2", lambda text: text + phrase)
    assert fault(templates, form).startswith(f"{templates / 'phrases.j2'}, line ")


def test_a_fault_in_the_header_of_the_word_form_names_its_paragraph(templates: Path) -> None:
    change_parts(templates, {"word/header1.xml": lambda text: text.replace("{{ say.draft_mark }}", "{{ 1/0 }}")})
    assert 'in the paragraph "{{ 1/0 }}' in fault(templates, "docx")


def test_a_phrase_that_is_a_number_is_text(templates: Path) -> None:
    change(templates / "phrases.j2", lambda text: text + "{% set days = 30 %}\n")
    put(templates, "txt", "{{ say.days|wrap }}")
    assert render_letter(synthetic_draft(), "txt", templates).content.decode().endswith("\n30\n")


def test_a_fault_of_our_own_is_not_the_templates(templates: Path) -> None:
    with pytest.raises(ZeroDivisionError), template_errors(templates):
        _ = 1 / len("")


@pytest.mark.parametrize("form", FORMS)
def test_a_phrase_that_is_missing_is_named(templates: Path, form: str) -> None:
    change(templates / "phrases.j2", lambda text: text.replace("set draft_mark =", "set mark_of_a_draft ="))
    assert 'phrases.j2 has no phrase "draft_mark"; correct' in fault(templates, form)


@pytest.mark.parametrize("form", FORMS)
def test_a_name_that_is_missing_is_said_without_our_classes(templates: Path, form: str) -> None:
    put(templates, form, "{{ letter.provinces }}")
    assert ": letter has no attribute 'provinces'; correct" in fault(templates, form)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        *(("letter.txt.j2", "txt"), ("letter.html.j2", "html"), ("letter.css", "html")),
        *(("letter.typ.j2", "pdf"), ("phrases.j2", "docx")),
    ],
)
@pytest.mark.parametrize(
    ("data", "said"), [(b"\xe9", "is not UTF-8 text"), (b"\x00\x01", "is not a text file")], ids=["latin", "binary"]
)
def test_a_template_that_is_not_utf_8_is_named_itself(
    templates: Path, name: str, form: str, data: bytes, said: str
) -> None:
    path = templates / name
    path.write_bytes(path.read_bytes() + data)
    assert fault(templates, form).startswith(f"{path}: {said}; ")


def test_a_template_that_is_missing_is_named(templates: Path) -> None:
    (templates / "letter.css").unlink()
    assert fault(templates, "html").startswith(f"{templates / 'letter.css'}: no such template")


def test_a_byte_order_mark_does_no_harm(templates: Path) -> None:
    path = templates / "letter.txt.j2"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    shipped = render_letter(synthetic_draft(), "txt", TEMPLATES)
    assert render_letter(synthetic_draft(), "txt", templates) == shipped


def test_a_template_that_was_changed_is_read_again(templates: Path) -> None:
    render_letter(synthetic_draft(), "txt", templates)
    time.sleep(0.02)
    put(templates, "txt", "{{ 40 + 2 }}")
    assert render_letter(synthetic_draft(), "txt", templates).content.decode().endswith("\n42\n")


def test_what_safe_lets_through_to_word_is_blamed_on_it(templates: Path) -> None:
    put(templates, "docx", "{{ '&lt;b&gt;'|safe }}")
    assert "prints with |safe is not whole Word markup" in fault(templates, "docx")


@pytest.mark.parametrize("tag", ["{{ '\\x01'|safe }}", "{{ '\\x01' }}", "{{ letter.states|safe }}"])
def test_a_control_character_that_a_tag_prints_is_left_out(templates: Path, tag: str) -> None:
    put(templates, "docx", f"a{tag}b")
    content = render_letter(synthetic_draft(), "docx", templates).content
    shown = "California, Nevada" if "states" in tag else ""
    texts = [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]
    assert f"State(s) of Licensure: a{shown}b" in texts


def test_nothing_about_who_worked_on_the_word_template_is_in_a_letter(templates: Path) -> None:
    person = 'w:author="Pat Example" w:initials="PE"'
    comment = f'<w:comments xmlns:w="{W}"><w:comment w:id="0" {person}><w:p/></w:comment></w:comments>'
    marks = '<w:commentRangeStart w:id="0"/><w:permStart w:id="1" w:ed="pat@example.invalid"/>'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    template = 'Target="file:///C:/Users/Pat%20Example/a.dotx" TargetMode="External"/></Relationships>'
    change_parts(
        templates,
        {
            "word/comments.xml": lambda _: comment,
            "word/people.xml": lambda _: "<people>Pat Example</people>",
            "docProps/custom.xml": lambda _: "<custom>Pat Example</custom>",
            "[Content_Types].xml": lambda s: s.replace(
                "</Types>",
                '<Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-officedocument.'
                'wordprocessingml.comments+xml"/></Types>',
            ),
            "word/_rels/document.xml.rels": lambda s: s.replace(
                "</Relationships>",
                f'<Relationship Id="rId90" Type="{office}/comments" Target="comments.xml"/>'
                '<Relationship Id="rId91" Type="http://schemas.microsoft.com/office/2011/relationships/people" '
                'Target="people.xml"/></Relationships>',
            ),
            "word/_rels/settings.xml.rels": lambda _: (
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                f'<Relationship Id="rId1" Type="{office}/attachedTemplate" {template}'
            ),
            "word/settings.xml": lambda s: s.replace(
                '<w:zoom w:percent="100"/>',
                '<w:zoom w:percent="100"/><w:attachedTemplate r:id="rId1"/>'
                '<w:rsids><w:rsidRoot w:val="00AB12CD"/></w:rsids>',
            ),
            "word/document.xml": lambda s: s.replace(
                "<w:p><w:r>",
                f'<w:p w:rsidR="00AB12CD">{marks}<w:commentRangeEnd w:id="0"/>'
                '<w:r><w:commentReference w:id="0"/></w:r><w:permEnd w:id="1"/><w:r>',
                1,
            ),
        },
    )
    content = render_letter(synthetic_draft(), "docx", templates).content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names, whole = package.namelist(), b"".join(map(package.read, package.namelist()))
    assert not re.search(rb"Pat|pat@|comment|permStart|attachedTemplate|00AB12CD|people", whole)
    assert not any(name.endswith(("comments.xml", "people.xml", "custom.xml", "settings.xml.rels")) for name in names)
    shipped = docx.Document(io.BytesIO(render_letter(synthetic_draft(), "docx", TEMPLATES).content))
    assert [p.text for p in docx.Document(io.BytesIO(content)).paragraphs] == [p.text for p in shipped.paragraphs]


@pytest.mark.parametrize("part", ["document", "header1", "styles"])
@pytest.mark.parametrize("kind", ["ins", "rPrChange"])
def test_a_word_template_with_tracked_changes_is_refused(templates: Path, part: str, kind: str) -> None:
    mark = f'<w:{kind} w:id="7" w:author="Pat Example" w:date="2026-01-01T00:00:00Z"/>'
    end = "</w:styles>" if part == "styles" else "</w:p>"
    change_parts(templates, {f"word/{part}.xml": lambda text: text.replace(end, mark + end, 1)})
    message = fault(templates, "docx")
    assert message.startswith(f"{templates / 'letter.docx'}: ")
    assert "accept or refuse all tracked changes" in message
    assert "Pat" not in message


def test_a_picture_and_a_link_of_the_word_template_stay(templates: Path) -> None:
    document = docx.Document(str(templates / "letter.docx"))
    picture = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
    document.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(picture))
    document.add_paragraph().add_run().add_picture(io.BytesIO(picture))
    document.save(str(templates / "letter.docx"))
    written = docx.Document(io.BytesIO(render_letter(synthetic_decision(), "docx", templates).content))
    assert len(written.inline_shapes) == 1
    with zipfile.ZipFile(io.BytesIO(render_letter(synthetic_draft(), "docx", templates).content)) as package:
        assert any(name.startswith("word/media/") for name in package.namelist())
