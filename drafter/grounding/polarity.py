"""Where a sentence says the contrary of what it points at: "recommended" and "not recommended"."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise, zip_longest
from typing import NamedTuple

from drafter.grounding import negation_words as words
from drafter.grounding.negation import Clause, Occurrence, clauses
from drafter.grounding.negation_roles import stem
from drafter.grounding.polarity_copies import copied, one_denies, said_nearer, turned_stretches

_GUIDELINE = frozenset("guideline guidelines mtus acoem odg section chapter".split())
_CASE = frozenset(
    "worker worker's employee employee's claimant applicant record records chart request requested requests here this "
    "he she his her provided submitted case".split()
)
_LOOSE = frozenset("record records chart his her this here".split())
_PERSONS = frozenset("he she his her worker employee claimant applicant patient".split())
_HEADING = 2
"""Words of a heading before a colon, which says nothing itself: "work status:"."""
_MUCH = 0.6
"""The part of a clause's words that a guideline statement holds which the clause reports."""
_MOST = 16
"""Places of one word, or clauses with one stem, in the sources that are looked at."""
_APPLIES = _CASE | frozenset(
    "patient patient's documented documentation physician provider search words sentences reported noted".split()
)
"""A clause with one of them applies a guideline to a case; one without reports what the guideline says."""


@dataclass(frozen=True)
class Source:
    """A guideline statement or a record sentence that a sentence points at."""

    text: str
    guideline: bool = False
    """True for a guideline statement: what it asks for or puts as a condition it does not say to be so."""


@dataclass(frozen=True)
class Conflict:
    """A word of the sentence, at `start:end`, that stands contrary to source number `source` (from 0)."""

    start: int
    end: int
    source: int
    message: str


class _Place(NamedTuple):
    """One occurrence in its clause, of a sentence or of source number `source`."""

    one: Occurrence
    clause: Clause
    source: int
    single: bool
    """Whether the text is one clause."""
    guideline: bool = False
    text: str = ""
    stem: str = ""
    """The stem of the word itself."""
    unique: bool = False
    """Whether no other word on its side is of the same class or stem."""


def conflicts(sentence: str, sources: Sequence[str | Source]) -> list[Conflict]:
    """Where a sentence says the contrary of its sources, in order, one finding a word.

    Args:
        sentence: as written; the places found are places in it.
        sources: what the sentence points at; a bare text is read as a record's.
    """
    held = [source if isinstance(source, Source) else Source(source) for source in sources]
    copies = {n: copy for n, source in enumerate(held) if (copy := copied(sentence, source.text)) is not None}
    reading, own = clauses(sentence)
    found: dict[tuple[int, int], Conflict] = {}
    for n, spans in copies.items():
        for span in spans:
            found.setdefault(span, Conflict(*span, n, f"source {n + 1} says it the other way round"))
    spoken_of = {clause.start: _spoken_of(clause, held) for clause in own}
    for place, source in _contrary_places(sentence, held, spoken_of):
        if source not in copies:
            span = reading.span(place.one.start, place.one.end)
            found.setdefault(span, _conflict(sentence, span, source))

    starts = [clause.start for clause in own]

    def may_speak(start: int) -> frozenset[int]:
        return spoken_of[starts[max(0, bisect_right(starts, start) - 1)]]

    for start, end, source in turned_stretches(sentence, [source.text for source in held], may_speak):
        if source not in copies:
            span = reading.span(start, end)
            found.setdefault(span, _conflict(sentence, span, source))
    return sorted(found.values(), key=lambda conflict: (conflict.start, conflict.end))


def _conflict(sentence: str, span: tuple[int, int], source: int) -> Conflict:
    message = f"“{sentence[span[0] : span[1]]}” stands contrary to what source {source + 1} says"
    return Conflict(*span, source, message)


