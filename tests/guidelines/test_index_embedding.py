import json
from collections.abc import Callable
from pathlib import Path

import pytest

from drafter.errors import DrafterError, GuidelineError, ModelError, SettingsError
from drafter.guidelines.embedding import embed
from drafter.guidelines.index import build_index, open_index
from drafter.settings import settings
from tests.drafting.servers import Answer, error, serving
from tests.guidelines.counting_embedding import NAME
from tests.guidelines.invented import corpus_of, invented_corpus

CORPUS = corpus_of(invented_corpus(6).passages)
OPENAI = "openai:invented-model"
Set = Callable[..., None]


@pytest.fixture
def set_to(monkeypatch: pytest.MonkeyPatch) -> Set:
    def change(**values: str) -> None:
        for name, value in values.items():
            monkeypatch.setenv(f"DRAFTER_{name.upper()}", value)
        settings.cache_clear()

    return change


def embeddings(count: int, **changes: object) -> Answer:
    """What a server answers that embeds `count` texts alike."""
    data = [{"object": "embedding", "index": number, "embedding": [3.0, 4.0]} for number in range(count)]
    return Answer(json.dumps({"object": "list", "model": "m", "data": data, "usage": {}} | changes).encode())


def failure(folder: Path, kind: type[DrafterError] = ModelError) -> str:
    with pytest.raises(kind) as caught:
        build_index(CORPUS, folder, OPENAI)
    message = str(caught.value)
    assert "\n" not in message
    assert not any(word in message for passage in CORPUS.passages for word in passage.heading.split())
    return message


@pytest.mark.model_requests
def test_an_index_is_made_and_searched_with_a_server_s_embedding(tmp_path: Path, set_to: Set) -> None:
    corpus = corpus_of(CORPUS.passages[:1])
    with serving(embeddings(1)) as server:
        set_to(embedding_url=server.base_url, api_key="a-key")
        assert build_index(corpus, tmp_path / "index", OPENAI).embedded == 1
        (made, *_) = server.received
        assert made.path == "/v1/embeddings"
        assert made.json["model"] == "invented-model"
        assert len(made.json["input"]) == 1
        assert made.headers["authorization"] == "Bearer a-key"
        assert not [name for name in made.headers if name.startswith("x-")]
        server.received.clear()
        # The index tells which embedding; the setting does not matter to a search.
        with open_index(tmp_path / "index", corpus) as index:
            assert index.embed_query("massage") == pytest.approx([0.6, 0.8])
            asked = len(server.received)
            assert index.embed_query("massage") == pytest.approx([0.6, 0.8])
            assert len(server.received) == asked  # a request that comes again is not sent again
            ((nearest, cosine),) = index.dense([0.6, 0.8], 5)
            assert nearest == corpus.passages[0].id
            assert cosine == pytest.approx(1)
            assert server.received[-1].json["input"] == ["massage"]
        server.received.clear()
        assert build_index(corpus, tmp_path / "index", OPENAI).kept == 1
        assert server.received == []


@pytest.mark.model_requests
@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (error(401), "refused the key"),
        (error(404), 'no model "invented-model"'),
        (error(429), "rate limit"),
        (Answer(error(429).body, 429, headers={"retry-after": "100"}), "rate limit"),
        (error(500), "failed (500)"),
        (error(400), "refused the request"),
        (Answer(status=307, headers={"location": "http://127.0.0.1:1/v1/embeddings"}), "redirects elsewhere"),
        (Answer(b"<html>hello</html>", content_type="text/html"), "no list of embeddings"),
        (Answer(b'{"data": [{"emb'), "no list of embeddings"),
        (Answer(b'{"object": "list"}'), "no list of embeddings"),
        (Answer(b"{}", length=400), "broke off"),
        (embeddings(3), "not one vector a text"),
        (embeddings(6, data=[{"embedding": [1.0] * (1 + n % 2), "index": n} for n in range(6)]), "all of one length"),
        (embeddings(6, data=[{"embedding": [], "index": n} for n in range(6)]), "all of one length"),
    ],
)
def test_a_server_that_fails_is_an_error_of_one_line(tmp_path: Path, set_to: Set, answer: Answer, says: str) -> None:
    with serving(answer) as server:
        set_to(embedding_url=server.base_url)
        assert says in failure(tmp_path / "index")
        assert len(server.received) == 1
    assert [entry.name for entry in (tmp_path / "index").iterdir()] == ["build.lock"]


