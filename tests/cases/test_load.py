import json
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from drafter.cases.load import load_case
from drafter.cases.validate import validate
from drafter.domain.case import ItemStatus
from drafter.errors import CaseError

SMALL = "case_number: SYNTHETIC-7\nitems:\n  - request: Synthetic brace\n"


def write(folder: Path, text: str, name: str = "case.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def problems(folder: Path, text: str, name: str = "case.yaml") -> list[str]:
    """The lines of the error that a case file gives, without the folder."""
    with pytest.raises(CaseError) as error:
        load_case(write(folder, text, name))
    return str(error.value).replace(f"{folder}/", "").splitlines()


def test_smallest_case(tmp_path: Path) -> None:
    path = write(tmp_path, SMALL)
    loaded = load_case(path)
    assert loaded.case.case_number == "SYNTHETIC-7"
    assert loaded.case.items[0].status is ItemStatus.OPEN
    assert loaded.records == ()
    assert loaded.path == path
    assert loaded.sha256 == sha256(SMALL.encode()).hexdigest()


def test_json_of_the_same_shape_is_the_same_case(tmp_path: Path) -> None:
    data = {"case_number": "SYNTHETIC-7", "dates": {"injury": "2014-01-02"}, "items": [{"request": "Synthetic brace"}]}
    loaded = load_case(write(tmp_path, json.dumps(data), "case.json"))
    same = load_case(write(tmp_path, SMALL + "dates:\n  injury: 2014-01-02\n"))
    assert loaded.case == same.case
    assert loaded.case.dates.injury == date(2014, 1, 2)


def test_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())
    assert load_case(path).case.case_number == "SYNTHETIC-7"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("dates:\n  injury: 2014-02-30", "case.yaml:5: dates.injury: 2014-02-30 is not a date (YYYY-MM-DD)"),
        ("dates:\n  injury: 3 March 2014", "case.yaml:5: dates.injury: is not a date (YYYY-MM-DD)"),
        ("dates:\n  injury: 20140303", "case.yaml:5: dates.injury: is a number where a date (YYYY-MM-DD) is wanted"),
        ('dates:\n  injury: "1402358400"', "case.yaml:5: dates.injury: 1402358400 is not a date (YYYY-MM-DD)"),
        ("dates:\n  injury: 2014-03-03T10:00:00Z", "case.yaml:5: dates.injury: 2014-03-03T10:00:00Z is not a date"),
        ("dates:", "case.yaml:4: dates: is empty; fill it in, or remove the line"),
        ("dates: soon", "case.yaml:4: dates: is text where a block of fields is wanted"),
        ("dates:\n  injured: 2014-03-03", 'case.yaml:5: dates.injured: unknown field; did you mean "injury"?'),
        ("clincal_summary: x", 'case.yaml:4: clincal_summary: unknown field; did you mean "clinical_summary"?'),
        ("xyz: x", "case.yaml:4: xyz: unknown field; known here: schema, case_number, dates, "),
        ("schema: drafter-case/9", 'case.yaml:4: schema: must be "drafter-case/1"'),
        ("priority: Expedited", 'case.yaml:4: priority: not a choice; did you mean "expedited"?'),
        ("priority: zzz", "case.yaml:4: priority: must be one of: standard, expedited"),
        (
            "application_numbers: [a, 8]",
            "case.yaml:4: application_numbers[2]: is a number where text is wanted; put it",
        ),
        ("application_numbers: a", "case.yaml:4: application_numbers: is text where a list is wanted"),
        ("reviewer:\n  states: [no]", "case.yaml:5: reviewer.states[1]: is a yes or no where text is wanted"),
        ("clinical_summary: ''", "case.yaml:4: clinical_summary: is empty; write the text"),
        ("due: 2014-01-01\ndates:\n  assigned: 2014-02-01", "case.yaml:4: due: 2014-01-01 is before assigned"),
        ("priority: standard\npriority: standard", "case.yaml:5: priority: given twice (lines 4 and 5)"),
        ("records: [x]", "case.yaml:4: records[1]: is text where a block of fields is wanted"),
        ("records:\n  - id: A B\n    type: other\n    text: x", "case.yaml:5: records[1].id: must be small letters"),
        (
            "records:\n  - id: a\n    type: other\n    text: x\n    pages: 9-4",
            "case.yaml:8: records[1].pages: the first page is after the last",
        ),
        ("records:\n  - id: a\n    text: x", "case.yaml:5: records[1].type: is missing; fill it in"),
        (
            "records:\n  - id: a\n    type: other",
            "case.yaml:5: records[1]: neither file nor text is given; give one, or mark",
        ),
    ],
)
def test_one_problem_is_one_line_with_its_place(tmp_path: Path, text: str, problem: str) -> None:
    found = problems(tmp_path, f"{SMALL}{text}\n")
    assert len(found) == 1
    assert found[0].startswith(problem)


