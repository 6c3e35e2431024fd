"""Items and cases drafted through a server on this machine, with a store of their own."""

import asyncio
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from drafter.cases.load import load_case
from drafter.content import folder
from drafter.domain.draft import Draft, DraftedBy, ItemDraft
from drafter.drafting.drafter import ItemTask
from drafter.drafting.model import ModelChoice, drafters
from drafter.drafting.pipeline import draft_case
from drafter.guidelines.corpus import Corpus
from drafter.guidelines.index import GuidelineIndex
from drafter.store import CallStore


def drafted(
    base_url: str, tasks: Sequence[ItemTask], corpus: Corpus, *, model: str = "m", agreement: str | None = None
) -> tuple[list[ItemDraft], DraftedBy]:
    """The items of one case, one after the other, and how they were drafted."""

    async def draft() -> tuple[list[ItemDraft], DraftedBy]:
        choice = ModelChoice(model, base_url, agreement)
        with closing(CallStore("sqlite://")) as store:
            async with drafters(choice, corpus, folder("prompts"), store) as made:
                drafter = made.drafter()
                return [await drafter.draft(task) for task in tasks], drafter.drafted_by()

    return asyncio.run(draft())


def case_drafted(base_url: str, case: Path, index: GuidelineIndex, *, model: str = "m", judge: bool = False) -> Draft:
    """A whole case, checked and mended."""

    async def draft() -> Draft:
        choice = ModelChoice(model, base_url, judge=judge)
        with closing(CallStore("sqlite://")) as store:
            async with drafters(choice, index.corpus, folder("prompts"), store) as made:
                return await draft_case(load_case(case), index, made.drafter(), as_of=None, folder=case.parent)

    return asyncio.run(draft())
