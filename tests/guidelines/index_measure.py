"""Measures the guideline index: `python -m tests.guidelines.index_measure --out FOLDER [--sizes N …] [--kills N]`.

On invented passages, by default 1,000, 2,000 and 10,000 (four minutes); 100,000 take half an hour more. What is
compared is timed in turn in the same run, so that what else the machine does falls on all alike. Writes index.json,
index.md and index.svg.
"""

import argparse
import json
import os
import platform
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy

from drafter.guidelines.corpus import Corpus
from drafter.guidelines.embeddings import load_embedding
from drafter.guidelines.index import GuidelineIndex, build_index, open_index
from drafter.guidelines.index_build import hnsw, nodes_of, store_nodes
from drafter.guidelines.index_store import open_chroma
from drafter.guidelines.retrieve import find_passages
from drafter.guidelines.searched_text import searched_text
from tests.guidelines.exact import Exact
from tests.guidelines.index_report import report
from tests.guidelines.index_worker import answers
from tests.guidelines.invented import DAY, corpus_of, invented_corpus, queries

_WIDTH = 60
_QUERIES = 300
_ROUNDS = 3
_LARGE = 10_000
"""Passages above which storing is timed once, and building again after a change is not."""
_BATCH = 5_000
_SLOW = 20
"""Queries for LlamaIndex's default retriever, which compares every vector in Python."""


