"""A batch keeps a server as busy as a bare loop over the same client does."""

from pathlib import Path

import pytest

from tests.batch_load.command import World
from tests.batch_load.throughput import Course
from tests.faults.faults import Plan
from tests.faults.process import server_process

pytestmark = [pytest.mark.model_requests, pytest.mark.slow]


def test_a_batch_keeps_its_concurrency_and_the_rate_of_a_bare_loop(tmp_path: Path, index_folder: Path) -> None:
    """Few items, and a bound that a busy machine keeps too; the figures are measured on an idle one."""
    with server_process(Plan(latency=2.0)) as server:
        side = Course(World(tmp_path, index_folder), server, items=48, pieces=1).measure(8)
    assert side.batch.most == 8
    assert side.share > 0.6
