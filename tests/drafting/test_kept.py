"""The store first: what it holds is not asked again, by whoever."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from drafter.drafting.asking import Deadline
from drafter.drafting.kept import Counts, KeptAsker, renewing
from drafter.store import CallStore, StoredAnswer
from tests.drafting.asked import FromMemory, question

YES = StoredAnswer('{"word": "kept"}', "stop", 3, 2)


class Keeping(FromMemory):
    """Keeps what it answers, as an asker of a server does."""

    store: CallStore

    async def ask(self, ask, deadline):  # type: ignore[no-untyped-def]
        answered = await super().ask(ask, deadline)
        self.store.offer([(ask.sha256, StoredAnswer(answered.reply.text, "stop", 11, 7))])
        return answered


@pytest.fixture
def store(tmp_path: Path):  # type: ignore[no-untyped-def]
    opened = CallStore(f"sqlite:///{tmp_path / 'calls.db'}")
    yield opened
    opened.close()


def keeping(store: CallStore, wait: float = 0) -> Keeping:
    asker = Keeping(wait=wait)
    asker.store = store
    return asker


def test_a_kept_answer_is_not_asked_for(store: CallStore) -> None:
    ask, inner = question(), keeping(store)
    store.offer([(ask.sha256, YES)])
    counts = Counts()
    answered = asyncio.run(KeptAsker(store, inner, counts).ask(ask, Deadline(5)))
    assert (answered.value.word, answered.reply.prompt_tokens, inner.asked) == ("kept", 3, [])
    assert (counts.asked, counts.kept, counts.prompt_tokens) == (0, 1, 0)


def test_an_answer_from_a_file_that_cannot_be_read_is_forgotten_and_asked_for(store: CallStore) -> None:
    ask, inner = question(), keeping(store)
    store.offer([(ask.sha256, StoredAnswer('{"words": []}', "stop", None, None))])
    answered = asyncio.run(KeptAsker(store, inner, Counts()).ask(ask, Deadline(5)))
    assert (answered.value.word, len(inner.asked)) == ("yes", 1)
    assert store.answer(ask.sha256) == StoredAnswer('{"word": "yes"}', "stop", 11, 7)


def test_the_same_question_at_the_same_time_is_asked_once(store: CallStore) -> None:
    inner, counts = keeping(store, wait=0.05), Counts()

    async def ten() -> list[str]:
        asker = KeptAsker(store, inner, counts)
        return [a.value.word for a in await asyncio.gather(*(asker.ask(question(), Deadline(5)) for _ in range(10)))]

    assert asyncio.run(ten()) == ["yes"] * 10
    assert (len(inner.asked), counts.asked, counts.kept) == (1, 1, 9)


def test_a_question_that_another_process_asks_is_waited_for(store: CallStore, tmp_path: Path) -> None:
    ask, inner = question(), keeping(store)
    other = CallStore(f"sqlite:///{tmp_path / 'calls.db'}")
    assert other.claim(ask.sha256, 60)

    async def both() -> str:
        waiting = asyncio.create_task(KeptAsker(store, inner, Counts()).ask(ask, Deadline(5)))
        await asyncio.sleep(0.2)
        assert not waiting.done()
        other.offer([(ask.sha256, YES)])
        other.release(ask.sha256)
        return (await waiting).value.word

    try:
        assert asyncio.run(both()) == "kept"
    finally:
        other.close()
    assert inner.asked == []


def test_a_question_whose_asker_was_killed_is_asked_by_the_next(store: CallStore, tmp_path: Path) -> None:
    ask, inner = question(), keeping(store)
    other = CallStore(f"sqlite:///{tmp_path / 'calls.db'}")
    assert other.claim(ask.sha256, 0.2)
    other.close()
    answered = asyncio.run(KeptAsker(store, inner, Counts()).ask(ask, Deadline(5)))
    assert (answered.value.word, len(inner.asked)) == ("yes", 1)


def test_anew_asks_what_is_kept_once_in_a_run_and_keeps_the_new_answer(store: CallStore) -> None:
    ask, inner, counts = question(), keeping(store), Counts()
    store.offer([(ask.sha256, YES)])

    async def twice() -> list[str]:
        asker = KeptAsker(store, inner, counts, anew=True)
        return [(await asker.ask(ask, Deadline(5))).value.word for _ in range(2)]

    assert asyncio.run(twice()) == ["yes", "yes"]
    assert store.answer(ask.sha256) == StoredAnswer('{"word": "yes"}', "stop", 11, 7)
    assert (len(inner.asked), counts.asked, counts.kept) == (1, 1, 1)


def test_anew_takes_an_answer_that_this_run_brought(store: CallStore) -> None:
    ask, inner, counts = question(), keeping(store), Counts()
    store.offer([(ask.sha256, YES)])
    asker = KeptAsker(store, inner, counts, anew=True, answered={ask.sha256})
    assert asyncio.run(asker.ask(ask, Deadline(5))).value.word == "kept"
    assert (inner.asked, counts.asked, counts.kept) == ([], 0, 1)


def test_a_kept_answer_of_no_use_is_asked_again_and_counted(store: CallStore) -> None:
    ask, inner = question(), keeping(store)
    store.offer([(ask.sha256, replace(YES, answer="no JSON"))])
    asker = KeptAsker(store, inner, Counts())
    assert asyncio.run(asker.ask(ask, Deadline(5))).value.word == "yes"
    assert (len(inner.asked), asker.faults.total()) == (1, 1)


def test_claims_are_given_up_when_asking_fails(store: CallStore, tmp_path: Path) -> None:
    ask = question()

    def broken(_: object) -> str:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        asyncio.run(KeptAsker(store, FromMemory(broken), Counts()).ask(ask, Deadline(5)))
    other = CallStore(f"sqlite:///{tmp_path / 'calls.db'}")
    assert other.claim(ask.sha256, 5)
    other.close()


def test_claims_are_renewed_while_a_block_goes_on(store: CallStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drafter.drafting.kept.LEASE", 0.04)
    renewed: list[float] = []
    monkeypatch.setattr(store, "renew", renewed.append)

    async def block() -> None:
        async with renewing(store):
            await asyncio.sleep(0.1)

    asyncio.run(block())
    assert len(renewed) > 2
