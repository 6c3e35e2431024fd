"""From a case to a draft: evidence, item drafts, grounding, citations. Parents come before their dependents."""

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from drafter.cases.load import LoadedCase
from drafter.domain.case import Case, ItemStatus
from drafter.domain.determination import outcome
from drafter.domain.draft import CaseSource, Draft, DraftedItem
from drafter.domain.evidence import Evidence, Retrieval
from drafter.domain.set_sentences import Parent
from drafter.drafting.drafter import Drafter, ItemTask
from drafter.grounding.check import check_case, cited
from drafter.grounding.examine import examine
from drafter.grounding.lints.drafted import with_lints
from drafter.grounding.sources import Frame, sex_in
from drafter.grounding.things import Sex, Things, things_of
from drafter.guidelines.index import GuidelineIndex
from drafter.guidelines.retrieve import DEFAULT_K, find_for_item

Altered = Callable[[int, Retrieval], Retrieval]
"""Changes what was retrieved for the item of a number before it is drafted; evaluation asks so what follows from it."""


def draft_case(
    loaded: LoadedCase,
    index: GuidelineIndex,
    drafter: Drafter,
    *,
    as_of: date | None,
    folder: Path,
    k: int = DEFAULT_K,
    hint: bool = True,
    altered: Altered = lambda number, found: found,
) -> Draft:
    """Draft every open item of a case.

    Args:
        loaded: the case and its records.
        index: the guideline index to retrieve from.
        drafter: who proposes; called once an open item.
        as_of: the date that decides the editions, where the user names one.
        folder: where the draft will be written, so that it can name the case file relative to itself.
        k: how many passages an item gets.
        hint: whether what the claims administrator cited counts in the search.
        altered: changes what was retrieved for an item; drafts for reviewers are made from it as it is.

    Raises:
        GuidelineError: no edition is in force, or no date is known.
        ModelError: the drafter's server or its answer cannot be used.
    """
    case = loaded.case
    things = things_of(index.corpus.lexicon)
    worker = sex_in(case.clinical_summary, loaded.records)
    drafted: dict[int, DraftedItem] = {}

    def find(number: int) -> Retrieval:
        return altered(number, find_for_item(index, case, number, as_of=as_of, k=k, hint=hint))

    for number in parents_first(case):
        drafted[number] = _draft_item(number, loaded, find, drafter, drafted, things, worker)
    items = tuple(drafted[number] for number in sorted(drafted))
    proposals = [item.draft.determination for item in items if item.draft]
    draft = Draft(
        case_number=case.case_number,
        case=CaseSource(file=_relative(loaded.path, folder), sha256=loaded.sha256),
        corpus_sha256=index.corpus.sha256,
        lexicon_sha256=index.corpus.lexicon.sha256,
        as_of=as_of,
        drafted_by=drafter.drafted_by(),
        dates=case.dates,
        priority=case.priority,
        reviewer=case.reviewer,
        clinical_summary=case.clinical_summary,
        records=loaded.records,
        items=items,
        outcome=outcome(proposals),
        findings=check_case(loaded.records, (g.in_force_on for item in items for g in item.guidelines)),
    )
    return with_lints(draft, things)


def parents_first(case: Case) -> Iterator[int]:
    """The numbers of a case's items, each after the item that it depends on."""
    done: set[int] = set()
    while len(done) < len(case.items):
        for number, item in enumerate(case.items, start=1):
            if number not in done and (item.depends_on is None or item.depends_on in done):
                done.add(number)
                yield number


def _draft_item(
    number: int,
    loaded: LoadedCase,
    find: Callable[[int], Retrieval],
    drafter: Drafter,
    drafted: dict[int, DraftedItem],
    things: Things,
    worker: Sex | None,
) -> DraftedItem:
    case = loaded.case
    item = case.items[number - 1]
    if item.status is not ItemStatus.OPEN:
        return DraftedItem(number=number, item=item, draft=None)
    found = find(number)
    evidence = Evidence(guidelines=found.evidence, records=loaded.records)
    parent = _parent(case, drafted, item.depends_on)
    task = ItemTask(number=number, item=item, case=case, evidence=evidence, search=found.search, parent=parent)
    draft = drafter.draft(task)
    frame = Frame.of(item, case.items, case.dates, case.case_number, worker, things, found.search)
    result = examine(number, draft, evidence, frame, parent)
    return DraftedItem(
        number=number,
        item=item,
        guidelines=found.evidence,
        search=found.search,
        draft=draft,
        citations=cited(draft, evidence),
        absences=result.absences,
        states=result.states,
        findings=result.findings,
    )


def _parent(case: Case, drafted: dict[int, DraftedItem], number: int | None) -> Parent | None:
    if number is None:
        return None
    draft = drafted[number].draft
    return Parent(number, case.items[number - 1].status, draft.determination if draft else None)


def _relative(path: Path, folder: Path) -> str:
    """The case file as seen from the draft's folder; in full where the two are on different drives."""
    try:
        return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    except ValueError:
        return path.resolve().as_posix()
