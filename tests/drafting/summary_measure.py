"""How sound drafted summaries are: `python -m tests.drafting.summary_measure OUT.jsonl [IN.jsonl …]`.

The cases are the synthetic ones of the grounding checks that are not expedited, without their summaries. Questions are
written to OUT in the form of the OpenAI Batch API; answers are read from IN. Begun again with more answers, it goes on
where it was, by the store of the settings (DRAFTER_STORE).
"""

import asyncio
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from shutil import copy
from typing import Annotated

import typer

from drafter.cases.load import LoadedCase, load_case
from drafter.content import folder
from drafter.domain.case import Priority
from drafter.domain.draft import DraftedSummary, Severity
from drafter.drafting.asking import Waiting
from drafter.drafting.checked_summary import SummaryTask, checked_summary
from drafter.drafting.model import Drafters, ModelChoice, drafters
from drafter.drafting.request_files import Exchange
from drafter.grounding.summary import examine_summary
from drafter.grounding.things import things_of
from drafter.guidelines.corpus import load_corpus
from drafter.settings import settings
from drafter.store import CallStore
from tests.grounding.mutation.worlds import case_files
from tests.grounding.summarised import without_summary


def main(out: Path, answers: Annotated[list[Path] | None, typer.Argument()] = None) -> None:
    """Prints how many summaries and sentences are in error, as first written and after repairs."""
    corpus = load_corpus(folder("guideline_corpus"))

    async def all_of_them(cases: Sequence[LoadedCase]) -> list[tuple[DraftedSummary, DraftedSummary] | None]:
        with closing(CallStore(settings().store)) as store, Exchange(out, answers or []) as exchange:
            exchange.take_in(store)
            choice = ModelChoice("writer")
            async with drafters(choice, corpus, folder("prompts"), store, exchange) as made:
                things = things_of(corpus.lexicon)
                return [await _summaries(SummaryTask(one.case, one.records, things), made) for one in cases]

    with tempfile.TemporaryDirectory() as place:
        done = asyncio.run(all_of_them(list(_cases(Path(place)))))
    whole = [pair for pair in done if pair]
    typer.echo(f"{len(whole)} summaries, {len(done) - len(whole)} waiting for answers in {out}")
    for what, summaries in zip(("as first written", "after repairs"), zip(*whole, strict=True), strict=False):
        wrong = [_wrong(summary) for summary in summaries]
        sentences = sum(len(summary.sentences) for summary in summaries)
        typer.echo(f"{what}: {sum(wrong)} of {sentences} sentences in error, in {sum(map(bool, wrong))} summaries")
    codes = Counter(found.code for first, _ in whole for found in first.findings if found.severity is Severity.ERROR)
    typer.echo(f"written anew: {sum(len(last.repairs) for _, last in whole)}; errors at first: {dict(codes)}")


def _cases(place: Path) -> Iterator[LoadedCase]:
    for file in case_files():
        loaded = load_case(without_summary(Path(copy(file, place))))
        if loaded.case.priority is not Priority.EXPEDITED:
            yield loaded


async def _summaries(task: SummaryTask, made: Drafters) -> tuple[DraftedSummary, DraftedSummary] | None:
    """The summary as first written, and after repairs; None where an answer is still to come."""
    try:
        first = await made.drafter().summary(task.case, task.records)
        last = await checked_summary(task, made.drafter())
    except Waiting:
        return None
    assert first is not None
    assert last is not None
    return examine_summary(first, task.records, task.case.dates, task.things), last


def _wrong(summary: DraftedSummary) -> int:
    """How many sentences a check finds in error."""
    return len({found.sentence for found in summary.findings if found.severity is Severity.ERROR})


if __name__ == "__main__":
    typer.run(main)
