"""`verify` against sources that were moved, changed or tampered with after drafting."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest
from typer.testing import CliRunner

from drafter.cases.example import copy_example
from drafter.cli import app
from drafter.guidelines.corpus import Corpus
from drafter.settings import settings


@pytest.fixture(scope="module")
def out_folder(index_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a draft of the example case, made once by the command."""
    case = copy_example(tmp_path_factory.mktemp("example") / "example")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DRAFTER_INDEX", str(index_folder))
        settings.cache_clear()
        result = CliRunner().invoke(app, ["draft", str(case), "-o", str(case.parent / "out")])
    assert result.exit_code == 0, result.output
    return case.parent / "out"


@pytest.fixture
def drafted(example: Path, out_folder: Path, corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The draft.json of the example case, with a copy of the case of its own; the corpus is read once for all tests."""
    monkeypatch.setattr("drafter.guidelines.corpus.load_corpus", lambda *_: corpus)
    return copytree(out_folder, example.parent / "out") / "draft.json"


def verify(draft: Path, *options: str) -> tuple[int, list[str]]:
    result = CliRunner().invoke(app, ["verify", str(draft), "--json", *options])
    return result.exit_code, [finding["code"] for finding in json.loads(result.stdout)["findings"]]


def edit(file: Path, change: Callable[[dict], object]) -> None:  # type: ignore[type-arg]
    data = json.loads(file.read_text(encoding="utf-8"))
    change(data)
    file.write_text(json.dumps(data), encoding="utf-8")


OWN = ["words-alone", "absence-passed-over", "words-alone", "document-not-read"]
"""What stands against the example's draft by itself, none of it an error."""


def assert_finds(file: Path, change: Callable[[dict], object], code: str) -> None:  # type: ignore[type-arg]
    """A change inside the draft is an error of that code."""
    edit(file, change)
    ended, found = verify(file)
    assert ended == 7
    assert code in found


def test_an_untouched_draft_passes(drafted: Path) -> None:
    assert verify(drafted) == (0, OWN)


def test_the_passage_is_read_from_the_corpus_and_not_from_the_copy(drafted: Path) -> None:
    def loosen(draft: dict) -> None:  # type: ignore[type-arg]
        for guideline in draft["items"][1]["guidelines"]:
            for sentence in guideline["passage"]["sentences"]:
                sentence["text"] = sentence["text"].replace("4 to 6 visits", "10 to 12 visits")
        for sentence in draft["items"][1]["draft"]["rationale"]:
            sentence["text"] = sentence["text"].replace("4 to 6 visits", "10 to 12 visits")

    edit(drafted, loosen)
    code, found = verify(drafted)
    assert code == 7
    assert "copy-differs" in found
    assert found.count("number-unsupported") == 2


def test_the_record_is_read_from_its_file_and_not_from_the_copy(drafted: Path) -> None:
    def praise(draft: dict) -> None:  # type: ignore[type-arg]
        draft["records"][3]["sentences"][0]["text"] = "The employee is well."

    edit(drafted, praise)
    assert verify(drafted) == (7, ["copy-differs", *OWN])


def test_a_record_changed_since_is_not_what_was_drafted_from(drafted: Path, example: Path) -> None:
    report = example.parent / "records" / "progress-report-2014-10.txt"
    report.write_text(report.read_text(encoding="utf-8") + "\nThe employee went back to full duty.\n", encoding="utf-8")
    code, found = verify(drafted)
    assert code == 7
    assert "source-changed" in found


def test_a_case_file_that_is_gone_cannot_be_checked(drafted: Path, example: Path) -> None:
    moved = example.rename(example.parent.parent / "moved.yaml")
    code, found = verify(drafted)
    assert code == 7
    assert "source-missing" in found
    assert "number-unsupported" not in found
    moved.rename(example)
    assert verify(drafted)[0] == 0


def test_the_case_file_can_be_named(drafted: Path, example: Path) -> None:
    folder = example.parent.rename(example.parent.parent / "elsewhere")
    draft = folder / "out" / "draft.json"
    draft = draft.rename(folder.parent / "draft.json")
    assert verify(draft)[0] == 7
    assert verify(draft, "--case", str(folder / "case.yaml"))[0] == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda draft: draft["items"][1]["item"].update(request="Massage therapy, 4 visits"),
        lambda draft: draft["dates"].update(injury="2012-01-01"),
        lambda draft: draft.update(outcome="Upheld"),
        lambda draft: draft["items"][0]["citations"][0].update(pages=[46]),
        lambda draft: draft.update(case_number="OTHER"),
        lambda draft: draft["items"].pop(),
        lambda draft: draft["items"].append(draft["items"][0]),
        lambda draft: draft["items"].reverse(),
        lambda draft: draft["items"][1].update(number=-1),
        lambda draft: draft["items"][1].update(number=10**30),
        lambda draft: draft["items"][1].update(draft=None),
        lambda draft: draft["items"][1].update(findings=[]) or draft.update(findings=[]),
        lambda draft: draft["records"].append(draft["records"][0]),
        lambda draft: draft["records"].append(dict(draft["records"][0], source="R77")),
        lambda draft: draft["records"].pop(1),
        lambda draft: draft["records"].reverse(),
        lambda draft: passage(draft)["edition"].update(cited_as="ACOEM"),
        lambda draft: passage(draft)["edition"].update(digest=False),
        lambda draft: passage(draft)["edition"].update(tier="study"),
        lambda draft: passage(draft)["sentences"][0].update(number=7),
        lambda draft: passage(draft)["sentences"].append(passage(draft)["sentences"][0]),
        lambda draft: passage(draft).update(criteria=[]),
        lambda draft: draft["items"][1]["guidelines"][1].update(source="G1"),
        lambda draft: draft["items"][1]["guidelines"].append(dict(draft["items"][1]["guidelines"][0], source="G9")),
        lambda draft: draft["items"][1]["guidelines"][0].update(near_boundary=True),
        lambda draft: draft["items"][1]["guidelines"][0]["in_force_on"].update(day="2012-01-01"),
        lambda draft: draft.update(as_of="2014-11-12"),
    ],
)
def test_what_the_draft_says_of_case_and_evidence_is_compared(
    drafted: Path,
    change: Callable[[dict], object],  # type: ignore[type-arg]
) -> None:
    assert_finds(drafted, change, "copy-differs")


