"""Questions and askers for tests: answers from memory, no server."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from pydantic import BaseModel, ConfigDict

from drafter.drafting.answer_form import form_of, reader
from drafter.drafting.asking import Answered, Ask, Deadline, Purpose, Reply, T


class Word(BaseModel):
    """A small answer."""

    model_config = ConfigDict(extra="forbid", strict=True)

    word: str


def question(text: str = "a word, please", *, item: int | None = 1) -> Ask[Word]:
    return Ask(
        purpose=Purpose.ITEM,
        case="Synthetic case 1",
        item=item,
        model="invented",
        messages=[{"role": "system", "content": "Answer."}, {"role": "user", "content": text}],
        form=form_of(Word, "word"),
        read=reader(Word),
        parameters={"temperature": 0},
    )


@dataclass
class FromMemory:
    """Implements `Asker`: answers what a function makes of the question, and remembers who asked."""

    answer: Callable[[Ask[object]], str] = lambda ask: '{"word": "yes"}'
    asked: list[Ask[object]] = field(default_factory=list)
    wait: float = 0

    async def ask(self, ask: Ask[T], deadline: Deadline) -> Answered[T]:
        self.asked.append(ask)  # type: ignore[arg-type]
        await asyncio.sleep(self.wait)
        text = self.answer(ask)  # type: ignore[arg-type]
        return Answered(ask.read(text), Reply(text, "stop", 11, 7))
