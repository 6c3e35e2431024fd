"""The check of a finished draft, repeated against its sources as they are now, never against the copies in the file."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from drafter.domain.case import Case
from drafter.domain.determination import Determination, outcome
from drafter.domain.draft import Draft, DraftedItem, Finding
from drafter.domain.evidence import Evidence, GuidelineEvidence, RecordEvidence
from drafter.domain.guideline import Passage
from drafter.grounding.catalogue import finding
from drafter.grounding.check import check_case, check_item, cited
from drafter.grounding.sources import Frame


@dataclass(frozen=True)
class Originals:
    """The sources of a draft, read again."""

    case: Case | None
    """None where the case file is not to be found."""
    records: tuple[RecordEvidence, ...]
    passage: Callable[[str], Passage | None]
    """The passage of that id, or None where the corpus has it no longer."""
    in_force: Callable[[Passage, int], bool]
    """Whether the passage's edition is in force for that item of the case."""


def verify(draft: Draft, originals: Originals) -> tuple[Finding, ...]:
    """Everything that is wrong with a draft, or cannot be checked, seen against its sources."""
    records, record_findings = _records(draft, originals)
    found = [*_case(draft, originals.case), *record_findings]
    proposals: dict[int, Determination] = {item.number: item.draft.determination for item in draft.items if item.draft}
    if outcome(proposals.values()) is not draft.outcome:
        found.append(finding("copy-differs", "the letter's outcome is not the one that its items give"))
    for item in draft.items:
        found += _item(item, draft, originals, records, proposals)
    found += check_case(records, (g.in_force_on for item in draft.items for g in item.guidelines))
    return tuple(found)


def _case(draft: Draft, case: Case | None) -> Iterator[Finding]:
    if case is None:
        yield finding("source-missing", f"cannot check: the case file {draft.case.file} is not to be found")
        return
    for name in ("case_number", "dates", "priority", "reviewer", "clinical_summary"):
        if getattr(draft, name) != getattr(case, name):
            yield finding("copy-differs", f"{name} in the draft is not that of the case file")
    if len(draft.items) != len(case.items):
        yield finding("copy-differs", f"the draft has {len(draft.items)} items, the case file {len(case.items)}")


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
    return tuple(kept), found


def _item(
    item: DraftedItem,
    draft: Draft,
    originals: Originals,
    records: tuple[RecordEvidence, ...],
    proposals: dict[int, Determination],
) -> Iterator[Finding]:
    original = item.item
    if originals.case:
        if item.number > len(originals.case.items):
            yield finding("copy-differs", "the case file has no such item", item=item.number)
            return
        original = originals.case.items[item.number - 1]
        if original != item.item:
            yield finding("copy-differs", "the item in the draft is not that of the case file", item=item.number)
    if item.draft is None:
        return
    guidelines, found = _guidelines(item, originals)
    yield from found
    frame = Frame(
        item=original,
        dates=originals.case.dates if originals.case else draft.dates,
        case_number=originals.case.case_number if originals.case else draft.case_number,
    )
    parent = proposals.get(original.depends_on) if original.depends_on else None
    evidence = Evidence(guidelines=guidelines, records=records)
    missing = frozenset({g.source for g in item.guidelines} | {r.source for r in draft.records})
    missing -= {g.source for g in guidelines} | {r.source for r in records}
    yield from check_item(item.number, item.draft, evidence, frame, parent, missing)
    if not missing and cited(item.draft, evidence) != item.citations:
        yield finding("copy-differs", "the citations are not those that the rationale points at", item=item.number)


def _guidelines(item: DraftedItem, originals: Originals) -> tuple[tuple[GuidelineEvidence, ...], list[Finding]]:
    """The item's passages as the corpus has them now."""
    kept, found = [], []
    for copy in item.guidelines:
        name = f"{copy.source} ({copy.passage.id})"
        passage = originals.passage(copy.passage.id)
        if passage is None:
            found.append(finding("source-missing", f"cannot check: {name} is not to be found", item=item.number))
            continue
        kept.append(copy.model_copy(update={"passage": passage}))
        if passage.sha256 != copy.sha256:
            found.append(finding("source-changed", f"{name} is not what was drafted from", item=item.number))
        elif copy.passage.sha256 != copy.sha256:
            found.append(finding("copy-differs", f"{name} in the draft is not what the corpus says", item=item.number))
        if originals.case and not originals.in_force(passage, item.number):
            found.append(finding("not-in-force", f"{name} is not in force on the case's date", item=item.number))
    return tuple(kept), found
