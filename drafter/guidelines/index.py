"""The guideline index: Chroma for meaning, BM25 for words; derived from the corpus, safe to delete at any time.

It is built aside, checked, and swapped in by rename. Each build has a Chroma folder of its own name, since Chroma keeps
one open system a path for as long as the process lives.
"""

import hashlib
import logging
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, cast

from pydantic import ValidationError

from drafter.domain.case import Model
from drafter.errors import GuidelineError, OutputError
from drafter.guidelines.corpus import Corpus
from drafter.guidelines.guideline_index import COLLECTION, MEND, GuidelineIndex, searched_text

if TYPE_CHECKING:
    from chromadb.api.client import Client

__all__ = ["INDEX_SCHEMA", "GuidelineIndex", "build_index", "open_index"]

INDEX_SCHEMA = "drafter-index/1"
TOKEN_PATTERN = r"(?u)\w+(?:[.\-]\w+)*"
"""Keeps single characters, and "2.3" or "L5-S1" whole."""
_MANIFEST = "manifest.json"
_BM25 = "bm25"
_CHROMA_PREFIX = "chroma-"
_EXACT_UP_TO = 2_000
"""Passages up to which a search visits every vector, so that it equals exact search."""
_EF = 400
_MAX_BATCH = 2_000


class Manifest(Model):
    """What an index was made from."""

    schema_version: str = INDEX_SCHEMA
    corpus_sha256: str
    embedding: str
    passages: int
    chroma: str
    """Name of the Chroma folder of this build."""
    files: dict[str, str]
    """Digest of each file that opening does not change: a damaged one would end the process, not raise an error."""


def build_index(corpus: Corpus, folder: Path) -> int:
    """Make the index of a corpus in a folder, in place of one that is there; gives the number of passages.

    Raises:
        OutputError: the folder cannot be written, or holds something that is not an index; an index in it stays.
        GuidelineError: the new index does not answer rightly; an index in the folder stays.
    """
    folder = folder.absolute()
    if folder.exists() and not _is_ours(folder):
        raise OutputError(f"{folder}: is not a guideline index, so it is left alone; name another with DRAFTER_INDEX")
    from chromadb.errors import ChromaError

    aside: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        _fill(corpus, aside)
        with open_index(aside, corpus):
            pass
        _swap(aside, folder)
    except OSError as error:
        raise OutputError(
            f"{folder}: cannot be written ({error.strerror}); name another folder with DRAFTER_INDEX"
        ) from None
    except ChromaError as error:
        # As on a full disk.
        raise OutputError(
            f"{folder}: cannot be written ({type(error).__name__}); make room, or name another with DRAFTER_INDEX"
        ) from None
    finally:
        if aside:
            shutil.rmtree(aside, ignore_errors=True)
    return len(corpus.passages)


def open_index(folder: Path, corpus: Corpus) -> GuidelineIndex:
    """Open the index of a corpus.

    Raises:
        GuidelineError: there is no index in the folder, it is damaged, or it was made from another corpus or with
            another embedding; the message names the command that makes it.
    """
    from drafter.guidelines.embedding import embedding_name

    manifest = _read_manifest(folder)
    if manifest.corpus_sha256 != corpus.sha256:
        raise GuidelineError(f"{folder}: the index is of another corpus than {corpus.folder}; {MEND}")
    if manifest.embedding != embedding_name():
        raise GuidelineError(f"{folder}: the index was made with {manifest.embedding}; {MEND}")
    if _digests(folder) != manifest.files:
        raise GuidelineError(f"{folder}: the index is damaged; {MEND}")
    index = _open(folder, manifest, corpus)
    try:
        index.check()
    except BaseException:
        index.close()
        raise
    return index


