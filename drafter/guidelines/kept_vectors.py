"""The vectors of a build, kept beside it so that the next one embeds only texts that are new or changed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy

from drafter.guidelines.embeddings import Vectors

_ROWS = "vectors.npy"
_NAMES = "vectors.json"


@dataclass(frozen=True)
class KeptVectors:
    """Vectors by the digest of the text that they are of, and the passages that they are for."""

    vectors: Vectors
    """One row a text."""
    rows: Mapping[str, int]
    """The row of a text's SHA-256."""
    passages: frozenset[str]
    """Ids of the passages in the build."""

    def save(self, folder: Path) -> None:
        """Write them into a new folder."""
        folder.mkdir()
        numpy.save(folder / _ROWS, self.vectors)
        names = {"texts": list(self.rows), "passages": sorted(self.passages)}
        (folder / _NAMES).write_text(json.dumps(names), encoding="utf-8")


def load_vectors(folder: Path) -> KeptVectors:
    """The vectors that were saved in a folder, whose files are as they were written."""
    names = json.loads((folder / _NAMES).read_text(encoding="utf-8"))
    rows = {sha256: row for row, sha256 in enumerate(names["texts"])}
    return KeptVectors(numpy.load(folder / _ROWS), rows, frozenset(names["passages"]))


NONE = KeptVectors(numpy.empty((0, 0), dtype=numpy.float32), {}, frozenset())
