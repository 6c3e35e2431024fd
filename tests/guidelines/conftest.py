"""Cases to search for, and small corpora to break."""

from collections.abc import Callable
from pathlib import Path

import pytest

from drafter.domain.case import Case, Dates, DisputedItem

SUMMARY = (
    "Synthetic case. After a fall a warehouse worker has a sore neck, a sore back and low spirits. The Utilization "
    "Review decision of October 28, 2014 refused three requests."
)


@pytest.fixture
def make_case() -> Callable[..., Case]:
    """A case of these requests; by default its only date is the UR denial in its summary."""

    def make(*requests: str, summary: str | None = SUMMARY, dates: Dates | None = None) -> Case:
        return Case(
            case_number="Synthetic case",
            clinical_summary=summary,
            dates=dates or Dates(),
            items=tuple(DisputedItem(request=request) for request in requests),
        )

    return make


EDITION = """\
---
id: invented-2009
guideline: Invented Guideline
cited_as: Invented Guideline
edition: "2009"
publisher: Nobody
tier: MTUS
in_force:
  from: 2009-01-01
  to: 2016-12-31
  by: request
digest: true
licence: Apache-2.0
---

# An invented guideline

## Heat

```yaml section
pages: [12]
aliases: [hot pack]
```

- Heat is an option.
  - page: 12
  - source: invented
- Heat is limited to 2 to 3 visits.
  - page: 12
  - source: invented
  - source: invented as well

```yaml criteria
- id: visits
  kind: limit
  sentence: 2
  label: no more than 2 to 3 visits
  request: [heat]
  limit: {low: 2, high: 3, unit: visit}
```
"""
ALIASES = """\
aliases:
  - words: ["warm*"]
    means: [heat]
    source: general usage
body_parts:
  - name: neck
    words: [neck]
    source: general usage
"""


@pytest.fixture
def write_corpus(tmp_path: Path) -> Callable[..., Path]:
    """Writes a corpus of the invented edition, changed by (old, new) pairs, and of further files."""

    def write(*changes: tuple[str, str], aliases: str = ALIASES, **files: str) -> Path:
        text = EDITION
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        place = tmp_path / "corpus"
        place.mkdir(exist_ok=True)
        (place / "invented.md").write_text(text, encoding="utf-8")
        (place / "aliases.yaml").write_text(aliases, encoding="utf-8")
        for name, content in files.items():
            (place / f"{name}.md").write_text(content, encoding="utf-8")
        return place

    return write
