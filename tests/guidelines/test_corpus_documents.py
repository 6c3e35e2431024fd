from collections.abc import Callable
from pathlib import Path

import pytest

from drafter.errors import GuidelineError
from drafter.guidelines.corpus import load_corpus
from drafter.guidelines.documents.markdown import read_markdown
from drafter.guidelines.documents.store import AddedDocument, remove_document, store_document
from tests.guidelines.documents.editions import added_edition

Write = Callable[..., Path]
DOCUMENT = b"# Cold\n\nCold is an option. It is limited to 3 visits.\n"


def add(folder: Path, data: bytes = DOCUMENT, *, replace: bool = False, **changes: str) -> None:
    added = AddedDocument.of(added_edition(**changes), "cold.md", data, read_markdown(data))
    store_document(folder, added, replace=replace)


def test_added_documents_follow_the_corpus_and_are_part_of_its_digest(write_corpus: Write, tmp_path: Path) -> None:
    folder, documents = write_corpus(), tmp_path / "documents"
    shipped = load_corpus(folder)
    assert load_corpus(folder, documents) == shipped
    add(documents)
    both = load_corpus(folder, documents)
    assert [edition.id for edition in both.editions] == ["invented-2009", "official-guideline-2020"]
    assert [passage.id for passage in both.passages] == ["invented-2009/heat", "official-guideline-2020/cold"]
    assert both.passages[0] == shipped.passages[0]
    passage = both.passage("official-guideline-2020/cold")
    assert passage is not None
    assert passage.document is not None
    text = both.document_text(passage.document.sha256)
    assert text is not None
    assert text[passage.document.start : passage.document.end] == passage.text
    assert both.document_text("0" * 64) is None
    add(documents, DOCUMENT.replace(b"3", b"4"), replace=True)
    changed = load_corpus(folder, documents)
    assert len({shipped.sha256, both.sha256, changed.sha256}) == 3
    remove_document(documents, "official-guideline-2020")
    assert load_corpus(folder, documents).sha256 == shipped.sha256


def test_damage_to_an_added_document_is_one_line(write_corpus: Write, tmp_path: Path) -> None:
    add(tmp_path / "documents")
    (tmp_path / "documents" / "official-guideline-2020" / "text.txt").write_text("other", encoding="utf-8")
    with pytest.raises(GuidelineError, match="drafter guidelines remove official-guideline-2020"):
        load_corpus(write_corpus(), tmp_path / "documents")


def test_an_id_that_the_corpus_has_as_well_is_refused(write_corpus: Write, tmp_path: Path) -> None:
    add(tmp_path / "documents", id="invented-2009")
    with pytest.raises(GuidelineError, match="drafter guidelines remove invented-2009"):
        load_corpus(write_corpus(), tmp_path / "documents")
