"""The oracle for rankings by meaning: exact search over the vectors that the index was given."""

from pathlib import Path

import numpy

from drafter.domain.text import sha256_text
from drafter.guidelines.corpus import Corpus
from drafter.guidelines.fields import Field, searched_text
from drafter.guidelines.index_manifest import VECTORS, read_manifest
from drafter.guidelines.kept_vectors import load_vectors

RESOLUTION = 1e-6
"""Cosines nearer than this are the same in 32 bits: which of two comes first follows the order of their sums."""


class Exact:
    """Exact search over the vectors of an index."""

    def __init__(self, corpus: Corpus, folder: Path) -> None:
        kept = load_vectors(folder / read_manifest(folder).build / VECTORS)
        self.ids = numpy.array([passage.id for passage in corpus.passages])
        self.vectors = {
            field: kept.vectors[[kept.rows[sha256_text(searched_text(p, field))] for p in corpus.passages]]
            for field in Field
        }

    def cosines(self, vector: list[float], field: Field) -> dict[str, float]:
        """The cosine of every passage, in 32 bits as Chroma's."""
        near = self.vectors[field] @ numpy.array(vector, dtype=numpy.float32)
        return dict(zip(self.ids.tolist(), near.tolist(), strict=True))

    def ranked(self, vector: list[float], width: int, field: Field = Field.TEXT) -> list[str]:
        """The nearest ids, ties by id."""
        near = self.vectors[field] @ numpy.array(vector, dtype=numpy.float32)
        found: list[str] = self.ids[numpy.lexsort((self.ids, -near))[:width]].tolist()
        return found

    def is_exact(self, hits: list[tuple[str, float]], vector: list[float], width: int, field: Field) -> bool:
        """Whether hits are the nearest `width` in order, but for the order of cosines that are the same in 32 bits."""
        near = self.cosines(vector, field)
        right = self.ranked(vector, width, field)
        return len({id for id, _ in hits}) == len(right) and all(
            abs(near[id] - near[other]) < RESOLUTION and abs(cosine - near[id]) < RESOLUTION
            for (id, cosine), other in zip(hits, right, strict=True)
        )
