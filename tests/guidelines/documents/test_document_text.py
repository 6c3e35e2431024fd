import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.domain.text import fold
from drafter.guidelines.documents.text import (
    DocumentText,
    Heading,
    PageStart,
    Paragraph,
    paragraphs_text,
    row_text,
)

_PARAGRAPHS = st.lists(st.builds(Paragraph, st.text(" \t\nab\u00a0-.", max_size=12), st.sampled_from([None, 1, 3])))


@given(_PARAGRAPHS)
def test_paragraphs_stand_folded_and_headings_are_where_they_say(paragraphs: list[Paragraph]) -> None:
    made = paragraphs_text(paragraphs)
    kept = [paragraph for paragraph in paragraphs if paragraph.text.strip()]
    assert made.text == "\n\n".join(fold(paragraph.text) for paragraph in kept)
    assert [(heading.title, heading.level) for heading in made.headings] == [
        (fold(paragraph.text), paragraph.level) for paragraph in kept if paragraph.level is not None
    ]
    assert all(made.text[heading.start : heading.end] == heading.title for heading in made.headings)


@given(st.text(" \nab", max_size=10), st.text("ab", min_size=1, max_size=4), st.text(" \nab", max_size=10))
def test_a_page_begins_at_its_word_however_white_space_is_folded(before: str, word: str, after: str) -> None:
    paragraph = Paragraph(f"{before} {word}{after}", pages=(PageStart(0, 1), PageStart(len(before) + 1, 2, "ii")))
    made = paragraphs_text([Paragraph("first", pages=(PageStart(0, 1),)), paragraph])
    assert made.pages[-1].label == "ii"
    assert made.text[made.pages[-1].offset :] == fold(word + after)


@pytest.mark.parametrize(
    ("text", "headings", "pages"),
    [
        ("one  two", (), ()),
        ("one\ntwo", (), ()),
        ("one\n\n\ntwo", (), ()),
        (" one", (), ()),
        ("one\n\n", (), ()),
        ("one two", (Heading("one", 1, 0, 3),), ()),
        ("one\n\ntwo", (Heading("two", 1, 5, 8), Heading("one", 1, 0, 3)), ()),
        ("one", (Heading("one", 0, 0, 3),), ()),
        ("one", (Heading("two", 1, 0, 3),), ()),
        ("one", (), (PageStart(1, 1),)),
        ("one", (), (PageStart(0, 1), PageStart(4, 2))),
        ("one", (), (PageStart(0, 1), PageStart(2, 2), PageStart(1, 3))),
        ("one", (), (PageStart(0, 0),)),
        ("one", (), (PageStart(0, 1, ""),)),
    ],
)
def test_a_text_that_breaks_a_rule_cannot_be_made(
    text: str, headings: tuple[Heading, ...], pages: tuple[PageStart, ...]
) -> None:
    with pytest.raises(ValueError, match=r"paragraph|heading|page"):
        DocumentText(text, headings, pages)


def test_a_row_is_its_cells_that_hold_text() -> None:
    assert row_text([" 12 \n visits", "", "4"]) == "12 visits | 4"
