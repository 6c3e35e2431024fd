"""The worker's sex and side in the rationales of a signed letter; every sentence invented."""

from dataclasses import replace

import pytest

from drafter.grounding.lints import worker
from drafter.grounding.things import Things
from drafter.guidelines.corpus import Corpus
from tests.grounding.lints.reasoned import codes, letter, letter_item

SUMMARY = "The injured worker is a 44-year-old female with pain of the right hip."


@pytest.fixture(scope="module")
def things(corpus: Corpus) -> Things:
    return Things(corpus.lexicon)


@pytest.mark.parametrize(
    ("rationale", "expected"),
    [
        ("He walks with a limp.", ["sex-differs"]),
        ("She walks with a limp.", []),
        ("There is no fracture of the left hip.", ["side-differs"]),
        ("There is no fracture of the right hip.", []),
        ("The physician writes that he ordered films.", []),
        ("Imaging of the shoulder and ibuprofen were tried.", []),
    ],
)
def test_a_wrong_sex_and_a_wrong_side_are_found_and_no_more(
    things: Things, rationale: str, expected: list[str]
) -> None:
    item = letter_item(rationale, "MRI of the right hip")
    found = list(worker.lint(letter(item, summary=SUMMARY), things))
    assert codes(found) == expected
    for one in found:
        assert one.span is not None
        assert one.sentence == 1


def test_without_a_summary_nothing_is_known_of_the_sex(things: Things) -> None:
    item = replace(letter_item("He walks with a limp.", "MRI of the right hip"), number=3)
    assert list(worker.lint(letter(item), things)) == []
