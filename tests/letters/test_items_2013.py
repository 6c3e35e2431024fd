import pytest

from drafter.domain.determination import Determination
from drafter.letters.items import ItemText, NotALetter
from drafter.letters.items_2013 import read_numbered_items
from drafter.letters.lines import lines_of_pages

_FIRST = """1. Synthetic therapy, 8 visits is not medically necessary and appropriate.
The Claims Administrator based its decision on the invented guideline.
The Physician Reviewer based his/her decision on the synthetic guideline, pages 3-4.
The Physician Reviewer's decision rationale: The invented file holds:
1. no goals
2. no gain is recorded.
The request is not medically necessary and appropriate.
"""
_SECOND = """2. A made-up brace is medically necessary and appropriate.
The Claims Administrator did not cite any guideline.
The Physician Reviewer\u2019s decision rationale: The synthetic knee gives way.
"""


def _items(text: str) -> tuple[ItemText, ...]:
    return read_numbered_items(lines_of_pages(text.split("\f")))


def test_numbered_list_in_a_rationale_is_no_item() -> None:
    first, second = _items(_FIRST + _SECOND)
    assert first.request == "Synthetic therapy, 8 visits"
    assert first.determination is Determination.UPHELD
    assert first.rationale.endswith(
        "1. no goals 2. no gain is recorded. The request is not medically necessary and appropriate."
    )
    assert (second.request, second.determination) == ("A made-up brace", Determination.OVERTURNED)


def test_guidelines_keep_their_sentences() -> None:
    first, second = _items(_FIRST + _SECOND)
    assert (
        first.claims_administrator_guideline == "The Claims Administrator based its decision on the invented guideline."
    )
    assert first.reviewer_guideline is not None
    assert first.reviewer_guideline.startswith("The Physician Reviewer based")
    assert second.reviewer_guideline is None


def test_disclaimer_and_initials_at_the_end_are_no_rationale() -> None:
    items = _items(_FIRST + _SECOND + "/abc\nDisclaimer: Invented words about liability.\nMore of them.")
    assert items[-1].rationale == "The synthetic knee gives way."


def test_item_cut_by_a_page_is_whole() -> None:
    assert _items(_FIRST.replace("Synthetic therapy, ", "Synthetic therapy,\n\f")) == _items(_FIRST)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("is not medically necessary and appropriate.\nThe Claims", "was spoken of.\nThe Claims", "no numbered item"),
        ("The Physician Reviewer's decision rationale:", "Reasons:", "item 1 has no decision rationale"),
    ],
)
def test_item_that_lacks_a_part_names_it(old: str, new: str, reason: str) -> None:
    with pytest.raises(NotALetter, match=reason):
        _items(_FIRST.replace(old, new))


def test_item_without_its_number_does_not_run_into_the_one_before() -> None:
    with pytest.raises(NotALetter, match="item 1 has more than one decision rationale"):
        _items(_FIRST.replace("2. no gain", "no gain") + _SECOND.removeprefix("2. "))
