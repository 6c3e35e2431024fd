"""Runs a suite: decisions to blind cases, each drafted in every condition, and set beside what was decided."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from drafter.domain.decision import Decision
from drafter.domain.determination import Determination
from drafter.domain.draft import EXTRACTIVE
from drafter.domain.text import sha256_text
from drafter.drafting.drafter import Drafter
from drafter.drafting.extractive import ExtractiveDrafter
from drafter.errors import EvaluationError
from drafter.evaluation.baselines import baselines
from drafter.evaluation.blind import BlindCase, blind_cases
from drafter.evaluation.conditions.table import conditions
from drafter.evaluation.decided import Decided, read_decided
from drafter.evaluation.leakage.guard import Guard
from drafter.evaluation.letter_run import LetterRun, MakeDrafter, Watch
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
from drafter.store import CallStore

_GIVE_UP = 3
"""Where so many letters fail one after the other from the start on, nothing works, and no more are tried."""
Progress = Callable[[int, int, int], None]
"""Told how many letters are drafted, of how many, and how many have no draft."""


def run_suite(loaded: LoadedSuite, decisions: Sequence[Path], out: Path, on: date, progress: Progress) -> Manifest:
    """Draft a suite's decisions, and write the run's folder but for its scores.

    A run that was stopped is gone on with: a letter that is drafted is not drafted again.

    Args:
        loaded: the suite.
        decisions: letters, folders or files of decisions in place of those that the suite names.
        out: the run's folder.
        on: the day, for the manifest.
        progress: told after each letter.

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
    with _drafters(suite, prompts) as (drafter, extractive), _index(suite, corpus) as (index, room):
        manifest = _manifest(loaded, decided, cases, index, drafter, on)
        letters = LetterRun(
            suite, index, drafter, extractive, chosen, answers, Guard(corpus, prompts, decided.letters), room
        )
        letters.require_no_leak(cases)
        with alone_in(out):
            parts = Parts(out, manifest, corpus.lexicon)
            for number, blind in enumerate(cases, start=1):
                if not parts.has(number):
                    parts.keep(number, part := letters.draft(blind))
                    if parts.failed == number == _GIVE_UP:
                        raise EvaluationError(f"none of the first {number} letters could be drafted: {part.failed}")
                progress(number, len(cases), parts.failed)
            parts.assemble()
    return manifest


@contextmanager
def _drafters(suite: Suite, prompts: Path) -> Iterator[tuple[MakeDrafter, MakeDrafter]]:
    """How the suite's drafter is made, and the built-in one."""

    def extractive(index: GuidelineIndex, _: int, watch: Watch) -> Drafter:
        return ExtractiveDrafter(index.corpus.aliases.body_parts_shown_in)

    by = suite.drafter
    if by.model == EXTRACTIVE or by.base_url is None:
        yield extractive, extractive
        return
    from drafter.drafting.prompted import PromptedDrafter

    base_url, store = by.base_url, CallStore(settings().store)

    def prompted(_: GuidelineIndex, more: int, watch: Watch) -> Drafter:
        seed = by.seed + more
        return PromptedDrafter(
            by.model, base_url, by.data_agreement, prompts=prompts, seed=seed, store=store, watch=watch
        )

    try:
        yield prompted, extractive
    finally:
        store.close()


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
        drafted_by=drafter(index, 0, lambda _: None).drafted_by(),
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
