"""The judge as one more labeler of an audit's sheet.

Its labels are not taken into the run's audit: there a sentence counts by its worst label, and a gate asks for what
physicians found. They stand in a table of their own, beside which it is said how far each physician agrees.
"""

import asyncio
import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from drafter.batch.table import harmless
from drafter.domain.draft import EXTRACTIVE, SentenceState
from drafter.drafting.asking import Waiting
from drafter.drafting.model import ModelChoice, store_for
from drafter.errors import EvaluationError, ModelError
from drafter.evaluation.audit import Audit, AuditedSentence, LabelledSentence, sentences_of
from drafter.evaluation.audit_sheet import read_labels
from drafter.evaluation.auditing import read_audits
from drafter.evaluation.blind import blind_cases
from drafter.evaluation.decided import read_decided
from drafter.evaluation.judge_beside import LABELS, Beside, beside
from drafter.evaluation.judge_call import Judge, Verdict, judge_of
from drafter.evaluation.judge_task import DraftedCases, states_of
from drafter.evaluation.reading import read_items
from drafter.evaluation.run import Asking
from drafter.evaluation.run_files import ItemLine
from drafter.evaluation.suite import LoadedSuite
from drafter.guidelines.vocabulary import load_vocabulary
from drafter.settings import settings

COLUMNS = ("id", "request", "sentence", "checked", "judge", "why")
"""No column is named label, so that `drafter eval audit take` does not take them for a physician's."""


@dataclass(frozen=True)
class JudgedSheet:
    """What the judge says of the sentences of a sheet."""

    table: bytes
    """A CSV file with a row for each sentence; "judge" is empty where it was not asked or did not say."""
    labels: Audit
    not_asked: int
    """Sentences that drafting does not ask the judge about, since code has judged them."""
    waiting: int
    """Items whose question waits for an answer in a file."""
    failed: Counter[str]
    """Items without a usable answer, by the failure's name."""
    beside: Sequence[Beside]


def judge_sheet(
    loaded: LoadedSuite, run: Path, sheet: Path, decisions: Sequence[Path], asking: Asking, on: date
) -> JudgedSheet:
    """Ask the suite's model about the sentences of a sheet, as it is asked while drafting: item by item.

    Args:
        loaded: the suite of the run, or one like it with another model.
        run: the run's folder.
        sheet: a sheet that was drawn from it, labelled or not; its labels are not looked at.
        decisions: what the run was made from, in place of what the suite names.
        asking: how the model is asked.
        on: the day.

    Raises:
        EvaluationError: suite, run or sheet cannot be used, or do not belong together.
        ModelError: nothing can be asked, or no question was answered.
    """
    by = loaded.suite.drafter
    if by.model == EXTRACTIVE:
        raise EvaluationError(f"{loaded.path}: drafter.model: the built-in drafter judges nothing; name a model")
    rows = _rows(run, sheet)
    cases = _cases(loaded, run, decisions)
    prompts = loaded.place(loaded.suite.prompts) if loaded.suite.prompts else settings().prompts
    choice = ModelChoice(by.model, by.base_url, by.data_agreement, by.seed, asking.anew, limits=asking.limits)

    async def ask() -> _Asked:
        with store_for(choice) as store:
            assert store is not None
            async with judge_of(choice, prompts, store, asking.exchange) as judge:
                return await _asked(judge, cases, {(one.line.letter, one.line.item): one.line for one in rows})

    asked = asyncio.run(ask())
    labels = _audit(rows, asked.said, f"the judge ({by.model})", on)
    return JudgedSheet(
        table=_table(rows, asked.said),
        labels=labels,
        not_asked=sum(_state(one) is not SentenceState.UNJUDGED for one in rows),
        waiting=asked.waiting,
        failed=asked.failed,
        beside=beside(labels, read_audits(run)),
    )


_Place = tuple[str, int]
"""A letter and an item of it."""


@dataclass(frozen=True)
class _Asked:
    """What came of asking about some items."""

    said: Mapping[_Place, Mapping[int, Verdict]]
    waiting: int
    failed: Counter[str]


def _rows(run: Path, sheet: Path) -> list[AuditedSentence]:
    """The sentences of a sheet, in the order of the run."""
    audit = read_labels(sheet, read_items(run), labeler="anybody", on=date.min)
    drawn = {one.id for one in (*audit.labels, *audit.unlabelled)}
    return [one for one in sentences_of(read_items(run)) if one.id in drawn]


def _cases(loaded: LoadedSuite, run: Path, decisions: Sequence[Path]) -> DraftedCases:
    suite = loaded.suite
    corpus = loaded.place(suite.corpus) if suite.corpus else settings().corpus
    decided = read_decided(decisions or loaded.decisions(), load_vocabulary(corpus))
    return DraftedCases.of(run, blind_cases(decided.letters, loaded.place(suite.cases) if suite.cases else None))


async def _asked(judge: Judge, cases: DraftedCases, lines: Mapping[_Place, ItemLine]) -> _Asked:
    tasks = {place: cases.task(line) for place, line in lines.items()}
    said: dict[_Place, Mapping[int, Verdict]] = {}
    waiting: list[_Place] = []
    errors: list[ModelError] = []

    async def one(place: _Place, line: ItemLine) -> None:
        assert line.draft is not None
        try:
            said[place] = await judge.verdicts(tasks[place], line.draft, states_of(line))
        except Waiting:
            waiting.append(place)
        except ModelError as error:
            errors.append(error)

    await asyncio.gather(*(one(*entry) for entry in lines.items()))
    if errors and not waiting and not any(said.values()):
        raise errors[0]
    return _Asked(said, len(waiting), Counter(error.failure for error in errors))


def _state(one: AuditedSentence) -> SentenceState:
    return states_of(one.line)[one.number - 1]


def _verdict(one: AuditedSentence, said: Mapping[_Place, Mapping[int, Verdict]]) -> Verdict | None:
    return said.get((one.line.letter, one.line.item), {}).get(one.number)


def _audit(rows: Sequence[AuditedSentence], said: Mapping[_Place, Mapping[int, Verdict]], by: str, on: date) -> Audit:
    told = [(one, verdict) for one in rows if (verdict := _verdict(one, said))]
    return Audit(
        labeler=by,
        labelled_on=on,
        drawn=len(rows),
        labels=tuple(
            LabelledSentence(**dict(one.drawn), label=LABELS[verdict.support], comment=verdict.why)
            for one, verdict in told
        ),
        unlabelled=tuple(one.drawn for one in rows if not _verdict(one, said)),
    )


def _table(rows: Sequence[AuditedSentence], said: Mapping[_Place, Mapping[int, Verdict]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for one in rows:
        verdict = _verdict(one, said)
        judged = (verdict.support.value, verdict.why) if verdict else ("", "")
        row = (str(one.id), one.line.request.request, one.text, _state(one).value, *judged)
        writer.writerow(map(harmless, row))
    return out.getvalue().encode("utf-8-sig")
