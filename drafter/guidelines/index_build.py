"""Making one build of the index: what is new is embedded, the rest takes its vector over from the build before."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy

from drafter.domain.guideline import Passage
from drafter.domain.text import sha256_text
from drafter.guidelines.embeddings import Embedding, Vectors
from drafter.guidelines.fields import Field, searched_text
from drafter.guidelines.index_manifest import VECTORS
from drafter.guidelines.index_store import EXACT_UP_TO, TOKEN_PATTERN, open_chroma, quiet, words_folder
from drafter.guidelines.kept_vectors import NONE, KeptVectors

if TYPE_CHECKING:
    from chromadb import Collection
    from llama_index.core.schema import BaseNode

_EF = 400
_MAX_NEIGHBOURS = 32
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
    texts = {field: [searched_text(passage, field) for passage in passages] for field in Field}
    digests = {field: [sha256_text(text) for text in texts[field]] for field in Field}
    vectors, new = _vectors(texts, digests, embedding, before)
    ids = frozenset(passage.id for passage in passages)
    vectors_of = KeptVectors(*vectors, passages=ids)
    client = open_chroma(build)
    try:
        for field in Field:
            nodes = nodes_of(passages, texts[field])
            _store_words(nodes, words_folder(build, field))
            for node, digest in zip(nodes, digests[field], strict=True):
                node.embedding = vectors_of.vectors[vectors_of.rows[digest]].tolist()
            collection = client.create_collection(
                field.value, configuration=hnsw(len(passages)), embedding_function=None
            )
            store_nodes(nodes, collection, embedding)
    finally:
        client.close()
    vectors_of.save(build / VECTORS)
    embedded = sum(any(digest in new for digest in pair) for pair in zip(*digests.values(), strict=True))
    return embedded, len(before.passages - ids)


def nodes_of(passages: tuple[Passage, ...], texts: list[str]) -> "list[BaseNode]":
    """Passages as LlamaIndex stores them: a field's text by the passage's id."""
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
    width = max(_EF, passages) if passages <= EXACT_UP_TO else _EF
    return {
        "hnsw": {
            "space": "cosine",
            "max_neighbors": _MAX_NEIGHBOURS,
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
    texts: dict[Field, list[str]], digests: dict[Field, list[str]], embedding: Embedding, before: KeptVectors
) -> tuple[tuple[Vectors, dict[str, int]], set[str]]:
    """The vectors of all texts and the row of each text's digest; and the digests of those that were embedded."""
    by_digest = {digest: text for field in Field for digest, text in zip(digests[field], texts[field], strict=True)}
    kept = [digest for digest in by_digest if digest in before.rows]
    new = [digest for digest in by_digest if digest not in before.rows]
    parts = [before.vectors[[before.rows[digest] for digest in kept]]] if kept else []
    if new:
        parts.append(embedding.texts([by_digest[digest] for digest in new]))
    if len({part.shape[1] for part in parts}) > 1:
        # The server has another model by that name now.
        return _vectors(texts, digests, embedding, NONE)
    rows = {digest: row for row, digest in enumerate([*kept, *new])}
    return (numpy.concatenate(parts), rows), set(new)
