"""A summary that a check finds fault with goes back, in these sentences alone, at most twice."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from drafter.domain.draft import DraftedBy, DraftedSummary, DraftSentence, Finding, ItemDraft, ModelCall, Repair
from drafter.domain.lexicon import Lexicon
from drafter.drafting.checked_summary import SummaryTask, checked_summary, kept_summary
from drafter.drafting.drafter import ItemTask
from drafter.errors import ModelError
from drafter.grounding.things import things_of
from tests.builders import pointers
from tests.drafting.synthetic import item_task

TASK = item_task()
SOUND = DraftSentence(text="Neck pain is told of.", pointers=pointers("R1.1"))
WRONG = DraftSentence(text="There were 77 visits.", pointers=pointers("R1.2"))
NOWHERE = DraftSentence(text="Sleep is poor.", pointers=pointers("R9.1"))
Summary = tuple[DraftSentence, ...]


class Scripted:
    """Gives a summary, and writes anew what it is told to: a summary, nothing, or a failure."""

    def __init__(self, first: Summary | None, *then: Summary | ModelError | None) -> None:
        self._first = first
        self._then = list(then)
        self.sent_back: list[list[str]] = []

    async def summary(self, case: object, records: object) -> Summary | None:
        return self._first

    async def mended_summary(
        self, case: object, records: object, summary: object, findings: Sequence[Finding]
    ) -> Summary | None:
        self.sent_back.append([found.code for found in findings])
        answer = self._then.pop(0)
        if isinstance(answer, ModelError):
            raise answer
        return answer

    async def draft(self, task: ItemTask) -> ItemDraft:
        raise AssertionError

    async def mended(self, *_: object) -> None:
        raise AssertionError

    async def remarks(self, *_: object) -> tuple[Finding, ...]:
        raise AssertionError

    def drafted_by(self) -> DraftedBy:
        raise AssertionError


def run(drafter: Scripted) -> DraftedSummary | None:
    task = SummaryTask(TASK.case, TASK.evidence.records, things_of(Lexicon()))
    return asyncio.run(checked_summary(task, drafter))


def done(drafter: Scripted) -> DraftedSummary:
    summary = run(drafter)
    assert summary is not None
    return summary


def test_without_a_summary_nothing_is_asked() -> None:
    assert run(Scripted(None)) is None


def test_a_summary_without_an_error_is_not_sent_back() -> None:
    drafter = Scripted((SOUND,))
    summary = done(drafter)
    assert (summary.sentences, summary.findings, summary.repairs, drafter.sent_back) == ((SOUND,), (), (), [])


def test_what_was_written_anew_is_recorded_with_what_it_was() -> None:
    drafter = Scripted((SOUND, WRONG), (SOUND, SOUND))
    summary = done(drafter)
    assert (summary.sentences, summary.findings) == ((SOUND, SOUND), ())
    assert drafter.sent_back == [["number-unsupported"]]
    assert summary.repairs == (Repair(round=1, sentence=2, before=WRONG, codes=("number-unsupported",)),)


def test_what_is_still_wrong_after_two_rounds_stays_and_is_flagged() -> None:
    drafter = Scripted((WRONG, NOWHERE, WRONG), (WRONG, SOUND, WRONG), (SOUND, SOUND, WRONG))
    summary = done(drafter)
    assert [found.sentence for found in summary.findings] == [3]
    assert [(repair.round, repair.sentence) for repair in summary.repairs] == [(1, 2), (2, 1)]
    assert len(drafter.sent_back) == 2


@pytest.mark.parametrize("anew", [None, (WRONG, WRONG), (NOWHERE, WRONG)], ids=["nothing", "worse", "as bad"])
def test_what_does_not_help_is_not_kept(anew: Summary | None) -> None:
    drafter = Scripted((SOUND, WRONG), anew)
    summary = done(drafter)
    assert (summary.sentences, summary.repairs) == ((SOUND, WRONG), ())
    assert len(drafter.sent_back) == 1


def test_a_server_that_fails_leaves_the_summary_and_a_note() -> None:
    summary = done(Scripted((SOUND, WRONG), ModelError("the server is gone", "deadline")))
    assert (summary.sentences, summary.repairs) == ((SOUND, WRONG), ())
    assert [(found.code, found.item, found.sentence) for found in summary.findings] == [
        ("number-unsupported", None, 2),
        ("not-repaired", None, None),
    ]


def call(purpose: str, *sentences: str) -> ModelCall:
    return ModelCall(
        purpose=purpose,
        item=None,
        request_sha256="0" * 64,
        answer='{"sentences": [' + ", ".join(sentences) + "]}",
        finish_reason="stop",
        prompt_tokens=1,
        completion_tokens=1,
    )


def by(*calls: ModelCall) -> DraftedBy:
    return DraftedBy(model="m", version="1", calls=calls)


FIRST = call("summary", '{"text": "a", "pointers": []}', '{"text": "b", "pointers": []}')
ANEW = call("summary-repair", '{"number": 2, "text": "c", "pointers": []}')
KEPT = Repair(round=1, sentence=2, before=DraftSentence(text="b"), codes=())


def drafted(*repairs: Repair) -> DraftedSummary:
    return DraftedSummary(sentences=(), states=(), repairs=repairs)


def test_answers_kept_give_the_summary_again_with_what_was_written_anew() -> None:
    assert [s.text for s in kept_summary(drafted(KEPT), by(FIRST, ANEW)) or ()] == ["a", "c"]


def test_an_answer_that_did_not_help_is_no_part_of_it() -> None:
    assert [s.text for s in kept_summary(drafted(), by(FIRST, ANEW)) or ()] == ["a", "b"]


@pytest.mark.parametrize(
    "calls", [(), (ANEW,), (FIRST,), (FIRST, call("summary-repair", '{"number": 1, "text": "c", "pointers": []}'))]
)
def test_what_no_answer_gives_is_none(calls: tuple[ModelCall, ...]) -> None:
    assert kept_summary(drafted(KEPT), by(*calls)) is None


@pytest.mark.parametrize("change", [{"round": 2}, {"sentence": 3}, {"sentence": None}, {"before": None}])
def test_a_repair_that_does_not_fit_the_answers_is_none(change: dict[str, Any]) -> None:
    assert kept_summary(drafted(KEPT.model_copy(update=change)), by(FIRST, ANEW)) is None
