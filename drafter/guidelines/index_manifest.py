"""What an index folder holds: `manifest.json`, which names one `build-…` folder, and a lock for those who build.

The manifest is replaced in one step, so that at any moment it names a build that is whole.
"""

import hashlib
import os
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from drafter.domain.case import Model
from drafter.errors import GuidelineError

INDEX_SCHEMA: Literal["drafter-index/2"] = "drafter-index/2"
MEND = "make it anew with `drafter guidelines index`"
MANIFEST = "manifest.json"
LOCK = "build.lock"
BUILD_PREFIX = "build-"
CHROMA = "chroma"
WORDS = "bm25"
VECTORS = "vectors"
_OURS = re.compile(rf"manifest\.json(\.new)?|build\.lock|{BUILD_PREFIX}[0-9a-f]+|bm25|chroma-[0-9a-f]+")
"""The last two are of the first version of the index."""
_CHUNK = 1 << 20


class Manifest(Model):
    """What an index was made from, and where it is."""

    schema_version: Literal["drafter-index/2"] = INDEX_SCHEMA
    corpus_sha256: str
    embedding: str
    """The embedding's name, with which searches open it."""
    embedding_edition: str
    """Its version or arguments: vectors of another one do not compare."""
    passages: int
    build: Annotated[str, Field(pattern=rf"^{BUILD_PREFIX}[0-9a-f]+$")]
    """Name of the folder."""
    files: dict[str, str]
    """Digests of its files that opening does not change: a damaged one would end the process, not raise an error."""

    def is_of(self, corpus_sha256: str, embedding: str, edition: str) -> bool:
        """Whether it is of that corpus, made with that embedding."""
        return (self.corpus_sha256, self.embedding, self.embedding_edition) == (corpus_sha256, embedding, edition)


def read_manifest(folder: Path) -> Manifest:
    """The manifest in an index folder.

    Raises:
        GuidelineError: there is none, or it is not one of this version of drafter.
    """
    try:
        data = (folder / MANIFEST).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise GuidelineError(f"{folder}: no guideline index; make it with `drafter guidelines index`") from None
    except OSError as error:
        raise GuidelineError(f"{folder / MANIFEST}: cannot be read ({error.strerror}); {MEND}") from None
    try:
        return Manifest.model_validate_json(data)
    except ValidationError as error:
        if any(fault["loc"] in (("schema_version",), ("build",)) for fault in error.errors(include_input=False)):
            raise GuidelineError(f"{folder}: the index is of another version of drafter; {MEND}") from None
        raise GuidelineError(f"{folder / MANIFEST}: cannot be read; {MEND}") from None


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Put a manifest in the place of the one that is there, in one step."""
    aside = folder / f"{MANIFEST}.new"
    with aside.open("w", encoding="utf-8") as stream:
        stream.write(manifest.model_dump_json(indent=2) + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(aside, folder / MANIFEST)


def is_index(folder: Path) -> bool:
    """Whether a folder holds nothing but an index, whole or not, so that it may be written in."""
    return folder.is_dir() and all(_OURS.fullmatch(entry.name) for entry in folder.iterdir())


def leftovers(folder: Path, manifest: Manifest | None) -> list[Path]:
    """What killed builds, replaced builds and earlier versions left in an index folder."""
    kept = {MANIFEST, LOCK, manifest.build if manifest else ""}
    return [entry for entry in folder.iterdir() if entry.name not in kept and _OURS.fullmatch(entry.name)]


def digests(build: Path, *, vectors: bool = True) -> dict[str, str]:
    """Digests of a build's files but Chroma's database, into which Chroma writes whenever it is opened.

    The vectors kept for the next build are left out where a search, which does not read them, asks.
    """
    found = {}
    for path in sorted(build.rglob("*")):
        name = path.relative_to(build)
        beside = len(name.parts) == 2 and name.parts[0] == CHROMA
        if path.is_file() and not beside and (vectors or name.parts[0] != VECTORS):
            found[name.as_posix()] = _digest(path)
    return found


def searched_files(manifest: Manifest) -> dict[str, str]:
    """The digests of the files that a search reads."""
    return {name: digest for name, digest in manifest.files.items() if not name.startswith(f"{VECTORS}/")}


def is_sound(folder: Path, manifest: Manifest) -> bool:
    """Whether a build's files are as they were made and its database is whole; quick, since it loads no library."""
    build = folder / manifest.build
    database = build / CHROMA / "chroma.sqlite3"
    try:
        with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            (whole,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            (held,) = connection.execute("SELECT count(*) FROM embeddings").fetchone()
        return whole == "ok" and held == manifest.passages and digests(build) == manifest.files
    except (sqlite3.Error, OSError):
        return False


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
