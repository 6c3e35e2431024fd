from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.domain.case import Case, Dates, DisputedItem
from drafter.domain.guideline import DateKind, Edition
from drafter.errors import GuidelineError
from drafter.guidelines.corpus import Corpus
from drafter.guidelines.in_force import NEAR_DAYS, case_date, governing_editions, governs

DAY = timedelta(days=1)
DENIED = Dates(ur_denial=date(2014, 10, 28))
OLD, NEW = "mtus-chronic-pain-2009", "mtus-chronic-pain-2016"
STRESS = "mtus-acoem-stress-2004"


def edition(corpus: Corpus, id: str) -> Edition:
    return next(entry for entry in corpus.editions if entry.id == id)


def chronic_pain(corpus: Corpus, case: Case | None, item: DisputedItem | None, as_of: date | None) -> dict[str, bool]:
    """The chronic pain editions that govern, and whether a boundary is near."""
    found = governing_editions(corpus.editions, case, item, as_of)
    return {id: entry.near_boundary for id, entry in found.items() if id in (OLD, NEW)}


def case_of(item: DisputedItem, dates: Dates = DENIED, summary: str | None = None) -> Case:
    return Case(case_number="Synthetic case", dates=dates, clinical_summary=summary, items=(item,))


@pytest.mark.parametrize(
    ("as_of", "governing"),
    [
        (date(2009, 7, 18), [OLD]),
        (date(2016, 7, 28), [OLD]),
        (date(2016, 7, 29), [NEW]),
        (date(2017, 11, 30), [NEW]),
        (date(2017, 12, 1), []),
        (date(2009, 7, 17), []),
    ],
)
def test_a_named_date_decides_to_the_day(corpus: Corpus, as_of: date, governing: list[str]) -> None:
    assert chronic_pain(corpus, None, None, as_of) == dict.fromkeys(governing, False)


@pytest.mark.parametrize(("day", "governing"), [(date(2016, 7, 28), OLD), (date(2016, 7, 29), NEW)])
def test_the_date_of_the_request_decides_an_edition_that_goes_by_requests(
    corpus: Corpus, day: date, governing: str
) -> None:
    item = DisputedItem(request="massage", request_date=day)
    case = case_of(item, Dates(ur_denial=day + 10 * DAY))
    assert chronic_pain(corpus, case, item, None) == {governing: False}


@pytest.mark.parametrize(
    ("days", "shown"),
    [
        (-NEAR_DAYS, {OLD: False}),
        (-1, {OLD: False}),
        (0, {OLD: True, NEW: True}),
        (1, {OLD: True, NEW: True}),
        (NEAR_DAYS, {OLD: True, NEW: True}),
        (NEAR_DAYS + 1, {NEW: False}),
    ],
)
def test_after_a_change_by_request_a_denial_may_be_of_a_request_before_it(
    corpus: Corpus, days: int, shown: dict[str, bool]
) -> None:
    item = DisputedItem(request="massage")
    case = case_of(item, Dates(ur_denial=date(2016, 7, 29) + days * DAY))
    assert chronic_pain(corpus, case, item, None) == shown


@pytest.mark.parametrize("days", [-NEAR_DAYS, 0, NEAR_DAYS])
def test_near_a_change_by_service_a_denial_settles_neither_side(corpus: Corpus, days: int) -> None:
    new = edition(corpus, NEW)
    item = DisputedItem(request="massage")
    entry = governs(new, case_of(item, Dates(ur_denial=date(2017, 12, 1) + days * DAY)), item, None)
    assert entry is not None
    assert entry.near_boundary


def test_an_end_that_no_source_shows_is_near_a_boundary_on_both_sides(corpus: Corpus) -> None:
    stress = edition(corpus, STRESS)
    end = stress.in_force.to
    assert end is not None
    seen = {
        days: (entry.near_boundary if (entry := governs(stress, None, None, end + days * DAY)) else None)
        for days in (-NEAR_DAYS - 1, -NEAR_DAYS, 0, NEAR_DAYS, NEAR_DAYS + 1)
    }
    assert list(seen.values()) == [False, True, True, True, None]


