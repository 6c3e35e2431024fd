import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from drafter.cases.load import load_case
from drafter.cli.case import app
from drafter.errors import CaseError, LetterError, OutputError

LETTERS = Path(__file__).parent.parent / "letters" / "data"
RUNNER = CliRunner()


def run(*words: str | Path) -> str:
    """What a command prints when all goes well."""
    result = RUNNER.invoke(app, [str(word) for word in words], catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def test_from_letter_writes_a_case_that_loads_and_says_what_the_letter_lacks(tmp_path: Path) -> None:
    output = tmp_path / "new" / "case.yaml"
    printed = run("from-letter", LETTERS / "synthetic-2014.txt", "-o", output)
    assert "case synthetic-2014, 3 disputed items" in printed
    assert "no case number" in printed
    assert "no header dates" in printed
    assert len(load_case(output).case.items) == 3


def test_from_letter_with_a_full_header_has_nothing_to_add(tmp_path: Path) -> None:
    printed = run("from-letter", LETTERS / "synthetic-2016.txt", "-o", tmp_path / "case.yaml")
    assert printed == f"{tmp_path / 'case.yaml'}: case CM00-0000001, 2 disputed items\n"


def test_from_letter_counts_one_item_as_one(tmp_path: Path) -> None:
    first, _ = (LETTERS / "synthetic-2016.txt").read_text().split("Assistant surgeon:")
    (tmp_path / "letter.txt").write_text(first)
    printed = run("from-letter", tmp_path / "letter.txt", "-o", tmp_path / "case.yaml")
    assert printed.endswith(", 1 disputed item\n")


def test_from_letter_says_where_the_header_contradicts_itself(tmp_path: Path) -> None:
    text = (
        (LETTERS / "synthetic-2016.txt").read_text().replace("Date Assigned: 11/21/2016", "Date Assigned: 11/01/2016")
    )
    (tmp_path / "letter.txt").write_text(text)
    printed = run("from-letter", tmp_path / "letter.txt", "-o", tmp_path / "case.yaml")
    assert "To correct before drafting: dates.assigned: 2016-11-01 is before application_received" in printed


def test_from_letter_never_overwrites(tmp_path: Path) -> None:
    output = tmp_path / "case.yaml"
    output.write_text("mine")
    with pytest.raises(OutputError, match="is there already"):
        run("from-letter", LETTERS / "synthetic-2016.txt", "-o", output)
    assert output.read_text() == "mine"


def test_from_letter_writes_nothing_when_the_letter_is_none(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("A note.")
    with pytest.raises(LetterError):
        run("from-letter", tmp_path / "note.txt", "-o", tmp_path / "case.yaml")
    assert not (tmp_path / "case.yaml").exists()


def test_from_letter_to_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        run("from-letter", LETTERS / "synthetic-2016.txt", "-o", tmp_path / "file" / "case.yaml")


def test_check_says_in_one_line_what_a_case_holds(tmp_path: Path) -> None:
    run("example", "-o", tmp_path)
    printed = run("check", tmp_path / "case.yaml")
    assert printed == (
        f"{tmp_path / 'case.yaml'}: in order; case SYNTHETIC-0001; items: 3, 3 open; "
        "records: 5 received, 1 missing, and a clinical summary; "
        "dates: injury 2013-03-18, application received 2014-11-24, assigned 2014-12-22, ur denial 2014-11-12, "
        "request 2014-10-29\n"
    )


def test_check_names_the_one_date_that_is_taken_from_the_summary(tmp_path: Path) -> None:
    run("from-letter", LETTERS / "synthetic-2014.txt", "-o", tmp_path / "case.yaml")
    printed = run("check", tmp_path / "case.yaml")
    assert printed.endswith("dates: ur denial 2014-09-09 (from the clinical summary)\n")


def test_check_says_that_a_case_without_dates_needs_one_named(tmp_path: Path) -> None:
    case = {"case_number": "SYNTHETIC-7", "items": [{"request": "Brace", "status": "withdrawn"}]}
    (tmp_path / "case.json").write_text(json.dumps(case))
    printed = run("check", tmp_path / "case.json")
    assert printed.endswith("items: 1, 0 open; records: none; dates: none; a draft will need --as-of\n")


def test_check_raises_every_problem(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text("items:\n  - request: 8\n")
    with pytest.raises(CaseError) as error:
        run("check", tmp_path / "case.yaml")
    assert len(str(error.value).splitlines()) == 2


def test_schema_prints_the_schema_of_the_case_file() -> None:
    schema = json.loads(run("schema"))
    Draft202012Validator.check_schema(schema)
    check = Draft202012Validator(schema)
    assert check.is_valid({"case_number": "SYNTHETIC-7", "items": [{"request": "Brace"}]})
    assert not check.is_valid({"case_number": "SYNTHETIC-7", "items": []})


def test_example_is_not_copied_over(tmp_path: Path) -> None:
    run("example", "-o", tmp_path)
    with pytest.raises(OutputError, match="is there already"):
        run("example", "-o", tmp_path)
