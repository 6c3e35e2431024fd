"""Making one build of the index: what is new is embedded, the rest takes its vector over from the build before."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy

from drafter.domain.guideline import Passage
from drafter.domain.text import sha256_text
from drafter.guidelines.embeddings import Embedding, Vectors
from drafter.guidelines.index_manifest import VECTORS, WORDS
from drafter.guidelines.index_store import COLLECTION, EXACT_UP_TO, TOKEN_PATTERN, open_chroma, quiet
from drafter.guidelines.kept_vectors import NONE, KeptVectors
from drafter.guidelines.searched_text import searched_text

if TYPE_CHECKING:
    from chromadb import Collection
    from llama_index.core.schema import BaseNode

_EF = 400
_NEIGHBOURS = 32
_NEIGHBOURS_EXACT = 128
"""With fewer, some of a thousand passages that are nearly the same are linked from none, and no search finds them."""
_BATCH = 5_000
"""Passages stored at once; Chroma takes 5,461."""


def fill_build(
    passages: tuple[Passage, ...], build: Path, embedding: Embedding, before: KeptVectors
) -> tuple[int, int]:
    """Make a build of passages in an empty folder.

    Gives how many passages were embedded, and how many of the build before are gone.

    Raises:
        ModelError: the embedding fails.
        OSError, ChromaError: the folder cannot be written.
    """
    quiet()
    texts = [searched_text(passage) for passage in passages]
    digests = [sha256_text(text) for text in texts]
    vectors, rows, new = _vectors(dict(zip(digests, texts, strict=True)), embedding, before)
    ids = frozenset(passage.id for passage in passages)
    nodes = nodes_of(passages, texts)
    _store_words(nodes, build / WORDS)
    for node, digest in zip(nodes, digests, strict=True):
        node.embedding = vectors[rows[digest]].tolist()
    client = open_chroma(build)
    try:
        collection = client.create_collection(COLLECTION, configuration=hnsw(len(passages)), embedding_function=None)
        store_nodes(nodes, collection, embedding)
    finally:
        client.close()
    KeptVectors(vectors, rows, ids).save(build / VECTORS)
    return sum(digest in new for digest in digests), len(before.passages - ids)


def nodes_of(passages: tuple[Passage, ...], texts: list[str]) -> "list[BaseNode]":
    """Passages as LlamaIndex stores them: a text by the passage's id."""
    from llama_index.core.schema import TextNode

    return [
        TextNode(
            id_=passage.id,
            text=text,
            metadata={"sha256": passage.sha256},
            excluded_embed_metadata_keys=["sha256"],
        )
        for passage, text in zip(passages, texts, strict=True)
    ]


def hnsw(passages: int) -> Any:
    """Chroma's configuration of a collection of so many passages.

    All vectors are written to their files at once, when the last is stored: so storing is quick, and opening the index
    changes no file.
    """
    exact = passages <= EXACT_UP_TO
    width = max(_EF, passages) if exact else _EF
    return {
        "hnsw": {
            "space": "cosine",
            "max_neighbors": _NEIGHBOURS_EXACT if exact else _NEIGHBOURS,
            "ef_construction": width,
            "ef_search": width,
            "batch_size": min(100, passages),
            "sync_threshold": passages,
        }
    }


def store_nodes(nodes: "list[BaseNode]", collection: "Collection", embedding: Embedding) -> None:
    """Store nodes, which carry their vectors, in a Chroma collection through LlamaIndex."""
    from llama_index.core import StorageContext, VectorStoreIndex
    from llama_index.vector_stores.chroma import ChromaVectorStore

    VectorStoreIndex(
        nodes,
        storage_context=StorageContext.from_defaults(vector_store=ChromaVectorStore(chroma_collection=collection)),
        embed_model=embedding.model,
        insert_batch_size=_BATCH,
    )


def _store_words(nodes: "list[BaseNode]", folder: Path) -> None:
    from llama_index.retrievers.bm25 import BM25Retriever

    retriever = BM25Retriever(nodes=nodes, similarity_top_k=len(nodes), token_pattern=TOKEN_PATTERN)
    retriever.persist(str(folder), show_progress=False)


def _vectors(
    texts: dict[str, str], embedding: Embedding, before: KeptVectors
) -> tuple[Vectors, dict[str, int], set[str]]:
    """The vectors of texts by their digests, one row a text; the row of each digest; and the digests of the new."""
    kept = [digest for digest in texts if digest in before.rows]
    new = [digest for digest in texts if digest not in before.rows]
    parts = [before.vectors[[before.rows[digest] for digest in kept]]] if kept else []
    if new:
        parts.append(embedding.texts([texts[digest] for digest in new]))
    if len({part.shape[1] for part in parts}) > 1:
        # The server has another model by that name now.
        return _vectors(texts, embedding, NONE)
    return numpy.concatenate(parts), {digest: row for row, digest in enumerate([*kept, *new])}, set(new)
