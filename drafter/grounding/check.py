"""The grounding check of one item draft."""

import re
from collections.abc import Iterable, Iterator

from drafter.domain.citation import DraftCitation, cite
from drafter.domain.conclusion import concludes, verdicts
from drafter.domain.determination import Determination
from drafter.domain.draft import AbsenceSearch, CriterionCheck, CriterionStatus, Finding, ItemDraft, Pointer
from drafter.domain.evidence import CaseDate, Evidence, RecordEvidence, evidence_sentences
from drafter.domain.lexicon import Lexicon
from drafter.domain.set_sentences import Parent, criteria_named, like_a_set_sentence, stands_alone
from drafter.domain.terms import asserts, holds
from drafter.grounding.absence import absences_in
from drafter.grounding.absence_search import search_records
from drafter.grounding.catalogue import finding
from drafter.grounding.sentences import LONGEST, SentenceCheck
from drafter.grounding.sources import Frame, Sources

_DECIDING = {
    Determination.UPHELD: frozenset({CriterionStatus.NOT_MET, CriterionStatus.NOT_DOCUMENTED}),
    Determination.OVERTURNED: frozenset({CriterionStatus.MET}),
}
"""The statuses that carry a firm proposal."""
_TOLD_BY_THE_RECORD = frozenset({CriterionStatus.MET, CriterionStatus.NOT_MET})
_NUMBERED = re.compile(r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve)\b", re.IGNORECASE)
_RECOMMENDS = (
    "recommend*", "support*", "option", "indicated", "requires", "require", "needs", "need", "should", "for", "after",
    "only", "where", "with", "before", "when", "unless", "until", "documented", "documents",
)  # fmt: skip


def check_item(
    number: int,
    draft: ItemDraft,
    evidence: Evidence,
    frame: Frame,
    parent: Parent | None = None,
    missing: frozenset[str] = frozenset(),
    absences: tuple[AbsenceSearch, ...] = (),
) -> tuple[Finding, ...]:
    """Everything that deterministic checks have to say about one item draft.

    Args:
        number: the item's number in its case.
        draft: what a drafter proposed.
        evidence: what it may point at.
        frame: the request and the header, which any sentence may speak of.
        parent: the item that this one depends on, with what is proposed for it.
        missing: sources that the draft had and that cannot be read any more; what points at them cannot be checked.
        absences: the receipts of `search_absences`.
    """
    sources = Sources(evidence)
    return (
        *_governing(number, evidence),
        *_criteria(number, draft, sources, missing),
        *_rationale(number, draft, sources, frame, parent, missing, absences),
        *_against_criteria(number, draft, parent),
        *_resting(number, draft, parent),
        *_conclusion(number, draft, sources),
        *_editions(number, draft, evidence),
    )


def pointed_at(draft: ItemDraft) -> list[Pointer]:
    """Every pointer of an item draft's rationale, in order, each once."""
    return list(dict.fromkeys(pointer for sentence in draft.rationale for pointer in sentence.pointers))


def cited(draft: ItemDraft, evidence: Evidence) -> tuple[DraftCitation, ...]:
    """The citations of an item: the passages that its rationale points at, with the pages of those sentences."""
    passages = {guideline.source: guideline.passage for guideline in evidence.guidelines}
    pages: dict[str, set[str]] = {}
    for pointer in pointed_at(draft):
        passage = passages.get(pointer.source)
        if passage and pointer.sentence <= len(passage.sentences):
            page = passage.sentences[pointer.sentence - 1].page
            pages.setdefault(pointer.source, set()).update([page] if page else passage.pages)
    return cite((passages[source], labels) for source, labels in pages.items())


