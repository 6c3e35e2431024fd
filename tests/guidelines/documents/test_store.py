import json
from pathlib import Path

import pytest

from drafter.errors import GuidelineError, OutputError
from drafter.guidelines.documents.markdown import read_markdown
from drafter.guidelines.documents.passages import passages_of
from drafter.guidelines.documents.plain import read_plain
from drafter.guidelines.documents.store import (
    AddedDocument,
    added_ids,
    load_documents,
    remove_document,
    store_document,
)
from tests.guidelines.documents.editions import added_edition

MARKDOWN = b"# Heat\n\nHeat warms. It is \xe2\x89\xa5 40 degrees.\n\n# Ice\n\nIce cools.\n"


def document(**changes: str) -> AddedDocument:
    return AddedDocument.of(added_edition(**changes), "guideline.md", MARKDOWN, read_markdown(MARKDOWN))


def test_a_document_comes_back_as_it_was_put_in(tmp_path: Path) -> None:
    paged = AddedDocument.of(added_edition(id="paged-2020"), "a.txt", b"1", read_plain(b"Heat\n\fwarms.\n\fEnd."))
    for added in (document(), paged):
        store_document(tmp_path / "deep" / "documents", added)
    loaded = load_documents(tmp_path / "deep" / "documents")
    assert loaded.documents == (document(), paged)
    assert len(loaded.files) == 6
    held = loaded.documents[0]
    assert passages_of(held.edition, held.text) == passages_of(document().edition, document().text)
    assert {path.name for path in (tmp_path / "deep" / "documents").iterdir()} == {
        "official-guideline-2020",
        "paged-2020",
    }


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert load_documents(tmp_path / "none").documents == ()


def test_an_edition_is_added_again_only_in_place_of_the_first(tmp_path: Path) -> None:
    store_document(tmp_path, document())
    with pytest.raises(GuidelineError, match="--replace"):
        store_document(tmp_path, document(publisher="Somebody"))
    assert load_documents(tmp_path).documents == (document(),)
    store_document(tmp_path, document(publisher="Somebody"), replace=True)
    assert load_documents(tmp_path).documents == (document(publisher="Somebody"),)
    assert [path.name for path in tmp_path.iterdir()] == ["official-guideline-2020"]


def test_what_an_interrupted_addition_leaves_is_not_read(tmp_path: Path) -> None:
    (tmp_path / ".official-guideline-2020-x1").mkdir()
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert added_ids(tmp_path) == []


def damage(place: Path, name: str, content: bytes | None) -> None:
    if content is None:
        (place / name).unlink()
    else:
        (place / name).write_bytes(content)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("text.txt", b"# Heat\n\nHeat is cold.", "text.txt was changed"),
        ("text.txt", None, "text.txt: No such file"),
        ("sections.json", b"{}", "sections.json was changed"),
        ("edition.json", b"{", "edition.json is not in its form"),
        ("edition.json", None, "edition.json: No such file"),
    ],
)
def test_a_damaged_document_is_named_with_what_to_do(
    tmp_path: Path, name: str, content: bytes | None, says: str
) -> None:
    store_document(tmp_path, document())
    damage(tmp_path / "official-guideline-2020", name, content)
    with pytest.raises(GuidelineError, match=says) as caught:
        load_documents(tmp_path)
    assert "drafter guidelines remove official-guideline-2020" in str(caught.value)
    assert "\n" not in str(caught.value)
    remove_document(tmp_path, "official-guideline-2020")
    assert list(tmp_path.iterdir()) == []


def test_a_document_under_the_name_of_another_is_refused(tmp_path: Path) -> None:
    store_document(tmp_path, document())
    (tmp_path / "official-guideline-2020").rename(tmp_path / "official-guideline-2021")
    with pytest.raises(GuidelineError, match="of another edition"):
        load_documents(tmp_path)


def test_digests_that_fit_places_that_do_not_are_refused(tmp_path: Path) -> None:
    store_document(tmp_path, document())
    place = tmp_path / "official-guideline-2020"
    sections = (
        (place / "sections.json")
        .read_text(encoding="utf-8")
        .replace('"start":0', '"start":1')
        .replace('"start": 0', '"start": 1')
    )
    (place / "sections.json").write_text(sections, encoding="utf-8")
    from drafter.domain.text import sha256_text

    stored = json.loads((place / "edition.json").read_text(encoding="utf-8"))
    stored["sections_sha256"] = sha256_text(sections)
    (place / "edition.json").write_text(json.dumps(stored), encoding="utf-8")
    with pytest.raises(GuidelineError, match="is not a paragraph"):
        load_documents(tmp_path)


@pytest.mark.parametrize("id", ["nothing-2020", "../corpus", "", "."])
def test_only_what_was_added_can_be_taken_out(tmp_path: Path, id: str) -> None:
    folder = tmp_path / "documents"
    (tmp_path / "corpus").mkdir()
    store_document(folder, document())
    with pytest.raises(GuidelineError, match="added are: official-guideline-2020"):
        remove_document(folder, id)
    assert (tmp_path / "corpus").exists()
    assert added_ids(folder) == ["official-guideline-2020"]


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="DRAFTER_DOCUMENTS"):
        store_document(tmp_path / "file" / "documents", document())
