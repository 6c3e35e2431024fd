from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from drafter.cli.guidelines import app
from drafter.errors import DrafterError, GuidelineError
from drafter.guidelines.corpus import load_corpus
from drafter.guidelines.documents.store import added_ids, load_documents
from drafter.settings import settings
from tests.guidelines.conftest import ALIASES, EDITION

DOCUMENT = """\
# Neck

## Heat

Heat is an option. It is limited to 2 to 3 visits.

## Ice

Ice is not recommended.
"""
NAMED = ("--guideline", "Official Guideline", "--edition", "2020", "--tier", "mtus", "--in-force", "2020-01-01")


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of added documents, beside a small corpus; the document to add is in the current folder."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "invented.md").write_text(EDITION, encoding="utf-8")
    (corpus / "aliases.yaml").write_text(ALIASES, encoding="utf-8")
    (tmp_path / "guideline.md").write_text(DOCUMENT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DRAFTER_CORPUS", str(corpus))
    settings.cache_clear()
    return tmp_path / ".drafter" / "documents"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def add(*arguments: str, file: str = "guideline.md") -> Result:
    return run("add", file, *NAMED, *arguments)


def test_a_document_is_added_shown_and_found(documents: Path) -> None:
    given = ("--by", "ur denial", "--cited-as", "Official", "--publisher", "Nobody", "--body-part", "neck")
    result = add(*given, "--licence", "own copy")
    assert result.exit_code == 0, result.exception
    assert "official-guideline-2020: Official 2020, MTUS" in result.output
    assert "2 sections, 2 passages, 16 words" in result.output
    assert "no pages" in result.output
    assert "    Heat\n    Ice\n" in result.output
    assert "drafter guidelines index" in result.output
    (added,) = load_documents(documents).documents
    edition = added.edition
    assert (edition.cited_as, edition.publisher, edition.licence) == ("Official", "Nobody", "own copy")
    assert (str(edition.in_force.by), edition.in_force.to, edition.body_parts) == ("ur denial", None, ("neck",))
    assert not edition.digest
    corpus = load_corpus(settings().corpus, settings().documents)
    assert [passage.id for passage in corpus.passages][1:] == [
        "official-guideline-2020/heat",
        "official-guideline-2020/ice",
    ]


def test_a_dry_run_adds_nothing(documents: Path) -> None:
    result = add("--dry-run")
    assert result.exit_code == 0
    assert "2 sections" in result.output
    assert "Nothing added" in result.output
    assert not documents.exists()


def test_a_document_is_added_again_with_replace_and_taken_out(documents: Path) -> None:
    assert add().exit_code == 0
    again = add()
    assert isinstance(again.exception, GuidelineError)
    assert "--replace" in str(again.exception)
    assert add("--replace", "--publisher", "Somebody").exit_code == 0
    assert load_documents(documents).documents[0].edition.publisher == "Somebody"
    assert "taken out" in run("remove", "official-guideline-2020").output
    assert added_ids(documents) == []
    assert isinstance(run("remove", "official-guideline-2020").exception, GuidelineError)


def test_a_damaged_document_can_be_taken_out(documents: Path) -> None:
    assert add().exit_code == 0
    (documents / "official-guideline-2020" / "text.txt").unlink()
    refused = run("search", "heat", "--as-of", "2020-02-01")
    assert isinstance(refused.exception, GuidelineError)
    assert "drafter guidelines remove official-guideline-2020" in str(refused.exception)
    assert run("remove", "official-guideline-2020").exit_code == 0


def test_what_a_reader_should_look_at_is_warned_of(documents: Path) -> None:
    Path("plain.txt").write_text("Heat warms.\n\fIce cools.\n", encoding="utf-8")
    result = add(file="plain.txt")
    assert "2 pages" in result.output
    assert "warning: no headings found" in result.output
    assert "warning: no printed page numbers" in result.output


def test_printed_pages_are_shown_with_the_sections(documents: Path) -> None:
    pages = [f"{number}. HEAT {'I' * number}\n\nText {word}.\n\n{number + 59}" for number, word in enumerate("abc", 1)]
    Path("plain.txt").write_text("\f".join(pages), encoding="utf-8")
    result = add(file="plain.txt")
    assert "3 pages, printed 60 to 62" in result.output
    assert "    2. HEAT II, p. 61\n" in result.output
    assert "warning" not in result.output


def test_only_the_first_sections_are_listed(documents: Path) -> None:
    Path("many.md").write_text("".join(f"# Section {n}\n\nText.\n\n" for n in range(11)), encoding="utf-8")
    result = add(file="many.md")
    assert "Section 7\n" in result.output
    assert "Section 8" not in result.output
    assert "and 3 more sections" in result.output


@pytest.mark.parametrize(
    "changes",
    [
        {"--tier": "first"},
        {"--in-force": "soon"},
        {"--in-force": "2020-01-01.."},
        {"--in-force": "2020-01-01..2020-02-30"},
        {"--by": "birth"},
        {"--body-part": "tail"},
        {"--guideline": " "},
        {"--edition": ""},
        {"--publisher": ""},
        {"--cited-as": " "},
    ],
)
def test_a_wrong_option_is_refused(documents: Path, changes: dict[str, str]) -> None:
    options = dict(zip(NAMED[::2], NAMED[1::2], strict=True)) | changes
    result = run("add", "guideline.md", *(part for option in options.items() for part in option))
    assert result.exit_code == 2
    assert not documents.exists()


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--in-force", "2020-01-01..2019-01-01"), "2019-01-01 is before 2020-01-01"),
        (("--guideline", "Invented Guideline", "--in-force", "2016-06-01"), "overlaps invented-2009"),
        (("--guideline", "指針", "--edition", "版"), "Latin letters"),
        (("--guideline", "Invented", "--edition", "2009"), "invented-2009"),
    ],
)
def test_dates_and_names_that_cannot_be_are_refused(documents: Path, options: tuple[str, ...], says: str) -> None:
    result = add(*options)
    assert isinstance(result.exception, DrafterError)
    assert says in str(result.exception)
    assert not documents.exists()