def _rationale(
    number: int,
    draft: ItemDraft,
    sources: Sources,
    frame: Frame,
    parent: Parent | None,
    missing: frozenset[str],
    absences: tuple[AbsenceSearch, ...],
) -> Iterator[Finding]:
    receipts: dict[int, list[AbsenceSearch]] = {}
    for receipt in absences:
        receipts.setdefault(receipt.sentence, []).append(receipt)
    for position, sentence in enumerate(draft.rationale, start=1):
        gone = missing.intersection(pointer.source for pointer in sentence.pointers)
        if gone:
            message = f"cannot check: points at {', '.join(sorted(gone))}, which cannot be read"
            yield finding("source-missing", message, item=number, sentence=position)
        elif not _set_sentence(sentence.text, draft, parent, frame) and not sources.copied(sentence):
            own = tuple(receipts.get(position, ()))
            named = criteria_named(sentence.text, draft, sources.evidence.records)
            if not named and like_a_set_sentence(sentence.text):
                message = "reads like the set sentence on a criterion, and says what the checklist does not"
                yield finding("polarity-differs", message, item=number, sentence=position)
            for check in named:
                if check.criterion not in sentence.pointers:
                    message = f"names a criterion that {check.criterion} states, and does not point there"
                    yield finding("pointer-unrelated", message, item=number, sentence=position)
            yield from SentenceCheck(number, position, sentence, sources, frame, own, bool(named)).findings()


def search_absences(draft: ItemDraft, evidence: Evidence, lexicon: Lexicon) -> tuple[AbsenceSearch, ...]:
    """A search of the record for everything that a rationale says is not in it, in words of its own."""
    sources = Sources(evidence)
    return tuple(
        search_records(absence, evidence.records, lexicon, sentence=position)
        for position, sentence in enumerate(draft.rationale, start=1)
        if len(sentence.text) <= LONGEST
        and not sources.copied(sentence)
        and not criteria_named(sentence.text, draft, evidence.records)
        for absence in absences_in(sentence.text)
    )


def _set_sentence(text: str, draft: ItemDraft, parent: Parent | None, frame: Frame) -> bool:
    """Whether it is a set sentence that code can tell to be true; what rides in a closing sentence is checked."""
    return concludes(text) is None and stands_alone(text, draft, parent, frame.search)


def _governing(number: int, evidence: Evidence) -> Iterator[Finding]:
    """Whether the section that fits best is one whose text is not held."""
    first = next(iter(evidence.guidelines), None)
    if first and not first.passage.held:
        edition = first.passage.edition
        where = f"{edition.cited_as} {edition.edition}, {first.passage.heading}"
        yield finding("text-not-held", f"{first.source} ({where}) exists; its text is not held", item=number)


def _criteria(number: int, draft: ItemDraft, sources: Sources, missing: frozenset[str]) -> Iterator[Finding]:
    for check in draft.criteria:
        for pointer in (check.criterion, *check.pointers):
            if pointer.source not in missing and sources.target(pointer) is None:
                message = f"criterion “{check.label}”: {pointer} is not among the evidence of this item"
                yield finding("pointer-unknown", message, item=number)
        if check.status in _TOLD_BY_THE_RECORD and not check.pointers and not _told_by_request(check, sources):
            yield finding("criterion-unshown", f"criterion “{check.label}” is called {check.status}", item=number)
        yield from _absence(number, check, sources)


def _told_by_request(check: CriterionCheck, sources: Sources) -> bool:
    """Whether the request alone can tell how a criterion stands: a limit, or what is not recommended at all."""
    target = sources.target(check.criterion)
    statement = target.text if target else ""
    return bool(_NUMBERED.search(statement)) or not asserts(statement, _RECOMMENDS)


