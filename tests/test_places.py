import json
from collections.abc import Callable

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from drafter.places import Document, Fault, NotWellFormed, listed, read_json, read_yaml, shown

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_json_is_read_as_pythons_own_reader_reads_it(value: object) -> None:
    for text in (json.dumps(value), json.dumps(value, indent=1, ensure_ascii=False)):
        assert read_json(text).data == json.loads(text)


@given(VALUES)
def test_yaml_is_read_as_it_was_written(value: object) -> None:
    assert read_yaml(yaml.safe_dump(value)).data == value


def test_lines_are_known_in_both_forms() -> None:
    text = '{"a": 1,\n "b": [{"c": "x"},\n  2]}'
    for document in (read_yaml(text), read_json(text)):
        assert [document.line_of(place) for place in [("a",), ("b", 0, "c"), ("b", 1)]] == [1, 2, 3]


def test_a_place_that_the_file_lacks_has_the_line_of_what_is_around_it() -> None:
    assert read_yaml("a: 1\nb:\n  - c: 1\n").line_of(("b", 0, "missing", "deeper")) == 3


def test_a_part_of_a_file_has_the_lines_of_the_file() -> None:
    document = read_yaml("a: 1\nb: 2\na: 3\n", first_line=31)
    assert document.line_of(("b",)) == 32
    assert document.problems == [(("a",), "given twice (lines 31 and 33); remove one of them")]
    assert read_yaml("", first_line=31).line_of(()) == 31
    for text in ("a: 1\nb: c: d\n", "a: 1\nb: \x07\n", "a: 1\nb: *x\n"):
        with pytest.raises(NotWellFormed) as error:
            read_yaml(text, first_line=31)
        assert error.value.line == 32


def test_faults_are_listed_in_the_order_of_their_lines() -> None:
    document = read_yaml("a:\n  - b: 1\n    c: 2\n", first_line=9)
    faults = [document.fault(("c",), "two", under=("a", 0)), document.fault(("a", 0), "one"), Fault(2, "zero")]
    assert listed("x.md", faults) == ["x.md:2: zero", "x.md:10: a[1]: one", "x.md:11: c: two"]


@pytest.mark.parametrize(("text", "number"), [("2.5", 2.5), (".5", 0.5), ("-2.", -2), ("1.0e+3", 1000.0), ("10", 10)])
def test_numbers_are_read(text: str, number: float) -> None:
    assert read_yaml(text).data == number


@pytest.mark.parametrize("text", [".inf", ".NAN", "1_000", "0x1f", "1:30", "1.0e+9999", "9" * 5000])
def test_a_number_that_no_field_takes_stays_a_number(text: str) -> None:
    number = read_yaml(text).data
    assert isinstance(number, float)
    assert number != number


def test_places_are_shown_counted_from_one() -> None:
    assert shown(("items", 0, "quantities", "original")) == "items[1].quantities.original"


def test_a_name_that_may_be_case_text_is_not_shown() -> None:
    assert shown(("items", 2, "The patient said")) == "items[3].?"


def test_dates_stay_text_and_impossible_ones_raise_nothing() -> None:
    assert read_yaml("a: 2014-02-30\nb: 2014-02-10\n").data == {"a": "2014-02-30", "b": "2014-02-10"}


@pytest.mark.parametrize(
    ("read", "text"), [(read_yaml, "a: 1\nb: 2\na: 3\n"), (read_json, '{"a": 1,\n"b": 2,\n"a": 3}')]
)
def test_a_name_given_twice_is_a_problem(read: Callable[[str], Document], text: str) -> None:
    assert read(text).problems == [(("a",), "given twice (lines 1 and 3); remove one of them")]


@given(VALUES)
def test_both_readers_know_the_same_lines(value: object) -> None:
    text = json.dumps(value, indent=1)
    assume("\\ud" not in text)  # YAML joins no halves of characters
    assert read_json(text).lines == read_yaml(text).lines


@pytest.mark.parametrize("read", [read_yaml, read_json])
def test_parts_may_stand_twelve_deep_and_no_deeper(read: Callable[[str], Document]) -> None:
    assert read('{"a": ' * 11 + "[1]" + "}" * 11).lines[("a",) * 11 + (0,)] == 1
    with pytest.raises(NotWellFormed, match="deep"):
        read('{"a": ' * 11 + "[[1]]" + "}" * 11)


def test_half_of_a_character_is_a_problem_and_two_halves_are_none() -> None:
    document = read_json('{"a": "\\ud83d\\ude00",\n "b": ["x \\ud800"], "\\udc00": 1}')
    assert document.data == {"a": "\U0001f600", "b": ["x ?"], "?": 1}
    assert document.problems == [(("b", 0), "half of a character (a lone surrogate); write the character itself")]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a: 1\nb: &x 2\n", 2, "anchors and aliases"),
        ("a: 1\nb: *x\n", 2, "anchors and aliases"),
        ("a: 1\nb: !!str 2\n", 2, "tags"),
        ("a: !!python/object/apply:os.system [x]\n", 1, "tags"),
        ("a: 1\n---\nb: 1\n", 2, "second document"),
        ("a: 1\n? [b]\n: 2\n", 2, "name of a field"),
        ("a: 1\nb: c: d\n", 2, "a colon in plain text"),
        ("a:\n\t- b\n", 2, "a tab"),
        ("a: 1\nb: %x\n", 2, "cannot begin with"),
        ('a: 1\nb: "x\n', 3, "not closed"),
        ("a: 1\nb: [x\nc: y\n", 3, "not closed"),
        ("a: 1\nb: [\n", 3, "not closed"),
        ("a: 1\nb: \x07\n", 2, "control character"),
        ("[" * 100_000, 1, "deep"),
        ("a: {" * 100_000, 1, "deep"),
        ("- " * 100_000, 1, "deep"),
    ],
)
def test_yaml_that_is_refused_says_where_and_why(text: str, line: int, says: str) -> None:
    with pytest.raises(NotWellFormed, match=says) as error:
        read_yaml(text)
    assert error.value.line == line


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ('{"a": 1,\n"b" 2}', 2, "not well-formed JSON"),
        ("", 1, "not well-formed JSON"),
        ('{"a": NaN}', None, "number"),
        ("[" + "9" * 5000 + "]", None, "number"),
        ("[" * 100_000 + "]" * 100_000, None, "deep"),
        ("[" * 100 + "]" * 100, 1, "deep"),
    ],
)
def test_json_that_is_refused_says_where_and_why(text: str, line: int | None, says: str) -> None:
    with pytest.raises(NotWellFormed, match=says) as error:
        read_json(text)
    assert error.value.line == line


@pytest.mark.parametrize("read", [read_yaml, read_json])
def test_half_a_character_is_a_problem(read: Callable[[str], Document]) -> None:
    document = read('{"a": "x\\ud800"}')
    assert [place for place, _ in document.problems] == [("a",)]
    document.data["a"].encode("utf-8")


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (read_yaml, read_json):
        try:
            read(text)
        except NotWellFormed as error:
            refused = error.message
        else:
            continue
        assert "\n" not in refused
