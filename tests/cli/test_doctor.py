"""`drafter doctor`: what it finds well, what is in the way of a draft, and that it shows no key."""

import asyncio
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from drafter import content
from drafter.cli import app
from drafter.doctor_report import Check
from drafter.doctor_server import ServerChoice, server_checks
from drafter.doctor_settings import shown_settings
from drafter.drafting.form import Form
from drafter.guidelines.corpus import load_corpus
from drafter.guidelines.index import build_index
from drafter.settings import Settings, settings
from drafter.store import CallStore, NewCall
from tests.drafting.servers import Answer, serving
from tests.faults.faults import Fault, Formats, Plan
from tests.faults.process import ServerProcess, server_process
from tests.guidelines.conftest import ALIASES, EDITION

Doctor = Callable[..., Result]
KEY = "sk-not-to-be-shown"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A corpus of one invented edition, so that a test takes no second, and the folder of its index."""
    place = tmp_path_factory.mktemp("small")
    (place / "corpus").mkdir()
    (place / "corpus" / "invented.md").write_text(EDITION, encoding="utf-8")
    (place / "corpus" / "aliases.yaml").write_text(ALIASES, encoding="utf-8")
    build_index(load_corpus(place / "corpus"), place / "index")
    return place / "corpus", place / "index"


@pytest.fixture
def doctor(small: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Doctor:
    """Runs `drafter doctor` in an empty folder, with corpus and index at hand and the environment given."""
    monkeypatch.chdir(tmp_path)
    corpus, index = small

    def call(*arguments: str, **environment: str | Path) -> Result:
        for name, value in ({"DRAFTER_CORPUS": corpus, "DRAFTER_INDEX": index} | environment).items():
            monkeypatch.setenv(name, str(value))
        settings.cache_clear()
        return CliRunner().invoke(app, ["doctor", *arguments])

    return call


@pytest.fixture(scope="module")
def sound() -> Iterator[ServerProcess]:
    """A model server without a fault; it lists `fault-model`."""
    with server_process(Plan()) as server:
        yield server


def check(result: Result, about: str) -> tuple[str, str]:
    """The first line about something: verdict and words."""
    for line in result.stdout.splitlines():
        verdict, _, said = line.partition(" ")
        if said.strip().startswith(f"{about}: "):
            return verdict, said.strip().removeprefix(f"{about}: ")
    raise AssertionError(f"nothing about {about}")


def test_all_is_well_for_the_built_in_drafter_and_nothing_is_made(doctor: Doctor, tmp_path: Path) -> None:
    result = doctor()
    assert result.exit_code == 0
    assert result.stdout.endswith("A draft can be made.\n")
    assert check(result, "index")[0] == check(result, "templates")[0] == "ok"
    assert check(result, "corpus")[1].startswith("1 editions, ")
    assert "DRAFTER_CORPUS = " in result.stdout
    assert "DRAFTER_TIMEOUT = 300.0 (default)" in result.stdout
    assert list(tmp_path.iterdir()) == []


def test_an_index_that_is_not_there_is_missing_and_the_command_for_it_is_named(doctor: Doctor, tmp_path: Path) -> None:
    result = doctor(DRAFTER_INDEX=tmp_path / "none")
    assert result.exit_code == 4
    assert check(result, "index")[0] == "missing"
    assert "drafter guidelines index" in check(result, "index")[1]


def test_an_index_of_another_corpus_is_wrong(doctor: Doctor, small: tuple[Path, Path], tmp_path: Path) -> None:
    corpus = shutil.copytree(small[0], tmp_path / "corpus")
    (corpus / "aliases.yaml").write_text(f"{ALIASES}\n", encoding="utf-8")
    result = doctor(DRAFTER_CORPUS=corpus)
    assert result.exit_code == 4
    assert check(result, "index")[0] == "wrong"


def test_a_corpus_that_is_not_there_is_missing(doctor: Doctor, tmp_path: Path) -> None:
    result = doctor(DRAFTER_CORPUS=tmp_path / "none")
    assert (result.exit_code, check(result, "corpus")[0]) == (4, "missing")


def test_a_prompt_at_fault_stops_a_model_alone_and_is_named_with_its_place(doctor: Doctor, tmp_path: Path) -> None:
    prompts = shutil.copytree(content.folder("prompts"), tmp_path / "prompts")
    (prompts / "judge.md").unlink()
    (prompts / "item.md").write_text("---\nname: item\nversion: one\n---\n# System\n\n# User\n", encoding="utf-8")
    built_in = doctor(DRAFTER_PROMPTS=prompts)
    assert built_in.exit_code == 0
    assert "prompts: summary, version" in built_in.stdout
    by_model = doctor("--model", "m", DRAFTER_PROMPTS=prompts)
    assert by_model.exit_code == 10
    assert f"wrong    prompts: {prompts / 'item.md'}:3" in by_model.stdout
    assert f"missing  prompts: {prompts / 'judge.md'}" in by_model.stdout


def test_a_model_without_a_server_is_missing_one_or_files(doctor: Doctor) -> None:
    result = doctor("--model", "m")
    assert (result.exit_code, check(result, "server")[0]) == (5, "missing")
    for remedy in ("--base-url", "--requests-out"):
        assert remedy in check(result, "server")[1]
    assert result.stdout.endswith("No draft can be made (exit code 5).\n")


def test_templates_at_fault_are_named_with_their_line(doctor: Doctor, tmp_path: Path) -> None:
    templates = shutil.copytree(content.folder("templates"), tmp_path / "templates")
    (templates / "letter.txt.j2").write_text("one\n{% if %}\n", encoding="utf-8")
    (templates / "letter.docx").unlink()
    result = doctor(DRAFTER_TEMPLATES=templates)
    assert result.exit_code == 10
    assert f"{templates / 'letter.txt.j2'}, line 2" in result.stdout
    assert f"missing  templates: {templates / 'letter.docx'}" in result.stdout


def test_a_setting_that_cannot_be_used_is_said_and_ends_it(doctor: Doctor) -> None:
    result = doctor(DRAFTER_TIMEOUT="soon")
    assert (result.exit_code, check(result, "settings")[0]) == (10, "wrong")
    assert "DRAFTER_TIMEOUT" in check(result, "settings")[1]


def test_a_misspelt_setting_is_said_and_stops_nothing(doctor: Doctor) -> None:
    result = doctor(DRAFTER_PRICE_PROMT="2")
    assert result.exit_code == 0
    assert "wrong    settings: DRAFTER_PRICE_PROMT: there is no such setting" in result.stdout


def test_one_price_without_the_other_is_wrong_and_both_say_what_max_cost_needs(doctor: Doctor) -> None:
    one = doctor(DRAFTER_PRICE_PROMPT="2")
    assert (one.exit_code, check(one, "prices")[0]) == (10, "wrong")
    both = doctor(DRAFTER_PRICE_COMPLETION="8")
    assert both.exit_code == 0
    assert "--max-cost must leave room" in check(both, "prices")[1]


def test_no_key_and_no_password_is_shown(doctor: Doctor) -> None:
    secrets = {
        "DRAFTER_API_KEY": KEY,
        "DRAFTER_STORE": f"postgresql://user:{KEY}@host/db?password={KEY}",
        "DRAFTER_EMBEDDING_URL": f"https://user:{KEY}@host/v1?key={KEY}",
        "DRAFTER_EMBEDDING_ARGUMENTS": json.dumps({"api_key": KEY}),
    }
    address = f"http://user:{KEY}@127.0.0.1:1/v1?key={KEY}"
    for more in ([], ["--model", "m", "--base-url", address], ["--json"]):
        result = doctor(*more, **secrets)
        assert KEY not in result.output
        assert KEY not in repr(result.exception)
    assert "DRAFTER_API_KEY" in result.stdout
    unusable = doctor("--model", "m", DRAFTER_STORE=f"postgresql//user:{KEY}@host")
    assert (unusable.exit_code, KEY in unusable.output) == (10, False)


def test_the_store_says_what_it_holds_and_which_calls_a_dead_process_left(doctor: Doctor, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'calls.db'}"
    call = NewCall("0" * 64, "A-1", 1, "item", "http://127.0.0.1:1/v1", "m", 1)
    with closing(CallStore(url)) as dead, closing(CallStore(url)) as alive:
        dead.begin(call)
        alive.claim("1" * 64, 60)
        alive.begin(call)
        verdict, said = check(doctor("--model", "m", DRAFTER_STORE=url), "store")
    assert verdict == "ok"
    assert "0 answers held, 2 calls made" in said
    assert "1 were in flight when their process ended" in said


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_store_that_cannot_be_made_stops_a_model(doctor: Doctor, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    result = doctor("--model", "m", DRAFTER_STORE=f"sqlite:///{closed / 'calls.db'}")
    assert (result.exit_code, check(result, "store")[0]) == (10, "wrong")


def test_a_store_that_is_no_database_stops_a_model(doctor: Doctor, tmp_path: Path) -> None:
    (tmp_path / "calls.db").write_text("no database, but a text of some length " * 20, encoding="utf-8")
    result = doctor("--model", "m", DRAFTER_STORE=f"sqlite:///{tmp_path / 'calls.db'}")
    assert (result.exit_code, check(result, "store")[0]) == (10, "wrong")


def test_a_server_elsewhere_needs_an_agreement(doctor: Doctor) -> None:
    result = doctor("--model", "m", "--base-url", "https://models.example/v1")
    assert (result.exit_code, check(result, "server")[0]) == (5, "wrong")
    assert "--data-agreement" in check(result, "server")[1]


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["--ask"], id="a question without a server"),
        pytest.param(["--data-agreement", "BAA"], id="an agreement without a server"),
        pytest.param(["--model", " "], id="a model without a name"),
    ],
)
def test_options_that_do_not_go_together_are_refused(doctor: Doctor, arguments: list[str]) -> None:
    assert doctor(*arguments).exit_code == 2


@pytest.mark.model_requests
def test_a_server_that_is_not_there_is_missing(doctor: Doctor) -> None:
    with serving(Answer()) as server:
        gone = server.base_url
    result = doctor("--model", "m", "--base-url", gone)
    assert (result.exit_code, check(result, "reachable")[0]) == (5, "missing")


@pytest.mark.model_requests
def test_a_listed_model_is_found_without_a_question(doctor: Doctor, sound: ServerProcess, tmp_path: Path) -> None:
    sound.refresh()
    before = len(sound.log)
    result = doctor("--model", "fault-model", "--base-url", sound.base_url, DRAFTER_API_KEY=KEY)
    sound.refresh()
    assert result.exit_code == 0
    assert check(result, "model") == ("ok", '"fault-model" is listed')
    assert "not known yet" in check(result, "answers")[1]
    assert [request.kind for request in sound.log[before:]] == ["models"]
    assert dict(sound.log[before].headers)["authorization"] == f"Bearer {KEY}"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.model_requests
def test_a_model_that_is_not_listed_is_missing_unless_it_answers(doctor: Doctor, sound: ServerProcess) -> None:
    unasked = doctor("--model", "other", "--base-url", sound.base_url)
    asked = doctor("--model", "other", "--base-url", sound.base_url, "--ask")
    assert (unasked.exit_code, check(unasked, "model")[0]) == (5, "missing")
    assert "fault-model" in check(unasked, "model")[1]
    assert (asked.exit_code, check(asked, "model")[0]) == (0, "ok")


@pytest.mark.model_requests
def test_the_form_of_answers_is_found_by_one_question_and_remembered(doctor: Doctor, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'calls.db'}"
    with server_process(Plan(formats=Formats.NEITHER, refused=frozenset({"max_tokens"}))) as server:
        for_model = ["--model", "fault-model", "--base-url", server.base_url]
        with closing(CallStore(url)) as store:  # what was taken before counts for nothing
            store.remember(server.base_url, "fault-model", Form().to_json())
        found = doctor(*for_model, "--ask", DRAFTER_STORE=url)
        later = doctor(*for_model, DRAFTER_STORE=url)
    assert found.exit_code == later.exit_code == 0
    for result in (found, later):
        assert "asked as plain" in check(result, "answers")[1]
        assert "max_completion_tokens" in check(result, "answers")[1]
    assert server.log[-1].kind == "models"
    with closing(CallStore(url)) as store:
        assert {call.case_number for call in store.calls()} == {"drafter doctor"}


@pytest.mark.slow
@pytest.mark.model_requests
@pytest.mark.parametrize(
    ("fault", "words"),
    [
        pytest.param(Fault.KEY_REFUSED, "refused the key", id="key"),
        pytest.param(Fault.QUOTA, "no credit left", id="quota"),
        pytest.param(Fault.REFUSAL, "refused to", id="refusal"),
    ],
)
def test_a_question_that_is_not_answered_says_why(doctor: Doctor, fault: Fault, words: str) -> None:
    with server_process(Plan({fault: 1.0})) as server:
        result = doctor("--model", "fault-model", "--base-url", server.base_url, "--ask", DRAFTER_API_KEY=KEY)
    assert (result.exit_code, check(result, "answers")[0]) == (5, "wrong")
    assert words in check(result, "answers")[1]
    assert KEY not in result.output


@pytest.mark.model_requests
def test_json_says_the_same(doctor: Doctor, sound: ServerProcess) -> None:
    result = doctor("--model", "fault-model", "--base-url", sound.base_url, "--json")
    said = json.loads(result.stdout)
    assert (said["schema"], said["exit_code"], result.exit_code) == ("drafter-doctor/1", 0, 0)
    assert {one["about"] for one in said["checks"]} >= {"corpus", "index", "prompts", "store", "server", "model"}
    assert {"name": "DRAFTER_API_KEY", "value": "not set", "origin": "default"} in said["settings"]


@pytest.mark.model_requests
@pytest.mark.parametrize(
    ("answer", "about", "verdict"),
    [
        pytest.param(Answer(status=302, headers={"location": "http://127.0.0.1:1/v1/models"}), "reachable", "wrong"),
        pytest.param(Answer(status=503), "reachable", "wrong"),
        pytest.param(Answer(b"<html></html>", content_type="text/html"), "reachable", "wrong"),
        pytest.param(Answer(b'{"data": [', length=99), "reachable", "wrong"),
        pytest.param(Answer(status=401), "key", "wrong"),
        pytest.param(Answer(status=404), "model", "missing"),
        pytest.param(Answer(b'{"data": []}'), "model", "missing"),
        pytest.param(Answer(b'{"data": [{"id": "m:latest"}]}'), "model", "ok"),
    ],
    ids=["redirect", "failed", "web page", "broken off", "key", "no list", "no model", "without its tag"],
)
def test_what_a_server_says_of_its_models_is_read(
    answer: Answer, about: str, verdict: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRAFTER_API_KEY", KEY)
    settings.cache_clear()

    async def found(base_url: str) -> list[Check]:
        choice = ServerChoice("m", base_url, None, ask=False)
        return [one async for one in server_checks(choice, settings(), store_sound=False)]

    with serving(answer) as server:
        checks = asyncio.run(found(server.base_url))
    assert [request.path for request in server.received] == ["/v1/models"]
    assert (checks[-1].about, checks[-1].verdict) == (about, verdict)
    assert checks[-1].exit_code == (0 if verdict == "ok" else 5)
    assert KEY not in str(checks)


@given(st.text(st.characters(codec="ascii", categories=["Lu", "Ll", "Nd", "P"]), min_size=1, max_size=20))
def test_no_part_of_an_address_that_may_be_a_key_is_shown(text: str) -> None:
    key = f"Zq{text}"
    addresses = {
        "store": f"postgresql://user:{key}@host/db?password={key}",
        "embedding_url": f"https://user:{key}@host/v1?key={key}",
    }
    held = Settings().model_copy(update=addresses)
    shown = {setting.name: setting.value for setting in shown_settings(held)}
    assert key not in shown["DRAFTER_STORE"]
    assert key not in shown["DRAFTER_EMBEDDING_URL"]
