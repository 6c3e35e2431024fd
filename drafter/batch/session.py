"""One run of a batch: from the cases that are named to folders, table and summary; begun, or gone on with."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from drafter.batch.collector import seldom_collecting
from drafter.batch.find import Found, find_cases
from drafter.batch.folder import batch_folder
from drafter.batch.listed import listed_cases
from drafter.batch.one_case import CaseWork
from drafter.batch.progress import Progress
from drafter.batch.queued import Queued
from drafter.batch.run import cases_at_once, run_cases
from drafter.batch.setup import Setup
from drafter.batch.signals import Interrupted, Signals, catching
from drafter.batch.stop import BatchStopped
from drafter.batch.summary import SUMMARY_JSON, SUMMARY_TEXT, End, InFlight, Summary, Sums, ThisRun
from drafter.batch.summary_text import summary_text
from drafter.batch.table import TABLE, Table
from drafter.batch.tally import Tally
from drafter.cases.load import LoadedCase
from drafter.domain.case import Priority
from drafter.domain.draft import Draft
from drafter.drafting.kept import Counts
from drafter.drafting.model import Drafters, ModelChoice, drafters, store_for
from drafter.drafting.pipeline import draft_case
from drafter.drafting.request_files import Exchange
from drafter.guidelines.corpus import Corpus, load_corpus
from drafter.guidelines.index import GuidelineIndex, open_index
from drafter.letters.organisation import load_organisation
from drafter.output import write_files, written_aside
from drafter.settings import settings
from drafter.store import CallStore

_MINUTE = 60
_LETTERS_AT_ONCE = 2
"""Typesetting a PDF, most of the work, leaves Python to others; a third thread only takes turns away from the loop."""
_SHOWN = 5
"""So many files are named on the screen."""


@dataclass(frozen=True)
class BatchOrder:
    """What is asked of a batch."""

    cases: tuple[Path, ...]
    out: Path
    choice: ModelChoice
    exchange: Exchange | None
    as_of: date | None
    forms: tuple[str, ...]


@dataclass(frozen=True)
class Screen:
    """Where a batch says how far it is."""

    tell: Callable[[str], None]
    """Told what is worth a line of its own."""
    progress: Callable[[str], None]
    """Told about once a second how far it is."""


@dataclass(frozen=True)
class BatchResult:
    """How a run of a batch ended."""

    summary: Summary
    stopped: BatchStopped | Interrupted | None
    """What ended it before its last case."""


def run_batch(order: BatchOrder, screen: Screen) -> BatchResult:
    """Draft cases into the folders of a batch, and list them; a batch that is there is gone on with.

    A case that is drafted is not drafted again unless something that its draft was made from has changed. What is wrong
    with one case stops no other.

    Raises:
        DrafterError: cases, folder, corpus, prompts, templates or store cannot be used; nothing has been drafted then.
    """
    found = find_cases(order.cases, order.out)
    _tell_found(found, screen)
    with ExitStack() as stack:
        batch = stack.enter_context(batch_folder(order.out))
        if order.forms:
            load_organisation(settings().templates)  # a fault there is said before a model is paid for
        corpus = load_corpus(settings().corpus, settings().documents)
        index = stack.enter_context(open_index(settings().index, corpus))
        store = stack.enter_context(store_for(order.choice, batch.owner))
        lost = tuple(_in_flight(store, batch.owner)) if store else ()
        if lost:
            screen.tell(f"calls in flight when the run before was killed, listed in the summary: {len(lost)}")
        letters = stack.enter_context(ThreadPoolExecutor(_LETTERS_AT_ONCE, "letters"))
        stack.enter_context(seldom_collecting())
        session = _Session(order, screen, found, corpus, index, store, letters)
        return session.run(lost)


def _tell_found(found: Found, screen: Screen) -> None:
    count = len(found.cases) + len(found.unplaced)
    screen.tell(f"{count} {'case' if count == 1 else 'cases'} found")
    for one in found.unplaced[:_SHOWN]:
        for line in one.message.splitlines():
            screen.tell(line)
    more = len(found.unplaced) - _SHOWN
    if more > 0:
        screen.tell(f"{more} more case files cannot be used; {TABLE} lists them")
    for why, passed in (
        ("no case files", found.passed_over),
        ("each the same file as one that is taken", found.repeated),
        ("links to folders, which are not followed (name what is to be drafted)", found.links),
    ):
        if passed:
            more_passed = f" and {len(passed) - _SHOWN} more" if len(passed) > _SHOWN else ""
            screen.tell(f"passed over, {why}: {', '.join(map(str, passed[:_SHOWN]))}{more_passed}")


def _in_flight(store: CallStore, owner: str) -> Iterator[InFlight]:
    """The calls of this batch that were in flight when its process died; nobody else is at work in its folder."""
    for row in store.abandon(owner):
        yield InFlight(
            case_number=row.case_number, item=row.item, purpose=row.purpose, request_sha256=row.request_sha256
        )


class _Session:
    """The run, once all that it needs is at hand."""

    def __init__(
        self,
        order: BatchOrder,
        screen: Screen,
        found: Found,
        corpus: Corpus,
        index: GuidelineIndex,
        store: CallStore | None,
        letters: ThreadPoolExecutor,
    ) -> None:
        self._order = order
        self._screen = screen
        self._found = found
        self._corpus = corpus
        self._index = index
        self._store = store
        self._letters = letters
        self._spent_before = self._spent() or 0.0
        self._counts = Counts()
        self._todo: list[Queued] = []
        self._tally = Tally(of=len(found.cases) + len(found.unplaced), unplaced=len(found.unplaced))
        self._work: CaseWork | None = None
        self._progress = Progress(self._tally, self._cost)

    def run(self, lost: tuple[InFlight, ...]) -> BatchResult:
        stopped: BatchStopped | Interrupted | None = None
        try:
            with catching() as signals:
                asyncio.run(self._drafted(signals))
        except (BatchStopped, Interrupted) as error:
            stopped = error
        return BatchResult(self._written(stopped, lost), stopped)

    async def _drafted(self, signals: Signals) -> None:
        order = self._order
        with order.exchange or nullcontext():
            if order.exchange and self._store:
                order.exchange.take_in(self._store)
            async with drafters(order.choice, self._corpus, settings().prompts, self._store, order.exchange) as made:
                self._counts = made.counts
                self._work = work = self._work_with(made)
                self._sort_out(work, signals)
                at_once = cases_at_once(order.choice.limits.concurrency)
                await run_cases(work, self._todo, at_once, self._tally, signals, self._say_progress)

    def _sort_out(self, work: CaseWork, signals: Signals) -> None:
        """Tell the cases that are drafted already from those that are to be."""
        for queued in self._found.cases:
            if signals.caught is not None:
                raise Interrupted(signals.caught)
            if work.stands(queued):
                self._tally.before += 1
            else:
                self._todo.append(queued)

    def _work_with(self, made: Drafters) -> CaseWork:
        order = self._order

        async def draft(loaded: LoadedCase, folder: Path) -> Draft:
            drafter = made.drafter(expedited=loaded.case.priority is Priority.EXPEDITED)
            return await draft_case(loaded, self._index, drafter, as_of=order.as_of, folder=folder)

        setup = Setup(
            corpus=self._corpus,
            drafted_by=made.drafter().drafted_by(),
            judge=order.choice.judge,
            as_of=order.as_of,
            forms=order.forms,
            templates=settings().templates,
        )
        return CaseWork(
            out=order.out,
            draft=draft,
            forms=order.forms,
            templates=settings().templates,
            setup_sha256=setup.sha256,
            prices=order.choice.limits.prices,
            letters=self._letters,
        )

    def _say_progress(self) -> None:
        self._screen.progress(self._progress.line())

    def _spent(self) -> float | None:
        """US dollars for the calls of this batch so far; None where prices are not known."""
        return self._store.spent(self._store.owner) if self._store and self._order.choice.limits.prices else None

    def _cost(self) -> float | None:
        """US dollars for the calls of this run so far."""
        spent = self._spent()
        return None if spent is None else spent - self._spent_before

    def _written(self, stopped: BatchStopped | Interrupted | None, lost: tuple[InFlight, ...]) -> Summary:
        """Write table and summary from what stands in the folders."""
        out, sums = self._order.out, Sums()
        unreached = {queued.case_number for queued in self._todo} - self._tally.reached
        unwritten = self._work.unwritten if self._work else {}
        with written_aside(out / TABLE) as stream:
            table = Table(stream)
            for case in listed_cases(self._found, out, unwritten, unreached):
                table.add(case)
                sums.add(case)
        end = End.FINISHED if stopped is None else End.STOPPED
        end = End.INTERRUPTED if isinstance(stopped, Interrupted) else end
        reason = str(stopped) if stopped else None
        passed = len(self._found.passed_over)
        summary = sums.summary(end, reason, self._this_run(), passed_over=passed, in_flight=lost)
        data = summary.model_dump_json(by_alias=True, indent=2) + "\n"
        write_files({out / SUMMARY_JSON: data, out / SUMMARY_TEXT: summary_text(summary)})
        return summary

    def _this_run(self) -> ThisRun:
        seconds, counts, tally = self._progress.seconds, self._counts, self._tally
        return ThisRun(
            drafted=tally.drafted,
            items=tally.items,
            calls=counts.asked,
            kept_answers=counts.kept,
            questions_written=self._order.exchange.written if self._order.exchange else None,
            prompt_tokens=counts.prompt_tokens,
            completion_tokens=counts.completion_tokens,
            cost=self._cost(),
            seconds=round(seconds, 1),
            items_per_minute=round(tally.items / seconds * _MINUTE, 1) if seconds else 0.0,
        )
