"""Which form each model of a server takes: found out once, and remembered."""

import asyncio
from dataclasses import dataclass, field

from drafter.drafting.failures import Objection
from drafter.drafting.form import Form
from drafter.store import CallStore


def remembered(store: CallStore, server: str, model: str) -> Form | None:
    """The form that a store remembers of a server's model, by the server's base URL; None where it is not known."""
    text = store.form(server, model)
    return Form.from_json(text) if text else None


@dataclass
class _Held:
    form: Form
    known: bool
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


class Forms:
    """The forms of one server's models, in this process and in the store.

    While a form is unknown one call goes alone and the others wait for it, so that it is found out once.
    """

    def __init__(self, server: str, store: CallStore) -> None:
        self._server = server
        self._store = store
        self._held: dict[str, _Held] = {}

    def of(self, model: str) -> Form:
        """The form to ask in."""
        return self._of(model).form

    async def alone(self, model: str) -> bool:
        """Wait until the form is known, or it is our turn to find it out; tells whether it is.

        Whoever has the turn must give it back with `release`.
        """
        held = self._of(model)
        if held.known:
            return False
        await held.turn.acquire()
        if held.known:
            held.turn.release()
        return not held.known

    def release(self, model: str) -> None:
        """The call that went alone has ended; where the form is still unknown, the next one goes alone."""
        self._of(model).turn.release()

    def objected(self, model: str, form: Form, objection: Objection) -> bool:
        """Learn from a refused request; tells whether there is another form to ask in."""
        held = self._of(model)
        if held.form != form:
            return True  # another call has learnt in the meantime
        following = form.without(objection)
        if following is None:
            return False
        self._change(model, held, following)
        return True

    def not_kept(self, model: str, form: Form) -> None:
        """Learn that the server takes a form and does not keep to it."""
        held = self._of(model)
        if held.form == form:
            self._change(model, held, form.next_answers())

    def taken(self, model: str) -> None:
        """The server has answered in the form: it is known from now on."""
        held = self._of(model)
        if not held.known:
            held.known = True
            self._store.remember(self._server, model, held.form.to_json())

    def assume(self, model: str) -> None:
        """Go on without knowing: the server is too slow to let each call wait for the one before."""
        self._of(model).known = True

    def _change(self, model: str, held: _Held, form: Form) -> None:
        held.form = form
        if held.known:
            self._store.remember(self._server, model, form.to_json())

    def _of(self, model: str) -> _Held:
        if model not in self._held:
            form = remembered(self._store, self._server, model)
            self._held[model] = _Held(form or Form(), form is not None)
        return self._held[model]
