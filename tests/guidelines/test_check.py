from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from drafter.content import folder as shipped
from drafter.errors import GuidelineError
from drafter.guidelines.check import CorpusCheck, check_corpus
from tests.guidelines.conftest import ALIASES, EDITION

Write = Callable[..., Path]
TODAY = date(2020, 6, 1)
REGISTER = "sources:\n  - source: invented\n    what: Nothing at all.\n    read: 2020-01-02\n"
LATER = EDITION.replace("id: invented-2009", "id: invented-2017").replace('"2009"', '"2017"')
NEXT = LATER.replace("from: 2009-01-01\n  to: 2016-12-31", "from: 2017-01-01\n  to: 2018-12-31")


def check(folder: Path, register: str = REGISTER, decisions: frozenset[str] | None = None) -> CorpusCheck:
    (folder / "sources.yaml").write_text(register, encoding="utf-8")
    return check_corpus(folder, TODAY, decisions)


def faults(folder: Path, register: str = REGISTER, decisions: frozenset[str] | None = None) -> list[str]:
    return [str(fault) for fault in check(folder, register, decisions).faults]


def remarks(folder: Path, register: str = REGISTER) -> list[str]:
    found = check(folder, register)
    assert found.faults == ()
    return [str(remark) for remark in found.remarks if "body part" not in remark.message]


def test_the_invented_corpus_has_no_fault_and_one_remark(write_corpus: Write) -> None:
    found = check(write_corpus())
    assert found.faults == ()
    assert [str(remark) for remark in found.remarks] == [
        'aliases.yaml:6: no edition or section is about the body part "neck"'
    ]


def test_the_shipped_corpus_has_no_fault() -> None:
    found = check_corpus(shipped("guideline_corpus"), TODAY)
    assert [str(fault) for fault in found.faults] == []


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("a colleague", "is in no form of a source"),
        ("somewhere.org/page", "somewhere.org/page is not in sources.yaml"),
        ("general usage", "general usage carries titles and aliases, no statement"),
        ("as stated in decision CM16-23", '"CM16-23" is no decision number'),
    ],
)
def test_a_dead_source_is_a_fault_at_its_line(write_corpus: Write, source: str, says: str) -> None:
    (fault,) = faults(write_corpus(("source: invented\n- Heat is l", f"source: {source}\n- Heat is l")))
    assert fault.startswith("invented.md:27: ")
    assert says in fault


def test_a_page_that_is_gone_is_a_fault_with_what_replaces_it(write_corpus: Write) -> None:
    gone = REGISTER + "    gone: true\n    instead: elsewhere.org/page\n"
    found = faults(write_corpus(), gone)
    assert found[0] == "invented.md:27: invented is gone (sources.yaml); in its place: elsewhere.org/page"
    assert len(found) == 3


def test_general_usage_carries_titles_and_aliases(write_corpus: Write) -> None:
    assert faults(write_corpus(("pages: [12]", "pages: [12]\ntitle_source: [general usage]"))) == []


def test_sources_of_titles_and_aliases_are_looked_at(write_corpus: Write) -> None:
    folder = write_corpus(
        ("pages: [12]", "pages: [12]\ntitle_source: [hearsay]"), aliases=ALIASES.replace("general usage", "rumour", 1)
    )
    titles = "publishers:\n  - {tier: study, words: [trial], source: general usage; gossip}\n"
    (folder / "titles.yaml").write_text(titles, encoding="utf-8")
    assert [fault.split(" is in no form")[0] for fault in faults(folder)] == [
        'aliases.yaml:4: "rumour"',
        'invented.md:22: "hearsay"',
        'titles.yaml:2: "gossip"',
    ]


def test_pages_in_notes_are_looked_at(write_corpus: Write) -> None:
    note = ("# An invented guideline", "# An invented guideline\n\nDates: somewhere.org/dates.html.")
    assert faults(write_corpus(note)) == [
        "invented.md:18: somewhere.org/dates.html is not in sources.yaml; add it there, or correct it"
    ]
    registered = REGISTER + "  - {source: somewhere.org/dates.html, what: Invented dates., read: 2020-01-02}\n"
    assert remarks(write_corpus(note), registered) == []


def test_a_registered_source_that_nothing_names_is_remarked(write_corpus: Write) -> None:
    register = REGISTER + "  - {source: somewhere.org/page, what: Invented., read: 2020-01-02}\n"
    assert remarks(write_corpus(), register) == [
        "sources.yaml:5: nothing names somewhere.org/page; take it out, or name it"
    ]


def test_decisions_are_looked_up_among_those_at_hand(write_corpus: Write) -> None:
    folder = write_corpus(
        ("source: invented\n- Heat is l", "source: as stated in decisions CM00-0000001, CM00-0000002\n- Heat is l")
    )
    assert faults(folder) == []
    (fault,) = faults(folder, decisions=frozenset(["CM00-0000001"]))
    assert fault.startswith("invented.md:27: decision CM00-0000002 is not among those given")


def test_editions_of_one_guideline_that_overlap_are_a_fault(write_corpus: Write) -> None:
    overlapping = NEXT.replace("from: 2017-01-01", "from: 2016-12-31")
    assert faults(write_corpus(later=overlapping)) == [
        "later.md:9: Invented Guideline 2009 and 2017 (invented.md) are both in force from 2016-12-31 to 2016-12-31; "
        "correct one of the dates"
    ]


