"""The prompted drafter: one call to an OpenAI-compatible model server for each item."""

import json
from typing import Any

from pydantic import ValidationError

from drafter import __version__
from drafter.domain.draft import DraftedBy, ItemDraft, ModelCall
from drafter.domain.text import sha256_text
from drafter.drafting.answer import ANSWER_NAME, Answer, answer_schema, fault_in
from drafter.drafting.client import Reply, chat
from drafter.drafting.drafter import ItemTask
from drafter.drafting.material import item_material
from drafter.drafting.prompt import load_prompt
from drafter.errors import ModelError
from drafter.loopback import allowed_server
from drafter.settings import settings

PROMPT = "item"
PARAMETERS: dict[str, float | int | str] = {"temperature": 0, "seed": 0, "max_tokens": 1500}
"""The same for every call; a full answer takes about 800 tokens."""


class PromptedDrafter:
    """Drafts items through the prompt `item`; implements `Drafter`. Key, timeout and prompts come from the settings."""

    def __init__(self, model: str, base_url: str, data_agreement: str | None = None):
        """Prepare; nothing is sent yet.

        Raises:
            ModelError: case text may not go to the server.
            SettingsError: the prompt cannot be used.
        """
        self._model = model
        self._server = allowed_server(base_url, data_agreement)
        self._data_agreement = None if self._server.loopback else data_agreement
        self._prompt = load_prompt(settings().prompts, PROMPT)
        self._calls: list[ModelCall] = []

    def draft(self, task: ItemTask) -> ItemDraft:
        """Propose a determination and a rationale for one item, exactly as the model answered.

        Raises:
            ModelError: the server cannot be used, or its answer cannot.
        """
        request = self._request(task)
        reply = chat(
            self._server,
            request,
            item=task.number,
            api_key=settings().api_key.get_secret_value(),
            timeout=settings().timeout,
        )
        answer = self._answer(task.number, reply.text)
        self._calls.append(_call(task.number, request, reply))
        return answer.item_draft()

    def drafted_by(self) -> DraftedBy:
        """Model, server, prompt and every call so far."""
        return DraftedBy(
            model=self._model,
            version=__version__,
            base_url=self._server.base_url,
            data_agreement=self._data_agreement,
            parameters=dict(PARAMETERS),
            prompt=f"{self._prompt.name}/{self._prompt.version}",
            prompt_sha256=self._prompt.sha256,
            calls=tuple(self._calls),
        )

    def _request(self, task: ItemTask) -> dict[str, Any]:
        schema = {"name": ANSWER_NAME, "strict": True, "schema": answer_schema()}
        return {
            "model": self._model,
            "messages": self._prompt.render(**item_material(task)),
            "response_format": {"type": "json_schema", "json_schema": schema},
            **PARAMETERS,
        }

    def _answer(self, number: int, text: str) -> Answer:
        at = f"item {number}: the answer of the model at {self._server.address}"
        try:
            return Answer.model_validate_json(text)
        except ValidationError as error:
            if (place := fault_in(error)) is None:
                raise ModelError(f"{at} is not JSON; use a server that honours response_format json_schema") from None
            raise ModelError(f"{at} does not fit the schema at {place}; use one that honours json_schema") from None


def _call(number: int, request: dict[str, Any], reply: Reply) -> ModelCall:
    canonical = json.dumps(request, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return ModelCall(
        item=number,
        request_sha256=sha256_text(canonical),
        answer=reply.text,
        finish_reason=reply.finish_reason,
        prompt_tokens=reply.prompt_tokens,
        completion_tokens=reply.completion_tokens,
    )
