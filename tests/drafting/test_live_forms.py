"""The form that a server takes, found out once by one call that goes alone."""

import asyncio
import json
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from drafter.drafting.asking import Deadline
from drafter.drafting.failures import CallFailure
from drafter.drafting.form import Form
from drafter.drafting.limits import Limits
from drafter.drafting.live import LiveAsker, Schedule
from tests.drafting.asking_world import GOOD, SCHEMA, one, question, run, store_in
from tests.drafting.servers import Answer, Received, completion, error, serving

pytestmark = pytest.mark.model_requests


def refusing_schemas(received: Received) -> Answer:
    if received.json.get("response_format", {}).get("type") == "json_schema":
        return error(400, "response_format json_schema is not supported", param="response_format")
    return replace(GOOD, latency=0.05)


def test_the_form_is_found_out_once_by_one_call_alone_and_remembered(tmp_path: Path) -> None:
    async def many(asker: LiveAsker) -> None:
        await asyncio.gather(*(asker.ask(question(item), Deadline(9)) for item in range(1, 21)))

    with serving(refusing_schemas) as server:
        _, calls = run(server.base_url, tmp_path, many, Limits(20))
        assert [call.outcome for call in calls].count("request refused") == 1
        assert calls[0].outcome == "request refused"
        _, again = run(server.base_url, tmp_path, one)
    assert [call.outcome for call in again] == ["answered"]
    assert server.received[-1].json["response_format"] == {"type": "json_object"}


def test_while_nothing_is_known_others_wait_and_then_go_together(tmp_path: Path) -> None:
    async def many(asker: LiveAsker) -> None:
        await asyncio.gather(*(asker.ask(question(item), Deadline(9)) for item in range(1, 6)))

    with serving(replace(GOOD, latency=0.3)) as server:
        run(server.base_url, tmp_path, many)
    first, *others = sorted(received.at for received in server.received)
    assert min(others) - first >= 0.3
    assert max(others) - min(others) < 0.25


def test_an_answer_that_is_cut_off_tells_the_form_as_well(tmp_path: Path) -> None:
    async def many(asker: LiveAsker) -> None:
        asked = (asker.ask(question(item), Deadline(9)) for item in range(1, 6))
        await asyncio.gather(*asked, return_exceptions=True)

    with serving(replace(completion("{", finish_reason="length"), latency=0.3)) as server:
        run(server.base_url, tmp_path, many)
    _, *others = sorted(received.at for received in server.received)
    assert max(others) - min(others) < 0.25


def test_a_server_that_takes_a_schema_and_does_not_keep_to_it_is_told_in_words(tmp_path: Path) -> None:
    with serving(completion("What a question!"), GOOD) as server:
        answered, _ = run(server.base_url, tmp_path, one)
        run(server.base_url, tmp_path, lambda asker: asker.ask(question(4), Deadline(9)))
    assert answered.value == "yes"
    assert [received.json["response_format"]["type"] for received in server.received] == [
        "json_schema",
        "json_object",
        "json_object",
    ]
    assert json.dumps(SCHEMA) in server.received[2].json["messages"][0]["content"]


def test_a_slow_first_call_does_not_hold_up_all_others_for_long(tmp_path: Path) -> None:
    async def many(asker: LiveAsker) -> list[Any]:
        return await asyncio.gather(
            *(asker.ask(question(item), Deadline(1.5)) for item in range(1, 6)), return_exceptions=True
        )

    began = time.monotonic()
    with serving(replace(GOOD, latency=20)) as server:
        answers, _ = run(server.base_url, tmp_path, many, schedule=Schedule(timeout=0.4, first=0.1, cap=0.1))
    assert all(isinstance(answer, CallFailure) for answer in answers)
    assert time.monotonic() - began < 6, "not 1.5 s for each of five after the other"


def test_calls_in_flight_while_another_learns_the_form_are_asked_again_in_it(tmp_path: Path) -> None:
    def refusing(received: Received) -> Answer:
        return replace(refusing_schemas(received), latency=0.3)

    async def many(asker: LiveAsker) -> list[Any]:
        return await asyncio.gather(*(asker.ask(question(item), Deadline(9)) for item in range(1, 6)))

    with serving(refusing) as server:
        store = store_in(tmp_path)
        store.remember(server.base_url, "m", Form().to_json())
        store.close()
        answers, calls = run(server.base_url, tmp_path, many)
    assert [answer.value for answer in answers] == ["yes"] * 5
    assert sorted(call.outcome for call in calls) == ["answered"] * 5 + ["request refused"] * 5
