"""What a batch came to, as data (`summary.json`) and to be read (`summary.md`)."""

from collections import Counter
from datetime import date as Date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from drafter.batch.listed import ListedCase
from drafter.batch.status import State
from drafter.domain.case import ItemStatus, Model, Priority
from drafter.domain.determination import Determination, Outcome

SUMMARY_SCHEMA = "drafter-batch-summary/1"
SUMMARY_JSON, SUMMARY_TEXT = "summary.json", "summary.md"
_NAMED = 50
"""So many cases without a draft are named, and so many left undone; all are in the table."""


class End(StrEnum):
    """How a run of a batch ended."""

    FINISHED = "finished"
    """Every case had its turn."""
    STOPPED = "stopped"
    """Something was wrong that concerns every case."""
    INTERRUPTED = "interrupted"
    """By Ctrl-C or a signal."""


class NamedCase(Model):
    """A case without a draft."""

    case_number: str
    """Empty where the case file gives none that can be used."""
    priority: Priority
    due: Date | None
    state: State
    kind: str | None
    """The kind of failure."""
    message: str | None


class InFlight(Model):
    """A call that was in flight when an earlier run was killed: the server may have answered it and charged for it."""

    case_number: str
    item: int | None
    purpose: str
    request_sha256: str


class ThisRun(Model):
    """What this run of the batch took, earlier runs not counted."""

    drafted: int
    items: int
    calls: int
    """Questions that a server answered."""
    kept_answers: int
    """Questions whose answer the store held."""
    questions_written: int | None = None
    """Questions in the file of `--requests-out`; None where none was written."""
    prompt_tokens: int
    completion_tokens: int
    cost: float | None
    """US dollars; None without prices."""
    seconds: float
    items_per_minute: float


class Summary(Model):
    """What a batch came to."""

    schema_: Annotated[str, Field(alias="schema", pattern=rf"^{SUMMARY_SCHEMA}$")] = SUMMARY_SCHEMA
    end: End
    reason: str | None
    """Why it was stopped or interrupted."""
    cases: int
    states: dict[State, int]
    """Cases by what became of them, in this run or an earlier one."""
    failures: dict[str, int]
    """Failed cases by the kind of failure."""
    outcomes: dict[Outcome, int]
    """Drafted letters by their outcome."""
    items: dict[str, int]
    """Items of drafted cases by proposed determination, or by status where they are not open."""
    items_with_error: int
    """Items against which a finding of severity error stands; a physician reviews the others too."""
    without_draft: tuple[NamedCase, ...]
    """Cases that failed or wait, the expedited ones first, those that wait last; at most fifty."""
    undone: tuple[NamedCase, ...]
    """Cases whose turn did not come, in the order in which they are drafted: expedited first, then by date; at most
    fifty."""
    passed_over: int
    """Files in the folders that are no case files."""
    in_flight: tuple[InFlight, ...]
    """Calls in flight when the run before was killed."""
    run: ThisRun

    @property
    def complete(self) -> bool:
        """Whether every case is drafted."""
        return set(self.states) <= {State.DRAFTED}


class Sums:
    """Sums up a batch case by case."""

    def __init__(self) -> None:
        self._cases = 0
        self._states: Counter[State] = Counter()
        self._failures: Counter[str] = Counter()
        self._outcomes: Counter[Outcome] = Counter()
        self._items: Counter[str] = Counter()
        self._items_with_error = 0
        self._expedited: list[NamedCase] = []
        self._failed: list[NamedCase] = []
        self._waiting: list[NamedCase] = []
        self._undone: list[NamedCase] = []

    def add(self, case: ListedCase) -> None:
        """Count a case."""
        status = case.status
        self._cases += 1
        self._states[status.state] += 1
        if status.failure and status.state is State.FAILED:
            self._failures[status.failure.kind] += 1
        if status.state is State.DRAFTED:
            self._outcomes.update([status.outcome] if status.outcome else [])
            self._items.update(str(item.determination or item.status) for item in status.items)
            self._items_with_error += sum(item.check_found_error for item in status.items)
        else:
            self._name(case)

    def _name(self, case: ListedCase) -> None:
        status = case.status
        match status.state:
            case State.UNDONE:
                named = self._undone
            case _ if status.priority is Priority.EXPEDITED:
                named = self._expedited
            case State.FAILED:
                named = self._failed
            case _:
                named = self._waiting
        if len(named) < _NAMED:
            failure = status.failure
            named.append(
                NamedCase(
                    case_number=status.case_number,
                    priority=status.priority,
                    due=status.due,
                    state=status.state,
                    kind=failure and failure.kind,
                    message=failure and failure.message,
                )
            )

    def summary(
        self, end: End, reason: str | None, run: ThisRun, *, passed_over: int, in_flight: tuple[InFlight, ...]
    ) -> Summary:
        """The sum of the cases so far."""
        order = [*map(str, Determination), *(str(status) for status in ItemStatus)]
        return Summary(
            end=end,
            reason=reason,
            cases=self._cases,
            states={state: self._states[state] for state in State if self._states[state]},
            failures=dict(self._failures.most_common()),
            outcomes={outcome: self._outcomes[outcome] for outcome in Outcome if self._outcomes[outcome]},
            items={name: self._items[name] for name in order if self._items[name]},
            items_with_error=self._items_with_error,
            without_draft=tuple([*self._expedited, *self._failed, *self._waiting][:_NAMED]),
            undone=tuple(self._undone),
            passed_over=passed_over,
            in_flight=in_flight,
            run=run,
        )
