import multiprocessing
import os
import resource
import signal
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.errors import OutputError, SettingsError
from drafter.store import CallRow, CallStore, EndedCall, NewCall, StoredAnswer

ANSWER = StoredAnswer("an answer", "stop", 12, 34)
OTHER = StoredAnswer("another", None, None, None)
ANSWERED = EndedCall("answered", "stop", 12, 34, 0.25, 1.5)
FAILED = EndedCall("rate limit", None, None, None, None, 0.1)
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload([__name__])  # imported once for all of them


def sha(number: int) -> str:
    return f"{number:064x}"


def call(request_sha256: str) -> NewCall:
    return NewCall(request_sha256, "CM00-0000001", 2, "item", "http://127.0.0.1:1/v1", "a-model", 1)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'new' / 'calls.db'}"


@pytest.fixture
def store(url: str) -> Iterator[CallStore]:
    with closing(CallStore(url, "us")) as opened:
        yield opened


@pytest.fixture
def other(url: str, store: CallStore) -> Iterator[CallStore]:
    with closing(CallStore(url, "them")) as opened:
        yield opened


# answers


def test_an_answer_is_kept_for_everyone_and_never_replaced(store: CallStore, other: CallStore) -> None:
    assert store.answer(sha(1)) is None
    store.end(store.begin(call(sha(1))), ANSWERED, ANSWER)
    other.end(other.begin(call(sha(1))), ANSWERED, OTHER)
    assert store.answer(sha(1)) == other.answer(sha(1)) == ANSWER
    assert other.answer(sha(2)) is None
    assert [row.outcome for row in store.calls()] == ["answered", "answered"]


def test_an_answer_stays_when_the_store_is_closed(url: str) -> None:
    for before in (None, ANSWER):
        with closing(CallStore(url)) as opened:
            assert opened.answer(sha(1)) == before
            opened.offer([(sha(1), ANSWER)])


def test_a_forgotten_answer_can_be_had_anew(store: CallStore) -> None:
    store.offer([(sha(1), ANSWER), (sha(2), ANSWER)])
    store.forget(sha(1))
    store.forget(sha(3))
    assert store.answer(sha(1)) is None
    assert store.answer(sha(2)) == ANSWER
    store.end(store.begin(call(sha(1))), ANSWERED, OTHER)
    assert store.answer(sha(1)) == OTHER


def test_answers_of_a_file_are_new_once(store: CallStore) -> None:
    store.end(store.begin(call(sha(7))), ANSWERED, OTHER)
    file = [(sha(number), StoredAnswer(f"answer {number}", "stop", number, None)) for number in range(1200)]
    assert store.offer((*file, (sha(3), OTHER))) == 1199
    assert store.offer(iter(file)) == 0
    assert store.offer([]) == 0
    assert store.answer(sha(7)) == OTHER
    assert all(store.answer(digest) == answer for digest, answer in file if digest != sha(7))


def test_of_two_answers_in_one_file_the_first_is_kept(store: CallStore) -> None:
    assert store.offer([(sha(1), ANSWER), (sha(1), OTHER)]) == 1
    assert store.answer(sha(1)) == ANSWER


def test_who_gave_an_answer_is_kept_with_it(store: CallStore, tmp_path: Path) -> None:
    store.end(store.begin(call(sha(1))), ANSWERED, ANSWER)
    store.offer([(sha(2), ANSWER)])
    with closing(sqlite3.connect(tmp_path / "new" / "calls.db")) as raw:
        rows = raw.execute('SELECT "by", kept_at FROM answers ORDER BY request_sha256').fetchall()
    assert [by for by, _ in rows] == ["server", "file"]
    assert all(abs(time.time() - kept_at) < 60 for _, kept_at in rows)


@given(st.text() | st.lists(st.sampled_from('a"\\\n\0é\u2028\U0001f600\ud83d')).map("".join))
@settings(max_examples=50, deadline=None)
def test_an_answer_is_kept_as_it_came(text: str) -> None:
    with closing(CallStore("sqlite://")) as store:
        store.offer([(sha(1), StoredAnswer(text, "stop", 0, None))])
        assert store.answer(sha(1)) == StoredAnswer(text, "stop", 0, None)


