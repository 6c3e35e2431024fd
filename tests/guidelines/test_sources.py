from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.errors import GuidelineError
from drafter.guidelines.corpus import load_corpus
from drafter.guidelines.sources import (
    Register,
    SourceKind,
    load_register,
    pages_in,
    parse_source,
    source_parts,
)

REGISTER = """\
sources:
  - source: somewhere.org/page
    what: An invented page.
    read: 2020-01-02
  - source: somewhere.org/page?id=2
    what: Another page of it.
    read: 2020-01-02
  - source: an invented list
    what: A list that was never made.
    read: 2020-01-02
    gone: true
    instead: somewhere.org/page
"""


@pytest.fixture
def register(tmp_path: Path) -> Register:
    (tmp_path / "sources.yaml").write_text(REGISTER, encoding="utf-8")
    return load_register(tmp_path)


def problems(folder: Path, text: str | bytes) -> list[str]:
    (folder / "sources.yaml").write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(GuidelineError) as caught:
        load_register(folder)
    return str(caught.value).splitlines()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("as stated in decision CM00-0000001", SourceKind.DECISION),
        ("as applied in decisions CM00-0000001, CM00-0000002 and CM00-0000003", SourceKind.DECISION),
        ("as cited in decision CM00-0000001 (its second item)", SourceKind.DECISION),
        ("as stated in the seed letter", SourceKind.SEED_LETTER),
        ("seed letter (heat)", SourceKind.SEED_LETTER),
        ("8 CCR 9792.24.2", SourceKind.LAW),
        ("8 CCR 9792.21(d)(1)", SourceKind.LAW),
        ("Labor Code 4610.5(h)(1) (the time)", SourceKind.LAW),
        ("general usage", SourceKind.GENERAL_USAGE),
        ("general usage (not seen in a source)", SourceKind.GENERAL_USAGE),
        ("somewhere.org/page", SourceKind.REGISTERED),
        ("somewhere.org/page (its end)", SourceKind.REGISTERED),
        ("an invented list of heats", SourceKind.REGISTERED),
    ],
)
def test_a_source_is_read_in_each_of_its_forms(register: Register, text: str, kind: SourceKind) -> None:
    source = parse_source(text, register)
    assert source is not None
    assert (source.kind, source.malformed) == (kind, ())


@pytest.mark.parametrize(
    "text",
    ["somewhere.org/pages", "somewhere.org/page/2", "a colleague", "general usages", "as heard in decision CM00-1",
     "8 CCR", "Labour Code 4610", "an invented", ""],
)  # fmt: skip
def test_other_words_are_no_source(register: Register, text: str) -> None:
    assert parse_source(text, register) is None


def test_the_longest_entry_that_a_source_begins_with_is_the_one(register: Register) -> None:
    source = parse_source("somewhere.org/page?id=2 (its end)", register)
    assert source is not None
    assert source.registered is not None
    assert source.registered.what == "Another page of it."


@pytest.mark.parametrize(
    ("text", "malformed"),
    [
        ("as stated in decision CM16-023054", ("CM16-023054",)),
        ("as stated in decisions CM16-0230548 and others", ("others",)),
        ("as cited in decisions CM16-0230548, CM160230548", ("CM160230548",)),
    ],
)
def test_decision_numbers_that_are_none_are_told(text: str, malformed: tuple[str, ...]) -> None:
    source = parse_source(text, Register())
    assert source is not None
    assert source.malformed == malformed


def test_sources_in_one_line_are_parted_by_semicolons_outside_brackets() -> None:
    assert source_parts("general usage (x; y); seed letter") == ["general usage (x; y)", "seed letter"]


def test_pages_are_found_in_prose() -> None:
    prose = "Sources of the dates: one.org/a_b.html; two.gov/c?d=1&e=2 (start), and/or 8 CCR 9792.24.2, e.g. three.com."
    assert pages_in(prose) == ["one.org/a_b.html", "two.gov/c?d=1&e=2"]


@pytest.mark.parametrize(
    ("change", "line", "says"),
    [
        (("    what: An invented page.\n", ""), 2, "what: is missing"),
        (("read: 2020-01-02", "read: lately"), 4, "is not a date"),
        (("    gone: true\n", ""), 8, "instead"),
        (("    instead: somewhere.org/page\n", ""), 8, "instead"),
        (("somewhere.org/page?id=2", "somewhere.org/page"), 5, "is in line 2 already"),
        (("what: Another", "colour: red\n    what: Another"), 6, "colour: unknown field"),
        (("sources:\n", "sources: [\n"), 2, "correct"),
    ],
)
def test_a_fault_of_the_register_is_told_with_its_line(
    tmp_path: Path, change: tuple[str, str], line: int, says: str
) -> None:
    assert change[0] in REGISTER
    found = problems(tmp_path, REGISTER.replace(*change, 1))
    assert any(problem.startswith(f"sources.yaml:{line}: ") for problem in found), found
    assert says == "correct" or any(says in problem for problem in found), found


def test_a_register_that_is_no_text_is_told(tmp_path: Path) -> None:
    assert problems(tmp_path, b"sources:\n\xff") == [
        "sources.yaml:2: a character that is not UTF-8; save the file as UTF-8"
    ]


def test_a_corpus_without_a_register_has_an_empty_one(tmp_path: Path) -> None:
    assert load_register(tmp_path) == Register()


def test_the_digest_of_the_corpus_does_not_depend_on_the_register(write_corpus: Callable[..., Path]) -> None:
    folder = write_corpus()
    before = load_corpus(folder).sha256
    (folder / "sources.yaml").write_text(REGISTER, encoding="utf-8")
    assert load_corpus(folder).sha256 == before


@given(st.text(max_size=60), st.sampled_from(["", "as stated in decision ", "general usage (", "8 CCR ", "one.org/"]))
def test_any_text_as_a_source_is_read_or_refused(text: str, start: str) -> None:
    for part in source_parts(start + text):
        source = parse_source(part, Register())
        assert source is None or source.kind is not SourceKind.REGISTERED
