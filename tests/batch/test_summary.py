"""What a batch says of itself: while it goes on, and at its end."""

import itertools
import signal
from datetime import date
from pathlib import Path

import pytest

from drafter.batch.find import find_cases
from drafter.batch.listed import ListedCase, listed_cases
from drafter.batch.progress import Progress, spoken
from drafter.batch.signals import catching
from drafter.batch.status import STATUS_FILE, BatchItem, CaseStatus, Failure, State
from drafter.batch.summary import End, InFlight, Summary, Sums, ThisRun
from drafter.batch.summary_text import summary_text
from drafter.batch.tally import Tally
from drafter.domain.case import ItemStatus, Priority
from drafter.domain.determination import Determination, Outcome
from tests.batch.invented import write_case

RUN = ThisRun(
    drafted=2,
    items=3,
    calls=4,
    kept_answers=1,
    prompt_tokens=900,
    completion_tokens=80,
    cost=0.5,
    seconds=90.0,
    items_per_minute=2.0,
)


def status(number: str, state: State, **more: object) -> CaseStatus:
    known = {"case_number": number, "due": None, "priority": Priority.STANDARD, "state": state}
    return CaseStatus.model_validate(known | more)


def undone(number: str, **more: object) -> CaseStatus:
    return status(number, State.UNDONE, **more)


def failed(number: str, **more: object) -> CaseStatus:
    return status(number, State.FAILED, failure=Failure(kind="deadline", message=f"{number} took too long"), **more)


def summed(*cases: CaseStatus, end: End = End.FINISHED, in_flight: tuple[InFlight, ...] = ()) -> Summary:
    sums = Sums()
    for case in cases:
        sums.add(ListedCase("a.yaml", case.case_number, case))
    return sums.summary(end, None if end is End.FINISHED else "SIGINT", RUN, passed_over=2, in_flight=in_flight)


def item(determination: Determination | None, **more: object) -> BatchItem:
    known = {"number": 1, "request": "Massage", "status": ItemStatus.OPEN, "determination": determination}
    return BatchItem.model_validate(known | more)


def test_cases_items_and_failures_are_counted() -> None:
    upheld = item(Determination.UPHELD, check_found_error=True)
    withdrawn = item(None, number=2, status=ItemStatus.WITHDRAWN)
    summary = summed(
        status("A-1", State.DRAFTED, outcome=Outcome.UPHELD, items=(upheld, withdrawn)),
        status("A-2", State.DRAFTED, outcome=Outcome.OPEN, items=(item(Determination.INSUFFICIENT),)),
        failed("A-3"),
        status("A-4", State.WAITING, items=(item(None),)),
        status("A-5", State.UNDONE),
    )
    assert summary.states == {State.DRAFTED: 2, State.FAILED: 1, State.WAITING: 1, State.UNDONE: 1}
    assert summary.outcomes == {Outcome.UPHELD: 1, Outcome.OPEN: 1}
    assert summary.items == {"Upheld": 1, "Insufficient": 1, "withdrawn": 1}
    assert (summary.items_with_error, summary.failures, summary.complete) == (1, {"deadline": 1}, False)
    assert summed(status("A-1", State.DRAFTED)).complete


def test_the_expedited_cases_without_a_draft_come_first_and_those_that_wait_last() -> None:
    waiting, urgent = status("A-1", State.WAITING), failed("A-3", priority=Priority.EXPEDITED)
    named = summed(waiting, failed("A-2"), urgent).without_draft
    assert [case.case_number for case in named] == ["A-3", "A-2", "A-1"]


def test_the_page_tells_what_there_is_to_do() -> None:
    call = InFlight(case_number="A-9", item=2, purpose="repair", request_sha256="ab" * 32)
    cases = [failed(f"A-{n}") for n in range(60)]
    page = summary_text(summed(*cases, end=End.INTERRUPTED, in_flight=(call,)))
    assert "**interrupted**: SIGINT" in page
    assert "- A-0: deadline: A-0 took too long" in page
    assert "- and 10 more, see items.csv" in page
    assert "- A-9, item 2: repair, request abababababab" in page
    assert "a physician reviews, corrects and signs each" in page
    assert "$0.5000" in page


def test_the_page_names_the_cases_that_a_stop_left_undone_with_their_dates() -> None:
    day = date(2015, 1, 21)
    urgent = undone("A-0", due=day, priority=Priority.EXPEDITED)
    others = [undone(f"A-{n}", due=day if n == 1 else None) for n in range(1, 60)]
    summary = summed(urgent, failed("B-1", due=day, priority=Priority.EXPEDITED), *others, end=End.INTERRUPTED)
    assert [case.case_number for case in summary.undone] == [f"A-{n}" for n in range(50)]
    page = summary_text(summary)
    failures, left = page[page.index("## Without a draft") :].split("## Left undone\n\n")
    assert "- B-1 (expedited, due 2015-01-21): deadline: B-1 took too long\n" in failures
    assert left.startswith("- A-0 (expedited, due 2015-01-21)\n- A-1 (due 2015-01-21)\n- A-2\n")
    assert "- A-49\n- and 10 more, see items.csv\n" in left
    assert "A-0" not in failures


def test_a_batch_that_came_to_its_end_names_nothing_as_undone() -> None:
    assert "undone" not in summary_text(summed(failed("A-1"), status("A-2", State.WAITING)))


def test_a_case_whose_turn_did_not_come_does_not_pass_for_drafted(tmp_path: Path) -> None:
    for number in ("A-1", "A-2", "A-3"):
        write_case(tmp_path / "cases" / f"{number}.yaml", number)
    for number in ("A-1", "A-2"):
        (tmp_path / number).mkdir()
        text = status(number, State.DRAFTED, outcome=Outcome.OPEN).model_dump_json(by_alias=True)
        (tmp_path / number / STATUS_FILE).write_text(text)
    found = find_cases((tmp_path / "cases",), tmp_path)
    listed = list(listed_cases(found, tmp_path, {}, {"A-2", "A-3"}))
    assert [case.status.state for case in listed] == [State.DRAFTED, State.UNDONE, State.UNDONE]
    assert [case.status.earlier_draft for case in listed] == [False, True, False]


def test_progress_tells_how_far_it_is_and_how_long_it_will_take(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = itertools.chain([0.0], itertools.repeat(60.0))
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    tally = Tally(of=100, before=10)
    progress = Progress(tally, lambda: 1.5)
    assert progress.line() == "10 of 100 cases drafted, $1.50"
    for n in range(28):
        tally.add(status(f"A-{n}", State.DRAFTED, items=(item(Determination.UPHELD),)))
    tally.add(failed("B-1"))
    tally.add(status("B-2", State.WAITING))
    assert progress.line() == (
        "38 of 100 cases drafted, 1 failed, 1 waiting, 28 items a minute, $1.50, about 2 min left"
    )


@pytest.mark.parametrize(("seconds", "words"), [(0, "0 s"), (119, "119 s"), (600, "10 min"), (9000, "2.5 h")])
def test_times_are_told_in_the_unit_that_tells_enough(seconds: float, words: str) -> None:
    assert spoken(seconds) == words


def test_a_second_signal_ends_the_process_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[int] = []
    monkeypatch.setattr("os._exit", ended.append)
    with catching() as signals:
        signal.raise_signal(signal.SIGINT)
        assert (signals.caught, ended) == (signal.SIGINT, [])
        signal.raise_signal(signal.SIGINT)
    assert ended == [130]
