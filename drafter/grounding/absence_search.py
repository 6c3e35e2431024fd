"""A search of the record for what a sentence says is not in it.

Recall first: a sentence that may contradict is shown, and the physician judges. What only speaks of the thing is shown
too, as near: no error, but to be read beside the sentence.
"""

import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from functools import lru_cache

from drafter.domain.case import RecordStatus
from drafter.domain.draft import AbsenceSearch, Pointer, SearchedRecord
from drafter.domain.evidence import RecordEvidence, evidence_sentences
from drafter.domain.lexicon import BodyPart, Lexicon
from drafter.domain.terms import holds
from drafter.grounding import absence_effects as effects
from drafter.grounding.absence import Absence
from drafter.grounding.absence_cause import cause_of
from drafter.grounding.absence_effects import Effect
from drafter.grounding.absence_nearest import Ranking, Read, weights_for
from drafter.grounding.absence_phrase import TREATMENT_FINDER, TREATMENTS, Concept, Query, query_for
from drafter.grounding.absence_reading import Reading, Term, asserted, plain_form, tokens

NEAREST = 5
"""At most so many sentences are shown as near."""
_READ = 120
"""So many of the likeliest sentences are read for whether they say so."""
_ELSEWHERE = 0.5
"""What is said of another part of the body, or of another treatment, counts so much."""
_Places = Mapping[Term, Sequence[tuple[int, int]]]
_REASON = re.compile(r"(?:[\w-]{1,20} ){0,4}(?:why|reasons? why|explanation why)\b", re.IGNORECASE)
"""Somebody's reason is said to be missing: no sentence can be told to be it, but those on the matter are shown."""
_ROOTS_OF = {
    "low back": ("hip", "knee", "ankle and foot"),
    "neck": ("shoulder", "elbow", "wrist and hand", "head"),
}
"""Limbs in which the nerves of a part of the spine are felt."""


def search_records(
    absence: Absence, records: Sequence[RecordEvidence], lexicon: Lexicon, *, sentence: int
) -> AbsenceSearch:
    """The receipt of a search for what a sentence says is missing: words, records, what may contradict, what is near.

    Args:
        absence: what is said to be missing; where it names nothing, there is nothing to look for.
        records: the case's records; those not received or not readable cannot be searched and are left out.
        lexicon: the words that mean the same.
        sentence: number of the rationale's sentence, from 1.
    """
    readable = [record for record in records if record.status is RecordStatus.RECEIVED and record.sentences]
    query = query_for(absence.missing, lexicon)
    against, near = _found(absence.missing, readable, query, lexicon) if query.concepts else ((), ())
    return AbsenceSearch(
        sentence=sentence,
        missing=absence.missing,
        terms=query.words,
        searched=tuple(map(_searched, readable)),
        contradicted_by=against,
        nearest=near,
    )


def _found(
    missing: str, records: Sequence[RecordEvidence], query: Query, lexicon: Lexicon
) -> tuple[tuple[Pointer, ...], tuple[Pointer, ...]]:
    """The sentences that may contradict, and those that are near; the most telling first."""
    ranking = Ranking(weights_for(missing, query, lexicon), query, lexicon)
    against: dict[str, bool] = {}
    for record in records:
        for said in record.sentences:
            if said.text not in against:
                words = tokens(said.text)
                places = query.places(words)
                against[said.text] = _contradicts(said.text, words, places, query, lexicon)
                ranking.add(said.text, words, places)
    cause = cause_of(missing, lexicon)
    if cause:
        against = {text: contradicts and holds(text, cause) for text, contradicts in against.items()}
    scores = ranking.scores()
    likely = sorted(scores, key=lambda text: -scores[text])[:_READ]
    if _REASON.match(missing):
        against = dict.fromkeys(against, False)
    contradicting = [text for text, contradicts in against.items() if contradicts]
    read = {text: ranking.read(text, scores.get(text, 0.0)) for text in dict.fromkeys([*likely, *contradicting])}
    worth = {text: one.score * (1 if against[text] else _aside(text, query, lexicon)) for text, one in read.items()}
    found = sorted(_evidence(records, read), key=lambda one: -worth[one[0]])
    told = [_varied([one for one in found if against[one[0]] is so], read) for so in (True, False)]
    return tuple(told[0]), tuple(told[1][:NEAREST])


def _evidence(records: Sequence[RecordEvidence], texts: Container[str]) -> list[tuple[str, Pointer]]:
    """Where those texts stand as evidence; it is asked of these few alone, since it costs more than the search."""
    found = []
    for record in records:
        shown = tuple(said for said in record.sentences if said.text in texts)
        for hit in evidence_sentences([record.model_copy(update={"sentences": shown})]) if shown else ():
            found.append((hit.sentence.text, Pointer(source=hit.source, sentence=hit.sentence.number)))
    return found


