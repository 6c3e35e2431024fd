import zipfile
from io import BytesIO

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE

from drafter.guidelines.documents.docx import read_docx
from drafter.guidelines.documents.files import NotReadable
from tests.guidelines.documents.shown import shown
from tests.guidelines.documents.word_files import paragraph, run, word_file


def test_a_document_of_python_docx_reads_as_word_shows_it() -> None:
    document = docx.Document()
    document.add_heading("Invented Guideline", 0)
    document.add_heading("Neck", 1)
    document.add_paragraph("Heat is an\noption.\tIt warms.")
    document.add_paragraph("hot packs", style="List Bullet")
    document.add_heading("Dosing", 2)
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        [*table.rows[0].cells, *table.rows[1].cells], ["Drug", "Dose", "Warmol", "10 mg"], strict=True
    ):
        cell.text = text
    document.styles.add_style("Aside", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("No more than 30 mg a day.", style="Aside")
    assert shown(read_docx(saved(document))) == [
        "# Invented Guideline",
        "# Neck",
        "Heat is an option. It warms.",
        "hot packs",
        "## Dosing",
        "Drug | Dose",
        "Warmol | 10 mg",
        "No more than 30 mg a day.",
    ]


def saved(document: "docx.document.Document") -> bytes:
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def read(body: str, **parts: str) -> list[str]:
    return shown(read_docx(word_file(body, **parts)))


def test_headings_are_known_by_style_name_by_what_a_style_is_based_on_and_by_outline_level() -> None:
    body = (
        paragraph("One", "H1")
        + paragraph("Two", "Own")
        + paragraph("Three", "Deep")
        + paragraph("Four", properties='<w:outlineLvl w:val="1"/>')
        + paragraph("five", "Flat")
        + paragraph("six", "Loop")
    )
    assert read(body) == ["# One", "# Two", "### Three", "## Four", "five", "six"]


def test_bold_lines_are_headings_only_where_none_is_marked() -> None:
    bold = f"<w:p>{run('Heat', '<w:b/>')}</w:p>"
    not_bold = "<w:p>" + run("Ice", '<w:b w:val="0"/>') + "</w:p>"
    half = f"<w:p>{run('Dose: ', '<w:b/>')}{run('ten')}</w:p>"
    assert read(bold + paragraph("warms") + not_bold + half) == ["# Heat", "warms", "Ice", "Dose: ten"]
    assert read(bold + paragraph("warms") + paragraph("Ice", "H1")) == ["Heat", "warms", "# Ice"]


def test_changes_read_as_accepted() -> None:
    body = (
        f"<w:p>{run('At most ')}<w:del><w:r><w:delText>six</w:delText></w:r></w:del><w:ins>{run('four')}</w:ins>"
        f"{run(' visits.')}<w:moveFrom>{run(' Gone.')}</w:moveFrom></w:p>"
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('Joined ')}</w:p>{paragraph('to this.')}"
        f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph('a')}</w:tc><w:tc>{paragraph('b')}</w:tc></w:tr></w:tbl>"
    )
    assert read(body) == ["At most four visits.", "Joined to this."]


