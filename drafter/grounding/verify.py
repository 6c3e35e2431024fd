"""The check of a finished draft, repeated against its sources as they are now, never against the copies in the file."""

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass

from drafter import __version__
from drafter.domain.case import Case, DisputedItem, ItemStatus
from drafter.domain.determination import Determination, outcome
from drafter.domain.draft import EXTRACTIVE, Draft, DraftedItem, DraftedSummary, DraftSentence, Finding, ItemDraft
from drafter.domain.evidence import CaseDate, Evidence, GuidelineEvidence, GuidelineSearch, RecordEvidence
from drafter.domain.guideline import Passage
from drafter.domain.set_sentences import Parent
from drafter.domain.tier_reasons import can_be_given
from drafter.grounding.catalogue import finding
from drafter.grounding.check import check_case, cited
from drafter.grounding.examine import examine
from drafter.grounding.lints.drafted import with_lints
from drafter.grounding.remarks import flagged, remarks_on
from drafter.grounding.sources import Frame, sex_in
from drafter.grounding.summary import examine_summary
from drafter.grounding.things import Sex, Things


@dataclass(frozen=True)
class Originals:
    """The sources of a draft, read again."""

    case: Case | None
    """None where the case file is not to be found."""
    case_sha256: str | None
    records: tuple[RecordEvidence, ...]
    passage: Callable[[str], Passage | None]
    """The passage of that id, or None where the corpus has it no longer."""
    in_force: Callable[[Passage, int], tuple[CaseDate, bool] | None]
    """By which date the passage's edition is in force for that item, whether a boundary is near; None: it is not."""
    redraft: Callable[[int, DisputedItem, Evidence, GuidelineSearch, Parent | None], ItemDraft | None]
    """What the drafter makes of an item and its evidence; None where it would not make the same again."""
    things: Things
    """What the corpus says body parts, drugs and findings are called."""
    document_text: Callable[[str], str | None]
    """The text of an added document by its digest, or None where the corpus has it no longer."""
    places: Container[str]
    """Every passage of the corpus as the reasons of a search name it."""
    summary: tuple[DraftSentence, ...] | None = None
    """The clinical summary as the answer kept in the draft has it; None where no such answer is kept."""


@dataclass(frozen=True)
class Verified:
    """What `verify` found."""

    findings: tuple[Finding, ...]
    draft: Draft
    """The draft with its sources as they are now, and what the checks say of it."""


def verify(draft: Draft, originals: Originals) -> Verified:
    """Everything that is wrong with a draft, or cannot be checked, seen against its sources."""
    records, record_findings = _records(draft, originals)
    found = [*_case(draft, originals), *record_findings]
    proposals: dict[int, Determination] = {item.number: item.draft.determination for item in draft.items if item.draft}
    if outcome(proposals.values()) is not draft.outcome:
        found.append(finding("copy-differs", "the letter's outcome is not the one that its items give"))
    items, differing = [], []
    worker = sex_in((originals.case or draft).clinical_summary, records)
    summary, of_summary = _summary(draft, originals, records)
    for item in draft.items:
        checked, of_sources = _item(item, draft, originals, records, proposals, worker)
        items.append(checked)
        differing.append(of_sources)
    of_case = check_case(records, (g.in_force_on for item in draft.items for g in item.guidelines))
    update = {"items": tuple(items), "summary": summary, "records": records, "findings": of_case}
    now = draft.model_copy(update=update)
    # Without the case file there are no records to look through.
    now = with_lints(now, originals.things) if originals.case else now
    code = "copy-differs" if _same_checks(draft, originals) else "checks-changed"
    if originals.case and now.findings != draft.findings:
        found.append(finding(code, "the findings on the case are not those that its checks give"))
    found += [*of_summary, *(summary.findings if summary else ())]
    if summary and originals.case and not _gone(draft, records):
        found += _summary_stored(draft.summary, summary, code)
    for item, checked, of_sources in zip(draft.items, now.items, differing, strict=True):
        found += [*of_sources, *checked.findings]
        if originals.case and not _missing(item, checked, draft, records):
            found += _stored(item, checked, code)
    return Verified((*found, *now.findings), now)


def _summary(
    draft: Draft, originals: Originals, records: tuple[RecordEvidence, ...]
) -> tuple[DraftedSummary | None, list[Finding]]:
    """The drafted summary as it is checked now, and where it is not what was drafted."""
    drafted, case = draft.summary, originals.case
    found = []
    if drafted and case and case.clinical_summary:
        found.append(finding("copy-differs", "a clinical summary was drafted, and the case file has one"))
    if originals.summary != (drafted.sentences if drafted else None):
        found.append(finding("summary-changed", "the clinical summary in the draft is not the model's answer"))
    if drafted is None:
        return None, found
    dates = (case or draft).dates
    now = examine_summary(drafted.sentences, records, dates, originals.things, _gone(draft, records))
    return now.model_copy(update={"findings": (*now.findings, *remarks_on(drafted, draft))}), found