def _absence(number: int, check: CriterionCheck, sources: Sources) -> Iterator[Finding]:
    """Repeats the search behind a criterion that is not documented, in the whole record and not where it says alone."""
    for place in check.searched.passed_over if check.searched else ():
        yield finding("absence-passed-over", f"criterion “{check.label}”: see {place}", item=number)
    if check.status is not CriterionStatus.NOT_DOCUMENTED:
        return
    if check.searched is None or not check.searched.words:
        yield finding(
            "absence-unchecked", f"criterion “{check.label}” is called not documented without a search", item=number
        )
        return
    if not holds(sources.whole_record, check.searched.words):
        return
    for hit in evidence_sentences(sources.evidence.records):
        place = Pointer(source=hit.source, sentence=hit.sentence.number)
        counts = check.searched.sources and place not in check.searched.passed_over
        if counts and asserts(hit.sentence.text, check.searched.words) and hit.near(check.searched.about):
            yield finding("absence-contradicted", f"criterion “{check.label}”: see {place}", item=number)


def _against_criteria(number: int, draft: ItemDraft, parent: Parent | None) -> Iterator[Finding]:
    """Whether the criteria carry the proposal: Overturned beside a failed one, or Upheld with none failed."""
    failed = [check.label for check in draft.criteria if check.status in _DECIDING[Determination.UPHELD]]
    if draft.determination is Determination.OVERTURNED and failed:
        yield finding("criteria-differ", f"Overturned, though not shown: {'; '.join(failed)}", item=number)
    if draft.determination is Determination.UPHELD and draft.criteria and not failed and not _follows(draft, parent):
        yield finding("criteria-differ", "Upheld, though no criterion fails", item=number)


def _resting(number: int, draft: ItemDraft, parent: Parent | None) -> Iterator[Finding]:
    """Whether a firm proposal rests on a search for words alone, or on the parent alone."""
    statuses = _DECIDING.get(draft.determination, frozenset())
    deciding = [check for check in draft.criteria if check.status in statuses]
    words = [check.label for check in deciding if check.by_words]
    # One criterion that fails by its number carries Upheld; Overturned needs every one.
    if words and (len(words) == len(deciding) or draft.determination is Determination.OVERTURNED):
        yield finding("words-alone", f"rests on a search for words: {'; '.join(words)}", item=number)
    if statuses and not draft.criteria and _follows(draft, parent):
        yield finding("parent-alone", "rests on the item that it depends on", item=number)


def _follows(draft: ItemDraft, parent: Parent | None) -> bool:
    """Whether the rationale hangs the item on its parent."""
    return parent is not None and any(sentence.text == parent.sentence for sentence in draft.rationale)


def _conclusion(number: int, draft: ItemDraft, sources: Sources) -> Iterator[Finding]:
    if not draft.rationale or concludes(draft.rationale[-1].text) is None:
        yield finding("conclusion-missing", "the rationale does not end in a closing sentence", item=number)
    for n, sentence in enumerate(draft.rationale, start=1):
        # What a guideline's statement says of necessity is not the letter's conclusion.
        for concluded in () if sources.copied(sentence) else verdicts(sentence.text):
            if concluded is not draft.determination:
                message = f"{draft.determination} is proposed, and this sentence concludes {concluded}"
                yield finding("conclusion-differs", message, item=number, sentence=n)
                break


def _editions(number: int, draft: ItemDraft, evidence: Evidence) -> Iterator[Finding]:
    used = {pointer.source for pointer in pointed_at(draft)}
    for guideline in evidence.guidelines:
        if guideline.source in used and guideline.near_boundary:
            message = f"{guideline.source}: {guideline.in_force_on.basis} {guideline.in_force_on.day}"
            yield finding("near-boundary", message, item=number)


def check_case(records: Iterable[RecordEvidence], dates: Iterable[CaseDate]) -> tuple[Finding, ...]:
    """What is worth knowing about the case as a whole: documents not read, and dates read from the summary."""
    return (
        *(
            finding("document-not-read", f"{record.source}, {record.title}: {record.status}")
            for record in records
            if record.sha256 is None
        ),
        *(
            finding("date-from-summary", f"{basis}: {day}")
            for basis, day in dict.fromkeys((date.basis, date.day) for date in dates if date.from_summary)
        ),
    )
