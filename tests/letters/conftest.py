import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def real_letters() -> Path:
    """The folder of the real letters (seed/, decisions/dev/), which are public record but no part of this project."""
    folder = os.environ.get("DRAFTER_REAL_LETTERS")
    if not folder:
        pytest.skip("real letters are not part of the repository; set DRAFTER_REAL_LETTERS")
    return Path(folder)
