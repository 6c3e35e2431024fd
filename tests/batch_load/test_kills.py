"""A batch that is killed and gone on with comes to the same as one that nothing disturbs."""

from pathlib import Path

import pytest

from tests.batch_load.cases import write_cases
from tests.batch_load.command import World
from tests.batch_load.kills import kill_often

pytestmark = [pytest.mark.model_requests, pytest.mark.slow]


def test_a_batch_that_is_killed_asks_nothing_twice_and_comes_to_the_same(tmp_path: Path, index_folder: Path) -> None:
    cases = tmp_path / "cases"
    write_cases(cases, 16)
    came = dict(kill_often(World(tmp_path, index_folder), cases, 2, "--format", "txt"))
    assert {name: ordeal.wrong() for name, ordeal in came.items()} == {"SIGKILL": {}, "SIGINT": {}, "SIGTERM": {}}
    assert [came[name].codes for name in came] == [{-9}, {130}, {143}]
    assert came["SIGKILL"].in_flight > 0
    assert came["SIGINT"].in_flight == came["SIGTERM"].in_flight == 0
