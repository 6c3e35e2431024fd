import bisect
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafter.errors import GuidelineError
from drafter.guidelines.documents.pdf import read_pdf
from drafter.guidelines.documents.text import DocumentText
from tests.guidelines.documents.typeset import HEADER_AND_NUMBER, NO_BOOKMARKS, PROSE, scanned_page, typeset
from tests.letters.pdfs import pdf

_THREE = [f"{word} page. {PROSE}" for word in ("First", "Middle", "Last")]


def _read(data: bytes, folder: Path) -> DocumentText:
    path = folder / "document.pdf"
    path.write_bytes(data)
    return read_pdf(path)


def _paragraphs(document: DocumentText) -> list[str]:
    return document.text.split("\n\n")


def _headings(document: DocumentText) -> list[tuple[int, str]]:
    return [(heading.level, heading.title) for heading in document.headings]


def _label_of(document: DocumentText, words: str) -> str | None:
    at = bisect.bisect_right([page.offset for page in document.pages], document.text.index(words)) - 1
    return document.pages[at].label


def test_columns_are_read_one_after_the_other_below_a_title_over_both(tmp_path: Path) -> None:
    title = '#place(top, scope: "parent", float: true)[#text(16pt, weight: "bold")[Imaginary knees in both columns]]'
    paragraphs = [f"Paragraph {number} begins here. {PROSE}" for number in range(20)]
    body = "\n\n".join([title, *paragraphs, "#colbreak()", *paragraphs])
    document = _read(typeset(body, "#set page(columns: 2)"), tmp_path)
    assert _paragraphs(document) == ["Imaginary knees in both columns", *paragraphs, *paragraphs]


def test_a_short_second_column_is_read_after_the_first(tmp_path: Path) -> None:
    document = _read(typeset(f"{PROSE}\n\n{PROSE}\n\n#colbreak()\nThe end of it.", "#set page(columns: 2)"), tmp_path)
    assert _paragraphs(document) == [PROSE, PROSE, "The end of it."]


def test_running_lines_are_left_out_and_the_printed_number_is_the_label(tmp_path: Path) -> None:
    body = "\n\n".join(f"Paragraph {number} of the text. {PROSE}" for number in range(30))
    document = _read(typeset(f"#counter(page).update(41)\n{body}", HEADER_AND_NUMBER), tmp_path)
    assert "Imaginary Treatment" not in document.text
    assert "of 60" not in document.text
    assert [page.label for page in document.pages] == [str(41 + page.index - 1) for page in document.pages]
    assert len(document.pages) > 1


@pytest.mark.parametrize(("shown", "labels"), [('"i"', ["i", "ii", "iii"]), ("n => [A-#n]", ["A-1", "A-2", "A-3"])])
def test_labels_of_any_form_are_read_from_the_page(shown: str, labels: list[str], tmp_path: Path) -> None:
    setup = f"#set page(footer: context align(center, counter(page).display({shown})))"
    document = _read(typeset("#pagebreak()\n".join(_THREE), setup), tmp_path)
    assert [page.label for page in document.pages] == labels
    assert _paragraphs(document) == _THREE


def test_the_files_own_labels_come_before_what_is_printed(tmp_path: Path) -> None:
    setup = '#set page(numbering: "i", footer: context align(center)[#(counter(page).get().first() + 6)])'
    document = _read(typeset("#pagebreak()\n".join(_THREE), setup), tmp_path)
    assert [page.label for page in document.pages] == ["i", "ii", "iii"]


def test_words_at_the_same_height_of_two_pages_are_no_running_lines(tmp_path: Path) -> None:
    alike = f"Decision: not considered.\n\n{PROSE}"
    pages = [alike, *_THREE, alike]
    document = _read(typeset("#pagebreak()\n".join(pages)), tmp_path)
    assert document.text.count("Decision: not considered.") == 2


def test_headings_come_from_the_outline_with_their_levels(tmp_path: Path) -> None:
    knees = f"= Knees\n{PROSE}\n== Braces for the invented knee\n{PROSE}"
    body = f"{knees}\n= Shoulders\n{PROSE}\n*No heading at all*\n\n{PROSE}"
    document = _read(typeset(body), tmp_path)
    assert _headings(document) == [(1, "Knees"), (2, "Braces for the invented knee"), (1, "Shoulders")]


def test_headings_come_from_the_table_of_contents_which_is_no_text(tmp_path: Path) -> None:
    sections = "\n".join(f"== Topic {name}\n{PROSE}" for name in ("alpha", "beta", "gamma"))
    body = f"#outline()\n#pagebreak()\n= First part\n{sections}\n*Bold words*\n\n{PROSE}"
    document = _read(typeset(body, NO_BOOKMARKS + HEADER_AND_NUMBER), tmp_path)
    assert _headings(document) == [(1, "First part"), (2, "Topic alpha"), (2, "Topic beta"), (2, "Topic gamma")]
    assert document.text.count("Topic beta") == 1
    assert "Contents" not in document.text
    assert _label_of(document, "Topic beta") == "2"


