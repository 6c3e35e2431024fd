"""One item drafted, checked, and where a check finds an error, written anew in these places: at most twice."""

from dataclasses import dataclass

from drafter.domain.draft import DraftSentence, Finding, ItemDraft, Repair, SentenceState, Severity
from drafter.drafting.drafter import Drafter, ItemTask
from drafter.drafting.turns import turn
from drafter.errors import ModelError
from drafter.grounding.catalogue import finding
from drafter.grounding.examine import Examined, examine
from drafter.grounding.remarks import flagged
from drafter.grounding.sources import Frame

ROUNDS = 2
"""How often an item is sent back at most; what is still wrong then is for the reviewer."""


@dataclass(frozen=True)
class Checked:
    """An item's draft with all that was found, and what was written anew."""

    draft: ItemDraft
    examined: Examined
    repairs: tuple[Repair, ...] = ()
    more: tuple[Finding, ...] = ()
    """What is found beside the checks: that a repair failed, and what the drafter remarks on."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings."""
        return (*self.examined.findings, *self.more)

    @property
    def states(self) -> tuple[SentenceState, ...]:
        """How far each sentence is checked; one that is remarked on is flagged."""
        return flagged(self.examined.states, self.more)


async def checked(task: ItemTask, drafter: Drafter, frame: Frame) -> Checked:
    """Draft an item, check it, and have mended what is in error.

    A repair is kept only where it leaves fewer errors than there were. One that the server fails to give leaves the
    draft as it is, and a finding says so.

    Raises:
        ModelError: the item could not be drafted.
        Waiting: an answer is still to come.
    """
    draft = await drafter.draft(task)
    await turn()
    done = Checked(draft, examine(task.number, draft, task.evidence, frame, task.parent))
    try:
        for number in range(1, ROUNDS + 1):
            mended = await _mended(task, drafter, frame, done, number)
            if mended is None:
                break
            done = mended
    except ModelError as error:
        note = finding("not-repaired", error.failure, item=task.number)
        done = Checked(done.draft, done.examined, done.repairs, (note,))
    remarks = await drafter.remarks(task, done.draft, done.examined.states)
    return Checked(done.draft, done.examined, done.repairs, (*done.more, *remarks))


async def _mended(task: ItemTask, drafter: Drafter, frame: Frame, done: Checked, number: int) -> Checked | None:
    """The item with what is in error written anew; None where nothing is, or where that does not help."""
    wrong = _errors(done.examined)
    mended = await drafter.mended(task, done.draft, wrong) if wrong else None
    if mended is None:
        return None
    await turn()
    examined = examine(task.number, mended, task.evidence, frame, task.parent)
    if len(_errors(examined)) >= len(wrong):
        return None
    return Checked(mended, examined, (*done.repairs, *_repairs(done.draft, mended, wrong, number)))


def _errors(examined: Examined) -> list[Finding]:
    return [found for found in examined.findings if found.severity is Severity.ERROR]


def _repairs(before: ItemDraft, after: ItemDraft, wrong: list[Finding], number: int) -> list[Repair]:
    old: list[DraftSentence | None] = [*before.rationale]
    old += [None] * (len(after.rationale) - len(old))
    places: list[tuple[int | None, DraftSentence | None]] = [
        (place, was) for place, (was, now) in enumerate(zip(old, after.rationale, strict=True), start=1) if was != now
    ]
    if before.criteria != after.criteria:
        places.append((None, None))
    return [
        Repair(
            round=number,
            sentence=place,
            before=was,
            codes=tuple(dict.fromkeys(found.code for found in wrong if found.sentence in (place, None))),
        )
        for place, was in places
    ]
