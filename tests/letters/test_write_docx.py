"""The Word form says what the letter says, opens as Word's, and whatever a case holds stays text in its own field."""

import io
import re
import shutil
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
from docx.document import Document
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph
from hypothesis import example, given
from hypothesis import settings as tries
from hypothesis import strategies as st

from drafter.domain.case import RecordStatus
from drafter.domain.decision import Decision
from drafter.domain.determination import Determination
from drafter.domain.draft import Draft
from drafter.domain.text import fold
from drafter.errors import SettingsError
from drafter.letters.display import line, paragraphs, removed
from drafter.letters.view import ALL_BUT_COVER, Shown
from drafter.letters.write import render_letter
from drafter.settings import settings
from tests.letters.decisions import decided_item, synthetic_decision
from tests.letters.drafts import draft_saying, synthetic_draft
from tests.letters.rendered import rendered

TEMPLATES = settings().templates
DRAFT_MARK = "DRAFT: proposed, not decided, not signed"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = (
    "{{ 7*7 }} {% if x %} {# c #} {_{ letter }_} {_% raw %_} {%p for x in y %} {%tr endfor %} {{r x }}",
    "<w:p>&amp;&lt;b&gt; ]]> <!-- x --> \" ' “q” ‘r’ &#60; <?xml?>",
    "a\x00b\x07c\x0bd\x0ce\x1bf\tg\nh\r\ni\x85j\u2028k\ufffel\uffffm\ud800n\ue000o",
    "w" * 300,
    "\u202eUpheld\u202c \U0001fffe\U0001f600 中文 e\u0301",
)
pieces = st.one_of(
    st.text(min_size=1, max_size=30),
    st.text(alphabet="<>&\"'{}%#_/=;\\ \n\tap", min_size=1, max_size=30),
    st.sampled_from(HOSTILE),
)
case_text = st.lists(pieces, min_size=1, max_size=3).map(" ".join).filter(lambda text: line(text) != "")


def written(source: Draft | Decision, shown: Shown = ALL_BUT_COVER, templates: Path = TEMPLATES) -> bytes:
    return render_letter(source, "docx", templates, shown).content


def opened(source: Draft | Decision, shown: Shown = ALL_BUT_COVER) -> Document:
    return docx.Document(io.BytesIO(written(source, shown)))


def blocks(document: Document) -> list[str]:
    """The texts of paragraphs and table cells in order, each merged cell once, without the empty ones."""
    found: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            found.append(block.text)
        else:
            found += [cell.text for row in block.rows for cell in row_cells(row)]
    return [text for text in found if text]


def row_cells(row):
    return list(dict.fromkeys(row.cells))


def styled(document: Document, style: str) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == style]


def neutral(text: str) -> str:
    """Text of the same paragraphs, without markup and with the same characters left out."""
    return "\n\n".join("x" for _ in paragraphs(text)) + "".join(removed(text))


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """A copy of the shipped templates, to spoil."""
    return Path(shutil.copytree(TEMPLATES, tmp_path / "templates"))


def change_part(templates: Path, name: str, old: str, new: str) -> None:
    path = templates / "letter.docx"
    changed = parts(path.read_bytes())
    text = changed[name].decode("utf-8")
    assert old in text
    changed[name] = text.replace(old, new, 1).encode("utf-8")
    with zipfile.ZipFile(path, "w") as package:
        for each, data in changed.items():
            package.writestr(each, data)


