"""The prompted drafter: asks a model about each item, and again about what a check found fault with."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from drafter import __version__
from drafter.domain.case import Case
from drafter.domain.draft import DraftedBy, DraftSentence, Finding, ItemDraft, ModelCall, Pointer, SentenceState
from drafter.domain.evidence import Evidence, RecordEvidence
from drafter.domain.text import sha256_text
from drafter.drafting.all_done import all_done
from drafter.drafting.answer import Answer
from drafter.drafting.answer_form import A, form_of, reader
from drafter.drafting.answers.judge import JudgeAnswer, Support
from drafter.drafting.answers.repair import RepairAnswer
from drafter.drafting.answers.select import SelectAnswer
from drafter.drafting.answers.summary import SummaryAnswer
from drafter.drafting.answers.summary_repair import SummaryRepairAnswer
from drafter.drafting.asking import SUMMARY, Ask, Asker, Deadline, Purpose
from drafter.drafting.at_fault import at_fault, mended, summary_at_fault, summary_mended
from drafter.drafting.drafter import ItemTask
from drafter.drafting.fitting import Fitted, Messages, fit, only, parts, share, tokens_of
from drafter.drafting.material import item_material
from drafter.drafting.material_check import judge_material, repair_material, summary_repair_material
from drafter.drafting.material_summary import select_material, summary_material
from drafter.drafting.prompt import Prompt, load_prompt
from drafter.errors import ModelError
from drafter.grounding.catalogue import finding
from drafter.settings import settings

PARAMETERS: dict[str, float | int | str] = {"temperature": 0, "seed": 0, "max_tokens": 2000}
"""The same for every call; a full answer takes about 900 tokens."""
Watch = Callable[[str], None]
"""Told what is about to be asked; by raising an error it keeps it from being asked."""


@dataclass(frozen=True)
class Prompting:
    """A model's name and the prompts that it is asked with."""

    model: str
    prompts: dict[Purpose, Prompt]
    judge: bool

    @classmethod
    def load(cls, folder: Path, model: str, judge: bool) -> "Prompting":
        """The prompts of a folder.

        Raises:
            SettingsError: a prompt is missing or at fault.
        """
        needed = [purpose for purpose in Purpose if judge or purpose is not Purpose.JUDGE]
        return cls(model, {purpose: load_prompt(folder, purpose) for purpose in needed}, judge)

    @property
    def sha256(self) -> str:
        """Digest of all prompts together."""
        return sha256_text("\n".join(f"{purpose} {prompt.sha256}" for purpose, prompt in self.prompts.items()))


