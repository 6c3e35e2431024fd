"""A whole batch against a server that fails in all ways at once."""

from pathlib import Path

import pytest

from tests.batch_load.cases import write_cases
from tests.batch_load.command import World
from tests.batch_load.faults import measure, mixed, settings

pytestmark = [pytest.mark.model_requests, pytest.mark.slow]


def test_every_case_ends_drafted_or_named_and_the_same_command_makes_up_for_it(
    tmp_path: Path, index_folder: Path
) -> None:
    cases = tmp_path / "cases"
    write_cases(cases, 20, summaries=False)
    came = measure(World(tmp_path, index_folder, settings()), cases, mixed(0.6), "out", "--format", "none")
    assert sum(came.ends.values()) == 20
    assert len(came.ends) > 1, "the server failed nobody"
    assert came.wrong() == {}