def test_a_decision_reads_back_in_the_order_of_the_form() -> None:
    decision = synthetic_decision()
    first, second = decision.items
    found = blocks(opened(decision))
    lead_ins = [
        index for index, text in enumerate(found) if text.endswith("case file:") or text.endswith("as follows:")
    ]
    assert found[:14] == [
        *("Case Number:", "CM99-0000001"),
        *("Date Assigned:", "11/20/2014", "Date of Injury:", "06/10/2013"),
        *("Decision Date:", "12/01/2014", "UR Denial Date:", "10/28/2014"),
        *("Priority:", "Standard", "Application Received:", "11/03/2014"),
    ]
    assert found[14] == "HOW THE IMR FINAL DETERMINATION WAS MADE"
    assert found[lead_ins[0] - 4 : lead_ins[0]] == [
        "The Expert Reviewer has the following credentials:",
        "State(s) of Licensure: California, Nevada",
        "Certification(s)/Specialty: Physical Medicine & Rehabilitation",
        "CLINICAL CASE SUMMARY",
    ]
    assert found[lead_ins[0] + 1 : lead_ins[1]] == [decision.clinical_summary, "IMR ISSUES, DECISIONS AND RATIONALES"]
    assert found[lead_ins[1] + 1 :] == [
        f"{first.request}: Overturned",
        f"Claims Administrator guideline: {first.claims_administrator_guideline}",
        f"MAXIMUS guideline: {first.reviewer_guideline}",
        f"Decision rationale: {first.rationale}",
        f"{second.request}: Upheld",
        "Claims Administrator guideline: not given",
        f"MAXIMUS guideline: {second.reviewer_guideline}",
        f"Decision rationale: {second.rationale}",
    ]


def test_the_request_and_the_labels_are_bold_by_style_and_the_determination_is_not() -> None:
    document = opened(synthetic_decision())
    item = next(paragraph for paragraph in document.paragraphs if paragraph.style.name == "Item")
    runs = [(run.text, bool(run.style.font.bold)) for run in item.runs if run.text]
    assert runs == [("Electro- diagnostic study (EMG/NCV): left upper extremity:", True), (" Overturned", False)]
    rationale = next(paragraph for paragraph in document.paragraphs if paragraph.style.name == "Rationale")
    assert [run.text for run in rationale.runs if run.style.font.bold] == ["Decision rationale:"]


def test_the_form_is_made_of_real_headings_and_the_header_table_of_shaded_labels() -> None:
    document = opened(synthetic_draft(), Shown(cover=True))
    assert styled(document, "Title") == [
        "INDEPENDENT MEDICAL REVIEW: OUTCOME",
        "Independent Medical Review: Final Determination",
    ]
    assert styled(document, "Heading 1") == [
        "HOW THE IMR FINAL DETERMINATION WAS MADE",
        "CLINICAL CASE SUMMARY",
        "IMR ISSUES, DECISIONS AND RATIONALES",
        "OUTCOME",
        "DOCUMENTS REVIEWED",
    ]
    assert styled(document, "Working part") == ["FOR THE REVIEWER"]
    assert styled(document, "Heading 2") == ["FINDINGS", "CRITERIA", "EVIDENCE", "DRAFTED BY"]
    for row in document.tables[0].rows:
        cells = row_cells(row)
        shaded = [cell._tc.find(f"{W}tcPr/{W}shd") is not None for cell in cells]
        assert shaded == ([True, False, True] if len(cells) == 3 else [True, False, True, False])


@pytest.mark.parametrize("shown", [Shown(), Shown(evidence=False), Shown(cover=True)], ids=str)
def test_a_draft_holds_every_word_of_the_text_form_in_its_order(shown: Shown) -> None:
    """Tables set the same facts in cells, so documents, header and criteria are compared by their own tests."""
    found = fold(" ".join(blocks(opened(synthetic_draft(), shown))))
    at = 0
    text = re.sub(r"(?m)^(--- )?(Item \d+.*?)( ---)?$", r"\2", rendered(synthetic_draft(), "txt", TEMPLATES, shown))
    for paragraph in re.split(r"\n\s*\n|\n(?=\s*(?:R\d  |\[|>|G\d|F\d|To mend|\w[\w ]+:))", text):
        words = fold(re.sub(r"={3,}|-{3,}", " ", paragraph))
        if not words or re.match(r"R\d [a-z ]+; author|\[|Date Assigned|Decision Date|Priority", words):
            continue
        place = found.find(words, at)
        assert place >= 0, words
        at = place