# calls


def test_a_call_is_listed_from_its_beginning(store: CallStore) -> None:
    began = store.begin(call(sha(1)))
    (row,) = store.calls()
    assert abs(time.time() - row.began_at) < 60
    told = (began, sha(1), "us", "CM00-0000001", 2, "item", "http://127.0.0.1:1/v1", "a-model", 1, row.began_at)
    assert row == CallRow(*told, None, "in flight", None, None, None, None)
    store.end(began, ANSWERED, ANSWER)
    assert list(store.calls()) == [CallRow(*told, 1.5, "answered", "stop", 12, 34, 0.25)]


def test_calls_are_listed_by_owner_in_their_order_while_more_begin(store: CallStore, other: CallStore) -> None:
    ours = [store.begin(call(sha(number))) for number in range(600)]
    theirs = other.begin(call(sha(1)))
    listed = store.calls("us")
    first = next(listed)
    store.end(ours[-1], FAILED)
    rows = [first, *listed]
    assert [row.id for row in rows] == ours
    assert [row.outcome for row in rows[-2:]] == ["in flight", "rate limit"]
    assert [row.id for row in store.calls()] == [*ours, theirs]
    assert list(store.calls("nobody")) == []


def test_what_an_owner_spent_is_the_sum_of_known_costs(store: CallStore, other: CallStore) -> None:
    assert store.spent("us") == 0.0
    for ended in (ANSWERED, FAILED, ANSWERED):
        store.end(store.begin(call(sha(1))), ended)
    store.begin(call(sha(1)))
    other.end(other.begin(call(sha(1))), ANSWERED)
    assert other.spent("us") == 0.5


def test_an_owner_without_a_name_gets_one_of_its_own() -> None:
    with closing(CallStore("sqlite://")) as one, closing(CallStore("sqlite://")) as two:
        assert one.owner != two.owner


# claims


def test_a_claim_is_ours_until_it_is_given_up(store: CallStore, other: CallStore) -> None:
    assert store.claim(sha(1), 60)
    assert store.claim(sha(1), 60)
    assert not other.claim(sha(1), 60)
    assert other.claim(sha(2), 60)
    other.release(sha(1))
    assert not other.claim(sha(1), 60)
    store.release(sha(1))
    assert other.claim(sha(1), 60)
    assert not store.claim(sha(1), 60)


def test_a_claim_that_ran_out_can_be_taken_over(store: CallStore, other: CallStore) -> None:
    assert store.claim(sha(1), 0.05)
    assert store.claim(sha(2), 60)
    assert not other.claim(sha(1), 60)
    time.sleep(0.06)
    assert other.claim(sha(1), 60)
    assert not other.claim(sha(2), 60)
    store.end(store.begin(call(sha(1))), ANSWERED, ANSWER)
    assert not store.claim(sha(1), 60), "an answer that came late gave up the claim of another"


def test_a_claim_that_is_renewed_does_not_run_out(store: CallStore, other: CallStore) -> None:
    assert store.claim(sha(1), 0.05)
    assert other.claim(sha(2), 0.05)
    store.renew(60)
    time.sleep(0.06)
    assert not other.claim(sha(1), 60)
    assert store.claim(sha(2), 60)


def test_an_answer_gives_the_claim_up_and_a_failure_does_not(store: CallStore, other: CallStore) -> None:
    store.claim(sha(1), 60)
    store.claim(sha(2), 60)
    store.end(store.begin(call(sha(1))), FAILED)
    assert not other.claim(sha(1), 60)
    store.end(store.begin(call(sha(1))), ANSWERED, ANSWER)
    assert other.claim(sha(1), 60)
    assert not other.claim(sha(2), 60)


