"""The summary of a case that has none: drafted through a server, kept in the draft, and checked again by `verify`."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from typer.testing import CliRunner

from drafter.cases.example import copy_example
from drafter.cli import app
from drafter.domain.draft import Draft, SentenceState
from drafter.guidelines.corpus import Corpus
from drafter.guidelines.index import GuidelineIndex
from drafter.settings import settings
from tests.drafting.by_model import case_drafted
from tests.faults.answers import AnswerMaker, answer_to
from tests.faults.asked import Asked
from tests.faults.faults import Plan
from tests.faults.process import server_process
from tests.grounding.summarised import without_summary

pytestmark = pytest.mark.model_requests
CONTEXT = 7_000
"""Tokens of a context that the records are too long for."""
FILLER = 400
"""Sentences of the record that is."""
Tampering = Callable[[dict[str, Any]], object]


MADE_UP = "There were 77 visits."


def drafted_through_a_server(case: Path, index: GuidelineIndex, answer: AnswerMaker = answer_to) -> Draft:
    with server_process(Plan(answer=answer)) as server:
        return case_drafted(server.base_url, case, index)


def wrong_at_first(asked: Asked) -> Any:
    """A sound answer, but for the first summary, whose second sentence no record bears out."""
    answer = answer_to(asked)
    if asked.schema_name == "summary_draft":
        answer["sentences"][1]["text"] = MADE_UP
    return answer


@pytest.fixture(scope="module")
def whole(index: GuidelineIndex, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the example case without its summary, with its draft.json."""
    case = without_summary(copy_example(tmp_path_factory.mktemp("drafted") / "example"))
    draft = drafted_through_a_server(case, index)
    (case.parent / "draft.json").write_text(draft.model_dump_json(by_alias=True), encoding="utf-8")
    return case.parent


@pytest.fixture
def file(whole: Path, tmp_path: Path, corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the draft.json, with a case of its own; the corpus is read once for all tests."""
    monkeypatch.setattr("drafter.guidelines.corpus.load_corpus", lambda *_: corpus)
    return copytree(whole, tmp_path / "case") / "draft.json"


def verify(file: Path) -> tuple[int, dict[str, Any]]:
    result = CliRunner().invoke(app, ["verify", str(file), "--json"])
    return result.exit_code, json.loads(result.stdout)


def printed(file: Path) -> str:
    return CliRunner().invoke(app, ["verify", str(file)]).stdout


def tampered(file: Path, change: Tampering) -> list[str]:
    """The codes that are found after a change inside the draft, without those that stand against it unchanged."""
    before = Counter(found["code"] for found in verify(file)[1]["findings"])
    data = json.loads(file.read_text(encoding="utf-8"))
    change(data)
    file.write_text(json.dumps(data), encoding="utf-8")
    code, told = verify(file)
    assert code == 7
    return list((Counter(found["code"] for found in told["findings"]) - before).elements())


def test_a_case_without_a_summary_gets_one_with_pointers_into_its_records(file: Path) -> None:
    draft = Draft.model_validate_json(file.read_text(encoding="utf-8"))
    assert draft.clinical_summary is None
    assert draft.summary is not None
    assert draft.summary.states == (SentenceState.UNJUDGED,) * len(draft.summary.sentences) != ()
    assert draft.summary.findings == ()
    assert {pointer.source[0] for said in draft.summary.sentences for pointer in said.pointers} == {"R"}
    assert [call.purpose for call in draft.drafted_by.calls].count("summary") == 1


def test_an_untouched_summary_passes_and_is_told_sentence_by_sentence(file: Path) -> None:
    code, told = verify(file)
    assert code == 0
    assert [sentence["number"] for sentence in told["summary"]] == list(range(1, len(told["summary"]) + 1))
    assert {sentence["state"] for sentence in told["summary"]} == {"unjudged"}
    text = printed(file)
    part = text[text.index("Clinical summary, drafted from the records:") : text.index("Item 1:")]
    for sentence in told["summary"]:
        pointer = sentence["pointers"][0]
        assert f"{sentence['number']}. [unjudged] {sentence['text']}\n       {pointer['source']}." in part
    assert "no finding" in part


def first(draft: dict[str, Any]) -> dict[str, Any]:
    return draft["summary"]["sentences"][0]  # type: ignore[no-any-return]


def answer(draft: dict[str, Any], text: str) -> None:
    next(call for call in draft["drafted_by"]["calls"] if call["purpose"] == "summary").update(answer=text)


@pytest.mark.parametrize(
    "change",
    [
        lambda draft: first(draft).update(text=first(draft)["text"].replace("speaks of", "tells of")),
        lambda draft: first(draft)["pointers"].append(first(draft)["pointers"][0]),
        lambda draft: first(draft)["pointers"][0].update(sentence=first(draft)["pointers"][0]["sentence"] + 1),
        lambda draft: draft["summary"]["sentences"].reverse(),
        lambda draft: draft.update(summary=None),
        lambda draft: draft["drafted_by"].update(calls=[c for c in draft["drafted_by"]["calls"] if c["item"]]),
        lambda draft: answer(draft, '{"sentences": []}'),
        lambda draft: answer(draft, "no JSON"),
    ],
    ids=["text", "pointer added", "pointer", "order", "taken out", "call taken out", "empty answer", "no answer"],
)
def test_a_summary_that_the_model_did_not_give_is_found(change: Tampering, file: Path) -> None:
    assert "summary-changed" in tampered(file, change)


@pytest.mark.parametrize(
    "change",
    [
        lambda draft: draft["summary"]["states"].__setitem__(0, "copied"),
        lambda draft: draft["summary"]["states"].pop(),
        lambda draft: draft["summary"]["findings"].append(
            {"code": "causation", "severity": "note", "sentence": 1, "message": "x", "mend": "y"}
        ),
        lambda draft: draft["summary"]["absences"].append(
            {"sentence": 1, "missing": "a diary", "terms": ["diar*"], "searched": []}
        ),
    ],
    ids=["state", "state taken out", "finding", "search"],
)
def test_states_findings_and_searches_that_the_checks_do_not_give_are_found(change: Tampering, file: Path) -> None:
    assert tampered(file, change) == ["copy-differs"]


def test_a_sentence_made_false_is_printed_with_its_finding(file: Path) -> None:
    codes = tampered(
        file, lambda draft: first(draft).update(text="There were 77 visits, and the knee was operated on.")
    )
    assert {"summary-changed", "copy-differs", "number-unsupported", "body-part-differs"} <= set(codes)
    text = printed(file)
    part = text[text.index("Clinical summary, drafted") : text.index("Item 1:")]
    assert "1. [flagged] There were 77 visits" in part
    assert "error number-unsupported in sentence 1: 77 visits" in part
    assert "number-unsupported" not in text[: text.index("Clinical summary, drafted")]


@pytest.fixture
def mended(index: GuidelineIndex, corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The draft.json of a summary of which a sentence was written anew."""
    monkeypatch.setattr("drafter.guidelines.corpus.load_corpus", lambda *_: corpus)
    case = without_summary(copy_example(tmp_path / "mended"))
    draft = drafted_through_a_server(case, index, wrong_at_first)
    file = case.parent / "draft.json"
    file.write_text(draft.model_dump_json(by_alias=True), encoding="utf-8")
    return file


def test_a_sentence_in_error_is_written_anew_and_what_it_was_is_kept(mended: Path) -> None:
    draft = Draft.model_validate_json(mended.read_text(encoding="utf-8"))
    assert draft.summary is not None
    (repair,) = draft.summary.repairs
    assert (repair.round, repair.sentence, repair.codes) == (1, 2, ("number-unsupported",))
    assert repair.before is not None
    assert repair.before.text == MADE_UP
    assert MADE_UP not in draft.summary.text
    assert draft.summary.findings == ()
    purposes = [call.purpose for call in draft.drafted_by.calls]
    assert purposes[:2] == ["summary", "summary-repair"]
    assert verify(mended)[0] == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda draft: draft["summary"].update(repairs=[]),
        lambda draft: draft["summary"]["repairs"][0]["before"].update(text="There were 7 visits."),
        lambda draft: draft["summary"]["sentences"][1].update(text=MADE_UP),
        lambda draft: draft["drafted_by"]["calls"].pop(1),
    ],
    ids=["not told of", "before", "after", "call taken out"],
)
def test_what_no_answer_wrote_anew_is_found(change: Tampering, mended: Path) -> None:
    assert "summary-changed" in tampered(mended, change)


