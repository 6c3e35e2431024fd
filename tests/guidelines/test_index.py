import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Barrier, Thread

import pytest

from drafter.errors import GuidelineError, OutputError
from drafter.guidelines.corpus import Corpus
from drafter.guidelines.index import Built, GuidelineIndex, build_index, open_index, unchanged
from drafter.guidelines.searched_text import searched_text
from tests.guidelines.invented import corpus_of, invented_corpus

COUNT = 60


@pytest.fixture(scope="module")
def small() -> Corpus:
    return invented_corpus(COUNT)


@pytest.fixture(scope="module")
def made(small: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "index"
    build_index(small, folder)
    return folder


@pytest.fixture
def built(made: Path, tmp_path: Path) -> Path:
    """A copy of an index that may be broken."""
    return Path(shutil.copytree(made, tmp_path / "index"))


def refusal(folder: Path, corpus: Corpus) -> str:
    with pytest.raises(GuidelineError) as caught:
        open_index(folder, corpus).close()
    message = str(caught.value)
    assert "drafter guidelines index" in message
    assert "\n" not in message
    return message


def contents(folder: Path) -> list[str]:
    """Names in an index folder, builds without the part that differs."""
    return sorted(entry.name.partition("-")[0] for entry in folder.iterdir())


def test_the_shipped_corpus_is_found_by_what_its_sections_are_about(index: GuidelineIndex) -> None:
    first = "mtus-chronic-pain-2009/massage-therapy"
    vector = index.embed_query("massage therapy for neck pain")
    assert first in {id for id, _ in index.dense(vector, 3)}
    assert first in {id for id, _ in index.by_words("massage therapy", 3)}
    assert index.passages([first])[0].section == "Massage therapy"


def test_words_rank_only_what_shares_a_word(small: Corpus, made: Path) -> None:
    with open_index(made, small) as index:
        assert index.by_words("qqqq", COUNT) == []
        assert index.by_words("the of", COUNT) == []
        assert index.by_words("", COUNT) == []
        (alias,) = small.passages[3].aliases
        found = [id for id, _ in index.by_words(alias, COUNT)]
        texts = {passage.id: searched_text(passage).lower() for passage in small.passages}
        assert {id for id, text in texts.items() if alias in re.findall(r"\w+", text)} <= set(found)
        assert [id for id, _ in index.by_words(alias, 2)] == found[:2]


def test_single_characters_and_joined_numbers_are_words(small: Corpus, tmp_path: Path) -> None:
    sentence = small.passages[0].sentences[0].model_copy(update={"text": "At L5-S1 a limit of 2.3 holds for c fibres."})
    corpus = corpus_of((small.passages[0].model_copy(update={"sentences": (sentence,)}), *small.passages[1:5]))
    build_index(corpus, tmp_path / "index")
    with open_index(tmp_path / "index", corpus) as index:
        for text in ("l5-s1", "2.3", "C"):
            assert [id for id, _ in index.by_words(text, 5)] == [small.passages[0].id]
        for text in ("l5", "2", "3", "s1"):
            assert index.by_words(text, 5) == []


def test_a_passage_that_stands_by_its_title_is_found_by_heading_and_aliases(small: Corpus, made: Path) -> None:
    (title, *_) = [passage for passage in small.passages if not passage.held]
    with open_index(made, small) as index:
        for text in (title.heading, *title.aliases):
            assert title.id in {id for id, _ in index.by_words(text, COUNT)}
        assert index.dense(index.embed_query(searched_text(title)), 1)[0][0] == title.id
        assert index.passages([title.id]) == [title]


def test_an_index_of_one_passage_can_be_searched(small: Corpus, tmp_path: Path) -> None:
    one = corpus_of(small.passages[:1])
    assert build_index(one, tmp_path / "deep" / "index") == Built(1, embedded=1, kept=0, removed=0)
    with open_index(tmp_path / "deep" / "index", one) as index:
        assert [id for id, _ in index.dense(index.embed_query("warm pack"), 60)] == [one.passages[0].id]


def answered_at_once(index: GuidelineIndex, corpus: Corpus) -> list[str]:
    """What twelve threads find that read every passage; more than one makes Chroma open its files again."""
    said: list[str] = []
    together = Barrier(12)

    def read() -> None:
        together.wait()
        try:
            said.append("whole" if index.passages([p.id for p in corpus.passages]) == list(corpus.passages) else "not")
        except GuidelineError as error:
            said.append(str(error))

    threads = [Thread(target=read) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def test_an_open_index_goes_on_with_the_build_that_replaced_its_own(small: Corpus, built: Path) -> None:
    with open_index(built, small) as index:
        _empty(next(built.glob("build-*/vectors/vectors.npy")))
        build_index(small, built)
        assert answered_at_once(index, small) == ["whole"] * 12
    assert contents(built) == ["build", "build.lock", "manifest.json"]


def test_an_open_index_does_not_go_over_to_another_corpus(small: Corpus, built: Path) -> None:
    with open_index(built, small) as index:
        build_index(corpus_of(small.passages[::-1]), built)
        said = set(answered_at_once(index, small))
        assert any("another corpus or embedding" in text for text in said)
        assert said <= {"whole", *(text for text in said if "another corpus or embedding" in text)}


def test_what_is_not_in_the_index_is_refused_by_name(small: Corpus, built: Path) -> None:
    last = small.passages[-1]
    other = replace(small, passages=(*small.passages[:-1], last.model_copy(update={"pages": ("999",)})))
    with open_index(built, other) as index, pytest.raises(GuidelineError, match=f"does not agree.* on {last.id}"):
        index.passages([last.id])


def test_a_missing_index_is_refused(small: Corpus, tmp_path: Path) -> None:
    assert "no guideline index" in refusal(tmp_path / "nowhere", small)


def test_an_index_of_another_corpus_is_refused(small: Corpus, built: Path) -> None:
    assert "have changed since the index was made" in refusal(built, replace(small, sha256="0" * 64))


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("embedding", "another model", "name it with DRAFTER_EMBEDDING"),
        ("embedding", "os:path", "name it with DRAFTER_EMBEDDING"),
        ("embedding_edition", "0.0", "differs now"),
        ("schema_version", "drafter-index/1", "another version"),
        ("build", "../elsewhere", "another version"),
        ("build", "build-0123", "damaged"),
        ("files", {}, "damaged"),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(
    small: Corpus, built: Path, field: str, value: object, says: str
) -> None:
    path = built / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {field: value}))
    assert says in refusal(built, small)
    assert unchanged(small.sha256, built) is None


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
        "build-*/chroma/chroma.sqlite3",
        "build-*/chroma/*/data_level0.bin",
        "build-*/bm25/vocab.index.json",
        "build-*/bm25/data.csc.index.npy",
    ],
)
def test_a_damaged_index_is_refused_and_noticed_by_the_next_build(
    small: Corpus, built: Path, name: str, damage: Callable[[Path], None]
) -> None:
    damage(next(built.glob(name)))
    refusal(built, small)
    assert unchanged(small.sha256, built) is None