def test_an_edition_without_end_overlaps_with_the_next(write_corpus: Write) -> None:
    (fault,) = faults(write_corpus(("  to: 2016-12-31\n", ""), later=NEXT))
    assert "are both in force from 2017-01-01 on; give the earlier one an end" in fault


def test_an_overlap_whose_end_is_not_verified_is_remarked(write_corpus: Write) -> None:
    overlapping = NEXT.replace("from: 2017-01-01", "from: 2016-12-01")
    (remark,) = remarks(write_corpus(("by: request", "by: request\n  to_verified: false"), later=overlapping))
    assert "the end of the earlier one is not verified" in remark


def test_a_hand_over_by_different_kinds_of_date_is_no_overlap(write_corpus: Write) -> None:
    overlapping = NEXT.replace("from: 2017-01-01", "from: 2016-12-01")
    assert remarks(write_corpus(("by: request", "by: request\n  to_by: service"), later=overlapping)) == []


def test_editions_that_follow_on_each_other_are_not_remarked(write_corpus: Write) -> None:
    assert remarks(write_corpus(later=NEXT)) == []


def test_parts_of_one_edition_do_not_overlap(write_corpus: Write) -> None:
    part = EDITION.replace("id: invented-2009", "id: part-2009").replace("guideline: Inv", "guideline: Part of Inv")
    assert remarks(write_corpus(part=part)) == []


def test_a_gap_between_editions_is_remarked(write_corpus: Write) -> None:
    (remark,) = remarks(write_corpus(later=NEXT.replace("from: 2017-01-01", "from: 2017-01-02")))
    assert remark.startswith("later.md:9: no edition of Invented Guideline is held for the time between 2016-12-31 ")


def test_titles_in_force_today_without_text_are_remarked(write_corpus: Write) -> None:
    title = EDITION + "\n## Cold\n\n```yaml section\ntitle_source: [general usage]\n```\n"
    today = title.replace("  to: 2016-12-31\n", "").replace("id: invented", "id: today").replace("e: Inv", "e: New")
    today = today.replace("cited_as: Inv", "cited_as: New")
    assert remarks(write_corpus(today=today)) == [
        "today.md:1: in force today, and 1 of 2 sections stand by title alone: drafts can name it and cite nothing "
        "from it"
    ]


def test_sections_whose_titles_letters_cannot_tell_apart_are_a_fault(write_corpus: Write) -> None:
    again = EDITION[EDITION.index("## Heat") :].replace("## Heat", "## Hot & cold", 1)
    (fault,) = faults(write_corpus(("## Heat\n", f"{again}\n## Hot and cold\n")))
    assert 'section "Hot and cold" is there already, in line 18' in fault


def test_an_alias_given_twice_is_a_fault(write_corpus: Write) -> None:
    assert faults(write_corpus(("[hot pack]", "[hot pack, wrap, Hot  Pack]"))) == [
        'invented.md:22: alias "Hot  Pack" is there twice in "Heat"; keep it once'
    ]


@pytest.mark.parametrize(
    ("words", "never"),
    [
        ("request: [heat pack]\n  request_not: [pack]", True),
        ("request: [heat]\n  request_not: [heat*]", True),
        ('request: ["heat*"]\n  request_not: ["heat*"]', True),
        ('request: ["heat*"]\n  request_not: [heat, heater]', False),
        ("request: [heat]\n  request_not: [heat pack]", False),
        ("request_not: [heat]", False),
    ],
)
def test_a_criterion_that_can_never_apply_is_a_fault(write_corpus: Write, words: str, never: bool) -> None:
    found = faults(write_corpus(("request: [heat]", words)))
    assert ["so that it never applies" in fault for fault in found] == [True] * never


def test_a_word_of_a_request_that_is_ruled_out_is_remarked(write_corpus: Write) -> None:
    words = ("request: [heat]", "request: [heat, heat pack]\n  request_not: [pack]")
    assert remarks(write_corpus(words)) == [
        'invented.md:34: criterion "visits": request: "heat pack" is ruled out by request_not, and finds nothing; '
        "take it out"
    ]


def test_an_alias_that_leads_nowhere_is_remarked(write_corpus: Write) -> None:
    aliases = ALIASES.replace("means: [heat]", "means: [hot packs of mud, limited heat]")
    assert remarks(write_corpus(aliases=aliases)) == [
        'aliases.yaml:3: "hot packs of mud" finds no passage: its words stand together in none; reword it, or take it '
        "out"
    ]


def test_a_body_part_of_a_section_is_named(write_corpus: Write) -> None:
    assert check(write_corpus(("pages: [12]", "pages: [12]\nscope: {body_parts: [neck]}"))).remarks == ()


def test_everything_that_does_not_load_is_told_at_once(write_corpus: Write) -> None:
    folder = write_corpus(("publisher: Nobody\n", ""))
    (folder / "titles.yaml").write_text("mtus: none\n", encoding="utf-8")
    with pytest.raises(GuidelineError) as caught:
        check(folder, "sources: none\n")
    told = str(caught.value).splitlines()
    assert [Path(line.split(":")[0]).name for line in told] == ["invented.md", "sources.yaml", "titles.yaml"]