def test_headings_come_from_their_type_where_nothing_tells_them(tmp_path: Path) -> None:
    small = f"*Massage therapy*\n\n{PROSE}\n\n*3.3.9 Knee braces*\n\n{PROSE}\n\n*3.3.9.1 Hinged braces*\n\n{PROSE}"
    document = _read(typeset(f"= Part one\n{PROSE}\n\n{small}\n\n*Note:* {PROSE}", NO_BOOKMARKS), tmp_path)
    assert [title for _, title in _headings(document)] == [
        "Part one",
        "Massage therapy",
        "3.3.9 Knee braces",
        "3.3.9.1 Hinged braces",
    ]
    levels = [level for level, _ in _headings(document)]
    assert levels[0] < levels[1] < levels[2] < levels[3]


def test_a_footnote_stands_after_the_paragraph_that_goes_on_over_the_page(tmp_path: Path) -> None:
    note = "#footnote[An invented note that stands at the foot of its page.]"
    body = f"Opening words.{note} " + " ".join([PROSE] * 20)
    document = _read(typeset(body, HEADER_AND_NUMBER), tmp_path)
    text, footnote = _paragraphs(document)
    assert text == "Opening words.¹ " + " ".join([PROSE] * 20)
    assert footnote == "¹ An invented note that stands at the foot of its page."
    assert [page.index for page in document.pages] == [1, 2, 1]


@pytest.mark.parametrize("stroke", ["1pt", "none"])
def test_tables_are_read_row_by_row(stroke: str, tmp_path: Path) -> None:
    use = "Considerable evidence supports short courses where functional improvement is documented"
    cells = f"[Drug], [Use], [Class], [Alpha], [{use}], [Strong], [Beta], [No], [Weak]"
    table = f"#table(columns: (1fr, 2fr, 1fr), stroke: {stroke}, {cells})"
    document = _read(typeset(f"{PROSE}\n\n{table}\n\n{PROSE}"), tmp_path)
    assert _paragraphs(document) == [PROSE, "Drug | Use | Class", f"Alpha | {use} | Strong", "Beta | No | Weak", PROSE]


def test_rules_above_and_below_a_tables_head_do_not_make_its_body_one_row(tmp_path: Path) -> None:
    rows = [f"Drug {number} | {number} mg | Class {number}" for number in range(10, 18)]
    cells = ", ".join(f"[{cell}]" for row in rows for cell in row.split(" | "))
    head = "table.hline(), [Name], [Dose], [Group], table.hline()"
    table = f"#table(columns: (1fr, 1fr, 1fr), stroke: none, {head}, {cells}, table.hline())"
    document = _read(typeset(table), tmp_path)
    assert _paragraphs(document) == ["Name | Dose | Group", *rows]


def test_words_broken_at_line_ends_are_joined_and_compounds_keep_their_hyphen(tmp_path: Path) -> None:
    words = "multidisciplinary follow-up rehabilitation evidence-based 30 mg/day post-operative characteristically "
    paragraph = ("Post-operative and " + words * 12).strip() + "."
    document = _read(typeset(paragraph, "#set page(width: 210pt, margin: 30pt)"), tmp_path)
    assert document.text == paragraph


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from(["paragraph", "item", "heading"]), st.integers(1, 4), st.integers(0, 9)),
        min_size=1,
        max_size=14,
    ),
    st.sampled_from([1, 2]),
)
def test_what_was_set_is_what_is_read(tmp_path: Path, blocks: list[tuple[str, int, int]], columns: int) -> None:
    source, expected, titles = [], [], []
    for number, (kind, length, word) in enumerate(blocks):
        text = f"Statement {number} is {' '.join(PROSE.split()[word : word + 9 * length])} and ends here."
        if kind == "heading":
            text = f"Topic {number} of the {PROSE.split()[word]}"
            titles.append(text)
        source.append({"paragraph": "", "item": "- ", "heading": "= "}[kind] + text)
        expected.append("• " + text if kind == "item" else text)
    document = _read(typeset("\n\n".join(source), f"#set page(columns: {columns})"), tmp_path)
    assert _paragraphs(document) == expected
    assert [heading.title for heading in document.headings] == titles


def test_pages_without_text_are_named_and_refused(tmp_path: Path) -> None:
    with pytest.raises(GuidelineError, match=r"page 2 has no text .*OCR"):
        _read(scanned_page(), tmp_path)


def test_a_file_locked_with_a_password_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GuidelineError, match="password"):
        _read(pdf(["Locked."], locked=True), tmp_path)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\nnothing", typeset(PROSE)[:900], typeset("")])
def test_a_damaged_or_empty_file_is_refused_in_one_line(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(GuidelineError) as refused:
        _read(data, tmp_path)
    assert "document.pdf: " in str(refused.value)
    assert "\n" not in str(refused.value)