class PromptedDrafter:
    """Drafts the items of one case by a model; implements `Drafter`."""

    def __init__(
        self,
        prompting: Prompting,
        asker: Asker,
        *,
        seed: int = 0,
        server: str | None = None,
        data_agreement: str | None = None,
        watch: Watch | None = None,
    ):
        """Prepare; nothing is asked yet.

        Args:
            prompting: model and prompts.
            asker: who gets questions answered.
            seed: what a server is to draw its answers by, where it honours one.
            server: the server's address, for the record.
            data_agreement: what case text goes under to a server that is not on this machine, for the record.
            watch: told what is about to be asked.
        """
        self._prompting = prompting
        self._asker = asker
        self._parameters = {**PARAMETERS, "seed": seed}
        self._server = server
        self._data_agreement = data_agreement
        self._watch = watch
        self._calls: list[ModelCall] = []
        self._deadlines: dict[int | None, Deadline] = {}
        self._shown: dict[int, Fitted] = {}
        """What the model was shown of each item's evidence."""

    async def draft(self, task: ItemTask) -> ItemDraft:
        """Propose a determination and a rationale for one item, exactly as the model answered; see `Drafter`."""
        prompt = self._prompting.prompts[Purpose.ITEM]

        def messages(shown: Evidence) -> Messages:
            return prompt.render(**item_material(task, shown))

        fitted = fit(task.evidence, task.item.request, self._room, messages, at=f"item {task.number}")
        self._shown[task.number] = fitted
        answer = await self._asked(Purpose.ITEM, task.case, task.number, fitted.messages, Answer)
        return answer.item_draft()

    async def mended(self, task: ItemTask, draft: ItemDraft, findings: Sequence[Finding]) -> ItemDraft | None:
        """Sentences and criteria at fault, written anew; see `Drafter`."""
        asked = at_fault(draft, findings)
        if not asked:
            return None
        material = repair_material(task, draft, findings, self._shown[task.number].shown)
        messages = self._prompting.prompts[Purpose.REPAIR].render(**material)
        answer = await self._asked(Purpose.REPAIR, task.case, task.number, messages, RepairAnswer)
        return mended(draft, answer, asked)

    async def remarks(self, task: ItemTask, draft: ItemDraft, states: Sequence[SentenceState]) -> tuple[Finding, ...]:
        """What the model was not shown, and what the judge doubts; see `Drafter`."""
        left_out = self._shown[task.number].left_out
        shortened = [finding("evidence-shortened", "; ".join(map(str, left_out)), item=task.number)] if left_out else []
        try:
            return (*shortened, *await self._doubts(task, draft, states))
        except ModelError as error:
            return (*shortened, finding("not-judged", error.failure, item=task.number))

    async def _doubts(self, task: ItemTask, draft: ItemDraft, states: Sequence[SentenceState]) -> list[Finding]:
        if not self._prompting.judge or SentenceState.UNJUDGED not in states:
            return []
        messages = self._prompting.prompts[Purpose.JUDGE].render(**judge_material(task, draft, states))
        answer = await self._asked(Purpose.JUDGE, task.case, task.number, messages, JudgeAnswer)
        judged = {number for number, state in enumerate(states, start=1) if state is SentenceState.UNJUDGED}
        return [
            finding("judge-doubts", one.why, item=task.number, sentence=one.number)
            for one in answer.sentences
            if Support(one.support) is Support.NOT_SUPPORTED and one.number in judged
        ]

    async def summary(self, case: Case, records: Sequence[RecordEvidence]) -> tuple[DraftSentence, ...] | None:
        """A clinical summary of the records; see `Drafter`.

        Records too long for the context are read in parts, and the summary is written from the sentences chosen.
        """
        if not any(record.sentences for record in records):
            return None
        fitted = self._summary_of(case, records, records)
        if fitted.left_out:
            fitted = self._summary_of(case, records, await self._selected(case, records))
        answer = await self._asked(Purpose.SUMMARY, case, None, fitted.messages, SummaryAnswer)
        return answer.summary()

    async def mended_summary(
        self,
        case: Case,
        records: Sequence[RecordEvidence],
        summary: Sequence[DraftSentence],
        findings: Sequence[Finding],
    ) -> tuple[DraftSentence, ...] | None:
        """Sentences of the summary at fault, written anew; see `Drafter`."""
        asked = summary_at_fault(summary, findings)
        if not asked:
            return None

        def messages(shown: Evidence) -> Messages:
            material = summary_repair_material(case, shown.records, summary, findings)
            return self._prompting.prompts[Purpose.SUMMARY_REPAIR].render(**material)

        wrong = " ".join(summary[number - 1].text for number in asked)
        fitted = fit(Evidence(guidelines=(), records=tuple(records)), wrong, self._room, messages, at=SUMMARY)
        answer = await self._asked(Purpose.SUMMARY_REPAIR, case, None, fitted.messages, SummaryRepairAnswer)
        return summary_mended(summary, answer, asked)

    def _summary_of(self, case: Case, records: Sequence[RecordEvidence], shown: Sequence[RecordEvidence]) -> Fitted:
        prompt = self._prompting.prompts[Purpose.SUMMARY]

        def messages(evidence: Evidence) -> Messages:
            return prompt.render(**summary_material(case, records, evidence.records))

        requests = " ".join(item.request for item in case.items)
        evidence = Evidence(guidelines=(), records=tuple(shown))
        return fit(evidence, requests, self._room, messages, at=SUMMARY)

    async def _selected(self, case: Case, records: Sequence[RecordEvidence]) -> tuple[RecordEvidence, ...]:
        """The records with the sentences that the model chooses from each part of them."""
        prompt = self._prompting.prompts[Purpose.SELECT]
        room = self._room - tokens_of(prompt.render(**select_material(case, (), 1)))
        each = parts(records, room)
        most = share(len(each), room)

        async def chosen(part: Sequence[RecordEvidence]) -> tuple[Pointer, ...]:
            messages = prompt.render(**select_material(case, part, most))
            answer = await self._asked(Purpose.SELECT, case, None, messages, SelectAnswer)
            return answer.selected()[:most]

        tasks = [asyncio.create_task(chosen(part)) for part in each]
        await all_done(tasks)
        return only(records, (pointer for task in tasks for pointer in task.result()))

    def drafted_by(self) -> DraftedBy:
        """Model, server, prompts and every call so far."""
        item = self._prompting.prompts[Purpose.ITEM]
        return DraftedBy(
            model=self._prompting.model,
            version=__version__,
            base_url=self._server,
            data_agreement=self._data_agreement,
            parameters=self._parameters,
            prompt=f"{item.name}/{item.version}",
            prompt_sha256=self._prompting.sha256,
            calls=tuple(sorted(self._calls, key=_place)),
        )

    @property
    def _room(self) -> int:
        """Tokens that a prompt may take: the context less the longest answer."""
        return settings().context - int(self._parameters["max_tokens"])

    async def _asked(self, purpose: Purpose, case: Case, item: int | None, messages: Messages, answer: type[A]) -> A:
        """The answer to one prompt."""
        ask = Ask(
            purpose=purpose,
            case=case.case_number,
            item=item,
            model=self._prompting.model,
            messages=messages,
            form=form_of(answer, f"{purpose.replace('-', '_')}_draft"),
            read=reader(answer),
            parameters=self._parameters,
        )
        if self._watch:
            self._watch("\n".join(message["content"] for message in ask.messages))
        deadline = self._deadlines.setdefault(item, Deadline(settings().deadline))
        answered = await self._asker.ask(ask, deadline)
        reply = answered.reply
        self._calls.append(
            ModelCall(
                purpose=purpose,
                item=item,
                request_sha256=ask.sha256,
                answer=reply.text,
                finish_reason=reply.finish_reason,
                prompt_tokens=reply.prompt_tokens,
                completion_tokens=reply.completion_tokens,
            )
        )
        return answered.value


def _place(call: ModelCall) -> tuple[int, int, str]:
    """Where a call stands in the record, whenever its answer came; several repairs of an item follow one another."""
    purpose = Purpose(call.purpose)
    return call.item or 0, list(Purpose).index(purpose), call.request_sha256 if purpose is Purpose.SELECT else ""
