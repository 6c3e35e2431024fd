"""Letters written one after another, or several at a time, are each as if they were written alone."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from typst import TypstError

from drafter.letters import pdf
from drafter.letters.write import FORMS, render_letter, render_letters
from drafter.settings import settings
from tests.letters.drafts import draft_saying, synthetic_draft

TEMPLATES = settings().templates
SOURCES = (
    synthetic_draft(),
    draft_saying("MRI of the neck", "The pain is no better.", "X-rays were read as normal."),
    draft_saying("中 and \u05d0", "A ≠ B, x\u0303.", "follow- up"),
    draft_saying("Brace", 'Said "no" \\ {{ x }}.', "#panic(1)"),
)


def content(number: int, form: str) -> bytes:
    return render_letter(SOURCES[number], form, TEMPLATES).content


@pytest.mark.parametrize("form", FORMS)
def test_letters_of_several_threads_are_those_of_one(form: str) -> None:
    alone = [content(number, form) for number in range(len(SOURCES))]
    turns = [turn % len(SOURCES) for turn in range(12)]
    with ThreadPoolExecutor(3) as threads:
        assert list(threads.map(lambda turn: content(turn, form), turns)) == [alone[turn] for turn in turns]


def test_a_letter_after_one_that_cannot_be_typeset_is_as_it_was() -> None:
    before = content(0, "pdf")
    for fault in ('#panic("x")', "#", "["):
        with pytest.raises(TypstError):
            pdf._compiled(fault)
    assert content(0, "pdf") == before


def test_a_text_that_can_be_shown_is_not_copied() -> None:
    source = SOURCES[1]
    shown, replaced = pdf.showable(source)
    assert shown is source
    assert replaced == ()


@pytest.mark.parametrize("number", range(len(SOURCES)))
def test_the_forms_of_a_letter_written_together_are_those_written_alone(number: int) -> None:
    for forms in (FORMS, FORMS[::-1]):
        together = render_letters(SOURCES[number], forms, TEMPLATES)
        assert together == {form: render_letter(SOURCES[number], form, TEMPLATES) for form in forms}