def _contrary_places(
    sentence: str, held: Sequence[Source], spoken_of: Mapping[int, frozenset[int]]
) -> Iterator[tuple[_Place, int]]:
    """Words of the sentence that stand contrary to the clause of a source that is most like their own."""
    own = clauses(sentence)[1]
    leads, labels = _labels(own)
    by_unit = _by_unit([place for n, source in enumerate(held) for place in _placed(n, source.text, source.guideline)])
    by_stem = _by_stem(held)
    everything = frozenset(range(len(held)))
    for place in _once(_with_unique(_placed(-1, sentence, False))):
        if place.clause.start in labels and place.one.unit not in words.STANDING:
            continue
        if place.clause.start in leads:
            label = leads[place.clause.start]
            limit = min((one.condition for one in label.occurrences), default=0)
            one = place.one._replace(condition=place.one.condition or limit)
            place = place._replace(one=one, clause=replace(place.clause, taken=label.stems))
        may = everything if place.one.unit in words.STANDING else spoken_of[place.clause.start]
        others = [other for other in by_unit.get(place.one.unit.lstrip("?"), ()) if other.source in may]
        rivals = [clause for n, clause in by_stem.get(place.stem, ()) if n in may]
        other, contrary = _against(place, others, rivals)
        if other is None or not contrary:
            continue
        texts = [source.text for n, source in enumerate(held) if n in may]
        if not said_nearer(sentence, place.one.start, texts, held[other.source].text):
            yield place, other.source


def _spoken_of(clause: Clause, held: Sequence[Source]) -> frozenset[int]:
    """The numbers of the sources that a clause can speak of: guidelines where it reports and does not apply them."""
    guidelines = frozenset(n for n, source in enumerate(held) if source.guideline)
    every = frozenset(range(len(held)))
    if len(guidelines) == len(held):
        applies = clause.holds(_CASE - _LOOSE) and not clause.holds(_GUIDELINE)
        return every - guidelines if applies else every
    if clause.holds(_GUIDELINE) or any(one.unit.lstrip("?") in words.STANDING for one in clause.occurrences):
        return every
    if clause.holds(_PERSONS):
        return every - guidelines
    return every - frozenset(n for n in guidelines if not _reports_much(clause, held[n]))


def _reports_much(clause: Clause, source: Source) -> bool:
    """Whether most of what a clause says is in a guideline statement."""
    most = max((len(clause.stems & other.stems) for other in clauses(source.text)[1]), default=0)
    return most >= 3 and most >= _MUCH * len(clause.stems)


def _labels(own: Sequence[Clause]) -> tuple[dict[int, Clause], set[int]]:
    """Where clauses start that only name what a guideline is applied to: "what it does not recommend: traction".

    And for the clause before, by its start, the first of them.
    """
    leads: dict[int, Clause] = {}
    labels: set[int] = set()
    for before, clause in pairwise(own):
        lead = clause.tokens[0].text == ":" and any(one.unit in words.STANDING for one in before.occurrences)
        if before.start in labels or (lead and before.holds(_CASE)):
            labels.add(clause.start)
            if lead:
                leads[before.start] = clause
    return leads, labels


def _by_unit(places: Sequence[_Place]) -> dict[str, list[_Place]]:
    """The words of all sources by what they are compared by."""
    index: dict[str, list[_Place]] = {}
    for place in _once(_with_unique(places)):
        held = index.setdefault(place.one.unit.lstrip("?"), [])
        if len(held) < _MOST:
            held.append(place)
    return index


def _by_stem(sources: Sequence[Source]) -> dict[str, list[tuple[int, Clause]]]:
    """The clauses of all sources by their stems."""
    index: dict[str, list[tuple[int, Clause]]] = {}
    for number, source in enumerate(sources):
        for clause in clauses(source.text)[1]:
            for one in clause.stems if len(clause.stems) > 1 else ():
                held = index.setdefault(one, [])
                if len(held) < _MOST:
                    held.append((number, clause))
    return index


