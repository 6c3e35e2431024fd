"""Comparison, gates and audit on the folders of runs."""

import csv
import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from drafter.cases.from_letter import case_from_letter
from drafter.domain.determination import Determination
from drafter.errors import EvaluationError
from drafter.evaluation.auditing import AUDIT, draw_sheet, figures_of, read_audits, take_labels
from drafter.evaluation.gating import gate_run
from drafter.evaluation.manifest import read_manifest
from drafter.evaluation.run_files import AS_WRITTEN, ITEMS, MANIFEST
from drafter.evaluation.runs import RunComparison, compare_runs, measure_false_alarms

from .run_world import LETTERS, OVERTURNED, SUITE, UPHELD, cited, decided, letter, run_world, write_world

pytestmark = pytest.mark.slow

TODAY = date(2026, 1, 2)
MORE = tuple(
    letter(
        f"B-{number}",
        decided("Copper bracelet", UPHELD if number % 3 else OVERTURNED, cited("Copper bracelet")),
        summary=f"Synthetic case. A {30 + number}-year-old baker has a stiff wrist.",
    )
    for number in range(12)
)
GATES = """\
gates:
- {figure: outcome.agreement, condition: every condition, may_fall: 0.5}
- {figure: audit.wrong, at_most: 0.9}
"""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three runs over the same decisions: two alike but for the number of passages, one with gates."""
    place = tmp_path_factory.mktemp("world")
    suite = write_world(place, *LETTERS, *MORE)
    suites = {
        "eight": "conditions: []\n",
        "two": "conditions: []\nretrieval: {k: 2}\n",
        "gated": f"conditions: [age lowered]\n{GATES}",
    }
    for name, more in suites.items():
        suite.write_text(SUITE + more, encoding="utf-8")
        run_world(suite, place / name)
    return place


@pytest.fixture
def copied(world: Path, tmp_path: Path) -> Callable[[str], Path]:
    """Copies one of these runs, to be changed."""
    return lambda name: shutil.copytree(world / name, tmp_path / name)


def rewrite(run: Path, change: Callable[[list[dict[str, object]]], object]) -> None:
    """Change the lines of a run's items."""
    lines = [json.loads(line) for line in (run / ITEMS).read_text(encoding="utf-8").splitlines()]
    change(lines)
    (run / ITEMS).write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


def test_a_run_beside_itself_differs_in_nothing(world: Path) -> None:
    found = compare_runs(world / "eight", world / "eight", AS_WRITTEN)
    assert (found.differences, found.flips) == ((), ())
    assert {one.difference for one in found.comparison.figures} <= {0.0, None}
    assert (found.comparison.items, found.comparison.letters) == (16, 15)


def test_what_differs_between_the_inputs_is_said_and_the_data_reads_back(world: Path) -> None:
    found = compare_runs(world / "eight", world / "two", AS_WRITTEN)
    (said,) = found.differences
    assert said.startswith("retrieval: k=8 ")
    assert " against k=2 " in said
    assert RunComparison.model_validate_json(found.model_dump_json(by_alias=True)) == found


def test_a_proposal_that_changed_is_a_flip(world: Path, copied: Callable[[str], Path]) -> None:
    run = copied("eight")
    before = compare_runs(world / "eight", run, AS_WRITTEN)
    assert not before.flips

    def turn(lines: list[dict[str, object]]) -> None:
        draft = lines[0]["draft"]
        assert isinstance(draft, dict)
        draft["determination"] = next(one for one in ("Upheld", "Overturned") if one != draft["determination"])

    rewrite(run, turn)
    (flip,) = compare_runs(world / "eight", run, AS_WRITTEN).flips
    assert (flip.letter, flip.item, flip.decided) == ("A-1", 1, Determination.UPHELD)
    assert flip.a is not flip.b


def test_runs_that_do_not_go_together_are_refused(world: Path, copied: Callable[[str], Path]) -> None:
    run = copied("eight")
    rewrite(run, lambda lines: lines.pop(0))
    with pytest.raises(EvaluationError, match=r"has 15 of 16 items as written"):
        compare_runs(world / "eight", run, AS_WRITTEN)
    with pytest.raises(EvaluationError, match=r'nothing is drafted in condition "age lowered"; it has as written'):
        compare_runs(world / "gated", world / "eight", "age lowered")

    def with_manifest(change: Callable[[dict[str, object]], object]) -> None:
        held = json.loads((world / "eight" / MANIFEST).read_text(encoding="utf-8"))
        change(held)
        (run / MANIFEST).write_text(json.dumps(held), encoding="utf-8")

    with_manifest(lambda held: held.update(decisions_sha256="0" * 64))
    with pytest.raises(EvaluationError, match="are of different decisions"):
        compare_runs(world / "eight", run, AS_WRITTEN)
    with_manifest(lambda held: held["suite"].update(version=2))  # type: ignore[attr-defined]
    with pytest.raises(EvaluationError, match=r"is of suite invented version 1 and .* of version 2"):
        compare_runs(world / "eight", run, AS_WRITTEN)


