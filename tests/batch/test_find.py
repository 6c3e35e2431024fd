"""Which cases a command names, and in what order they come."""

import os
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.batch.find import Found, find_cases
from drafter.batch.folder_names import unfit
from drafter.batch.glance import glance
from drafter.cases.load import load_case
from drafter.domain.case import Priority
from drafter.errors import CaseError
from tests.batch.invented import case_data, case_text, write_case, write_lines

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=30)


def found(tmp_path: Path, *named: Path) -> Found:
    return find_cases(named or (tmp_path,), tmp_path / "out")


def numbers(of: Found) -> list[str]:
    return [queued.case_number for queued in of.cases]


def kinds(of: Found) -> dict[str, str]:
    return {Path(one.where).name: one.kind for one in of.unplaced}


def test_expedited_cases_come_first_then_those_due_first_and_those_without_a_date_last(tmp_path: Path) -> None:
    write_case(tmp_path / "a.yaml", "A-1", due=None)
    write_case(tmp_path / "b.yaml", "A-3", due="2015-03-01")
    write_case(tmp_path / "c.yaml", "A-2", due="2015-03-01")
    write_case(tmp_path / "d.yaml", "A-4", due="2015-02-01")
    write_case(tmp_path / "e.yaml", "A-9", due=None, priority="expedited")
    write_case(tmp_path / "f.yaml", "A-8", due="2016-01-01", priority="expedited")
    assert numbers(found(tmp_path)) == ["A-8", "A-9", "A-4", "A-2", "A-3", "A-1"]


def test_of_a_folder_case_files_at_any_depth_are_taken_and_what_is_none_is_named(tmp_path: Path) -> None:
    write_case(tmp_path / "one" / "deep" / "case.yaml", "A-1", records=True)
    (tmp_path / "two.json").write_text('{"case_number": "A-2", "items": [{"request": "x"}]}', encoding="utf-8")
    (tmp_path / "draft.json").write_text('{"schema": "drafter-draft/1", "case_number": "A-3"}', encoding="utf-8")
    (tmp_path / "settings.yaml").write_text("color: blue\n", encoding="utf-8")
    write_case(tmp_path / ".hidden" / "case.yaml", "A-4")
    seen = found(tmp_path)
    assert numbers(seen) == ["A-1", "A-2"]
    assert {file.name for file in seen.passed_over} == {"draft.json", "settings.yaml"}
    assert seen.unplaced == ()


def test_the_folders_of_batches_are_not_searched(tmp_path: Path) -> None:
    write_case(tmp_path / "case.yaml", "A-1")
    write_case(tmp_path / "out" / "A-1" / "case.yaml", "A-1")
    write_case(tmp_path / "other" / "A-1" / "case.yaml", "A-1")
    (tmp_path / "other" / "batch.json").write_text("{}", encoding="utf-8")
    assert numbers(found(tmp_path)) == ["A-1"]


def test_a_file_that_is_named_twice_is_taken_once(tmp_path: Path) -> None:
    file = write_case(tmp_path / "case.yaml", "A-1")
    (tmp_path / "link.yaml").symlink_to(file)
    seen = found(tmp_path, file, tmp_path, file)
    assert numbers(seen) == ["A-1"]
    assert seen.unplaced == ()


def test_the_same_file_by_a_link_is_one_case_and_the_file_itself_is_taken(tmp_path: Path) -> None:
    file = write_case(tmp_path / "b" / "case.yaml", "A-1", records=True)
    (tmp_path / "a.yaml").symlink_to(file)
    (tmp_path / "link").symlink_to(file.parent, target_is_directory=True)
    for named in (
        (tmp_path, tmp_path / "link"),
        (tmp_path / "link", tmp_path / "a.yaml", file),
        (tmp_path / "link", file.parent, tmp_path / "a.yaml"),
    ):
        seen = found(tmp_path, *named)
        assert [queued.path for queued in seen.cases] == [file]
        assert set(seen.repeated) == {tmp_path / "a.yaml", tmp_path / "link" / "case.yaml"}
        assert seen.unplaced == ()


