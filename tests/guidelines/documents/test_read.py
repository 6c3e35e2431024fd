from pathlib import Path

import pytest

from drafter.errors import GuidelineError
from drafter.guidelines.documents.read import read_document
from tests.guidelines.documents.word_files import paragraph, word_file

OLD_WORD = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 500
PDF = b"%PDF-1.7\nnothing more"


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("a.docx", word_file(paragraph("Heat.")), "Heat."),
        ("a.html", b"<p>Heat.</p>", "Heat."),
        ("a.HTM", b"<p>Heat.</p>", "Heat."),
        ("a.md", b"*Heat.*", "Heat."),
        ("a.txt", b"*Heat.*", "*Heat.*"),
    ],
)
def test_a_file_is_read_by_its_ending(tmp_path: Path, name: str, data: bytes, text: str) -> None:
    (tmp_path / name).write_bytes(data)
    document, read = read_document(tmp_path / name)
    assert (document.text, read) == (text, data)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.md", b" \n", "is empty"),
        ("a.pdf", b"", "is empty"),
        ("a", b"Heat.", "give it one of the endings .pdf, .docx"),
        ("a.odt", b"Heat.", "give it one of the endings"),
        ("a.txt", PDF, "is a PDF and not what its ending says"),
        ("a.docx", PDF, "is a PDF"),
        ("a.pdf", PDF, ": ."),
        ("a.pdf", b"Heat.", "is no .pdf file"),
        ("a.pdf", word_file(paragraph("Heat.")), "is a Word document or another ZIP file"),
        ("a.docx", b"Heat.", "is no .docx file"),
        ("a.docx", b"PK\x03\x04 and no more", "is damaged, or a ZIP file"),
        ("a.docx", OLD_WORD, "old Word document"),
        ("a.docx", OLD_WORD + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        ("a.txt", b"{\\rtf1 Heat.}", "is RTF"),
        ("a.html", b"\x1f\x8b\x08 packed", "is compressed"),
        ("a.txt", bytes(range(256)), "is not a text file"),
        ("a.md", "naïve".encode("cp1252"), "save it as UTF-8"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(GuidelineError, match=says) as caught:
        read_document(tmp_path / name)
    assert str(caught.value).startswith(f"{tmp_path / name}: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("name", "says"), [("none.txt", "no such file"), (".", "is a folder")])
def test_what_is_no_file_is_said(tmp_path: Path, name: str, says: str) -> None:
    with pytest.raises(GuidelineError, match=says):
        read_document(tmp_path / name)
