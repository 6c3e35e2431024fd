"""`drafter letters`: what it reads, writes and refuses."""

import json
import zipfile
from hashlib import sha256
from pathlib import Path

import pypdfium2
import pytest
from jsonschema import Draft202012Validator

from drafter.cases.example import copy_example
from drafter.schemas import schema_text
from tests.cli.conftest import Run, assert_one_line
from tests.letters.pdfs import pdf

DATA = Path(__file__).parent.parent / "letters" / "data"
WANTED = {
    *("case_number", "date_assigned", "date_of_injury", "decision_date", "ur_denial_date", "priority"),
    *("application_received", "licensure", "specialty", "clinical_summary", "items", "outcome"),
}
OF_ITEMS = {
    *("request", "determination", "claims_administrator_guideline", "reviewer_guideline", "rationale"),
    *("parsed_request", "claims_administrator_citations", "reviewer_citations"),
}


def rows(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def decisions(command: Run, tmp_path: Path) -> Path:
    """The synthetic letters of the tests, read."""
    output = tmp_path / "decisions.jsonl"
    assert command("letters", "read", DATA, "-o", output).returncode == 0
    return output


def test_a_letter_is_read_and_written_by_processes_of_their_own(run: Run, tmp_path: Path) -> None:
    output = tmp_path / "decisions.jsonl"
    read = run("letters", "read", DATA / "synthetic-2016.txt", "-o", output)
    assert (read.returncode, read.stderr, len(rows(output))) == (0, "", 1)
    written = run("letters", "write", output, "-o", "letters", "--format", "txt")
    assert (written.returncode, written.stdout, written.stderr) == (0, "letters/CM00-0000001.txt\n", "")


def test_each_line_is_a_decision_with_every_field(decisions: Path) -> None:
    read = rows(decisions)
    assert [row["file"] for row in read] == sorted(path.name for path in DATA.iterdir())
    for row in read:
        assert set(row) >= WANTED
        Draft202012Validator(json.loads(schema_text("drafter-decision-1"))).validate(row)
        assert all(set(item) == OF_ITEMS for item in row["items"])
    assert [row["outcome"] for row in read] == ["Partially Overturned"] * len(read)


def test_what_cannot_be_read_is_named_and_the_others_are_read(command: Run, tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(pdf([]))
    (tmp_path / "note.txt").write_text("Something else.")
    output = tmp_path / "out" / "decisions.jsonl"
    result = command(
        "letters", "read", tmp_path / "scan.pdf", DATA / "synthetic-2016.txt", tmp_path / "note.txt", "-o", output
    )
    assert result.returncode == 8
    assert "1 letter, 2 disputed items" in result.stdout
    scan, note, summary = result.stderr.splitlines()
    assert "scan.pdf: is a PDF without a text layer" in scan
    assert "note.txt: not a determination letter" in note
    assert summary == "drafter: 2 of 3 files could not be read, as said above"
    assert len(rows(output)) == 1


def test_nothing_is_written_where_no_letter_could_be_read(command: Run, tmp_path: Path) -> None:
    output = tmp_path / "out" / "decisions.jsonl"
    result = command("letters", "read", tmp_path / "missing.pdf", "-o", output)
    assert result.returncode == 8
    assert "does not exist" in result.stderr
    assert not output.parent.exists()


def test_a_folder_without_letters_is_said(command: Run, tmp_path: Path) -> None:
    assert_one_line(command("letters", "read", tmp_path / "work", "-o", "x.jsonl"), 8, "no letter in")


def test_a_header_date_that_is_none_is_said_and_left_empty(command: Run, tmp_path: Path) -> None:
    text = (DATA / "synthetic-2016.txt").read_text().replace("10/04/2016", "13/45/2016")
    (tmp_path / "letter.txt").write_text(text)
    result = command("letters", "read", tmp_path / "letter.txt", "-o", tmp_path / "d.jsonl")
    assert (result.returncode, rows(tmp_path / "d.jsonl")[0]["date_of_injury"]) == (0, None)
    assert "date of injury" in result.stderr
    assert "13/45" not in result.stderr


def test_decisions_are_written_in_every_form_and_read_back_the_same(
    command: Run, decisions: Path, tmp_path: Path
) -> None:
    letters = tmp_path / "letters"
    assert command("letters", "write", decisions, "-o", letters).returncode == 0
    names = {path.name for path in letters.iterdir()}
    stems = ("CM00-0000001", "decisions")
    assert names >= {f"{stem}.{form}" for stem in stems for form in ("txt", "html", "docx", "pdf")}
    wanted = [{key: value for key, value in row.items() if key != "file"} for row in rows(decisions)]
    for form in ("txt", "docx", "pdf"):
        again = tmp_path / f"{form}.jsonl"
        files = [letters / f"{row['case_number'] or 'decisions'}.{form}" for row in rows(decisions)]
        assert command("letters", "read", *files, "-o", again).returncode == 0
        assert [{k: v for k, v in row.items() if k != "file"} for row in rows(again)] == wanted, form


@pytest.mark.parametrize("asked", ["pdf", "txt"])
def test_signed_letters_of_the_same_names_are_not_written_over(
    command: Run, decisions: Path, tmp_path: Path, asked: str
) -> None:
    signed = tmp_path / "signed" / "CM00-0000001.pdf"
    signed.parent.mkdir()
    signed.write_bytes(b"signed")
    result = command("letters", "write", decisions, "-o", signed.parent, "--format", asked)
    assert_one_line(result, 6, f"{signed}: nothing tells that drafter wrote it", "move it away")
    assert {file: file.read_bytes() for file in signed.parent.iterdir()} == {signed: b"signed"}


@pytest.fixture
def drafted(command: Run, tmp_path: Path) -> Path:
    """The folder of the example case, drafted."""
    case = copy_example(tmp_path / "example")
    text = case.read_text(encoding="utf-8")
    assert "parties:" in text
    assert command("draft", case, "-o", tmp_path / "example" / "out", "--format", "txt").returncode == 0
    return tmp_path / "example"


def test_a_drafts_letter_is_marked_in_every_form_and_refused_as_a_decision(
    command: Run, drafted: Path, tmp_path: Path
) -> None:
    result = command("letters", "write", drafted / "out" / "draft.json", "-o", tmp_path / "letters")
    assert result.returncode == 0
    files = sorted((tmp_path / "letters").iterdir())
    assert [file.suffix for file in files] == [".docx", ".html", ".pdf", ".sha256", ".txt"]
    letters = [file for file in files if file.suffix in (".docx", ".pdf", ".txt")]
    again = command("letters", "read", *letters, "-o", tmp_path / "d.jsonl")
    assert again.returncode == 8
    assert again.stderr.count("it is marked DRAFT") == 3


def test_publishing_leaves_no_party_in_any_form_property_or_file_name(
    command: Run, drafted: Path, tmp_path: Path
) -> None:
    names = ("Quixworth", "Brindlewick", "Zorblatt", "Fennimore")
    case = drafted / "case.yaml"
    text = case.read_text(encoding="utf-8")
    text = text.replace("Marlow Testperson", "Zelda Quixworth").replace(
        "Sample Freight Cooperative", "Brindlewick Mill"
    )
    text = text.replace("Placeholder Claims Services", "Zorblatt Claims").replace("Robin Exampleton", "Ada Fennimore")
    text = text.replace("case_number: SYNTHETIC-0001", 'case_number: "SYNTHETIC Zelda Quixworth"')
    text = text.replace("author: primary treating physician", "author: Dr. Fennimore")
    text = text.replace("The employee is a 46", "Ms. Quixworth of Brindlewick Mill, insured by Zorblatt, is a 46")
    case.write_text(text, encoding="utf-8")
    assert command("draft", case, "-o", drafted / "out", "--format", "txt").returncode == 0
    letters = tmp_path / "letters"
    for options, expected in (((), True), (("--publish",), False)):
        result = command("letters", "write", drafted / "out" / "draft.json", "-o", letters / str(expected), *options)
        assert result.returncode == 0
        files = sorted((letters / str(expected)).iterdir())
        assert len(files) == 5
        for file in files:
            shown = file.name + _everything_in(file)
            there = [name for name in names if name in shown]
            in_all = names[:1] if file.suffix == ".sha256" else names  # that one names files, which case numbers name
            assert there == (list(in_all) if expected else []), file.suffix
    assert "no general de-identifier" in result.stdout


def _everything_in(file: Path) -> str:
    """All the text of a letter's file: every part of a Word document, and a PDF's text and properties."""
    if file.suffix == ".docx":
        with zipfile.ZipFile(file) as package:
            return "".join(package.read(name).decode("utf-8", "ignore") for name in package.namelist())
    if file.suffix == ".pdf":
        document = pypdfium2.PdfDocument(file)
        try:
            marks = "".join(mark.get_title() for mark in document.get_toc())
            pages = "".join(page.get_textpage().get_text_range() for page in document)
            return pages + marks + str(document.get_metadata_dict())
        finally:
            document.close()
    return file.read_text(encoding="utf-8")


def test_publishing_needs_the_case_file(command: Run, drafted: Path, decisions: Path, tmp_path: Path) -> None:
    assert_one_line(command("letters", "write", decisions, "-o", "x", "--publish"), 9, "--case")
    (drafted / "case.yaml").unlink()
    result = command("letters", "write", drafted / "out" / "draft.json", "-o", "x", "--publish")
    assert result.returncode == 3
    assert "name it with --case" in result.stderr


@pytest.mark.parametrize(
    ("content", "code", "word"),
    [
        ("{}", 9, "neither a draft"),
        ("not JSON", 9, "file.json:1: not well-formed JSON"),
        ("", 9, "is empty"),
        ("[1]", 9, "neither a draft"),
        ("[" * 100_000, 9, "nested more than"),
        ('{"schema": "drafter-draft/0"}', 9, "draft the case again"),
        ('{"schema": "drafter-draft/1"}', 9, "not a draft of schema"),
    ],
)
def test_what_is_neither_draft_nor_decision_is_refused(
    command: Run, tmp_path: Path, content: str, code: int, word: str
) -> None:
    (tmp_path / "file.json").write_text(content)
    assert_one_line(command("letters", "write", tmp_path / "file.json", "-o", "x"), code, word)


def test_each_fault_of_a_decision_is_named_with_its_line(command: Run, decisions: Path, tmp_path: Path) -> None:
    first, second = decisions.read_text(encoding="utf-8").splitlines()
    spoiled = json.loads(second) | {"outcome": "Upheld"}
    (tmp_path / "d.jsonl").write_text(f"\ufeff{first}\n\n{json.dumps(spoiled)}\n", encoding="utf-8")
    assert_one_line(
        command("letters", "write", tmp_path / "d.jsonl", "-o", "x"), 9, "d.jsonl:3: the outcome is not that"
    )
    spoiled["items"][0]["determination"] = "Denied"
    (tmp_path / "d.jsonl").write_text(json.dumps(spoiled) + "\n", encoding="utf-8")
    assert_one_line(command("letters", "write", tmp_path / "d.jsonl", "-o", "x"), 9, "items[1].determination", "Upheld")


def test_a_pdf_is_no_decision_to_write(command: Run, tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_bytes(pdf(["text"]))
    assert_one_line(
        command("letters", "write", tmp_path / "letter.pdf", "-o", "x"), 9, "letter.pdf:1: not well-formed JSON"
    )


def test_reading_never_writes_over_a_letter_or_a_draft(command: Run, decisions: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_bytes((DATA / "synthetic-2016.txt").read_bytes())
    assert_one_line(command("letters", "read", letter, "-o", letter), 6, "holds no decisions")
    assert letter.read_bytes() == (DATA / "synthetic-2016.txt").read_bytes()
    assert command("letters", "read", letter, "-o", decisions).returncode == 0


def test_what_of_a_folder_is_left_out_and_what_is_read_twice_is_said(command: Run, tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    (folder / "more").mkdir(parents=True)
    (folder / "old.doc").write_bytes(b"x")
    for name in ("a.txt", "b.txt"):
        (folder / name).write_bytes((DATA / "synthetic-2016.txt").read_bytes())
    result = command("letters", "read", folder, "-o", tmp_path / "d.jsonl")
    assert result.returncode == 0
    assert "2 other files or folders in it not looked at" in result.stderr
    assert "case CM00-0000001 was read 2 times" in result.stderr


@pytest.mark.parametrize("edited", ["txt", "docx"])
def test_a_letter_that_somebody_edited_is_never_written_over_or_removed(
    command: Run, decisions: Path, tmp_path: Path, edited: str
) -> None:
    letters = tmp_path / "letters"
    assert command("letters", "write", decisions, "-o", letters, "--format", "txt,docx").returncode == 0
    letter = letters / f"CM00-0000001.{edited}"
    with letter.open("ab") as file:
        file.write(b" ")
    before = {file: file.read_bytes() for file in letters.iterdir()}
    for form in ("txt", "docx", "html"):
        result = command("letters", "write", decisions, "-o", letters, "--format", form)
        assert_one_line(result, 6, letter.name, "not as it was written", "move it away")
        assert {file: file.read_bytes() for file in letters.iterdir()} == before
    letter.rename(tmp_path / "mine")
    assert command("letters", "write", decisions, "-o", letters, "--format", "txt,docx").returncode == 0
    assert (tmp_path / "mine").read_bytes() == before[letter]


def test_letters_that_nobody_edited_are_written_again_beside_their_digests(
    command: Run, decisions: Path, tmp_path: Path
) -> None:
    letters = tmp_path / "letters"
    for more in ((), ("--cover",)):
        assert command("letters", "write", decisions, "-o", letters, "--format", "txt", *more).returncode == 0
        for name in ("CM00-0000001", "decisions"):
            digest = sha256((letters / f"{name}.txt").read_bytes()).hexdigest()
            assert (letters / f"{name}.sha256").read_text() == f"{digest}  {name}.txt\n"


def test_forms_of_an_earlier_run_do_not_stay_beside_a_new_letter(command: Run, decisions: Path, tmp_path: Path) -> None:
    letters = tmp_path / "letters"
    assert command("letters", "write", decisions, "-o", letters, "--format", "txt,html").returncode == 0
    assert command("letters", "write", decisions, "-o", letters, "--format", "TXT").returncode == 0
    assert {path.suffix for path in letters.iterdir()} == {".sha256", ".txt"}


def test_publishing_a_case_that_lists_nobody_is_refused(command: Run, drafted: Path) -> None:
    case = drafted / "case.yaml"
    lines = case.read_text(encoding="utf-8").splitlines()
    start = lines.index("parties:")
    end = next(at for at in range(start + 1, len(lines)) if not lines[at].startswith(" "))
    case.write_text("\n".join(lines[:start] + lines[end:]), encoding="utf-8")
    result = command("letters", "write", drafted / "out" / "draft.json", "-o", "x", "--publish")
    assert_one_line(result, 3, "lists no parties")


@pytest.mark.parametrize(("option", "value"), [("--format", "rtf"), ("--format", ","), ("--case", "case.yaml")])
def test_options_that_make_no_sense_are_refused(command: Run, decisions: Path, option: str, value: str) -> None:
    assert_one_line(command("letters", "write", decisions, "-o", "x", option, value), 2, option)
