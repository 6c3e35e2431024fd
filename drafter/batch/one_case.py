"""One case of a batch, from its file to draft and letters, or to the reason why there are none."""

import asyncio
import traceback
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path

from drafter.batch.find import CASE_FILE
from drafter.batch.folder import sweep
from drafter.batch.load_line import COPY, load_line
from drafter.batch.of_draft import codes, items_of_draft
from drafter.batch.queued import Queued
from drafter.batch.setup import line_bytes, made_from, still_so
from drafter.batch.status import STATUS_FILE, CaseStatus, Failure, MadeFrom, State, items_of, read_status
from drafter.batch.stop import BatchStopped, stopping
from drafter.cases.load import LoadedCase, load_case
from drafter.domain.case import Case
from drafter.domain.draft import Draft
from drafter.drafting.asking import Waiting
from drafter.drafting.limits import Prices
from drafter.drafting.turns import turn
from drafter.errors import CaseError, ModelError, NotInForce, OutputError
from drafter.letters.edited import EditedLetter, refuse_edited, write_letters
from drafter.letters.write import FORMS, Letter, render_letters
from drafter.output import room_for, write_files

DRAFT_FILE = "draft.json"
DraftCase = Callable[[LoadedCase, Path], Awaitable[Draft]]
"""Drafts a case for the folder that the draft will be written to."""


@dataclass(frozen=True)
class _Taken:
    """A case as it was read, and what is written beside its draft of it."""

    loaded: LoadedCase
    made_from: MadeFrom | None
    copy: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class CaseWork:
    """What the cases of a batch are drafted with."""

    out: Path
    """Folder of the batch."""
    draft: DraftCase
    forms: tuple[str, ...]
    """Forms of the letters; none: only draft.json is written."""
    templates: Path
    setup_sha256: str
    prices: Prices | None
    letters: Executor
    """Where letters are written, so that the loop goes on serving calls meanwhile."""
    unwritten: dict[str, CaseStatus] = field(default_factory=dict)
    """What became of cases whose folder cannot be written, by case number."""

    def stands(self, queued: Queued) -> bool:
        """Whether the case is drafted already, from what it would be drafted from now, and all its files are there."""
        folder = self.out / queued.case_number
        status = read_status(folder)
        if status is None or status.state is not State.DRAFTED or status.made_from is None:
            return False
        files = [DRAFT_FILE, *(f"letter.{form}" for form in self.forms)]
        return all((folder / file).is_file() for file in files) and still_so(
            status.made_from, queued, self.out, self.setup_sha256
        )

    async def do(self, queued: Queued) -> CaseStatus:
        """Draft a case and write its folder, or say in its status why that cannot be.

        Raises:
            BatchStopped: what went wrong concerns the other cases too.
        """
        folder = self.out / queued.case_number
        await turn()
        try:
            with room_for([folder / STATUS_FILE]):
                return await self._done(queued, folder)
        except (OutputError, OSError) as error:
            # Not even its status can be written; or a letter was edited, and the draft that it belongs to stays.
            status = _status(queued, State.FAILED, failure=failure_of(error))
            self.unwritten[queued.case_number] = status
            return status

    async def _done(self, queued: Queued, folder: Path) -> CaseStatus:
        sweep(folder)
        refuse_edited(folder / f"letter.{name}" for name in FORMS)
        # Without a status, no earlier draft passes for one of the case as it is now, whenever this process ends.
        (folder / STATUS_FILE).unlink(missing_ok=True)
        case: Case | None = None
        try:
            taken = self._taken(queued, folder)
            case = taken.loaded.case
            return await self._drafted(queued, taken, folder)
        except Waiting:
            status = _status(queued, State.WAITING)
        except Exception as error:
            if stop := stopping(error, queued.case_number):
                raise stop from error
            status = _status(queued, State.FAILED, failure=failure_of(error))
        known = {"items": items_of(case) if case else (), "earlier_draft": (folder / DRAFT_FILE).exists()}
        status = status.model_copy(update=known)
        write_files({folder / STATUS_FILE: _json(status)})
        return status

    def _taken(self, queued: Queued, folder: Path) -> _Taken:
        copy: Mapping[str, bytes] = {}
        if queued.line is None:
            loaded = load_case(queued.path)
        else:
            line = load_line(queued.path, queued.line, line_bytes(queued), folder)
            loaded, copy = line.loaded, {COPY: line.copy}
        if loaded.case.case_number != queued.case_number:
            raise CaseError(f"{queued.where}: its case number is not the one seen at first; run the batch again")
        files = [queued.path.parent / record.file for record in loaded.case.records if record.file]
        return _Taken(loaded, made_from(queued, files, self.out, self.setup_sha256), copy)

    async def _drafted(self, queued: Queued, taken: _Taken, folder: Path) -> CaseStatus:
        with room_for([*(folder / f"letter.{name}" for name in self.forms), folder / DRAFT_FILE]):
            draft = await self._asked(taken.loaded, folder)
        rendered = await self._rendered(draft)
        status = self._status_of(queued, taken, draft)
        beside: dict[Path, str | bytes] = {folder / name: data for name, data in taken.copy.items()}
        beside[folder / DRAFT_FILE] = draft.model_dump_json(by_alias=True, indent=2) + "\n"
        beside[folder / STATUS_FILE] = _json(status)  # the last to be put in place
        try:
            write_letters(folder / "letter", {name: letter.content for name, letter in rendered.items()}, beside)
        except EditedLetter:  # while the case was drafted
            raise
        except OutputError as error:
            # There was room before the draft was paid for: the disk is full, and will be for the next case.
            raise BatchStopped(str(error), error.exit_code) from None
        return status

    async def _asked(self, loaded: LoadedCase, folder: Path) -> Draft:
        try:
            return await self.draft(loaded, folder)
        except OutputError as error:  # drafting writes to the store alone
            raise BatchStopped(str(error), error.exit_code) from None

    async def _rendered(self, draft: Draft) -> dict[str, Letter]:
        if not self.forms:
            return {}
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.letters, render_letters, draft, self.forms, self.templates)

    def _status_of(self, queued: Queued, taken: _Taken, draft: Draft) -> CaseStatus:
        return _status(
            queued,
            State.DRAFTED,
            outcome=draft.outcome,
            made_from=taken.made_from,
            findings=codes((*draft.findings, *(draft.summary.findings if draft.summary else ()))),
            items=items_of_draft(draft, self.prices),
        )


def failure_of(error: Exception) -> Failure:
    """Why a case has no draft, in words without a word of the case."""
    match error:
        case ModelError():
            return Failure(kind=error.failure, message=str(error))
        case CaseError():
            return Failure(kind=CASE_FILE, message=str(error))
        case NotInForce():
            return Failure(kind="no edition in force", message=str(error))
        case EditedLetter():
            return Failure(kind="edited letter", message=str(error))
        case OutputError():
            return Failure(kind="cannot be written", message=str(error))
        case OSError():
            where = f"{error.filename}: " if error.filename else ""
            return Failure(
                kind="file system", message=f"{where}cannot be read or written ({error.strerror}); try again"
            )
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{type(error).__name__} at {Path(frame.filename).name}:{frame.lineno}"
    return Failure(kind="fault in drafter", message=f"a fault in drafter itself ({place}); please report it")


def _status(queued: Queued, state: State, **more: object) -> CaseStatus:
    known = {"case_number": queued.case_number, "due": queued.due, "priority": queued.priority, "state": state}
    return CaseStatus.model_validate(known | more)


def _json(status: CaseStatus) -> str:
    return status.model_dump_json(by_alias=True, indent=2) + "\n"
