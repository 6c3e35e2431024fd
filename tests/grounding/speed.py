"""How long a draft of 20 items takes to verify: `python -m tests.grounding.speed`."""

import asyncio
import gc
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import _lru_cache_wrapper
from statistics import median
from time import process_time

import typer

from drafter.cases.load import LoadedCase, load_case
from drafter.domain.draft import Draft
from drafter.domain.evidence import CaseDate
from drafter.domain.guideline import Passage
from drafter.drafting.extractive import ExtractiveDrafter
from drafter.drafting.pipeline import draft_case
from drafter.drafting.redraft import Redrafter
from drafter.grounding.things import things_of
from drafter.grounding.verify import Originals, verify
from drafter.guidelines.in_force import governs
from drafter.guidelines.index import GuidelineIndex
from tests.grounding.mutation.requests import shipped_index
from tests.grounding.mutation.worlds import case_files

ITEMS = 20
_TEXTS = frozenset(("read", "amounts_in", "substance", "_plain", "_all_written", "_all_quantities", "_all_courses"))
"""Caches of single texts; what is compiled of the corpus' words is made once a process and stays."""


@dataclass(frozen=True)
class Times:
    """Milliseconds of processor time, the median of several runs."""

    checks: float
    """All checks, on texts not seen before."""
    with_redraft: float
    """With the built-in drafter drafting every item again, to compare."""


def draft_of_many_items(index: GuidelineIndex) -> tuple[Draft, LoadedCase]:
    """A draft of one synthetic case that asks for what all of them ask for."""
    cases = [load_case(file) for file in case_files()]
    asked = [item.model_copy(update={"request_date": None}) for of in cases for item in of.case.items]
    items = tuple(item for item in asked if item.depends_on is None)[:ITEMS]
    first = cases[3]
    loaded = replace(first, case=first.case.model_copy(update={"items": items}))
    drafter = ExtractiveDrafter(index.corpus.aliases.body_parts_shown_in)
    return asyncio.run(draft_case(loaded, index, drafter, as_of=None, folder=loaded.path.parent)), loaded


def measure(index: GuidelineIndex, runs: int = 7) -> Times:
    """The times on this machine."""
    draft, loaded = draft_of_many_items(index)
    corpus = index.corpus

    def in_force(passage: Passage, number: int) -> tuple[CaseDate, bool] | None:
        found = governs(passage.edition, loaded.case, loaded.case.items[number - 1], draft.as_of)
        return (found.date, found.near_boundary) if found else None

    redrafter = Redrafter(draft, loaded, corpus)
    originals = Originals(
        case=loaded.case,
        case_sha256=loaded.sha256,
        records=loaded.records,
        passage=corpus.passage,
        in_force=in_force,
        redraft=redrafter,
        things=things_of(corpus.lexicon),
        document_text=corpus.document_text,
        places=corpus.named_places,
    )
    alone = replace(originals, redraft=lambda *_: None)
    verify(draft, originals)
    checks = _milliseconds(lambda: verify(draft, alone), runs)
    return Times(checks, _milliseconds(lambda: verify(draft, originals), runs))


def _milliseconds(work: Callable[[], object], runs: int) -> float:
    took = []
    for _ in range(runs):
        _forget_texts()
        began = process_time()
        work()
        took.append(1000 * (process_time() - began))
    return median(took)


def _forget_texts() -> None:
    for each in gc.get_objects():
        if isinstance(each, _lru_cache_wrapper) and each.__name__ in _TEXTS:
            each.cache_clear()
    gc.collect()


if __name__ == "__main__":
    with shipped_index() as opened:
        times = measure(opened)
    typer.echo(f"{ITEMS} items: checks {times.checks:.0f} ms, with all drafted again {times.with_redraft:.0f} ms")
