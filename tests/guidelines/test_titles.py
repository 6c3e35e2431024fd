"""titles.yaml: read whole, faults named with their line, and no part of what drafting rests on."""

from pathlib import Path

import pytest

from drafter.content import folder
from drafter.errors import GuidelineError
from drafter.guidelines.corpus import corpus_digest, load_corpus
from drafter.guidelines.titles import load_titles

CORPUS = folder("guideline_corpus")


def test_the_starter_titles_know_where_a_title_with_commas_ends() -> None:
    titles = load_titles(CORPUS)
    assert {"NSAIDs, GI symptoms & cardiovascular risk", "Forearm, Wrist, & Hand"} <= set(titles.sections)
    assert titles.title_end("forearm, wrist and hand, Shoulder", 0) == len("forearm, wrist and hand")
    assert titles.title_end("No such title", 0) is None


def test_a_folder_without_titles_is_read_with_those_that_drafter_comes_with(tmp_path: Path) -> None:
    assert load_titles(tmp_path) == load_titles(CORPUS)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (b"mtus:\n  - names: [Invented Complaints]\n", 2, "source"),
        (b"mtus:\n  - names: [Invented]\n    source: us\n    sectoins: []\n", 4, 'did you mean "sections"?'),
        (b"outside: [", 1, "bracket"),
        (b"mtus: []\n\xff", 2, "UTF-8"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, text: bytes, line: int, said: str) -> None:
    (tmp_path / "titles.yaml").write_bytes(text)
    with pytest.raises(GuidelineError, match=rf"titles\.yaml:{line}: .*{said.replace('?', '.')}"):
        load_titles(tmp_path)


def test_the_corpus_digest_covers_the_titles_since_the_search_reads_hints_by_them(tmp_path: Path) -> None:
    for path in CORPUS.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    whole = load_corpus(tmp_path).sha256
    (tmp_path / "titles.yaml").unlink()
    without = load_corpus(tmp_path)
    assert without.sha256 != whole
    assert without.sha256 == corpus_digest(tmp_path)