def test_the_claim_is_given_up_where_an_answer_is_kept_already(store: CallStore, other: CallStore) -> None:
    store.claim(sha(1), 60)
    other.offer([(sha(1), OTHER)])
    store.end(store.begin(call(sha(1))), ANSWERED, ANSWER)
    assert other.claim(sha(1), 60)
    assert [row.outcome for row in store.calls()] == ["answered"]


OWNERS = st.sampled_from(["one", "two", "three"])
DIGESTS = st.sampled_from([sha(1), sha(2)])
STEPS = st.one_of(
    st.tuples(st.just("claim"), OWNERS, DIGESTS, st.sampled_from([0, 600])),
    st.tuples(st.just("release"), OWNERS, DIGESTS),
    st.tuples(st.just("renew"), OWNERS),
    st.tuples(st.just("abandon"), OWNERS, OWNERS),
)


@given(st.lists(STEPS, max_size=20))
@settings(max_examples=60, deadline=None)
def test_a_claim_has_one_owner_whatever_happens(steps: list[tuple[str, ...]]) -> None:
    claims: dict[str, tuple[str, bool]] = {}
    with closing(CallStore("sqlite://")) as store:
        for step in steps:
            store.owner = step[1]
            match step:
                case ("claim", owner, digest, seconds):
                    holder, runs = claims.get(digest, (owner, False))
                    free = holder == owner or not runs
                    assert store.claim(digest, seconds) == free
                    if free:
                        claims[digest] = (owner, bool(seconds))
                case ("release", owner, digest):
                    store.release(digest)
                    claims = {at: claim for at, claim in claims.items() if (at, claim[0]) != (digest, owner)}
                case ("renew", owner):
                    store.renew(600)
                    claims = {at: (holder, runs or holder == owner) for at, (holder, runs) in claims.items()}
                case ("abandon", _, dead):
                    store.abandon(dead)
                    claims = {at: claim for at, claim in claims.items() if claim[0] != dead}


# the dead


def test_the_calls_of_a_dead_owner_are_interrupted_and_its_claims_free(store: CallStore, other: CallStore) -> None:
    done, flying, ours = other.begin(call(sha(1))), other.begin(call(sha(2))), store.begin(call(sha(3)))
    other.end(done, ANSWERED, ANSWER)
    other.claim(sha(2), 60)
    store.claim(sha(3), 60)
    (row,) = store.abandon("them")
    assert (row.id, row.outcome, row.owner) == (flying, "interrupted", "them")
    assert store.abandon("them") == ()
    assert {row.id: row.outcome for row in store.calls()} == {
        done: "answered",
        flying: "interrupted",
        ours: "in flight",
    }
    assert store.claim(sha(2), 60)
    assert not other.claim(sha(3), 60)


def test_an_owner_that_was_not_dead_after_all_still_ends_its_call(store: CallStore, other: CallStore) -> None:
    flying = other.begin(call(sha(1)))
    store.abandon("them")
    other.end(flying, ANSWERED, ANSWER)
    assert store.answer(sha(1)) == ANSWER
    assert [row.outcome for row in store.calls()] == ["answered"]


# forms


def test_the_last_form_of_a_server_and_model_is_remembered(store: CallStore, other: CallStore) -> None:
    store.remember("http://a/v1", "m", '{"json": 1}')
    store.remember("http://b/v1", "m", '{"json": 2}')
    other.remember("http://a/v1", "m", '{"json": 3}')
    assert store.form("http://a/v1", "m") == '{"json": 3}'
    assert store.form("http://b/v1", "m") == '{"json": 2}'
    assert store.form("http://a/v1", "n") is None


# several processes


def _ask_all(url: str, owner: str, start: Barrier) -> None:
    start.wait(60)
    with closing(CallStore(url, owner)) as store:
        for number in range(200):
            if store.answer(sha(number)) is None and store.claim(sha(number), 60) and not store.answer(sha(number)):
                asked = store.begin(call(sha(number)))
                store.end(asked, ANSWERED, StoredAnswer(owner, "stop", 1, 1))
            elif store.answer(sha(number)):
                store.release(sha(number))


