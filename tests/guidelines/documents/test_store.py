import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from filelock import FileLock

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
from tests.guidelines.documents.store_worker import ACTIONS, FIRST, SECOND

MARKDOWN = b"# Heat\n\nHeat warms. It is \xe2\x89\xa5 40 degrees.\n\n# Ice\n\nIce cools.\n"


def document(**changes: str) -> AddedDocument:
    return AddedDocument.of(added_edition(**changes), "guideline.md", MARKDOWN, read_markdown(MARKDOWN))


def files_in(folder: Path) -> set[str]:
    """Every file in a folder of documents but the lock."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} - {".lock"}


def test_a_document_comes_back_as_it_was_put_in(tmp_path: Path) -> None:
    paged = AddedDocument.of(added_edition(id="paged-2020"), "a.txt", b"1", read_plain(b"Heat\n\fwarms.\n\fEnd."))
    for added in (document(), paged):
        store_document(tmp_path / "deep" / "documents", added)
    loaded = load_documents(tmp_path / "deep" / "documents")
    assert loaded.documents == (document(), paged)
    assert len(loaded.files) == 6
    held = loaded.documents[0]
    assert passages_of(held.edition, held.text) == passages_of(document().edition, document().text)
    assert files_in(tmp_path / "deep" / "documents") == set(loaded.files)


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert load_documents(tmp_path / "none").documents == ()


def test_an_edition_is_added_again_only_in_place_of_the_first(tmp_path: Path) -> None:
    store_document(tmp_path, document())
    with pytest.raises(GuidelineError, match="--replace"):
        store_document(tmp_path, document(publisher="Somebody"))
    assert load_documents(tmp_path).documents == (document(),)
    store_document(tmp_path, document(publisher="Somebody"), replace=True)
    assert load_documents(tmp_path).documents == (document(publisher="Somebody"),)
    assert len(files_in(tmp_path)) == 3
    store_document(tmp_path, document(), replace=True)
    assert load_documents(tmp_path).documents == (document(),)
    assert len(files_in(tmp_path)) == 3


def test_a_document_of_other_names_is_not_replaced(tmp_path: Path) -> None:
    store_document(tmp_path, document())
    with pytest.raises(GuidelineError, match='taken by the added document of "Official Guideline", edition "2020"'):
        store_document(tmp_path, document(guideline="Official", edition="Guideline 2020"), replace=True)
    assert load_documents(tmp_path).documents == (document(),)


def test_files_of_the_user_in_the_folder_are_no_documents(tmp_path: Path) -> None:
    (tmp_path / ".mine").mkdir()
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert added_ids(tmp_path) == []
    store_document(tmp_path, document())
    remove_document(tmp_path, "official-guideline-2020")
    assert {path.name for path in tmp_path.iterdir()} - {".lock"} == {".mine", "notes.txt"}


@pytest.fixture(scope="module")
def interrupted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folders of documents in which a process ended at each step of adding, replacing and removing one."""
    place = tmp_path_factory.mktemp("interrupted")
    worker = [sys.executable, "-m", "tests.guidelines.documents.store_worker", str(place)]
    subprocess.run(worker, check=True, cwd=Path(__file__).parents[3])
    return place


@pytest.mark.parametrize(
    ("action", "before", "after"),
    [("add", (), (SECOND,)), ("replace", (FIRST,), (SECOND,)), ("remove", (FIRST,), ())],
)
def test_a_process_that_ends_at_any_step_leaves_the_document_before_or_the_one_after(
    interrupted: Path, action: str, before: tuple[AddedDocument, ...], after: tuple[AddedDocument, ...]
) -> None:
    folders = sorted((interrupted / action).iterdir())
    found = [load_documents(folder).documents for folder in folders]
    changed = found.index(after)
    assert changed >= 3
    assert found == [before] * changed + [after] * (len(found) - changed)
    for folder in folders[:changed]:
        ACTIONS[action](folder)
        assert load_documents(folder).documents == after
        assert len(files_in(folder)) == 3 * len(after)
    for folder in folders[changed:]:
        store_document(folder, FIRST, replace=True)
        assert load_documents(folder).documents == (FIRST,)
        assert len(files_in(folder)) == 3


def test_what_a_killed_process_left_aside_is_in_no_document(tmp_path: Path) -> None:
    (tmp_path / ".aside").mkdir()
    (tmp_path / ".aside" / "text-2.txt").write_text("Left.", encoding="utf-8")
    assert load_documents(tmp_path).documents == ()
    store_document(tmp_path, document())
    assert files_in(tmp_path) == set(load_documents(tmp_path).files)


def test_who_reads_while_a_document_is_replaced_gets_one_version_whole(tmp_path: Path) -> None:
    store_document(tmp_path, FIRST)

    def replace() -> None:
        for document in [SECOND, FIRST] * 30:
            store_document(tmp_path, document, replace=True)

    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(replace)
        while not writing.done():
            assert load_documents(tmp_path).documents in ((FIRST,), (SECOND,))
        writing.result()


def test_reading_waits_for_no_lock(tmp_path: Path) -> None:
    store_document(tmp_path, document())
    with FileLock(tmp_path / ".lock"):
        assert load_documents(tmp_path).documents == (document(),)


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
    assert files_in(tmp_path) == set()


def test_a_document_of_which_nothing_can_be_told_is_not_replaced(tmp_path: Path) -> None:
    store_document(tmp_path, document())
    damage(tmp_path / "official-guideline-2020", "edition.json", b"{")
    with pytest.raises(GuidelineError, match="drafter guidelines remove official-guideline-2020"):
        store_document(tmp_path, document(), replace=True)


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
