"""A run that is long enough to be shared between processes gives what one process gives."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from drafter.errors import EvaluationError
from drafter.evaluation.helpers import shared
from drafter.evaluation.reading import read_items
from drafter.evaluation.run_files import ITEMS, METRICS
from drafter.evaluation.score import score_run

from .scale_run import write_run

pytestmark = pytest.mark.slow
ITEMS_WRITTEN = 240


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An invented run, small parts of which are scored at a time."""
    monkeypatch.setattr("drafter.evaluation.score._PART", 100_000)
    write_run(tmp_path / "run", ITEMS_WRITTEN)
    return tmp_path / "run"


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Every run is long; holds whether helpers were asked."""
    asked: list[bool] = []

    def watched(prepare: Callable, given: Path, tasks: object) -> object:
        asked.append(True)
        return shared(prepare, given, tasks)

    monkeypatch.setattr("drafter.evaluation.score._LONG", 0)
    monkeypatch.setattr("drafter.evaluation.score.shared", watched)
    return asked


def test_helpers_write_the_same_bytes(run: Path, request: pytest.FixtureRequest) -> None:
    unscored = (run / ITEMS).read_bytes()
    score_run(run)
    alone = [(run / file).read_bytes() for file in (ITEMS, METRICS)]
    assert len([line for line in read_items(run) if line.scores]) == ITEMS_WRITTEN
    (run / ITEMS).write_bytes(unscored)
    asked = request.getfixturevalue("long")
    score_run(run)
    assert asked == [True]
    assert [(run / file).read_bytes() for file in (ITEMS, METRICS)] == alone


@pytest.mark.parametrize("broken", ["no number", "twice"])
def test_the_line_at_fault_is_named_and_nothing_is_written(run: Path, long: list[bool], broken: str) -> None:
    lines = (run / ITEMS).read_text(encoding="utf-8").splitlines(keepends=True)
    lines[150] = lines[7]
    if broken == "no number":
        lines[130] = lines[130].replace('"score":0.', '"score":NaN,"x":0.', 1)
    before = "".join(lines)
    (run / ITEMS).write_text(before, encoding="utf-8")
    named = r"items\.jsonl:131: evidence\.0" if broken == "no number" else r"items\.jsonl:151: item .* is there twice"
    with pytest.raises(EvaluationError, match=named):
        score_run(run)
    assert (run / ITEMS).read_text(encoding="utf-8") == before
    assert sorted(path.name for path in run.iterdir()) == sorted(
        ["items.jsonl", "manifest.json", "passages.jsonl", "words.json"]
    )


def test_a_line_in_another_form_is_scored_the_same(run: Path) -> None:
    score_run(run)
    scored = (run / ITEMS).read_bytes()
    lines = [json.loads(line) for line in scored.splitlines()]
    others = [json.dumps(dict(reversed(line.items())), indent=None) + "\n" for line in lines]
    (run / ITEMS).write_text("".join(others), encoding="utf-8")
    score_run(run)
    assert (run / ITEMS).read_bytes() == scored