def passage(draft: dict) -> dict:  # type: ignore[type-arg]
    """The first passage shown for the second item."""
    return draft["items"][1]["guidelines"][0]["passage"]  # type: ignore[no-any-return]


def turn_round(draft: dict) -> None:  # type: ignore[type-arg]
    item = draft["items"][1]["draft"]
    item["determination"] = "Overturned"
    item["rationale"][-1]["text"] = "Therefore, the request is medically necessary."


@pytest.mark.parametrize(
    "change",
    [
        turn_round,
        lambda draft: draft["items"][1]["draft"].update(probability=0.9),
        lambda draft: [check.update(status="met", searched=None) for check in draft["items"][1]["draft"]["criteria"]],
        lambda draft: draft["items"][1]["draft"]["rationale"].pop(0),
    ],
    ids=["determination", "probability", "status", "sentence"],
)
def test_a_proposal_that_the_built_in_drafter_would_not_make_again_is_found(
    drafted: Path,
    change: Callable[[dict], object],  # type: ignore[type-arg]
) -> None:
    assert_finds(drafted, change, "draft-changed")


def test_a_changed_case_file_is_an_error(drafted: Path, example: Path) -> None:
    example.write_text(example.read_text(encoding="utf-8") + "\n# a note\n", encoding="utf-8")
    assert verify(drafted) == (7, ["source-changed", *OWN])


@pytest.mark.parametrize(
    "place", ["/etc/hostname", "../../nowhere.yaml", "/dev/zero", ".", "", "\x00", "a" * 9999, "draft.json", "a\nb"]
)
def test_a_case_file_elsewhere_cannot_be_checked(drafted: Path, place: str) -> None:
    edit(drafted, lambda draft: draft["case"].update(file=place))
    code, found = verify(drafted)
    assert code == 7
    assert "source-missing" in found


@pytest.mark.parametrize("place", ["../../etc/passwd", "/etc/passwd", "mtus-chronic-pain-2009/../x", "\x00"])
def test_a_passage_is_looked_up_and_not_opened(drafted: Path, place: str) -> None:
    edit(drafted, lambda draft: passage(draft).update(id=place))
    assert "source-missing" in verify(drafted)[1]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("9" * 900 + " visits on page " + "8" * 900, "number-unsupported"),
        ("7" * 900 + "/0, G" + "1" * 900 + ".1", "number-unsupported"),
        ("9" * 5000 + " visits on page " + "8" * 5000, "sentence-too-long"),
    ],
)
def test_numbers_without_end_are_unsupported(drafted: Path, text: str, code: str) -> None:
    edit(drafted, lambda draft: draft["items"][1]["draft"]["rationale"][0].update(text=text))
    assert code in verify(drafted)[1]


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-1", "2", "1e999", "null"])
def test_an_impossible_probability_is_no_draft(drafted: Path, value: str) -> None:
    text = drafted.read_text(encoding="utf-8")
    drafted.write_text(re.sub(r'"probability": [\d.]+', f'"probability": {value}', text), encoding="utf-8")
    result = CliRunner().invoke(app, ["verify", str(drafted)])
    assert type(result.exception).__name__ == "DraftFileError"


