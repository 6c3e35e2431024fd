from collections.abc import Callable
from pathlib import Path

import pytest

from drafter.errors import GuidelineError
from drafter.guidelines.corpus import corpus_digest, load_corpus
from drafter.guidelines.documents.markdown import read_markdown
from drafter.guidelines.documents.store import AddedDocument, store_document
from tests.guidelines.documents.editions import added_edition

Write = Callable[..., Path]
DOCUMENT = b"# Cold\n\nCold is an option.\n"


def test_the_digest_without_loading_is_that_of_the_loaded_corpus(write_corpus: Write, tmp_path: Path) -> None:
    folder, documents = write_corpus(), tmp_path / "documents"
    alone = corpus_digest(folder)
    assert alone == corpus_digest(folder, documents) == load_corpus(folder).sha256
    store_document(documents, AddedDocument.of(added_edition(), "cold.md", DOCUMENT, read_markdown(DOCUMENT)))
    both = corpus_digest(folder, documents)
    assert both == load_corpus(folder, documents).sha256 != alone
    write_corpus(("Heat is an option", "Heat is no option"))
    assert corpus_digest(folder, documents) == load_corpus(folder, documents).sha256 not in (alone, both)


def test_what_cannot_be_read_has_no_digest(write_corpus: Write, tmp_path: Path) -> None:
    with pytest.raises(GuidelineError, match="no such corpus folder"):
        corpus_digest(tmp_path / "none")
    (tmp_path / "documents" / "some-guideline-2020").mkdir(parents=True)
    with pytest.raises(GuidelineError, match="drafter guidelines remove some-guideline-2020"):
        corpus_digest(write_corpus(), tmp_path / "documents")
