"""Questions to a model and their answers as files, in the form of the OpenAI Batch API.

One mechanism for that API, for `vllm run-batch`, for a site without a network, and for answers from anywhere else:
each line of the requests is a chat completion named by the digest of its question, and each line of the responses gives
the answer under the same name, whatever form the request had.
"""

import codecs
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from pydantic import BaseModel, ValidationError

from drafter.drafting.asking import Answered, Ask, Deadline, T, Waiting
from drafter.drafting.completion import reply_in
from drafter.drafting.form import Form, unwrapped
from drafter.drafting.prompt import Prompt
from drafter.errors import ModelError, OutputError
from drafter.output import written_aside
from drafter.store import CallStore, StoredAnswer

_PATH = "/v1/chat/completions"
_DIGEST = re.compile(r"[0-9a-f]{64}")
_QUESTION = re.compile(rb'\s{0,9}\{"custom_id": ?"[0-9a-f]{64}", ?"method"')
_QUESTION_BEGINS = 200
"""Bytes of a file that tell whether it holds questions."""


class Exchange:
    """The files of a run: where its questions go, and where answers to earlier ones come from.

    A context manager: the file of questions takes its place when the block ends well, with no question in it where
    none is left.
    """

    def __init__(self, requests_out: Path | None, responses_in: Sequence[Path] = ()) -> None:
        self.requests_out = requests_out
        self._in = tuple(responses_in)
        self._stack = ExitStack()
        self._stream: TextIO | None = None
        self._written: set[str] = set()
        self.answered: set[str] = set()
        """Digests of the questions that the files answer."""
        self.read = 0
        """Answers read from the files."""
        self.new = 0
        """Those of them that the store did not hold."""
        self.faults: Counter[str] = Counter()
        """Lines without a usable answer, by what is wrong with them; in part that shows when an answer is needed."""
        self.first: dict[str, str] = {}
        """File and number of the first line with such a fault, where that shows as it is read."""

    def __enter__(self) -> "Exchange":
        """Begin.

        Raises:
            OutputError: the file of questions cannot be written, or holds something else than questions.
        """
        if self.requests_out:
            _refuse_other(self.requests_out)
            self._stream = self._stack.enter_context(written_aside(self.requests_out))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stack.__exit__(kind, error, at)

    @property
    def written(self) -> int:
        """Questions written so far."""
        return len(self._written)

    def take_in(self, store: CallStore) -> None:
        """Put the answers of the files into the store; lines that hold none are counted by what is wrong with them.

        Of several answers to one question the last counts, by the order of files and lines.

        Raises:
            ModelError: a file cannot be read.
        """
        for file in reversed(self._in):  # the store keeps the first that it is offered
            self.new += store.offer(self._answers(file))

    def write(self, sha256: str, completion: dict[str, Any]) -> None:
        """Write a question, once: its digest, and the chat completion that asks it."""
        if self._stream and sha256 not in self._written:
            self._written.add(sha256)
            line = {"custom_id": sha256, "method": "POST", "url": _PATH, "body": completion}
            self._stream.write(json.dumps(line, ensure_ascii=False) + "\n")

    def _answers(self, file: Path) -> Iterator[tuple[str, StoredAnswer]]:
        """The last answer to each question; a file that grows from round to round may hold one of no use before it."""
        last: dict[str, int] = {}
        for number, line in _lines(file):
            answer = self._answer(line)
            if isinstance(answer, str):
                self.faults[answer] += 1
                self.first.setdefault(answer, f"{file}:{number}")
            else:
                self.read += 1
                last[answer[0]] = number
        self.answered.update(last)
        chosen = frozenset(last.values())
        for number, line in _lines(file):
            if number in chosen and not isinstance(answer := self._answer(line), str):
                yield answer

    def _answer(self, line: bytes) -> tuple[str, StoredAnswer] | str:
        """An answer with the digest of its question, or what is wrong with the line."""
        try:
            response = _Line.model_validate_json(line)
        except ValidationError:
            return "no line of a response file"
        if not _DIGEST.fullmatch(response.custom_id):
            return "custom_id is of no question"
        if response.response is None or response.response.status_code != 200:
            return f"status {response.response.status_code}" if response.response else "error"
        try:
            reply = reply_in(json.dumps(response.response.body).encode(), "the response file", 0)
        except ModelError as error:
            return error.failure
        kept = StoredAnswer(unwrapped(reply.text), reply.finish_reason, reply.prompt_tokens, reply.completion_tokens)
        return response.custom_id, kept


class WrittenAsker:
    """Implements `Asker`: every question goes into the file, and waits."""

    def __init__(self, exchange: Exchange, form: Callable[[str], Form], plain: Prompt) -> None:
        """`form` gives the form to ask a model in, and is asked each time: the run itself may find it out meanwhile."""
        self._exchange = exchange
        self._form = form
        self._plain = plain

    async def ask(self, ask: Ask[T], deadline: Deadline) -> Answered[T]:
        """Write the question; see `Asker`. `ask.parameters` must hold max_tokens."""
        self._exchange.write(ask.sha256, self._form(ask.model).completion(ask, [], self._plain))
        raise Waiting(ask.at)


def _refuse_other(file: Path) -> None:
    """Refuse to write questions over a file that holds anything else, such as answers, or a case."""
    if not file.is_file():
        return
    try:
        with file.open("rb") as held:
            begins = held.read(_QUESTION_BEGINS)
    except OSError:  # writing it will say what is wrong
        return
    if begins.strip() and not _QUESTION.match(begins):
        raise OutputError(f"--requests-out {file}: is there already, and holds no questions; name another file")


def _lines(file: Path) -> Iterator[tuple[int, bytes]]:
    """The lines of a file that are not blank, with their numbers."""
    if file.exists() and not file.is_file():  # it is read twice, so a pipe will not do
        raise ModelError(f"--responses-in {file}: is not a file; save the answers in one")
    try:
        with file.open("rb") as lines:
            for number, raw in enumerate(lines, start=1):
                line = raw if number > 1 else raw.removeprefix(codecs.BOM_UTF8)
                if line.strip():
                    yield number, line
    except OSError as error:
        raise ModelError(f"--responses-in {file}: cannot be read ({error.strerror}); name another file") from None


class _Response(BaseModel):
    status_code: int
    body: Any = None


class _Line(BaseModel):
    """What we read of a line of responses; writers of such files differ in the rest."""

    custom_id: str
    response: _Response | None = None
