from pathlib import Path

import pytest

from drafter.domain.guideline import Passage
from drafter.guidelines.corpus import Corpus
from drafter.guidelines.index import Built, build_index, open_index
from drafter.guidelines.searched_text import searched_text
from drafter.settings import settings
from tests.guidelines.counting_embedding import NAME, CountingEmbedding
from tests.guidelines.invented import corpus_of, invented_corpus, queries

COUNT = 40
CORPUS = invented_corpus(COUNT)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An index made with the embedding that counts."""
    monkeypatch.setenv("DRAFTER_EMBEDDING", NAME)
    settings.cache_clear()
    assert build_index(CORPUS, tmp_path / "index", NAME) == Built(COUNT, embedded=COUNT, kept=0, removed=0)
    CountingEmbedding.texts.clear()
    return tmp_path / "index"


def build(folder: Path) -> str:
    (found,) = folder.glob("build-*")
    return found.name


def embedded_for(corpus: Corpus) -> list[str]:
    """What was embedded but for the passage that is looked for to see that the new build answers."""
    texts = list(CountingEmbedding.texts)
    texts.remove(searched_text(corpus.passages[0]))
    return sorted(texts)


def reworded(passage: Passage) -> Passage:
    sentence = passage.sentences[0].model_copy(update={"text": "An invented sentence that is new."})
    return passage.model_copy(update={"sentences": (sentence, *passage.sentences[1:])})


def test_an_unchanged_corpus_builds_and_embeds_nothing(folder: Path) -> None:
    before = build(folder)
    assert build_index(CORPUS, folder, NAME) == Built(COUNT, embedded=0, kept=COUNT, removed=0)
    assert build(folder) == before
    assert CountingEmbedding.texts == []


def test_only_what_changed_is_embedded_and_what_was_removed_is_gone(folder: Path) -> None:
    gone, changed, *kept = CORPUS.passages
    new = invented_corpus(COUNT + 1).passages[-1]
    corpus = corpus_of((*kept, reworded(changed), new))
    before = build(folder)
    assert build_index(corpus, folder, NAME) == Built(COUNT, embedded=2, kept=COUNT - 2, removed=1)
    assert build(folder) != before
    assert embedded_for(corpus) == sorted([searched_text(reworded(changed)), searched_text(new)])
    with open_index(folder, corpus) as index:
        assert [id for id, _ in index.by_words("new", 5)] == [changed.id]
        assert gone.id not in {id for id, _ in index.dense(index.embed_query(searched_text(gone)), COUNT)}
        assert gone.id not in {id for id, _ in index.by_words(searched_text(gone), COUNT)}
        assert index.dense(index.embed_query(searched_text(reworded(changed))), 1)[0][0] == changed.id


def test_a_changed_page_is_indexed_and_nothing_embedded(folder: Path) -> None:
    first, *rest = CORPUS.passages
    corpus = corpus_of((first.model_copy(update={"pages": ("999",)}), *rest))
    assert build_index(corpus, folder, NAME) == Built(COUNT, embedded=0, kept=COUNT, removed=0)
    assert embedded_for(corpus) == []
    with open_index(folder, corpus) as index:
        assert index.passages([first.id])[0].pages == ("999",)


def test_an_index_built_in_steps_answers_as_one_built_at_once(folder: Path, tmp_path: Path) -> None:
    corpus = corpus_of((*CORPUS.passages[5:], *invented_corpus(COUNT + 20).passages[COUNT:]))
    build_index(corpus, folder, NAME)
    build_index(corpus, tmp_path / "once", NAME)
    with open_index(folder, corpus) as steps, open_index(tmp_path / "once", corpus) as once:
        for text in queries(10, COUNT):
            vector = once.embed_query(text)
            assert [id for id, _ in steps.dense(vector, 60)] == [id for id, _ in once.dense(vector, 60)]
            assert steps.by_words(text, 60) == once.by_words(text, 60)


@pytest.mark.parametrize("arguments", ['{"dimensions": 16}', '{"dimensions": 256}'])
def test_vectors_of_another_embedding_are_not_taken_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: str
) -> None:
    monkeypatch.setenv("DRAFTER_EMBEDDING_ARGUMENTS", arguments)
    settings.cache_clear()
    assert build_index(CORPUS, folder, NAME) == Built(COUNT, embedded=COUNT, kept=0, removed=0)
    with open_index(folder, CORPUS) as index:
        text = searched_text(CORPUS.passages[2])
        ((nearest, cosine),) = index.dense(index.embed_query(text), 1)
        assert nearest == CORPUS.passages[2].id
        assert cosine == pytest.approx(1, abs=1e-5)


def test_another_embedding_replaces_the_index(folder: Path) -> None:
    assert build_index(CORPUS, folder).embedded == COUNT
    with open_index(folder, CORPUS) as index:
        assert len(index.embed_query("massage")) == 256
    assert CountingEmbedding.texts == []
