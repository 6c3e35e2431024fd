"""The decided case most alike: for each item, the decided items of other letters that were asked nearly the same."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from drafter.domain.decision import DecidedItem, Decision
from drafter.domain.determination import Determination
from drafter.evaluation.run_files import Proposal
from drafter.evaluation.table import ItemId
from drafter.guidelines.embedding import embed

Vectors = NDArray[numpy.float32]
_NEIGHBOURS = 10
_BLOCK = 256
"""Items compared with all at once: of 20,000 items the similarities of a block take 20 MB."""
_EMBEDDED = 1000
"""Texts whose meaning is taken at once: as lists of numbers vectors take eight times the room."""
_PRIOR = 5.0
"""How many neighbours the usual share counts for."""
_SHARE = 0.1
"""What shares are shrunk to: about what physicians overturn. It is the same for all, since a share taken from the other
letters is lower where the letter left out was overturned, and would rank items by their own outcome."""


@dataclass(frozen=True, eq=False)
class DecidedItems:
    """The decided items of a run side by side."""

    ids: tuple[ItemId, ...]
    items: tuple[DecidedItem, ...]
    letters: NDArray[numpy.intp]
    """The letter of each item, numbered from 0."""
    overturned: NDArray[numpy.float64]
    """1 where the physician overturned, else 0."""


def decided_items(decisions: Mapping[str, Decision]) -> DecidedItems:
    """The items of all decisions, by the names of their letters."""
    found = [
        (number, ItemId(letter, place), item)
        for number, (letter, decision) in enumerate(decisions.items())
        for place, item in enumerate(decision.items, start=1)
    ]
    letters = numpy.array([number for number, _, _ in found], dtype=numpy.intp)
    overturned = numpy.array([item.determination is Determination.OVERTURNED for _, _, item in found], dtype=float)
    return DecidedItems(tuple(id for _, id, _ in found), tuple(item for *_, item in found), letters, overturned)


def nearest_decided(decisions: Mapping[str, Decision], decided: DecidedItems) -> Iterator[Proposal]:
    """What the decided items of other letters most alike were decided, for each item in order.

    Alike is the mean of the cosine similarities of request, claims administrator's citation and summary. The
    determination and the citations are the nearest one's. The probability is the share overturned of the ten nearest,
    each weighted by its similarity, shrunk to the usual share as if that were five more.
    """
    summaries = _vectors([decision.clinical_summary for decision in decisions.values()])[decided.letters]
    requests = _vectors([item.request for item in decided.items])
    cited = _vectors([item.claims_administrator_guideline for item in decided.items])
    # The dot product of joined vectors is the sum of those of their parts.
    joined = numpy.concatenate([requests, cited, summaries], axis=1) / numpy.float32(3**0.5)
    for start in range(0, len(decided.items), _BLOCK):
        block = slice(start, start + _BLOCK)
        alike = joined[block] @ joined.T
        alike[decided.letters[block, None] == decided.letters[None, :]] = -numpy.inf
        for row in alike:
            yield _proposal(decided, row)


def _proposal(decided: DecidedItems, alike: Vectors) -> Proposal:
    some = numpy.sort(numpy.argpartition(-alike, min(_NEIGHBOURS, len(alike) - 1))[:_NEIGHBOURS])
    nearest = some[numpy.argsort(-alike[some], kind="stable")]
    nearest = nearest[numpy.isfinite(alike[nearest])]
    if not len(nearest):
        return Proposal()
    weights = numpy.clip(alike[nearest].astype(float), 0, 1)
    share = (weights @ decided.overturned[nearest] + _PRIOR * _SHARE) / (weights.sum() + _PRIOR)
    first = decided.items[nearest[0]]
    return Proposal(
        determination=first.determination, probability=float(share.clip(0, 1)), citations=first.reviewer_citations
    )


def _vectors(texts: list[str | None]) -> Vectors:
    """One vector of length 1 a text; of zeros where there is none."""
    blocks = (texts[start : start + _EMBEDDED] for start in range(0, len(texts), _EMBEDDED))
    found = [numpy.array(embed([text or "" for text in block]), dtype=numpy.float32) for block in blocks]
    return numpy.concatenate(found)
