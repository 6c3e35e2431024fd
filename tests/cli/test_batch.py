"""`drafter batch` as a process: what it writes and says, and what is there after it is stopped or killed."""

import csv
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from filelock import FileLock

from drafter.batch.status import State, read_status
from drafter.batch.summary import End, Summary
from drafter.store import CallStore
from tests.batch.invented import case_data, write_case, write_lines
from tests.cli.conftest import Run, assert_one_line
from tests.drafting.servers import error, serving
from tests.faults.answers import answer_to
from tests.faults.asked import Asked
from tests.faults.faults import Plan
from tests.faults.process import server_process

EVAL = Path(__file__).parents[2] / "eval"


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    """A folder of three invented cases, one of them expedited."""
    folder = tmp_path / "cases"
    write_case(folder / "a.yaml", "A-1")
    write_case(folder / "b" / "case.yaml", "A-2", due="2015-01-02", records=True)
    write_case(folder / "c.yaml", "A-3", due=None, priority="expedited")
    return folder


def many(folder: Path, number: int) -> Path:
    """A folder of so many cases that differ in their words."""
    for n in range(number):
        file = write_case(folder / f"{n:03}.yaml", f"M-{n:03}")
        file.write_text(file.read_text().replace("8 visits", f"{n + 2} visits"))
    return folder


def summary(out: Path) -> Summary:
    return Summary.model_validate_json((out / "summary.json").read_bytes())


