"""Who answers a run's questions: the store, files or a server, and in what form files are written."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from drafter.content import folder
from drafter.drafting.asking import Ask, Asker, Deadline, Waiting
from drafter.drafting.form import Form
from drafter.drafting.model import ModelChoice, askers
from drafter.drafting.request_files import Exchange
from drafter.errors import ModelError
from drafter.store import CallStore, StoredAnswer
from tests.drafting import asked
from tests.drafting.asked import Word
from tests.drafting.servers import completion, serving

PROMPTS = folder("prompts")
NOBODY = "http://127.0.0.1:9/v1"
"""A server that is asked nothing."""
REASONING = Form(limit="max_completion_tokens", left_out=frozenset({"temperature"}))


def question(text: str = "a word, please") -> Ask[Word]:
    return replace(asked.question(text), parameters={"temperature": 0, "seed": 7, "max_tokens": 50})


@pytest.fixture
def store() -> Iterator[CallStore]:
    with closing(CallStore("sqlite://")) as opened:
        yield opened


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "questions.jsonl"


async def waits(asker: Asker, ask: Ask[Word]) -> bool:
    try:
        await asker.ask(ask, Deadline(5))
    except Waiting:
        return True
    return False


def written(store: CallStore, file: Path, base_url: str | None) -> dict[str, Any]:
    """The line that a question makes in a file, where a server is named or not."""

    async def ask(exchange: Exchange) -> None:
        async with askers(ModelChoice("invented", base_url), PROMPTS, store, exchange) as made:
            assert await waits(made.usual, question())

    with Exchange(file) as exchange:
        asyncio.run(ask(exchange))
    (line,) = file.read_text(encoding="utf-8").splitlines()
    held: dict[str, Any] = json.loads(line)
    return held


def test_questions_to_a_file_are_in_the_form_that_the_server_is_known_to_take(store: CallStore, file: Path) -> None:
    store.remember(NOBODY, "invented", REASONING.to_json())
    line = written(store, file, NOBODY)
    assert (line["body"]["max_completion_tokens"], line["body"]["seed"]) == (50, 7)
    assert line["body"].keys().isdisjoint({"max_tokens", "temperature"})
    assert line["custom_id"] == question().sha256, "its answer serves whatever form it was asked in"


@pytest.mark.parametrize("base_url", [None, NOBODY], ids=["no server", "a server not known"])
def test_where_no_form_is_known_they_are_in_the_fullest_one(store: CallStore, file: Path, base_url: str | None) -> None:
    store.remember(NOBODY, "another", REASONING.to_json())
    assert written(store, file, base_url)["body"] == question().body


def test_a_form_that_is_found_out_meanwhile_is_used_from_then_on(store: CallStore, file: Path) -> None:
    async def ask(exchange: Exchange) -> None:
        async with askers(ModelChoice("invented", NOBODY), PROMPTS, store, exchange) as made:
            assert await waits(made.usual, question("one"))
            store.remember(NOBODY, "invented", REASONING.to_json())
            assert await waits(made.usual, question("two"))

    with Exchange(file) as exchange:
        asyncio.run(ask(exchange))
    one, two = (json.loads(line)["body"] for line in file.read_text(encoding="utf-8").splitlines())
    assert ("max_tokens" in one, "max_tokens" in two) == (True, False)


def test_asking_anew_through_files_ends_once_the_files_answer_every_question(store: CallStore, file: Path) -> None:
    answers = [file.with_name(f"{number}.jsonl") for number in (1, 2)]

    async def ask(exchange: Exchange) -> list[str]:
        async with askers(ModelChoice("invented", anew=True), PROMPTS, store, exchange) as made:
            first = [text for text in ("one", "two") if await waits(made.usual, question(text))]
            return first or [(await made.usual.ask(question(text), Deadline(5))).value.word for text in ("one", "two")]

    def round_with(*given: Path) -> list[str]:
        with Exchange(file, given) as exchange:
            exchange.take_in(store)
            return asyncio.run(ask(exchange))

    store.offer([(question(text).sha256, StoredAnswer('{"word": "old"}', "stop", 1, 1)) for text in ("one", "two")])
    assert round_with() == ["one", "two"]
    answers[0].write_text(answer_line("one", '{"word": "new"}') + answer_line("two", "no JSON"), encoding="utf-8")
    assert round_with(answers[0]) == ["two"]
    answers[1].write_text(answer_line("two", '{"word": "newer"}'), encoding="utf-8")
    assert round_with(*answers) == ["new", "newer"]
    assert file.read_text(encoding="utf-8") == ""


def answer_line(text: str, content: str) -> str:
    body = {"choices": [{"index": 0, "message": {"content": content}, "finish_reason": "stop"}]}
    return json.dumps({"custom_id": question(text).sha256, "response": {"status_code": 200, "body": body}}) + "\n"


@pytest.mark.model_requests
def test_what_is_expedited_goes_to_the_server_and_the_rest_to_the_file(store: CallStore, file: Path) -> None:
    async def ask(exchange: Exchange, base_url: str) -> str:
        async with askers(ModelChoice("invented", base_url), PROMPTS, store, exchange) as made:
            assert await waits(made.usual, question("at leisure"))
            answered = await made.expedited.ask(question("soon"), Deadline(5))
            assert (made.counts.asked, made.counts.kept) == (1, 0)
            return answered.value.word

    with serving(completion('{"word": "yes"}')) as server, Exchange(file) as exchange:
        assert asyncio.run(ask(exchange, server.base_url)) == "yes"
        assert exchange.written == 1
    assert len(server.received) == 1


def test_what_is_expedited_does_not_wait_for_a_file_where_there_is_no_server(store: CallStore, file: Path) -> None:
    async def ask() -> None:
        async with askers(ModelChoice("invented"), PROMPTS, store, Exchange(file)) as made:
            store.offer([(question("kept").sha256, StoredAnswer('{"word": "held"}', "stop", 1, 1))])
            assert (await made.expedited.ask(question("kept"), Deadline(5))).value.word == "held"
            with pytest.raises(ModelError, match="does not wait for a file") as refused:
                await made.expedited.ask(question(), Deadline(5))
            assert refused.value.failure == "expedited"

    asyncio.run(ask())


@pytest.mark.parametrize(
    ("base_url", "words"),
    [(None, "--base-url .* or files with --requests-out"), ("https://models.example/v1", "--data-agreement")],
    ids=["neither server nor files", "a server elsewhere"],
)
def test_without_a_server_that_may_be_asked_nothing_begins(store: CallStore, base_url: str | None, words: str) -> None:
    async def begin() -> None:
        async with askers(ModelChoice("invented", base_url), PROMPTS, store):
            raise AssertionError("it began")

    with pytest.raises(ModelError, match=words):
        asyncio.run(begin())