def _fill(corpus: Corpus, folder: Path) -> None:
    from llama_index.core import StorageContext, VectorStoreIndex
    from llama_index.core.schema import BaseNode, TextNode
    from llama_index.retrievers.bm25 import BM25Retriever
    from llama_index.vector_stores.chroma import ChromaVectorStore

    from drafter.guidelines.embedding import WordLlamaEmbedding, embed, embedding_name

    _quiet()
    nodes: list[BaseNode] = [
        TextNode(
            id_=passage.id,
            text=searched_text(passage),
            metadata={"sha256": passage.sha256},
            excluded_embed_metadata_keys=["sha256"],
        )
        for passage in corpus.passages
    ]
    chroma = f"{_CHROMA_PREFIX}{os.urandom(8).hex()}"
    client = _client(folder / chroma)
    try:
        width = max(_EF, len(nodes)) if len(nodes) <= _EXACT_UP_TO else _EF
        collection = client.create_collection(
            COLLECTION,
            # A threshold of 1 writes every vector to its file at once, so that opening the index changes none.
            configuration={
                "hnsw": {
                    "space": "cosine",
                    "max_neighbors": 32,
                    "ef_construction": width,
                    "ef_search": width,
                    "batch_size": 1,
                    "sync_threshold": 1,
                }
            },
            embedding_function=None,
        )
        VectorStoreIndex(
            nodes,
            storage_context=StorageContext.from_defaults(vector_store=ChromaVectorStore(chroma_collection=collection)),
            embed_model=WordLlamaEmbedding(),
            insert_batch_size=_MAX_BATCH,
        )
        # Chroma writes its vector files when it is first asked.
        collection.query(query_embeddings=embed([nodes[0].get_content()])[0], n_results=1, include=[])
    finally:
        client.close()
    BM25Retriever(nodes=nodes, similarity_top_k=len(nodes), token_pattern=TOKEN_PATTERN).persist(
        str(folder / _BM25), show_progress=False
    )
    manifest = Manifest(
        corpus_sha256=corpus.sha256,
        embedding=embedding_name(),
        passages=len(nodes),
        chroma=chroma,
        files=_digests(folder),
    )
    (folder / _MANIFEST).write_text(manifest.model_dump_json(indent=2) + "\n", encoding="utf-8")


def _digests(folder: Path) -> dict[str, str]:
    """Digests of BM25's files and of Chroma's vectors; Chroma writes into its database whenever it is opened."""
    paths = [*folder.glob(f"{_BM25}/*"), *folder.glob(f"{_CHROMA_PREFIX}*/*/*")]
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(paths)
        if path.is_file()
    }


def _open(folder: Path, manifest: Manifest, corpus: Corpus) -> GuidelineIndex:
    from llama_index.retrievers.bm25 import BM25Retriever

    _quiet()
    path = folder.absolute() / manifest.chroma
    if not (path / "chroma.sqlite3").is_file():
        raise GuidelineError(f"{folder}: the index is not whole; {MEND}")
    client = None
    try:
        bm25 = BM25Retriever.from_persist_dir(str(folder / _BM25), show_progress=False)
        bm25.token_pattern = TOKEN_PATTERN
        client = _client(path)
        return GuidelineIndex(corpus, folder, client, bm25)
    # A damaged store shows as any error of Chroma, SQLite, numpy or JSON; none of them is a fault in our code.
    except Exception as error:
        if client:
            client.close()
        raise GuidelineError(f"{folder}: the index is damaged ({type(error).__name__}); {MEND}") from None


def _client(path: Path) -> "Client":
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    # A persistent client is a Client, which unlike the interface that it is declared as can be closed.
    return cast("Client", chromadb.PersistentClient(path=str(path), settings=settings))


def _read_manifest(folder: Path) -> Manifest:
    try:
        manifest = Manifest.model_validate_json((folder / _MANIFEST).read_bytes())
    except FileNotFoundError:
        raise GuidelineError(f"{folder}: no guideline index; make it with `drafter guidelines index`") from None
    except (OSError, ValidationError):
        raise GuidelineError(f"{folder / _MANIFEST}: cannot be read; {MEND}") from None
    if manifest.schema_version != INDEX_SCHEMA or not manifest.chroma.startswith(_CHROMA_PREFIX):
        raise GuidelineError(f"{folder}: the index is of another version of drafter; {MEND}")
    return manifest


def _is_ours(folder: Path) -> bool:
    """Whether a folder holds nothing but an index, so that it may be replaced."""
    return folder.is_dir() and all(
        entry.name in (_MANIFEST, _BM25) or entry.name.startswith(_CHROMA_PREFIX) for entry in folder.iterdir()
    )


def _swap(new: Path, folder: Path) -> None:
    """Put a folder in the place of another, which is moved back if that fails."""
    if not folder.exists():
        new.rename(folder)
        return
    grave = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    old = grave / "old"
    try:
        folder.rename(old)
        try:
            new.rename(folder)
        except OSError:
            old.rename(folder)
            raise
    finally:
        shutil.rmtree(grave, ignore_errors=True)


def _quiet() -> None:
    """bm25s logs every build and empty query to the console."""
    logging.getLogger("bm25s").setLevel(logging.WARNING)
