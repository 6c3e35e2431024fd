"""The example case without its clinical summary."""

import re
from pathlib import Path

_SUMMARY = re.compile(r"^clinical_summary:.*\n(?: .*\n)*", re.MULTILINE)


def without_summary(case: Path) -> Path:
    """The case file after its clinical summary was taken out."""
    text, count = _SUMMARY.subn("", case.read_text(encoding="utf-8"))
    assert count == 1
    case.write_text(text, encoding="utf-8")
    return case
