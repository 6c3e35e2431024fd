"""The prompted drafter as the pipeline sees it, against a server on this machine."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from drafter import __version__
from drafter.content import folder
from drafter.domain.determination import Determination
from drafter.domain.draft import ItemDraft
from drafter.domain.text import sha256_text
from drafter.drafting.answer import answer_schema
from drafter.drafting.drafter import Drafter
from drafter.drafting.prompt import load_prompt
from drafter.drafting.prompted import PARAMETERS, PromptedDrafter
from drafter.errors import DrafterError, ModelError
from drafter.settings import settings
from tests.drafting.servers import completion, serving
from tests.drafting.synthetic import REPORT, SUMMARY, item_task
from tests.drafting.test_prompted_answer import ANSWER

TEXT = json.dumps(ANSWER)


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("DRAFTER_API_KEY", "sk-of-the-test")
    monkeypatch.setenv("DRAFTER_TIMEOUT", "5")
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.mark.model_requests
def test_an_item_is_drafted_as_the_model_answered() -> None:
    with serving(completion(TEXT)) as server:
        drafter: Drafter = PromptedDrafter("m", server.base_url)
        draft = drafter.draft(item_task())
    assert isinstance(draft, ItemDraft)
    assert draft.determination is Determination.UPHELD
    assert draft.probability == 0.12
    assert server.received[0].headers["authorization"] == "Bearer sk-of-the-test"
    sent = server.received[0].json
    assert sent["response_format"]["json_schema"] == {"name": "item_draft", "strict": True, "schema": answer_schema()}
    assert (sent["model"], sent["temperature"], sent["seed"], sent["max_tokens"]) == ("m", 0, 0, 1500)
    assert [message["role"] for message in sent["messages"]] == ["system", "user"]


@pytest.mark.model_requests
def test_the_record_says_how_every_item_was_drafted() -> None:
    with serving(completion(TEXT)) as server:
        drafter = PromptedDrafter("m", server.base_url, "Agreement 7")
        drafter.draft(item_task(number=1))
        drafter.draft(item_task(number=4, request="Something else"))
    by = drafter.drafted_by()
    prompt = load_prompt(folder("prompts"), "item")
    assert (by.model, by.version, by.base_url) == ("m", __version__, server.base_url)
    assert by.data_agreement is None, "nothing left this machine"
    assert by.parameters == PARAMETERS
    assert (by.prompt, by.prompt_sha256) == (f"item/{prompt.version}", prompt.sha256)
    assert [call.item for call in by.calls] == [1, 4]
    assert [(call.answer, call.finish_reason) for call in by.calls] == [(TEXT, "stop")] * 2
    assert [(call.prompt_tokens, call.completion_tokens) for call in by.calls] == [(11, 7)] * 2
    canonical = [
        json.dumps(request.json, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        for request in server.received
    ]
    assert [call.request_sha256 for call in by.calls] == [sha256_text(text) for text in canonical]


@pytest.mark.model_requests
def test_the_same_item_makes_the_same_request() -> None:
    with serving(completion(TEXT)) as server:
        PromptedDrafter("m", server.base_url).draft(item_task())
        PromptedDrafter("m", server.base_url).draft(item_task())
    assert server.received[0].body == server.received[1].body


@pytest.mark.model_requests
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Jane Q. Placeholder is off work.", "is not JSON; use a server that honours response_format json_schema"),
        (TEXT[:-20], "is not JSON"),
        (TEXT.replace("not met", "Jane Placeholder"), "does not fit the schema at criteria.0.status"),
        (TEXT.replace('"label"', '"Jane Placeholder"'), "does not fit the schema at criteria.0"),
        ("[]", "does not fit the schema at its top"),
    ],
)
def test_an_answer_that_cannot_be_used_is_one_line_without_its_content(text: str, said: str) -> None:
    with serving(completion(text)) as server:
        drafter = PromptedDrafter("m", server.base_url)
        with pytest.raises(ModelError) as caught:
            drafter.draft(item_task(number=2))
    message = str(caught.value)
    assert message.startswith(f"item 2: the answer of the model at {server.address} {said}")
    assert "\n" not in message
    for private in ("Placeholder", *SUMMARY, *REPORT, "sk-of-the-test"):
        assert private not in message
    assert drafter.drafted_by().calls == ()


@pytest.mark.model_requests
def test_text_that_no_encoding_carries_still_drafts() -> None:
    with serving(completion(TEXT)) as server:
        PromptedDrafter("m", server.base_url).draft(item_task(report=("A lone \ud800 surrogate.",)))
    assert len(server.received) == 1


def test_an_agreement_is_recorded_where_text_leaves_this_machine() -> None:
    by = PromptedDrafter("m", "https://models.example/v1", "Agreement 7").drafted_by()
    assert (by.base_url, by.data_agreement, by.calls) == ("https://models.example/v1", "Agreement 7", ())


def test_without_an_agreement_nothing_is_prepared_for_another_machine() -> None:
    with pytest.raises(ModelError, match=r"models\.example is not on this machine"):
        PromptedDrafter("m", "https://models.example/v1")


def test_a_folder_without_the_prompt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAFTER_PROMPTS", str(tmp_path))
    settings.cache_clear()
    with pytest.raises(DrafterError, match=r"item\.md: the prompt cannot be read"):
        PromptedDrafter("m", "http://localhost:1/v1")
