"""Whether a model server may be asked, is there, lists the model, and answers: for `drafter doctor`."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass

import httpx2
from pydantic import BaseModel, ConfigDict, ValidationError

from drafter.doctor_report import Check
from drafter.doctor_store import exists
from drafter.drafting.answer_form import form_of, reader
from drafter.drafting.asking import Ask, Deadline, Purpose
from drafter.drafting.form import Form
from drafter.drafting.forms import remembered
from drafter.drafting.limits import Limits, Prices
from drafter.drafting.prompted import PARAMETERS
from drafter.errors import DrafterError, ModelError, OutputError
from drafter.loopback import Access, Server, allowed_server, async_connection
from drafter.settings import Settings
from drafter.store import CallStore

_PATIENCE = 10.0
"""Seconds for the list of models."""
_NAMED = 5
"""So many models are named."""
_CODE = ModelError.exit_code
_FIND_OUT = "--ask finds out by one small question, which is paid for"


@dataclass(frozen=True)
class ServerChoice:
    """The model server that is asked about."""

    model: str | None
    base_url: str
    data_agreement: str | None
    ask: bool
    """Whether the model is asked a question."""


async def server_checks(choice: ServerChoice, held: Settings, *, store_sound: bool) -> AsyncIterator[Check]:
    """What can be said of a server, first things first; it ends with what makes the rest pointless."""
    try:
        server = allowed_server(choice.base_url, choice.data_agreement)
    except ModelError as error:
        yield Check.wrong("server", str(error), error.exit_code)
        return
    yield Check.ok("server", f"{server.address} may get case text: {_why(server, choice)}")
    listing = await _listing(server, Access.of_settings())
    if isinstance(listing, Check):
        yield listing
        return
    yield Check.ok("reachable", f"{server.address} answers")
    if choice.model is None:
        return
    listed = _listed(choice.model, listing)
    if choice.ask and store_sound:  # a question that could not be kept is not paid for
        answered = await _asked(server, choice.model, held)
        if listed.exit_code and not answered.exit_code:
            listed = Check.ok("model", f'"{choice.model}" is not listed, and answers all the same')
        yield listed
        yield answered
        return
    yield listed
    if store_sound:
        yield _known_form(server, choice.model, held)


def _why(server: Server, choice: ServerChoice) -> str:
    return "it is on this machine" if server.loopback else f'under the agreement "{choice.data_agreement}"'


@dataclass(frozen=True)
class _Models:
    """The models that a server lists; None where it gives no list."""

    ids: tuple[str, ...] | None
    status: int


class _Model(BaseModel):
    id: str


class _List(BaseModel):
    """What we read of a list of models."""

    data: list[_Model]


async def _listing(server: Server, access: Access) -> _Models | Check:
    """The models that a server lists, or why it cannot be used."""
    query = {"api-version": access.version} if access.version else {}
    try:
        async with asyncio.timeout(_PATIENCE), async_connection(server, access, 1) as http:
            answer = await http.get(f"{server.base_url.rstrip('/')}/models", params=query)
    except ModelError as error:  # the key holds what no header can
        return Check.wrong("key", str(error), error.exit_code)
    except TimeoutError:
        return Check.missing(
            "reachable", f"{server.address} did not answer within {_PATIENCE:g} s; look whether it is well", _CODE
        )
    except (httpx2.ConnectError, httpx2.ConnectTimeout):
        return Check.missing("reachable", f"{server.address} cannot be reached; start it, or correct --base-url", _CODE)
    except httpx2.HTTPError:
        return Check.wrong(
            "reachable", f"{server.address} broke off before its answer was whole; look at its log", _CODE
        )
    return _read(server, answer)


def _read(server: Server, answer: httpx2.Response) -> _Models | Check:
    status = answer.status_code
    if status in (401, 403):
        return Check.wrong("key", f"{server.address} refused the key ({status}); set DRAFTER_API_KEY", _CODE)
    if 300 <= status < 400:
        said = f"{server.address} redirects elsewhere ({status}), which is not followed; give the final address"
        return Check.wrong("reachable", said, _CODE)
    if 400 <= status < 500:
        return _Models(None, status)  # it may take chat completions all the same
    if status >= 500:
        return Check.wrong("reachable", f"{server.address} failed ({status}); look at its log", _CODE)
    try:
        return _Models(tuple(model.id for model in _List.model_validate_json(answer.content).data), status)
    except ValidationError:
        said = f"{server.address} answered with no list of models; --base-url often ends in /v1"
        return Check.wrong("reachable", said, _CODE)


def _listed(model: str, models: _Models) -> Check:
    if models.ids is None:
        said = (
            f"the server gives no list ({models.status}); correct --base-url, which often ends in /v1, or {_FIND_OUT}"
        )
        return Check.missing("model", said, _CODE)
    if model in models.ids or f"{model}:latest" in models.ids:  # Ollama takes a name without its tag
        return Check.ok("model", f'"{model}" is listed')
    names = ", ".join(models.ids[:_NAMED]) or "no model"
    more = f" and {len(models.ids) - _NAMED} more" if len(models.ids) > _NAMED else ""
    said = f'"{model}" is not listed; there is {names}{more}; correct --model. Some servers take more than they list: '
    return Check.missing("model", f"{said}{_FIND_OUT}", _CODE)


def _known_form(server: Server, model: str, held: Settings) -> Check:
    form = None
    if exists(held.store):
        with closing(CallStore(held.store)) as store:
            form = remembered(store, server.base_url, model)
    said = _form_words(form) if form else f"not known yet; the first call of a draft finds out, or {_FIND_OUT}"
    return Check.ok("answers", said)


def _form_words(form: Form) -> str:
    without = f", without {' and '.join(sorted(form.left_out))}" if form.left_out else ""
    words = {
        "json_schema": "",
        "json_object": "; the schema is told in words",
        "plain": "; the schema is told in words",
    }
    return f"asked as {form.answers}{words[form.answers]}; with {form.limit}{without}"


class _Ready(BaseModel):
    """The answer that is asked for."""

    model_config = ConfigDict(extra="forbid")
    ready: bool


class _Question(Ask[_Ready]):
    """The question, which is about no case."""

    @property
    def at(self) -> str:
        """What it is about, as errors name it."""
        return "the question of drafter doctor"


class _AnewStore(CallStore):
    """The store, with every form of request unknown, so that what a server takes is found out anew."""

    def form(self, server: str, model: str) -> str | None:
        """Nothing is known."""
        return None


async def _asked(server: Server, model: str, held: Settings) -> Check:
    """Ask the model one question; the form of request that its server takes is remembered."""
    try:
        with closing(_AnewStore(held.store)) as store:
            seconds = await _answer(server, model, held, store)
            text = CallStore.form(store, server.base_url, model)
    except OutputError as error:
        return Check.wrong(
            "answers", "DRAFTER_STORE cannot be written; make room, or name another one", error.exit_code
        )
    except DrafterError as error:
        return Check.wrong("answers", str(error), error.exit_code)
    form = Form.from_json(text) if text else None
    return Check.ok("answers", f"in {seconds:.1f} s; {_form_words(form or Form())}; remembered")


async def _answer(server: Server, model: str, held: Settings, store: CallStore) -> float:
    """Get the question answered; tells how many seconds it took.

    Raises:
        DrafterError: no usable answer came, or a prompt or the store cannot be used.
    """
    from drafter.drafting.live import LiveAsker  # the client library takes a while to import

    question = _Question(
        purpose=Purpose.ITEM,
        case="drafter doctor",
        item=None,
        model=model,
        messages=[
            {"role": "system", "content": "Answer with one JSON object of the given schema, and nothing else."},
            {"role": "user", "content": "Are you ready to answer questions?"},
        ],
        form=form_of(_Ready, "ready"),
        read=reader(_Ready),
        parameters=PARAMETERS,
    )
    async with LiveAsker(server, store, Limits(1, prices=Prices.of_settings())) as asker:
        began = time.monotonic()
        await asker.ask(question, Deadline(min(held.deadline, held.timeout)))
    store.forget(question.sha256)  # it is of no use to a draft
    return time.monotonic() - began
