"""A table of the PDF goes on over pages: it fills a page before the next, between rows, its heading row on each."""

import re
from pathlib import Path

import pytest

from drafter.domain.text import fold
from drafter.letters.text_of import pages_of
from drafter.letters.write import render_letter
from drafter.settings import settings
from tests.letters.drafts import draft_saying, synthetic_draft

ROWS = 60
HEAD = "No. Document Author Date Pages Status"
_ROW = re.compile(r"\bD(\d+) progress report treating physician 10/09/2014 12-15 received")


@pytest.mark.parametrize("lines", range(0, 24, 3))
def test_a_long_table_fills_the_page_on_which_it_starts_and_repeats_its_head(lines: int, tmp_path: Path) -> None:
    record = synthetic_draft().records[1]
    records = tuple(record.model_copy(update={"source": f"D{number}"}) for number in range(1, ROWS + 1))
    draft = draft_saying("Visits", "\n\n".join(["Synthetic."] * (lines + 1)), "No sign.")
    draft = draft.model_copy(update={"records": records})
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(render_letter(draft, "pdf", settings().templates).content)
    rows = {page: [int(number) for number in _ROW.findall(page)] for page in map(fold, pages_of(letter))}
    with_rows = [page for page, numbers in rows.items() if numbers]
    assert [number for page in with_rows for number in rows[page]] == list(range(1, ROWS + 1))
    assert len(with_rows) > 1
    assert all(page.count(HEAD) == 1 for page in with_rows)
    assert sum(page.count(HEAD) for page in rows) == len(with_rows)
    assert [page for page in rows if "DOCUMENTS REVIEWED" in page] == with_rows[:1]
    assert all(len(rows[page]) > ROWS / 2 for page in with_rows[1:-1])
