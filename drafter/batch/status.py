"""What became of one case of a batch: the file `status.json` in its folder."""

from datetime import date as Date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from drafter.domain.case import Case, ItemStatus, Model, Priority
from drafter.domain.determination import Determination, Outcome
from drafter.domain.draft import SentenceState, Severity

STATUS_SCHEMA = "drafter-batch-case/1"
STATUS_FILE = "status.json"


class State(StrEnum):
    """Where a case of a batch stands."""

    DRAFTED = "drafted"
    FAILED = "failed"
    """It could not be drafted; the same command tries it again."""
    WAITING = "waiting"
    """Questions about it wait for answers in a file."""
    UNDONE = "undone"
    """Its turn did not come."""


class Failure(Model):
    """Why a case has no draft."""

    kind: str
    """In a few words, the same for every case."""
    message: str
    """What is wrong and what to do, one line a problem; never text of the case."""


class FileDigest(Model):
    """A file that a draft was made from."""

    file: str
    """As seen from the folder of the batch."""
    sha256: str


class MadeFrom(Model):
    """All that a draft and its letters depend on; where nothing of it differs the case is not drafted again."""

    case: FileDigest
    """The case file; of a case in a line of a file, the digest is the line's."""
    records: tuple[FileDigest, ...]
    setup_sha256: str
    """Digest of what is the same for all cases of a batch: see `setup.py`."""


class BatchItem(Model):
    """One item of a case, as the table for quality assurance lists it."""

    number: int
    request: str
    status: ItemStatus
    determination: Determination | None = None
    probability: float | None = None
    citations: tuple[str, ...] = ()
    check_found_error: bool = False
    """Whether a finding of severity error stands against it; a physician reviews it either way."""
    findings: dict[Severity, tuple[str, ...]] = Field(default_factory=dict)
    """The codes of the findings by severity, each as often as it was found."""
    sentences: dict[SentenceState, int] = Field(default_factory=dict)
    """How many sentences of the rationale are checked how far."""
    repairs: int = 0
    """Sentences and criteria that were written anew."""
    judged: bool = False
    """Whether a model was asked if the evidence supports the sentences."""
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost: float | None = None
    """US dollars for the answers that the draft rests on, at the prices of the settings; None without prices."""


class CaseStatus(Model):
    """What became of a case."""

    schema_: Annotated[str, Field(alias="schema", pattern=rf"^{STATUS_SCHEMA}$")] = STATUS_SCHEMA
    case_number: str
    due: Date | None
    priority: Priority
    state: State
    outcome: Outcome | None = None
    """The letter's outcome, of a draft."""
    failure: Failure | None = None
    earlier_draft: bool = False
    """Whether the draft in the folder is of an earlier run, and not of the case as it is now."""
    made_from: MadeFrom | None = None
    findings: dict[Severity, tuple[str, ...]] = Field(default_factory=dict)
    """The codes of the findings about the letter as a whole."""
    items: tuple[BatchItem, ...] = ()
    """None where the case could not be read."""


def read_status(folder: Path) -> CaseStatus | None:
    """The status in a case's folder; None where there is none that can be used, so that the case is drafted again."""
    try:
        return CaseStatus.model_validate_json((folder / STATUS_FILE).read_bytes())
    except (OSError, ValidationError):
        return None


def items_of(case: Case) -> tuple[BatchItem, ...]:
    """The items of a case that has no draft."""
    return tuple(
        BatchItem(number=number, request=item.request, status=item.status)
        for number, item in enumerate(case.items, start=1)
    )
