"""Runs a suite: decisions to blind cases, each drafted in every condition, and set beside what was decided."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from drafter.domain.decision import Decision
from drafter.domain.determination import Determination
from drafter.domain.draft import EXTRACTIVE
from drafter.domain.text import sha256_text
from drafter.drafting.all_done import together
from drafter.drafting.asking import Waiting
from drafter.drafting.extractive import ExtractiveDrafter
from drafter.drafting.limits import Limits
from drafter.drafting.model import ModelChoice, drafters, store_for
from drafter.drafting.request_files import Exchange
from drafter.errors import EvaluationError
from drafter.evaluation.baselines import baselines
from drafter.evaluation.blind import BlindCase, blind_cases
from drafter.evaluation.conditions.table import conditions
from drafter.evaluation.decided import Decided, read_decided
from drafter.evaluation.leakage.guard import Guard
from drafter.evaluation.letter_run import LetterRun, MakeDrafter
from drafter.evaluation.lines import Answers
from drafter.evaluation.manifest import DecidedDigest, Manifest, program_digest
from drafter.evaluation.parts import Parts, alone_in
from drafter.evaluation.run_files import AS_WRITTEN
from drafter.evaluation.slices import slices_of
from drafter.evaluation.suite import LoadedSuite, Suite
from drafter.guidelines.corpus import Corpus, load_corpus
from drafter.guidelines.index import GuidelineIndex, build_index, open_index
from drafter.guidelines.vocabulary import load_vocabulary
from drafter.settings import settings

_GIVE_UP = 3
"""Where so many letters fail one after the other from the start on, nothing works, and no more are tried."""
Progress = Callable[[int, int, int], None]
"""Told how many letters are drafted, of how many, and how many have no draft."""


@dataclass(frozen=True)
class Asking:
    """How a run asks a model, where one drafts."""

    limits: Limits = field(default_factory=Limits)
    anew: bool = False
    """Whether answers that the store holds from earlier runs count for nothing."""
    exchange: Exchange | None = None
    """The files that questions go to and answers come from, in place of the server that the suite names."""


_AS_USUAL = Asking()


@dataclass(frozen=True)
class Ran:
    """What became of a run."""

    manifest: Manifest
    waiting: int
    """Letters that wait for answers of a model; while there are any the run is not whole, and not scored."""


def run_suite(
    loaded: LoadedSuite,
    decisions: Sequence[Path],
    out: Path,
    on: date,
    progress: Progress,
    asking: Asking = _AS_USUAL,
) -> Ran:
    """Draft a suite's decisions, and write the run's folder but for its scores.

    A run that was stopped is gone on with: a letter that is drafted is not drafted again.

    Args:
        loaded: the suite.
        decisions: letters, folders or files of decisions in place of those that the suite names.
        out: the run's folder.
        on: the day, for the manifest.
        progress: told after each letter.
        asking: how a model is asked.

    Raises:
        EvaluationError: suite, decisions or the folder cannot be used, or what is drafted from holds an answer.
        DrafterError: corpus, prompts, a case or the model server cannot be used.
    """
    suite = loaded.suite
    chosen = conditions((AS_WRITTEN, *suite.conditions))
    folder = loaded.place(suite.corpus) if suite.corpus else settings().corpus
    corpus = load_corpus(folder, loaded.place(suite.documents) if suite.documents else None)
    decided = read_decided(decisions or loaded.decisions(), load_vocabulary(folder))
    cases = blind_cases(decided.letters, loaded.place(suite.cases) if suite.cases else None)
    prompts = loaded.place(suite.prompts) if suite.prompts else settings().prompts
    answers = Answers(slices_of(decided.letters, corpus.lexicon), baselines(decided.letters), corpus.editions)
    guard = Guard(corpus, prompts, decided.letters)

    async def run() -> Ran:
        async with _drafters(suite, corpus, prompts, asking) as make:
            with _index(suite, corpus) as (index, room):
                manifest = _manifest(loaded, decided, cases, index, make, on)
                built_in = _built_in(corpus)
                letters = LetterRun(suite, index, make, built_in, chosen, answers, guard, room)
                letters.require_no_leak(cases)
                with alone_in(out):
                    parts = Parts(out, manifest, corpus.lexicon)
                    waiting = await _Letters(letters, parts, cases, progress).draft(_at_once(suite, asking))
                    if not waiting:
                        parts.assemble()
                return Ran(manifest, waiting)

    return asyncio.run(run())


@dataclass
class _Letters:
    """The letters of a run, drafted several at a time."""

    run: LetterRun
    parts: Parts
    cases: Sequence[BlindCase]
    progress: Progress
    done: int = 0
    waiting: int = 0

    async def draft(self, at_once: int) -> int:
        """Draft all that are not drafted; gives how many wait for answers."""
        left = iter(enumerate(self.cases, start=1))

        async def work() -> None:
            for number, blind in left:
                await self._one(number, blind)

        await together([asyncio.create_task(work()) for _ in range(at_once)])
        return self.waiting

    async def _one(self, number: int, blind: BlindCase) -> None:
        if not self.parts.has(number):
            try:
                part = await self.run.draft(blind)
            except Waiting:
                self.waiting += 1
            else:
                self.parts.keep(number, part)
                if part.failed and self.parts.failed == self.done + 1 == _GIVE_UP:
                    raise EvaluationError(f"none of the first {_GIVE_UP} letters could be drafted: {part.failed}")
        self.done += 1
        self.progress(self.done, len(self.cases), self.parts.failed)


def _at_once(suite: Suite, asking: Asking) -> int:
    """How many letters are drafted at a time: more than one where answers are waited for."""
    return 1 if suite.drafter.model == EXTRACTIVE else asking.limits.concurrency


def _built_in(corpus: Corpus) -> MakeDrafter:
    return lambda more_seed, watch: ExtractiveDrafter(corpus.aliases.body_parts_shown_in)


@asynccontextmanager
async def _drafters(suite: Suite, corpus: Corpus, prompts: Path, asking: Asking) -> AsyncIterator[MakeDrafter]:
    """How the suite's drafter is made."""
    by = suite.drafter
    choice = ModelChoice(by.model, by.base_url, by.data_agreement, by.seed, asking.anew, by.judge, asking.limits)
    with store_for(choice) as store:
        if asking.exchange and store:
            asking.exchange.take_in(store)
        async with drafters(choice, corpus, prompts, store, asking.exchange) as made:
            yield lambda more_seed, watch: made.drafter(more_seed=more_seed, watch=watch)