def test_a_summary_beside_one_of_the_case_file_is_found(file: Path) -> None:
    case = file.parent / "case.yaml"
    case.write_text(case.read_text(encoding="utf-8") + "\nclinical_summary: Neck pain.\n", encoding="utf-8")
    told = verify(file)[1]
    assert "a clinical summary was drafted, and the case file has one" in {f["message"] for f in told["findings"]}


def test_a_record_that_is_gone_leaves_what_points_at_it_unchecked(file: Path) -> None:
    source = first(json.loads(file.read_text(encoding="utf-8")))["pointers"][0]["source"]
    data = json.loads(file.read_text(encoding="utf-8"))
    next(record for record in data["records"] if record["source"] == source).update(id="elsewhere")
    file.write_text(json.dumps(data), encoding="utf-8")
    code, told = verify(file)
    of_first = [f["code"] for f in told["findings"] if f["item"] is None and f["sentence"] == 1]
    assert (code, of_first) == (7, ["source-missing"])


def test_records_longer_than_the_context_are_chosen_from_in_parts(
    index: GuidelineIndex, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRAFTER_CONTEXT", str(CONTEXT))
    settings.cache_clear()
    case = without_summary(example)
    report = case.parent / "records" / "physical-therapy-2014.txt"
    visits = (f"At visit {n} the therapist worked on posture and breathing." for n in range(20, 20 + FILLER))
    report.write_text("\n\n".join(visits) + "\n", encoding="utf-8")
    draft = drafted_through_a_server(case, index)
    asked = Counter(call.purpose for call in draft.drafted_by.calls)
    assert asked["summary"] == 1
    assert asked["select"] > 1
    assert draft.summary is not None
    assert draft.summary.findings == ()
    known = {(record.source, said.number) for record in draft.records for said in record.sentences}
    assert {(p.source, p.sentence) for said in draft.summary.sentences for p in said.pointers} <= known
