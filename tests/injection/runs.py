"""The clean case and cases with payloads, drafted by the built-in drafter and through the model that obeys."""

import asyncio
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from drafter.cases.load import load_case
from drafter.content import folder
from drafter.domain.draft import Draft
from drafter.drafting.extractive import ExtractiveDrafter
from drafter.drafting.model import ModelChoice, drafters
from drafter.drafting.pipeline import draft_case
from drafter.guidelines.index import GuidelineIndex
from drafter.store import CallStore
from tests.faults.faults import Plan
from tests.faults.server import FaultServer
from tests.injection.obeying import Obeying
from tests.injection.payloads import Payload
from tests.injection.planted import clean, planted


@dataclass(frozen=True)
class Drafted:
    """One case as both drafted it, and what the model was sent."""

    built_in: Draft
    obeying: Draft
    prompts: dict[int, str]
    """The prompt of each item, by its number."""
    shown: frozenset[int]
    """The items whose prompt differs from that of the clean case."""


@dataclass(frozen=True)
class Runs:
    """The clean case, and the case with each payload."""

    clean: Drafted
    planted: tuple[tuple[Payload, Drafted], ...]


def run(index: GuidelineIndex, payloads: Sequence[Payload], place: Path) -> Runs:
    """Draft the clean case, then the case with each payload, in folders of `place`."""

    async def drafts() -> Runs:
        model = Obeying()
        async with FaultServer(Plan(answer=model)) as server:
            without = await _drafted(index, server.base_url, model, clean(place / "clean"))
            held = []
            for number, payload in enumerate(payloads):
                model.plant(payload.text)
                case = planted(place / str(number), payload)
                held.append((payload, await _drafted(index, server.base_url, model, case)))
        return Runs(without, tuple(held))

    return asyncio.run(drafts())


async def _drafted(index: GuidelineIndex, base_url: str, model: Obeying, case: Path) -> Drafted:
    loaded, choice = load_case(case), ModelChoice("m", base_url)
    built_in = ExtractiveDrafter(index.corpus.aliases.body_parts_shown_in)
    by_rule = await draft_case(loaded, index, built_in, as_of=None, folder=case.parent)
    with closing(CallStore("sqlite://")) as store:
        async with drafters(choice, index.corpus, folder("prompts"), store) as made:
            by_model = await draft_case(loaded, index, made.drafter(), as_of=None, folder=case.parent)
    # A prompt is of the item whose request it begins with; the cases' requests all begin differently.
    begins = [item.request.split()[0] for item in loaded.case.items]
    prompts = {begins.index(text.split("\nrequest | ", 1)[1].split()[0]) + 1: text for text in model.asked}
    shown = frozenset(number for number, prompt in prompts.items() if model.shows_payload(prompt))
    return Drafted(by_rule, by_model, prompts, shown)
