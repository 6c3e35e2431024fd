"""The fault server does what its plan says, and logs what it received."""

import asyncio
import json
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

import httpx2
import pytest

from drafter.drafting.answer import Answer as ItemAnswer
from tests.drafting.synthetic import item_task
from tests.faults.asked import Asked
from tests.faults.faults import Fault, Formats, Plan
from tests.faults.server import FaultServer
from tests.faults.talk import Answer, body, post, prompt, raw, request

pytestmark = [pytest.mark.model_requests, pytest.mark.slow]

T = TypeVar("T")
USER = prompt(item_task().evidence)
BODY = body(USER)
LATE = 0.2
"""Seconds after which nothing is expected any more."""


def with_server(plan: Plan, talk: Callable[[FaultServer], Awaitable[T]]) -> T:
    """What talking to a server gives."""

    async def run() -> T:
        async with FaultServer(plan) as server:
            return await talk(server)

    return asyncio.run(run())


def always(fault: Fault) -> Plan:
    return Plan({fault: 1})


def given(plan: Plan, sent: dict[str, Any] = BODY) -> Answer:
    return with_server(plan, lambda server: post(server.base_url, sent))


def test_a_request_is_answered_from_itself_in_the_form_of_a_chat_completion() -> None:
    answer = given(Plan())
    assert (answer.status, answer.headers["content-type"], answer.whole) == (200, "application/json", True)
    assert (answer.json["object"], answer.json["model"]) == ("chat.completion", "m")
    assert (answer.choice["finish_reason"], answer.choice["message"]["role"]) == ("stop", "assistant")
    assert ItemAnswer.model_validate_json(answer.content).determination == "Upheld"
    usage = answer.json["usage"]
    assert usage["prompt_tokens"] > 100
    assert usage["total_tokens"] == usage["prompt_tokens"] + usage["completion_tokens"]


def test_models_are_listed_and_other_paths_are_not_found() -> None:
    async def talk(server: FaultServer) -> tuple[Answer, Answer]:
        listed = Answer(await raw(server.base_url, request(None, path="/v1/models")))
        return listed, await post(server.base_url, BODY, path="/v1/completions")

    listed, missing = with_server(Plan({Fault.ERROR_500: 1}), talk)
    assert (listed.status, listed.json["data"][0]["object"]) == (200, "model")
    assert missing.status == 404


@pytest.mark.parametrize(
    ("fault", "name", "value"),
    [
        (Fault.RATE_SHORT, "retry-after", "0.05"),
        (Fault.RATE_ZERO, "retry-after", "0"),
        (Fault.RATE_MS, "retry-after-ms", "50"),
        (Fault.RATE_LONG, "retry-after", "120"),
        (Fault.RATE_BARE, "retry-after", None),
    ],
    ids=lambda value: value.name if isinstance(value, Fault) else None,
)
def test_a_rate_limit_names_its_wait(fault: Fault, name: str, value: str | None) -> None:
    answer = given(always(fault))
    assert (answer.status, answer.headers.get(name)) == (429, value)
    assert answer.json["error"]["code"] == "rate_limit_exceeded"


def test_a_rate_limit_names_a_date() -> None:
    answer = given(always(Fault.RATE_DATE))
    until = parsedate_to_datetime(answer.headers["retry-after"]).timestamp()
    assert answer.status == 429
    assert -1 < until - time.time() <= 2


@pytest.mark.parametrize("fault", [Fault.ERROR_500, Fault.ERROR_503])
def test_the_server_fails(fault: Fault) -> None:
    answer = given(always(fault))
    assert (answer.status, answer.json["error"]["type"]) == (int(fault.value), "server_error")