def _once(places: Sequence[_Place]) -> list[_Place]:
    """The places without those that repeat what another of the same words says."""
    first = {
        (place.source, place.clause.all_stems, place.one.unit, place.one.values, place.one.only): place
        for place in reversed(places)
    }
    return list(reversed(first.values()))


@lru_cache(maxsize=512)
def _placed(source: int, text: str, guideline: bool) -> tuple[_Place, ...]:
    reading, parts = clauses(text)
    return tuple(
        _Place(one, clause, source, len(parts) == 1, guideline, text, stem(reading.text[one.start : one.end].lower()))
        for clause, after in zip_longest(parts, parts[1:])
        for one in clause.occurrences
        if not (source >= 0 and after is not None and after.tokens[0].text == ":" and len(clause.tokens) <= _HEADING)
    )


def _with_unique(places: Sequence[_Place]) -> list[_Place]:
    times = Counter(place.one.unit.lstrip("?") for place in places)
    return [place._replace(unique=True) if times[place.one.unit.lstrip("?")] == 1 else place for place in places]


def _against(place: _Place, others: Sequence[_Place], rivals: Sequence[Clause]) -> tuple[_Place | None, bool]:
    """The occurrence in the sources that is nearest in what it speaks of, and whether all so near are contrary.

    None where a clause that has the same word, and does not say whether it is so, is nearer.
    """
    near = [(place.clause.likeness(other.clause), other) for other in others if _comparable(place, other)]
    if not near:
        return None, False
    best = max(score for score, _ in near)
    if any(place.clause.likeness(clause) > best and not place.clause.apart(clause) for clause in rivals):
        return None, False
    nearest = [other for score, other in near if score >= best - 2]
    first = next(other for score, other in near if score == best)
    return first, all(_contrary(place.one, other.one) for other in nearest) and _uneven(place, first)


def _uneven(own: _Place, other: _Place) -> bool:
    """Whether one more word denies on the side that denies, so that the other does not deny in other words."""
    if own.one.unit.lstrip("?").isupper():
        return True
    denied, said = (own, other) if -1 in own.one.values else (other, own)
    return one_denies(denied.text, denied.one.start, said.text, said.one.start)


def _comparable(own: _Place, other: _Place) -> bool:
    """Whether the one word can speak for or against the other."""
    asked = own.one.unit != other.one.unit and not (other.guideline and own.one.unit.startswith("?"))
    if asked or own.clause.apart(other.clause):
        return False
    if not own.one.only <= other.clause.all_stems or not other.one.only <= own.clause.all_stems:
        return False
    if not (_reports(own, other) if other.guideline else not own.clause.holds(_GUIDELINE)):
        return False
    unit = own.one.unit.lstrip("?")
    if unit.isupper() and not own.clause.all_stems & other.clause.all_stems - {own.stem}:
        return (own.single and other.single) if unit in words.TYPED else own.unique and other.unique
    return True


def _reports(own: _Place, other: _Place) -> bool:
    """Whether a clause says of its own what the guideline says, and does not apply it to the case."""
    unit = own.one.unit
    if unit in words.STANDING:
        return True
    if unit.startswith("?"):
        return not own.clause.holds(_CASE)
    return not own.clause.holds(_APPLIES) and (other.one.predicate or 1 not in other.one.values)


def _contrary(own: Occurrence, other: Occurrence) -> bool:
    if own.unit not in words.STANDING:
        return not own.values & other.values
    sides = _side(own), _side(other)
    if not own.condition or not other.condition:
        # "Not recommended without it" is no contrary of "recommended", nor is "not beyond six visits".
        open_ = -2 in (own.condition, other.condition) or (-1 in (own.condition, other.condition) and sides[0] < 0)
        return sides[0] != sides[1] and not open_
    turn = 1 if (own.condition > 0) == (other.condition > 0) else -1
    return sides[0] * turn != sides[1]


def _side(one: Occurrence) -> int:
    """The side on which a recommendation stands, "not recommended" with "recommended against"."""
    return 1 if 1 in one.values else -1
