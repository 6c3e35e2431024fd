"""What holds for every test: no setting of the person who runs it, and no request to a model unless a test asks."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import httpx2
import hypothesis
import pytest

from drafter.cases.example import copy_example
from drafter.content import folder
from drafter.guidelines.corpus import Corpus, load_corpus
from drafter.guidelines.index import GuidelineIndex, build_index, open_index
from drafter.settings import settings


def pytest_configure(config: pytest.Config) -> None:
    """Workers take the files in the order below; by default those with the fewest tests, often the longest, come last.

    That is the option --no-loadscope-reorder of pytest-xdist.

    Generated examples are the same in every run, lest what one change broke fail the tests of another; new ones are
    looked for with --hypothesis-profile=search. An example may take its time, lest a busy machine fail a test; where
    time matters a test measures it.
    """
    config.option.loadscopereorder = False
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        # So a shell starts what runs in the background, and what the tests start would not hear Ctrl-C either.
        signal.signal(signal.SIGINT, signal.default_int_handler)
    hypothesis.settings.register_profile("same", deadline=None, derandomize=True)
    hypothesis.settings.register_profile("search", deadline=None, derandomize=False, max_examples=1000)
    hypothesis.settings.load_profile(config.getoption("--hypothesis-profile") or "same")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests come first, lest one worker be at such a file when the others are done."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(autouse=True, scope="session")
def _no_settings_from_outside() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(("DRAFTER_", "OPENAI_"))]:
            if name != "DRAFTER_REAL_LETTERS" and name != "DRAFTER_RECORD":
                patch.delenv(name)
        settings.cache_clear()
        yield


@pytest.fixture(autouse=True)
def _settings_anew(_no_settings_from_outside: None) -> Iterator[None]:
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture(autouse=True)
def _no_model_requests(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.node.get_closest_marker("model_requests"):
        return

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("this test may not talk to a model server; mark it with model_requests")

    monkeypatch.setattr(httpx2.HTTPTransport, "handle_request", refuse)
    monkeypatch.setattr(httpx2.AsyncHTTPTransport, "handle_async_request", refuse)


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """The shipped corpus."""
    return load_corpus(folder("guideline_corpus"))


@pytest.fixture(scope="session")
def index_folder(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an index of the shipped corpus, made once a session."""
    place = tmp_path_factory.mktemp("index") / "index"
    build_index(corpus, place)
    return place


@pytest.fixture(scope="session")
def index(corpus: Corpus, index_folder: Path) -> Iterator[GuidelineIndex]:
    """That index, open."""
    with open_index(index_folder, corpus) as opened:
        yield opened


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The case file of a fresh copy of the shipped example case."""
    return copy_example(tmp_path / "example")


@pytest.fixture(scope="session")
def real_letters() -> Path:
    """The folder of the real letters, which are public record but no part of this project; see `tests.letters.real`."""
    place = os.environ.get("DRAFTER_REAL_LETTERS")
    if not place:
        pytest.skip("real letters are not part of the repository; set DRAFTER_REAL_LETTERS")
    return Path(place)
