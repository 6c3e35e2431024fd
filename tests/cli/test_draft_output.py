"""What stands in the folder of a draft before and after, whatever becomes of the run."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run, assert_one_line

pytestmark = pytest.mark.model_requests
NO_SERVER = ("--model", "some", "--base-url", "http://127.0.0.1:9/v1")


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_a_letter_of_an_earlier_draft_does_not_stay_beside_a_new_one(command: Run, example: Path) -> None:
    out = example.parent / "out"
    assert command("draft", example, "-o", out).returncode == 0
    (out / "notes.html").write_text("mine", encoding="utf-8")
    example.write_text(example.read_text(encoding="utf-8").replace("SYNTHETIC-0001", "SYNTHETIC-0002"))
    assert command("draft", example, "-o", out, "--format", "txt").returncode == 0
    assert names(out) == ["draft.json", "letter.sha256", "letter.txt", "notes.html"]
    assert "SYNTHETIC-0002" in (out / "letter.txt").read_text(encoding="utf-8")


def test_a_run_that_fails_keeps_what_an_earlier_one_made(command: Run, example: Path) -> None:
    out = example.parent / "out"
    assert command("draft", example, "-o", out).returncode == 0
    before = {file: file.read_bytes() for file in out.iterdir()}
    assert_one_line(command("draft", example, "-o", out, "--format", "txt", *NO_SERVER), 5, "127.0.0.1:9")
    assert {file: file.read_bytes() for file in out.iterdir()} == before


def test_an_output_that_cannot_be_written_is_said_before_anything_is_drafted(command: Run, example: Path) -> None:
    blocked = example.parent / "blocked"
    blocked.write_text("a file stands here", encoding="utf-8")
    assert_one_line(command("draft", example, "-o", blocked, *NO_SERVER), 6, "-o")
    assert_one_line(command("draft", example, "-o", blocked / "below"), 6, "-o")
    (example.parent / "out" / "letter.txt").mkdir(parents=True)
    assert_one_line(command("draft", example, "-o", example.parent / "out", *NO_SERVER), 6, "letter.txt", "is a folder")
    assert names(example.parent / "out") == ["letter.txt"]


def test_a_folder_made_for_a_draft_that_failed_is_removed_again(command: Run, example: Path) -> None:
    there = example.parent / "there"
    there.mkdir()
    assert_one_line(command("draft", example, "-o", there / "new" / "out", *NO_SERVER), 5, "127.0.0.1:9")
    assert names(there) == []


def test_a_letter_that_somebody_edited_is_kept_until_it_is_moved_away(command: Run, example: Path) -> None:
    out = example.parent / "out"
    assert command("draft", example, "-o", out, "--format", "txt").returncode == 0
    with (out / "letter.txt").open("a", encoding="utf-8") as letter:
        letter.write("Signed.\n")
    before = {file: file.read_bytes() for file in out.iterdir()}
    for form in ("txt", "html"):
        result = command("draft", example, "-o", out, "--format", form, *NO_SERVER)
        assert_one_line(result, 6, "letter.txt: is not as it was written", "move it away")
        assert {file: file.read_bytes() for file in out.iterdir()} == before
    (out / "letter.txt").rename(out / "signed.txt")
    assert command("draft", example, "-o", out, "--format", "html").returncode == 0
    assert names(out) == ["draft.json", "letter.html", "letter.sha256", "signed.txt"]


def test_a_letter_that_was_there_before_stays(command: Run, example: Path) -> None:
    out = example.parent / "signed"
    out.mkdir()
    (out / "letter.pdf").write_bytes(b"signed")
    for form in ("pdf", "txt"):
        result = command("draft", example, "-o", out, "--format", form, *NO_SERVER)
        assert_one_line(result, 6, "letter.pdf: nothing tells that drafter wrote it", "move it away")
    assert (names(out), (out / "letter.pdf").read_bytes()) == (["letter.pdf"], b"signed")


def test_how_much_is_left_to_judge_is_said_beside_what_was_found(command: Run, example: Path) -> None:
    out = example.parent / "out"
    said = command("draft", example, "-o", out, "--format", "txt").stdout
    of_items = [item["states"] for item in json.loads((out / "draft.json").read_text(encoding="utf-8"))["items"]]
    told = re.findall(r"sentences to be judged beside their sources: ([0-9]+) of ([0-9]+)\n", said)
    assert told == [(str(states.count("unjudged")), str(len(states))) for states in of_items]
    assert re.search(r"^  findings: none; sentences to be judged", said, re.MULTILINE)