def test_a_rewritten_digest_does_not_help(drafted: Path) -> None:
    edit(drafted, lambda draft: draft["items"][1]["guidelines"][0].update(sha256="0" * 64))
    assert "source-changed" in verify(drafted)[1]


def test_an_edition_not_in_force_is_an_error(drafted: Path, example: Path) -> None:
    edit(drafted, lambda draft: draft.update(as_of="2016-09-01"))
    code, found = verify(drafted)
    assert code == 7
    assert "not-in-force" in found


@pytest.mark.parametrize("content", ["", "{}", "[]", "not json", '{"schema": "drafter-draft/2"}', "\x00"])
def test_what_is_no_draft_is_named_in_one_line(tmp_path: Path, content: str) -> None:
    file = tmp_path / "draft.json"
    file.write_text(content, encoding="utf-8")
    result = CliRunner().invoke(app, ["verify", str(file)])
    assert type(result.exception).__name__ == "DraftFileError"
    assert str(result.exception).count("\n") == 0


def test_a_record_that_is_gone_is_named_alone(drafted: Path, example: Path) -> None:
    (example.parent / "records" / "injection-2014-07.txt").unlink()
    result = CliRunner().invoke(app, ["verify", str(drafted), "--json"])
    found = [f for f in json.loads(result.stdout)["findings"] if f["item"] is None and f["code"] != "document-not-read"]
    assert result.exit_code == 7
    assert [finding["code"] for finding in found] == ["source-missing"]
    assert "injection-2014-07" in found[0]["message"]


def test_a_draft_that_was_moved_beside_another_case_says_so_in_one_line(drafted: Path, example: Path) -> None:
    example.write_text(
        example.read_text(encoding="utf-8").replace("SYNTHETIC-0001", "SYNTHETIC-0002"), encoding="utf-8"
    )
    result = CliRunner().invoke(app, ["verify", str(drafted)])
    assert type(result.exception).__name__ == "DraftFileError"
    assert "--case" in str(result.exception)


def test_a_forged_drafter_and_a_proposal_against_its_own_criteria_are_found(drafted: Path) -> None:
    def forge(draft: dict) -> None:  # type: ignore[type-arg]
        draft["drafted_by"]["model"] = "some-model"
        turn_round(draft)

    edit(drafted, forge)
    code, found = verify(drafted)
    assert code == 7
    assert {"draft-changed", "criteria-differ"} <= set(found)


def leave_the_mtus(draft: dict) -> None:  # type: ignore[type-arg]
    """Somebody lets the search leave the MTUS for a reason of his own, and says so in the rationale."""
    item = draft["items"][1]
    item["search"]["tiers"][0]["left_because"] = "the MTUS approves massage without a limit"
    text = "The search went on past the MTUS: the MTUS approves massage without a limit."
    item["draft"]["rationale"].insert(0, {"text": text, "pointers": []})


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (leave_the_mtus, "copy-differs"),
        (lambda draft: draft["items"][1].update(states=["copied"] * len(draft["items"][1]["states"])), "copy-differs"),
        (lambda draft: draft["items"][1].update(absences=[ABSENCE]), "copy-differs"),
        (lambda draft: draft.update(lexicon_sha256="0" * 64, findings=[]), "checks-changed"),
        (
            lambda draft: draft["drafted_by"].update(version="0.0.0") or draft["items"][0].update(findings=[]),
            "checks-changed",
        ),
    ],
    ids=["search", "states", "absences", "words", "version"],
)
def test_what_the_draft_says_of_its_checks_is_compared(
    drafted: Path,
    change: Callable[[dict], object],  # type: ignore[type-arg]
    code: str,
) -> None:
    assert_finds(drafted, change, code)


ABSENCE = {"sentence": 1, "missing": "exercise", "terms": ["exercise"], "searched": [], "contradicted_by": []}


def test_of_an_item_that_stands_twice_both_are_compared(drafted: Path) -> None:
    def twice(draft: dict) -> None:  # type: ignore[type-arg]
        first = json.loads(json.dumps(draft["items"][1]))
        first["item"]["request"] = "Massage therapy, 4 visits"
        draft["items"].insert(1, first)

    edit(drafted, twice)
    result = CliRunner().invoke(app, ["verify", str(drafted), "--json"])
    messages = [f["message"] for f in json.loads(result.stdout)["findings"] if f["item"] == 2]
    assert "the item in the draft is not that of the case file" in messages
