"""Asking a model server until there is an answer, or no sense in going on, against a real server on this machine."""

import json
import logging
from pathlib import Path

import pytest

from drafter.drafting.asking import Answered, Deadline, Purpose
from drafter.drafting.failures import CallFailure, Failure
from drafter.drafting.live import ATTEMPTS, LiveAsker
from tests.drafting.asking_world import (
    CASE_TEXT,
    GOOD,
    KEY,
    SCHEMA,
    failing,
    good,
    one,
    question,
    run,
    store_in,
)
from tests.drafting.servers import Answer, completion, error, serving

pytestmark = pytest.mark.model_requests
HTML = Answer(b"<html>busy</html>", content_type="text/html")


def test_an_answer_comes_back_read_and_is_kept(tmp_path: Path) -> None:
    with serving(GOOD) as server:
        answered, calls = run(server.base_url, tmp_path, one)
        address = server.base_url
    assert answered == Answered("yes", answered.reply)
    assert (answered.reply.finish_reason, answered.reply.prompt_tokens) == ("stop", 11)
    assert [(call.outcome, call.attempt, call.item, call.purpose, call.case_number) for call in calls] == [
        ("answered", 1, 3, Purpose.ITEM, "CM26-1")
    ]
    assert (calls[0].server, calls[0].model, calls[0].completion_tokens) == (address, "m", 7)
    assert calls[0].seconds is not None
    store = store_in(tmp_path)
    kept = store.answer(question().sha256)
    store.close()
    assert kept is not None
    assert kept.answer == '{"word": "yes"}'


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (error(429), Failure.RATE_LIMIT),
        (error(500), Failure.SERVER_ERROR),
        (error(503), Failure.SERVER_ERROR),
        (HTML, Failure.HTML),
        (Answer(GOOD.body[:30]), Failure.NO_COMPLETION),
        (Answer(GOOD.body, length=5000), Failure.CONNECTION),
        (Answer(b'{"choices": []}'), Failure.NO_CHOICE),
        (completion(""), Failure.EMPTY),
        (completion("no JSON"), Failure.BROKEN_JSON),
        (completion('{"other": 1}'), Failure.WRONG_SCHEMA),
    ],
)
def test_what_passes_is_tried_again(answer: Answer, outcome: Failure, tmp_path: Path) -> None:
    with serving(answer, answer, GOOD) as server:
        answered, calls = run(server.base_url, tmp_path, one)
    assert answered.value == "yes"
    assert [call.outcome for call in calls] == [outcome, outcome, "answered"]
    assert [call.attempt for call in calls] == [1, 2, 3]
    assert len(server.received) == 3


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (error(401), Failure.KEY_REFUSED),
        (error(404), Failure.UNKNOWN_MODEL),
        (error(429, code="insufficient_quota"), Failure.QUOTA),
        (error(400), Failure.REQUEST_REFUSED),
        (error(400, code="context_length_exceeded"), Failure.PROMPT_TOO_LONG),
        (Answer(b"", 307, headers={"location": "http://localhost/"}), Failure.REDIRECT),
        (completion("{", finish_reason="length"), Failure.CUT_OFF),
        (completion("{", finish_reason="content_filter"), Failure.CONTENT_FILTER),
        (completion(None, refusal=CASE_TEXT), Failure.REFUSAL),
    ],
)
def test_what_stays_is_not_tried_again(answer: Answer, kind: Failure, tmp_path: Path) -> None:
    with serving(answer) as server:
        failure, calls = failing(server.base_url, tmp_path)
    assert failure.kind is kind
    assert not kind.passing
    assert [call.outcome for call in calls] == [kind]
    assert len(server.received) == 1


def test_what_does_not_pass_fails_after_so_many_tries(tmp_path: Path) -> None:
    with serving(error(500)) as server:
        failure, calls = failing(server.base_url, tmp_path)
    assert failure.kind is Failure.SERVER_ERROR
    assert str(failure).endswith(f"; tried {ATTEMPTS} times")
    assert len(calls) == len(server.received) == ATTEMPTS


@pytest.mark.parametrize("bad", ["no JSON", '{"word": ', '{"other": 1}', "[]"])
def test_a_model_is_told_what_is_wrong_with_its_answer_twice(bad: str, tmp_path: Path) -> None:
    with serving(completion('{"word": "first"}'), completion(bad)) as server:

        async def use(asker: LiveAsker) -> CallFailure:
            await asker.ask(question(1), Deadline(9))
            with pytest.raises(CallFailure) as caught:
                await one(asker)
            return caught.value

        failure, calls = run(server.base_url, tmp_path, use)
    assert failure.kind in (Failure.BROKEN_JSON, Failure.WRONG_SCHEMA)
    assert "cannot be used, asked 3 times: it " in str(failure)
    assert [call.outcome for call in calls] == ["answered", *[failure.kind] * 3]
    _, first, second, third = [received.json["messages"] for received in server.received]
    assert second[:2] == third[:2] == first
    assert second[2] == {"role": "assistant", "content": bad}
    assert second[3]["role"] == "user"
    assert json.dumps(SCHEMA) in second[3]["content"]
    assert str(failure).partition("times: ")[2].partition(";")[0] in second[3]["content"]


def test_no_unusable_answer_is_kept(tmp_path: Path) -> None:
    with serving(completion("no JSON")) as server:
        failing(server.base_url, tmp_path)
    store = store_in(tmp_path)
    assert store.answer(question().sha256) is None
    store.close()


def test_an_answer_in_a_fence_counts(tmp_path: Path) -> None:
    with serving(completion('<think>{hm}</think>Here:\n```json\n{"word": "yes"}\n```')) as server:
        answered, calls = run(server.base_url, tmp_path, one)
    assert answered.value == "yes"
    assert answered.reply.text == '{"word": "yes"}'
    assert len(calls) == 1


def test_no_log_holds_case_text_or_key(caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    echo = f"{CASE_TEXT} {KEY}"
    with caplog.at_level(logging.DEBUG), serving(error(500, echo), completion(echo), good(echo)) as server:
        answered, _ = run(server.base_url, tmp_path, one)
    assert answered.value == echo
    assert caplog.records, "the libraries log at this level"
    assert CASE_TEXT not in caplog.text
    assert KEY not in caplog.text
