"""The extractive drafter under every condition, on the synthetic cases and the shipped example."""

import asyncio
from collections import Counter
from pathlib import Path

import pytest

from drafter.cases.example import copy_example
from drafter.cases.load import LoadedCase, load_case
from drafter.domain.draft import Draft
from drafter.drafting.extractive import ExtractiveDrafter
from drafter.drafting.pipeline import draft_case
from drafter.evaluation.conditions.condition import changed
from drafter.evaluation.conditions.table import CONDITIONS
from drafter.guidelines.index import GuidelineIndex
from tests.grounding.mutation.worlds import case_files

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def counted(index: GuidelineIndex, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Counter[str]]:
    """Of each condition, how many proposals are counted, and how many of them changed."""
    folder = tmp_path_factory.mktemp("drafted")
    drafter = ExtractiveDrafter(index.corpus.aliases.body_parts_shown_in)
    tallies: dict[str, Counter[str]] = {name: Counter() for name in CONDITIONS}

    async def draft() -> None:
        for file in [*case_files(), copy_example(folder / "example")]:
            for name, tally in (await _tallies(load_case(file), index, drafter, folder)).items():
                tallies[name] += tally

    asyncio.run(draft())  # once, since each run ends with writing out what it gives, here a draft
    return tallies


async def _tallies(
    loaded: LoadedCase, index: GuidelineIndex, drafter: ExtractiveDrafter, folder: Path
) -> dict[str, Counter[str]]:
    drafts: dict[str, Draft] = {}
    tallies: dict[str, Counter[str]] = {}
    for name, condition in CONDITIONS.items():
        other = condition.apply(loaded)
        if other is None:
            continue
        base = drafts.get(condition.compared_with)
        altered = {"altered": condition.altered(base)} if condition.altered and base else {}
        drafts[name] = await draft_case(other, index, drafter, as_of=None, folder=folder, **altered)
        for before, after in zip((base or drafts[name]).items, drafts[name].items, strict=True):
            if condition.counts(before) and before.draft and after.draft:
                tallies.setdefault(name, Counter()).update(n=1, changed=changed(before.draft, after.draft))
    return tallies


def test_proposals_stay_where_they_must(counted: dict[str, Counter[str]]) -> None:
    for name, condition in CONDITIONS.items():
        if condition.must == "stay":
            assert counted[name]["n"] >= 30, name
            assert counted[name]["changed"] == 0, name


def test_proposals_change_where_the_passages_say_the_contrary(counted: dict[str, Counter[str]]) -> None:
    tally = counted["governing passage contrary"]
    assert tally["n"] >= 30
    assert tally["changed"] >= 0.9 * tally["n"]
