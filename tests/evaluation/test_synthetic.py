"""The synthetic decisions of eval/synthetic keep the promises of their README."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from drafter.cases.load import load_case
from drafter.content import folder
from drafter.domain.case import Case, Priority, RecordStatus
from drafter.domain.citation import Citation, NotParsed
from drafter.domain.decision import DecidedItem, Decision
from drafter.domain.determination import Determination
from drafter.guidelines.vocabulary import load_vocabulary
from drafter.letters.read import ReadLetter, read_letter
from tests.letters.real import part

HERE = Path(__file__).parents[2] / "eval" / "synthetic"
LETTERS = sorted((HERE / "letters").glob("*.txt"))
CASES = sorted((HERE / "cases").glob("*.yaml"))
NOT_REAL = "no worker, physician or decision in it is real"
RUN = 8
"""Words in a row that do not come about by chance."""
FORM = re.compile(r".* was the original request\. .* remaining IMR eligible portion of the original request, .* is")


@cache
def letters() -> dict[str, ReadLetter]:
    vocabulary = load_vocabulary(folder("guideline_corpus"))
    return {path.stem: read_letter(path, vocabulary) for path in LETTERS}


def decisions() -> list[Decision]:
    return [letter.decision for letter in letters().values()]


def items() -> Iterator[DecidedItem]:
    return (item for decision in decisions() for item in decision.items)


@cache
def cases() -> dict[str, Case]:
    return {path.stem: load_case(path).case for path in CASES}


def runs(text: str) -> set[str]:
    """Every run of eight words, without case and punctuation."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    return {" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def promised(what: str) -> int:
    """The count that the README's table gives."""
    readme = (HERE / "README.md").read_text(encoding="utf-8")
    found = re.search(rf"^\| {re.escape(what)}[^|]*\| (\d+) \|$", readme, re.MULTILINE)
    assert found, f"README.md has no count of {what}"
    return int(found[1])


def test_every_letter_is_read_without_a_fault() -> None:
    for name, letter in letters().items():
        decision = letter.decision
        assert letter.notes == ()
        assert decision.case_number == name
        dates = (decision.date_of_injury, decision.application_received, decision.date_assigned, decision.decision_date)
        assert None not in (*dates, decision.priority, decision.clinical_summary)
        assert all((decision.licensure, decision.specialty))
        assert decision.reviewer_label == "MAXIMUS"


def test_every_item_has_its_parts_and_citations_that_are_understood() -> None:
    for item in items():
        assert None not in (item.claims_administrator_guideline, item.reviewer_guideline)
        assert not any(isinstance(cited, NotParsed) for cited in item.claims_administrator_citations)
        assert any(isinstance(cited, Citation) for cited in item.reviewer_citations)
        assert not any(isinstance(cited, NotParsed) for cited in item.reviewer_citations)


def test_dates_of_a_letter_follow_one_another() -> None:
    for decision in decisions():
        days = [
            decision.date_of_injury,
            decision.ur_denial_date,
            decision.application_received,
            decision.date_assigned,
            decision.decision_date,
        ]
        known = [day for day in days if day]
        assert known == sorted(set(known))


def test_counts_are_those_of_the_readme() -> None:
    assert len(LETTERS) == promised("letters, ") == 30
    assert sum(1 for _ in items()) == promised("disputed items")
    overturned = sum(item.determination is Determination.OVERTURNED for item in items())
    assert overturned == promised("of these Overturned")
    assert len(CASES) == promised("letters with a full case file") == 10


def test_both_outcomes_have_enough_items_to_compare() -> None:
    share = sum(item.determination is Determination.OVERTURNED for item in items()) / sum(1 for _ in items())
    assert 0.25 < share < 0.40


def test_rationales_are_as_long_as_a_reviewer_writes() -> None:
    assert all(60 <= len(item.rationale.split()) <= 250 for item in items())