def rows(out: Path) -> list[dict[str, str]]:
    with (out / "items.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def drafts(out: Path) -> dict[str, bytes]:
    return {file.parent.name: file.read_bytes() for file in out.glob("*/draft.json")}


def drafted(out: Path) -> int:
    return sum(1 for _ in out.glob("*/status.json"))


def assert_whole(out: Path) -> None:
    """Every folder of a case is empty or holds a draft with its letter, and nothing is left that was written aside."""
    for folder in (path for path in out.iterdir() if path.is_dir()):
        status = read_status(folder)
        assert status is not None
        assert {file.name for file in folder.iterdir()} == {"draft.json", "letter.sha256", "letter.txt", "status.json"}
    assert [file for file in out.rglob(".*") if file.is_file()] == []


@contextmanager
def going(index: Path, work: Path, *arguments: str | Path, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """`drafter batch` while it goes on."""
    started = [sys.executable, "-m", "drafter", "batch", *map(str, arguments)]
    env = {"PATH": os.environ["PATH"], "DRAFTER_INDEX": str(index)} | environment
    process = subprocess.Popen(
        started, cwd=work, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_for(there: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + 90
    while not there():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < until
        time.sleep(0.01)


def test_cases_are_drafted_into_folders_and_listed_and_not_drafted_again(
    command: Run, cases: Path, tmp_path: Path
) -> None:
    out, link = tmp_path / "out", cases / "link"
    link.symlink_to(cases / "b", target_is_directory=True)
    result = command("batch", link, cases, "-o", out, "--format", "txt")
    assert (result.returncode, "cases: 3 (3 drafted)" in result.stdout) == (0, True)
    assert f"passed over, each the same file as one that is taken: {link / 'case.yaml'}\n" in result.stderr
    assert f"not followed (name what is to be drafted): {link}\n" in result.stderr
    assert "3 of 3 cases drafted" in result.stderr
    assert_whole(out)
    assert [(row["case_number"], row["item"], row["state"]) for row in rows(out)] == [
        ("A-3", "1", "drafted"),
        ("A-2", "1", "drafted"),
        ("A-1", "1", "drafted"),
    ]
    before = drafts(out)
    (cases / "a.yaml").write_text((cases / "a.yaml").read_text().replace("8 visits", "9 visits"))
    again = command("batch", cases, "-o", out, "--format", "txt")
    assert again.returncode == 0
    assert summary(out).run.drafted == 1
    after = drafts(out)
    assert after.pop("A-1") != before.pop("A-1")
    assert after == before


@pytest.mark.slow
def test_what_fails_is_named_and_the_rest_is_drafted(command: Run, cases: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (cases / "broken.yaml").write_text("schema: drafter-case/1\ncase_number: A-9\nitems: 7\n")
    write_case(cases / "d.yaml", "../A-8")
    write_case(cases / "e.yaml", "A-1")
    lines = write_lines(tmp_path / "more.jsonl", case_data("B-1"), "{")
    result = command("batch", cases, lines, "-o", out, "--format", "none")
    assert result.returncode == 13
    assert summary(out).states == {State.DRAFTED: 3, State.FAILED: 5}
    assert summary(out).failures == {"case file": 2, "case number used twice": 2, "case number cannot name a folder": 1}
    assert Counter(row["state"] for row in rows(out)) == {"drafted": 3, "failed": 5}
    assert sorted(drafts(out)) == ["A-2", "A-3", "B-1"]
    assert command("verify", out / "B-1" / "draft.json").returncode == 0
    assert "more.jsonl:2" in (out / "summary.md").read_text(encoding="utf-8")
    assert not (tmp_path / "A-8").exists()


@pytest.mark.slow
def test_one_process_a_folder(command: Run, cases: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with FileLock(out / "batch.lock"):
        assert_refused(command("batch", cases, "-o", out), 6, "another batch is at work")
    assert {file.name for file in out.iterdir()} <= {"batch.lock"}


@pytest.mark.slow
def test_a_folder_of_other_files_is_left_alone(command: Run, cases: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    assert_refused(command("batch", cases, "-o", tmp_path / "mine"), 6, "holds other files")
    assert [file.name for file in (tmp_path / "mine").iterdir()] == ["notes.txt"]


def assert_refused(result: subprocess.CompletedProcess[str], code: int, words: str) -> None:
    """It said how many cases it found, and then why it did not go on."""
    assert (result.returncode, result.stdout) == (code, "")
    told = result.stderr.splitlines()
    assert len(told) == 2
    assert words in told[1]


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (("--format", "odt"), 2, "choose from"),
        (("--model", "some"), 2, "--base-url"),
        (("--judge",), 2, "--judge"),
        (("--requests-out", "q.jsonl"), 2, "--requests-out"),
        (("--concurrency", "0"), 2, "--concurrency"),
        (("--as-of", "soon"), 2, "--as-of"),
    ],
)
def test_options_that_do_not_go_together_are_refused(
    command: Run, cases: Path, tmp_path: Path, options: tuple[str, ...], code: int, words: str
) -> None:
    assert_one_line(command("batch", cases, "-o", tmp_path / "out", *options), code, words)
    assert not (tmp_path / "out").exists()


def test_ctrl_c_ends_it_cleanly(index_folder: Path, tmp_path: Path) -> None:
    assert stopped_by(signal.SIGINT, index_folder, tmp_path) == 130


@pytest.mark.slow
def test_after_sigterm_the_same_command_goes_on(command: Run, index_folder: Path, tmp_path: Path) -> None:
    assert stopped_by(signal.SIGTERM, index_folder, tmp_path) == 143
    out = tmp_path / "out"
    assert command("batch", tmp_path / "cases", "-o", out, "--format", "txt").returncode == 0
    assert summary(out).states == {State.DRAFTED: 40}


def stopped_by(number: signal.Signals, index: Path, tmp_path: Path) -> int:
    """Stop a batch of forty cases once a few are drafted, and give its exit code."""
    cases, out = many(tmp_path / "cases", 40), tmp_path / "out"
    with going(index, tmp_path, cases, "-o", out, "--format", "txt") as process:
        wait_for(lambda: drafted(out) >= 3, process)
        began = time.monotonic()
        process.send_signal(number)
        told, _ = process.communicate(timeout=30)
    assert time.monotonic() - began < 15  # two seconds on a machine with nothing else to do
    assert "The same command goes on" in told
    assert_whole(out)
    ended = summary(out)
    assert ended.end is End.INTERRUPTED
    assert 3 <= ended.states[State.DRAFTED] < 40
    assert ended.states[State.DRAFTED] + ended.states[State.UNDONE] == 40
    assert len(rows(out)) == 40
    assert len(ended.undone) == ended.states[State.UNDONE]
    assert f"- {ended.undone[0].case_number} (due 2015-01-21)\n" in (out / "summary.md").read_text(encoding="utf-8")
    return process.returncode


@pytest.mark.slow
def test_after_kills_at_any_point_it_ends_with_the_same_drafts(
    command: Run, index_folder: Path, tmp_path: Path
) -> None:
    cases = many(tmp_path / "cases", 24)
    for name in ("SYNTHETIC-E01", "SYNTHETIC-E20"):
        shutil.copy(EVAL / "synthetic" / "cases" / f"{name}.yaml", cases)
    undisturbed, out = tmp_path / "undisturbed", tmp_path / "out"
    assert command("batch", cases, "-o", undisturbed, "--format", "txt").returncode == 0
    chance = random.Random(7)
    for enough in (0, 2, 5, 9, 14, 20, 25):
        with going(index_folder, tmp_path, cases, "-o", out, "--format", "txt") as process:
            wait_for(lambda: out.exists() and drafted(out) >= enough, process)  # noqa: B023 (called at once)
            time.sleep(chance.random() / 10)
            process.kill()
    assert command("batch", cases, "-o", out, "--format", "txt").returncode == 0
    assert drafts(out) == drafts(undisturbed)
    assert_whole(out)
    assert (out / "items.csv").read_bytes() == (undisturbed / "items.csv").read_bytes()


@pytest.mark.slow
@pytest.mark.model_requests
def test_a_server_that_refuses_the_key_ends_it_at_once(command: Run, cases: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with serving(error(401, "No such key.")) as server:
        result = command("batch", cases, "-o", out, "--model", "some", "--base-url", server.base_url)
    assert result.returncode == 5
    assert "key" in result.stdout
    assert summary(out).end is End.STOPPED
    assert summary(out).states == {State.UNDONE: 3}
    assert [file for file in out.rglob("*") if file.parent != out] == []


@pytest.mark.model_requests
@pytest.mark.slow
def test_two_batches_on_one_store_neither_lose_nor_repeat_a_call(index_folder: Path, tmp_path: Path) -> None:
    cases = many(tmp_path / "cases", 12)
    with server_process(Plan(latency=0.3)) as server:
        asking = ("--model", "some", "--base-url", server.base_url, "--format", "none")
        with (
            going(index_folder, tmp_path, cases, "-o", tmp_path / "one", *asking) as one,
            going(index_folder, tmp_path, cases, "-o", tmp_path / "two", *asking) as two,
        ):
            assert (one.wait(120), two.wait(120)) == (0, 0)
    asked = Counter(request.body_sha256 for request in server.log if request.kind == "answer")
    assert len(asked) >= 12
    assert set(asked.values()) == {1}
    assert drafts(tmp_path / "one") == drafts(tmp_path / "two")
    assert len(drafts(tmp_path / "one")) == 12


@pytest.mark.model_requests
@pytest.mark.slow
def test_calls_in_flight_at_a_kill_are_listed_and_no_stored_answer_is_asked_for_again(
    command: Run, index_folder: Path, tmp_path: Path
) -> None:
    cases, out, store = many(tmp_path / "cases", 12), tmp_path / "out", f"sqlite:///{tmp_path / 'store.db'}"
    with server_process(Plan(latency=0.5)) as server:
        asking = ("--model", "some", "--base-url", server.base_url, "--format", "none", "--concurrency", "4")
        with going(index_folder, tmp_path, cases, "-o", out, *asking, DRAFTER_STORE=store) as process:
            wait_for(lambda: drafted(out) >= 4, process)
            process.kill()
            process.wait()
        assert command("batch", cases, "-o", out, *asking, DRAFTER_STORE=store).returncode == 0
    ended = summary(out)
    assert 1 <= len(ended.in_flight) <= 4
    assert len(drafts(out)) == 12
    asked = Counter(request.body_sha256 for request in server.log if request.kind == "answer")
    assert sum(n - 1 for n in asked.values()) <= len(ended.in_flight)


@pytest.mark.model_requests
@pytest.mark.slow
def test_questions_go_out_in_a_file_and_answers_come_back_in_another(command: Run, cases: Path, tmp_path: Path) -> None:
    out, questions = tmp_path / "out", tmp_path / "questions.jsonl"
    asking = ("batch", cases, "-o", out, "--model", "some", "--format", "none", "--requests-out", questions)
    waiting = command(*asking)
    assert waiting.returncode == 13
    assert summary(out).states == {State.FAILED: 1, State.WAITING: 2}
    assert summary(out).without_draft[0].case_number == "A-3"
    assert "expedited" in (summary(out).without_draft[0].message or "")
    assert len(questions.read_text().splitlines()) == 2
    assert "--responses-in" in waiting.stdout
    with server_process(Plan()) as server:
        # With a server the expedited case is asked there at once, and the others still wait for the file.
        assert command(*asking, "--base-url", server.base_url).returncode == 13
        assert summary(out).states == {State.DRAFTED: 1, State.WAITING: 2}
    answers = tmp_path / "answers.jsonl"
    for _ in range(4):
        answer_all(questions, answers)
        last = command(*asking, "--responses-in", answers)
    assert last.returncode == 0
    assert questions.read_text() == ""


def answer_all(questions: Path, answers: Path) -> None:
    """Answer every question of a file as the fault server would."""
    with answers.open("a") as file:
        for line in map(json.loads, questions.read_text().splitlines()):
            message = {"role": "assistant", "content": json.dumps(answer_to(Asked(line["body"])))}
            body = {"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}
            file.write(
                json.dumps({"custom_id": line["custom_id"], "response": {"status_code": 200, "body": body}}) + "\n"
            )


@pytest.mark.model_requests
@pytest.mark.slow
def test_a_signal_ends_calls_in_flight_as_interrupted(index_folder: Path, tmp_path: Path) -> None:
    cases, out, store = many(tmp_path / "cases", 6), tmp_path / "out", f"sqlite:///{tmp_path / 'store.db'}"
    with server_process(Plan(latency=4)) as server:
        asking = ("--model", "some", "--base-url", server.base_url, "--concurrency", "4")
        with going(index_folder, tmp_path, cases, "-o", out, *asking, DRAFTER_STORE=store) as process:

            def asked() -> bool:
                server.refresh()
                return len(server.log) >= 5  # the first one alone, to find out what the server takes

            wait_for(asked, process)
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=10)
    assert process.returncode == 130
    with closing(CallStore(store)) as kept:
        assert Counter(call.outcome for call in kept.calls()) == {"answered": 1, "interrupted": 4}


@pytest.mark.slow
def test_a_folder_that_no_system_can_make_is_refused(command: Run, cases: Path, tmp_path: Path) -> None:
    assert_refused(command("batch", cases, "-o", tmp_path / ("x" * 300)), 6, "name another folder with -o")