def _summary_stored(drafted: DraftedSummary | None, now: DraftedSummary, code: str) -> Iterator[Finding]:
    """What code made of the summary when it was drafted is what it makes of it now."""
    for what in ("findings", "absences", "states"):
        if getattr(now, what) != getattr(drafted, what):
            yield finding(code, f"the {what} on the clinical summary are not those that its checks give")


def _gone(draft: Draft, records: tuple[RecordEvidence, ...]) -> frozenset[str]:
    """The records of a draft that cannot be read any more."""
    return frozenset({record.source for record in draft.records} - {record.source for record in records})


def _same_checks(draft: Draft, originals: Originals) -> bool:
    """Whether the draft was checked by this version and with these words, so that its findings must be the same."""
    return (draft.drafted_by.version, draft.lexicon_sha256) == (__version__, originals.things.lexicon.sha256)


def _case(draft: Draft, originals: Originals) -> Iterator[Finding]:
    case = originals.case
    if draft.drafted_by.model != EXTRACTIVE and len(draft.drafted_by.calls) < sum(1 for i in draft.items if i.draft):
        yield finding("draft-changed", "a model is named as the drafter, without a call to it for every item")
    if case is None:
        yield finding("source-missing", f"cannot check: the case file {draft.case.file!r} cannot be read")
        return
    if originals.case_sha256 != draft.case.sha256:
        yield finding("source-changed", "the case file is not the one that was drafted from")
    for name in ("case_number", "dates", "priority", "reviewer", "clinical_summary"):
        if getattr(draft, name) != getattr(case, name):
            yield finding("copy-differs", f"{name} in the draft is not that of the case file")
    if [item.number for item in draft.items] != list(range(1, len(case.items) + 1)):
        yield finding(
            "copy-differs", f"the draft's items are not the case file's {len(case.items)}, each once, in order"
        )


def _records(draft: Draft, originals: Originals) -> tuple[tuple[RecordEvidence, ...], list[Finding]]:
    """The records as they are now, numbered as in the draft; those that are gone or changed are findings."""
    now = {record.id: record for record in originals.records}
    kept, found = [], []
    for copy in draft.records:
        original = now.get(copy.id)
        if original is None:
            found.append(finding("source-missing", f"cannot check: {copy.source} ({copy.id}) is not to be found"))
            continue
        original = original.model_copy(update={"source": copy.source})
        kept.append(original)
        if original.sha256 != copy.sha256:
            found.append(
                finding("source-changed", f"{copy.source} ({copy.id}) is not the document that was drafted from")
            )
        elif original != copy:
            found.append(
                finding("copy-differs", f"{copy.source} ({copy.id}) in the draft is not what the document says")
            )
    numbered = [(record.source, record.id) for record in draft.records if record.id in now]
    if originals.case and numbered != [(record.source, record.id) for record in originals.records]:
        found.append(finding("copy-differs", "the draft's records are not the case file's, each once, in order"))
    return tuple(kept), found


def _item(
    item: DraftedItem,
    draft: Draft,
    originals: Originals,
    records: tuple[RecordEvidence, ...],
    proposals: dict[int, Determination],
    worker: Sex | None,
) -> tuple[DraftedItem, list[Finding]]:
    """The item as its sources have it and as it is checked now, and where the draft differs from them."""
    case = originals.case
    original = item.item
    found: list[Finding] = []
    if case:
        if not 1 <= item.number <= len(case.items):
            found.append(finding("copy-differs", "the case file has no such item", item=item.number))
            return item.model_copy(update={"draft": None, "findings": ()}), found
        original = case.items[item.number - 1]
        if original != item.item:
            found.append(
                finding("copy-differs", "the item in the draft is not that of the case file", item=item.number)
            )
    if item.draft is None:
        if original.status is ItemStatus.OPEN:
            message = "the item is open, and the draft has no proposal for it"
            found.append(finding("copy-differs", message, item=item.number))
        return item.model_copy(update={"item": original, "findings": ()}), found
    guidelines, of_guidelines = _guidelines(item, originals)
    found += [*of_guidelines, *_search(item, originals)]
    parent = _parent(original.depends_on, draft, case, proposals)
    evidence = Evidence(guidelines=guidelines, records=records)
    missing = _missing(item, item.model_copy(update={"guidelines": guidelines}), draft, records)
    if case and not missing:
        again = originals.redraft(item.number, original, evidence, item.search, parent)
        if again is not None and again != item.draft:
            message = "the proposal is not what the built-in drafter makes of this evidence"
            found.append(finding("draft-changed", message, item=item.number))
    frame = _frame(original, item.search, draft, case, worker, originals.things)
    result = examine(item.number, item.draft, evidence, frame, parent, missing)
    remarks = remarks_on(item, draft)
    update = {
        "item": original,
        "guidelines": guidelines,
        "citations": cited(item.draft, evidence),
        "absences": result.absences,
        "states": flagged(result.states, remarks),
        "findings": (*result.findings, *remarks),
    }
    return item.model_copy(update=update), found


