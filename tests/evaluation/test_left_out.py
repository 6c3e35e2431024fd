"""No figure of a comparison gets better because a drafter leaves out what would be found fault with."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from drafter.evaluation.run_files import AS_WRITTEN, ITEMS
from drafter.evaluation.runs import compare_runs

from .run_world import UPHELD, cited, decided, letter, run_world, write_world

pytestmark = pytest.mark.slow

Scores = dict[str, float]
SHORT = "grounding.flagged sentences a draft"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of 60 letters whose every second draft has six sentences and two faults, and the others none."""
    place = tmp_path_factory.mktemp("left-out")
    asked = [
        letter(f"L-{n:02}", decided("Copper bracelet", UPHELD, cited("Copper bracelet"), rationale=f"Ask {n} falls."))
        for n in range(60)
    ]
    run_world(write_world(place, *asked), place / "run")
    edited(place / "run", place / "a", lambda scores, n: scores | faults(2 if n % 2 else 0, 6))
    return place / "a"


def faults(flagged: int, sentences: int) -> Scores:
    some = float(flagged > 0)
    return {
        "sentences": sentences,
        "flagged": flagged,
        "any flagged": some,
        "any error": some,
        "unsupported": some,
        "pointed and unflagged": sentences - flagged,
    }


def edited(run: Path, out: Path, change: Callable[[Scores, int], Scores | None]) -> Path:
    """A copy of a run with other scores; None stands for a draft that is missing."""
    shutil.copytree(run, out)
    lines: list[str] = []
    for text in (run / ITEMS).read_text(encoding="utf-8").splitlines():
        line: dict[str, Any] = json.loads(text)
        if line["condition"] != AS_WRITTEN:
            continue
        scores = change(line["scores"], len(lines))
        kept = ("overturned", "said overturned", "said upheld", "said insufficient")
        if scores is None:
            scores = dict.fromkeys(kept, 0.0) | {"no draft": 1.0, "agrees": 0.0}
        lines.append(json.dumps({**line, "scores": scores}))
    (out / ITEMS).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return out


def verdict(a: Path, b: Path, figure: str = SHORT) -> str:
    return next(one for one in compare_runs(a, b, AS_WRITTEN).comparison.figures if one.name == figure).verdict


def test_mending_what_is_flagged_is_better(base: Path, tmp_path: Path) -> None:
    mended = edited(base, tmp_path / "b", lambda scores, n: scores | faults(0, 6))
    assert verdict(base, mended) == "better"
    assert verdict(base, mended, "grounding.unsupported") == "better"
    assert verdict(mended, base) == "worse"


def test_dropping_what_is_flagged_is_not_better(base: Path, tmp_path: Path) -> None:
    dropped = edited(base, tmp_path / "b", lambda scores, n: scores | faults(0, 4 if n % 2 else 6))
    assert verdict(base, dropped).startswith("no difference shown")
    assert verdict(base, dropped, "grounding.unsupported").startswith("no difference shown")


def test_filling_up_with_harmless_sentences_is_not_better(base: Path, tmp_path: Path) -> None:
    padded = edited(base, tmp_path / "b", lambda scores, n: scores | faults(2 if n % 2 else 0, 16))
    assert verdict(base, padded) == "no difference shown"


def test_one_harmless_sentence_less_is_not_worse(base: Path, tmp_path: Path) -> None:
    shorter = edited(base, tmp_path / "b", lambda scores, n: scores | faults(2 if n % 2 else 0, 5))
    assert verdict(base, shorter) == "no difference shown"


def test_failing_where_something_is_flagged_is_not_better(base: Path, tmp_path: Path) -> None:
    failing = edited(base, tmp_path / "b", lambda scores, n: None if n % 2 else scores)
    assert verdict(base, failing).startswith("no verdict: 30 items have scores in one run alone")
