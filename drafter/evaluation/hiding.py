"""An index without what one letter alone says, for scoring on that very letter."""

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from drafter.guidelines.hidden import exclude_sources
from drafter.guidelines.index import GuidelineIndex, build_index, open_index


def hidden_from(index: GuidelineIndex, letter: str, folder: Path) -> AbstractContextManager[GuidelineIndex]:
    """The index without what rests on a letter alone, made in a folder; the same one where nothing does."""
    corpus = exclude_sources(index.corpus, frozenset([letter]))
    if corpus is index.corpus:
        return nullcontext(index)
    build_index(corpus, folder, index.embedding)
    return open_index(folder, corpus)
