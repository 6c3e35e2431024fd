import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from drafter.errors import GuidelineError, OutputError
from drafter.guidelines.corpus import Corpus, load_corpus
from drafter.guidelines.embedding import embed
from drafter.guidelines.guideline_index import searched_text
from drafter.guidelines.index import GuidelineIndex, build_index, open_index
from drafter.guidelines.retrieve import find_passages

QUERIES = ["massage therapy for the neck", "epidural injection at L5-S1", "psychiatrist", "MRI", "zzz", "opioid refill"]
DAY = date(2014, 10, 28)


@pytest.fixture
def built(corpus: Corpus, index: GuidelineIndex, tmp_path: Path) -> Path:
    """A copy of the session's index that may be broken."""
    return Path(shutil.copytree(index.folder, tmp_path / "index"))


def refusal(folder: Path, corpus: Corpus) -> str:
    with pytest.raises(GuidelineError) as caught:
        open_index(folder, corpus).close()
    message = str(caught.value)
    assert "drafter guidelines index" in message
    assert "\n" not in message
    return message


def chroma(folder: Path) -> Path:
    return next(folder.glob("chroma-*"))


def exact(corpus: Corpus, query: str) -> list[str]:
    """The ids by exact cosine similarity: vectors have length 1."""
    (vector,) = embed([query])
    vectors = embed([searched_text(passage) for passage in corpus.passages])
    near = [sum(a * b for a, b in zip(vector, other, strict=True)) for other in vectors]
    return [
        passage.id for _, passage in sorted(zip(near, corpus.passages, strict=True), key=lambda p: (-p[0], p[1].id))
    ]


@pytest.mark.parametrize("query", QUERIES)
def test_meaning_ranks_as_exact_search_does_on_every_run(corpus: Corpus, index: GuidelineIndex, query: str) -> None:
    (vector,) = embed([query])
    for _ in range(3):
        assert [id for id, _ in index.dense(vector, len(index))] == exact(corpus, query)
        assert [id for id, _ in index.dense(vector, 5)] == exact(corpus, query)[:5]


def test_words_rank_only_what_shares_a_word(index: GuidelineIndex) -> None:
    assert index.by_words("388", 50) == []
    assert index.by_words("the", 50) == []
    assert [id for id, _ in index.by_words("yoga", 50)] == ["mtus-chronic-pain-2009/yoga"]
    assert [id for id, _ in index.by_words("12-8", 50)] == ["mtus-acoem-low-back-2004/summary"]


def test_an_index_opens_again_and_answers_the_same(corpus: Corpus, index: GuidelineIndex, built: Path) -> None:
    for _ in range(2):
        with open_index(built, corpus) as opened:
            assert find_passages(opened, "massage", as_of=DAY) == find_passages(index, "massage", as_of=DAY)


def test_building_again_over_an_open_index_works(corpus: Corpus, built: Path) -> None:
    with open_index(built, corpus) as before:
        assert build_index(corpus, built) == len(corpus.passages)
        with open_index(built, corpus) as after:
            assert find_passages(after, "massage", as_of=DAY)[0].passage.section == "Massage therapy"
        before.dense(embed(["massage"])[0], 3)
    assert [path.name for path in built.parent.iterdir()] == ["index"]
    assert len(list(built.glob("chroma-*"))) == 1


def test_two_builds_answer_the_same(corpus: Corpus, index: GuidelineIndex, tmp_path: Path) -> None:
    build_index(corpus, tmp_path / "another")
    with open_index(tmp_path / "another", corpus) as other:
        for query in QUERIES:
            assert find_passages(other, query, as_of=DAY) == find_passages(index, query, as_of=DAY)


def test_a_missing_index_is_refused(corpus: Corpus, tmp_path: Path) -> None:
    assert "no guideline index" in refusal(tmp_path / "nowhere", corpus)


def test_an_index_of_another_corpus_is_refused(corpus: Corpus, built: Path) -> None:
    assert "another corpus" in refusal(built, replace(corpus, sha256="0" * 64))


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("embedding", "another model", "made with another model"),
        ("schema_version", "drafter-index/0", "another version"),
        ("chroma", "../elsewhere", "another version"),
        ("chroma", "chroma-gone", "not whole"),
        ("files", {}, "damaged"),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(
    corpus: Corpus, built: Path, field: str, value: object, says: str
) -> None:
    path = built / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {field: value}))
    assert says in refusal(built, corpus)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _garble(path: Path) -> None:
    path.write_bytes(b"\x00garbled\xff" * 1000)


def _halve(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize("damage", [Path.unlink, _empty, _garble, _halve], ids=["gone", "empty", "garbled", "halved"])
@pytest.mark.parametrize(
    "name",
    [
        "manifest.json",
        "chroma-*/chroma.sqlite3",
        "chroma-*/*/data_level0.bin",
        "bm25/params.index.json",
        "bm25/vocab.index.json",
        "bm25/corpus.jsonl",
        "bm25/data.csc.index.npy",
    ],
)
def test_a_damaged_index_is_refused_and_can_be_built_again(
    corpus: Corpus, built: Path, name: str, damage: Callable[[Path], None]
) -> None:
    damage(next(built.glob(name)))
    refusal(built, corpus)
    build_index(corpus, built)
    open_index(built, corpus).close()


def test_a_passage_that_differs_from_the_corpus_is_refused(corpus: Corpus, built: Path) -> None:
    first = corpus.passages[-1]
    changed = first.model_copy(update={"pages": ("999",)})
    other = replace(corpus, passages=(*corpus.passages[:-1], changed))
    with open_index(built, other) as opened, pytest.raises(GuidelineError, match="does not agree with the corpus"):
        opened.passages([first.id])


def test_a_closed_index_says_so(corpus: Corpus, built: Path) -> None:
    opened = open_index(built, corpus)
    opened.close()
    with pytest.raises(GuidelineError, match="cannot be read"):
        find_passages(opened, "massage", as_of=DAY)


def test_a_folder_that_is_not_an_index_is_left_alone(corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Synthetic case.")
    with pytest.raises(OutputError, match="is left alone"):
        build_index(corpus, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_place_that_cannot_be_written_is_an_error_of_one_line(corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for place in (tmp_path / "file", tmp_path / "file" / "index", tmp_path / "file" / "deep" / "index"):
        with pytest.raises(OutputError) as caught:
            build_index(corpus, place)
        assert "\n" not in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_build_that_fails_leaves_the_old_index(corpus: Corpus, built: Path) -> None:
    twice = replace(corpus, passages=(*corpus.passages, corpus.passages[0]))
    with pytest.raises(OutputError):
        build_index(twice, built)
    assert [path.name for path in built.parent.iterdir()] == ["index"]
    open_index(built, corpus).close()


def test_a_small_corpus_of_one_passage_can_be_searched(write_corpus: Callable[..., Path], tmp_path: Path) -> None:
    small = load_corpus(write_corpus())
    assert build_index(small, tmp_path / "deep" / "index") == 1
    with open_index(tmp_path / "deep" / "index", small) as opened:
        (found,) = find_passages(opened, "warm pack", as_of=date(2010, 1, 1))
        assert found.passage.id == "invented-2009/heat"