def test_processes_that_start_on_a_new_store_together_ask_each_request_once(url: str) -> None:
    start = PROCESSES.Barrier(4)
    workers = [PROCESSES.Process(target=_ask_all, args=(url, f"p{number}", start)) for number in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0] * 4
    with closing(CallStore(url)) as store:
        rows = list(store.calls())
        assert Counter(row.request_sha256 for row in rows) == {sha(number): 1 for number in range(200)}
        answers = {digest: store.answer(digest) for digest in map(sha, range(200))}
        assert all(answers[row.request_sha256] == StoredAnswer(row.owner, "stop", 1, 1) for row in rows)
        assert all(store.claim(digest, 60) for digest in answers)


def _offer_all(url: str, start: Barrier) -> None:
    with closing(CallStore(url)) as store:
        start.wait(60)
        new = sum(store.offer([(sha(at + 1), ANSWER), (sha(at), ANSWER)]) for at in range(0, 400, 2))
        store.remember("new", str(os.getpid()), str(new))


def test_an_answer_that_two_processes_offer_is_new_to_one(url: str) -> None:
    start = PROCESSES.Barrier(2)
    workers = [PROCESSES.Process(target=_offer_all, args=(url, start)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    with closing(CallStore(url)) as store:
        assert sum(int(store.form("new", str(worker.pid)) or "") for worker in workers) == 400


def _ask_without_end(url: str) -> None:
    with closing(CallStore(url, "killed")) as store:
        for number in range(0, 10**9, 3):
            asked = []
            for digest in map(sha, range(number, number + 3)):
                assert store.claim(digest, 60)
                asked.append(store.begin(call(digest)))
            for begun in asked:
                store.end(begun, ANSWERED, ANSWER)


def test_nothing_is_lost_when_a_process_is_killed(url: str) -> None:
    with closing(CallStore(url, "us")) as store:
        killed = PROCESSES.Process(target=_ask_without_end, args=(url,), daemon=True)
        killed.start()
        until = time.monotonic() + 60
        while sum(1 for _ in store.calls()) < 100 and time.monotonic() < until:
            time.sleep(0.005)
        assert killed.pid is not None
        os.kill(killed.pid, signal.SIGKILL)
        killed.join(60)
        assert killed.exitcode == -signal.SIGKILL
        before = list(store.calls("killed"))
        flying = [row for row in before if row.outcome == "in flight"]
        assert len(before) >= 100
        assert len(flying) <= 3
        for row in before:
            answered = row not in flying
            assert store.answer(row.request_sha256) == (ANSWER if answered else None)
            assert store.claim(row.request_sha256, 60) == answered, "in flight: claimed still; answered: given up"
        interrupted = store.abandon("killed")
        assert [row.id for row in interrupted] == [row.id for row in flying]
        assert {row.outcome for row in store.calls("killed")} <= {"answered", "interrupted"}
        assert all(store.claim(row.request_sha256, 60) for row in flying)
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_writer_waits_for_another_and_a_reader_does_not(store: CallStore, tmp_path: Path) -> None:
    store.offer([(sha(1), ANSWER)])
    file = tmp_path / "new" / "calls.db"
    with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as raw:
        raw.execute("BEGIN IMMEDIATE")
        assert store.answer(sha(1)) == ANSWER
        ending = threading.Timer(0.3, raw.execute, ["COMMIT"])
        ending.start()
        began = time.monotonic()
        assert store.claim(sha(1), 60)
        assert time.monotonic() - began > 0.2
        ending.join()


# a store that cannot be used


@pytest.mark.parametrize("url", ["nothing", "oracle+nothing://x", "sqlite:////proc/no/such/calls.db"])
def test_a_store_that_cannot_be_opened_is_named(url: str) -> None:
    with pytest.raises(SettingsError, match=r"DRAFTER_STORE: .* cannot be opened"):
        CallStore(url)


def test_a_file_that_is_no_store_is_named(tmp_path: Path) -> None:
    (tmp_path / "calls.db").write_bytes(b"no database" * 100)
    with pytest.raises(SettingsError, match="cannot be opened"):
        CallStore(f"sqlite:///{tmp_path / 'calls.db'}")


def test_a_password_in_the_url_is_not_shown() -> None:
    with pytest.raises(SettingsError) as wrong:
        CallStore("nosuchengine://user:secret@host/db")
    assert "secret" not in str(wrong.value)


def _each_way_to_write(store: CallStore) -> None:
    for write in (
        lambda: store.begin(call(sha(1))),
        lambda: store.end(1, ANSWERED, ANSWER),
        lambda: store.claim(sha(1), 60),
        lambda: store.renew(60),
        lambda: store.release(sha(1)),
        lambda: store.abandon("us"),
        lambda: store.offer([(sha(99), ANSWER)]),
        lambda: store.forget(sha(1)),
        lambda: store.remember("a", "b", "{}"),
    ):
        with pytest.raises(OutputError, match=r"DRAFTER_STORE: .* cannot be written") as wrong:
            write()
        assert "an answer" not in str(wrong.value)
        assert "\n" not in str(wrong.value)


def test_a_store_that_is_damaged_later_is_named(tmp_path: Path) -> None:
    file = tmp_path / "calls.db"
    with closing(CallStore(f"sqlite:///{file}")) as store:
        store.close()
        file.write_bytes(b"no database" * 100)
        for read in (store.answer, store.spent, lambda digest: list(store.calls()), lambda digest: store.form("", "")):
            with pytest.raises(OutputError, match=r"DRAFTER_STORE: .* cannot be read"):
                read(sha(1))
        _each_way_to_write(store)


def test_a_store_that_may_only_be_read_is_named_when_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "calls.db"
    with closing(CallStore(f"sqlite:///{file}")) as store:
        store.offer([(sha(1), ANSWER)])
        with closing(CallStore(f"sqlite:///file:{file}?mode=ro&uri=true")) as read_only:
            assert read_only.answer(sha(1)) == ANSWER
            _each_way_to_write(read_only)
    assert [path.name for path in tmp_path.iterdir()] == ["calls.db"]


def _fill(url: str) -> None:
    """Ends with 3 where a disk that is full is named, and the store works again once there is room."""
    with closing(CallStore(url, "us")) as store:
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
        for number in range(100):
            try:
                store.end(store.begin(call(sha(number))), ANSWERED, StoredAnswer("long " * 2000, None, None, None))
            except OutputError:
                resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
                kept = sum(store.answer(sha(at)) is not None for at in range(100))
                store.offer([(sha(1000), ANSWER)])
                raise SystemExit(3 if kept == number and store.answer(sha(1000)) == ANSWER else 4) from None


def test_a_full_disk_is_named_and_what_was_kept_stays(url: str) -> None:
    worker = PROCESSES.Process(target=_fill, args=(url,))
    worker.start()
    worker.join(60)
    assert worker.exitcode == 3


def test_tables_of_others_in_the_same_database_stay(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "calls.db")) as raw:
        raw.execute("CREATE TABLE model_calls (request_sha256 TEXT PRIMARY KEY, answer TEXT)")
        raw.execute("INSERT INTO model_calls VALUES ('a', 'b')")
        raw.commit()
        with closing(CallStore(f"sqlite:///{tmp_path / 'calls.db'}")) as store:
            store.offer([(sha(1), ANSWER)])
            assert store.answer(sha(1)) == ANSWER
        assert raw.execute("SELECT * FROM model_calls").fetchall() == [("a", "b")]


@pytest.mark.slow
def test_a_call_costs_at_most_a_millisecond_of_processor_time(store: CallStore) -> None:
    text, costs = "A sentence of the usual length, with its pointers. " * 60, []
    for turn in range(5):
        began = time.process_time()
        for digest in map(sha, range(turn * 400, turn * 400 + 400)):
            store.answer(digest)
            store.claim(digest, 60)
            store.end(store.begin(call(digest)), ANSWERED, StoredAnswer(text, "stop", 1000, 200))
        costs.append((time.process_time() - began) / 400)
    assert min(costs) <= 0.001
