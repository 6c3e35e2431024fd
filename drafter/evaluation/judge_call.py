"""Asking the judge about the sentences of one item, in the words in which drafting asks it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from drafter.domain.draft import ItemDraft, SentenceState
from drafter.drafting.answer_form import form_of, reader
from drafter.drafting.answers.judge import JudgeAnswer, Support
from drafter.drafting.asking import Ask, Asker, Deadline, Purpose
from drafter.drafting.drafter import ItemTask
from drafter.drafting.material_check import judge_material
from drafter.drafting.model import ModelChoice, askers
from drafter.drafting.prompt import Prompt, load_prompt
from drafter.drafting.prompted import PARAMETERS
from drafter.drafting.request_files import Exchange
from drafter.settings import settings
from drafter.store import CallStore


@dataclass(frozen=True)
class Verdict:
    """What the judge says of one sentence."""

    support: Support
    why: str


@dataclass(frozen=True)
class Judge:
    """A model as the judge: the same questions as those of drafting, so that answers kept from there serve here."""

    model: str
    seed: int
    prompt: Prompt
    asker: Asker

    async def verdicts(self, task: ItemTask, draft: ItemDraft, states: Sequence[SentenceState]) -> dict[int, Verdict]:
        """What the judge says of each unjudged sentence, by its number in the rationale; one it passes over is missing.

        Raises:
            ModelError: no usable answer came.
            Waiting: the question waits for an answer in a file.
        """
        asked = {number for number, state in enumerate(states, start=1) if state is SentenceState.UNJUDGED}
        if not asked:
            return {}
        ask = Ask(
            purpose=Purpose.JUDGE,
            case=task.case.case_number,
            item=task.number,
            model=self.model,
            messages=self.prompt.render(**judge_material(task, draft, states)),
            form=form_of(JudgeAnswer, f"{Purpose.JUDGE}_draft"),
            read=reader(JudgeAnswer),
            parameters={**PARAMETERS, "seed": self.seed},
        )
        answered = await self.asker.ask(ask, Deadline(settings().deadline))
        said: dict[int, Verdict] = {}
        for one in answered.value.sentences:
            verdict = Verdict(Support(one.support), one.why)
            # Of a sentence that is judged twice, drafting tells the doubt.
            if one.number in asked and (one.number not in said or verdict.support is Support.NOT_SUPPORTED):
                said[one.number] = verdict
        return said


@asynccontextmanager
async def judge_of(
    choice: ModelChoice, prompts: Path, store: CallStore, exchange: Exchange | None
) -> AsyncIterator[Judge]:
    """The judge that a choice of model names, behind files where there is an exchange, else behind its server.

    Raises:
        ModelError: case text may not go to the server, or no server and no files are named.
        SettingsError: the prompt cannot be used.
    """
    if exchange:
        exchange.take_in(store)
    async with askers(choice, prompts, store, exchange) as asked:
        yield Judge(choice.model, choice.seed, load_prompt(prompts, Purpose.JUDGE), asked.usual)