def test_a_draft_is_marked_first_last_on_every_page_and_at_each_item() -> None:
    document = opened(synthetic_draft())
    texts = blocks(document)
    assert texts[0] == texts[-1] == DRAFT_MARK
    section = document.sections[0]
    assert [p.text for p in section.header.paragraphs] == [DRAFT_MARK]
    assert [p.text for p in section.footer.paragraphs] == ["Case Number: SYNTHETIC-0001\tPage 1 of 1"]
    assert "DRAFT" in section.header._element.xml.split("textpath")[-1]
    assert [text for text in texts if text.startswith("Item ") and text.endswith(DRAFT_MARK)] == [
        f"Item {number}. {DRAFT_MARK}" for number in (1, 2, 3)
    ]


def test_the_mark_of_a_draft_stands_before_its_cover_and_before_its_letter() -> None:
    texts = blocks(opened(synthetic_draft(), Shown(cover=True)))
    assert texts[0] == DRAFT_MARK
    assert texts[texts.index("[Name of the Independent Medical Review Organization]") - 1] == DRAFT_MARK


def test_a_decision_carries_no_mark_and_nothing_of_the_working_part() -> None:
    content = written(synthetic_decision(), Shown(cover=True))
    body = b"".join(data for name, data in parts(content).items() if name != "word/styles.xml")
    assert b"DRAFT" not in body
    assert b"textpath" not in body
    assert b"REVIEWER" not in body
    section = docx.Document(io.BytesIO(content)).sections[0]
    assert [p.text for p in (*section.header.paragraphs, *section.footer.paragraphs)] == ["", ""]


def test_every_document_is_a_row_and_what_is_not_at_hand_stands_out() -> None:
    document = opened(synthetic_draft())
    rows = [[cell.text for cell in row.cells] for row in document.tables[1].rows]
    assert rows == [
        ["No.", "Document", "Author", "Date", "Pages", "Status"],
        ["R1", "clinical summary", "not given", "not given", "not given", "received"],
        ["R2", "progress report", "treating physician", "10/09/2014", "12-15", "received"],
        ["R3", "imaging report", "not given", "03/04/2014", "not given", "missing"],
        ["R4", "treatment notes", "not given", "not given", "not given", "unreadable"],
    ]
    status = [row.cells[-1].paragraphs[0].runs for row in document.tables[1].rows][1:]
    bold = [any(run.style.font.bold for run in runs if run.text) for runs in status]
    assert bold == [record.status is not RecordStatus.RECEIVED for record in synthetic_draft().records]
    assert styled(document, "Not at hand") == [
        "Not at hand: R3, imaging report of 03/04/2014, is missing.",
        "Not at hand: R4, treatment notes, is unreadable.",
    ]


def test_a_draft_without_documents_says_so() -> None:
    assert "The case file lists no document." in blocks(opened(synthetic_draft(records=())))


def test_criteria_name_their_status_what_states_them_and_what_was_searched() -> None:
    table = opened(synthetic_draft()).tables[3]
    assert [[cell.text for cell in row.cells] for row in table.rows[1:]] == [
        ["no more than 6 visits", "NOT MET", "stated by G1.2"],
        [
            "beside exercise",
            "NOT DOCUMENTED",
            "stated by G1.1; record: R1.3; beside that, R1, R2 searched for exercis*, home program: none found "
            "in a sentence that speaks of neck, or right behind one",
        ],
    ]


def test_a_copy_without_the_evidence_holds_no_passage_and_no_pointer() -> None:
    text = "\n".join(blocks(opened(synthetic_draft(), Shown(evidence=False))))
    assert "Gains fade within months." not in text
    examples = r"G9\.4 leads to nothing\.|such as R1\.7"
    assert not re.search(r"\b[GR]\d\.\d", re.sub(examples, "", text))
    assert "[F2, F3]" in text


