import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from drafter.guidelines.corpus import Corpus
from drafter.guidelines.index import GuidelineIndex, build_index, open_index
from drafter.guidelines.searched_text import searched_text
from tests.guidelines.exact import Exact
from tests.guidelines.index_worker import answers
from tests.guidelines.invented import corpus_of, invented_corpus, queries

COUNT = 200
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def many() -> Corpus:
    return invented_corpus(COUNT)


@pytest.fixture(scope="module")
def folder(many: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("many") / "index"
    build_index(many, place)
    return place


def assert_exact(index: GuidelineIndex, exact: Exact, asked: list[str]) -> None:
    for text in asked:
        vector = index.embed_query(text)
        for width in (1, 10, 60, COUNT):
            assert exact.is_exact(index.dense(vector, width), vector, width)


def test_every_search_equals_exact_search(many: Corpus, folder: Path) -> None:
    exact = Exact(many, folder)
    # Every list in full, so that any wrong order shows.
    own = [searched_text(passage) for passage in many.passages[:20]]
    with open_index(folder, many) as index:
        assert_exact(index, exact, [*queries(40, COUNT), *own])
    with open_index(folder, many) as again:
        assert_exact(again, exact, queries(10, COUNT))


def test_ties_are_ranked_by_id(many: Corpus, tmp_path: Path) -> None:
    first = many.passages[0]
    alike = tuple(first.model_copy(update={"id": f"tied/{number:03d}"}) for number in range(150, 0, -1))
    corpus = corpus_of((*many.passages[1:30], *alike))
    build_index(corpus, tmp_path / "index")
    tied = sorted(passage.id for passage in alike)
    with open_index(tmp_path / "index", corpus) as index:
        text = searched_text(first)
        for width in (1, 10, 149, 150):
            assert [id for id, _ in index.dense(index.embed_query(text), width)] == tied[:width]
            assert [id for id, _ in index.by_words(text, width)] == tied[:width]
        assert len(index.dense(index.embed_query("masa"), len(corpus.passages))) == len(corpus.passages)


def test_searches_stay_exact_after_the_index_is_built_anew(many: Corpus, tmp_path: Path) -> None:
    place = tmp_path / "index"
    build_index(corpus_of(many.passages[: COUNT // 2]), place)
    build_index(many, place)
    with open_index(place, many) as index:
        assert_exact(index, Exact(many, place), queries(20, COUNT))


class Worker:
    """The other process; see `index_worker`."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.guidelines.index_worker", str(COUNT)]
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def tell(self, order: str) -> None:
        assert self._process.stdin
        self._process.stdin.write(f"{order}\n")
        self._process.stdin.flush()

    def said(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()

    def end(self) -> None:
        self._process.kill()
        self._process.communicate()


@pytest.fixture(scope="module", autouse=True)
def worker() -> Iterator[Worker]:
    """One for all tests, started before the first, since it takes long until it hears."""
    started = Worker()
    yield started
    started.end()


def ended(process: int) -> None:
    """Wait until a process is no more."""
    with suppress(ProcessLookupError):
        while True:
            os.kill(process, 0)
            time.sleep(0.001)


def test_two_processes_read_at_once_while_a_third_builds(
    many: Corpus, folder: Path, worker: Worker, tmp_path: Path
) -> None:
    place = shutil.copytree(folder, tmp_path / "index")
    with open_index(place, many) as index:
        right = answers(index, queries(5, COUNT))
        worker.tell(f"read {place}")
        assert json.loads(worker.said()) == right
        next(place.glob("build-*/vectors/vectors.npy")).write_bytes(b"")  # so that all is built again
        worker.tell("again")
        build_index(many, place)
        assert answers(index, queries(5, COUNT)) == right
        assert json.loads(worker.said()) == right
        worker.tell("again")
        assert json.loads(worker.said()) == right
        worker.tell("end")
    with open_index(place, many) as index:
        assert answers(index, queries(5, COUNT)) == right


MOMENTS = ["chroma/*/data_level0.bin", "vectors/*"]
"""Files by whose appearance in a build it is known how far it has come; `index_measure` kills at random moments."""


def test_a_build_that_is_killed_leaves_the_old_index_working(many: Corpus, worker: Worker, tmp_path: Path) -> None:
    place = tmp_path / "index"
    old = corpus_of(many.passages[: COUNT // 2])
    build_index(old, place)
    (kept,) = place.glob("build-*")
    with open_index(place, old) as index:
        right = answers(index, queries(5, COUNT))
    for moment in MOMENTS:
        worker.tell(f"build {place}")
        builder = int(worker.said())
        while not any(build != kept and any(build.glob(moment)) for build in place.glob("build-*")):
            os.kill(builder, 0)  # fails where the build ended before it could be killed
            time.sleep(0.001)
        os.kill(builder, signal.SIGKILL)
        ended(builder)
        assert len(list(place.glob("build-*"))) == 2
        with open_index(place, old) as index:
            assert answers(index, queries(5, COUNT)) == right
    assert build_index(many, place).kept == COUNT // 2
    assert len(list(place.glob("build-*"))) == 1
    with open_index(place, many) as index:
        assert_exact(index, Exact(many, place), queries(5, COUNT))
