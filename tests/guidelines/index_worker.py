"""A second process at an index, for tests of what two do at once: `python -m tests.guidelines.index_worker COUNT`.

It takes an order a line, so that a test knows when. `build FOLDER`: a process of its own builds, whose number is said,
so that it can be killed. `read FOLDER`: another opens the index, and searches it at once and at each further line but
`end`; what it finds is said.
"""

import json
import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import llama_index.core
import llama_index.retrievers.bm25
import llama_index.vector_stores.chroma  # noqa: F401

from drafter.guidelines.corpus import Corpus
from drafter.guidelines.index import GuidelineIndex, build_index, open_index
from tests.guidelines.invented import invented_corpus, queries


def answers(index: GuidelineIndex, asked: Sequence[str]) -> list[list[str]]:
    """The ten nearest passages for each query, by meaning and by words."""
    found = []
    for text in asked:
        found.append([id for id, _ in index.dense(index.embed_query(text), 10)])
        found.append([id for id, _ in index.by_words(text, 10)])
    return found


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def read(folder: Path, corpus: Corpus) -> None:
    with open_index(folder, corpus) as index:
        while True:
            say(json.dumps(answers(index, queries(5, len(corpus.passages)))))
            if sys.stdin.readline().strip() in ("", "end"):
                return


def forked(work: Callable[[], object]) -> int:
    """The number of a process of its own that does some work: only one without threads may be forked."""
    process = os.fork()
    if not process:
        work()
        os._exit(0)
    return process


def main(count: int) -> None:
    """Do as the module says."""
    corpus = invented_corpus(count)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nothing is left of a process that has ended
    while order := sys.stdin.readline():
        what, _, place = order.strip().partition(" ")
        folder = Path(place)
        if what == "build":
            say(str(forked(lambda: build_index(corpus, folder))))  # noqa: B023
        else:
            reader = forked(lambda: read(folder, corpus))  # noqa: B023
            with suppress(ChildProcessError):
                os.waitpid(reader, 0)


if __name__ == "__main__":
    main(int(sys.argv[1]))
