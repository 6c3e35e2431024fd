"""The words of a corpus folder that letters are read with."""

from functools import lru_cache
from pathlib import Path

from drafter.domain.request_body import body_part_finder
from drafter.domain.vocabulary import Vocabulary
from drafter.guidelines.corpus import load_corpus
from drafter.guidelines.titles import load_titles

_NO_BODY_PARTS = frozenset({"mental health", "lungs"})
"""Chapters' subjects like the body parts, whose words (asthma, anxiety) name no part of the body in a request."""


@lru_cache(maxsize=4)
def load_vocabulary(corpus: Path) -> Vocabulary:
    """The titles and body parts of a corpus folder, read once a process.

    Raises:
        GuidelineError: a file of the corpus cannot be used.
    """
    parts = [part for part in load_corpus(corpus).aliases.body_parts if part.name not in _NO_BODY_PARTS]
    return Vocabulary(load_titles(corpus), body_part_finder(word for part in parts for word in part.words))
