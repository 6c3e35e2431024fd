from datetime import date

import pytest

from drafter.domain.case import Case, problems


def a_case(**changes: object) -> Case:
    fields: dict[str, object] = {"case_number": "SYNTHETIC-1", "items": [{"request": "Massage, 8 visits"}]}
    return Case.model_validate(fields | changes)


def places(case: Case) -> list[tuple[str | int, ...]]:
    return [problem.place for problem in problems(case)]


def test_a_plain_case_has_no_problem() -> None:
    assert problems(a_case()) == []


def test_dates_out_of_order_are_problems_with_their_places() -> None:
    dates = {"injury": date(2014, 5, 1), "ur_denial": date(2014, 4, 1), "assigned": date(2014, 3, 1)}
    assert places(a_case(dates=dates, due=date(2014, 2, 1))) == [
        ("dates", "ur_denial"),
        ("dates", "assigned"),
        ("due",),
    ]


@pytest.mark.parametrize("record", [{}, {"file": "a.txt", "text": "b"}, {"status": "missing", "text": "b"}])
def test_a_record_has_text_just_when_it_was_received(record: dict[str, str]) -> None:
    case = a_case(records=[{"id": "a", "type": "progress report"} | record])
    assert [place[:2] for place in places(case)] == [("records", 0)]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "neither file nor text is given; give one, or mark the record `status: missing`"),
        ({"file": "a.txt", "text": "b"}, "file and text are both given; remove one of them"),
    ],
)
def test_a_received_record_is_told_what_it_lacks(given: dict[str, str], message: str) -> None:
    found = problems(a_case(records=[{"id": "a", "type": "progress report"} | given]))
    assert [problem.message for problem in found] == [message]


@pytest.mark.parametrize("pages", ["1", "12", "12-15", "9-10", "12-12"])
def test_pages_are_one_or_first_and_last(pages: str) -> None:
    assert problems(a_case(records=[{"id": "a", "type": "other", "text": "x", "pages": pages}])) == []


@pytest.mark.parametrize("pages", ["0", "twelve", "12-", "-3", "12, 15", "12-15-18", "1.5", "٣", "15-12", "10-9"])
def test_pages_of_another_form_or_turned_round_are_a_problem_with_its_place(pages: str) -> None:
    found = problems(a_case(records=[{"id": "a", "type": "other", "text": "x", "pages": pages}]))
    assert [problem.place for problem in found] == [("records", 0, "pages")]
    assert ("after the last" in found[0].message) == (pages in ("15-12", "10-9"))


def test_a_record_id_is_used_once() -> None:
    record = {"id": "a", "type": "progress report", "text": "Seen."}
    assert places(a_case(records=[record, record])) == [("records", 1, "id")]


def test_an_item_cannot_depend_on_itself_on_none_or_in_a_circle() -> None:
    items = [{"request": "a", "depends_on": 1}, {"request": "b", "depends_on": 9}]
    assert places(a_case(items=items)) == [("items", 0, "depends_on"), ("items", 1, "depends_on")]
    circle = [{"request": "a", "depends_on": 2}, {"request": "b", "depends_on": 1}, {"request": "c", "depends_on": 2}]
    assert places(a_case(items=circle)) == [("items", 0, "depends_on"), ("items", 1, "depends_on")]


def test_a_retrospective_item_needs_its_date_of_service() -> None:
    assert places(a_case(items=[{"request": "a", "kind": "retrospective"}])) == [("items", 0, "date_of_service")]


def test_quantities_need_a_number_and_a_unit() -> None:
    item = {"request": "a", "quantities": {"original": "twelve"}, "earlier_visits": "some"}
    assert places(a_case(items=[item])) == [("items", 0, "quantities", "original"), ("items", 0, "earlier_visits")]


def test_an_item_is_dated_between_injury_and_denial() -> None:
    item = {"request": "a", "request_date": date(2014, 6, 2), "date_of_service": date(2013, 1, 1)}
    case = a_case(items=[item], dates={"injury": date(2014, 1, 1), "ur_denial": date(2014, 6, 1)})
    assert places(case) == [("items", 0, "request_date"), ("items", 0, "date_of_service")]
