"""`verify --letter`: the checks of a draft, on what a reviewer made of its letter."""

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest
from typer.testing import CliRunner

from drafter.cases.example import copy_example
from drafter.cli import app
from drafter.guidelines.corpus import Corpus
from drafter.settings import settings
from tests.letters.pdfs import pdf

LIMIT = "4 to 6 visits"
ADJUNCT = "Massage therapy is meant as an adjunct"
CLOSING = "Therefore, the request is not medically necessary."
MASSAGE = "Massage therapy for the neck, 8 visits"


@pytest.fixture(autouse=True)
def _corpus_read_once(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped corpus, which takes seconds to read, is read once for all these runs."""
    monkeypatch.setattr("drafter.guidelines.corpus.load_corpus", lambda *_: corpus)


@pytest.fixture(scope="module")
def written(index_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the example's draft.json and its letters."""
    case = copy_example(tmp_path_factory.mktemp("letter") / "example")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DRAFTER_INDEX", str(index_folder))
        settings.cache_clear()
        result = CliRunner().invoke(app, ["draft", str(case), "-o", str(case.parent / "out")])
        assert result.exit_code == 0, result.output
    settings.cache_clear()
    return case.parent / "out"


def verify(draft: Path, *options: str | Path) -> tuple[int, dict[str, Any]]:
    result = CliRunner().invoke(app, ["verify", str(draft), "--json", *map(str, options)])
    assert result.stdout, result.exception
    return result.exit_code, json.loads(result.stdout)


@cache
def drafted(draft: Path) -> tuple[int, dict[str, Any]]:
    """What `verify` says of the draft alone."""
    return verify(draft)


@dataclass(frozen=True)
class Checked:
    """What `verify` says of an edited letter."""

    ended: int
    result: dict[str, Any]
    draft: Path

    @property
    def new(self) -> list[tuple[int | None, str]]:
        """Item and code of what is found in the letter, and was not in the draft."""
        known = [(f["item"], f["code"], f["message"]) for f in drafted(self.draft)[1]["findings"]]
        found = [(f["item"], f["code"], f["message"]) for f in self.result["findings"]]
        return [(item, code) for item, code, message in found if (item, code, message) not in known]

    def sentences(self, item: int) -> list[tuple[str, list[str]]]:
        """The sentences of the item as they were checked, with their pointers."""
        found = self.result["items"][item - 1]["sentences"]
        return [(each["text"], [f"{p['source']}.{p['sentence']}" for p in each["pointers"]]) for each in found]


def check(folder: Path, letter: Path) -> Checked:
    draft = folder / "draft.json"
    return Checked(*verify(draft, "--letter", letter), draft)


def in_word(folder: Path, to: Path, item: int, change: Callable[[str], str]) -> Path:
    """The Word letter with the rationale of an item changed, as a person edits it: the paragraph's text, run by run."""
    document = docx.Document(str(folder / "letter.docx"))
    rationales = [p for p in document.paragraphs if p.text.startswith("Decision rationale:")]
    paragraph = rationales[item - 1]
    changed = change(paragraph.text)
    assert changed != paragraph.text
    for run in paragraph.runs[1:]:
        run.text = ""
    paragraph.runs[0].text = changed
    document.save(str(to / "edited.docx"))
    return to / "edited.docx"


def in_text(folder: Path, to: Path, item: int, change: Callable[[str], str]) -> Path:
    """The text letter with the rationale of an item changed, its lines joined by the edit."""
    head, *rationales = re.split(r"(?=^Decision rationale:)", (folder / "letter.txt").read_text("utf-8"), flags=re.M)
    rationale, blank, rest = rationales[item - 1].partition("\n\n")
    rationale = " ".join(rationale.split())
    changed = change(rationale)
    assert changed != rationale
    rationales[item - 1] = changed + blank + rest
    (to / "edited.txt").write_text(head + "".join(rationales), encoding="utf-8")
    return to / "edited.txt"


EDIT = pytest.mark.parametrize("edit", [in_word, in_text], ids=["word", "text"])


@pytest.mark.parametrize("form", ["txt", "docx", "pdf"])
def test_nothing_new_is_found_in_an_untouched_letter(form: str, written: Path) -> None:
    checked = check(written, written / f"letter.{form}")
    assert (checked.ended, checked.result) == drafted(written / "draft.json")


@EDIT
def test_a_number_that_was_changed_is_checked_against_what_the_sentence_pointed_at(
    edit: Callable[..., Path], written: Path, tmp_path: Path
) -> None:
    letter = edit(written, tmp_path, 2, lambda text: text.replace(LIMIT, "4 to 7 visits", 1))
    checked = check(written, letter)
    assert (2, "number-unsupported") in checked.new
    text, pointers = checked.sentences(2)[0]
    assert text.endswith("limited to 4 to 7 visits as a rule.")
    assert pointers == ["G1.3"]


@EDIT
def test_a_wrong_quotation_that_was_added_is_looked_for_in_all_evidence(
    edit: Callable[..., Path], written: Path, tmp_path: Path
) -> None:
    wrong = "As the report says, “massage gave lasting relief after every single visit.”"
    letter = edit(written, tmp_path, 2, lambda text: text.replace(CLOSING, f"{wrong} {CLOSING}"))
    checked = check(written, letter)
    assert {(2, "quotation-absent"), (2, "pointer-missing")} <= set(checked.new)
    assert checked.sentences(2)[-2:] == [(wrong, []), (CLOSING, [])]


@EDIT
def test_a_true_quotation_that_was_added_is_found_in_the_evidence(
    edit: Callable[..., Path], written: Path, tmp_path: Path
) -> None:
    true = "As the summary says, “Neck pain and low back pain with pain down the left leg have continued since.”"
    letter = edit(written, tmp_path, 2, lambda text: text.replace(CLOSING, f"{true} {CLOSING}"))
    codes = {code for _, code in check(written, letter).new}
    assert "pointer-missing" in codes
    assert not codes & {"quotation-absent", "quotation-unchecked"}


@EDIT
@pytest.mark.parametrize(
    ("mark", "codes"),
    [("R4.37", set()), ("G3.1", {"quotation-absent"}), ("R4.999", {"pointer-unknown"}), ("R0.1", {"pointer-missing"})],
    ids=["the source", "another source", "nothing", "no mark"],
)
def test_a_mark_that_a_reviewer_writes_is_a_pointer(
    mark: str, codes: set[str], edit: Callable[..., Path], written: Path, tmp_path: Path
) -> None:
    quoting = f"The report says that “the supervised therapy ended in June.” [{mark}]"
    letter = edit(written, tmp_path, 2, lambda text: text.replace(CLOSING, f"{quoting} {CLOSING}"))
    found = {code for _, code in check(written, letter).new}
    assert codes <= found if codes else not found


@EDIT
def test_a_closing_sentence_that_was_turned_differs_from_the_determination(
    edit: Callable[..., Path], written: Path, tmp_path: Path
) -> None:
    letter = edit(written, tmp_path, 3, lambda text: text.replace("not medically necessary", "medically necessary"))
    checked = check(written, letter)
    assert (3, "conclusion-differs") in checked.new
    assert checked.ended == 7


@EDIT
def test_a_sentence_that_was_taken_out_is_no_fault_by_itself(
    edit: Callable[..., Path], written: Path, tmp_path: Path
) -> None:
    def without(text: str) -> str:
        return re.sub(
            r"MTUS Chronic Pain Medical Treatment Guidelines 2009, section Physical Medicine.*?\[G2.1\] ", "", text
        )

    letter = edit(written, tmp_path, 2, without)
    checked = check(written, letter)
    assert checked.new == []
    before = drafted(written / "draft.json")[1]["items"][1]["sentences"]
    assert len(checked.sentences(2)) == len(before) - 1


def test_a_determination_that_was_turned_stands_against_the_criteria(written: Path, tmp_path: Path) -> None:
    text = (written / "letter.txt").read_text("utf-8")
    head, found, rest = text.partition(f"{MASSAGE}: Upheld (proposed)")
    assert found
    letter = tmp_path / "edited.txt"
    letter.write_text(f"{head}{MASSAGE}: Overturned{rest.replace(CLOSING, CLOSING.replace('not ', ''), 1)}", "utf-8")
    checked = check(written, letter)
    (reminder,) = (found for found in checked.result["findings"] if found["code"] == "criteria-differ")
    assert (reminder["item"], reminder["severity"]) == (2, "note")
    assert "see that the rationale says why" in reminder["mend"]
    assert not {code for _, code in checked.new} & {"draft-changed", "copy-differs", "conclusion-differs"}


def test_a_determination_that_stayed_may_not_depart_from_the_criteria(written: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(written.parent, tmp_path / "example") / "out"
    draft = folder / "draft.json"
    data = json.loads(draft.read_text("utf-8"))
    for criterion in data["items"][1]["draft"]["criteria"]:
        criterion["status"] = "met"
    draft.write_text(json.dumps(data), "utf-8")
    found = [f for f in check(folder, folder / "letter.txt").result["findings"] if f["code"] == "criteria-differ"]
    assert [(one["item"], one["severity"]) for one in found] == [(2, "error")]


def test_the_list_for_a_reader_shows_the_edited_sentence_beside_its_source(written: Path, tmp_path: Path) -> None:
    letter = in_word(written, tmp_path, 2, lambda text: text.replace(ADJUNCT, f"{ADJUNCT} or a stand-in"))
    result = CliRunner().invoke(app, ["verify", str(written / "draft.json"), "--letter", str(letter)])
    listed = result.stdout[result.stdout.index("adjunct or a stand-in to other") :]
    assert "G1.2 MTUS Chronic Pain" in listed.split("\n")[1]
    assert "guideline lines were not: compare these yourself." in listed


def test_what_was_changed_in_the_draft_itself_is_found_too(written: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(written.parent, tmp_path / "example") / "out"
    draft = folder / "draft.json"
    data = json.loads(draft.read_text("utf-8"))
    data["items"][1]["draft"]["probability"] = 0.9
    data["items"][2]["findings"] = []
    draft.write_text(json.dumps(data), "utf-8")
    code, result = verify(draft, "--letter", folder / "letter.docx")
    assert code == 7
    assert {"draft-changed", "copy-differs"} <= {finding["code"] for finding in result["findings"]}


def refused(draft: Path, letter: Path) -> str:
    """Why the letter is refused: one line, with the name of the file and without its text."""
    result = CliRunner().invoke(app, ["verify", str(draft), "--letter", str(letter)])
    assert type(result.exception).__name__ == "LetterError"
    message = str(result.exception)
    assert "\n" not in message
    assert letter.name in message
    assert "Massage" not in message
    return message


def test_a_letter_of_another_case_is_refused(written: Path, tmp_path: Path) -> None:
    letter = tmp_path / "other.txt"
    text = (written / "letter.txt").read_text("utf-8")
    letter.write_text(text.replace("SYNTHETIC-0001", "SYNTHETIC-0002"), "utf-8")
    assert "its case number is another one" in refused(written / "draft.json", letter)


def test_a_word_letter_without_one_of_the_items_is_refused(written: Path, tmp_path: Path) -> None:
    document = docx.Document(str(written / "letter.docx"))
    texts = [paragraph.text for paragraph in document.paragraphs]
    first = next(at for at, text in enumerate(texts) if text.startswith("Item 2."))
    last = next(at for at, text in enumerate(texts) if text.startswith("Item 3."))
    for paragraph in document.paragraphs[first:last]:
        paragraph._element.getparent().remove(paragraph._element)
    letter = tmp_path / "short.docx"
    document.save(str(letter))
    assert "item 2 is not in its place" in refused(written / "draft.json", letter)


@pytest.mark.parametrize("name", ["nowhere.docx", "folder", "bill.pdf", "draft.json", "letter.html", "empty.txt"])
def test_a_file_that_is_no_letter_is_refused(name: str, written: Path, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "bill.pdf").write_bytes(pdf(["A bill for eight visits."]))
    for kept in ("draft.json", "letter.html"):
        shutil.copy(written / kept, tmp_path)
    refused(written / "draft.json", tmp_path / name)
