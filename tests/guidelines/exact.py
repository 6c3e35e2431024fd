"""The oracle for rankings by meaning: exact search over the vectors that the index was given."""

from pathlib import Path

import numpy

from drafter.domain.text import sha256_text
from drafter.guidelines.corpus import Corpus
from drafter.guidelines.index_manifest import VECTORS, read_manifest
from drafter.guidelines.kept_vectors import load_vectors
from drafter.guidelines.searched_text import searched_text

TIE = 1e-6
"""Cosines nearer than this are the same in 32 bits: which of two comes first follows the order of their sums."""
ROUNDING = 2e-6
"""Within which Chroma's cosines are ours; they were seen to differ by 8e-7."""


class Exact:
    """Exact search over the vectors of an index."""

    def __init__(self, corpus: Corpus, folder: Path) -> None:
        kept = load_vectors(folder / read_manifest(folder).build / VECTORS)
        self.ids = numpy.array([passage.id for passage in corpus.passages])
        self.vectors = kept.vectors[[kept.rows[sha256_text(searched_text(p))] for p in corpus.passages]]

    def cosines(self, vector: list[float]) -> dict[str, float]:
        """The cosine of every passage, in 32 bits as Chroma's."""
        near = self.vectors @ numpy.array(vector, dtype=numpy.float32)
        return dict(zip(self.ids.tolist(), near.tolist(), strict=True))

    def ranked(self, vector: list[float], width: int) -> list[str]:
        """The nearest ids, ties by id."""
        near = self.vectors @ numpy.array(vector, dtype=numpy.float32)
        found: list[str] = self.ids[numpy.lexsort((self.ids, -near))[:width]].tolist()
        return found

    def is_exact(self, hits: list[tuple[str, float]], vector: list[float], width: int) -> bool:
        """Whether hits are the nearest `width` in order, but for the order of cosines that are the same in 32 bits."""
        near = self.cosines(vector)
        right = self.ranked(vector, width)
        return len({id for id, _ in hits}) == len(right) and all(
            abs(near[id] - near[other]) < TIE and abs(cosine - near[id]) < ROUNDING
            for (id, cosine), other in zip(hits, right, strict=True)
        )
