from pathlib import Path

import pytest

from drafter.content import folder
from drafter.errors import GuidelineError
from drafter.guidelines.aliases import Aliases
from drafter.guidelines.corpus import Corpus
from drafter.guidelines.lexicon import load_lexicon


def test_the_shipped_words_are_read(corpus: Corpus) -> None:
    lexicon = corpus.lexicon
    assert lexicon.body_parts == corpus.aliases.body_parts
    assert "tramadol" in {drug.name for drug in lexicon.drugs}
    assert len(lexicon.alike) >= 90


def test_no_drug_and_no_group_of_words_stands_twice(corpus: Corpus) -> None:
    names = [drug.name.lower() for drug in corpus.lexicon.drugs]
    groups = [frozenset(group.words) for group in corpus.lexicon.alike]
    assert len(names) == len(set(names))
    assert len(groups) == len(set(groups))


def test_files_that_are_not_there_hold_nothing(tmp_path: Path) -> None:
    lexicon = load_lexicon(tmp_path, Aliases())
    assert (lexicon.drugs, lexicon.alike, lexicon.body_parts) == ((), (), ())


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("drugs.yaml", "drugs:\n  - name: Restol\n", "drugs.yaml:2"),
        ("drugs.yaml", "drugs: [", "drugs.yaml:"),
        ("record_words.yaml", "alike:\n  - words: []\n", "record_words.yaml:2"),
        ("record_words.yaml", "unlike: []\n", "record_words.yaml:1"),
    ],
)
def test_a_fault_is_named_with_its_file_and_line(tmp_path: Path, name: str, text: str, said: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(GuidelineError) as fault:
        load_lexicon(tmp_path, Aliases())
    assert str(fault.value).startswith(said)
    assert "\n" not in str(fault.value)


def test_a_file_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    (tmp_path / "drugs.yaml").write_bytes(b"\xff\xfe")
    with pytest.raises(GuidelineError, match="UTF-8"):
        load_lexicon(tmp_path, Aliases())


def test_the_digest_tells_when_words_change(tmp_path: Path) -> None:
    before = load_lexicon(tmp_path, Aliases()).sha256
    (tmp_path / "drugs.yaml").write_text("drugs:\n  - {name: Restol, words: [Restol]}\n", encoding="utf-8")
    assert load_lexicon(tmp_path, Aliases()).sha256 != before
    assert load_lexicon(folder("guideline_corpus"), Aliases()).sha256 != before
