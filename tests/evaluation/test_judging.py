"""The judge as one more labeler of an audit's sheet, by a model server of the test's own and by files."""

import asyncio
import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

from drafter.cli import main
from drafter.content import folder
from drafter.domain.draft import SentenceState
from drafter.drafting.answers.judge import Support
from drafter.drafting.prompt import load_prompt
from drafter.errors import EvaluationError, ModelError
from drafter.evaluation.audit import Agreement, Label
from drafter.evaluation.auditing import AUDIT, draw_sheet, take_labels
from drafter.evaluation.judge_beside import beside
from drafter.evaluation.judge_call import Judge, Verdict
from drafter.evaluation.judging import JudgedSheet, judge_sheet
from drafter.evaluation.run import Asking
from drafter.evaluation.suite import load_suite
from drafter.settings import settings
from tests.builders import item_draft
from tests.drafting.asked import FromMemory
from tests.drafting.servers import Answer, Received, completion, error, serving
from tests.drafting.synthetic import item_task

from .run_world import LETTERS, SUITE, UPHELD, decided, letter, run_world, write_decisions, write_world
from .test_audit import audit_of

pytestmark = pytest.mark.model_requests
TODAY = date(2026, 1, 2)
STIFF, RIGID, FLAGGED = "The wrist of the baker is stiff.", "The wrist feels rigid.", "The worker bakes."
"""What the drafts say; of the last a check finds that what it points at says something else."""
DRAFTED = completion(
    json.dumps(
        {
            "criteria": [],
            "probability_percent": 20,
            "determination": "Upheld",
            "rationale": [
                {"text": STIFF, "pointers": [{"source": "R1", "sentence": 2}]},
                {"text": RIGID, "pointers": [{"source": "R1", "sentence": 2}]},
                {"text": FLAGGED, "pointers": [{"source": "R1", "sentence": 2}]},
                {"text": "Therefore, the request is not medically necessary.", "pointers": []},
            ],
        }
    )
)
SAYS = {1: "supported", 2: "not supported"}
ITEMS = sum(len(one.items) for one in LETTERS)


def judged(says: dict[int, str] = SAYS) -> str:
    return json.dumps({"sentences": [{"number": n, "why": "=so", "support": said} for n, said in says.items()]})


def is_judge(received: Received) -> bool:
    return "SENTENCES\nsentence 1 | " in received.json["messages"][1]["content"]


def answering(received: Received) -> Answer:
    return completion(judged()) if is_judge(received) else DRAFTED


def suite_of(base_url: str, more: str = "") -> str:
    return f"{SUITE}drafter: {{model: invented, base_url: '{base_url}'{more}}}\nconditions: []\n"


def write_run(place: Path, base_url: str, more: str = "") -> None:
    """A world with a suite that a server drafts, and a run of it with a sheet of all its sentences."""
    run_world(write_world(place, *LETTERS, suite=suite_of(base_url, more)), place / "run")
    (place / "sheet.csv").write_bytes(draw_sheet(place / "run", 100, 1))


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with such a world."""
    place = tmp_path_factory.mktemp("drafted")
    with pytest.MonkeyPatch.context() as patch, serving(answering) as server:
        patch.setenv("DRAFTER_STORE", f"sqlite:///{place / 'calls.db'}")
        settings.cache_clear()
        write_run(place, server.base_url)
    return place


@pytest.fixture
def place(drafted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it of the test's own, with a store that holds nothing."""
    copytree(drafted, tmp_path / "world", ignore=ignore_patterns("calls.db*"))
    monkeypatch.setenv("DRAFTER_STORE", f"sqlite:///{tmp_path / 'calls.db'}")
    monkeypatch.setenv("DRAFTER_DEADLINE", "1")
    settings.cache_clear()
    return tmp_path / "world"


def ask(place: Path, base_url: str, asking: Asking | None = None) -> JudgedSheet:
    """What the judge says by the model at that address."""
    (place / "suite.yaml").write_text(suite_of(base_url), encoding="utf-8")
    loaded = load_suite(place / "suite.yaml")
    return judge_sheet(loaded, place / "run", place / "sheet.csv", [], asking or Asking(), TODAY)