def _varied(found: Sequence[tuple[str, Pointer]], read: Mapping[str, Read]) -> list[Pointer]:
    """In order, but what says the same by the same words comes after all that says something else."""
    seen: Counter[tuple[frozenset[str], bool]] = Counter()
    turns = []
    for text, pointer in found:
        seen[read[text].by] += 1
        turns.append((seen[read[text].by], pointer))
    return [pointer for _, pointer in sorted(turns, key=lambda one: one[0])]


def _aside(text: str, query: Query, lexicon: Lexicon) -> float:
    """How far what a sentence says of another part of the body or another treatment counts."""
    elsewhere = _elsewhere(text, query.parts, lexicon, True) or _other_treatment(tokens(text), query)
    return _ELSEWHERE if elsewhere else 1.0


def _searched(record: RecordEvidence) -> SearchedRecord:
    pages = {sentence.page for sentence in record.sentences}
    known = None not in pages
    return SearchedRecord(
        source=record.source, title=record.title, pages=len(pages) if known else None, sentences=len(record.sentences)
    )


def _contradicts(text: str, words: tuple[str, ...], places: _Places, query: Query, lexicon: Lexicon) -> bool:
    if not places and not any(concept.score or concept.less_taken for concept in query.concepts):
        return False
    plain = plain_form(text)
    shown = [concept for concept in query.concepts if _shows(concept, words, plain, places)]
    study = all(concept.study for concept in shown)
    return bool(shown) and not _elsewhere(text, query.parts, lexicon, study) and not _other_treatment(words, query)


def _elsewhere(text: str, parts: tuple[BodyPart, ...], lexicon: Lexicon, study: bool) -> bool:
    """Whether a sentence speaks of other parts of the body alone."""
    if not parts:
        return False
    named = _parts_named(text, lexicon)
    if any(part.name in named for part in parts):
        return False
    limbs = {limb for part in parts for limb in _ROOTS_OF.get(part.name, ())} if not study else set()
    return bool(named) and named.isdisjoint(limbs)


@lru_cache(maxsize=4096)
def _parts_named(text: str, lexicon: Lexicon) -> frozenset[str]:
    """The parts of the body that a sentence speaks of; the same record is searched for many things."""
    return frozenset(part.name for part in lexicon.body_parts if part.name != "mental health" and part.named_in(text))


def _other_treatment(words: tuple[str, ...], query: Query) -> bool:
    """Whether a sentence speaks of other kinds of treatment alone."""
    if not query.treatments:
        return False
    named = _treatments_named(words)
    return bool(named) and not any(kind in query.treatments for kind in named)


@lru_cache(maxsize=4096)
def _treatments_named(words: tuple[str, ...]) -> tuple[frozenset[Term], ...]:
    """The kinds of treatment that a sentence speaks of; none where it speaks of treatment at large."""
    at = TREATMENT_FINDER.places(words)
    if _holds(effects.GENERIC_TREATMENT, at):
        return ()
    return tuple(kind for kind in TREATMENTS if any(one in at for one in kind))


def _holds(terms: Container[Term], places: _Places) -> bool:
    return any(one in terms for one in places)


def _said(terms: Container[Term], words: Sequence[str], places: _Places, reading: Reading) -> bool:
    return any(
        asserted(words, low, high, reading)
        for one, spans in places.items() if one in terms for low, high in spans
    )  # fmt: skip


def _shows(concept: Concept, words: Sequence[str], plain: str, places: _Places) -> bool:
    """Whether a sentence shows the thing."""
    if concept.needs and not _holds(concept.needs, places):
        return False
    better = Reading(effect=True)
    match concept.effect:
        case None:
            reading = Reading(study=concept.study, planned=concept.planned)
            if (concept.score and effects.SCORE.search(plain)) or (
                concept.less_taken and effects.less_taken(plain, words)
            ):
                return True
            return _said(concept.terms, words, places, reading)
        case Effect.FAILURE:
            return _holds(effects.FAILED, places) and not _holds(effects.NOT_FAILED, places)
        case Effect.PAIN:
            if not _holds(effects.PAIN, places):
                return effects.better_by(plain)
            return (
                effects.changed(plain, words)
                or effects.two_scores(plain)
                or _said(effects.LESS_PAIN, words, places, better)
            )
        case Effect.FUNCTION | Effect.OBJECT:
            if effects.changed(plain, words):
                return True
            return not effects.not_better(plain) and _said(effects.BETTER, words, places, better)