def test_the_set_has_the_kinds_that_the_readme_names() -> None:
    by_number = {decision.case_number: decision for decision in decisions()}
    undated = {name for name, decision in by_number.items() if decision.ur_denial_date is None}
    assert undated == {"SYNTHETIC-E07", "SYNTHETIC-E18", "SYNTHETIC-E26"}
    assert all(re.search("utilization review", by_number[name].clinical_summary or "", re.I) for name in undated)
    assert [name for name, it in by_number.items() if it.priority is Priority.EXPEDITED] == ["SYNTHETIC-E11"]
    given = [item.parsed_request for item in items() if item.parsed_request.retrospective]
    assert len(given) == 3
    assert all(asked.date_of_service for asked in given)
    assert sum(item.parsed_request.remaining is not None for item in items()) == 2
    assert sum(item.parsed_request.associated for item in items()) == 5
    assert sorted(Counter(item.rationale for item in items()).values())[-2:] == [1, 2]


def test_letters_with_one_and_with_both_outcomes_are_as_many_as_the_readme_says() -> None:
    kinds = Counter(frozenset(item.determination for item in decision.items) for decision in decisions())
    both = {Determination.UPHELD, Determination.OVERTURNED}
    assert kinds[frozenset(both)] == 18
    assert kinds[frozenset({Determination.OVERTURNED})] == 1
    assert kinds[frozenset({Determination.UPHELD})] == 11


def test_every_file_says_that_it_is_invented() -> None:
    for path in LETTERS:
        text = path.read_text(encoding="utf-8")
        assert text.splitlines()[0].startswith("SYNTHETIC LETTER")
        assert NOT_REAL in text
        assert path.stem.startswith("SYNTHETIC-")
    for path in CASES:
        head = path.read_text(encoding="utf-8").splitlines()[0]
        assert head.startswith("# SYNTHETIC CASE")
        assert NOT_REAL in head
        told = [record.text for record in cases()[path.stem].records if record.text]
        assert all(text.startswith(f"Synthetic record, invented for {path.stem};") for text in told)


def test_case_files_ask_what_their_letters_decided() -> None:
    for name, case in cases().items():
        decision = letters()[name].decision
        assert case.case_number == decision.case_number
        assert [item.request for item in case.items] == [item.request for item in decision.items]
        assert [item.claims_administrator_guideline for item in case.items] == [
            item.claims_administrator_guideline for item in decision.items
        ]
        assert case.priority is decision.priority
        assert case.dates.injury == decision.date_of_injury
        assert case.dates.application_received == decision.application_received
        assert case.dates.assigned == decision.date_assigned
        assert case.dates.ur_denial == decision.ur_denial_date


def test_case_files_have_records_and_no_summary() -> None:
    for case in cases().values():
        assert case.clinical_summary is None
        assert 2 <= len(case.records) <= 6
    states = Counter(record.status for case in cases().values() for record in case.records)
    assert states[RecordStatus.MISSING] == states[RecordStatus.UNREADABLE] == 1


def test_no_words_of_the_answer_stand_in_a_case_file() -> None:
    for path in CASES:
        asked = runs(path.read_text(encoding="utf-8"))
        assert all(asked.isdisjoint(runs(item.rationale)) for item in letters()[path.stem].decision.items)


def test_no_sentence_is_one_of_a_real_letter(real_letters: Path) -> None:
    """Where real letters are at hand; the fixed sentence of a remaining portion aside."""
    source = part(real_letters, "decisions/dev-items.jsonl")
    real: set[str] = set()
    for line in source.read_text(encoding="utf-8").splitlines():
        for value in json.loads(line).values():
            real |= runs(value) if isinstance(value, str) else set()
    seed = part(real_letters, "seed/imr-letter-2014.txt").read_text(encoding="utf-8")
    real |= runs(seed)
    assert len(real) > 10_000
    ours = [decision.clinical_summary or "" for decision in decisions()]
    ours += [text for item in items() for text in (item.rationale, item.request) if not FORM.fullmatch(text)]
    if any(runs(text) & real for text in ours):
        pytest.fail("a letter has eight words in a row of a real letter")
