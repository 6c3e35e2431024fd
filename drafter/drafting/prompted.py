"""The prompted drafter: one call to an OpenAI-compatible model server for each item."""

import json
from collections.abc import Callable
from pathlib import Path
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
from drafter.store import CallStore, StoredCall

PROMPT = "item"
PARAMETERS: dict[str, float | int | str] = {"temperature": 0, "seed": 0, "max_tokens": 1500}
"""The same for every call; a full answer takes about 800 tokens."""


class PromptedDrafter:
    """Drafts items through the prompt `item`; implements `Drafter`. Key, timeout and prompts come from the settings."""

    def __init__(
        self,
        model: str,
        base_url: str,
        data_agreement: str | None = None,
        *,
        prompts: Path | None = None,
        seed: int = 0,
        store: CallStore | None = None,
        watch: Callable[[str], None] | None = None,
    ):
        """Prepare; nothing is sent yet.

        Args:
            model: the model's name on the server.
            base_url: the server's address.
            data_agreement: what case text goes to a server under that is not on this machine.
            prompts: folder of the prompts; the settings name it where it is left out.
            seed: what the server is to draw its answer by, where it honours one.
            store: where answers are kept; a request that it holds an answer to is not sent again.
            watch: told what is about to be sent; by raising an error it keeps it from being sent.

        Raises:
            ModelError: case text may not go to the server.
            SettingsError: the prompt cannot be used.
        """
        self._model = model
        self._server = allowed_server(base_url, data_agreement)
        self._data_agreement = None if self._server.loopback else data_agreement
        self._prompt = load_prompt(prompts or settings().prompts, PROMPT)
        self._parameters = {**PARAMETERS, "seed": seed}
        self._store = store
        self._watch = watch
        self._calls: list[ModelCall] = []

    def draft(self, task: ItemTask) -> ItemDraft:
        """Propose a determination and a rationale for one item, exactly as the model answered.

        Raises:
            ModelError: the server cannot be used, or its answer cannot.
        """
        request = self._request(task)
        if self._watch:
            self._watch("\n".join(message["content"] for message in request["messages"]))
        digest = request_sha256(request)
        kept = self._kept(digest)
        reply = kept or self._asked(task.number, request)
        answer = self._answer(task.number, reply.text)
        if self._store and not kept:
            # Only an answer that can be used is kept: another one would be read again for ever.
            used = StoredCall(reply.text, reply.finish_reason, reply.prompt_tokens, reply.completion_tokens)
            self._store.put(digest, used)
        self._calls.append(_call(task.number, digest, reply))
        return answer.item_draft()

    def _kept(self, digest: str) -> Reply | None:
        held = self._store.get(digest) if self._store else None
        return Reply(held.answer, held.finish_reason, held.prompt_tokens, held.completion_tokens) if held else None

    def _asked(self, number: int, request: dict[str, Any]) -> Reply:
        key, timeout = settings().api_key.get_secret_value(), settings().timeout
        return chat(self._server, request, item=number, api_key=key, timeout=timeout)

    def drafted_by(self) -> DraftedBy:
        """Model, server, prompt and every call so far."""
        return DraftedBy(
            model=self._model,
            version=__version__,
            base_url=self._server.base_url,
            data_agreement=self._data_agreement,
            parameters=self._parameters,
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
            **self._parameters,
        }

    def _answer(self, number: int, text: str) -> Answer:
        at = f"item {number}: the answer of the model at {self._server.address}"
        try:
            return Answer.model_validate_json(text)
        except ValidationError as error:
            if (place := fault_in(error)) is None:
                raise ModelError(f"{at} is not JSON; use a server that honours response_format json_schema") from None
            raise ModelError(f"{at} does not fit the schema at {place}; use one that honours json_schema") from None


def request_sha256(request: dict[str, Any]) -> str:
    """Digest of the body of a call, by which its answer is kept."""
    return sha256_text(json.dumps(request, sort_keys=True, ensure_ascii=False, separators=(",", ":")))


def _call(number: int, digest: str, reply: Reply) -> ModelCall:
    return ModelCall(
        item=number,
        request_sha256=digest,
        answer=reply.text,
        finish_reason=reply.finish_reason,
        prompt_tokens=reply.prompt_tokens,
        completion_tokens=reply.completion_tokens,
    )
