"""A batch in a folder, drafted by the built-in drafter save for what a test puts in its place."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from drafter.batch.find import Found, find_cases
from drafter.batch.one_case import CaseWork
from drafter.batch.run import run_cases
from drafter.batch.signals import Signals
from drafter.batch.status import CaseStatus, read_status
from drafter.batch.tally import Tally
from drafter.cases.load import LoadedCase
from drafter.content import folder
from drafter.domain.draft import Draft
from drafter.drafting.extractive import ExtractiveDrafter
from drafter.drafting.pipeline import draft_case
from drafter.guidelines.index import GuidelineIndex

Before = Callable[[LoadedCase], Awaitable[None]]
"""What happens before a case is drafted: it may wait, or raise what drafting raises."""


@dataclass
class World:
    """A folder of cases and the folder of their batch."""

    index: GuidelineIndex
    cases: Path
    out: Path
    before: Before | None = None
    forms: tuple[str, ...] = ("txt",)
    setup: str = "0" * 64
    letters: Callable[[], ThreadPoolExecutor] = field(default=lambda: ThreadPoolExecutor(1))
    """Makes the threads that letters are written in."""
    signals: Signals = field(default_factory=Signals)
    drafted: list[str] = field(default_factory=list)
    """Numbers of the cases in the order in which their drafting began."""
    unwritten: dict[str, CaseStatus] = field(default_factory=dict)
    """What became in the last run of cases whose folder was left as it was."""

    def found(self) -> Found:
        return find_cases((self.cases,), self.out)

    def work(self, letters: ThreadPoolExecutor) -> CaseWork:
        return CaseWork(self.out, self._draft, self.forms, folder("templates"), self.setup, None, letters)

    def run(self, at_once: int = 2) -> Tally:
        """Draft what is not drafted yet."""
        with self.letters() as letters:
            work, found = self.work(letters), self.found()
            todo = [queued for queued in found.cases if not work.stands(queued)]
            tally = Tally(of=len(found.cases), before=len(found.cases) - len(todo))
            asyncio.run(run_cases(work, todo, at_once, tally, self.signals, lambda: None))
        self.unwritten = work.unwritten
        return tally

    def status(self, number: str) -> CaseStatus | None:
        return read_status(self.out / number)

    def failure(self, number: str) -> str:
        """The kind of failure of a case, or where it stands."""
        status = self.status(number)
        assert status is not None
        return status.failure.kind if status.failure else str(status.state)

    def files(self, number: str) -> list[str]:
        return sorted(file.name for file in (self.out / number).iterdir()) if (self.out / number).exists() else []

    async def _draft(self, loaded: LoadedCase, into: Path) -> Draft:
        self.drafted.append(loaded.case.case_number)
        if self.before:
            await self.before(loaded)
        drafter = ExtractiveDrafter(self.index.corpus.aliases.body_parts_shown_in)
        return await draft_case(loaded, self.index, drafter, as_of=None, folder=into)


def raising(errors: dict[str, Exception]) -> Before:
    """Raises the error that is given for a case number."""

    async def before(loaded: LoadedCase) -> None:
        if error := errors.get(loaded.case.case_number):
            raise error

    return before
