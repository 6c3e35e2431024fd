"""Drafts one decided case in every condition, with what rests on its letter alone hidden, and guards against leaks."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from drafter.cases.load import LoadedCase
from drafter.domain.case import ItemStatus, Model
from drafter.domain.draft import EXTRACTIVE, Draft
from drafter.domain.guideline import Passage
from drafter.drafting.asking import Waiting
from drafter.drafting.drafter import Drafter
from drafter.drafting.pipeline import Altered, draft_case
from drafter.drafting.prompted import Watch
from drafter.errors import EvaluationError, ModelError, NotInForce
from drafter.evaluation.blind import BlindCase
from drafter.evaluation.conditions.condition import Condition, changed, shift
from drafter.evaluation.hiding import hidden_from
from drafter.evaluation.leakage.guard import Guard
from drafter.evaluation.leakage.leak import Leak
from drafter.evaluation.lines import Answers, case_line, failed_lines, item_lines, passages_of, proposal_of
from drafter.evaluation.run_files import AS_WRITTEN, CaseLine, ItemLine, Pair, Proposal
from drafter.evaluation.suite import Suite
from drafter.guidelines.hidden import exclude_sources
from drafter.guidelines.index import GuidelineIndex

MakeDrafter = Callable[[int, Watch | None], Drafter]
"""A drafter for one case, with a number added to its seed; what it is about to ask of a model goes to the watch."""


class LetterPart(Model):
    """What a run holds of one letter."""

    cases: tuple[CaseLine, ...]
    items: tuple[ItemLine, ...]
    passages: dict[str, Passage]

    @property
    def failed(self) -> str | None:
        """Why a case of it could not be drafted; None where all were. An item that is not open needs no draft."""
        return next(
            (item.failed for item in self.items if item.failed and item.request.status is ItemStatus.OPEN), None
        )


@dataclass(frozen=True)
class LetterRun:
    """All that the letters of a run have in common."""

    suite: Suite
    index: GuidelineIndex
    drafter: MakeDrafter
    extractive: MakeDrafter
    conditions: tuple[Condition, ...]
    """The case as written first, and each after the one that it is compared with."""
    answers: Answers
    guard: Guard
    folder: Path
    """Where an index without a letter's own facts may be made."""

    def require_no_leak(self, cases: Sequence[BlindCase]) -> None:
        """Look for the answers of all letters before the first is drafted, so that none is sent anywhere.

        Raises:
            EvaluationError: what the drafter would see holds an answer; one line a place.
        """
        found: list[Leak] = []
        for blind in cases:
            corpus = exclude_sources(self.index.corpus, frozenset([blind.letter]))
            found += self.guard.leaks(blind.letter, blind.decision, blind.loaded, corpus)
        _refuse(found)

    async def draft(self, blind: BlindCase) -> LetterPart:
        """Draft a decided case in every condition that applies to it.

        Raises:
            EvaluationError: what the drafter would see holds the answer.
            Waiting: answers of a model to some of its questions are still to come.
        """
        cases: list[CaseLine] = []
        items: list[ItemLine] = []
        passages: dict[str, Passage] = {}
        with hidden_from(self.index, blind.letter, self.folder / blind.letter) as index:
            drafts: dict[str, Draft] = {}
            waits: Waiting | None = None
            watch = partial(self._watched, blind)
            for condition in self.conditions:
                loaded = condition.apply(blind.loaded)
                other = drafts.get(condition.compared_with)
                if loaded is None or (other is None and self._needs(condition, waits)):
                    continue
                suspected = self._guarded(blind, loaded, index)
                altered = condition.altered(other) if condition.altered and other else None
                try:
                    draft, reason = await self._tried(loaded, index, self.drafter(condition.seed or 0, watch), altered)
                except Waiting as still:
                    waits = still
                    continue
                pairs = dict(_pairs(condition, other, draft)) if other else {}
                if draft is None:
                    items += failed_lines(blind, condition.name, reason, self.answers, pairs)
                    continue
                drafts[condition.name] = draft
                cases.append(case_line(blind, condition.name, draft, suspected))
                items += item_lines(blind, condition.name, draft, self.answers, pairs)
                passages |= passages_of(draft)
            if waits:
                raise waits
            items = await self._with_extractive(blind, index, items)
        return LetterPart(cases=tuple(cases), items=tuple(items), passages=passages)

    @staticmethod
    def _needs(condition: Condition, waits: Waiting | None) -> bool:
        """Whether a condition cannot be drafted without the draft that it is compared with.

        While answers are waited for, as many questions as can be are asked in one round.
        """
        return condition.compared_with != condition.name and (waits is None or condition.altered is not None)

    def _guarded(self, blind: BlindCase, loaded: LoadedCase, index: GuidelineIndex) -> tuple[Leak, ...]:
        leaks = self.guard.leaks(blind.letter, blind.decision, loaded, index.corpus)
        _refuse(leaks)
        return leaks

    def _watched(self, blind: BlindCase, sent: str) -> None:
        _refuse(self.guard.leaks_in_text(blind.letter, blind.decision, {"what would be sent": sent}))

    async def _tried(
        self, loaded: LoadedCase, index: GuidelineIndex, drafter: Drafter, altered: Altered | None
    ) -> tuple[Draft | None, str]:
        """The draft of a case, or why there is none."""
        how = {"altered": altered} if altered else {}
        retrieval = self.suite.retrieval
        try:
            draft = await draft_case(
                loaded, index, drafter, as_of=None, folder=Path(), k=retrieval.k, hint=retrieval.hint, **how
            )
        except (ModelError, NotInForce) as error:
            return None, str(error)
        return draft, ""

    async def _with_extractive(self, blind: BlindCase, index: GuidelineIndex, items: list[ItemLine]) -> list[ItemLine]:
        """The items as written with what the built-in drafter proposes as one more baseline, where a model drafts."""
        if self.suite.drafter.model == EXTRACTIVE:
            return items
        draft, _ = await self._tried(blind.loaded, index, self.extractive(0, None), None)
        proposals = {item.number: proposal_of(item) for item in draft.items} if draft else {}
        return [_with(item, proposals.get(item.item)) if item.condition == AS_WRITTEN else item for item in items]


def _refuse(leaks: Sequence[Leak]) -> None:
    if plain := [leak for leak in leaks if leak.severity == "leak"]:
        lines = [f"the answer would reach the drafter: {leak}; take it out of there" for leak in plain]
        raise EvaluationError("\n".join(lines))


def _with(item: ItemLine, proposal: Proposal | None) -> ItemLine:
    return item.model_copy(update={"baselines": {**item.baselines, EXTRACTIVE: proposal}}) if proposal else item


def _pairs(condition: Condition, other: Draft, draft: Draft | None) -> Iterator[tuple[int, Pair]]:
    """What became of each proposal that a condition asks something of.

    Where there is no second draft, the proposal did what it must not: else a drafter would hide it by failing.
    """
    if condition.must is None:
        return
    for before in other.items:
        now = draft.items[before.number - 1].draft if draft else None
        if before.draft and condition.counts(before):
            became = changed(before.draft, now) if now else condition.must == "stay"
            moved = shift(before.draft, now) if now else 0.0
            yield (
                before.number,
                Pair(compared_with=condition.compared_with, must=condition.must, changed=became, shift=moved),
            )