def main() -> None:
    """Measure and write what came of it."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--sizes", type=int, nargs="+", default=[1_000, 2_000, 10_000], help="passages")
    arguments.add_argument("--kills", type=int, default=0, help="builds to kill at random moments")
    given = arguments.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    figures: dict[str, Any] = {
        "measured": str(date.today()),
        "machine": f"{os.cpu_count()} cores, Python {platform.python_version()}",
        "load_before": round(os.getloadavg()[0], 2),
        "sizes": {},
    }
    if given.kills:
        with tempfile.TemporaryDirectory() as folder:
            figures["kills"] = _kills(given.kills, Path(folder))
    for count in given.sizes:
        with tempfile.TemporaryDirectory() as folder:
            figures["sizes"][count] = _measure(count, Path(folder))
        figures["load_after"] = round(os.getloadavg()[0], 2)
        report(figures, given.out)


def _measure(count: int, folder: Path) -> dict[str, Any]:
    corpus = invented_corpus(count)
    place = folder / "index"
    found: dict[str, Any] = {"build_s": _seconds(lambda: build_index(corpus, place))}
    with open_index(place, corpus) as index:
        exact = Exact(corpus, place)
        found["search_ms"] = _searches(index, exact, count, folder)
        found |= _nearest(index, exact, count)
    found["open_s"] = _seconds(lambda: open_index(place, corpus).close())
    found["unchanged_s"] = _seconds(lambda: build_index(corpus, place))
    if count <= _LARGE:
        found["one_changed_s"] = _seconds(lambda: build_index(_one_changed(corpus), place))
    shutil.rmtree(place)
    found["stored_per_s"] = _stored(corpus, exact, folder, 1 if count > _LARGE else _ROUNDS)
    return found


def _one_changed(corpus: Corpus) -> Corpus:
    first = corpus.passages[0]
    changed = first.model_copy(update={"sentences": (first.sentences[0].model_copy(update={"text": "New."}),)})
    return corpus_of((changed, *corpus.passages[1:]))


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _searches(index: GuidelineIndex, exact: Exact, count: int, folder: Path) -> dict[str, dict[str, float]]:
    """Milliseconds a search by each way, timed in turn for each query in an order drawn anew."""
    from llama_index.core import StorageContext, VectorStoreIndex

    nodes = _nodes(index.corpus, exact)
    default = VectorStoreIndex(
        nodes, storage_context=StorageContext.from_defaults(), embed_model=load_embedding("wordllama").model
    ).as_retriever(similarity_top_k=_WIDTH)
    (folder / "bare").mkdir()
    client = open_chroma(folder / "bare")
    bare = client.create_collection("bare", configuration=hnsw(count), embedding_function=None)
    _upsert(bare, index.corpus, exact)
    asked = queries(_QUERIES, count)
    vectors = {text: numpy.array(index.embed_query(text), dtype=numpy.float32) for text in asked}

    def parts(text: str) -> None:
        vector = index.embed_query(text)
        index.dense(vector, _WIDTH)
        index.by_words(text, _WIDTH)

    ways: dict[str, Callable[[str], object]] = {
        "one item: find_passages": lambda text: find_passages(index, text, as_of=DAY),
        "index alone": parts,
        "bare Chroma query": lambda text: bare.query(
            query_embeddings=vectors[text], n_results=_WIDTH, include=["distances"]
        ),
        "exact numpy": lambda text: exact.ranked(vectors[text].tolist(), _WIDTH),
        "LlamaIndex default retriever": default.retrieve,
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    rng = random.Random(0)
    for number, text in enumerate(asked):
        for name in rng.sample(list(ways), len(ways)):
            if number < _SLOW or name != "LlamaIndex default retriever":
                times[name].append(1000 * _seconds(lambda: ways[name](text)))  # noqa: B023
    client.close()
    return {
        name: {"n": len(spent), "p50": statistics.median(spent), "p95": float(numpy.quantile(spent, 0.95))}
        for name, spent in times.items()
    }


def _nearest(index: GuidelineIndex, exact: Exact, count: int) -> dict[str, Any]:
    """Share of the ten nearest that are found, and how many whole lists of 60 equal exact search."""
    found, equal = 0, 0
    for text in queries(_QUERIES, count, seed=1):
        vector = index.embed_query(text)
        hits = index.dense(vector, _WIDTH)
        found += len(set(exact.ranked(vector, 10)) & {id for id, _ in hits[:10]})
        equal += exact.is_exact(hits, vector, _WIDTH)
    return {"recall_at_10": found / (10 * _QUERIES), "lists": _QUERIES, "lists_equal_to_exact": equal}


def _stored(corpus: Corpus, exact: Exact, folder: Path, rounds: int) -> dict[str, list[float]]:
    """Passages a second stored through LlamaIndex and by bare upserts of the same vectors, in turn."""
    embedding = load_embedding("wordllama")
    rates: dict[str, list[float]] = {"LlamaIndex": [], "bare Chroma": []}
    for number in range(rounds):
        for way in sorted(rates, reverse=bool(number % 2)):
            place = folder / f"{way}-{number}"
            place.mkdir()
            nodes = _nodes(corpus, exact)
            client = open_chroma(place)
            stored = client.create_collection("stored", configuration=hnsw(len(nodes)), embedding_function=None)
            if way == "LlamaIndex":
                spent = _seconds(lambda: store_nodes(nodes, stored, embedding))  # noqa: B023
            else:
                spent = _seconds(lambda: _upsert(stored, corpus, exact))  # noqa: B023
            client.close()
            shutil.rmtree(place)
            rates[way].append(len(nodes) / spent)
    return rates


def _nodes(corpus: Corpus, exact: Exact) -> list[Any]:
    nodes = nodes_of(corpus.passages, [searched_text(passage) for passage in corpus.passages])
    for node, vector in zip(nodes, exact.vectors, strict=True):
        node.embedding = vector.tolist()
    return nodes


def _upsert(collection: Any, corpus: Corpus, exact: Exact) -> None:
    for start in range(0, len(corpus.passages), _BATCH):
        batch = corpus.passages[start : start + _BATCH]
        collection.upsert(
            ids=[passage.id for passage in batch],
            embeddings=exact.vectors[start : start + _BATCH],
            documents=[searched_text(passage) for passage in batch],
            metadatas=[{"sha256": passage.sha256} for passage in batch],
        )


def _kills(count: int, folder: Path) -> dict[str, int]:
    """Builds killed at random moments, and after how many of them the index that was there answered as before."""
    size = 600
    corpus = invented_corpus(size)
    old = corpus_of(corpus.passages[:300])
    place = folder / "index"
    build_index(old, place)
    with open_index(place, old) as index:
        right = answers(index, queries(5, size))
    command = [sys.executable, "-m", "tests.guidelines.index_worker", str(size)]
    worker = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert worker.stdin
    assert worker.stdout
    longest = _seconds(lambda: build_index(corpus, folder / "timed"))
    found = {"killed": 0, "old_index_answered_as_before": 0, "ended_before_the_kill": 0}
    rng = random.Random(0)
    while found["killed"] < count:
        worker.stdin.write(f"build {place}\n")
        worker.stdin.flush()
        process = int(worker.stdout.readline())
        time.sleep(rng.uniform(0, longest))
        try:
            os.kill(process, signal.SIGKILL)
            while True:
                os.kill(process, 0)
        except ProcessLookupError:
            pass
        manifest = json.loads((place / "manifest.json").read_text())
        if manifest["corpus_sha256"] == corpus.sha256:
            found["ended_before_the_kill"] += 1
            build_index(old, place)
            continue
        found["killed"] += 1
        with open_index(place, old) as index:
            found["old_index_answered_as_before"] += answers(index, queries(5, size)) == right
    worker.kill()
    worker.communicate()
    return found


if __name__ == "__main__":
    main()
