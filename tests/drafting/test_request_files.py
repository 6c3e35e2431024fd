"""Questions and answers through files, in the form of the OpenAI Batch API."""

import asyncio
import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.content import folder
from drafter.drafting.asking import Ask, Deadline, Waiting
from drafter.drafting.completion import reply_in
from drafter.drafting.form import Answers, Form
from drafter.drafting.kept import Counts, KeptAsker
from drafter.drafting.prompt import load_prompt
from drafter.drafting.request_files import Exchange, WrittenAsker
from drafter.errors import ModelError, OutputError
from drafter.store import CallStore, StoredAnswer
from tests.drafting import asked as words
from tests.drafting.asked import Word

PLAIN = load_prompt(folder("prompts"), "plain")

BEFORE = f'{{"custom_id": "{"0" * 64}", "method": "POST"}}\n'
"""A question of the round before."""


def question(text: str) -> Ask[Word]:
    return replace(words.question(text), parameters={"temperature": 0, "seed": 7, "max_tokens": 50})


def completed(sha256: str, content: str | None, **choice: object) -> str:
    body = {
        "choices": [
            {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": "stop", **choice}
        ],
        "usage": {"prompt_tokens": 11, "completion_tokens": 7},
    }
    response = {"status_code": 200, "request_id": "r", "body": body}
    return json.dumps({"id": "b", "custom_id": sha256, "response": response, "error": None})


def asked(store: CallStore, exchange: Exchange, *texts: str, form: Form | None = None) -> list[str]:
    """The words answered, with "waits" where the answer is still to come."""

    async def all_of_them() -> list[str]:
        asker = KeptAsker(store, WrittenAsker(exchange, lambda model: form or Form(), PLAIN), Counts())
        words = []
        for text in texts:
            try:
                words.append((await asker.ask(question(text), Deadline(5))).value.word)
            except Waiting:
                words.append("waits")
        return words

    return asyncio.run(all_of_them())


@pytest.fixture
def store():  # type: ignore[no-untyped-def]
    opened = CallStore("sqlite://")
    yield opened
    opened.close()


def test_a_question_is_written_once_in_the_form_of_a_batch(store: CallStore, tmp_path: Path) -> None:
    file = tmp_path / "requests.jsonl"
    with Exchange(file) as exchange:
        assert asked(store, exchange, "one", "two", "one") == ["waits", "waits", "waits"]
        assert not file.exists(), "it takes its place when it is whole"
        assert exchange.written == 2
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [(line["method"], line["url"]) for line in lines] == [("POST", "/v1/chat/completions")] * 2
    assert [line["custom_id"] for line in lines] == [question("one").sha256, question("two").sha256]
    assert lines[0]["body"] == question("one").body
    assert lines[0]["body"]["response_format"]["json_schema"]["strict"] is True


@given(
    st.builds(
        Form,
        st.sampled_from(get_args(Answers)),
        st.sampled_from(["max_tokens", "max_completion_tokens"]),
        st.frozensets(st.sampled_from(["temperature", "seed"])),
    ),
    st.text(min_size=1),
)
def test_whatever_form_a_question_is_written_in_its_answer_is_found_by_its_digest(form: Form, text: str) -> None:
    with TemporaryDirectory() as place, closing(CallStore("sqlite://")) as store:
        out, answers = Path(place) / "questions.jsonl", Path(place) / "answers.jsonl"
        with Exchange(out) as exchange:
            assert asked(store, exchange, text, form=form) == ["waits"]
        line = json.loads(out.read_text(encoding="utf-8"))
        assert line["body"] == json.loads(form.body(question(text), [], PLAIN)), "as a server is asked"
        assert line["custom_id"] == question(text).sha256
        answers.write_text(completed(line["custom_id"], 'Here: {"word": "yes"}'), encoding="utf-8")
        with Exchange(out, [answers]) as exchange:
            exchange.take_in(store)
            assert asked(store, exchange, text, form=form) == ["yes"]
        assert out.read_text(encoding="utf-8") == ""


def test_answers_are_taken_by_their_custom_id_and_failures_stay_to_be_asked(store: CallStore, tmp_path: Path) -> None:
    ids = {text: question(text).sha256 for text in "abcdefg"}
    failed = {
        "custom_id": ids["c"],
        "response": {"status_code": 500, "body": {"error": {"message": "x"}}},
        "error": None,
    }
    expired = {"custom_id": ids["d"], "response": None, "error": {"code": "batch_expired", "message": "x"}}
    lines = [
        completed(ids["b"], '{"word": "bee"}'),
        completed(ids["a"], '{"word": "ay"}'),
        json.dumps(failed),
        json.dumps(expired),
        completed(ids["e"], None, finish_reason="content_filter"),
        completed(ids["f"], "no JSON"),
        "",
        completed(ids["g"], '{"word": "gee"}')[:-20],
    ]
    answers = tmp_path / "answers.jsonl"
    answers.write_text("\n".join(lines), encoding="utf-8")
    out = tmp_path / "requests.jsonl"
    with Exchange(out, [answers]) as exchange:
        exchange.take_in(store)
        assert asked(store, exchange, *"abcdefg") == ["ay", "bee", *["waits"] * 5]
    assert (exchange.read, exchange.new) == (3, 3), "that one is no JSON shows when it is needed"
    assert exchange.faults == {"status 500": 1, "error": 1, "content filter": 1, "no line of a response file": 1}
    places = {"status 500": 3, "error": 4, "content filter": 5, "no line of a response file": 8}
    assert exchange.first == {fault: f"{answers}:{line}" for fault, line in places.items()}
    left = [json.loads(line)["custom_id"] for line in out.read_text(encoding="utf-8").splitlines()]
    assert left == [ids[text] for text in "cdefg"]


def test_an_answer_that_is_kept_stays(store: CallStore, tmp_path: Path) -> None:
    ask = question("a")
    store.offer([(ask.sha256, StoredAnswer('{"word": "first"}', "stop", 1, 1))])
    answers = tmp_path / "answers.jsonl"
    answers.write_text(completed(ask.sha256, '{"word": "second"}'), encoding="utf-8")
    with Exchange(None, [answers]) as exchange:
        exchange.take_in(store)
        assert asked(store, exchange, "a") == ["first"]
    assert (exchange.read, exchange.new) == (1, 0)


def test_of_several_answers_in_a_file_the_last_that_is_one_counts(store: CallStore, tmp_path: Path) -> None:
    ask = question("a")
    failed = {"custom_id": ask.sha256, "response": {"status_code": 500, "body": {}}, "error": None}
    lines = [completed(ask.sha256, "no JSON"), completed(ask.sha256, '{"word": "second"}'), json.dumps(failed)]
    answers = tmp_path / "answers.jsonl"
    answers.write_text("\n".join(lines), encoding="utf-8")
    with Exchange(None, [answers]) as exchange:
        exchange.take_in(store)
        assert asked(store, exchange, "a") == ["second"]
    assert (exchange.read, exchange.new, dict(exchange.faults)) == (2, 1, {"status 500": 1})


def test_where_no_question_is_left_the_file_holds_none(store: CallStore, tmp_path: Path) -> None:
    file = tmp_path / "requests.jsonl"
    file.write_text(BEFORE, encoding="utf-8")
    with Exchange(file):
        pass
    assert file.read_text(encoding="utf-8") == ""


def test_a_run_that_breaks_off_leaves_the_file_of_the_round_before(store: CallStore, tmp_path: Path) -> None:
    file = tmp_path / "requests.jsonl"
    file.write_text(BEFORE, encoding="utf-8")

    def broken_off() -> None:
        with Exchange(file) as exchange:
            asked(store, exchange, "one")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    assert file.read_text(encoding="utf-8") == BEFORE
    assert [path.name for path in tmp_path.iterdir()] == ["requests.jsonl"]


@pytest.mark.parametrize("held", ["case_number: A-1\n", completed("0" * 64, "an answer"), "\ufeff# Notes\n", "x" * 900])
def test_questions_are_written_over_nothing_but_questions(tmp_path: Path, held: str) -> None:
    file = tmp_path / "held"
    file.write_text(held, encoding="utf-8")
    with pytest.raises(OutputError, match="holds no questions"), Exchange(file):
        pass
    assert file.read_text(encoding="utf-8") == held


def test_files_that_cannot_be_used(store: CallStore, tmp_path: Path) -> None:
    with Exchange(None, [tmp_path / "none.jsonl"]) as exchange, pytest.raises(ModelError, match=r"none\.jsonl: cannot"):
        exchange.take_in(store)
    with Exchange(None, [tmp_path]) as exchange, pytest.raises(ModelError, match="is not a file; save"):
        exchange.take_in(store)
    with pytest.raises(OutputError, match="name another place"), Exchange(tmp_path):
        pass


def test_a_byte_order_mark_costs_no_answer(store: CallStore, tmp_path: Path) -> None:
    file = tmp_path / "responses.jsonl"
    file.write_text(completed(question("a").sha256, '{"word": "yes"}') + "\r\n", encoding="utf-8-sig")
    exchange = Exchange(None, (file,))
    exchange.take_in(store)
    assert (exchange.read, exchange.new, dict(exchange.faults)) == (1, 1, {})


def test_an_answer_under_a_name_that_no_question_has_is_not_kept(store: CallStore, tmp_path: Path) -> None:
    file = tmp_path / "responses.jsonl"
    file.write_text("".join(completed(name, "{}") + "\n" for name in ("request-1", "", "F" * 64)), encoding="utf-8")
    exchange = Exchange(None, (file,))
    exchange.take_in(store)
    assert (exchange.read, dict(exchange.faults)) == (0, {"custom_id is of no question": 3})


@pytest.mark.parametrize("tokens", [10**30, -5, True, "many"])
def test_token_counts_that_no_call_can_have_count_for_nothing(tokens: object) -> None:
    body = {
        "choices": [{"message": {"content": '{"word": "yes"}'}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": tokens, "completion_tokens": 7},
    }
    if tokens == "many":
        with pytest.raises(ModelError):
            reply_in(json.dumps(body).encode(), "the answer", 0)
        return
    reply = reply_in(json.dumps(body).encode(), "the answer", 0)
    assert reply.prompt_tokens in (None, 1)
    assert reply.completion_tokens == 7
