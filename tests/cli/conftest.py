"""`drafter` as a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(index_folder: Path, tmp_path: Path) -> Run:
    """Runs `drafter` as a process of its own in an empty folder, with an index at hand."""
    work = tmp_path / "work"
    work.mkdir()

    def call(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-W", "error::ResourceWarning", "-m", "drafter", *map(str, arguments)]
        env = {"PATH": os.environ["PATH"], "DRAFTER_INDEX": str(index_folder)} | environment
        return subprocess.run(command, cwd=work, env=env, capture_output=True, text=True, check=False, timeout=120)

    return call


def assert_one_line(result: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    """The command failed with this code and one line that holds these words, and nothing on standard output."""
    assert (result.returncode, result.stdout) == (code, "")
    assert result.stderr.startswith("drafter: ")
    assert result.stderr.count("\n") == 1
    for word in words:
        assert word in result.stderr
