"""A letter that is not as it was written is neither written over nor removed; one that is, always can be."""

import errno
import os
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from drafter.errors import OutputError
from drafter.letters.edited import EditedLetter, refuse_edited, write_letters
from drafter.letters.write import FORMS

FIRST = {form: f"the first as {form}".encode() for form in FORMS}
SECOND = {form: f"the second as {form}".encode() for form in FORMS}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where a letter in all forms stands; its name holds a dot, as case numbers may."""
    place = tmp_path / "out" / "A.1"
    write_letters(place, FIRST, {place.parent / "draft.json": "first"})
    return place


def letter(place: Path, form: str) -> Path:
    return place.with_name(f"{place.name}.{form}")


def contents(place: Path) -> dict[str, bytes]:
    return {form: letter(place, form).read_bytes() for form in FORMS if letter(place, form).exists()}


def listed(place: Path) -> list[str]:
    return letter(place, "sha256").read_text().splitlines()


def digests(place: Path) -> list[str]:
    return [f"{sha256(content).hexdigest()}  {place.name}.{form}" for form, content in sorted(contents(place).items())]


def test_letters_are_written_beside_their_digests(place: Path) -> None:
    assert contents(place) == FIRST
    assert (place.parent / "draft.json").read_text() == "first"
    assert listed(place) == [f"{sha256(FIRST[form]).hexdigest()}  A.1.{form}" for form in sorted(FORMS)]


def test_a_letter_that_nobody_touched_is_written_over_any_number_of_times(place: Path) -> None:
    for content in (SECOND, FIRST, FIRST, SECOND):
        write_letters(place, content, {})
        assert contents(place) == content
        assert listed(place) == digests(place)


def test_forms_that_are_not_asked_for_are_removed_and_come_back(place: Path) -> None:
    write_letters(place, {"txt": SECOND["txt"]}, {})
    assert contents(place) == {"txt": SECOND["txt"]}
    assert listed(place) == digests(place)
    write_letters(place, FIRST, {})
    assert contents(place) == FIRST
    write_letters(place, {}, {place.parent / "draft.json": "third"})
    assert [file.name for file in place.parent.iterdir()] == ["draft.json"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("asked", [FORMS, ("txt",), ("docx",), ()])
def test_an_edited_letter_is_neither_written_over_nor_removed(place: Path, form: str, asked: tuple[str, ...]) -> None:
    letter(place, form).write_bytes(FIRST[form] + b" ")
    before = {file: file.read_bytes() for file in place.parent.iterdir()}
    with pytest.raises(EditedLetter, match=rf"^.*A\.1\.{form}: is not as it was written; rename it or move it away"):
        write_letters(place, {form: SECOND[form] for form in asked}, {place.parent / "draft.json": "second"})
    assert {file: file.read_bytes() for file in place.parent.iterdir()} == before
    letter(place, form).rename(place.parent / "mine")
    write_letters(place, SECOND, {})
    assert contents(place) == SECOND
    assert (place.parent / "mine").read_bytes() == FIRST[form] + b" "


def test_a_letter_that_somebody_else_put_beside_ours_is_not_ours(place: Path) -> None:
    write_letters(place, {"docx": FIRST["docx"]}, {})
    letter(place, "pdf").write_bytes(b"signed")
    with pytest.raises(EditedLetter):
        write_letters(place, {"docx": SECOND["docx"]}, {})
    assert letter(place, "pdf").read_bytes() == b"signed"


def test_letters_of_other_names_are_nobodys_business(place: Path) -> None:
    letter(place.with_name("A.2"), "txt").write_bytes(b"mine")
    write_letters(place, SECOND, {})
    assert letter(place.with_name("A.2"), "txt").read_bytes() == b"mine"


def test_letters_are_known_again_where_they_were_copied_to_with_their_digests(place: Path, tmp_path: Path) -> None:
    copied = place.parent.rename(tmp_path / "elsewhere") / place.name
    write_letters(copied, SECOND, {})
    letter(copied, "html").write_bytes(b"edited")
    with pytest.raises(EditedLetter):
        refuse_edited([letter(copied, "html")])


@pytest.mark.parametrize("record", [b"", b"\xff\x00", b"0" * 64 + b"  A.1.txt\n"])
def test_where_the_digests_are_damaged_no_letter_passes_for_ours(place: Path, record: bytes) -> None:
    letter(place, "sha256").write_bytes(record)
    with pytest.raises(EditedLetter):
        write_letters(place, SECOND, {})
    assert contents(place) == FIRST


def test_digests_that_cannot_be_read_are_named(place: Path) -> None:
    letter(place, "sha256").unlink()
    letter(place, "sha256").mkdir()
    with pytest.raises(OutputError, match=r"A\.1\.sha256: cannot be read"):
        write_letters(place, SECOND, {})


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("asked", [FORMS, ("txt",), ("docx",), ()])
def test_a_letter_that_stands_without_digests_is_not_ours(tmp_path: Path, form: str, asked: tuple[str, ...]) -> None:
    signed = tmp_path / f"A.1.{form}"
    signed.write_bytes(FIRST[form])
    what = rf"A\.1\.{form}: nothing tells that drafter wrote it \(there is no A\.1\.sha256 beside it\); rename it"
    with pytest.raises(EditedLetter, match=what) as error:
        write_letters(tmp_path / "A.1", {form: SECOND[form] for form in asked}, {tmp_path / "draft.json": "second"})
    assert len(str(error.value).splitlines()) == 1
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [FIRST[form]]


def test_where_the_digests_were_lost_each_letter_is_named_and_stays(place: Path) -> None:
    letter(place, "sha256").unlink()
    with pytest.raises(EditedLetter) as error:
        write_letters(place, SECOND, {})
    assert [line.partition(": ")[0] for line in str(error.value).splitlines()] == [
        str(letter(place, form)) for form in FORMS
    ]
    assert contents(place) == FIRST
    for form in FORMS:
        letter(place, form).rename(place.parent / f"mine.{form}")
    write_letters(place, SECOND, {})
    assert contents(place) == SECOND


def test_letters_that_are_in_place_stay_where_the_shorter_list_cannot_be_written(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = os.replace

    def full(source: Path, target: Path) -> None:
        if target == letter(place, "sha256") and contents(place) == SECOND:
            raise OSError(errno.ENOSPC, "no space")
        replace(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", full)
        write_letters(place, SECOND, {})
    assert contents(place) == SECOND
    assert set(listed(place)) > set(digests(place))
    write_letters(place, FIRST, {})
    assert (contents(place), listed(place)) == (FIRST, digests(place))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no processes to kill in this way here")
@pytest.mark.parametrize("forms", [FORMS, ("txt",), ()])
@pytest.mark.parametrize("first", [False, True])
def test_a_process_that_is_killed_leaves_no_letter_that_passes_for_edited(
    place: Path, tmp_path: Path, forms: tuple[str, ...], first: bool
) -> None:
    asked = {form: SECOND[form] for form in forms}
    if first:
        write_letters(place, {}, {})
    step, ended = 0, False
    while not ended:
        there = shutil.copytree(place.parent, tmp_path / str(step)) / place.name
        ended = not _killed_at(step, lambda: write_letters(there, asked, {}))  # noqa: B023 (called at once)
        assert all(content in (FIRST[form], SECOND[form]) for form, content in contents(there).items())
        write_letters(there, SECOND, {})
        assert (contents(there), listed(there)) == (SECOND, digests(there))
        step += 1
    assert step > len(forms)


def _killed_at(step: int, write: Callable[[], None]) -> bool:
    """Write in a process that dies before it has put more than so many files in or out of place."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    replace, done = os.replace, 0

    def counted(source: Path, target: Path) -> None:
        nonlocal done
        if done == step:
            os._exit(9)
        done += 1
        replace(source, target)

    os.replace = counted  # type: ignore[assignment]
    try:
        write()
    finally:
        os._exit(0)


def test_all_edited_letters_are_named_at_once_a_line_each(place: Path) -> None:
    for form in ("html", "pdf"):
        letter(place, form).write_bytes(b"edited by hand")
    with pytest.raises(EditedLetter) as error:
        write_letters(place, SECOND, {})
    assert [line.split(": ")[0].rpartition(".")[2] for line in str(error.value).splitlines()] == ["html", "pdf"]


@pytest.mark.parametrize("record", ["", "of something else\n"])
def test_a_record_that_lists_no_letter_is_what_is_wrong(place: Path, record: str) -> None:
    letter(place, "sha256").write_text(record)
    with pytest.raises(EditedLetter, match=r"A\.1\.sha256: lists no letter any more; restore it, or move it and the"):
        write_letters(place, SECOND, {})
    assert contents(place) == FIRST
