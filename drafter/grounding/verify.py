"""The check of a finished draft, repeated against its sources as they are now, never against the copies in the file."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from drafter import __version__
from drafter.domain.case import Case, DisputedItem, ItemStatus
from drafter.domain.determination import Determination, outcome
from drafter.domain.draft import EXTRACTIVE, Draft, DraftedItem, Finding, ItemDraft
from drafter.domain.evidence import CaseDate, Evidence, GuidelineEvidence, RecordEvidence
from drafter.domain.guideline import Passage
from drafter.domain.set_sentences import Parent
from drafter.grounding.catalogue import finding
from drafter.grounding.check import check_case, check_item, cited
from drafter.grounding.sources import Frame


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
    redraft: Callable[[int, DisputedItem, Evidence, Parent | None], ItemDraft | None]
    """What the drafter makes of an item and its evidence; None where it would not make the same again."""


def verify(draft: Draft, originals: Originals) -> tuple[Finding, ...]:
    """Everything that is wrong with a draft, or cannot be checked, seen against its sources."""
    records, record_findings = _records(draft, originals)
    found = [*_case(draft, originals), *record_findings]
    proposals: dict[int, Determination] = {item.number: item.draft.determination for item in draft.items if item.draft}
    if outcome(proposals.values()) is not draft.outcome:
        found.append(finding("copy-differs", "the letter's outcome is not the one that its items give"))
    of_case = check_case(records, (g.in_force_on for item in draft.items for g in item.guidelines))
    if originals.case and of_case != draft.findings:
        found.append(finding("copy-differs", "the findings on the case are not those that its checks give"))
    for item in draft.items:
        found += _item(item, draft, originals, records, proposals)
    return (*found, *of_case)


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
) -> Iterator[Finding]:
    case = originals.case
    original = item.item
    if case:
        if not 1 <= item.number <= len(case.items):
            yield finding("copy-differs", "the case file has no such item", item=item.number)
            return
        original = case.items[item.number - 1]
        if original != item.item:
            yield finding("copy-differs", "the item in the draft is not that of the case file", item=item.number)
    if item.draft is None:
        if original.status is ItemStatus.OPEN:
            yield finding("copy-differs", "the item is open, and the draft has no proposal for it", item=item.number)
        return
    guidelines, found = _guidelines(item, originals)
    yield from found
    frame = Frame(
        item=original,
        dates=case.dates if case else draft.dates,
        case_number=case.case_number if case else draft.case_number,
    )
    parent = _parent(original.depends_on, draft, case, proposals)
    evidence = Evidence(guidelines=guidelines, records=records)
    missing = frozenset({g.source for g in item.guidelines} | {r.source for r in draft.records})
    missing -= {g.source for g in guidelines} | {r.source for r in records}
    checked = check_item(item.number, item.draft, evidence, frame, parent, missing)
    yield from checked
    if case and not missing:
        yield from _made(item, draft, checked, evidence)
        again = originals.redraft(item.number, original, evidence, parent)
        if again is not None and again != item.draft:
            message = "the proposal is not what the built-in drafter makes of this evidence"
            yield finding("draft-changed", message, item=item.number)


def _parent(number: int | None, draft: Draft, case: Case | None, proposals: dict[int, Determination]) -> Parent | None:
    items = dict(enumerate(case.items, start=1)) if case else {item.number: item.item for item in draft.items}
    if number is None or number not in items:
        return None
    return Parent(number, items[number].status, proposals.get(number))


def _made(item: DraftedItem, draft: Draft, checked: tuple[Finding, ...], evidence: Evidence) -> Iterator[Finding]:
    """What code made of the proposal when it was drafted is what it makes of it now."""
    if item.draft and cited(item.draft, evidence) != item.citations:
        yield finding("copy-differs", "the citations are not those that the rationale points at", item=item.number)
    if draft.drafted_by.version == __version__ and checked != item.findings:
        yield finding("copy-differs", "the findings in the draft are not those that its checks give", item=item.number)


def _guidelines(item: DraftedItem, originals: Originals) -> tuple[tuple[GuidelineEvidence, ...], list[Finding]]:
    """The item's passages as the corpus has them now."""
    kept, found = [], []
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
        if passage.sha256 != copy.sha256:
            found.append(finding("source-changed", f"{name} is not what was drafted from", item=item.number))
        elif copy.passage != passage:
            found.append(finding("copy-differs", f"{name} in the draft is not what the corpus says", item=item.number))
        governing = originals.in_force(passage, item.number) if originals.case else None
        if governing:
            original = original.model_copy(update={"in_force_on": governing[0], "near_boundary": governing[1]})
            if (copy.in_force_on, copy.near_boundary) != governing:
                message = f"the date by which {name} is in force is not the case's"
                found.append(finding("copy-differs", message, item=item.number))
        elif originals.case:
            found.append(finding("not-in-force", f"{name} is not in force on the case's date", item=item.number))
        kept.append(original)
    return tuple(kept), found