def _frame(
    item: DisputedItem,
    search: GuidelineSearch,
    draft: Draft,
    case: Case | None,
    worker: Sex | None,
    things: Things,
) -> Frame:
    of = case or draft
    items = case.items if case else tuple(drafted.item for drafted in draft.items)
    return Frame.of(item, items, of.dates, of.case_number, worker, things, search)


def _missing(item: DraftedItem, now: DraftedItem, draft: Draft, records: tuple[RecordEvidence, ...]) -> frozenset[str]:
    """The sources of an item that cannot be read any more."""
    passages = frozenset({g.source for g in item.guidelines} - {g.source for g in now.guidelines})
    return passages | _gone(draft, records)


def _parent(number: int | None, draft: Draft, case: Case | None, proposals: dict[int, Determination]) -> Parent | None:
    items = dict(enumerate(case.items, start=1)) if case else {item.number: item.item for item in draft.items}
    if number is None or number not in items:
        return None
    return Parent(number, items[number].status, proposals.get(number))


def _stored(item: DraftedItem, now: DraftedItem, code: str) -> Iterator[Finding]:
    """What code made of the proposal when it was drafted is what it makes of it now."""
    if now.citations != item.citations:
        yield finding("copy-differs", "the citations are not those that the rationale points at", item=item.number)
    for what in ("findings", "absences", "states"):
        if getattr(now, what) != getattr(item, what):
            message = f"the {what} in the draft are not those that its checks give"
            yield finding(code, message, item=item.number)


def _search(item: DraftedItem, originals: Originals) -> Iterator[Finding]:
    """The reasons for leaving a tier are such as a search gives; the search itself needs the index and is not made."""
    for step in item.search.tiers:
        if step.left_because and not can_be_given(step.left_because, step.tier, originals.places):
            message = f"no search leaves the {step.tier.value} for the reason that the draft gives"
            yield finding("copy-differs", message, item=item.number)


def _in_its_document(passage: Passage, originals: Originals) -> bool:
    """Whether a passage of a user's document is what the document says at its place."""
    place = passage.document
    text = originals.document_text(place.sha256) if place else None
    return place is None or (text is not None and text[place.start : place.end] == passage.text)


def _guidelines(item: DraftedItem, originals: Originals) -> tuple[tuple[GuidelineEvidence, ...], list[Finding]]:
    """The item's passages as the corpus has them now."""
    kept, found = [], []
    in_force: dict[str, tuple[CaseDate, bool] | None] = {}
    ids = {copy.passage.id for copy in item.guidelines}
    numbered = [copy.source for copy in item.guidelines] == [f"G{n}" for n in range(1, len(item.guidelines) + 1)]
    if not numbered or len(ids) != len(item.guidelines):
        found.append(finding("copy-differs", "the passages are not numbered G1, G2, …, each once", item=item.number))
    for copy in item.guidelines:
        name = f"{copy.source} ({copy.passage.id})"
        passage = originals.passage(copy.passage.id)
        if passage is None:
            found.append(finding("source-missing", f"cannot check: {name} is not to be found", item=item.number))
            continue
        original = copy.model_copy(update={"passage": passage})
        if passage.sha256 != copy.sha256 or not _in_its_document(passage, originals):
            found.append(finding("source-changed", f"{name} is not what was drafted from", item=item.number))
        elif copy.passage != passage:
            found.append(finding("copy-differs", f"{name} in the draft is not what the corpus says", item=item.number))
        edition = passage.edition.id
        if originals.case and edition not in in_force:
            in_force[edition] = originals.in_force(passage, item.number)
        governing = in_force.get(edition)
        if governing:
            original = original.model_copy(update={"in_force_on": governing[0], "near_boundary": governing[1]})
            if (copy.in_force_on, copy.near_boundary) != governing:
                message = f"the date by which {name} is in force is not the case's"
                found.append(finding("copy-differs", message, item=item.number))
        elif originals.case:
            found.append(finding("not-in-force", f"{name} is not in force on the case's date", item=item.number))
        kept.append(original)
    return tuple(kept), found
