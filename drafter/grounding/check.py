"""The grounding check of one item draft."""

from collections.abc import Iterable, Iterator

from drafter.domain.citation import Citation, cite
from drafter.domain.conclusion import concludes, follows_parent
from drafter.domain.determination import Determination
from drafter.domain.draft import CriterionCheck, CriterionStatus, DraftSentence, Finding, ItemDraft, Pointer
from drafter.domain.evidence import CaseDate, Evidence, RecordEvidence, evidence_sentences
from drafter.domain.terms import asserts
from drafter.grounding.catalogue import finding
from drafter.grounding.sentences import SentenceCheck
from drafter.grounding.sources import Frame, Sources


def check_item(
    number: int,
    draft: ItemDraft,
    evidence: Evidence,
    frame: Frame,
    parent: Determination | None = None,
    missing: frozenset[str] = frozenset(),
) -> tuple[Finding, ...]:
    """Everything that deterministic checks have to say about one item draft.

    Args:
        number: the item's number in its case.
        draft: what a drafter proposed.
        evidence: what it may point at.
        frame: the request and the header, which any sentence may speak of.
        parent: what is proposed for the item that this one depends on.
        missing: sources that the draft had and that cannot be read any more; what points at them cannot be checked.
    """
    sources = Sources.of(evidence)
    return (
        *_criteria(number, draft, sources, missing),
        *_rationale(number, draft, sources, frame, parent, missing),
        *_conclusion(number, draft),
        *_editions(number, draft, evidence),
    )


def pointed_at(draft: ItemDraft) -> list[Pointer]:
    """Every pointer of an item draft's rationale, in order, each once."""
    return list(dict.fromkeys(pointer for sentence in draft.rationale for pointer in sentence.pointers))


def cited(draft: ItemDraft, evidence: Evidence) -> tuple[Citation, ...]:
    """The citations of an item: the passages that its rationale points at, with the pages of those sentences."""
    passages = {guideline.source: guideline.passage for guideline in evidence.guidelines}
    pages: dict[str, set[int]] = {}
    for pointer in pointed_at(draft):
        passage = passages.get(pointer.source)
        if passage and pointer.sentence <= len(passage.sentences):
            page = passage.sentences[pointer.sentence - 1].page
            pages.setdefault(pointer.source, set()).update([page] if page else passage.pages)
    return cite((passages[source], sorted(numbers)) for source, numbers in pages.items())


def _rationale(
    number: int,
    draft: ItemDraft,
    sources: Sources,
    frame: Frame,
    parent: Determination | None,
    missing: frozenset[str],
) -> Iterator[Finding]:
    searched = any(check.searched for check in draft.criteria)
    for position, sentence in enumerate(draft.rationale, start=1):
        gone = missing.intersection(pointer.source for pointer in sentence.pointers)
        if gone:
            message = f"cannot check: points at {', '.join(sorted(gone))}, which cannot be read"
            yield finding("source-missing", message, item=number, sentence=position)
        elif not _stands_alone(sentence, frame, parent):
            yield from SentenceCheck(number, position, sentence, sources, frame, searched).findings()


def _stands_alone(sentence: DraftSentence, frame: Frame, parent: Determination | None) -> bool:
    """Closing sentences need no evidence, nor does the set sentence that names what was proposed for the parent."""
    if concludes(sentence.text):
        return True
    depends_on = frame.item.depends_on
    return depends_on is not None and parent is not None and sentence.text == follows_parent(depends_on, parent)


def _criteria(number: int, draft: ItemDraft, sources: Sources, missing: frozenset[str]) -> Iterator[Finding]:
    for check in draft.criteria:
        for pointer in (check.criterion, *check.pointers):
            if pointer.source not in missing and sources.target(pointer) is None:
                message = f"criterion “{check.label}”: {pointer} is not among the evidence of this item"
                yield finding("pointer-unknown", message, item=number)
        yield from _absence(number, check, sources.evidence)


def _absence(number: int, check: CriterionCheck, evidence: Evidence) -> Iterator[Finding]:
    """Repeats the search behind a criterion that is not documented."""
    if check.status is not CriterionStatus.NOT_DOCUMENTED:
        return
    if check.searched is None:
        yield finding(
            "absence-unchecked", f"criterion “{check.label}” is called not documented without a search", item=number
        )
        return
    for hit in evidence_sentences(evidence.records):
        if hit.source in check.searched.sources and asserts(hit.sentence.text, check.searched.words):
            place = f"{hit.source}.{hit.sentence.number}"
            yield finding("absence-contradicted", f"criterion “{check.label}”: see {place}", item=number)


def _conclusion(number: int, draft: ItemDraft) -> Iterator[Finding]:
    conclusions = [(n, concludes(sentence.text)) for n, sentence in enumerate(draft.rationale, start=1)]
    if not conclusions or conclusions[-1][1] is None:
        yield finding("conclusion-missing", "the rationale does not end in a closing sentence", item=number)
    for n, concluded in conclusions:
        if concluded and concluded is not draft.determination:
            message = f"{draft.determination} is proposed, and this sentence concludes {concluded}"
            yield finding("conclusion-differs", message, item=number, sentence=n)


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
            for basis, day in dict.fromkeys((date.basis, date.day) for date in dates)
            if "summary" in basis
        ),
    )