@pytest.mark.parametrize(
    ("item", "problem"),
    [
        ("request: 8", "case.yaml:3: items[1].request: is a number where text is wanted; put it in quotes"),
        ("request: ''", "case.yaml:3: items[1].request: is empty; write the text"),
        ("request:", "case.yaml:3: items[1].request: is empty; fill it in"),
        ("kind: prospective", "case.yaml:3: items[1].request: is missing; fill it in"),
        ("{request: x, depends_on: 1}", "case.yaml:3: items[1].depends_on: item 1 depends on itself"),
        ("{request: x, depends_on: 2}", "case.yaml:3: items[1].depends_on: there is no item 2"),
        ("{request: x, depends_on: 0}", "case.yaml:3: items[1].depends_on: must be 1 or more"),
        ("{request: x, depends_on: 1.0}", "case.yaml:3: items[1].depends_on: must be a whole number"),
        ("{request: x, depends_on: one}", "case.yaml:3: items[1].depends_on: is text where a whole number is wanted"),
        ("{request: x, kind: retrospective}", "case.yaml:3: items[1].date_of_service: a retrospective item needs"),
        ("{request: x, quantities: {original: many}}", "case.yaml:3: items[1].quantities.original: needs a number"),
    ],
)
def test_problems_of_an_item(tmp_path: Path, item: str, problem: str) -> None:
    found = problems(tmp_path, f"case_number: SYNTHETIC-7\nitems:\n  - {item}\n")
    assert len(found) == 1
    assert found[0].startswith(problem)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "case.yaml:1: the file is empty; it must hold the fields of one case"),
        ("# nothing\n", "case.yaml:1: the file is empty; it must hold the fields of one case"),
        ("- a\n", "case.yaml:1: the file holds a list; it must hold the fields of one case"),
        ("word\n", "case.yaml:1: the file holds plain text; it must hold the fields of one case"),
        ("case_number: x\n", "case.yaml:1: items: is missing; fill it in"),
        ("case_number: x\nitems: []\n", "case.yaml:2: items: is empty; it needs at least one entry"),
        ("items:\n  - request: x\n", "case.yaml:1: case_number: is missing; fill it in"),
        ("a: b: c\n", "case.yaml:1: a colon in plain text"),
        ("a: &x [*x]\n", "case.yaml:1: anchors and aliases"),
        ("[" * 50_000, "case.yaml:1: nested more than 12 deep"),
    ],
)
def test_a_file_that_is_no_case_is_one_line(tmp_path: Path, text: str, problem: str) -> None:
    found = problems(tmp_path, text)
    assert len(found) == 1
    assert found[0].startswith(problem)


@pytest.mark.parametrize(
    ("data", "says"), [(b"\xff\xfe\x00", "is not UTF-8 text"), (b"a: \x00", "not a text file"), (b"", "is empty")]
)
def test_bytes_that_are_no_text_are_refused(tmp_path: Path, data: bytes, says: str) -> None:
    (tmp_path / "case.yaml").write_bytes(data)
    with pytest.raises(CaseError, match=says):
        load_case(tmp_path / "case.yaml")


@pytest.mark.parametrize(
    ("name", "says"), [("nothing.yaml", "does not exist"), (".", "is a folder"), ("x" * 300, "cannot be read")]
)
def test_what_is_no_file_is_refused(tmp_path: Path, name: str, says: str) -> None:
    with pytest.raises(CaseError, match=says):
        load_case(tmp_path / name)


def test_every_problem_is_said_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = """\
case_number: 12
priorty: standard
dates:
  injury: 2014-02-30
  ur_denial: 2014-05-01
  assigned: 2014-04-01
records:
  - id: a
    type: progress-report
    file: nothing.txt
  - id: a
    type: other
    text: x
items:
  - request: ""
    depends_on: 1
  - request: x
    depends_on: 7
  - status: opened
  - request: x
    request: y
    kind: retrospective
"""
    places = [line.removeprefix("case.yaml:").split(": ")[:2] for line in problems(tmp_path, text)]
    assert places == [
        ["1", "case_number"],
        ["2", "priorty"],
        ["4", "dates.injury"],
        ["6", "dates.assigned"],
        ["9", "records[1].type"],
        ["10", "records[1].file"],
        ["11", "records[2].id"],
        ["15", "items[1].request"],
        ["16", "items[1].depends_on"],
        ["18", "items[2].depends_on"],
        ["19", "items[3].request"],
        ["19", "items[3].status"],
        ["20", "items[4].date_of_service"],
        ["21", "items[4].request"],
    ]


def test_what_follows_from_a_problem_is_not_said_again(tmp_path: Path) -> None:
    text = SMALL + "records:\n  - id: a\n    type: other\n    flie: a.txt\n  - id: b\n    type: other\n    text: 8\n"
    assert [line.split(": ")[1] for line in problems(tmp_path, text)] == ["records[1].flie", "records[2].text"]


def test_no_problem_repeats_text_of_the_case(tmp_path: Path) -> None:
    secret = "Zebedee Quux"
    text = f"""\
case_number: [{secret}]
priority: {secret}
due: {secret}
{secret}: x
clinical_summary: {{{secret}: {secret}}}
records:
  - id: {secret}
    type: {secret}
    file: {secret}
    pages: [{secret}]
  - id: b
    type: other
    file: {secret}.txt
items:
  - request: [{secret}]
    status: {secret}
    {secret}: x
    earlier_visits: {secret}
    depends_on: {secret}
"""
    found = problems(tmp_path, text)
    assert len(found) == 15
    assert not any("Zebedee" in line or "Quux" in line for line in found)


def test_finding_what_is_wrong_leaves_the_data_as_they_were() -> None:
    data = {"case_number": "Synthetic case", "due": "soon", "priority": "odd", "items": [{"request": 8}], "more": 1}
    before = json.dumps(data)
    _, found = validate(data)
    assert sorted(problem.place[0] for problem in found) == ["due", "items", "more", "priority"]
    assert json.dumps(data) == before
