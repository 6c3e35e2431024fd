"""One build of the index, open: Chroma for meaning and BM25 for words."""

import logging
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy

from drafter.guidelines.guideline_index import Ranked
from drafter.guidelines.index_manifest import CHROMA, WORDS

if TYPE_CHECKING:
    from chromadb.api.client import Client

COLLECTION = "passages"
"""Chroma's name for them."""
TOKEN_PATTERN = r"(?u)\w+(?:[.\-]\w+)*"
"""Keeps single characters, and "2.3" or "L5-S1" whole."""
_TOKEN = re.compile(TOKEN_PATTERN)
EXACT_UP_TO = 2_000
"""Passages up to which a search visits every vector, so that it equals exact search."""
_SPARE = 8
"""Passages asked for beyond those wanted, to see ties at the end."""


class Store:
    """An open build. Its errors are those of Chroma, SQLite, numpy and JSON: a damaged store shows as any of them."""

    def __init__(self, build: Path) -> None:
        """Open the build in a folder."""
        from llama_index.vector_stores.chroma import ChromaVectorStore

        quiet()
        self._words = _Words(build / WORDS)
        # Chroma would make an empty database where there is none.
        if not (build / CHROMA / "chroma.sqlite3").is_file():
            raise FileNotFoundError
        self._client = open_chroma(build)
        try:
            self._collection = self._client.get_collection(COLLECTION, embedding_function=None)
            self._texts = ChromaVectorStore(chroma_collection=self._collection)
            self._count = self._collection.count()
        except BaseException:
            self._client.close()
            raise

    def close(self) -> None:
        """Let go of the build's files."""
        self._client.close()

    def counts(self) -> set[int]:
        """How many passages each part holds: one number, where the build is whole."""
        return {self._collection.count(), len(self._words.ids)}

    def dense(self, vector: Sequence[float], width: int) -> Ranked:
        """The `width` passages nearest in meaning as (id, cosine similarity), nearest first, ties by id."""
        asked = numpy.array(vector, dtype=numpy.float32)
        fetched = width
        while True:
            fetched = min(fetched + _SPARE, self._count)
            found = self._collection.query(query_embeddings=asked, n_results=fetched, include=["distances"])
            distances = found["distances"][0] if found["distances"] else []
            hits = list(zip(distances, found["ids"][0], strict=True))
            # The least near may tie with some that were not fetched, of which one may come first by its id.
            if fetched >= self._count or len(hits) < fetched or hits[-1][0] > hits[width - 1][0]:
                return [(id, 1 - distance) for distance, id in sorted(hits)[:width]]
            fetched *= 4

    def by_words(self, text: str, width: int) -> Ranked:
        """The passages that share words with the text as (id, BM25 score), best first, ties by id."""
        return self._words.ranked(text, width)

    def documents(self, ids: Sequence[str]) -> dict[str, tuple[str, str]]:
        """Text and digest of passages by their id."""
        nodes = self._texts.get_nodes(list(ids))
        return {node.node_id: (node.get_content(), str(node.metadata.get("sha256"))) for node in nodes}


class _Words:
    """BM25, as LlamaIndex's retriever keeps it; asked directly, since that makes a node of each hit."""

    def __init__(self, folder: Path) -> None:
        from llama_index.retrievers.bm25 import BM25Retriever

        self._retriever = BM25Retriever.from_persist_dir(str(folder), show_progress=False)
        self.ids: list[str] = [entry["node_id"] for entry in self._retriever.corpus or ()]
        order = numpy.empty(len(self.ids), dtype=numpy.int64)
        order[sorted(range(len(self.ids)), key=self.ids.__getitem__)] = numpy.arange(len(self.ids))
        self._order = order
        """The place of each passage among the ids in order."""

    def ranked(self, text: str, width: int) -> Ranked:
        tokens = tokens_of(text, self._retriever.stemmer)
        if not tokens:
            return []
        scores = self._retriever.bm25.get_scores(tokens)
        hits = numpy.flatnonzero(scores > 0)
        if len(hits) > width:
            hits = hits[scores[hits] >= -numpy.partition(-scores[hits], width - 1)[width - 1]]
        hits = hits[numpy.lexsort((self._order[hits], -scores[hits]))][:width]
        return [(self.ids[hit], float(scores[hit])) for hit in hits]


def tokens_of(text: str, stemmer: Any) -> list[str]:
    """The tokens that `bm25s.tokenize` gives; its bars of progress, shown or not, take longer than all else in it."""
    left_out = _left_out()
    stems: list[str] = stemmer.stemWords([word for word in _TOKEN.findall(text.lower()) if word not in left_out])
    return stems


@cache
def _left_out() -> frozenset[str]:
    from bm25s.stopwords import STOPWORDS_EN

    return frozenset(STOPWORDS_EN)


def open_chroma(build: Path) -> "Client":
    """Chroma over a build's own folder; close it."""
    import chromadb
    from chromadb.config import Settings

    # A persistent client is a Client, which unlike the interface that it is declared as can be closed.
    settings = Settings(anonymized_telemetry=False)
    return cast("Client", chromadb.PersistentClient(path=str(build.absolute() / CHROMA), settings=settings))


def quiet() -> None:
    """Silence bm25s, which logs every build and empty query to the console, from the moment that it is imported."""
    import bm25s  # noqa: F401

    logging.getLogger("bm25s").setLevel(logging.WARNING)