def test_an_end_by_service_is_decided_by_the_date_of_service(corpus: Corpus) -> None:
    new = edition(corpus, NEW)
    dates = Dates(ur_denial=date(2018, 2, 1))
    for service, governing in ((date(2017, 11, 30), True), (date(2017, 12, 1), False)):
        item = DisputedItem(request="massage", request_date=date(2017, 11, 20), date_of_service=service)
        assert (governs(new, case_of(item, dates), item, None) is not None) is governing


@pytest.mark.parametrize(
    ("by", "day", "basis"),
    [
        (DateKind.REQUEST, date(2014, 10, 20), "date of the request for authorization"),
        (DateKind.SERVICE, date(2014, 10, 21), "date of service"),
        (DateKind.UR_DENIAL, date(2014, 10, 28), "UR denial date of the header"),
    ],
)
def test_the_kind_of_date_that_the_edition_goes_by_is_used(by: DateKind, day: date, basis: str) -> None:
    item = DisputedItem(request="massage", request_date=date(2014, 10, 20), date_of_service=date(2014, 10, 21))
    found = case_date(by, case_of(item), item, None)
    assert (found.day, found.kind, found.basis) == (day, by, basis)


def test_without_it_the_denial_of_the_header_and_then_of_the_summary_is_used(make_case: Callable[..., Case]) -> None:
    header = make_case("massage", dates=Dates(ur_denial=date(2014, 10, 27)))
    assert case_date(DateKind.REQUEST, header, header.items[0], None).basis == "UR denial date of the header"
    summary = make_case("massage")
    found = case_date(DateKind.REQUEST, summary, summary.items[0], None)
    assert found.day == date(2014, 10, 28)
    assert found.kind is DateKind.UR_DENIAL
    assert found.basis == "UR denial date, read from the clinical summary"


def test_a_named_date_goes_before_every_other() -> None:
    item = DisputedItem(request="massage", request_date=date(2014, 10, 20))
    found = case_date(DateKind.REQUEST, case_of(item), item, date(2015, 1, 1))
    assert (found.day, found.kind) == (date(2015, 1, 1), None)


def test_no_date_is_an_error_that_names_the_option(make_case: Callable[..., Case]) -> None:
    case = make_case("massage", summary=None)
    for given_case, item in ((case, case.items[0]), (None, None)):
        with pytest.raises(GuidelineError, match=r"--as-of YYYY-MM-DD") as caught:
            case_date(DateKind.REQUEST, given_case, item, None)
        assert "\n" not in str(caught.value)


def test_no_edition_in_force_is_an_error_that_names_date_and_holdings(corpus: Corpus) -> None:
    with pytest.raises(GuidelineError) as caught:
        governing_editions(corpus.editions, None, None, date(2001, 1, 1))
    message = str(caught.value)
    assert "2001-01-01 (date named with --as-of)" in message
    assert f"{len(corpus.editions)} editions held are for 2007-06-15 to now" in message
    assert "\n" not in message


@given(st.dates(date(2007, 6, 15), date(2017, 11, 30)))
def test_on_every_day_at_most_one_edition_of_a_guideline_governs(corpus: Corpus, day: date) -> None:
    assert len(chronic_pain(corpus, None, None, day)) == (1 if day >= date(2009, 7, 18) else 0)


@given(st.dates(date(2009, 1, 1), date(2022, 1, 1)), st.none() | st.dates(date(2009, 1, 1), date(2022, 1, 1)))
def test_editions_are_judged_together_as_each_alone_is(corpus: Corpus, denied: date, asked: date | None) -> None:
    item = DisputedItem(request="massage", request_date=asked)
    case = case_of(item, Dates(ur_denial=denied))
    alone = {edition.id: entry for edition in corpus.editions if (entry := governs(edition, case, item, None))}
    assert corpus.calendar.governing(case, item, None) == alone
