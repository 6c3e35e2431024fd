import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from drafter.domain.citation import NotParsed
from drafter.errors import EvaluationError
from drafter.evaluation import letter_run
from drafter.evaluation.blind import BlindCase
from drafter.evaluation.figure import ALL, DRAFT, Figure
from drafter.evaluation.letter_run import LetterPart, LetterRun
from drafter.evaluation.manifest import Manifest
from drafter.evaluation.metrics import Metrics
from drafter.evaluation.reading import read_cases, read_items, read_metrics, read_passages
from drafter.evaluation.run import Progress, run_suite
from drafter.evaluation.run_files import AS_WRITTEN, ITEMS, MANIFEST, METRICS
from drafter.evaluation.score import score_run
from drafter.evaluation.suite import load_suite

from .run_world import (
    LETTERS,
    OVERTURNED,
    SUITE,
    UPHELD,
    cited,
    decided,
    letter,
    run_world,
    write_decisions,
    write_world,
)


def figure(metrics: Metrics, name: str, of: str = DRAFT, condition: str = AS_WRITTEN) -> Figure:
    (found,) = [
        one for one in metrics.figures if (one.name, one.of, one.condition, one.slice) == (name, of, condition, ALL)
    ]
    return found


@dataclass(frozen=True)
class Done:
    """A folder with the invented world and a run of it, and what the run gave."""

    folder: Path
    manifest: Manifest
    metrics: Metrics


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Done:
    """A run of the invented letters, to be read alone."""
    place = tmp_path_factory.mktemp("done")
    return Done(place, *run_world(write_world(place, *LETTERS), place / "run"))


@pytest.fixture(scope="module")
def failed(tmp_path_factory: pytest.TempPathFactory) -> Done:
    """A run of the same letters and of one that cannot be drafted, as no date of it is known; to be read alone."""
    place = tmp_path_factory.mktemp("failed")
    undated = letter("C-1", decided("Copper bracelet", UPHELD, cited("Copper bracelet"))).model_copy(
        update={"ur_denial_date": None, "date_of_injury": None}
    )
    return Done(place, *run_world(write_world(place, undated, *LETTERS), place / "run"))


@pytest.fixture
def suite(done: Done, tmp_path: Path) -> Path:
    """The suite of a copy of it in the test's folder."""
    shutil.copytree(done.folder, tmp_path, dirs_exist_ok=True)
    return tmp_path / "suite.yaml"


def draft(suite: Path, out: Path, progress: Progress = lambda done, of, failed: None) -> None:
    """Run a suite, and do not score the run."""
    run_suite(load_suite(suite), [], out, date(2026, 1, 2), progress)


def test_a_run_holds_every_item_beside_its_decision(done: Done) -> None:
    run, manifest, metrics = done.folder / "run", done.manifest, done.metrics
    lines = [line for line in read_items(run) if line.condition == AS_WRITTEN]
    assert [(line.letter, line.item) for line in lines] == [("A-1", 1), ("A-1", 2), ("A-2", 1), ("A-3", 1)]
    assert [line.gold.determination for line in lines] == [UPHELD, OVERTURNED, UPHELD, OVERTURNED]
    assert all(line.draft for line in lines)
    passages = read_passages(run)
    assert all(shown.sha256 in passages for line in lines for shown in line.evidence)
    assert set(read_cases(run)) >= {("A-1", AS_WRITTEN), ("A-3", AS_WRITTEN)}
    assert (manifest.letters, manifest.items) == (3, 4)
    assert figure(metrics, "outcome.agreement").n == 4


def test_every_baseline_stands_beside_the_draft(done: Done) -> None:
    metrics = done.metrics
    assert figure(metrics, "outcome.agreement", "always Upheld").value == 0.5
    assert figure(metrics, "outcome.AUC", "base rate").value == 0.5
    assert figure(metrics, "outcome.Brier score", "base rate").value == 0.25
    copied = figure(metrics, "citation.guideline recall", "claims administrator's citation")
    assert (copied.value, copied.n) == (1, 4)
    assert not [
        one for one in metrics.figures if one.of == "claims administrator's citation" and one.group == "outcome"
    ]


