"""Suites whose drafter is a model, against a server on this machine that answers as a test tells it to."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from drafter.content import folder
from drafter.domain.decision import Decision
from drafter.domain.draft import EXTRACTIVE
from drafter.drafting.prompt import load_prompt
from drafter.drafting.prompted import Prompting
from drafter.errors import EvaluationError
from drafter.evaluation.reading import read_items
from drafter.evaluation.run import run_suite
from drafter.evaluation.run_files import AS_WRITTEN, ITEMS, METRICS
from drafter.evaluation.runs import compare_runs
from drafter.evaluation.suite import load_suite
from drafter.settings import settings

from ..drafting.servers import Answer, completion, error
from .run_world import LETTERS, SUITE, UPHELD, cited, decided, letter, run_world, write_world

pytestmark = [pytest.mark.model_requests, pytest.mark.slow]

VERSION = load_prompt(folder("prompts"), "item").version
UPHELD_ANSWER = completion(
    json.dumps(
        {
            "criteria": [],
            "probability_percent": 20,
            "determination": "Upheld",
            "rationale": [
                {"text": "The worker bakes.", "pointers": [{"source": "R1", "sentence": 1}]},
                {"text": "Therefore, the request is not medically necessary.", "pointers": []},
            ],
        }
    )
)
ITEMS_OF_LETTERS = sum(len(one.items) for one in LETTERS)
RATIONALE = (
    "The wrist of this baker moves well again since the spring rest, and the grip of the left hand came back by May. "
    "No bracelet of any metal is called for while the dough can be kneaded by hand for the whole of a night."
)
TOLD = letter("A-9", decided("Copper bracelet", UPHELD, cited("Copper bracelet"), rationale=RATIONALE))


@dataclass
class Model:
    """A model server: what it was asked, and how it answers a prompt."""

    answer: Callable[[str], Answer] = lambda prompt: UPHELD_ANSWER
    asked: list[dict[str, object]] = field(default_factory=list)
    base_url: str = ""

    def suite(self, more: str = "") -> str:
        """A suite that this model drafts."""
        return f"{SUITE}drafter: {{model: invented, base_url: {self.base_url}}}\n{more}"


@contextmanager
def listening(model: Model) -> Iterator[None]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            model.asked.append(body)
            answer = model.answer(body["messages"][1]["content"])
            self.send_response(answer.status)
            self.send_header("content-type", answer.content_type)
            self.send_header("content-length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    model.base_url = f"http://127.0.0.1:{httpd.server_port}/v1"
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield
    finally:
        httpd.shutdown()
        thread.join()
        httpd.server_close()


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Model]:
    """A server that proposes Upheld for whatever it is asked, and a store of the test's own."""
    monkeypatch.setenv("DRAFTER_STORE", f"sqlite:///{tmp_path / 'calls.db'}")
    monkeypatch.setenv("DRAFTER_TIMEOUT", "5")
    monkeypatch.setenv("DRAFTER_DEADLINE", "1")
    settings.cache_clear()
    told = Model()
    with listening(told):
        yield told


def prompts_with(tmp_path: Path, words: str) -> str:
    """A folder of prompts whose system part says these words too; gives the line of a suite that names it."""
    place = tmp_path / "prompts"
    place.mkdir(exist_ok=True)
    for file in folder("prompts").glob("*.md"):
        (place / file.name).write_bytes(file.read_bytes())
    text = (folder("prompts") / "item.md").read_text(encoding="utf-8")
    (place / "item.md").write_text(text.replace("# System\n", f"# System\n\n{words}\n", 1), encoding="utf-8")
    return "prompts: prompts\n"


def test_answers_are_kept_so_that_another_run_sends_nothing(tmp_path: Path, model: Model) -> None:
    suite = write_world(tmp_path, *LETTERS, suite=model.suite("conditions: [redraft 2]\n"))
    manifest, metrics = run_world(suite, tmp_path / "one")
    assert len(model.asked) == 2 * ITEMS_OF_LETTERS
    assert sorted({body["seed"] for body in model.asked}) == [0, 2], "a redraft is another call"
    run_world(suite, tmp_path / "two")
    assert len(model.asked) == 2 * ITEMS_OF_LETTERS
    for file in (ITEMS, METRICS):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()

    by = manifest.drafted_by
    prompts = Prompting.load(folder("prompts"), "invented", judge=False).sha256
    assert (by.model, by.base_url, by.prompt_sha256) == ("invented", model.base_url, prompts)
    assert by.parameters == {name: model.asked[0][name] for name in by.parameters}

    written = [line for line in read_items(tmp_path / "one") if line.condition == AS_WRITTEN]
    assert all(line.draft and line.draft.probability == 0.2 for line in written)
    assert all(line.baselines[EXTRACTIVE].probability != 0.2 for line in written)
    assert {figure.of for figure in metrics.figures if figure.name == "outcome.AUC"} >= {EXTRACTIVE}
    (redrafts,) = [figure for figure in metrics.figures if figure.name == "stability.redraft changed"]
    assert (redrafts.value, redrafts.n) == (0, ITEMS_OF_LETTERS)


