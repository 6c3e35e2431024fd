"""The reference in docs/ is what the code says, and what the program writes is of the schemas in it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from drafter.cli import app
from drafter.content import folder
from drafter.reference import pages
from drafter.settings import settings

DOCS = Path(__file__).parent.parent / "docs"
PAGES = pages()


@pytest.mark.parametrize("name", sorted(PAGES))
def test_the_page_is_what_the_code_says(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name], "stale: run `make docs`"


def test_no_page_of_the_reference_is_left_from_earlier() -> None:
    made = {DOCS / name for name in PAGES}
    assert made == {file for place in ("reference", "schemas") for file in (DOCS / place).iterdir()}


def validator(name: str) -> Draft202012Validator:
    schema = json.loads((DOCS / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def output(*arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == 0, result.output
    return result.stdout


def test_what_is_written_and_printed_is_of_its_schema(
    example: Path, index_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRAFTER_INDEX", str(index_folder))
    settings.cache_clear()
    out = example.parent / "out"
    output("draft", str(example), "-o", str(out))
    search = output("guidelines", "search", "--case", str(example), "--json")
    verified = output("verify", str(out / "draft.json"), "--json")
    validator("drafter-draft-1").validate(json.loads((out / "draft.json").read_text(encoding="utf-8")))
    validator("drafter-search-1").validate(json.loads(search))
    validator("drafter-verify-1").validate(json.loads(verified))


def test_the_case_schema_takes_the_example_and_refuses_what_the_program_refuses() -> None:
    import yaml

    text = (folder("eval") / "cases" / "example" / "case.yaml").read_text(encoding="utf-8")
    data = json.loads(json.dumps(yaml.safe_load(text), default=str))
    check = validator("drafter-case-1")
    check.validate(data)
    for broken in ({"items": []}, {"colour": "blue"}, {"priority": "fast"}, {"dates": {"injury": 7}}):
        assert not check.is_valid(data | broken)


def test_the_reference_is_made_by_the_documented_command(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "drafter.reference", str(tmp_path)], check=True, timeout=60)
    assert {str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*.*")} == set(PAGES)
