"""Parts of the folder of real letters, which are no part of this project."""

from pathlib import Path

import pytest


def part(folder: Path, name: str) -> Path:
    """The file or folder of that name among the real letters; without it the test that asks for it is skipped."""
    if not (folder / name).exists():
        pytest.skip(f"the folder that DRAFTER_REAL_LETTERS names has no {name}")
    return folder / name
