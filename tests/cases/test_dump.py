from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.cases.dump import dump_case
from drafter.cases.load import load_case
from drafter.cases.validate import validate
from drafter.domain import case as form
from drafter.domain.case import Case, DisputedItem, problems
from drafter.places import read_yaml

AWKWARD = st.sampled_from(
    ["8", "yes", "null", "~", "2014-02-30", "2014-02-10", "- a", "a: b", "# a", "'", '"', "|", "a\n\n  b", "a\x85b"]
)
TEXT = (AWKWARD | st.text(min_size=1) | st.lists(st.text(), min_size=10).map(" ".join)).filter(str.strip)
DAYS = st.dates(date(1990, 1, 1), date(2030, 1, 1))
ITEMS = st.builds(
    DisputedItem,
    request=TEXT,
    status=st.sampled_from(form.ItemStatus),
    request_date=st.none() | DAYS,
    claims_administrator_guideline=st.none() | TEXT,
    quantities=st.builds(form.Quantities, original=st.none() | st.just("12 visits")),
)
RECORDS = st.builds(
    form.Record,
    id=st.from_regex(r"[a-z0-9][a-z0-9-]{0,9}", fullmatch=True),
    type=st.sampled_from(form.RecordType),
    author=st.none() | TEXT,
    date=st.none() | DAYS,
    pages=st.none() | st.sampled_from(["12", "12-15"]),
    text=TEXT,
)
CASES = st.builds(
    Case,
    case_number=TEXT,
    dates=st.builds(form.Dates, injury=st.none() | DAYS),
    priority=st.sampled_from(form.Priority),
    due=st.none() | DAYS,
    application_numbers=st.lists(TEXT, max_size=2).map(tuple),
    reviewer=st.builds(form.Reviewer, specialties=st.lists(TEXT, max_size=2).map(tuple)),
    parties=st.builds(form.Parties, employee=st.none() | TEXT),
    clinical_summary=st.none() | TEXT,
    records=st.lists(RECORDS, max_size=2).map(tuple),
    items=st.lists(ITEMS, min_size=1, max_size=2).map(tuple),
)


@settings(deadline=None)
@given(CASES)
def test_a_dumped_case_reads_back_as_the_same_case(case: Case) -> None:
    dumped = dump_case(case)
    dumped.encode("utf-8")
    document = read_yaml(dumped)
    read, found = validate(document.data)
    assert document.problems == []
    assert [problem for problem in found if problem not in problems(case)] == []
    assert read == case


@settings(max_examples=30, deadline=None)
@given(CASES.filter(lambda case: not problems(case)))
def test_a_dumped_case_can_be_loaded_from_its_file(case: Case) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "case.yaml"
        path.write_text(dump_case(case), encoding="utf-8", newline="\n")
        assert load_case(path).case == case


def test_long_text_stands_in_lines_that_people_can_read() -> None:
    summary = "The synthetic employee lifts crates. " * 20
    dumped = dump_case(Case(case_number="SYNTHETIC-7", clinical_summary=summary, items=(DisputedItem(request="x"),)))
    assert "clinical_summary: >-\n  The synthetic employee" in dumped
    assert max(map(len, dumped.splitlines())) < 130


def test_what_the_form_already_says_is_left_out() -> None:
    dumped = dump_case(Case(case_number="SYNTHETIC-7", items=(DisputedItem(request="Brace"),)))
    assert dumped == "schema: drafter-case/1\ncase_number: SYNTHETIC-7\n\nitems:\n  - request: Brace\n"


def test_dates_stand_without_quotes() -> None:
    case = Case(
        case_number="SYNTHETIC-7", dates=form.Dates(injury=date(2014, 1, 2)), items=(DisputedItem(request="Brace"),)
    )
    assert "\ndates:\n  injury: 2014-01-02\n" in dump_case(case)
