"""Damaged files and texts: each is read or refused in one line, and quickly."""

from pathlib import Path
from random import Random
from time import perf_counter

import pytest

from drafter.errors import LetterError
from tests.letters.damage import damaged, damaged_package, mutated
from tests.letters.letter_files import pdf_letter, word_letter
from tests.letters.letter_texts import export, invented, render
from tests.letters.reading import read
from tests.letters.real import part


def _ends_well(path: Path, data: bytes) -> bool:
    """Whether it is read; where it is refused, in one line."""
    path.write_bytes(data)
    began = perf_counter()
    refused = ""
    try:
        decision = read(path)
    except LetterError as error:
        refused = str(error)
    assert perf_counter() - began < 5
    if refused:
        assert refused.startswith(str(path))
        assert "\n" not in refused
        return False
    assert all(item.request and item.rationale for item in decision.items)
    return True


def test_damaged_pdfs_are_read_or_refused(tmp_path: Path) -> None:
    rng = Random(3)
    data = pdf_letter(invented(rng, "2016"), rng)
    read_well = [_ends_well(tmp_path / "letter.pdf", damaged(data, rng)) for _ in range(300)]
    assert {True, False} == set(read_well)


def test_damaged_word_documents_are_read_or_refused(tmp_path: Path) -> None:
    rng = Random(4)
    data = word_letter(invented(rng, "2016"), rng)
    read_well = [_ends_well(tmp_path / "letter.docx", damaged_package(data, rng)) for _ in range(120)]
    assert {True, False} == set(read_well)


def test_texts_with_lines_lost_doubled_or_moved_are_read_or_refused(tmp_path: Path) -> None:
    rng = Random(5)
    texts = [mutated(render(invented(rng, plain=True), export(rng), rng), rng) for _ in range(200)]
    assert {True, False} == {_ends_well(tmp_path / "letter.txt", text.encode()) for text in texts}


def test_damaged_real_letters_are_read_or_refused(real_letters: Path, tmp_path: Path) -> None:
    rng = Random(6)
    letters = [path.read_bytes() for path in sorted(part(real_letters, "decisions/dev").glob("*.pdf"))]
    read_well = [_ends_well(tmp_path / "letter.pdf", damaged(rng.choice(letters), rng)) for _ in range(300)]
    assert {True, False} == set(read_well)


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".txt"])
def test_any_bytes_are_refused(tmp_path: Path, suffix: str) -> None:
    rng = Random(7)
    for start in (b"", b"%PDF-1.7\n", b"PK\x03\x04"):
        assert not _ends_well(tmp_path / f"letter{suffix}", start + rng.randbytes(3000))