@pytest.mark.model_requests
def test_a_server_that_is_slow_or_away_is_an_error_in_time(tmp_path: Path, set_to: Set) -> None:
    with serving(Answer(embeddings(2).body, delay=0.05)) as server:
        set_to(embedding_url=server.base_url, timeout="0.3")
        assert "within 0.3 s" in failure(tmp_path / "index")
    assert "cannot be reached" in failure(tmp_path / "index")


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("http://embeddings.invalid/v1", "DRAFTER_EMBEDDING_AGREEMENT"),
        ("http://10.0.0.1/v1", "DRAFTER_EMBEDDING_AGREEMENT"),
        ("http://key@localhost/v1", "DRAFTER_EMBEDDING_URL"),
        ("file:///etc", "DRAFTER_EMBEDDING_URL"),
    ],
)
def test_texts_go_to_no_server_elsewhere_without_an_agreement(tmp_path: Path, set_to: Set, url: str, says: str) -> None:
    set_to(embedding_url=url)
    assert says in failure(tmp_path / "index")


@pytest.mark.model_requests
def test_a_failing_server_leaves_the_old_index(tmp_path: Path, set_to: Set) -> None:
    build_index(CORPUS, tmp_path / "index")
    with serving(error(500)) as server:
        set_to(embedding_url=server.base_url)
        failure(tmp_path / "index")
    with open_index(tmp_path / "index", CORPUS) as index:
        assert index.embed_query("massage") == pytest.approx(embed(["massage"])[0])


@pytest.mark.parametrize(
    ("name", "arguments", "says"),
    [
        ("nothing", "{}", "there is none"),
        ("openai:", "{}", "there is none"),
        (":Kind", "{}", "there is none"),
        ("a b:Kind", "{}", "there is none"),
        ("no_such_module:Kind", "{}", "no_such_module is not installed"),
        ("pathlib:Path", "{}", "no LlamaIndex embedding"),
        ("pathlib:Nothing", "{}", "no LlamaIndex embedding"),
        (NAME, '{"dimensions": "many"}', "cannot be made"),
        (NAME, "[1]", "DRAFTER_EMBEDDING_ARGUMENTS"),
    ],
)
def test_a_name_that_is_no_embedding_s_is_refused(
    tmp_path: Path, set_to: Set, name: str, arguments: str, says: str
) -> None:
    set_to(embedding_arguments=arguments)
    with pytest.raises(SettingsError) as caught:
        build_index(CORPUS, tmp_path / "index", name)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("dimensions", [1, 2, 3])
def test_an_embedding_that_fails_is_an_error_without_case_text(tmp_path: Path, set_to: Set, dimensions: int) -> None:
    set_to(embedding_arguments=json.dumps({"dimensions": dimensions}))
    with pytest.raises(ModelError, match=r"^the embedding \"[^\n]* failed \([^\n]*\); [^\n]*$") as caught:
        build_index(CORPUS, tmp_path / "index", NAME.replace("Counting", "Failing"))
    assert "case text" not in str(caught.value)


def test_an_embedding_may_tell_searches_from_texts(tmp_path: Path, set_to: Set) -> None:
    name = NAME.replace("Counting", "Search")
    set_to(embedding=name)
    build_index(CORPUS, tmp_path / "index", name)
    with open_index(tmp_path / "index", CORPUS) as index:
        assert index.embed_query("massage") == pytest.approx(embed(["search: massage"])[0])


def test_a_class_is_loaded_by_a_search_only_where_the_setting_names_it(tmp_path: Path, set_to: Set) -> None:
    build_index(CORPUS, tmp_path / "index", NAME)
    with pytest.raises(GuidelineError, match="name it with DRAFTER_EMBEDDING"):
        open_index(tmp_path / "index", CORPUS)
    set_to(embedding=NAME)
    open_index(tmp_path / "index", CORPUS).close()
