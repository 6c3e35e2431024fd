"""The checks of a clinical summary that was drafted from the records."""

from collections.abc import Iterator, Sequence

from drafter.domain.case import Dates
from drafter.domain.draft import AbsenceSearch, DraftedSummary, DraftSentence, Finding, SentenceState, Severity
from drafter.domain.evidence import Evidence, RecordEvidence
from drafter.domain.text import fold
from drafter.grounding.absence import absences_in
from drafter.grounding.absence_search import search_records
from drafter.grounding.catalogue import finding
from drafter.grounding.lints.documents import unlisted
from drafter.grounding.sentences import LONGEST, SentenceCheck
from drafter.grounding.sources import Frame, Sources, sex_in
from drafter.grounding.summary_judges import judged_in
from drafter.grounding.things import Things


def examine_summary(
    sentences: Sequence[DraftSentence],
    records: Sequence[RecordEvidence],
    dates: Dates,
    things: Things,
    missing: frozenset[str] = frozenset(),
) -> DraftedSummary:
    """A drafted summary with what the checks say of it, and how far each sentence is checked.

    A sentence is checked against the record sentences that it points at, as one of a rationale is; header and requests
    bear nothing out. Findings have no item.

    Args:
        sentences: the summary.
        records: the documents of the case, all that it may point at.
        dates: the header's dates, which any sentence may name.
        things: what the corpus says body parts, drugs and findings are called.
        missing: sources that the draft had and that cannot be read any more; what points at them cannot be checked.
    """
    sources = Sources(Evidence(guidelines=(), records=tuple(records)))
    frame = Frame.of_summary(dates, sex_in(None, records), things)
    found: list[Finding] = []
    states: list[SentenceState] = []
    searches: list[AbsenceSearch] = []
    for number, sentence in enumerate(sentences, start=1):
        gone = missing.intersection(pointer.source for pointer in sentence.pointers)
        searched = () if _copied(sentence, sources) else _searches(number, sentence, records, things)
        own = [_unread(number, gone)] if gone else list(_findings(number, sentence, sources, frame, searched))
        found += own
        searches += searched
        states.append(_state(sentence, sources, own))
    return DraftedSummary(
        sentences=tuple(sentences), states=tuple(states), findings=tuple(found), absences=tuple(searches)
    )


def _searches(
    number: int, sentence: DraftSentence, records: Sequence[RecordEvidence], things: Things
) -> tuple[AbsenceSearch, ...]:
    """A search of the record for each thing that a sentence says is not in it."""
    absences = absences_in(sentence.text) if len(sentence.text) <= LONGEST else ()
    return tuple(search_records(absence, records, things.lexicon, sentence=number) for absence in absences)


def _unread(number: int, gone: frozenset[str]) -> Finding:
    message = f"cannot check: points at {', '.join(sorted(gone))}, which cannot be read"
    return finding("source-missing", message, sentence=number)


def _findings(
    number: int, sentence: DraftSentence, sources: Sources, frame: Frame, searched: tuple[AbsenceSearch, ...]
) -> Iterator[Finding]:
    if not _copied(sentence, sources):
        yield from _against_record(SentenceCheck(None, number, sentence, sources, frame, searched))
    judged = judged_in(sentence.text[:LONGEST]) if not sources.copied(sentence) else None
    if judged:
        start, end, what = judged
        yield finding("summary-judges", f"judges {what} in its own voice", sentence=number, span=(start, end))


def _against_record(check: SentenceCheck) -> Iterator[Finding]:
    sentence, number = check.sentence, check.number
    found = list(check.findings())
    if not sentence.pointers and not any(one.code == "pointer-missing" for one in found):
        # What needs no evidence in a rationale, as a sentence of mere form, has no place in a summary.
        yield finding("pointer-missing", "points at no record", sentence=number)
    yield from found
    if len(sentence.text) <= LONGEST:
        records = check.sources.evidence.records
        yield from unlisted(None, number, sentence, records, [target.text for target in check.targets])


def _copied(sentence: DraftSentence, sources: Sources) -> bool:
    """Whether it repeats the one record sentence that it points at, word for word."""
    targets = sources.pointed(sentence.pointers)
    alone = len(sentence.pointers) == 1 and len(targets) == 1
    return sources.copied(sentence) or (alone and fold(targets[0].text) == fold(sentence.text))


def _state(sentence: DraftSentence, sources: Sources, found: Sequence[Finding]) -> SentenceState:
    if any(one.severity is not Severity.NOTE for one in found):
        return SentenceState.FLAGGED
    return SentenceState.COPIED if _copied(sentence, sources) else SentenceState.UNJUDGED
