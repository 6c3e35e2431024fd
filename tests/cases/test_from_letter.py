import pytest

from drafter.cases.dump import dump_case
from drafter.cases.from_letter import case_from_letter
from drafter.domain.text import normal_form, split_sentences
from tests.letters.reading import DATA, read, read_text

LETTERS = ["synthetic-2014.txt", "synthetic-2016.txt"]


@pytest.mark.parametrize("name", LETTERS)
def test_the_case_has_what_was_asked(name: str) -> None:
    letter = read(DATA / name)
    case = case_from_letter(letter, name)
    assert [item.request for item in case.items] == [item.request for item in letter.items]
    assert [i.claims_administrator_guideline for i in case.items] == [
        i.claims_administrator_guideline for i in letter.items
    ]
    assert case.clinical_summary == letter.clinical_summary
    assert case.dates.ur_denial == letter.ur_denial_date
    assert case.dates.injury == letter.date_of_injury
    assert case.reviewer.states == letter.licensure


@pytest.mark.parametrize("name", LETTERS)
def test_no_sentence_of_the_answer_stands_in_the_case(name: str) -> None:
    letter = read(DATA / name)
    written = normal_form(dump_case(case_from_letter(letter, name)))
    asked = {item.claims_administrator_guideline for item in letter.items}
    answers = [item.rationale for item in letter.items]
    answers += [item.reviewer_guideline or "" for item in letter.items if item.reviewer_guideline not in asked]
    sentences = [normal_form(sentence.text) for answer in answers for sentence in split_sentences(answer)]
    assert len(sentences) > len(letter.items)
    assert [sentence for sentence in sentences if sentence in written] == []
    assert "upheld" not in written
    assert "overturned" not in written


def test_dates_of_the_summary_stay_in_the_summary() -> None:
    case = case_from_letter(read(DATA / "synthetic-2014.txt"), "synthetic-2014")
    assert all(day is None for _, day in case.dates)
    assert all(item.request_date is None for item in case.items)


def test_a_remainder_is_an_extension_of_what_was_authorised() -> None:
    text = (DATA / "synthetic-2014.txt").read_text()
    start = text.index("Cyclobenzaprine 10 mg, #60 was")
    end = text.index(":  Upheld", start)
    request = (
        "Pool exercise 14 visits was the original request. Pool exercise 5 visits was authorized by the Claims "
        "Administrator. The remaining IMR eligible portion of the original request, Pool exercise 9 visits is"
    )
    item = case_from_letter(read_text(text[:start] + request + text[end:]).decision, "letter").items[2]
    assert item.quantities.original == "Pool exercise 14 visits"
    assert item.quantities.authorised == "Pool exercise 5 visits"
    assert item.quantities.remaining == "Pool exercise 9 visits"


def test_treatment_given_already_has_its_date() -> None:
    text = (DATA / "synthetic-2016.txt").read_text()
    text = text.replace("Assistant surgeon:", "Retrospective assistant surgeon (DOS 10/20/16):")
    item = case_from_letter(read_text(text).decision, "letter").items[1]
    assert (item.kind, str(item.date_of_service)) == ("retrospective", "2016-10-20")


def test_a_letter_without_a_number_is_called_after_its_file() -> None:
    assert case_from_letter(read(DATA / "synthetic-2014.txt"), "synthetic-2014").case_number == "synthetic-2014"