@pytest.mark.parametrize(("fault", "status"), [(Fault.ERROR_502, 502), (Fault.HTML_BODY, 200)])
def test_a_page_comes_in_place_of_an_answer(fault: Fault, status: int) -> None:
    answer = given(always(fault))
    assert (answer.status, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert answer.body.startswith(b"<!DOCTYPE html>")


def test_a_body_that_is_no_json() -> None:
    answer = given(always(Fault.GARBAGE_BODY))
    assert (answer.status, answer.headers["content-type"], answer.whole) == (200, "application/json", True)
    with pytest.raises(ValueError, match=r"decode|delimiter"):
        _ = answer.json


@pytest.mark.parametrize(
    ("fault", "status", "param", "code"),
    [
        (Fault.KEY_REFUSED, 401, None, "invalid_api_key"),
        (Fault.QUOTA, 429, None, "insufficient_quota"),
        (Fault.PROMPT_FILTERED, 400, "prompt", "content_filter"),
        (Fault.CONTEXT_TOO_LONG, 400, "messages", "context_length_exceeded"),
        (Fault.NO_JSON_SCHEMA, 400, "response_format", None),
        (Fault.UNSUPPORTED_PARAMETER, 400, "max_tokens", "unsupported_parameter"),
    ],
)
def test_a_request_is_refused_in_openais_form(fault: Fault, status: int, param: str | None, code: str | None) -> None:
    answer = given(always(fault), {**BODY, "max_tokens": 9})
    told = answer.json["error"]
    assert (answer.status, told["param"], told["code"]) == (status, param, code)
    assert told["type"] == ("insufficient_quota" if status == 429 else "invalid_request_error")
    assert told["message"]


def test_what_a_request_does_not_ask_for_is_not_refused() -> None:
    plain = body(USER, format="json_object")
    for fault in (Fault.NO_JSON_SCHEMA, Fault.UNSUPPORTED_PARAMETER):
        assert given(always(fault), plain).status == 200


@pytest.mark.parametrize(
    ("fault", "content", "finish_reason"),
    [(Fault.REFUSAL, None, "stop"), (Fault.CONTENT_FILTER, "", "content_filter"), (Fault.EMPTY_CONTENT, "", "stop")],
)
def test_an_answer_holds_nothing(fault: Fault, content: str | None, finish_reason: str) -> None:
    choice = given(always(fault)).choice
    assert (choice["message"]["content"], choice["finish_reason"]) == (content, finish_reason)
    assert bool(choice["message"]["refusal"]) is (fault is Fault.REFUSAL)


def test_there_is_no_choice() -> None:
    answer = given(always(Fault.NO_CHOICES))
    assert (answer.status, answer.json["choices"]) == (200, [])


@pytest.mark.parametrize(("fault", "finish_reason"), [(Fault.LENGTH, "length"), (Fault.CUT_CONTENT, "stop")])
def test_an_answer_is_cut_off(fault: Fault, finish_reason: str) -> None:
    answer, sound = given(always(fault)), given(Plan())
    assert answer.choice["finish_reason"] == finish_reason
    assert sound.content.startswith(answer.content)
    assert 0 < len(answer.content) < len(sound.content)


def test_an_answer_is_no_json_or_of_another_schema() -> None:
    prose, other = given(always(Fault.GARBAGE_CONTENT)), given(always(Fault.WRONG_SCHEMA))
    assert not prose.content.startswith("{")
    assert not json.loads(other.content).keys() & ItemAnswer.model_fields.keys()


def test_an_answer_points_at_what_is_not_there() -> None:
    answer = ItemAnswer.model_validate_json(given(always(Fault.UNKNOWN_IDS)).content)
    assert {pointer.source for sentence in answer.rationale for pointer in sentence.pointers} == {"G99", "R99"}
    assert answer.criteria[0].criterion.source == "G99"


def test_the_connection_ends_within_the_body() -> None:
    answer = given(always(Fault.CUT_BODY))
    assert answer.status == 200
    assert 0 < len(answer.body) < int(answer.headers["content-length"])


def test_the_connection_is_closed_without_an_answer() -> None:
    assert with_server(always(Fault.CLOSED), lambda server: raw(server.base_url, request(BODY))) == b""


def test_the_connection_is_reset() -> None:
    with pytest.raises(ConnectionResetError):
        with_server(always(Fault.RESET), lambda server: raw(server.base_url, request(BODY)))


def test_no_answer_ever_comes() -> None:
    async def talk(server: FaultServer) -> tuple[bytes, float]:
        began = time.monotonic()
        return await raw(server.base_url, request(BODY), within=LATE), time.monotonic() - began

    got, took = with_server(always(Fault.HANG), talk)
    assert got == b""
    assert took >= LATE


def test_an_answer_comes_a_byte_now_and_then() -> None:
    got = with_server(always(Fault.SLOW), lambda server: raw(server.base_url, request(BODY), within=0.5))
    assert b"HTTP/1.1 200 OK".startswith(got)
    assert 2 <= len(got) <= 11


def test_faults_keep_a_connection_open_only_where_their_answer_is_whole() -> None:
    async def talk(server: FaultServer) -> list[bool]:
        kept = []
        for _ in server.plan.script:
            got = await raw(server.base_url, request(BODY, close=False) * 2, within=LATE)
            kept.append(got.count(b"HTTP/1.1") > 1)
        return kept

    assert with_server(Plan(script=(Fault.ERROR_500, Fault.RATE_ZERO, None)), talk) == [True] * 3
    assert with_server(Plan(script=(Fault.CUT_BODY,)), talk) == [False]


@pytest.mark.parametrize(
    ("formats", "statuses"),
    [
        (Formats.HONOURED, {"json_schema": 200, "json_object": 200, "text": 200}),
        (Formats.NO_SCHEMA, {"json_schema": 400, "json_object": 200, "text": 200}),
        (Formats.NEITHER, {"json_schema": 400, "json_object": 400, "text": 200}),
        (Formats.IGNORED, {"json_schema": 200, "json_object": 200, "text": 200}),
    ],
)
def test_servers_differ_in_the_formats_that_they_take(formats: Formats, statuses: dict[str, int]) -> None:
    for format, status in statuses.items():
        answer = given(Plan(formats=formats), body(USER, format=format))
        assert answer.status == status
        if status == 400:
            assert answer.json["error"]["message"] == f"response_format {format} not supported"
        elif formats is Formats.IGNORED:
            before, block, after = answer.content.split("```")
            assert before.strip()
            assert after.strip()
            ItemAnswer.model_validate_json(block.removeprefix("json"))
        else:
            ItemAnswer.model_validate_json(answer.content)


def test_a_parameter_is_refused_wherever_a_request_has_it() -> None:
    plan = Plan(refused=frozenset({"max_tokens", "seed"}))
    told = [given(plan, {**BODY, **have}) for have in ({"seed": 0, "max_tokens": 9}, {"seed": 0}, {"top_p": 1})]
    assert [answer.status for answer in told] == [400, 400, 200]
    assert [answer.json["error"]["param"] for answer in told[:2]] == ["max_tokens", "seed"]
    assert "max_completion_tokens" in told[0].json["error"]["message"]


def test_a_script_is_kept_for_every_request_apart_and_then_the_shares() -> None:
    plan = Plan({Fault.REFUSAL: 1}, script=(Fault.ERROR_503, None))

    async def talk(server: FaultServer) -> list[tuple[str, int]]:
        for text in ("one", "two", "one", "one", "two"):
            await post(server.base_url, body(text))
        return [(entry.kind, entry.attempt) for entry in server.log]

    refusal = Fault.REFUSAL.value
    assert with_server(plan, talk) == [("503", 1), ("503", 1), ("answer", 2), (refusal, 3), ("answer", 2)]


def test_two_servers_with_one_plan_do_the_same_whatever_the_order() -> None:
    plan = Plan({Fault.ERROR_500: 0.3, Fault.REFUSAL: 0.3}, seed=4)

    def kinds(order: list[int]) -> set[tuple[str, int, str]]:
        async def talk(server: FaultServer) -> set[tuple[str, int, str]]:
            await asyncio.gather(*(post(server.base_url, body(str(n % 20))) for n in order))
            return {(entry.body_sha256, entry.attempt, entry.kind) for entry in server.log}

        return with_server(plan, talk)

    first = kinds(list(range(40)))
    assert first == kinds(list(reversed(range(40))))
    assert len({kind for _, _, kind in first}) == 3


def test_a_test_may_make_the_answers_itself() -> None:
    def shout(asked: Asked) -> Any:
        return asked.text.upper() if asked.format == "text" else {"asked": asked.schema_name}

    plan = Plan(answer=shout)
    assert given(plan, body("a word", format="text")).content == "DRAFT THE ITEM.\nA WORD"
    assert json.loads(given(plan).content) == {"asked": "item_draft"}


def test_a_fault_of_the_server_itself_is_no_fault_of_the_plan() -> None:
    def broken(asked: Asked) -> Any:
        raise LookupError("of the test")

    with pytest.raises(RuntimeError, match="the fault server itself failed"):
        with_server(Plan(answer=broken), lambda server: raw(server.base_url, request(BODY)))


def test_the_log_tells_what_came_and_what_was_given() -> None:
    async def talk(server: FaultServer) -> FaultServer:
        began = time.monotonic()
        await post(server.base_url, BODY, path="/openai/deployments/x/chat/completions?api-version=1")
        await raw(server.base_url, request(body(USER, format="text")), within=LATE)
        assert began < server.log[0].received
        return server

    server = with_server(Plan({}, script=(None,), latency=0.05), talk)
    first, second = server.log
    assert (first.method, first.path, first.query) == (
        "POST",
        "/openai/deployments/x/chat/completions",
        "api-version=1",
    )
    assert dict(first.headers)["host"] == "localhost"
    assert (first.format, first.schema, second.format, second.schema) == ("json_schema", "item_draft", "text", None)
    assert (first.kind, first.attempt, first.fault, first.concurrent) == ("answer", 1, None, 1)
    assert first.body_sha256 != second.body_sha256
    assert first.answered is not None
    assert 0.05 <= first.answered - first.received < 1


@pytest.mark.parametrize("fault", [Fault.HANG, Fault.SLOW, Fault.CUT_BODY, Fault.CLOSED])
def test_what_was_never_answered_whole_has_no_time_of_answer(fault: Fault) -> None:
    async def talk(server: FaultServer) -> FaultServer:
        await raw(server.base_url, request(BODY), within=0.1)
        return server

    (entry,) = with_server(always(fault), talk).log
    assert (entry.fault, entry.answered) == (fault, None)


@pytest.mark.parametrize(
    "plan", [Plan(latency=30), always(Fault.HANG), always(Fault.SLOW)], ids=["late", "hang", "slow"]
)
def test_a_request_that_its_client_gave_up_is_open_no_more(plan: Plan) -> None:
    async def talk(server: FaultServer) -> list[int]:
        for _ in range(3):
            await raw(server.base_url, request(BODY), within=0.05)
            await asyncio.sleep(0.01)
        return [entry.concurrent for entry in server.log]

    assert with_server(plan, talk) == [1, 1, 1]


def test_a_client_that_gives_up_and_asks_again_keeps_its_concurrency() -> None:
    plan = Plan({Fault.HANG: 0.5, Fault.SLOW: 0.2}, latency=0.005)

    async def talk(server: FaultServer) -> int:
        async with httpx2.AsyncClient(timeout=0.03) as client:
            gate = asyncio.Semaphore(8)

            async def ask(n: int) -> None:
                async with gate:
                    try:
                        await client.post(f"{server.base_url}/chat/completions", json=body(str(n)))
                    except httpx2.TimeoutException:
                        return

            await asyncio.gather(*(ask(n) for n in range(80)))
        assert len({entry.kind for entry in server.log}) == 3
        return max(entry.concurrent for entry in server.log)

    assert with_server(plan, talk) == 8


def test_httpx_sees_every_fault_as_what_it_is() -> None:
    seen = {
        Fault.CUT_BODY: httpx2.RemoteProtocolError,
        Fault.CLOSED: httpx2.RemoteProtocolError,
        Fault.RESET: httpx2.ReadError,
        Fault.HANG: httpx2.ReadTimeout,
        Fault.GARBAGE_BODY: ValueError,
        Fault.HTML_BODY: ValueError,
    }

    async def talk(server: FaultServer) -> Counter[str]:
        met: Counter[str] = Counter()
        async with httpx2.AsyncClient(timeout=0.5) as client:
            for _ in server.plan.script:
                try:
                    (await client.post(f"{server.base_url}/chat/completions", json=BODY)).json()
                except (httpx2.TransportError, ValueError) as error:
                    met[server.log[-1].kind] += isinstance(error, seen[Fault(server.log[-1].kind)])
        return met

    assert with_server(Plan(script=tuple(seen)), talk) == Counter({fault.value: 1 for fault in seen})
