"""An open guideline index: the questions that can be asked of it."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from drafter.domain.guideline import Passage
from drafter.errors import GuidelineError
from drafter.guidelines.corpus import Corpus
from drafter.guidelines.index_manifest import MEND, Manifest, read_manifest
from drafter.guidelines.searched_text import searched_text

if TYPE_CHECKING:
    from drafter.guidelines.embeddings import Embedding
    from drafter.guidelines.index_store import Store

_SAME = 0.999
"""Cosine similarity above which two vectors are of the same text."""
_KEPT = 128
"""Searches kept, each some 20 kB: one request stands in many cases, and each tier of an item asks the same."""
Ranked = Sequence[tuple[str, float]]
_Answer = TypeVar("_Answer")


class GuidelineIndex:
    """An open index and the corpus it was made from; close it, or use it in a `with` statement.

    Another process may make the index anew meanwhile: one whose build is gone goes on with the build that replaced it.
    """

    def __init__(self, corpus: Corpus, folder: Path, manifest: Manifest, embedding: "Embedding") -> None:
        """Open the build that a manifest names.

        Raises:
            GuidelineError: it is damaged.
        """
        self.corpus = corpus
        self.folder = folder
        self._manifest = manifest
        self._embedding = embedding
        self._store = self._opened(manifest)
        self._ids = frozenset(passage.id for passage in corpus.passages)
        self._read: set[str] = set()
        """Ids of the passages whose text the build in use was seen to hold."""
        self._digests: dict[str, str] = {}
        self._closed = False
        self._vector = lru_cache(maxsize=_KEPT)(embedding.query)
        self._by_meaning = lru_cache(maxsize=_KEPT)(self._asked_by_meaning)
        self._by_words = lru_cache(maxsize=_KEPT)(self._asked_by_words)
        self._moving = Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the index's files."""
        if not self._closed:
            self._closed = True
            self._store.close()

    def __len__(self) -> int:
        return len(self.corpus.passages)

    @property
    def embedding(self) -> str:
        """Name of the embedding that the index was made with."""
        return self._manifest.embedding

    def embed_query(self, text: str) -> list[float]:
        """The vector of a search text, by the embedding that the index was made with; zeros where no token is known.

        Raises:
            ModelError: the embedding fails.
        """
        return self._vector(text)

    def by_meaning(self, text: str, width: int) -> Ranked:
        """The `width` passages nearest to a text in meaning, as `dense` gives them; none where no token is known.

        Raises:
            GuidelineError: the index is damaged.
            ModelError: the embedding fails.
        """
        return self._by_meaning(text, width)

    def _asked_by_meaning(self, text: str, width: int) -> Ranked:
        vector = self.embed_query(text)
        return self.dense(vector, width) if any(vector) else []

    def dense(self, vector: Sequence[float], width: int) -> Ranked:
        """The `width` passages nearest in meaning as (id, cosine similarity), nearest first, ties by id.

        Raises:
            GuidelineError: the index is damaged.
        """
        return self._of_corpus(self._ask(lambda store: store.dense(vector, width)))

    def by_words(self, text: str, width: int) -> Ranked:
        """The passages that share words with the text as (id, BM25 score), best first, ties by id.

        Raises:
            GuidelineError: the index is damaged.
        """
        return self._by_words(text, width)

    def _asked_by_words(self, text: str, width: int) -> Ranked:
        return self._of_corpus(self._ask(lambda store: store.by_words(text, width)))

    def passages(self, ids: Sequence[str]) -> list[Passage]:
        """The passages of these ids, the text of each read from Chroma once a build and checked against the corpus.

        Raises:
            GuidelineError: the index does not hold what the corpus holds.
        """
        read = self._read
        unread = [id for id in ids if id not in read]
        held = self._ask(lambda store: store.documents(unread)) if unread else {}
        for id in unread:
            passage = self.corpus.passage(id)
            if passage is None or held.get(id) != (searched_text(passage), self.sha256(passage)):
                raise GuidelineError(f"{self.folder}: the index does not agree with the corpus on {id}; {MEND}")
            read.add(id)
        return [passage for id in ids if (passage := self.corpus.passage(id))]

    def sha256(self, passage: Passage) -> str:
        """The digest of a passage of the corpus, worked out once."""
        digest = self._digests.get(passage.id)
        if digest is None:
            digest = self._digests[passage.id] = passage.sha256
        return digest

    def check(self) -> None:
        """See that the index is whole.

        Raises:
            GuidelineError: it is not.
            ModelError: the embedding fails.
        """
        probe = self.corpus.passages[0]
        # As a text, of which some embeddings make another vector than of a search.
        vector = self._embedding.texts([searched_text(probe)])[0].tolist()
        # A vector of zeros is near to none.
        hits = self.dense(vector, 1) if any(vector) else [("", 1.0)]
        if self._ask(lambda store: store.counts()) != {len(self)} or not hits or hits[0][1] <= _SAME:
            raise GuidelineError(f"{self.folder}: the index is not whole; {MEND}")
        self.passages([probe.id])

    def _of_corpus(self, ranked: Ranked) -> Ranked:
        """The hits, every one of which the corpus holds."""
        if not self._ids.issuperset([id for id, _ in ranked]):
            raise GuidelineError(f"{self.folder}: the index does not agree with the corpus; {MEND}")
        return ranked

    def _ask(self, question: Callable[["Store"], _Answer]) -> _Answer:
        asked = self._store
        try:
            return question(asked)
        # A damaged store shows as any error of Chroma or SQLite; none of them is a mistake in the question.
        except Exception as error:
            if not self._moved_from(asked):
                raise self._unreadable(error) from None
        try:
            return question(self._store)
        except Exception as error:
            raise self._unreadable(error) from None

    def _unreadable(self, error: Exception) -> GuidelineError:
        return GuidelineError(f"{self.folder}: the index cannot be read ({type(error).__name__}); {MEND}")

    def _moved_from(self, asked: "Store") -> bool:
        """Go over to the build that replaced the one asked, of the same corpus by the same embedding, if one has."""
        with self._moving:
            if self._store is not asked:
                return True  # another thread has
            if self._closed or (self.folder / self._manifest.build).is_dir():
                return False
            manifest, ours = read_manifest(self.folder), self._manifest
            if not manifest.is_of(ours.corpus_sha256, ours.embedding, ours.embedding_edition):
                raise GuidelineError(
                    f"{self.folder}: the index has been made anew of another corpus or embedding meanwhile; start again"
                )
            self._store, self._manifest, self._read = self._opened(manifest), manifest, set()
            asked.close()
            return True

    def _opened(self, manifest: Manifest) -> "Store":
        from drafter.guidelines.index_store import Store

        try:
            return Store(self.folder.absolute() / manifest.build)
        except FileNotFoundError:
            raise GuidelineError(f"{self.folder}: the index is not whole; {MEND}") from None
        # A damaged store shows as any error of Chroma, SQLite, numpy or JSON; none of them is a fault in our code.
        except Exception as error:
            raise GuidelineError(f"{self.folder}: the index is damaged ({type(error).__name__}); {MEND}") from None