def test_links_to_folders_are_told_and_not_followed(tmp_path: Path) -> None:
    write_case(tmp_path / "elsewhere" / "case.yaml", "A-2")
    cases = tmp_path / "cases"
    cases.mkdir()
    (cases / "link").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (cases / "up").symlink_to(tmp_path, target_is_directory=True)
    with pytest.raises(CaseError, match=r"such as .*link, are not followed"):
        found(tmp_path, cases)
    write_case(cases / "case.yaml", "A-1")
    seen = found(tmp_path, cases)
    assert (numbers(seen), set(seen.links)) == (["A-1"], {cases / "link", cases / "up"})
    assert numbers(found(tmp_path, cases / "link")) == ["A-2"]


def test_a_link_to_a_file_elsewhere_is_taken(tmp_path: Path) -> None:
    file = write_case(tmp_path / "elsewhere" / "case.yaml", "A-1")
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "link.yaml").symlink_to(file)
    seen = found(tmp_path, tmp_path / "cases")
    assert (numbers(seen), seen.repeated) == (["A-1"], ())


def test_each_line_of_a_jsonl_file_is_a_case(tmp_path: Path) -> None:
    file = write_lines(tmp_path / "cases.jsonl", case_data("A-2"), "", case_data("A-1", due="2015-01-01"), "{broken")
    seen = found(tmp_path, file)
    assert numbers(seen) == ["A-1", "A-2"]
    assert [queued.where for queued in seen.cases] == [f"{file}:3", f"{file}:1"]
    assert [one.where for one in seen.unplaced] == [f"{file}:4"]


@pytest.mark.parametrize(
    "text",
    [
        "schema: drafter-case/1\ncase_number: [A-1]\nitems: []\n",
        "schema: drafter-case/1\nitems:\n  - request: x\n",
        "schema: drafter-case/1\ncase_number: &a A-1\n",
        "case_number: 'A-1\n",
    ],
)
def test_a_case_file_without_a_number_that_can_be_read_fails_by_name(tmp_path: Path, text: str) -> None:
    (tmp_path / "bad.yaml").write_text(text, encoding="utf-8")
    write_case(tmp_path / "good.yaml", "A-5")
    seen = found(tmp_path)
    assert numbers(seen) == ["A-5"]
    assert kinds(seen) == {"bad.yaml": "case file"}
    assert seen.unplaced[0].message.startswith(f"{tmp_path / 'bad.yaml'}:")


