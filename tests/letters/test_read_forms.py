"""Forms in which letters and files differ, one at a time."""

import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement

from drafter.errors import LetterError
from tests.letters.pdfs import pdf
from tests.letters.reading import DATA, read, read_text

TEXT = (DATA / "synthetic-2016.txt").read_text()
LINES = TEXT.splitlines()
ITEMS = LINES.index("IMR ISSUES, DECISIONS AND RATIONALES")
PLAIN = read_text(TEXT).decision


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (": Upheld", ": UPHELD."),
        (": Upheld", " \u2013 Upheld"),
        (": Upheld", " \u2014 upheld"),
        (": Upheld", ":\nUpheld"),
        (": Upheld", "\n: Upheld"),
        (": Overturned", " :  Overturned"),
        ("CLINICAL CASE SUMMARY", "Clinical Case  Summary:"),
        ("CLINICAL CASE SUMMARY", "C LINICAL C ASE S UMMARY"),
        ("IMR ISSUES, DECISIONS AND RATIONALES", "IMR I SSUES , D ECISIONS AND R ATIONALES"),
        ("guideline: ", "guideline:\n"),
        ("guideline:", "guideline :"),
        ("Decision rationale: ", "Decision rationale:\n"),
        ("Claims Administrator guideline", "Claims administrator Guideline"),
        ("Case Number: ", "Synthetic Organisation\nInvented Road 1: Sacramento\nCase Number:\u00a0"),
        ("\n", "\r\n"),
        ("\n", "\r"),
    ],
)
def test_form_of_a_word_or_mark_changes_nothing(tmp_path: Path, old: str, new: str) -> None:
    (tmp_path / "letter.txt").write_bytes(TEXT.replace(old, new).encode())
    assert read(tmp_path / "letter.txt") == PLAIN


@pytest.mark.parametrize("label", ["IMRO", "Reviewer", "Expert Reviewer", "Smith & Sons, Inc."])
def test_reviewers_guideline_may_have_any_label(label: str) -> None:
    decision = read_text(TEXT.replace("MAXIMUS guideline", f"{label} guideline")).decision
    assert decision.reviewer_label == label
    assert decision.items == PLAIN.items


def test_label_within_a_guideline_is_its_text() -> None:
    quoted = "ODG guideline: synthetic words.\nDecision based on Non-MTUS Citation Synthetic Knee"
    decision = read_text(TEXT.replace("Decision based on Non-MTUS Citation Synthetic Knee", quoted)).decision
    assert decision.reviewer_label == "MAXIMUS"
    assert "ODG guideline: synthetic words." in str(decision.items[0].reviewer_guideline)


def test_determination_alone_on_a_line_of_a_rationale_is_its_text() -> None:
    decision = read_text(TEXT.replace("lessen. An", "lessen:\nUpheld\nAn")).decision
    assert "lessen: Upheld An" in decision.items[0].rationale
    assert decision.items[1] == PLAIN.items[1]


@pytest.mark.parametrize("pages", [1, 2])
def test_first_line_that_later_pages_repeat_is_left_out_of_them(pages: int) -> None:
    cuts = [*range(ITEMS + 4, ITEMS + 4 + pages * 3, 3)]
    parts = [LINES[start:end] for start, end in zip([0, *cuts], [*cuts, len(LINES)], strict=True)]
    assert read_text(f"\f{LINES[0]}\n".join("\n".join(part) for part in parts)).decision == PLAIN


def test_one_letter_twice_or_two_letters_are_refused() -> None:
    for second in (TEXT, TEXT.replace("0000001", "0000002"), "Case Number: CM00-0000002\nDate Assigned: 1/2/2016"):
        with pytest.raises(ValueError, match="give each letter its own file"):
            read_text(TEXT + "\f" + second)


