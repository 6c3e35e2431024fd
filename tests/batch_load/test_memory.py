"""The memory that a batch holds does not grow with its cases."""

from pathlib import Path

import pytest

from tests.batch_load.cases import write_cases
from tests.batch_load.command import World
from tests.batch_load.memory import memory_at

pytestmark = [pytest.mark.model_requests, pytest.mark.slow]


def test_memory_grows_little_once_a_batch_is_on_its_way(tmp_path: Path, index_folder: Path) -> None:
    """The whole measurement goes to 10,000 cases. Within these, caches of texts still fill (about 30 KiB a case)."""
    cases = tmp_path / "cases"
    write_cases(cases, 500, items=(1,))
    held, ended = memory_at(World(tmp_path, index_folder), cases, [200, 450], "--concurrency", "16")
    assert ended.code == 0
    assert held[450] - held[200] < 250 * 60
