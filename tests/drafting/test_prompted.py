"""The prompted drafter as the pipeline sees it, against a server on this machine."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from drafter import __version__
from drafter.content import folder
from drafter.domain.determination import Determination
from drafter.domain.text import sha256_text
from drafter.drafting.answer import Answer
from drafter.drafting.answer_form import form_of
from drafter.drafting.asking import Purpose
from drafter.drafting.prompt import load_prompt
from drafter.drafting.prompted import PARAMETERS, Prompting
from drafter.errors import DrafterError, ModelError
from drafter.guidelines.corpus import Corpus
from drafter.settings import settings
from tests.drafting.by_model import drafted
from tests.drafting.servers import completion, serving
from tests.drafting.synthetic import REPORT, SUMMARY, item_task
from tests.drafting.test_prompted_answer import ANSWER

TEXT = json.dumps(ANSWER)


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("DRAFTER_API_KEY", "sk-of-the-test")
    monkeypatch.setenv("DRAFTER_TIMEOUT", "5")
    monkeypatch.setenv("DRAFTER_DEADLINE", "5")
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.mark.model_requests
def test_an_item_is_drafted_as_the_model_answered(corpus: Corpus) -> None:
    with serving(completion(TEXT)) as server:
        (draft,), _ = drafted(server.base_url, [item_task()], corpus)
    assert draft.determination is Determination.UPHELD
    assert draft.probability == 0.12
    assert server.received[0].headers["authorization"] == "Bearer sk-of-the-test"
    sent = server.received[0].json
    schema = form_of(Answer, "item_draft").schema
    assert sent["response_format"]["json_schema"] == {"name": "item_draft", "strict": True, "schema": schema}
    assert {name: sent[name] for name in PARAMETERS} == PARAMETERS
    assert sent["model"] == "m"
    assert [message["role"] for message in sent["messages"]] == ["system", "user"]


@pytest.mark.model_requests
def test_the_record_says_how_every_item_was_drafted(corpus: Corpus) -> None:
    tasks = [item_task(number=4, request="Something else"), item_task(number=1)]
    with serving(completion(TEXT)) as server:
        _, by = drafted(server.base_url, tasks, corpus, agreement="Agreement 7")
    prompt = load_prompt(folder("prompts"), "item")
    assert (by.model, by.version, by.base_url) == ("m", __version__, server.base_url)
    assert by.data_agreement is None, "nothing left this machine"
    assert by.parameters == PARAMETERS
    assert (by.prompt, by.prompt_sha256) == (
        f"item/{prompt.version}",
        Prompting.load(folder("prompts"), "m", judge=False).sha256,
    )
    assert [(call.item, call.purpose) for call in by.calls] == [(1, "item"), (4, "item")]
    assert [(call.answer, call.finish_reason) for call in by.calls] == [(TEXT, "stop")] * 2
    assert [(call.prompt_tokens, call.completion_tokens) for call in by.calls] == [(11, 7)] * 2
    canonical = [
        json.dumps(request.json, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        for request in server.received
    ]
    assert [call.request_sha256 for call in by.calls] == [sha256_text(text) for text in reversed(canonical)]


@pytest.mark.model_requests
def test_the_same_item_makes_the_same_request(corpus: Corpus) -> None:
    with serving(completion(TEXT)) as server:
        for _ in range(2):
            drafted(server.base_url, [item_task()], corpus)
    assert server.received[0].body == server.received[1].body


@pytest.mark.model_requests
@pytest.mark.parametrize(
    "text",
    [
        "Jane Q. Placeholder is off work.",
        TEXT[:-20],
        TEXT.replace("not met", "Jane Placeholder"),
        TEXT.replace('"label"', '"Jane Placeholder"'),
        "[]",
    ],
)
def test_an_answer_that_cannot_be_used_is_one_line_without_its_content(text: str, corpus: Corpus) -> None:
    with serving(completion(text)) as server, pytest.raises(ModelError) as caught:
        drafted(server.base_url, [item_task(number=2)], corpus)
    message = str(caught.value)
    assert message.startswith("item 2: ")
    assert server.address in message
    assert "\n" not in message
    for private in ("Placeholder", *SUMMARY, *REPORT, "sk-of-the-test"):
        assert private not in message
    assert caught.value.failure in ("broken JSON", "wrong schema")
    assert 1 < len(server.received) <= 4, "the fault is told and the question asked again, but not for ever"


@pytest.mark.model_requests
def test_text_that_no_encoding_carries_still_drafts(corpus: Corpus) -> None:
    with serving(completion(TEXT)) as server:
        drafted(server.base_url, [item_task(report=("A lone \ud800 surrogate.",))], corpus)
    assert len(server.received) == 1


def test_an_agreement_is_recorded_where_text_leaves_this_machine(corpus: Corpus) -> None:
    _, by = drafted("https://models.example/v1", [], corpus, agreement="Agreement 7")
    assert (by.base_url, by.data_agreement, by.calls) == ("https://models.example/v1", "Agreement 7", ())


def test_without_an_agreement_nothing_is_prepared_for_another_machine(corpus: Corpus) -> None:
    with pytest.raises(ModelError, match=r"models\.example is not on this machine"):
        drafted("https://models.example/v1", [], corpus)


@pytest.mark.parametrize("purpose", Purpose)
def test_a_folder_without_a_prompt(purpose: Purpose, tmp_path: Path) -> None:
    for file in folder("prompts").glob("*.md"):
        if file.stem != purpose:
            (tmp_path / file.name).write_bytes(file.read_bytes())
    with pytest.raises(DrafterError, match=rf"{purpose}\.md: the prompt cannot be read"):
        Prompting.load(tmp_path, "m", judge=True)
    if purpose is Purpose.JUDGE:
        Prompting.load(tmp_path, "m", judge=False)
