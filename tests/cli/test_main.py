"""The command line as a user meets it: exit codes, one-line errors, nothing heavy imported for help."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from drafter.errors import EXIT_CODES, DrafterError
from tests.cli.conftest import Run, assert_one_line
from tests.drafting.servers import Answer, completion, error, serving


@pytest.mark.parametrize(
    "arguments",
    ["--help", "draft --help", "batch --help", "case --help", "verify --help", "guidelines search --help", "--version"],
)
def test_help_imports_nothing_heavy(arguments: str) -> None:
    libraries = ("chromadb", "llama_index", "openai", "wordllama", "numpy", "pypdfium2", "sqlalchemy", "jinja2", "yaml")
    heavy = (*libraries, "drafter.domain.case", "drafter.letters.read")  # with many patterns and schemas of their own
    script = (
        "import sys\n"
        "from drafter.cli import app\n"
        f"try:\n    app({arguments.split()!r})\nexcept SystemExit as end:\n    assert end.code == 0, end.code\n"
        f"loaded = sorted(name for name in {heavy!r} if name in sys.modules)\n"
        "assert not loaded, loaded\n"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60)
    assert result.returncode == 0, result.stderr


def test_every_error_class_has_its_own_documented_exit_code() -> None:
    codes = [error.exit_code for error in DrafterError.__subclasses__()]
    assert len(set(codes)) == len(codes)
    assert set(codes) < set(EXIT_CODES)


def test_a_case_becomes_a_letter(run: Run, example: Path) -> None:
    out = example.parent / "out"
    assert run("case", "check", example).returncode == 0
    result = run("draft", example, "-o", out)
    assert (result.returncode, result.stderr) == (0, "")
    assert [file.suffix for file in sorted(out.iterdir())] == [".json", ".docx", ".html", ".pdf", ".sha256", ".txt"]
    for words in ("Item 2", "proposed: Upheld", "Page(s): 60, 98", "findings: none", str(out / "letter.html")):
        assert words in result.stdout
    assert run("verify", out / "draft.json").returncode == 0


def test_the_index_is_needed_and_named(command: Run, example: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = command("draft", example, "-o", out, DRAFTER_INDEX=str(tmp_path / "none"))
    assert_one_line(result, 4, "drafter guidelines index")
    assert not out.exists()


def test_an_index_of_another_corpus_is_refused(command: Run, example: Path, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    from drafter.content import folder

    for file in folder("guideline_corpus").iterdir():
        text = file.read_text(encoding="utf-8")
        (corpus / file.name).write_text(text.replace("Yoga is for", "Yoga is only for"), encoding="utf-8")
    result = command("draft", example, "-o", tmp_path / "out", DRAFTER_CORPUS=str(corpus))
    assert_one_line(result, 4, "drafter guidelines index")


def test_no_edition_in_force(command: Run, example: Path) -> None:
    result = command("draft", example, "-o", example.parent / "out", "--as-of", "2006-01-01")
    assert_one_line(result, 4, "no edition", "--as-of")


def test_an_edition_of_which_no_text_is_held_decides_nothing(command: Run, example: Path) -> None:
    out = example.parent / "out"
    result = command("draft", example, "-o", out, "--as-of", "2024-01-01")
    assert result.returncode == 0, result.stderr
    assert "text-not-held" in result.stdout
    drafted = json.loads((out / "draft.json").read_text(encoding="utf-8"))
    assert {item["draft"]["determination"] for item in drafted["items"]} == {"Insufficient"}


def test_no_date_at_all(command: Run, tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text("case_number: SYNTHETIC-2\nitems:\n  - request: Massage, 8 visits\n", encoding="utf-8")
    assert_one_line(command("draft", case, "-o", tmp_path / "out"), 4, "--as-of")


def test_every_problem_of_a_case_is_said_at_once_with_its_place(command: Run, example: Path) -> None:
    data = yaml.safe_load(example.read_text(encoding="utf-8"))
    data["colour"] = "blue"
    data["dates"]["injury"] = "2014-02-30"
    data["items"][0]["request"] = " "
    data["items"][1]["depends_on"] = 2
    data["records"][0]["file"] = "records/none.txt"
    example.write_text(yaml.safe_dump(data), encoding="utf-8")
    for begin in (("case", "check"), ("draft", "-o", str(example.parent / "out"))):
        result = command(*begin, example)
        assert result.returncode == 3
        lines = result.stderr.splitlines()
        assert len(lines) == 5, lines
        for place in ("colour", "dates.injury", "items[1].request", "items[2].depends_on", "records[1].file"):
            assert any(place in line for line in lines), (place, lines)
    assert not (example.parent / "out").exists()


@pytest.mark.parametrize("content", [None, "", "- a\n- b\n", "a: [1", "\x00\x01", "items: &a [*a]\n"])
def test_what_is_no_case_file_is_one_line(command: Run, tmp_path: Path, content: str | None) -> None:
    case = tmp_path / "case.yaml"
    if content is not None:
        case.write_text(content, encoding="utf-8")
    assert_one_line(command("case", "check", case), 3, "case.yaml")


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (["--model", "some"], 2, "--base-url"),
        pytest.param(
            *(["--model", "some", "--base-url", "http://127.0.0.1:9/v1"], 5, "127.0.0.1:9"),
            marks=pytest.mark.model_requests,
        ),
        (["--model", "some", "--base-url", "https://models.example/v1"], 5, "--data-agreement"),
        (["--model", "some", "--base-url", "nonsense"], 5, "--base-url"),
        (["--base-url", "http://127.0.0.1:9/v1"], 2, "for --base-url: the built-in drafter takes no server"),
        (["--base-url", ""], 2, "for --base-url: the built-in drafter takes no server"),
        (["--data-agreement", "BAA"], 2, "for --data-agreement: the built-in drafter takes no server"),
        (["--model", " ", "--base-url", "http://127.0.0.1:9/v1"], 2, "for --model: name a model"),
    ],
)
def test_a_server_that_cannot_be_used(command: Run, example: Path, options: list[str], code: int, words: str) -> None:
    out = example.parent / "out"
    assert_one_line(command("draft", example, "-o", out, *options), code, words)
    assert not out.exists()


@pytest.mark.parametrize("timeout", ["soon", "inf", "nan", "1e300", "0", "-1", "86401", ""])
def test_a_setting_that_cannot_be_is_named_with_its_remedy(command: Run, example: Path, timeout: str) -> None:
    result = command("draft", example, "-o", example.parent / "out", DRAFTER_TIMEOUT=timeout)
    assert_one_line(result, 10, "DRAFTER_TIMEOUT: write the seconds to wait as a number above 0 and at most 86400")


@pytest.mark.model_requests
@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (error(401), "DRAFTER_API_KEY"),
        (completion("Sure! The request is fine."), "not JSON"),
        (completion('{"determination": "Maybe"}'), "schema"),
        (completion('{"criteria": [', finish_reason="length"), "cut the answer off"),
        (completion(None, refusal="I cannot"), "refused"),
    ],
    ids=["wrong key", "not JSON", "not the schema", "cut off", "refused"],
)
def test_an_answer_that_cannot_be_used_is_one_line_and_leaves_nothing(
    command: Run, example: Path, answer: Answer, words: str
) -> None:
    out = example.parent / "out"
    with serving(answer) as server:
        result = command("draft", example, "-o", out, "--model", "m", "--base-url", server.base_url)
    assert_one_line(result, 5, words)
    assert not out.exists()


def test_a_fault_of_ours_shows_no_case_text(run: Run, example: Path, tmp_path: Path) -> None:
    plugin = tmp_path / "sitecustomize.py"
    plugin.write_text(
        "import drafter.cases.load as load\n"
        "def broken(path):\n    raise KeyError('secret of the case')\n"
        "load.load_case = broken\n",
        encoding="utf-8",
    )
    result = run("draft", example, "-o", tmp_path / "out", PYTHONPATH=str(tmp_path))
    assert_one_line(result, 1, "KeyError", "report it")
    assert "secret" not in result.stderr


def test_an_interruption_has_its_own_code_and_says_nothing(
    command: Run, example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("drafter.drafting.pipeline.draft_case", stopped)
    result = command("draft", example, "-o", tmp_path / "out")
    assert (result.returncode, result.stdout, result.stderr) == (130, "", "")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("nonsense", "No such command 'nonsense'; see `drafter --help`"),
        ("--nonsense", "No such option: --nonsense"),
        ("draft", "Missing argument 'CASE'; see `drafter draft --help`"),
        ("draft case.yaml", "Missing option '-o' / '--output'"),
        ("draft case.yaml -o", "Option '-o' requires an argument"),
        ("draft case.yaml -o out --format rtf", "choose from txt, html"),
        ("draft case.yaml -o out --as-of soon", "for --as-of: not a date; write it as 2014-10-28"),
        ("guidelines search massage --as-of 2014-02-30", "for --as-of: not a date; write it as 2014-10-28"),
        ("guidelines search massage -k 0", "for '-k': must be greater than or equal to 1"),
        ("guidelines search massage -k many", "for '-k': must be a valid integer"),
        ("guidelines search", "drafter: give either some text or --case, and not both; see"),
        ("case", "Usage: drafter case"),
        ("", "Usage: drafter"),
    ],
)
def test_a_wrong_command_line_is_said_in_one_line_or_with_the_help(command: Run, arguments: str, words: str) -> None:
    result = command(*arguments.split())
    if words.startswith("Usage"):
        assert result.returncode == 2
        assert words in result.stderr
        assert "Commands:" in result.stderr
    else:
        assert_one_line(result, 2, words)
    assert "Value error" not in result.stderr


def test_the_version_is_shown(run: Run) -> None:
    result = run("--version")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("drafter ")


def test_search_answers_in_json_of_its_schema(run: Run) -> None:
    result = run("guidelines", "search", "massage for the neck", "--as-of", "2014-10-28", "-k", "3", "--json")
    assert result.returncode == 0
    answer = json.loads(result.stdout)
    assert answer["schema"] == "drafter-search/1"
    sections = [evidence["passage"]["section"] for evidence in answer["results"][0]["evidence"]]
    assert len(sections) == 3
    assert "Massage therapy" in sections
