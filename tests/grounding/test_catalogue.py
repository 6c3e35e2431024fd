"""Every finding is documented, and every code that is documented can be found."""

import re
from pathlib import Path

import pytest

from drafter.grounding.catalogue import CATALOGUE, finding

ROOT = Path(__file__).parents[2]
REFERENCE = (ROOT / "docs" / "reference" / "findings.md").read_text(encoding="utf-8")
SOURCES = "\n".join(
    path.read_text(encoding="utf-8")
    for room in ("grounding", "drafting")
    for path in (ROOT / "drafter" / room).rglob("*.py")
    if path.parent.name != "codes"
)


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_code_is_documented_with_meaning_example_and_mend(code: str) -> None:
    entry = CATALOGUE[code]
    assert f"## {code}\n" in REFERENCE
    for text in (entry.meaning, entry.example, entry.mend):
        assert text.endswith((".", ".)", '."'))
        assert text in REFERENCE


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_code_is_made_somewhere(code: str) -> None:
    assert f'"{code}"' in SOURCES


def test_no_finding_is_made_without_an_entry() -> None:
    made = set(re.findall(r'(?:finding|_at)\(\s*"([a-z-]+)"', SOURCES))
    assert made
    assert made <= set(CATALOGUE)
    with pytest.raises(KeyError):
        finding("no-such-code", "")
