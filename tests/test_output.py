from pathlib import Path

import pytest

from drafter.errors import OutputError
from drafter.output import room_for, write_files


def test_files_are_written_and_the_stale_ones_are_gone(tmp_path: Path) -> None:
    stale = tmp_path / "stale.txt"
    stale.write_text("old", encoding="utf-8")
    new = tmp_path / "a" / "new.txt"
    write_files({new: "é\n"}, without=[stale, tmp_path / "never.txt"])
    assert new.read_bytes() == "é\n".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_where_one_cannot_be_written_all_stay_as_they_were(tmp_path: Path) -> None:
    stale, kept = tmp_path / "stale.txt", tmp_path / "kept.txt"
    for file in (stale, kept):
        file.write_text("old", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError, match="folder: cannot be written"):
        write_files({kept: "new", tmp_path / "below" / "x": "", tmp_path / "folder": ""}, without=[stale])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "kept.txt", "stale.txt"]
    assert kept.read_text(encoding="utf-8") == "old"


def test_a_text_that_cannot_be_encoded_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UnicodeEncodeError):
        write_files({tmp_path / "a" / "one": "fine", tmp_path / "a" / "two": "\ud800"})
    assert list(tmp_path.iterdir()) == []


def test_a_folder_made_in_vain_is_removed_and_one_that_was_there_stays(tmp_path: Path) -> None:
    with room_for([tmp_path / "new" / "deep" / "file", tmp_path / "file"]):
        assert (tmp_path / "new" / "deep").is_dir()
    assert tmp_path.is_dir()
    assert list(tmp_path.iterdir()) == []
