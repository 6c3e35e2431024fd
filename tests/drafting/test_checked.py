"""An item that a check finds fault with goes back, in these places alone, at most twice."""

import asyncio
from collections.abc import Sequence

from drafter.domain.conclusion import CLOSING
from drafter.domain.determination import Determination
from drafter.domain.draft import (
    CriterionCheck,
    CriterionStatus,
    DraftedBy,
    DraftSentence,
    Finding,
    ItemDraft,
    Pointer,
    SentenceState,
)
from drafter.domain.lexicon import Lexicon
from drafter.drafting.checked import Checked, checked
from drafter.drafting.drafter import ItemTask
from drafter.errors import ModelError
from drafter.grounding.catalogue import finding
from drafter.grounding.sources import Frame
from drafter.grounding.things import things_of
from tests.drafting.synthetic import item_task

SOUND = DraftSentence(
    text="The usual course of massage has four to six visits.", pointers=(Pointer(source="G1", sentence=2),)
)
WRONG = DraftSentence(text="The usual course of massage has nine visits.", pointers=(Pointer(source="G1", sentence=2),))
NOWHERE = DraftSentence(text="The record shows no exercise.", pointers=(Pointer(source="R9", sentence=1),))
CLOSE = DraftSentence(text=CLOSING[Determination.UPHELD])


def proposal(*sentences: DraftSentence) -> ItemDraft:
    limit = CriterionCheck(
        label="four to six visits",
        criterion=Pointer(source="G1", sentence=2),
        status=CriterionStatus.NOT_MET,
        pointers=(Pointer(source="R1", sentence=2),),
    )
    return ItemDraft(
        criteria=(limit,), probability=0.1, determination=Determination.UPHELD, rationale=(*sentences, CLOSE)
    )


class Scripted:
    """Proposes what it is told to, and writes anew what it is told to: a draft, nothing, or a failure."""

    def __init__(
        self, first: ItemDraft, *then: ItemDraft | ModelError | None, remarks: tuple[Finding, ...] = ()
    ) -> None:
        self._first = first
        self._then = list(then)
        self._remarks = remarks
        self.sent_back: list[list[str]] = []

    async def draft(self, task: ItemTask) -> ItemDraft:
        return self._first

    async def mended(self, task: ItemTask, draft: ItemDraft, findings: Sequence[Finding]) -> ItemDraft | None:
        self.sent_back.append([found.code for found in findings])
        answer = self._then.pop(0)
        if isinstance(answer, ModelError):
            raise answer
        return answer

    async def remarks(self, task: ItemTask, draft: ItemDraft, states: Sequence[SentenceState]) -> tuple[Finding, ...]:
        return self._remarks

    async def summary(self, case: object, records: object) -> None:
        raise AssertionError

    def drafted_by(self) -> DraftedBy:
        raise AssertionError


def run(drafter: Scripted) -> Checked:
    task = item_task()
    frame = Frame.of(
        task.item, task.case.items, task.case.dates, task.case.case_number, None, things_of(Lexicon()), task.search
    )
    return asyncio.run(checked(task, drafter, frame))


def errors(done: Checked) -> list[str]:
    return [found.code for found in done.findings if found.severity.value == "error"]


def test_a_draft_without_an_error_is_not_sent_back() -> None:
    drafter = Scripted(proposal(SOUND))
    done = run(drafter)
    assert (errors(done), drafter.sent_back, done.repairs) == ([], [], ())


def test_what_was_written_anew_is_recorded_with_what_it_was() -> None:
    drafter = Scripted(proposal(WRONG, SOUND), proposal(SOUND, SOUND))
    done = run(drafter)
    assert errors(done) == []
    (repair,) = done.repairs
    assert (repair.round, repair.sentence, repair.before) == (1, 1, WRONG)
    assert repair.codes
    assert set(repair.codes) <= set(drafter.sent_back[0])


def test_an_item_is_sent_back_twice_at_most() -> None:
    drafter = Scripted(
        proposal(WRONG, NOWHERE, WRONG), proposal(SOUND, NOWHERE, WRONG), proposal(SOUND, SOUND, WRONG), proposal(SOUND)
    )
    done = run(drafter)
    assert len(drafter.sent_back) == 2
    assert [(repair.round, repair.sentence) for repair in done.repairs] == [(1, 1), (2, 2)]
    assert errors(done)
    assert done.states[2] is SentenceState.FLAGGED


def test_a_repair_that_leaves_as_many_errors_is_not_kept() -> None:
    done = run(Scripted(proposal(WRONG), proposal(NOWHERE)))
    assert done.draft.rationale[0] == WRONG
    assert done.repairs == ()


def test_a_drafter_that_writes_nothing_anew_leaves_the_draft_as_it_is() -> None:
    done = run(Scripted(proposal(WRONG), None))
    assert done.draft.rationale[0] == WRONG


def test_a_repair_that_fails_is_said_and_what_was_mended_stays() -> None:
    drafter = Scripted(proposal(WRONG, WRONG), proposal(SOUND, WRONG), ModelError("item 1: slow", "deadline"))
    done = run(drafter)
    assert done.draft.rationale[:2] == (SOUND, WRONG)
    (note,) = [found for found in done.findings if found.code == "not-repaired"]
    assert (note.item, note.message, note.severity.value) == (1, "deadline", "note")


def test_what_the_drafter_remarks_on_is_flagged() -> None:
    doubt = finding("judge-doubts", "the evidence speaks of visits", item=1, sentence=1)
    done = run(Scripted(proposal(SOUND), remarks=(doubt,)))
    assert doubt in done.findings
    assert done.states[0] is SentenceState.FLAGGED
