"""The form of a request that a server takes, and what stands around an answer."""

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from drafter.content import folder
from drafter.domain.text import sha256_text
from drafter.drafting.asking import AnswerForm, Ask, Purpose
from drafter.drafting.failures import Objection
from drafter.drafting.form import Form, unwrapped
from drafter.drafting.prompt import load_prompt
from tests.timing import assert_linear

PLAIN = load_prompt(folder("prompts"), "plain")
SCHEMA = {"type": "object", "properties": {"word": {"type": "string"}}}
OBJECT = Form("json_object")
NEW_LIMIT = Form(limit="max_completion_tokens")


def question(*messages: dict[str, str]) -> Ask[str]:
    told = list(messages) or [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Grün?"}]
    parameters: dict[str, float | int | str] = {"temperature": 0, "seed": 7, "max_tokens": 50}
    return Ask(Purpose.ITEM, "CM1", 1, "m", told, AnswerForm("word", SCHEMA), lambda text: text, parameters)


def body(form: Form, *messages: dict[str, str], turns: tuple[dict[str, str], ...] = ()) -> Any:
    return json.loads(form.body(question(*messages), list(turns), PLAIN))


@given(st.text(), st.text())
def test_body_and_digest_are_those_of_plain_json(role: str, content: str) -> None:
    ask = question({"role": role, "content": content})
    ordered = json.dumps(ask.body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert ask.sha256 == sha256_text(ordered)
    plain = json.dumps(Form().completion(ask, [], PLAIN), ensure_ascii=False, separators=(",", ":"))
    assert Form().body(ask, [], PLAIN) == plain.encode()


@pytest.mark.parametrize(
    ("parameter", "words", "following"),
    [
        # OpenAI: https://platform.openai.com/docs/guides/structured-outputs, and of reasoning models
        ("max_tokens", "unsupported parameter: 'max_tokens' is not supported with this model.", NEW_LIMIT),
        (
            "temperature",
            "unsupported value: 'temperature' does not support 0",
            Form(left_out=frozenset({"temperature"})),
        ),
        ("response_format", "invalid parameter: 'response_format' of type 'json_schema' is not supported", OBJECT),
        ("response_format.type", "supported values are: `json_object` and `text`", OBJECT),
        ("response_format", "invalid schema for response_format 'word'", OBJECT),
        ("", "invalid parameter: 'response_format' of type 'json_schema' is not supported with this model", OBJECT),
        # Azure OpenAI, of an api-version that is too old
        ("", "response_format value as json_schema is enabled only for api versions 2024-08-01-preview", OBJECT),
        # vLLM and FastAPI behind it
        (
            "",
            "[{'type': 'extra_forbidden', 'loc': ('body', 'seed')}] badrequesterror",
            Form(left_out=frozenset({"seed"})),
        ),
        ("", "extra inputs are not permitted: max_tokens", NEW_LIMIT),
        ("", "the provided json schema contains features not supported by xgrammar", OBJECT),
        # llama.cpp
        ("", "failed to initialize samplers: failed to parse grammar", OBJECT),
        ("", "this server does not support structured output", OBJECT),
        # not about the form
        ("", "no", None),
        ("messages", "unsupported content in messages", None),
        ("max_tokens", "max_tokens is too large: 9000. this model takes at most 4096", None),
        ("", "temperature must be between 0 and 2", None),
        ("model", "unknown model", None),
        ("stop", "unsupported parameter: 'stop' is not supported; seed is", None),
    ],
)
def test_a_server_s_objection_leads_to_the_next_form(parameter: str, words: str, following: Form | None) -> None:
    assert Form().without(Objection(parameter, words)) == following


def test_what_is_refused_in_the_last_form_too_has_no_next_one() -> None:
    refused = Objection("response_format", "response_format is not supported")
    assert OBJECT.without(refused) == Form("plain")
    assert Form("plain").without(refused) is None
    assert NEW_LIMIT.without(Objection("max_tokens", "unsupported")) is None
    assert Form(left_out=frozenset({"seed"})).without(Objection("seed", "unsupported")) is None


@given(
    st.lists(
        st.builds(
            Objection,
            st.sampled_from(["", "max_tokens", "seed", "temperature", "response_format"]),
            st.sampled_from(["unsupported seed temperature max_tokens response_format", "no", "seed"]),
        )
    )
)
def test_whatever_a_server_objects_to_the_forms_come_to_an_end(objections: list[Objection]) -> None:
    form, changes = Form(), 0
    for objection in objections:
        if following := form.without(objection):
            form, changes = following, changes + 1
    assert changes <= 5
    assert Form.from_json(form.to_json()) == form


def test_the_full_form_is_the_question_as_it_stands() -> None:
    assert body(Form()) == question().body


def test_further_turns_follow_the_question() -> None:
    turns = ({"role": "assistant", "content": "{"}, {"role": "user", "content": "again"})
    assert body(Form(), turns=turns)["messages"] == [*question().messages, *turns]


@pytest.mark.parametrize(("answers", "told"), [("json_object", {"type": "json_object"}), ("plain", None)])
def test_without_json_schema_the_schema_is_told_in_words(answers: Any, told: Any) -> None:
    sent = body(Form(answers))
    assert sent.get("response_format") == told
    system, user = sent["messages"]
    assert system["content"].startswith("Be brief.\n\n")
    assert json.dumps(SCHEMA) in system["content"]
    assert "JSON" in system["content"], "OpenAI takes json_object only where the messages say JSON"
    assert user == {"role": "user", "content": "Grün?"}


def test_a_question_without_a_system_message_is_given_one() -> None:
    first, second = body(Form("plain"), {"role": "user", "content": "Grün?"})["messages"]
    assert first["role"] == "system"
    assert second == {"role": "user", "content": "Grün?"}


def test_the_limit_and_the_parameters_go_by_the_form() -> None:
    sent = body(Form(limit="max_completion_tokens", left_out=frozenset({"temperature", "seed"})))
    assert sent["max_completion_tokens"] == 50
    assert sent.keys().isdisjoint({"max_tokens", "temperature", "seed"})


def test_a_form_that_is_none_of_this_version_s_counts_for_nothing() -> None:
    assert Form.from_json("{") is None
    assert Form.from_json('{"answers": "xml"}') is None


def test_what_is_sent_is_no_longer_than_it_must_be() -> None:
    assert "Grün?".encode() in Form().body(question(), [], PLAIN)


ANSWER = '{"word": "a } b", "list": [{"x": 1}]}'


@pytest.mark.parametrize(
    "wrapped",
    [
        ANSWER,
        f"\n {ANSWER}\n",
        f"```json\n{ANSWER}\n```",
        f"```\n{ANSWER}\n```\n",
        f"Here is the answer:\n{ANSWER}",
        f"Here it is.\n\n```json\n{ANSWER}\n```\nLet me know.",
        f"<think>The record {{or so}} says …</think>{ANSWER}",
        f"thoughts without a beginning\n</think>\n\n```json\n{ANSWER}\n```",
    ],
)
def test_what_stands_around_the_one_object_goes(wrapped: str) -> None:
    assert unwrapped(wrapped).strip() == ANSWER


@pytest.mark.parametrize(
    "text",
    ["", "nothing", "[]", '[{"word": "x"}]', '"{word}"', '{"word": ', "}{", '{"a": 1} {"b": 2}', '{"a": "</think>"}'],
)
def test_what_holds_no_one_object_stays(text: str) -> None:
    assert unwrapped(text) == text


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=8,
    ).map(lambda value: {"value": value}),
    st.text(st.characters(exclude_characters='{}<>[]"')),
    st.text(st.characters(exclude_characters="{}")),
)
@example({"value": None}, "", "\ud800")
@example({"value": None}, "\x0c", "\u00a0")
def test_an_object_comes_out_of_prose_as_it_was(value: dict[str, Any], before: str, after: str) -> None:
    assert json.loads(unwrapped(f"{before}{json.dumps(value, ensure_ascii=False)}{after}")) == value


@given(st.text() | st.lists(st.sampled_from(["{", "}", "</think>", "```", '"', "a"])).map("".join))
def test_any_answer_is_unwrapped_to_a_part_of_it(text: str) -> None:
    assert unwrapped(text) in text


@pytest.mark.parametrize("piece", ['{"a":', "{", "}", "</think>", "<think>", "```json\n{", "[{"])
def test_a_long_answer_takes_no_longer_than_its_length(piece: str) -> None:
    assert_linear(lambda times: unwrapped(f"x{piece * times}"), 50_000)
