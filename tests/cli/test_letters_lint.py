"""`drafter letters lint`: what it finds, says and refuses."""

import json
from pathlib import Path

import pytest
from click.testing import Result
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from drafter.cli import app
from drafter.errors import LetterError
from drafter.schemas import schema_text
from tests.cli.conftest import Run
from tests.letters.drafts import synthetic_draft
from tests.letters.pdfs import pdf

LETTER = Path(__file__).parent.parent / "letters" / "data" / "synthetic-2016.txt"


def lint(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["letters", "lint", *map(str, arguments)])


@pytest.fixture(autouse=True)
def _corpus_read_once(corpus_read_once: None) -> None:
    """No test here is about reading the corpus."""


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A letter in which nothing is to be found."""
    text = LETTER.read_text(encoding="utf-8")
    reason = "assist at one."
    assert reason in text
    path = tmp_path / "sound.txt"
    path.write_text(text.replace(reason, f"{reason} The MTUS does not address assistants."), encoding="utf-8")
    return path


@pytest.fixture
def faulty(sound: Path) -> Path:
    """The same letter, with a closing sentence against its determination."""
    text = sound.read_text(encoding="utf-8")
    assert "is not medically necessary" in text
    path = sound.with_name("faulty.txt")
    path.write_text(text.replace("is not medically necessary", "is medically necessary"), encoding="utf-8")
    return path


def test_findings_stand_under_their_letter_with_place_and_mend(run: Run, sound: Path, faulty: Path) -> None:
    result = run("letters", "lint", faulty, sound)
    assert (result.returncode, result.stderr) == (7, "")
    head, finding, other, ending = result.stdout.splitlines()
    assert head == "CM00-0000001 (faulty.txt):"
    assert finding.startswith("  item 2: error conclusion-differs in sentence 3: ")
    assert "Decide which of the two is right" in finding
    assert other == "CM00-0000001 (sound.txt): no finding"
    assert ending == "2 letters looked at, 1 with findings"


def test_a_letter_without_fault(sound: Path) -> None:
    result = lint(sound)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "CM00-0000001 (sound.txt): no finding",
        "1 letter looked at, 0 with findings",
    ]


def test_a_warning_alone_is_shown_and_is_no_failure() -> None:
    result = lint(LETTER)
    assert result.exit_code == 0
    assert "  item 2: warning outside-mtus-unexplained: " in result.stdout


def test_json_has_one_object_a_letter_of_the_schema(sound: Path, faulty: Path) -> None:
    result = lint("--json", faulty, sound)
    assert result.exit_code == 7
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    for row in rows:
        Draft202012Validator(json.loads(schema_text("drafter-lint-1"))).validate(row)
    assert [row["file"] for row in rows] == ["faulty.txt", "sound.txt"]
    assert [[finding["code"] for finding in row["findings"]] for row in rows] == [["conclusion-differs"], []]


def test_decisions_give_the_findings_of_their_letters(sound: Path, faulty: Path, tmp_path: Path) -> None:
    decisions = tmp_path / "decisions.jsonl"
    read = CliRunner().invoke(app, ["letters", "read", str(sound), str(faulty), "-o", str(decisions)])
    assert read.exit_code == 0
    result = lint("--json", decisions)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 7
    assert [(row["file"], len(row["findings"])) for row in rows] == [("decisions.jsonl:1", 0), ("decisions.jsonl:2", 1)]


def test_a_folder_is_looked_through_and_what_is_left_out_is_said(sound: Path) -> None:
    (sound.parent / "picture.png").write_bytes(b"")
    result = lint(sound.parent)
    assert result.exit_code == 0
    assert "sound.txt" in result.stdout
    assert "not looked at" in result.stderr


@pytest.mark.parametrize(("letter", "code"), [("sound.txt", LetterError.exit_code), ("faulty.txt", 7)])
def test_what_cannot_be_read_is_named_and_the_others_are_looked_at(
    sound: Path, faulty: Path, letter: str, code: int
) -> None:
    assert faulty.exists()
    scan, draft = sound.with_name("scan.pdf"), sound.with_name("draft.json")
    scan.write_bytes(pdf([]))
    draft.write_text(synthetic_draft().model_dump_json(by_alias=True), encoding="utf-8")
    result = lint(scan, draft, sound.with_name(letter))
    assert result.exit_code == code
    assert "scan.pdf: is a PDF without a text layer" in result.stderr
    assert "draft.json: holds a draft; `drafter verify` checks drafts" in result.stderr
    assert "2 of 3 files could not be read" in result.stderr
    assert f"CM00-0000001 ({letter})" in result.stdout


def test_no_letter_at_all_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = lint(tmp_path / "empty")
    assert isinstance(result.exception, LetterError)
    assert "no letter could be read in" in str(result.exception)
