"""The guideline index: Chroma for meaning, BM25 for words; derived from the corpus, safe to delete at any time.

A build is made beside the one in use, checked, and put in its place by replacing the manifest, which names it. A build
that is killed leaves the old one working, and its leftovers are removed by the next.
"""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from drafter.errors import GuidelineError, OutputError
from drafter.guidelines.corpus import Corpus
from drafter.guidelines.embedding_name import WORDLLAMA, edition_of, is_class
from drafter.guidelines.guideline_index import GuidelineIndex
from drafter.guidelines.index_manifest import (
    BUILD_PREFIX,
    LOCK,
    MEND,
    VECTORS,
    Manifest,
    digests,
    is_index,
    is_sound,
    leftovers,
    read_manifest,
    searched_files,
    write_manifest,
)

if TYPE_CHECKING:
    from drafter.guidelines.embeddings import Embedding
    from drafter.guidelines.kept_vectors import KeptVectors

__all__ = ["Built", "GuidelineIndex", "build_index", "open_index", "unchanged"]

_PATIENCE = 600
"""Seconds to wait for another process that is building."""


@dataclass(frozen=True)
class Built:
    """What making an index came to, in passages."""

    passages: int
    embedded: int
    """Of which some text was embedded."""
    kept: int
    """Whose vectors were taken over."""
    removed: int
    """In the index before, and not in the corpus."""


def build_index(corpus: Corpus, folder: Path, embedding: str = WORDLLAMA) -> Built:
    """Make the index of a corpus in a folder; where one is there, only what has changed since is embedded.

    Nothing is done where the index is of this corpus by this embedding, and sound.

    Raises:
        OutputError: the folder cannot be written, or holds something that is not an index, or another process has been
            building in it for long; an index in it stays.
        GuidelineError: the new index does not answer rightly; an index in the folder stays.
        SettingsError: there is no such embedding.
        ModelError: the embedding cannot be used; an index in the folder stays.
    """
    edition = edition_of(embedding)
    folder = folder.absolute()
    try:
        if folder.exists() and not is_index(folder):
            raise OutputError(
                f"{folder}: is not a guideline index, so it is left alone; name another with DRAFTER_INDEX"
            )
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / LOCK, timeout=_PATIENCE):
            before = _before(folder)
            for stale in leftovers(folder, before):
                _remove(stale)
            done = unchanged(corpus.sha256, folder, embedding)
            if done:
                return done
            return _replace(corpus, folder, embedding, edition, before)
    except Timeout:
        raise OutputError(f"{folder}: another process is building the index; wait for it, and try again") from None
    except OSError as error:
        raise OutputError(
            f"{folder}: cannot be written ({error.strerror}); name another folder with DRAFTER_INDEX"
        ) from None


def unchanged(corpus_sha256: str, folder: Path, embedding: str = WORDLLAMA) -> Built | None:
    """What building the index of a corpus of that digest comes to, where it is there already and sound; else None.

    Quick: neither the corpus nor any library of the index is loaded.

    Raises:
        SettingsError: there is no such embedding.
    """
    manifest = _before(folder)
    if not manifest or not manifest.is_of(corpus_sha256, embedding, edition_of(embedding)):
        return None
    held = manifest.passages
    return Built(held, embedded=0, kept=held, removed=0) if is_sound(folder, manifest) else None


def open_index(folder: Path, corpus: Corpus) -> GuidelineIndex:
    """Open the index of a corpus, with the embedding that it was made with.

    Raises:
        GuidelineError: there is no index in the folder, it is damaged, or it was made from another corpus or with
            an embedding that is not at hand; the message names the command that makes it.
        SettingsError: the embedding that it was made with cannot be loaded.
        ModelError: the embedding's server cannot be used.
    """
    manifest = read_manifest(folder)
    while True:
        try:
            return _opened(folder, corpus, manifest)
        except GuidelineError:
            # Another process may have replaced the build between our reading of the manifest and of the build.
            now = read_manifest(folder)
            if now.build == manifest.build:
                raise
            manifest = now