def test_few_items_allow_no_verdict(done: Done) -> None:
    reason = figure(done.metrics, "outcome.agreement").no_verdict or ""
    assert "4 items" in reason
    assert "2 overturned" in reason


def test_the_same_suite_gives_the_same_bytes(suite: Path, tmp_path: Path) -> None:
    run_world(suite, tmp_path / "again")
    for file in (ITEMS, METRICS):
        assert (tmp_path / "again" / file).read_bytes() == (tmp_path / "run" / file).read_bytes()


def test_scoring_again_changes_nothing(suite: Path, tmp_path: Path) -> None:
    before = [(tmp_path / "run" / file).read_bytes() for file in (ITEMS, METRICS)]
    score_run(tmp_path / "run")
    assert [(tmp_path / "run" / file).read_bytes() for file in (ITEMS, METRICS)] == before


@pytest.fixture
def drafted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The letters that are drafted, as they are."""
    names: list[str] = []
    real = LetterRun.draft

    def watched(self: LetterRun, blind: BlindCase) -> LetterPart:
        names.append(blind.letter)
        if len(names) == 2:
            raise KeyboardInterrupt
        return real(self, blind)

    monkeypatch.setattr(letter_run.LetterRun, "draft", watched)
    return names


def test_a_run_that_was_stopped_is_gone_on_with(done: Done, tmp_path: Path, drafted: list[str]) -> None:
    suite = write_world(tmp_path, *LETTERS)
    with pytest.raises(KeyboardInterrupt):
        run_world(suite, tmp_path / "run")
    assert not (tmp_path / "run" / ITEMS).exists()
    run_world(suite, tmp_path / "run")
    assert drafted == ["A-1", "A-2", "A-2", "A-3"]
    for file in (ITEMS, METRICS):
        assert (tmp_path / "run" / file).read_bytes() == (done.folder / "run" / file).read_bytes()


def test_a_finished_run_is_not_drafted_again(suite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(LetterRun, "draft")
    draft(suite, tmp_path / "run")


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        (SUITE.replace("version: 1", "version: 2"), "suite version: 1 against 2"),
        (SUITE + "retrieval: {k: 3}\n", "retrieval"),
    ],
    ids=["version", "retrieval"],
)
def test_a_folder_with_a_run_of_something_else_is_refused(
    suite: Path, tmp_path: Path, changed: str, named: str
) -> None:
    suite.write_text(changed, encoding="utf-8")
    with pytest.raises(EvaluationError, match=named):
        run_world(suite, tmp_path / "run")


def test_other_decisions_are_another_run(suite: Path, tmp_path: Path) -> None:
    write_decisions(tmp_path / "decisions.jsonl", *LETTERS[:2])
    with pytest.raises(EvaluationError, match="decisions"):
        run_world(suite, tmp_path / "run")


def test_a_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    suite = write_world(tmp_path, *LETTERS)
    with pytest.raises(EvaluationError, match="holds other files"):
        run_world(suite, tmp_path)


def test_a_case_twice_is_named_and_nothing_is_drafted(tmp_path: Path) -> None:
    suite = write_world(tmp_path, *LETTERS, LETTERS[0])
    with pytest.raises(EvaluationError, match="A-1 is there more than once"):
        run_world(suite, tmp_path / "run")
    assert not (tmp_path / "run").exists()


def test_a_decision_without_items_is_named_with_its_line(tmp_path: Path) -> None:
    suite = write_world(tmp_path, *LETTERS)
    file = tmp_path / "decisions.jsonl"
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[1] = json.dumps({**json.loads(lines[1]), "items": []})
    file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"decisions\.jsonl:2: items"):
        run_world(suite, tmp_path / "run")


def test_no_decision_at_all_is_said(tmp_path: Path) -> None:
    suite = write_world(tmp_path, *LETTERS, suite=SUITE.replace("decisions: [decisions.jsonl]\n", ""))
    with pytest.raises(EvaluationError, match="--decisions"):
        run_world(suite, tmp_path / "run")


def test_a_guideline_line_that_was_not_parsed_is_left_out_and_named(tmp_path: Path) -> None:
    odd = decided(
        "Copper bracelet",
        UPHELD,
        cited("Copper bracelet"),
        NotParsed(words="see the book", reason="no guideline named"),
    )
    suite = write_world(tmp_path, letter("B-1", odd), *LETTERS)
    _, metrics = run_world(suite, tmp_path / "run")
    (out,) = [one for one in metrics.left_out if one.letter == "B-1" and one.condition == AS_WRITTEN]
    assert (out.of, "no guideline named" in out.reason) == ("citations", True)
    assert figure(metrics, "citation.guideline recall").n == 4
    assert figure(metrics, "outcome.agreement").n == 5


def test_a_case_that_cannot_be_drafted_is_named_and_counts_against_the_drafter(failed: Done) -> None:
    metrics = failed.metrics
    (out,) = [one for one in metrics.left_out if one.letter == "C-1" and one.condition == AS_WRITTEN]
    assert "no date" in out.reason
    assert figure(metrics, "outcome.share without draft").value == 1 / 5
    assert figure(metrics, "citation.guideline recall").n == 5
    assert figure(metrics, "grounding.flagged").n == 4


def test_where_nothing_can_be_drafted_the_run_stops_early(tmp_path: Path) -> None:
    undated = [
        letter(f"D-{n}", decided("Copper bracelet")).model_copy(update={"ur_denial_date": None}) for n in range(9)
    ]
    suite = write_world(tmp_path, *undated)
    with pytest.raises(EvaluationError, match="none of the first 3 letters"):
        run_world(suite, tmp_path / "run")


def test_a_letter_that_failed_is_tried_again(tmp_path: Path) -> None:
    undated = letter("C-1", decided("Copper bracelet")).model_copy(update={"ur_denial_date": None})
    suite = write_world(tmp_path, undated, *LETTERS)
    draft(suite, tmp_path / "run")
    assert list((tmp_path / "run" / "parts").glob("*.failed.json"))
    told: list[tuple[int, int, int]] = []
    draft(suite, tmp_path / "run", lambda *counts: told.append(counts))
    assert told[-1] == (4, 4, 1)


def test_an_answer_in_the_corpus_stops_the_run(tmp_path: Path) -> None:
    answer = "The wrist of this baker moves well again since the spring rest, so no bracelet is needed for it now."
    told = letter("A-9", decided("Copper bracelet", UPHELD, cited("Copper bracelet"), rationale=answer))
    more = f"\n## Planted\n\n```yaml section\ntitle_source: [invented]\n```\n\n- {answer}\n  - source: invented\n"
    suite = write_world(tmp_path, told, *LETTERS, more=more)
    with pytest.raises(EvaluationError, match=r"high-2016/planted") as wrong:
        run_world(suite, tmp_path / "run")
    assert "spring rest" not in str(wrong.value)


@pytest.mark.parametrize(
    ("broken", "named"),
    [
        ('"probability":', r"items\.jsonl:1: draft\.probability"),
        ('"letter":', r"items\.jsonl:1: letter"),
    ],
    ids=["not a number", "missing"],
)
def test_a_line_that_cannot_be_used_is_named_with_its_place(
    suite: Path, tmp_path: Path, broken: str, named: str
) -> None:
    file = tmp_path / "run" / ITEMS
    first, *others = file.read_text(encoding="utf-8").splitlines()
    line = json.loads(first)
    if "probability" in broken:
        line["draft"]["probability"] = float("nan")
    else:
        del line["letter"]
    file.write_text("\n".join([json.dumps(line), *others]), encoding="utf-8")
    with pytest.raises(EvaluationError, match=named):
        score_run(tmp_path / "run")


def test_an_item_twice_is_named(suite: Path, tmp_path: Path) -> None:
    file = tmp_path / "run" / ITEMS
    text = file.read_text(encoding="utf-8")
    file.write_text(text + text.splitlines()[0] + "\n", encoding="utf-8")
    with pytest.raises(EvaluationError, match="is there twice"):
        score_run(tmp_path / "run")


def test_a_run_of_another_form_is_refused(suite: Path, tmp_path: Path) -> None:
    file = tmp_path / "run" / MANIFEST
    file.write_text(file.read_text(encoding="utf-8").replace("drafter-run/1", "drafter-run/0"), encoding="utf-8")
    with pytest.raises(EvaluationError, match="run the suite anew"):
        score_run(tmp_path / "run")


def test_pairs_are_counted_by_condition(tmp_path: Path) -> None:
    suite = write_world(tmp_path, *LETTERS, suite=SUITE + "conditions: [age lowered, redraft 2, redraft 3]\n")
    _, metrics = run_world(suite, tmp_path / "run")
    assert figure(metrics, "stability.proposal changed", condition="age lowered").value == 0
    redrafts = figure(metrics, "stability.redraft changed", condition="redrafts")
    assert (redrafts.value, redrafts.n) == (0, 4)
    assert redrafts.high is not None
    assert redrafts.high > 0


def test_a_run_with_lines_taken_out_or_decisions_changed_is_refused(suite: Path, tmp_path: Path) -> None:
    file = tmp_path / "run" / ITEMS
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join(lines[1:]) + "\n", encoding="utf-8")
    with pytest.raises(EvaluationError, match="has 3 of 4 items as written"):
        score_run(tmp_path / "run")
    first = json.loads(lines[0])
    first["gold"]["determination"] = "Overturned"
    file.write_text("\n".join([json.dumps(first), *lines[1:]]) + "\n", encoding="utf-8")
    with pytest.raises(EvaluationError, match="its decisions are not those that the run began with"):
        score_run(tmp_path / "run")


def test_metrics_of_another_run_are_refused(suite: Path, tmp_path: Path) -> None:
    suite.write_text(SUITE + "retrieval: {k: 3}\n", encoding="utf-8")
    run_world(suite, tmp_path / "other")
    (tmp_path / "run" / METRICS).write_bytes((tmp_path / "other" / METRICS).read_bytes())
    with pytest.raises(EvaluationError, match="is of another run"):
        read_metrics(tmp_path / "run")


def test_another_gate_or_another_word_about_a_suite_is_the_same_run(suite: Path, tmp_path: Path) -> None:
    suite.write_text(SUITE + "gates: [{figure: outcome.AUC, at_least: 0.5}]\n", encoding="utf-8")
    draft(suite, tmp_path / "run")


def test_failing_gains_nothing(failed: Done) -> None:
    """A case that cannot be drafted counts in every figure that asks for more than a draft to look at."""
    for name in ("outcome.AUC", "outcome.Brier score", "retrieval.section in 5", "citation.first guideline named"):
        assert figure(failed.metrics, name).n == 5
    (line,) = [one for one in read_items(failed.folder / "run") if one.letter == "C-1" and one.condition == AS_WRITTEN]
    assert line.scores["probability"] == 1, "as wrong as can be: the physician upheld"
    assert line.scores["section in 8"] == line.scores["first guideline named"] == line.scores["facts said"] == 0


def test_a_passage_that_is_missing_is_named(suite: Path, tmp_path: Path) -> None:
    (tmp_path / "run" / "passages.jsonl").write_text("", encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"passages\.jsonl: lacks a passage that item 1 of A-1 was given"):
        score_run(tmp_path / "run")
