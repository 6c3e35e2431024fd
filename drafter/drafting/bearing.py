"""Which sentences of the records bear most on a request, told by words alone; the same in every process."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import fsum, log, sqrt
from typing import NamedTuple

from drafter.domain.case import RecordType
from drafter.domain.evidence import Evidence, GuidelineEvidence, RecordEvidence
from drafter.grounding.words import substance

_OF_REQUEST, _OF_CRITERIA, _OF_PASSAGE = 3.0, 2.0, 1.0
"""What a word counts that the request has, the criteria and names of a passage, and its sentences."""
_NEIGHBOUR = 0.4
"""The part of its neighbour's worth that a sentence gets: a finding often goes on in the next one."""
_SUMMARY, _INFORMATION, _OLDER = 2.0, 0.3, 0.9
"""Factors: of a clinical summary, of what the parties say, and of each document for every newer one."""
_OLDEST = 0.3
"""No document counts less for its age."""
_PARTIES = frozenset({RecordType.UR_DETERMINATION, RecordType.IMR_APPLICATION})


class Place(NamedTuple):
    """A sentence of the records by position: of the document, and in it, both from 0."""

    record: int
    sentence: int


@dataclass(frozen=True)
class Ranked:
    """All sentences of the records, those to show first at the front."""

    openings: tuple[Place, ...]
    """The first sentence of each document, which tells what it is about: a summary's, then the newest first."""
    others: tuple[Place, ...]
    """All others by what they have to do with the request."""


def by_bearing(evidence: Evidence, request: str) -> Ranked:
    """The sentences of the records, by the words that they share with the request and the passages.

    A word counts more the fewer sentences have it, and a sentence less the longer it is, by the root of its length.
    """
    weights = _weights(evidence.guidelines, request)
    stems = [[substance(said.text) for said in record.sentences] for record in evidence.records]
    spread = Counter(stem for record in stems for said in record for stem in said if stem in weights)
    total = sum(map(len, stems))
    rare = {stem: weight * log(1 + total / spread[stem]) for stem, weight in weights.items() if spread[stem]}
    openings: list[Place] = []
    worth: list[tuple[float, Place]] = []
    for age, number in enumerate(_newest_first(evidence.records)):
        record = evidence.records[number]
        # Exact sums, since the order of a set differs from process to process.
        alone = [
            fsum(rare.get(stem, 0.0) for stem in said) / sqrt(1 + len(record.sentences[n].text))
            for n, said in enumerate(stems[number])
        ]
        beside = [0.0, *alone, 0.0]
        factor = _factor(record, age)
        openings += [Place(number, 0)] if alone else []
        worth += [
            (factor * (alone[n] + _NEIGHBOUR * max(beside[n], beside[n + 2])), Place(number, n))
            for n in range(1, len(alone))
        ]
    return Ranked(tuple(openings), tuple(place for _, place in sorted(worth, key=lambda one: (-one[0], one[1]))))


def _newest_first(records: Sequence[RecordEvidence]) -> list[int]:
    return sorted(
        range(len(records)),
        key=lambda n: (records[n].type is None, records[n].date or date.min, -n),
        reverse=True,
    )


def _factor(record: RecordEvidence, age: int) -> float:
    """What the kind and age of a document make of the worth of its sentences; `age` counts the newer documents."""
    if record.type is None:
        return _SUMMARY
    newer = max(_OLDEST, _OLDER**age)
    return newer * _INFORMATION if record.type in _PARTIES else newer


def _weights(guidelines: Sequence[GuidelineEvidence], request: str) -> dict[str, float]:
    """The stems that are looked for in the records, with what each counts."""
    weights: dict[str, float] = {}
    for guideline in guidelines:
        passage = guideline.passage
        named = [passage.heading, *passage.aliases]
        for criterion in passage.criteria:
            named += [criterion.label, *criterion.about, *(word for group in criterion.shown_by for word in group)]
        said = [sentence.text for sentence in passage.sentences]
        for texts, weight in ((said, _OF_PASSAGE), (named, _OF_CRITERIA)):
            for stem in (stem for text in texts for stem in substance(text)):
                weights[stem] = max(weight, weights.get(stem, 0.0))
    return weights | dict.fromkeys(substance(request), _OF_REQUEST)
