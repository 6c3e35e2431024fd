"""An open guideline index: the questions that can be asked of it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from drafter.domain.guideline import Passage
from drafter.errors import GuidelineError
from drafter.guidelines.corpus import Corpus

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from llama_index.retrievers.bm25 import BM25Retriever

COLLECTION = "passages"
MEND = "make it anew with `drafter guidelines index`"
_SAME = 0.999
"""Cosine similarity above which two vectors are of the same text."""
_Answer = TypeVar("_Answer")


def searched_text(passage: Passage) -> str:
    """The text of a passage that is embedded and counted: heading, title of the guideline, aliases, statements."""
    return "\n".join(
        [
            passage.heading,
            f"{passage.edition.guideline} {passage.edition.edition}",
            *([", ".join(passage.aliases)] if passage.aliases else []),
            passage.text,
        ]
    )


class GuidelineIndex:
    """An open index and the corpus it was made from; close it, or use it in a `with` statement."""

    def __init__(self, corpus: Corpus, folder: Path, client: "Client", bm25: "BM25Retriever") -> None:
        self.corpus = corpus
        self.folder = folder
        self._client = client
        self._collection = client.get_collection(COLLECTION, embedding_function=None)
        self._bm25 = bm25

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the index's files."""
        self._client.close()

    def __len__(self) -> int:
        return len(self.corpus.passages)

    def dense(self, vector: Sequence[float], width: int) -> list[tuple[str, float]]:
        """The `width` passages nearest in meaning as (id, cosine similarity), nearest first, ties by id.

        Raises:
            GuidelineError: the index is damaged.
        """
        found = self._ask(
            lambda: self._collection.query(
                query_embeddings=list(vector), n_results=min(width, len(self)), include=["distances"]
            )
        )
        distances = found["distances"]
        hits = zip(found["ids"][0], distances[0] if distances else [], strict=True)
        return sorted(((id, 1 - distance) for id, distance in hits), key=lambda hit: (-hit[1], hit[0]))

    def by_words(self, text: str, width: int) -> list[tuple[str, float]]:
        """The passages that share words with the text as (id, BM25 score), best first, ties by id."""
        self._bm25.similarity_top_k = min(width, len(self))
        hits = [(hit.node.node_id, hit.score or 0.0) for hit in self._bm25.retrieve(text)]
        return sorted((hit for hit in hits if hit[1] > 0), key=lambda hit: (-hit[1], hit[0]))

    def passages(self, ids: Sequence[str]) -> list[Passage]:
        """The passages of these ids, their text read from Chroma and checked against the corpus.

        Raises:
            GuidelineError: the index does not hold what the corpus holds.
        """
        from llama_index.vector_stores.chroma import ChromaVectorStore

        if not ids:
            return []
        nodes = self._ask(lambda: ChromaVectorStore(chroma_collection=self._collection).get_nodes(list(ids)))
        texts = {node.node_id: (node.get_content(), node.metadata.get("sha256")) for node in nodes}
        found = []
        for id in ids:
            passage = self.corpus.passage(id)
            if passage is None or texts.get(id) != (searched_text(passage), passage.sha256):
                raise GuidelineError(f"{self.folder}: the index does not agree with the corpus on {id}; {MEND}")
            found.append(passage)
        return found

    def check(self) -> None:
        """See that the index is whole.

        Raises:
            GuidelineError: it is not.
        """
        from drafter.guidelines.embedding import embed

        probe = self.corpus.passages[0]
        held = self._ask(self._collection.count)
        nearest = self.dense(embed([searched_text(probe)])[0], 1)
        if not held == len(self) == len(self._bm25.corpus or ()) or nearest[0][1] < _SAME:
            raise GuidelineError(f"{self.folder}: the index is not whole; {MEND}")
        self.passages([nearest[0][0]])

    def _ask(self, question: Callable[[], _Answer]) -> _Answer:
        try:
            return question()
        # A damaged store shows as any error of Chroma or SQLite; none of them is a mistake in the question.
        except Exception as error:
            raise GuidelineError(f"{self.folder}: the index cannot be read ({type(error).__name__}); {MEND}") from None