def test_hidden_text_fields_and_tables_of_contents_are_left_out() -> None:
    body = (
        paragraph("Heat 4", "Toc")
        + f"<w:p>{run('seen')}{run(' unseen', '<w:vanish/>')}<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    assert read(body) == ["seen"]


RAISED = '<w:vertAlign w:val="superscript"/>'


def test_characters_that_word_sets_apart_are_read() -> None:
    body = (
        f'<w:p>{run("relief ")}<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>{run(" 50% in 10")}'
        f"{run('3', RAISED)}"
        f"<w:r><w:t> non</w:t><w:noBreakHyphen/><w:t>opi\u00adoid e\ufb03cacy</w:t></w:r></w:p>"
    )
    assert read(body) == ["relief ≥ 50% in 10^3 non-opioid efficacy"]


NUMBERING = """
<w:abstractNum w:abstractNumId="0">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%1.%2)"/></w:lvl>
  <w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/>
  <w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
"""


def item(text: str, level: int, id: int = 1) -> str:
    return paragraph(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{id}"/></w:numPr>')


def test_list_items_have_the_labels_that_word_gives_them() -> None:
    body = (
        item("rest", 0)
        + item("long", 1)
        + item("short", 1)
        + item("dot", 2)
        + item("ice", 0)
        + item("cold", 1)
        + item("heat", 0, id=2)
        + item("none", 0, id=0)
        + item("lost", 0, id=9)
    )
    assert read(body, numbering=NUMBERING) == [
        "1. rest",
        "(1.a) long",
        "(1.b) short",
        "dot",
        "2. ice",
        "(2.a) cold",
        "7. heat",
        "none",
        "lost",
    ]


def test_notes_stand_at_the_end_of_the_section_that_refers_to_them() -> None:
    mark = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    body = (
        paragraph("Neck", "H1")
        + f"<w:p>{run('Heat helps.')}{mark.format(3)}{run(' Ice too.')}{mark.format(2)}</w:p>"
        + f'<w:p>{run("Last.")}<w:r><w:endnoteReference w:id="1"/></w:r></w:p>'
        + paragraph("Back", "H1")
        + paragraph("Rest.")
    )
    notes = "".join(
        f'<w:footnote w:id="{id}">{paragraph(text)}</w:footnote>'
        for id, text in ((2, "Not in hot weather."), (3, "In adults."))
    )
    ends = f'<w:endnote w:id="1">{paragraph("A study.")}</w:endnote>'
    assert read(body, footnotes=notes, endnotes=ends) == [
        "# Neck",
        "Heat helps. [1] Ice too. [2]",
        "Last. [i]",
        "[1] In adults.",
        "[2] Not in hot weather.",
        "[i] A study.",
        "# Back",
        "Rest.",
    ]


def test_a_text_box_follows_its_paragraph_and_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('in the box')}</w:txbxContent>"
    body = (
        f"<w:p>{run('before')}<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>{run(' after')}</w:p>"
    )
    assert read(body) == ["before after", "in the box"]


def test_a_table_that_sets_the_page_is_read_as_its_paragraphs() -> None:
    cell = "<w:tc>{}</w:tc>"
    layout = f"<w:tr>{cell.format(paragraph('Neck', 'H1') + paragraph('Heat.'))}{cell.format(paragraph('Ice.'))}</w:tr>"
    alone = f"<w:tr>{cell.format(paragraph('First.') + paragraph('Second.'))}{cell.format('<w:p/>')}</w:tr>"
    row = f"<w:tr>{cell.format(paragraph('a') + paragraph('b'))}{cell.format(paragraph('c'))}</w:tr>"
    assert read(f"<w:tbl>{layout}{alone}{row}</w:tbl>") == ["# Neck", "Heat.", "Ice.", "First.", "Second.", "a b | c"]


def changed(data: bytes, name: str, content: bytes | None) -> bytes:
    """The package with a part changed, or taken out."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info.filename, old.read(info.filename))
        if content is not None:
            new.writestr(name, content)
    return made.getvalue()


WORD = word_file(paragraph("Heat."))
LAUGHS = b"<!DOCTYPE w [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><w xmlns='urn:x'>&b;</w>"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (WORD[:-60], "is damaged"),
        (changed(WORD, "_rels/.rels", None), "no Word document"),
        (changed(changed(WORD, "_rels/.rels", None), "mimetype", b"text"), "OpenDocument"),
        (changed(WORD, "word/document.xml", b"<w:document"), "is damaged"),
        (changed(WORD, "word/document.xml", b"<worksheet/>"), "of another Office program"),
        (changed(WORD, "word/document.xml", LAUGHS), "declares entities"),
        (changed(WORD, "word/styles.xml", LAUGHS), "declares entities"),
        (word_file("<w:p/>"), "without text"),
        (word_file("<w:sdt>" * 300 + "</w:sdt>" * 300), "is damaged"),
    ],
)
def test_what_is_no_sound_word_document_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(NotReadable, match=says) as caught:
        read_docx(data)
    assert "\n" not in str(caught.value)


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    made = BytesIO(changed(WORD, "word/document.xml", None))
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as package, package.open("word/document.xml", "w") as part:
        for _ in range(101):
            part.write(b" " * 1_000_000)
    with pytest.raises(NotReadable, match="unpacks to more than"):
        read_docx(made.getvalue())