def test_a_run_without_scores_or_items_is_named(copied: Callable[[str], Path]) -> None:
    run = copied("eight")
    rewrite(run, lambda lines: [line.update(scores={}) for line in lines])
    with pytest.raises(EvaluationError, match="is not scored; run `drafter eval score"):
        compare_runs(run, run, AS_WRITTEN)
    rewrite(run, lambda lines: lines.clear())
    with pytest.raises(EvaluationError, match="has 0 of 16 items as written"):
        compare_runs(run, run, AS_WRITTEN)


def test_noise_of_a_run_is_measured_from_its_folder(world: Path) -> None:
    alarms = measure_false_alarms(world / "eight", AS_WRITTEN, rounds=100)
    assert (alarms.rounds, alarms.items, alarms.letters) == (100, 16, 15)
    assert alarms.any_verdict.share < 0.2


def test_the_gates_of_the_suite_are_asked_unless_others_are_named(world: Path) -> None:
    assert gate_run(world / "gated", None, None).profile == "suite"
    assert gate_run(world / "eight", None, None).profile == "default"
    assert gate_run(world / "gated", None, "go-live").profile == "go-live"
    with pytest.raises(EvaluationError, match='no profile "suite"; this run has default, go-live'):
        gate_run(world / "eight", None, "suite")


def test_a_change_in_every_condition_is_looked_for_in_each(world: Path) -> None:
    results = gate_run(world / "gated", world / "gated", None).results
    changes = [(one.condition, one.passed) for one in results if one.gate.is_change]
    assert changes == [(AS_WRITTEN, True), ("age lowered", True)]
    with pytest.raises(EvaluationError, match='nothing is drafted in condition "age lowered"'):
        gate_run(world / "gated", world / "eight", None)


def test_a_gate_on_changes_fails_without_a_baseline(world: Path) -> None:
    report = gate_run(world / "eight", None, None)
    assert not report.passed
    assert {one.reason for one in report.results} == {
        "there is no baseline to hold the run against; name one with --baseline"
    }


def labelled(run: Path, file: Path, label: Callable[[int], str]) -> Path:
    """A sheet of a run, with a label for each row."""
    file.write_bytes(draw_sheet(run, 40, 1))
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows({**row, "label": label(number)} for number, row in enumerate(rows))
    return file


def test_the_labels_of_a_sheet_reach_the_gates(tmp_path: Path, copied: Callable[[str], Path]) -> None:
    run = copied("gated")
    sheet = labelled(run, tmp_path / "sheet.csv", lambda row: "wrong" if row < 2 else "right")
    taken = take_labels(run, sheet, "Dr. A", TODAY)
    (audit,) = taken.audits
    n = len(audit.labels)
    assert (n > 10, taken.replaced, taken.agreements) == (True, None, ())
    assert read_audits(run) == (audit,)
    (wrong,) = [one for one in figures_of(run) if one.name == "audit.wrong"]
    assert (wrong.value, wrong.n) == (2 / n, n)
    (result,) = [one for one in gate_run(run, None, None).results if one.gate.figure == "audit.wrong"]
    assert result.reason.startswith(f"{2 / n:.3f}")


def test_labels_of_several_physicians_stand_side_by_side(tmp_path: Path, copied: Callable[[str], Path]) -> None:
    run = copied("eight")
    sheet = tmp_path / "sheet.csv"
    take_labels(run, labelled(run, sheet, lambda row: "wrong" if row < 2 else "right"), "Dr. A", TODAY)
    second = take_labels(run, labelled(run, sheet, lambda row: "right" if row else ""), "Dr. B", TODAY)
    n = len(second.audits[0].labels)
    assert [(one.labeler, len(one.labels), one.drawn) for one in second.audits] == [
        ("Dr. A", n, n),
        ("Dr. B", n - 1, n),
    ]
    assert [(name, one.same, one.n) for name, one in second.agreements] == [("Dr. A", n - 2, n - 1)]
    assert second.replaced is None
    (wrong,) = [one for one in figures_of(run) if one.name == "audit.wrong"]
    assert (wrong.value, wrong.n) == (2 / n, n)

    anew = take_labels(run, labelled(run, sheet, lambda row: "right"), " dr.  a", TODAY)
    assert anew.replaced == second.audits[0]
    assert [len(one.labels) for one in read_audits(run)] == [n, n - 1]
    assert [name for name, _ in anew.agreements] == ["Dr. B"]
    assert {one.value for one in figures_of(run) if one.name == "audit.wrong"} == {0}


