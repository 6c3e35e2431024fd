"""From a case to a draft: evidence, item drafts, grounding, citations. Parents come before their dependents."""

import asyncio
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from drafter.cases.load import LoadedCase
from drafter.domain.case import Case, ItemStatus
from drafter.domain.determination import outcome
from drafter.domain.draft import CaseSource, Draft, DraftedItem, DraftedSummary
from drafter.domain.evidence import Evidence, Retrieval
from drafter.domain.set_sentences import Parent
from drafter.drafting.all_done import all_done
from drafter.drafting.checked import checked
from drafter.drafting.checked_summary import SummaryTask, checked_summary
from drafter.drafting.drafter import Drafter, ItemTask
from drafter.drafting.turns import turn
from drafter.grounding.check import check_case, cited
from drafter.grounding.lints.drafted import with_lints
from drafter.grounding.sources import Frame, sex_in
from drafter.grounding.things import Sex, Things, things_of
from drafter.guidelines.index import GuidelineIndex
from drafter.guidelines.retrieve import DEFAULT_K, find_for_item

Altered = Callable[[int, Retrieval], Retrieval]
"""Changes what was retrieved for the item of a number before it is drafted; evaluation asks so what follows from it."""


async def draft_case(
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
    """Draft every open item of a case, and its clinical summary where it has none.

    Args:
        loaded: the case and its records.
        index: the guideline index to retrieve from.
        drafter: who proposes; asked for each open item.
        as_of: the date that decides the editions, where the user names one.
        folder: where the draft will be written, so that it can name the case file relative to itself.
        k: how many passages an item gets.
        hint: whether what the claims administrator cited counts in the search.
        altered: changes what was retrieved for an item; drafts for reviewers are made from it as it is.

    Raises:
        GuidelineError: no edition is in force, or no date is known.
        ModelError: the drafter's server or its answer cannot be used.
        Waiting: answers to some of its questions are still to come, and there is no other error.
    """
    case = loaded.case
    things = things_of(index.corpus.lexicon)

    def find(number: int) -> Retrieval:
        return altered(number, find_for_item(index, case, number, as_of=as_of, k=k, hint=hint))

    work = _Work(loaded, find, drafter, things, sex_in(case.clinical_summary, loaded.records))
    begun = work.items()
    summary = asyncio.create_task(work.summary())
    await all_done([summary, *begun])
    await turn()
    items = tuple(sorted((item.result() for item in begun), key=lambda item: item.number))
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
        summary=summary.result(),
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


@dataclass(frozen=True)
class _Work:
    """The work on one case: its summary and its items at once, each item after the one that it depends on."""

    loaded: LoadedCase
    find: Callable[[int], Retrieval]
    drafter: Drafter
    things: Things
    worker: Sex | None

    def items(self) -> list[asyncio.Task[DraftedItem]]:
        begun: dict[int, asyncio.Task[DraftedItem]] = {}
        for number in parents_first(self.loaded.case):
            after = begun.get(self.loaded.case.items[number - 1].depends_on or 0)
            begun[number] = asyncio.create_task(self._item(number, after))
        return list(begun.values())

    async def summary(self) -> DraftedSummary | None:
        case, records = self.loaded.case, self.loaded.records
        if case.clinical_summary:
            return None
        return await checked_summary(SummaryTask(case, records, self.things), self.drafter)

    async def _item(self, number: int, after: "asyncio.Task[DraftedItem] | None") -> DraftedItem:
        case, records = self.loaded.case, self.loaded.records
        item = case.items[number - 1]
        if item.status is not ItemStatus.OPEN:
            return DraftedItem(number=number, item=item, draft=None)
        parent = _parent(await after) if after else None
        await turn()
        found = self.find(number)
        evidence = Evidence(guidelines=found.evidence, records=records)
        task = ItemTask(number=number, item=item, case=case, evidence=evidence, search=found.search, parent=parent)
        frame = Frame.of(item, case.items, case.dates, case.case_number, self.worker, self.things, found.search)
        done = await checked(task, self.drafter, frame)
        return DraftedItem(
            number=number,
            item=item,
            guidelines=found.evidence,
            search=found.search,
            draft=done.draft,
            citations=cited(done.draft, evidence),
            absences=done.examined.absences,
            states=done.states,
            findings=done.findings,
            repairs=done.repairs,
        )


def _parent(drafted: DraftedItem) -> Parent:
    return Parent(drafted.number, drafted.item.status, drafted.draft.determination if drafted.draft else None)


def _relative(path: Path, folder: Path) -> str:
    """The case file as seen from the draft's folder; in full where the two are on different drives."""
    try:
        return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    except ValueError:
        return path.resolve().as_posix()
