"""A question, a store and an asker for tests that talk to a server on this machine."""

import asyncio
import json
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest

from drafter.drafting.asking import AnswerForm, Ask, Deadline, Purpose, Unusable
from drafter.drafting.failures import CallFailure
from drafter.drafting.limits import Limits
from drafter.drafting.live import LiveAsker, Schedule
from drafter.loopback import Access, allowed_server
from drafter.store import CallRow, CallStore
from tests.drafting.servers import Answer, completion

T = TypeVar("T")
KEY = "sk-secret-of-the-test"
CASE_TEXT = "the patient's own words"
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"word": {"type": "string"}},
    "required": ["word"],
    "additionalProperties": False,
}
FORM = AnswerForm("word", SCHEMA)
GOOD = completion('{"word": "yes"}')
NO_WAITS = Schedule(timeout=5, first=0, cap=0)


def read(text: str) -> str:
    try:
        value = json.loads(text)
    except ValueError:
        raise Unusable("it is not JSON") from None
    if not isinstance(value, dict) or value.keys() != {"word"}:
        raise Unusable("it does not fit the schema at word")
    word: str = value["word"]
    return word


def question(item: int = 3, purpose: Purpose = Purpose.ITEM) -> Ask[str]:
    messages = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": f"{CASE_TEXT} {item}"}]
    return Ask(purpose, "CM26-1", item, "m", messages, FORM, read, {"temperature": 0, "seed": 7, "max_tokens": 50})


def good(word: str) -> Answer:
    return completion(json.dumps({"word": word}))


@asynccontextmanager
async def asking(
    base_url: str,
    store: CallStore,
    limits: Limits | None = None,
    schedule: Schedule = NO_WAITS,
    access: Access | None = None,
) -> AsyncIterator[LiveAsker]:
    server = allowed_server(base_url, None)
    async with LiveAsker(server, store, limits or Limits(), access=access or Access(KEY), schedule=schedule) as asker:
        yield asker


def store_in(folder: Path, owner: str | None = None) -> CallStore:
    return CallStore(f"sqlite:///{folder / 'calls.db'}", owner)


def run(
    base_url: str,
    folder: Path,
    use: Callable[[LiveAsker], Awaitable[T]],
    limits: Limits | None = None,
    schedule: Schedule = NO_WAITS,
) -> tuple[T, list[CallRow]]:
    """What comes of using an asker, and the calls that it made."""

    async def main() -> T:
        async with asking(base_url, store, limits, schedule) as asker:
            return await use(asker)

    store = store_in(folder)
    try:
        return asyncio.run(main()), list(store.calls(store.owner))
    finally:
        store.close()


def one(asker: LiveAsker, seconds: float = 30) -> Any:
    return asker.ask(question(), Deadline(seconds))


def failing(
    base_url: str, folder: Path, seconds: float = 30, schedule: Schedule = NO_WAITS
) -> tuple[CallFailure, list[CallRow]]:
    """The failure of a question, and its calls."""

    async def use(asker: LiveAsker) -> CallFailure:
        with pytest.raises(CallFailure) as caught:
            await one(asker, seconds)
        return caught.value

    failure, calls = run(base_url, folder, use, schedule=schedule)
    message = str(failure)
    assert message.startswith("item 3: ")
    assert "\n" not in message
    whole = "".join(traceback.format_exception(failure))
    assert CASE_TEXT not in whole
    assert KEY not in whole
    return failure, calls