@pytest.mark.parametrize("lost", ["Assistant surgeon: Upheld", "Claims Administrator guideline: The claims"])
def test_item_without_its_head_does_not_run_into_the_one_before(lost: str) -> None:
    kept = [line for line in LINES if not line.startswith(lost)]
    with pytest.raises(ValueError, match=r"(no|more than one) \"Decision rationale:\""):
        read_text("\n".join(kept))


def test_text_with_every_number_of_blank_lines_is_read() -> None:
    assert read_text("".join("\n" * (at + 1) + line for at, line in enumerate(LINES))).decision.items


def test_draft_is_refused() -> None:
    with pytest.raises(ValueError, match="marked DRAFT"):
        read_text("DRAFT: it decides nothing\n" + TEXT)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("wide.txt", TEXT.encode("utf-16"), "is not UTF-8 text but UTF-16"),
        ("windows.txt", "caf\u00e9".encode("cp1252"), "is not UTF-8 text"),
        ("nul.txt", TEXT.replace("party", "par\0ty").encode(), "is not a text file"),
        ("page.html", b"<!DOCTYPE html>" + TEXT.encode(), "is a web page"),
        ("letter.rtf", b"{\\rtf1 letter}", "RTF"),
        ("old.doc", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(500), "old Word document"),
        ("locked.docx", bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("no pages.pdf", pdf(), "is damaged"),
        ("scan within.pdf", pdf(LINES[:ITEMS], [], LINES[ITEMS:]), "no text layer on page 2"),
        ("scan at end.pdf", pdf(LINES, ["Page 2"], scanned=[1]), "no text layer on page 2"),
    ],
)
def test_file_that_would_lose_or_garble_text_is_refused(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(LetterError, match=reason):
        read(tmp_path / name)


def test_pdf_of_scanned_pages_with_their_text_is_read(tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_bytes(pdf(LINES[:ITEMS], LINES[ITEMS:], scanned=[0, 1]))
    assert read(tmp_path / "letter.pdf") == PLAIN


def test_bold_tells_a_request_where_its_words_do_not(tmp_path: Path) -> None:
    rationale = "Decision rationale: Invented words without a full stop at their end, which fill the whole line"
    items = [
        "\x02First synthetic request: \x03Upheld",
        "\x02Claims Administrator guideline: \x03Synthetic.",
        "\x02" + rationale.replace(": ", ": \x03"),
        "\x02Second request. It has two synthetic sentences that go on to the end of the line and end.\x03",
        "\x02The second of them: \x03Overturned",
        "\x02Claims Administrator guideline: \x03Synthetic.",
        "\x02Decision rationale: \x03Invented.",
    ]
    (tmp_path / "letter.pdf").write_bytes(pdf(LINES[: ITEMS + 2], items))
    first, second = read(tmp_path / "letter.pdf").items
    assert first.rationale == rationale.removeprefix("Decision rationale: ")
    assert second.request.startswith("Second request. It has")
    assert second.request.endswith("The second of them")


def test_word_document_keeps_what_changes_controls_and_layout_tables_hold(tmp_path: Path) -> None:
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    for line in LINES:
        paragraph = cell.add_paragraph()
        wrapper = OxmlElement("w:ins") if "guideline" in line else OxmlElement("w:smartTag")
        paragraph._p.append(wrapper)
        wrapper.append(paragraph.add_run(line)._r)
        struck = OxmlElement("w:moveFrom")
        struck.append(paragraph.add_run("struck out")._r)
        paragraph._p.append(struck)
    document.save(str(tmp_path / "letter.docx"))
    assert read(tmp_path / "letter.docx") == PLAIN


def test_zip_bomb_and_other_packages_are_refused(tmp_path: Path) -> None:
    for content, reason in ((bytes(300_000_000), "too large"), (b"text", "no Word document")):
        package = BytesIO()
        with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as parts:
            parts.writestr("word/document.xml", content)
        (tmp_path / "letter.docx").write_bytes(package.getvalue())
        with pytest.raises(LetterError, match=reason):
            read(tmp_path / "letter.docx")