def test_what_leads_to_an_item_and_its_request_stay_with_what_follows() -> None:
    document = opened(synthetic_draft())
    texts = [paragraph.text for paragraph in document.paragraphs]
    start = texts.index("IMR ISSUES, DECISIONS AND RATIONALES")
    first = next(index for index, text in enumerate(texts) if text.startswith("Consultation with"))
    for paragraph in document.paragraphs[start : first + 1]:
        style = paragraph.style
        assert style is not None
        own = paragraph.paragraph_format.keep_with_next
        assert own or (isinstance(style, ParagraphStyle) and style.paragraph_format.keep_with_next), paragraph.text


def test_head_rows_repeat_and_every_row_fills_the_grid() -> None:
    for table in opened(synthetic_draft()).tables:
        widths = len(table._tbl.tblGrid.gridCol_lst)
        assert all(sum(cell.grid_span for cell in row_cells(row)) == widths for row in table.rows)
        assert all(cell.paragraphs for row in table.rows for cell in row.cells)
    for table in opened(synthetic_draft()).tables[1:]:
        heads = [row._tr.find(f"{W}trPr/{W}tblHeader") is not None for row in table.rows]
        assert heads == [True] + [False] * (len(table.rows) - 1)


@pytest.mark.parametrize("source", [synthetic_draft(), synthetic_decision()], ids=["draft", "decision"])
def test_every_part_is_well_formed_its_styles_exist_and_its_fields_are_closed(source: Draft | Decision) -> None:
    content = parts(written(source, Shown(cover=True)))
    roots = {name: ElementTree.fromstring(data) for name, data in content.items()}
    styles = {style.get(f"{W}styleId") for style in roots["word/styles.xml"].iter(f"{W}style")}
    for name in ("word/document.xml", "word/header1.xml", "word/footer1.xml"):
        used = {e.get(f"{W}val") for kind in ("pStyle", "rStyle", "tblStyle") for e in roots[name].iter(f"{W}{kind}")}
        assert used <= styles
        assert "TemplateTag" not in used
        kinds = [e.get(f"{W}fldCharType") for e in roots[name].iter(f"{W}fldChar")]
        assert kinds == ["begin", "separate", "end"] * (len(kinds) // 3)
        assert "{{" not in "".join(roots[name].itertext())
        assert "{%" not in "".join(roots[name].itertext())


def test_the_same_letter_gives_the_same_bytes_without_a_time_or_a_name() -> None:
    first, second = written(synthetic_draft()), written(synthetic_draft())
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = opened(synthetic_draft()).core_properties
    assert properties.title == "DRAFT: IMR Final Determination, case SYNTHETIC-0001"
    assert properties.author == "[Name of the Independent Medical Review Organization]"
    assert (properties.last_modified_by, properties.created, properties.modified) == ("", None, None)
    assert opened(synthetic_decision()).core_properties.title == "IMR Final Determination, case CM99-0000001"


def test_what_word_wrote_into_the_template_about_people_is_not_in_the_letter(templates: Path) -> None:
    template = docx.Document(str(templates / "letter.docx"))
    template.core_properties.last_modified_by = "Pat Example"
    template.core_properties.comments = "kept by Pat Example"
    template.save(str(templates / "letter.docx"))
    assert all(b"Pat Example" not in data for data in parts(written(synthetic_draft(), templates=templates)).values())


def test_the_shipped_template_names_nobody_and_holds_only_words() -> None:
    template = docx.Document(str(TEMPLATES / "letter.docx"))
    properties = template.core_properties
    assert (properties.author, properties.last_modified_by, properties.created) == ("drafter", "", None)
    assert set(parts((TEMPLATES / "letter.docx").read_bytes())) == {
        *("[Content_Types].xml", "_rels/.rels", "docProps/core.xml"),
        *("word/document.xml", "word/_rels/document.xml.rels", "word/styles.xml", "word/settings.xml"),
        *("word/header1.xml", "word/footer1.xml"),
    }


def test_each_tag_of_the_shipped_template_stands_in_one_run() -> None:
    template = docx.Document(str(TEMPLATES / "letter.docx"))
    section = template.sections[0]
    stories = (template.element, section.header._element, section.footer._element)
    texts = [t.text or "" for story in stories for t in story.iter(f"{W}t")]
    assert sum(text.count("{") for text in texts) > 100
    for text in texts:
        assert re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", text).count("{") == 0


@tries(max_examples=25, deadline=None)
@given(request=case_text, summary=case_text, rationale=case_text)
@example(request=HOSTILE[0], summary=HOSTILE[1], rationale=HOSTILE[2])
@example(request=HOSTILE[2], summary=HOSTILE[0], rationale=HOSTILE[1])
@example(request=HOSTILE[3], summary=HOSTILE[4], rationale=HOSTILE[0])
def test_the_text_of_a_decision_reads_back_exactly(request: str, summary: str, rationale: str) -> None:
    said = {"request": request, "rationale": rationale}
    item = decided_item("x", Determination.UPHELD, "y").model_copy(update=said)
    document = opened(synthetic_decision(items=(item,), clinical_summary=summary, case_number=request))
    assert styled(document, "Item") == [f"{line(request)}: Upheld"]
    assert styled(document, "Rationale") == [f"Decision rationale: {line(rationale)}"]
    texts = blocks(document)
    assert texts[1] == line(request)
    assert texts[texts.index("The summary that follows was drawn from the case file:") + 1] == line(summary)
    assert document.core_properties.title == f"IMR Final Determination, case {line(request)}"[:255]


@tries(max_examples=15, deadline=None)
@given(request=case_text, summary=case_text, sentence=case_text)
@example(request=HOSTILE[0], summary=HOSTILE[2], sentence=HOSTILE[1])
@example(request=HOSTILE[1], summary=HOSTILE[0], sentence=HOSTILE[2])
def test_the_text_of_a_draft_stays_in_its_own_fields(request: str, summary: str, sentence: str) -> None:
    draft = draft_saying(request, summary, sentence).model_copy(update={"case_number": request})
    document = opened(draft)
    texts = blocks(document)
    assert styled(document, "Item") == [f"{line(request)}: Upheld (proposed)"]
    assert [f"Item 2: {line(request)}"] * 3 == styled(document, "Heading 3")[1:]
    assert f"Claims Administrator guideline: {line(summary) or 'not given'}" in texts
    assert all(paragraph in texts for paragraph in paragraphs(summary))
    assert styled(document, "Rationale")[0].startswith(f"Decision rationale: {line(sentence)} [")
    assert document.tables[1].rows[1].cells[2].text == line(request)
    assert document.sections[0].footer.paragraphs[0].text == f"Case Number: {line(request)}\tPage 1 of 1"
    calm = opened(draft_saying(neutral(request), neutral(summary), neutral(sentence)))
    assert [p.style.name for p in document.paragraphs] == [p.style.name for p in calm.paragraphs]


def test_what_had_to_be_left_out_is_named() -> None:
    texts = blocks(opened(draft_saying("a\x00b", "c", "d")))
    assert "U+0000 control or unassigned character: left out, 2 in all" in texts


def test_the_organisations_own_words_may_hold_anything(templates: Path) -> None:
    path = templates / "organisation.yaml"
    text = path.read_text("utf-8")
    name = '"A & B <Reviews>\\n\\t{{ 7*7 }}"'
    path.write_text(re.sub(r"(?m)^name: .*$", lambda _: f"name: {name}", text), "utf-8")
    document = docx.Document(io.BytesIO(written(synthetic_draft(), templates=templates)))
    assert fold(styled(document, "Organisation")[0]) == "A & B <Reviews> {{ 7*7 }}"
    assert document.core_properties.author == "A & B <Reviews> {{ 7*7 }}"


def test_the_words_of_the_template_can_be_edited(templates: Path) -> None:
    """As Word saves an edit: a tag cut over runs, and with its typographic quotes."""
    cut = (
        "{{ letter.</w:t></w:r><w:proofErr/><w:r><w:rPr><w:b/></w:rPr>"
        "<w:t>states|replace(“California”, “CA”) }} (edited)"
    )
    change_part(templates, "word/document.xml", "{{ letter.states }}", cut)
    document = docx.Document(io.BytesIO(written(synthetic_draft(), templates=templates)))
    assert "State(s) of Licensure: CA, Nevada (edited)" in blocks(document)


@pytest.mark.parametrize(
    ("part", "old", "new", "says"),
    [
        ("word/document.xml", "{{ letter.states }}", "{{ letter.stats }}", "has no attribute 'stats'"),
        ("word/document.xml", "{{ letter.states }}", "{{ letter.states }", "State(s) of Licensure"),
        ("word/document.xml", "{%p endif %}", "{%p endfor %}", "unknown tag 'endfor'"),
        ("word/document.xml", "{{ letter.states }}", "{% if 1 %}</w:t></w:r></w:p><w:p><w:r><w:t>", "Unexpected end"),
        ("word/document.xml", "{{ letter.states }}", "{{ 1 / letter.items[9].number }}", "State(s) of Licensure"),
        ("word/header1.xml", "{{ say.draft_mark }}", "{{ organisation.name + 1 }}", "TypeError"),
    ],
)
def test_a_spoiled_tag_is_named_with_its_paragraph_in_one_line(
    templates: Path, part: str, old: str, new: str, says: str
) -> None:
    change_part(templates, part, old, new)
    with pytest.raises(SettingsError) as caught:
        written(synthetic_draft(), templates=templates)
    message = str(caught.value)
    assert message.startswith(f"{templates / 'letter.docx'}: ")
    assert says in message
    assert "\n" not in message
    assert "Synthetic case" not in message


def test_a_tag_that_opens_and_closes_in_different_forms_is_an_error_without_case_text(templates: Path) -> None:
    old = "{{ letter.states }}"
    new = "{% for x in letter.summary %}{{ x }}</w:t></w:r></w:p><w:p><w:r><w:t>{%p endfor %}"
    change_part(templates, "word/document.xml", old, new)
    with pytest.raises(SettingsError, match="opens in one paragraph") as caught:
        written(synthetic_draft(), templates=templates)
    assert "Synthetic" not in str(caught.value)


@pytest.mark.parametrize("spoiled", [b"", b"no zip", b"PK\x03\x04 cut", "other zip", "broken xml", "cut"])
def test_a_template_that_is_no_word_document_is_named(templates: Path, spoiled: bytes | str) -> None:
    path = templates / "letter.docx"
    if isinstance(spoiled, bytes):
        path.write_bytes(spoiled)
    elif spoiled == "other zip":
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("a.txt", "x")
    elif spoiled == "broken xml":
        change_part(templates, "word/document.xml", "</w:body>", "")
    else:
        path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(SettingsError) as caught:
        written(synthetic_draft(), templates=templates)
    assert str(caught.value) == f"{path}: is not a Word document (.docx), or is damaged; restore it"


def test_a_missing_template_is_named(templates: Path) -> None:
    (templates / "letter.docx").unlink()
    with pytest.raises(SettingsError) as caught:
        written(synthetic_draft(), templates=templates)
    assert str(caught.value) == f"{templates / 'letter.docx'}: does not exist; restore it, or name another folder"


def test_a_fault_in_the_phrases_names_the_phrases(templates: Path) -> None:
    path = templates / "phrases.j2"
    path.write_text(path.read_text("utf-8").replace("document.source", "document.sauce"), "utf-8")
    with pytest.raises(SettingsError, match=r"phrases\.j2, line \d+: .*sauce"):
        written(synthetic_draft(), templates=templates)


def test_sixty_items_are_all_there() -> None:
    items = tuple(decided_item(f"Item {n}", Determination.UPHELD, "word " * 200) for n in range(60))
    document = opened(synthetic_decision(items=items, clinical_summary="word " * 10_000))
    assert styled(document, "Item") == [f"Item {n}: Upheld" for n in range(60)]
    assert isinstance(document.tables[0], Table)
