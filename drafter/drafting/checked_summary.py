"""The clinical summary drafted, checked, and where a check finds an error, written anew in these sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

from drafter.domain.case import Case
from drafter.domain.draft import DraftedBy, DraftedSummary, DraftSentence, Finding, Repair, Severity
from drafter.domain.evidence import RecordEvidence
from drafter.drafting.answer_form import reader
from drafter.drafting.answers.summary import SummaryAnswer
from drafter.drafting.answers.summary_repair import SummaryRepairAnswer
from drafter.drafting.asking import Purpose, Unusable
from drafter.drafting.checked import ROUNDS
from drafter.drafting.drafter import Drafter
from drafter.drafting.turns import turn
from drafter.errors import ModelError
from drafter.grounding.catalogue import finding
from drafter.grounding.summary import examine_summary
from drafter.grounding.things import Things


@dataclass(frozen=True)
class SummaryTask:
    """A case whose summary is to be drafted, and its records."""

    case: Case
    records: tuple[RecordEvidence, ...]
    things: Things


async def checked_summary(task: SummaryTask, drafter: Drafter) -> DraftedSummary | None:
    """Draft a summary, check it, and have the sentences in error written anew, at most twice.

    What is written anew is kept only where it leaves fewer errors than there were; see `drafting.checked`. None where
    the drafter writes no summary.

    Raises:
        ModelError: the summary could not be drafted.
        Waiting: an answer is still to come.
    """
    await turn()
    sentences = await drafter.summary(task.case, task.records)
    await turn()
    done = _examined(task, sentences) if sentences else None
    try:
        for number in range(1, ROUNDS + 1):
            mended = await _mended(task, drafter, done, number) if done else None
            if mended is None:
                break
            done = mended
    except ModelError as error:
        note = finding("not-repaired", error.failure)
        done = done.model_copy(update={"findings": (*done.findings, note)}) if done else None
    return done


async def _mended(task: SummaryTask, drafter: Drafter, done: DraftedSummary, number: int) -> DraftedSummary | None:
    """The summary with what is in error written anew; None where nothing is, or where that does not help."""
    wrong = _errors(done)
    anew = await drafter.mended_summary(task.case, task.records, done.sentences, wrong) if wrong else None
    if anew is None:
        return None
    await turn()
    examined = _examined(task, anew)
    if len(_errors(examined)) >= len(wrong):
        return None
    return examined.model_copy(update={"repairs": (*done.repairs, *_repairs(done.sentences, anew, wrong, number))})


def kept_summary(drafted: DraftedSummary | None, by: DraftedBy) -> tuple[DraftSentence, ...] | None:
    """The summary as the answers that a draft keeps have it: the first one, and what it says was written anew of it.

    None where no such answer is kept, or where what was written anew is not what an answer gives.
    """
    first = [call.answer for call in by.calls if call.purpose == Purpose.SUMMARY]
    anew = [call.answer for call in by.calls if call.purpose == Purpose.SUMMARY_REPAIR]
    try:
        sentences = dict(enumerate(reader(SummaryAnswer)(first[-1]).summary(), start=1))
        for repair in drafted.repairs if drafted else ():
            given = reader(SummaryRepairAnswer)(anew[repair.round - 1]).sentences
            if repair.sentence is None or sentences[repair.sentence] != repair.before:
                return None
            sentences[repair.sentence] = next(one.sentence() for one in given if one.number == repair.sentence)
    except (Unusable, LookupError, StopIteration):  # somebody changed it
        return None
    return tuple(sentences.values())


def _examined(task: SummaryTask, sentences: Sequence[DraftSentence]) -> DraftedSummary:
    return examine_summary(sentences, task.records, task.case.dates, task.things)


def _errors(summary: DraftedSummary) -> list[Finding]:
    return [found for found in summary.findings if found.severity is Severity.ERROR]


def _repairs(
    before: Sequence[DraftSentence], after: Sequence[DraftSentence], wrong: Sequence[Finding], number: int
) -> tuple[Repair, ...]:
    return tuple(
        Repair(
            round=number,
            sentence=place,
            before=was,
            codes=tuple(dict.fromkeys(found.code for found in wrong if found.sentence == place)),
        )
        for place, (was, now) in enumerate(zip(before, after, strict=True), start=1)
        if was != now
    )
