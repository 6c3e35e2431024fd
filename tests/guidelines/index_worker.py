"""Another process at the index of an invented corpus: `python -m tests.guidelines.index_worker WHAT FOLDER COUNT`.

Says `ready` once it has loaded all that it needs, and goes on at each line of its input, so that a test knows when.
WHAT is `build`: a process of its own builds, whose number is said, so that it can be killed; or `read`: the index, open
since the first line, is searched, and the ids that are found are said.
"""

import json
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

import llama_index.core
import llama_index.retrievers.bm25
import llama_index.vector_stores.chroma  # noqa: F401

from drafter.guidelines.fields import Field
from drafter.guidelines.index import GuidelineIndex, build_index, open_index
from tests.guidelines.invented import invented_corpus, queries


def answers(index: GuidelineIndex, asked: Sequence[str]) -> list[list[str]]:
    """The ten nearest passages for each query, by meaning and by words, in each field."""
    found = []
    for text in asked:
        vector = index.embed_query(text)
        for field in Field:
            found.append([id for id, _ in index.dense(vector, 10, field)])
            found.append([id for id, _ in index.by_words(text, 10, field)])
    return found


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main(what: str, folder: Path, count: int) -> None:
    """Do as the module says."""
    corpus = invented_corpus(count)
    say("ready")
    if what == "build":
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nothing is left of a process that has ended
        while sys.stdin.readline():
            process = os.fork()
            if not process:
                build_index(corpus, folder)
                os._exit(0)
            say(str(process))
        return
    sys.stdin.readline()
    with open_index(folder, corpus) as index:
        while True:
            say(json.dumps(answers(index, queries(5, count))))
            if not sys.stdin.readline():
                return


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
