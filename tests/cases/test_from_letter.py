from pathlib import Path

import pytest

from drafter.cases.dump import dump_case
from drafter.cases.from_letter import case_from_letter
from drafter.domain.text import normal_form, split_sentences
from drafter.letters.read import read_letter

DATA = Path(__file__).parent.parent / "letters" / "data"
LETTERS = ["synthetic-2014.txt", "synthetic-2016.txt"]


@pytest.mark.parametrize("name", LETTERS)
def test_the_case_has_what_was_asked(name: str) -> None:
    letter = read_letter(DATA / name)
    case = case_from_letter(letter)
    assert [item.request for item in case.items] == [item.request for item in letter.items]
    assert [i.claims_administrator_guideline for i in case.items] == [
        i.claims_administrator_guideline for i in letter.items
    ]
    assert case.clinical_summary == letter.clinical_summary
    assert case.dates == letter.dates
    assert case.reviewer.states == letter.states


@pytest.mark.parametrize("name", LETTERS)
def test_no_sentence_of_the_answer_stands_in_the_case(name: str) -> None:
    letter = read_letter(DATA / name)
    written = normal_form(dump_case(case_from_letter(letter)))
    asked = {item.claims_administrator_guideline for item in letter.items}
    answers = [item.rationale for item in letter.items]
    answers += [item.reviewer_guideline or "" for item in letter.items if item.reviewer_guideline not in asked]
    sentences = [normal_form(sentence.text) for answer in answers for sentence in split_sentences(answer)]
    assert len(sentences) > len(letter.items)
    assert [sentence for sentence in sentences if sentence in written] == []
    assert "upheld" not in written
    assert "overturned" not in written


def test_dates_of_the_summary_stay_in_the_summary() -> None:
    case = case_from_letter(read_letter(DATA / "synthetic-2014.txt"))
    assert all(day is None for _, day in case.dates)
    assert all(item.request_date is None for item in case.items)


def test_a_letter_without_a_number_is_called_after_its_file() -> None:
    assert case_from_letter(read_letter(DATA / "synthetic-2014.txt")).case_number == "synthetic-2014"