@contextmanager
def _index(suite: Suite, corpus: Corpus) -> Iterator[tuple[GuidelineIndex, Path]]:
    """An index of the suite's own corpus, and a folder for those without a letter's facts."""
    with tempfile.TemporaryDirectory(prefix="drafter-") as folder:
        place = Path(folder) / "index"
        build_index(corpus, place, suite.retrieval.embedding or settings().embedding)
        with open_index(place, corpus) as index:
            yield index, Path(folder) / "without"


def _manifest(
    loaded: LoadedSuite,
    decided: Decided,
    cases: Sequence[BlindCase],
    index: GuidelineIndex,
    drafter: MakeDrafter,
    on: date,
) -> Manifest:
    return Manifest(
        made_on=on,
        suite=loaded.suite,
        suite_sha256=loaded.sha256,
        decisions=decided.files,
        decisions_sha256=sha256_text("\n".join(map(_digest, decided.letters.values()))),
        cases_sha256=sha256_text("\n".join(_case_digest(blind) for blind in cases)),
        decided_sha256=_decided(cases),
        letters=len(decided.letters),
        items=decided.items,
        full_records=sum(blind.full_records for blind in cases),
        drafted_by=drafter(0, None).drafted_by(),
        corpus_sha256=index.corpus.sha256,
        lexicon_sha256=index.corpus.lexicon.sha256,
        embedding=index.embedding,
        program_sha256=program_digest(),
    )


def _decided(cases: Sequence[BlindCase]) -> str:
    digest = DecidedDigest()
    for blind in cases:
        for number, item in enumerate(blind.decision.items, start=1):
            digest.add(blind.letter, number, item.determination is Determination.OVERTURNED)
    return digest.sha256


def _digest(decision: Decision) -> str:
    return sha256_text(decision.model_dump_json(by_alias=True))


def _case_digest(blind: BlindCase) -> str:
    records = "\n".join(record.sha256 or record.status for record in blind.loaded.records)
    return sha256_text(f"{blind.letter}\n{blind.loaded.sha256}\n{records}")