def test_a_letter_that_the_server_fails_for_is_named_and_drafted_alone_the_next_time(
    tmp_path: Path, model: Model
) -> None:
    model.answer = lambda prompt: error(500) if "request | Leech" in prompt else UPHELD_ANSWER
    suite = write_world(tmp_path, *LETTERS, suite=model.suite("conditions: []\n"))
    _, metrics = run_world(suite, tmp_path / "run")
    assert {line.letter for line in read_items(tmp_path / "run") if line.failed} == {"A-2"}
    (out,) = [one for one in metrics.left_out if one.of == "rationale and grounding"]
    assert (out.letter, "failed (500)" in out.reason) == ("A-2", True)

    model.answer = lambda prompt: UPHELD_ANSWER
    model.asked.clear()
    told: list[tuple[int, int, int]] = []
    run_suite(load_suite(suite), [], tmp_path / "run", date(2026, 1, 2), lambda *counts: told.append(counts))
    assert len(model.asked) == 1
    assert told[-1] == (3, 3, 0)
    assert all(line.draft for line in read_items(tmp_path / "run"))


def test_an_answer_that_cannot_be_used_is_asked_for_anew(tmp_path: Path, model: Model) -> None:
    model.answer = lambda prompt: completion("no JSON") if "request | Leech" in prompt else UPHELD_ANSWER
    suite = write_world(tmp_path, *LETTERS, suite=model.suite("conditions: []\n"))
    run_world(suite, tmp_path / "run")
    assert {line.letter for line in read_items(tmp_path / "run") if line.failed} == {"A-2"}
    model.answer = lambda prompt: UPHELD_ANSWER
    model.asked.clear()
    run_world(suite, tmp_path / "run")
    assert len(model.asked) == 1
    assert all(line.draft for line in read_items(tmp_path / "run"))


def test_a_server_that_fails_always_stops_the_run_after_three_letters(tmp_path: Path, model: Model) -> None:
    model.answer = lambda prompt: error(503)
    letters = [letter(f"D-{number}", decided("Copper bracelet")) for number in range(6)]
    suite = write_world(tmp_path, *letters, suite=model.suite("conditions: []\n"))
    with pytest.raises(EvaluationError, match=r"none of the first 3 letters could be drafted: .*failed \(503\)"):
        run_world(suite, tmp_path / "run")
    assert len({json.dumps(body) for body in model.asked}) <= 3 + 8, "letters under way are ended, no more begun"


def with_answer_in_the_administrators_line() -> Decision:
    (item,) = TOLD.items
    return TOLD.model_copy(update={"items": (item.model_copy(update={"claims_administrator_guideline": RATIONALE}),)})


@pytest.mark.parametrize(
    "told", [TOLD, with_answer_in_the_administrators_line()], ids=["in the prompt", "and in the letter's own line"]
)
def test_an_answer_in_the_prompt_stops_the_run_before_anything_is_sent(
    tmp_path: Path, model: Model, told: Decision
) -> None:
    suite = write_world(tmp_path, *LETTERS, told, suite=model.suite(prompts_with(tmp_path, RATIONALE)))
    with pytest.raises(EvaluationError, match=r"the answer would reach the drafter: .*A-9") as wrong:
        run_world(suite, tmp_path / "run")
    assert model.asked == []
    assert not (tmp_path / "run").exists()
    assert "spring rest" not in str(wrong.value)


def test_an_answer_that_only_the_filled_prompt_holds_is_not_sent(tmp_path: Path, model: Model) -> None:
    words = RATIONALE.split()
    hidden = " {# between #} ".join(" ".join(words[at : at + 3]) for at in range(0, len(words), 3))
    suite = write_world(tmp_path, TOLD, *LETTERS, suite=model.suite(prompts_with(tmp_path, hidden)))
    with pytest.raises(EvaluationError, match=r"the answer would reach the drafter: .*what would be sent") as wrong:
        run_world(suite, tmp_path / "run")
    assert model.asked == []
    assert "spring rest" not in str(wrong.value)


def test_runs_that_differ_in_the_prompt_say_so(tmp_path: Path, model: Model) -> None:
    suite = write_world(tmp_path, *LETTERS, suite=model.suite("conditions: []\n"))
    run_world(suite, tmp_path / "a")
    suite.write_text(model.suite("conditions: []\n" + prompts_with(tmp_path, "Be brief.")), encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"a run of something else \(prompt: .* against "):
        run_world(suite, tmp_path / "a")
    run_world(suite, tmp_path / "b")
    (said,) = compare_runs(tmp_path / "a", tmp_path / "b", AS_WRITTEN).differences
    assert said.startswith(f"prompt: item/{VERSION} (")
    assert f") against item/{VERSION} (" in said


def test_the_server_of_another_machine_needs_an_agreement(tmp_path: Path) -> None:
    more = "drafter: {model: invented, base_url: https://models.example/v1}\n"
    suite = write_world(tmp_path, *LETTERS, suite=SUITE + more)
    with pytest.raises(EvaluationError, match=r"suite\.yaml:7: drafter\.base_url: .*data_agreement"):
        load_suite(suite)