def label_all(place: Path, label: Callable[[str], Label]) -> Path:
    """The sheet with a label for each sentence, by its text."""
    rows = list(csv.DictReader(io.StringIO((place / "sheet.csv").read_text(encoding="utf-8-sig"), newline="")))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows({**row, "label": label(row["sentence"]).value} for row in rows)
    (place / "labelled.csv").write_text(out.getvalue(), encoding="utf-8")
    return place / "labelled.csv"


def table(held: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(held.decode("utf-8-sig"), newline="")))


def test_the_judge_labels_the_sheet_and_is_held_against_each_physician(place: Path) -> None:
    labels = label_all(place, lambda text: Label.FALSE_ABSENCE if text == RIGID else Label.RIGHT)
    take_labels(place / "run", labels, "Dr. Alike", TODAY)
    take_labels(place / "run", label_all(place, lambda text: Label.RIGHT), "Dr. Mild", TODAY)
    kept = (place / "run" / AUDIT).read_bytes()
    with serving(answering) as server:
        said = ask(place, server.base_url)
    alike, mild = said.beside
    assert (alike.labeler, alike.agreement) == ("Dr. Alike", Agreement(n=2 * ITEMS, same=2 * ITEMS, kappa=1))
    assert mild.agreement == Agreement(n=2 * ITEMS, same=ITEMS, kappa=0)
    assert mild.labels == {(Label.RIGHT, Label.RIGHT): ITEMS, (Label.RIGHT, Label.WRONG): ITEMS}
    assert (place / "run" / AUDIT).read_bytes() == kept, "its labels do not count among the physicians'"


def test_its_table_says_why_and_is_not_taken_for_a_physicians_sheet(place: Path) -> None:
    with serving(answering) as server:
        said = ask(place, server.base_url)
    rows = table(said.table)
    assert Counter((row["sentence"], row["checked"], row["judge"], row["why"]) for row in rows) == {
        (STIFF, "unjudged", "supported", "'=so"): ITEMS,
        (RIGID, "unjudged", "not supported", "'=so"): ITEMS,
        (FLAGGED, "flagged", "", ""): ITEMS,
    }, "a reason that begins as a formula is text"
    assert (said.not_asked, len(said.labels.unlabelled)) == (ITEMS, ITEMS)
    (place / "judged.csv").write_bytes(said.table)
    with pytest.raises(EvaluationError, match="is no audit sheet"):
        take_labels(place / "run", place / "judged.csv", "Dr. Hasty", TODAY)


@pytest.mark.slow
def test_what_the_judge_was_asked_while_drafting_is_not_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRAFTER_STORE", f"sqlite:///{tmp_path / 'calls.db'}")
    settings.cache_clear()
    with serving(answering) as server:
        write_run(tmp_path, server.base_url, ", judge: true")
        asked = len(server.received)
        assert sum(map(is_judge, server.received)) == ITEMS
        assert len(ask(tmp_path, server.base_url).labels.labels) == 2 * ITEMS
        assert len(server.received) == asked
        ask(tmp_path, server.base_url, Asking(anew=True))
        assert len(server.received) == asked + ITEMS


def test_an_item_without_a_usable_answer_is_named_and_the_others_are_judged(place: Path) -> None:
    def but_one(received: Received) -> Answer:
        leech = "request | Leech" in received.json["messages"][1]["content"]
        return completion("no JSON") if leech else answering(received)

    with serving(but_one) as server:
        said = ask(place, server.base_url)
    assert said.failed.total() == 1
    assert len(said.labels.labels) == 2 * (ITEMS - 1)
    assert [row["judge"] for row in table(said.table) if row["checked"] == "unjudged"].count("") == 2


def test_where_nothing_is_answered_the_failure_is_told(place: Path) -> None:
    with serving(error(404)) as server, pytest.raises(ModelError):
        ask(place, server.base_url)