@pytest.mark.parametrize("name", ["manifest.json", "build-*/chroma/chroma.sqlite3", "build-*/vectors/vectors.npy"])
def test_a_damaged_index_can_be_built_again(small: Corpus, built: Path, name: str) -> None:
    _garble(next(built.glob(name)))
    whole = name == "build-*/chroma/chroma.sqlite3"
    again = build_index(small, built)
    assert again == Built(COUNT, embedded=0 if whole else COUNT, kept=COUNT if whole else 0, removed=0)
    open_index(built, small).close()
    assert contents(built) == ["build", "build.lock", "manifest.json"]


def test_a_closed_index_says_so(small: Corpus, built: Path) -> None:
    index = open_index(built, small)
    index.close()
    index.close()
    with pytest.raises(GuidelineError, match="cannot be read"):
        index.dense(index.embed_query("massage"), 3)


def test_a_folder_that_is_not_an_index_is_left_alone(small: Corpus, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Synthetic case.")
    with pytest.raises(OutputError, match="is left alone"):
        build_index(small, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_an_index_of_the_first_version_is_replaced(small: Corpus, tmp_path: Path) -> None:
    (tmp_path / "bm25").mkdir()
    (tmp_path / "chroma-0123abcd").mkdir()
    (tmp_path / "manifest.json").write_text('{"schema_version": "drafter-index/1"}')
    build_index(corpus_of(small.passages[:2]), tmp_path)
    assert contents(tmp_path) == ["build", "build.lock", "manifest.json"]


def test_a_place_that_cannot_be_written_is_an_error_of_one_line(small: Corpus, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for place in (tmp_path / "file", tmp_path / "file" / "index", tmp_path / "file" / "deep" / "index"):
        with pytest.raises(OutputError) as caught:
            build_index(small, place)
        assert "\n" not in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_build_that_fails_leaves_the_old_index(small: Corpus, built: Path) -> None:
    twice = replace(small, passages=(*small.passages, small.passages[0]), sha256="0" * 64)
    with pytest.raises(OutputError):
        build_index(twice, built)
    assert contents(built) == ["build", "build.lock", "manifest.json"]
    open_index(built, small).close()