def test_a_file_that_is_no_text_fails_where_it_is_named_itself(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_bytes(b"\xff\xfe\x00")
    assert kinds(found(tmp_path, tmp_path / "bad.yaml")) == {"bad.yaml": "case file"}
    with pytest.raises(CaseError, match="holds no case file"):
        found(tmp_path, tmp_path)


def test_of_cases_with_one_number_none_is_drafted(tmp_path: Path) -> None:
    for name, number in (("a", "A-1"), ("b", "A-1"), ("c", "b-2"), ("d", "B-2"), ("e", "C-3")):
        write_case(tmp_path / f"{name}.yaml", number)
    seen = found(tmp_path)
    assert numbers(seen) == ["C-3"]
    assert set(kinds(seen)) == {"a.yaml", "b.yaml", "c.yaml", "d.yaml"}
    assert set(kinds(seen).values()) == {"case number used twice"}
    assert "b.yaml" in seen.unplaced[0].message


@pytest.mark.parametrize(
    "number",
    [
        "../A-1",
        "A/1",
        "A\\1",
        "..",
        ".A",
        "A.",
        "A ",
        "-A",
        "CON",
        "com1.txt",
        "items.csv",
        "Batch.json",
        "A" * 101,
        "Å-1",
    ],
)
def test_a_case_number_that_cannot_name_a_folder_fails_by_name(tmp_path: Path, number: str) -> None:
    assert unfit(number)


def test_such_a_case_is_listed_and_the_others_stay(tmp_path: Path) -> None:
    write_case(tmp_path / "a.yaml", "../../etc/A-1", priority="expedited")
    write_case(tmp_path / "b.yaml", "A-2")
    seen = found(tmp_path)
    assert numbers(seen) == ["A-2"]
    assert [(one.kind, one.priority) for one in seen.unplaced] == [
        ("case number cannot name a folder", Priority.EXPEDITED)
    ]


@given(number=TEXT)
def test_a_case_number_that_can_name_a_folder_stays_in_its_place(number: str) -> None:
    if unfit(number) is None:
        assert Path(number).parts == (number,)
        assert number == number.strip()
        assert number.isascii()


def test_what_is_not_there_is_said_before_anything_is_drafted(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="does not exist"):
        found(tmp_path, tmp_path / "nothing")


@settings(deadline=None)  # YAML is slow
@given(
    number=TEXT, style=st.sampled_from([None, '"', "'"]), flow=st.booleans(), due=st.dates(), expedited=st.booleans()
)
def test_a_glance_shows_what_reading_the_whole_file_shows(
    number: str, style: str | None, flow: bool, due: date, expedited: bool
) -> None:
    data = case_data(number, due=due.isoformat(), priority="expedited" if expedited else "standard")
    text = yaml.safe_dump(data, default_style=style, default_flow_style=flow, allow_unicode=True)
    seen = glance(Path("case.yaml"), text.encode())
    assert seen is not None
    if seen.case_number is not None:
        assert seen.case_number == number.strip()
        assert (seen.due, seen.priority) == (due, Priority.EXPEDITED if expedited else Priority.STANDARD)


@pytest.mark.parametrize("line", ["due: 2015-01-21 # a Wednesday", 'due: "2015-01-21"', "due:   '2015-01-21'  "])
def test_a_line_is_read_as_yaml_reads_it(tmp_path: Path, line: str) -> None:
    file = write_case(tmp_path / "case.yaml", "A-1", due=None)
    file.write_text(file.read_text().replace("dates:", f"{line}\ndates:"))
    seen = glance(file, file.read_bytes())
    assert seen is not None
    assert seen.due == load_case(file).case.due == date(2015, 1, 21)


def test_a_glance_at_a_common_file_does_not_read_it_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drafter.batch.glance.read_yaml", None)
    seen = glance(Path("case.yaml"), case_text("A-1", priority="expedited").encode())
    assert seen is not None
    assert (seen.case_number, seen.due, seen.priority) == ("A-1", date(2015, 1, 21), Priority.EXPEDITED)


def test_the_folder_of_the_batch_itself_is_no_folder_of_cases(tmp_path: Path) -> None:
    write_case(tmp_path / "a.yaml", "A-1")
    with pytest.raises(CaseError, match="name another with -o"):
        find_cases((tmp_path,), tmp_path)


def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="cannot be read"):
        found(tmp_path, tmp_path / ("x" * 300))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_of_lines_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "cases.jsonl"
    os.mkfifo(pipe)
    with pytest.raises(CaseError, match="is not a file"):
        found(tmp_path, pipe)


def test_a_file_or_line_larger_than_a_case_may_be_fails_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("drafter.batch.find.LARGEST", 4 << 20)
    write_case(tmp_path / "case.yaml", "A-1")
    (tmp_path / "large.yaml").write_text("case_number: A-2\n" + "# remark\n" * 500_000, encoding="utf-8")
    lines = tmp_path / "lines.jsonl"
    long = '{"case_number": "A-3", "clinical_summary": "' + "a" * (5 << 20) + '"}\n'
    lines.write_text(long + '{"case_number": "A-4", "items": [{"request": "x"}]}\n', encoding="utf-8")
    seen = found(tmp_path, tmp_path, lines)
    assert sorted(numbers(seen)) == ["A-1", "A-4"]
    said = {Path(one.where).name: one.message.split(": ", 1)[1] for one in seen.unplaced}
    assert said == {
        "large.yaml": "is larger than 4 MB; name a case file (YAML or JSON)",
        "lines.jsonl:1": "is larger than 4 MB; name the records as files in place of their texts",
    }


def test_a_case_file_in_an_encoding_that_cannot_be_read_fails_by_name_in_a_folder_too(tmp_path: Path) -> None:
    write_case(tmp_path / "case.yaml", "A-1")
    text = (tmp_path / "case.yaml").read_text(encoding="utf-8")
    for name, code in (("a", "utf-16"), ("b", "utf-16-le"), ("c", "utf-16-be")):
        (tmp_path / f"{name}.yaml").write_text(text, encoding=code)
    seen = found(tmp_path)
    assert (numbers(seen), seen.passed_over) == (["A-1"], ())
    assert kinds(seen) == dict.fromkeys(("a.yaml", "b.yaml", "c.yaml"), "case file")