def test_questions_go_to_a_file_and_answers_come_from_one(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(place)

    def call(*more: str) -> tuple[object, str]:
        arguments = ["drafter", "eval", "judge", "suite.yaml", "run", "sheet.csv", "-o", "judged.csv", *more]
        monkeypatch.setattr("sys.argv", arguments)
        with pytest.raises(SystemExit) as ended:
            main()
        return ended.value.code or 0, capsys.readouterr().out

    code, said = call("--requests-out", "questions.jsonl")
    assert (code, f"{ITEMS} questions wait" in said, Path("judged.csv").exists()) == (13, True, False)
    questions = [json.loads(line) for line in Path("questions.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(questions) == ITEMS
    body = json.loads(completion(judged()).body)
    answers = [{"custom_id": one["custom_id"], "response": {"status_code": 200, "body": body}} for one in questions]
    Path("answers.jsonl").write_text("".join(json.dumps(one) + "\n" for one in answers), encoding="utf-8")
    code, said = call("--responses-in", "answers.jsonl")
    assert (code, f"{2 * ITEMS} of {3 * ITEMS} sentences are judged; {ITEMS} need no judge." in said) == (0, True)
    assert "No physician's labels are kept with the run" in said
    assert len(table(Path("judged.csv").read_bytes())) == 3 * ITEMS

    take_labels(Path("run"), label_all(Path(), lambda text: Label.RIGHT), "Dr. Mild", TODAY)
    _, said = call("--responses-in", "answers.jsonl")
    assert f"Beside Dr. Mild: {ITEMS} of {2 * ITEMS} sentences labelled alike, kappa 0.00." in said
    assert f'  the physician "right", the judge "wrong": {ITEMS}' in said


def test_the_built_in_drafter_judges_nothing(place: Path) -> None:
    (place / "suite.yaml").write_text(SUITE, encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"suite\.yaml: drafter\.model: the built-in drafter judges nothing"):
        judge_sheet(load_suite(place / "suite.yaml"), place / "run", place / "sheet.csv", [], Asking(), TODAY)


def test_decisions_that_the_run_was_not_made_from_are_refused_before_anything_is_sent(place: Path) -> None:
    other = letter("A-2", decided("Leech treatment", UPHELD), summary="Synthetic case. A fisher has a cough.")
    write_decisions(place / "decisions.jsonl", *LETTERS[:1], other, *LETTERS[2:])
    with serving(answering) as server:
        with pytest.raises(EvaluationError, match="item 1 of A-2 was drafted from another case") as wrong:
            ask(place, server.base_url)
        assert server.received == []
    assert "fisher" not in str(wrong.value)


def test_only_what_was_asked_about_is_taken_from_an_answer_and_of_two_verdicts_the_doubt() -> None:
    says = [(2, "supported"), (2, "not supported"), (3, "not supported"), (4, "cannot tell"), (9, "supported")]
    answer = json.dumps({"sentences": [{"number": n, "why": "so", "support": said} for n, said in says]})
    asker = FromMemory(lambda ask: answer)
    judge = Judge("invented", 7, load_prompt(folder("prompts"), "judge"), asker)
    draft = item_draft(("One.", "R1.1"), ("Two.", "R1.1"), ("Three.", "R1.1"), ("Four.", "R1.1"), ("Five.", "R1.1"))
    states = (*[SentenceState.UNJUDGED] * 2, SentenceState.FLAGGED, *[SentenceState.UNJUDGED] * 2, SentenceState.SET)
    said = asyncio.run(judge.verdicts(item_task(), draft, states))
    assert said == {2: Verdict(Support.NOT_SUPPORTED, "so"), 4: Verdict(Support.CANNOT_TELL, "so")}
    (asked,) = asker.asked
    assert re.findall(r"(?m)^sentence (\d+) \|", asked.messages[1]["content"]) == ["1", "2", "4", "5"]
    assert asked.parameters["seed"] == 7


def test_nothing_is_asked_where_nothing_is_left_to_judge() -> None:
    asker = FromMemory()
    judge = Judge("invented", 0, load_prompt(folder("prompts"), "judge"), asker)
    assert asyncio.run(judge.verdicts(item_task(), item_draft(("One.", "R1.1")), (SentenceState.COPIED,) * 2)) == {}
    assert asker.asked == []


def test_agreement_is_on_what_both_labelled_with_a_false_absence_as_wrong() -> None:
    labels = (Label.FALSE_ABSENCE, Label.RIGHT, Label.CANNOT_TELL)
    physician = audit_of(*((f"L{n}", label, False) for n, label in enumerate(labels)))
    judge = audit_of(("L0", Label.WRONG, False), ("L1", Label.WRONG, False), ("L9", Label.RIGHT, False))
    (one,) = beside(judge, [physician])
    assert (one.agreement.n, one.agreement.same) == (2, 1)
    assert one.labels == {(Label.FALSE_ABSENCE, Label.WRONG): 1, (Label.RIGHT, Label.WRONG): 1}
