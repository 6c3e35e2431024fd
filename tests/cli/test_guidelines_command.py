import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from drafter.cli.guidelines import app
from drafter.content import folder
from drafter.errors import CaseError, GuidelineError
from drafter.guidelines.corpus import load_corpus
from drafter.guidelines.search_result import SearchResult
from drafter.settings import settings

CASE = """\
schema: drafter-case/1
case_number: Synthetic case
dates: {ur_denial: 2014-10-28}
items:
  - request: Massage therapy, 8 visits for the neck
  - request: Epidural injection at L5-S1
    status: withdrawn
  - request: Psychiatric evaluation by a specialist
"""


@pytest.fixture(autouse=True)
def _index_there(corpus_read_once: None, index_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAFTER_INDEX", str(index_folder))


@pytest.fixture
def case(tmp_path: Path) -> str:
    path = tmp_path / "case.yaml"
    path.write_text(CASE, encoding="utf-8")
    return str(path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A corpus of one edition, indexed in a folder of its own."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name in ("mtus-acupuncture-2007.md", "aliases.yaml"):
        shutil.copy(folder("guideline_corpus") / name, corpus)
    monkeypatch.setenv("DRAFTER_CORPUS", str(corpus))
    monkeypatch.setenv("DRAFTER_INDEX", str(tmp_path / "index"))
    settings.cache_clear()
    return corpus


def test_index_says_what_it_holds_and_where(small: Path, tmp_path: Path) -> None:
    held = len(load_corpus(small).passages)
    result = run("index")
    assert result.exit_code == 0
    first, second, third = result.output.splitlines()
    assert first == f"{held} passages of 1 editions indexed in {tmp_path / 'index'}"
    assert second == f"  {held} embedded, 0 kept, 0 removed"
    assert third.endswith("with text, 0 of them of your documents; the others stand by title")


def test_an_unchanged_corpus_is_said_to_be_so_until_it_changes(small: Path, tmp_path: Path) -> None:
    held = len(load_corpus(small).passages)
    run("index")
    assert run("index").output == f"{held} passages indexed in {tmp_path / 'index'}; nothing has changed\n"
    edition = small / "mtus-acupuncture-2007.md"
    edition.write_text(edition.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert f"0 embedded, {held} kept, 0 removed" in run("index").output
    assert "nothing has changed" in run("index").output
    next((tmp_path / "index").glob("build-*/bm25/vocab.index.json")).write_bytes(b"")
    assert f"0 embedded, {held} kept, 0 removed" in run("index").output


def test_an_unchanged_corpus_loads_neither_parsers_nor_index_machinery(index_folder: Path) -> None:
    code = (
        "import sys; from typer.testing import CliRunner; from drafter.cli.guidelines import app;"
        "import drafter.guidelines.corpus_parse as parse; parse.EditionParser.__init__ = None;"
        "print(CliRunner().invoke(app, ['index']).output,"
        "[m for m in ('chromadb', 'llama_index', 'bm25s', 'wordllama') if m in sys.modules])"
    )
    environment = {"PATH": os.environ["PATH"], "DRAFTER_INDEX": str(index_folder)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.endswith("; nothing has changed\n []\n")


def test_search_lists_passages_with_their_pointers_and_says_what_they_are() -> None:
    result = run("search", "8 massage visits for the neck", "--as-of", "2014-10-28", "-k", "2")
    assert result.exit_code == 0
    assert "G1  MTUS Chronic Pain Medical Treatment Guidelines 2009, Massage therapy, p. 60" in result.output
    assert "G2  MTUS Chronic Pain Medical Treatment Guidelines 2009, Physical Medicine, p. 98" in result.output
    assert "in force on 2014-10-28: date named with --as-of" in result.output
    assert "digest in our own words" in result.output
    assert "G1.3  " in result.output
    assert "G3" not in result.output


def test_search_as_json_is_of_its_schema() -> None:
    result = run("search", "epidural injection", "--as-of", "2016-12-09", "-k", "3", "--json")
    data = json.loads(result.output)
    assert data["schema"] == "drafter-search/1"
    found = SearchResult.model_validate(data)
    (search,) = found.results
    assert (search.item, search.query, str(search.as_of)) == (None, "epidural injection", "2016-12-09")
    assert search.evidence[0].passage.id == "mtus-chronic-pain-2016/epidural-steroid-injections-esis"
    assert len(search.evidence) == 3


def test_a_case_is_searched_item_by_item_where_open(case: str) -> None:
    result = run("search", "--case", case, "--json")
    found = SearchResult.model_validate_json(result.output)
    assert [search.item for search in found.results] == [1, 3]
    assert found.results[0].as_of is None
    assert found.results[1].evidence[0].passage.pages == ("388",)


def test_one_item_of_a_case_can_be_asked_for(case: str) -> None:
    result = run("search", "--case", case, "--item", "2")
    assert "Item 2: Epidural injection at L5-S1" in result.output
    assert "Item 1" not in result.output
    assert "UR denial date of the header" in result.output


def test_near_a_boundary_the_listing_says_so(case: str) -> None:
    path = Path(case)
    path.write_text(CASE.replace("2014-10-28", "2016-08-05"), encoding="utf-8")
    result = run("search", "--case", case, "--item", "2")
    assert "near a boundary between editions" in result.output


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["massage", "--case", "case.yaml"],
        ["massage", "--item", "1"],
        ["massage", "--as-of", "soon"],
        ["massage", "-k", "0"],
        ["massage", "-k", "101"],
        ["--case", "case.yaml", "--item", "0"],
    ],
)
def test_a_wrong_command_line_is_refused(arguments: list[str]) -> None:
    assert run("search", *arguments).exit_code == 2


def test_an_item_that_is_not_there_is_refused(case: str) -> None:
    result = run("search", "--case", case, "--item", "4")
    assert result.exit_code == 2
    assert "the case has 3" in result.output


def test_a_text_without_a_date_is_refused_by_naming_the_option() -> None:
    result = run("search", "massage")
    assert isinstance(result.exception, GuidelineError)
    assert "--as-of" in str(result.exception)


def test_a_missing_index_is_refused_by_naming_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAFTER_INDEX", str(tmp_path / "nowhere"))
    settings.cache_clear()
    result = run("search", "massage", "--as-of", "2014-10-28")
    assert isinstance(result.exception, GuidelineError)
    assert "drafter guidelines index" in str(result.exception)


def test_a_missing_case_is_refused(tmp_path: Path) -> None:
    assert isinstance(run("search", "--case", str(tmp_path / "no.yaml")).exception, CaseError)


def test_help_imports_no_index_machinery() -> None:
    code = (
        "import sys; from typer.testing import CliRunner; from drafter.cli.guidelines import app;"
        "CliRunner().invoke(app, ['search', '--help']);"
        "print([m for m in ('chromadb', 'llama_index', 'openai', 'wordllama') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