def test_a_name_that_gives_the_id_of_another_document_does_not_replace_it(documents: Path) -> None:
    assert add("--guideline", "Neck & Back").exit_code == 0
    for more in ((), ("--replace",), ("--replace", "--dry-run")):
        refused = add("--guideline", "Neck/Back", *more)
        assert isinstance(refused.exception, GuidelineError)
        assert '"Neck & Back", edition "2020"' in str(refused.exception)
    assert [document.edition.guideline for document in load_documents(documents).documents] == ["Neck & Back"]


def test_a_long_name_of_an_edition_with_a_full_stop_is_added(documents: Path) -> None:
    assert add("--guideline", "Long " * 30, "--edition", "2019 ed.").exit_code == 0
    assert len(load_corpus(settings().corpus, documents).editions) == 2


def test_a_body_part_that_has_another_name_since_is_said_with_what_to_do(documents: Path) -> None:
    assert add("--body-part", "neck").exit_code == 0
    aliases = settings().corpus / "aliases.yaml"
    aliases.write_text(ALIASES.replace("name: neck", "name: cervical spine"), encoding="utf-8")
    refused = run("list")
    assert isinstance(refused.exception, GuidelineError)
    assert str(refused.exception).startswith(str(settings().documents / "official-guideline-2020"))
    assert '"neck"' in str(refused.exception)
    assert "aliases.yaml" in str(refused.exception)
    assert "\n" not in str(refused.exception)
    assert run("remove", "official-guideline-2020").exit_code == 0
    assert add("--body-part", "cervical spine").exit_code == 0
    assert run("list").exit_code == 0


def test_headings_without_text_are_refused(documents: Path) -> None:
    Path("bare.md").write_text("# Neck\n\n## Heat\n\n## Ice\n", encoding="utf-8")
    result = add(file="bare.md")
    assert isinstance(result.exception, GuidelineError)
    assert str(result.exception).startswith("bare.md: holds headings and no text")
    assert "\n" not in str(result.exception)
    assert not documents.exists()


def test_names_are_kept_on_one_line(documents: Path) -> None:
    broken = (
        "--guideline",
        "Neck\nPain ",
        "--cited-as",
        " Neck\r\nPain",
        "--publisher",
        "No\u2028body",
        "--licence",
        "a\tb",
    )
    assert add(*broken).exit_code == 0
    (added,) = load_documents(documents).documents
    edition = added.edition
    names = (edition.guideline, edition.cited_as, edition.publisher, edition.licence)
    assert names == ("Neck Pain", "Neck Pain", "No body", "a b")


@pytest.mark.parametrize(
    ("options", "line"),
    [
        ((), "Decision based on MTUS Official Guideline 2020, Section(s): Heat."),
        (
            ("--guideline", "Heat (2020)", "--tier", "other"),
            "Decision based on Non-MTUS Citation Heat 2020, Section(s): Heat.",
        ),
        (
            ("--cited-as", "The Guide", "--tier", "study"),
            "Decision based on Non-MTUS Citation The Guide 2020, Section(s): Heat.",
        ),
    ],
)
def test_how_a_citation_reads_is_shown(documents: Path, options: tuple[str, ...], line: str) -> None:
    assert line in add("--dry-run", *options).output


def test_a_file_that_cannot_be_read_is_one_line(documents: Path) -> None:
    Path("a.docx").write_bytes(b"PK\x03\x04 and no more")
    result = add(file="a.docx")
    assert isinstance(result.exception, GuidelineError)
    assert str(result.exception) == "a.docx: is damaged, or a ZIP file that is no Word document; save it anew as .docx"
