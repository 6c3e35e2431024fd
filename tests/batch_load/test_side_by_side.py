"""Two batches on one store."""

from pathlib import Path

import pytest

from tests.batch_load.cases import write_cases
from tests.batch_load.command import World
from tests.batch_load.side_by_side import run_together

pytestmark = [pytest.mark.model_requests, pytest.mark.slow]


def test_two_batches_on_one_store_share_answers_and_are_both_whole(tmp_path: Path, index_folder: Path) -> None:
    cases = tmp_path / "cases"
    items = write_cases(cases, 20)
    came = run_together(World(tmp_path, index_folder), cases, "--format", "txt")
    assert came.drafted == (20, 20)
    assert (came.questions, came.requests, sum(came.asked), sum(came.kept)) == (items, items, items, items)
    assert came.repeated == 0
    assert came.differing == []