def test_a_sheet_without_labels_takes_nothing_away(tmp_path: Path, copied: Callable[[str], Path]) -> None:
    run = copied("eight")
    kept = take_labels(run, labelled(run, tmp_path / "sheet.csv", lambda row: "right"), "Dr. A", TODAY).audits
    with pytest.raises(EvaluationError, match="no sentence is labelled"):
        take_labels(run, labelled(run, tmp_path / "sheet.csv", lambda row: ""), "Dr. A", TODAY)
    assert read_audits(run) == kept


def changed(draft: dict[str, Any]) -> dict[str, Any]:
    """A draft with other words in each sentence."""
    return {**draft, "rationale": [{**one, "text": f"{one['text']} Then."} for one in draft["rationale"]]}


def flagged(item: dict[str, Any]) -> list[dict[str, Any]]:
    """An error against each sentence of an item."""
    error = {"code": "invented", "severity": "error", "item": item["item"], "message": "m", "mend": "m"}
    return [{**error, "sentence": number} for number, _ in enumerate(item["states"], start=1)]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda item: {"draft": changed(item["draft"])}, id="other words"),
        pytest.param(lambda item: {"findings": flagged(item)}, id="other findings"),
        pytest.param(lambda item: {"draft": None, "states": [], "failed": "no answer"}, id="gone"),
    ],
)
def test_labels_of_sentences_that_the_run_does_not_have_give_no_figures(
    tmp_path: Path, copied: Callable[[str], Path], change: Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    run = copied("eight")
    sheet = labelled(run, tmp_path / "sheet.csv", lambda row: "right" if row < 9 else "")
    take_labels(run, sheet, "Dr. A", TODAY)
    kept = (run / ITEMS).read_text(encoding="utf-8")
    items = [json.loads(line) for line in kept.splitlines()]
    (run / ITEMS).write_text("".join(json.dumps(item | change(item)) + "\n" for item in items), encoding="utf-8")
    said = r"audit\.json: 9 labels are of sentences that this run does not have; take the labels again$"
    for use in (figures_of, lambda run: gate_run(run, None, None)):
        with pytest.raises(EvaluationError, match=said):
            use(run)
    (run / ITEMS).write_text(kept, encoding="utf-8")
    assert figures_of(run)


def test_labels_of_a_draft_that_changed_are_taken_again(tmp_path: Path, copied: Callable[[str], Path]) -> None:
    run = copied("eight")
    take_labels(run, labelled(run, tmp_path / "sheet.csv", lambda row: "wrong"), "Dr. A", TODAY)
    items = [json.loads(line) for line in (run / ITEMS).read_text(encoding="utf-8").splitlines()]
    anew = [json.dumps(item | {"draft": changed(item["draft"])}) + "\n" for item in items]
    (run / ITEMS).write_text("".join(anew), encoding="utf-8")
    take_labels(run, labelled(run, tmp_path / "sheet.csv", lambda row: "right"), "Dr. A", TODAY)
    assert {one.value for one in figures_of(run) if one.name == "audit.wrong"} == {0}


def test_labels_that_cannot_be_used_are_named(tmp_path: Path, world: Path, copied: Callable[[str], Path]) -> None:
    run = copied("eight")
    (run / AUDIT).write_text("{", encoding="utf-8")
    for use in (figures_of, lambda run: gate_run(run, None, None)):
        with pytest.raises(EvaluationError, match=r"audit\.json: cannot be used; delete it"):
            use(run)
    nothing = tmp_path / "nothing"
    for use in (lambda run: draw_sheet(run, 1, 1), lambda run: take_labels(run, tmp_path / "a.csv", "Dr. A", TODAY)):
        with pytest.raises(EvaluationError, match="holds no run"):
            use(nothing)


def test_an_item_that_is_not_open_is_no_failure_of_its_letter(tmp_path: Path) -> None:
    suite = write_world(tmp_path, *LETTERS, suite=f"{SUITE}cases: cases\nconditions: []\n")
    case = case_from_letter(LETTERS[0], "A-1").model_dump(mode="json", by_alias=True, exclude_none=True)
    case["items"][1]["status"] = "withdrawn"
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "A-1.yaml").write_text(json.dumps(case), encoding="utf-8")
    _, metrics = run_world(suite, tmp_path / "run")
    assert not (tmp_path / "run" / "parts").exists()
    assert [(one.letter, one.item, one.reason) for one in metrics.left_out] == [("A-1", 2, "not open: withdrawn")]


def test_the_manifest_names_what_every_run_was_made_from(world: Path) -> None:
    ours, theirs = read_manifest(world / "eight"), read_manifest(world / "two")
    assert ours.decisions_sha256 == theirs.decisions_sha256
    assert ours.inputs_sha256 != theirs.inputs_sha256
    assert [file.name for file in ours.decisions] == ["decisions.jsonl"]