def _opened(folder: Path, corpus: Corpus, manifest: Manifest) -> GuidelineIndex:
    if manifest.corpus_sha256 != corpus.sha256:
        raise GuidelineError(f"{folder}: the corpus or the documents have changed since the index was made; {MEND}")
    embedding = _embedding_of(folder, manifest)
    try:
        found = digests(folder / manifest.build, vectors=False)
    except OSError:
        raise GuidelineError(f"{folder}: the index is not whole; {MEND}") from None
    if found != searched_files(manifest):
        raise GuidelineError(f"{folder}: the index is damaged; {MEND}")
    index = GuidelineIndex(corpus, folder, manifest, embedding)
    try:
        index.check()
    except BaseException:
        index.close()
        raise
    return index


def _embedding_of(folder: Path, manifest: Manifest) -> "Embedding":
    from drafter.guidelines.embeddings import load_embedding
    from drafter.settings import settings

    made = f"{folder}: the index was made with {manifest.embedding}"
    if is_class(manifest.embedding) and manifest.embedding != settings().embedding:
        # A name in a file alone runs no code.
        raise GuidelineError(f"{made}; name it with DRAFTER_EMBEDDING, or {MEND}")
    if manifest.embedding_edition != edition_of(manifest.embedding):
        raise GuidelineError(f"{made} as {manifest.embedding_edition or 'it was'}, which differs now; {MEND}")
    return load_embedding(manifest.embedding)


def _replace(corpus: Corpus, folder: Path, name: str, edition: str, before: Manifest | None) -> Built:
    """Make a build, check it, and put it in the place of the one before."""
    from chromadb.errors import ChromaError

    from drafter.guidelines.embeddings import load_embedding
    from drafter.guidelines.index_build import fill_build

    embedding = load_embedding(name)
    build = folder / f"{BUILD_PREFIX}{os.urandom(8).hex()}"
    try:
        build.mkdir()
        vectors = _vectors_of(folder, before, name, edition)
        embedded, removed = fill_build(corpus.passages, build, embedding, vectors)
        manifest = Manifest(
            corpus_sha256=corpus.sha256,
            embedding=name,
            embedding_edition=edition,
            passages=len(corpus.passages),
            build=build.name,
            files=digests(build),
        )
        with GuidelineIndex(corpus, folder, manifest, embedding) as opened:
            opened.check()
        if digests(build) != manifest.files:
            raise GuidelineError(f"{folder}: the new index changes when it is opened, so it was not put in place")
        write_manifest(folder, manifest)
    except ChromaError as error:
        # As on a full disk.
        raise OutputError(
            f"{folder}: cannot be written ({type(error).__name__}); make room, or name another with DRAFTER_INDEX"
        ) from None
    finally:
        now = _before(folder)
        if not now or now.build != build.name:
            _remove(build)
    if before:
        _remove(folder / before.build)
    return Built(len(corpus.passages), embedded, kept=len(corpus.passages) - embedded, removed=removed)


def _before(folder: Path) -> Manifest | None:
    """The manifest in a folder, if there is one that can be used."""
    try:
        return read_manifest(folder)
    except GuidelineError:
        return None


def _vectors_of(folder: Path, before: Manifest | None, embedding: str, edition: str) -> "KeptVectors":
    """The vectors of the build before, where they are whole; those of another embedding are not taken over."""
    from drafter.guidelines.kept_vectors import NONE, KeptVectors, load_vectors

    if not before:
        return NONE
    build = folder / before.build
    found = digests(build)
    if any(found.get(name) != digest for name, digest in before.files.items() if name.startswith(f"{VECTORS}/")):
        return NONE
    kept = load_vectors(build / VECTORS)
    if (before.embedding, before.embedding_edition) == (embedding, edition):
        return kept
    return KeptVectors(NONE.vectors, {}, kept.passages)


def _remove(stale: Path) -> None:
    if stale.is_dir():
        shutil.rmtree(stale, ignore_errors=True)
    else:
        stale.unlink(missing_ok=True)
