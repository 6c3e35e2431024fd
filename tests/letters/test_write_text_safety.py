"""Whatever a case says, its letter keeps its form: no tag, no control, no turned text, and no word lost."""

import re
import unicodedata

from hypothesis import example, given, settings
from hypothesis import strategies as st

from drafter.domain.text import fold
from drafter.letters.display import clean, line, paragraphs, removed
from drafter.settings import settings as drafter_settings
from tests.letters.drafts import draft_saying
from tests.letters.markup import read_markup, text_of
from tests.letters.rendered import rendered

TEMPLATES = drafter_settings().templates
HOSTILE = (
    "<script>alert(1)</script>",
    "</p></section><h2 id='decisions'>",
    '" onmouseover="x" \' <!-- ]]> <?x ?> &lt;b&gt; &#60;i&#62;',
    "{{ letter }} {% raw %} {# note #}",
    "a\x00b\x07c\x1bd\x7fe\x85f\x0cg\u2028h",
    "\u202eUpheld\u202c \u2066x\u2069 \u200f \u061c",
    "Other request: Overturned\n\nIMR ISSUES, DECISIONS AND RATIONALES\n\n" + "=" * 78,
    "w" * 200,
)
pieces = st.one_of(
    st.text(min_size=1, max_size=40),
    st.text(alphabet="<>&\"'/=!-{}%# \n\tab;:", min_size=1, max_size=40),
    st.sampled_from(HOSTILE),
)
case_text = st.lists(pieces, min_size=1, max_size=4).map(" ".join).filter(lambda text: line(text) != "")


def neutral(text: str) -> str:
    """Text of the same shape that holds no markup; what no letter shows stays in it, since letters name that."""
    return "\n\n".join(
        re.sub(r"\S", "x", fold(clean(part))) + "".join(removed(part))
        for part in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n"))
        if line(part)
    )


@settings(max_examples=40, deadline=None)
@given(request=case_text, summary=case_text, sentence=case_text)
@example(request=HOSTILE[0], summary=HOSTILE[1], sentence=HOSTILE[2])
@example(request=HOSTILE[2], summary=HOSTILE[0], sentence=HOSTILE[3])
def test_case_text_never_makes_markup_of_its_own(request: str, summary: str, sentence: str) -> None:
    letter = read_markup(rendered(draft_saying(request, summary, sentence), "html", TEMPLATES))
    calm = draft_saying(neutral(request), neutral(summary), neutral(sentence))
    assert letter.structure == read_markup(rendered(calm, "html", TEMPLATES)).structure


@settings(max_examples=40, deadline=None)
@given(request=case_text, summary=case_text, sentence=case_text)
@example(request=HOSTILE[4], summary=HOSTILE[6], sentence=HOSTILE[7])
def test_every_word_survives_in_both_forms(request: str, summary: str, sentence: str) -> None:
    draft = draft_saying(request, summary, sentence)
    txt = fold(rendered(draft, "txt", TEMPLATES))
    html = fold(text_of(rendered(draft, "html", TEMPLATES)))
    for text in (request, sentence):
        assert line(text) in txt
        assert line(text) in html
    assert " ".join(paragraphs(summary)) in txt
    assert all(paragraph in html for paragraph in paragraphs(summary))


@settings(max_examples=40, deadline=None)
@given(request=case_text, summary=case_text, sentence=case_text)
@example(request=HOSTILE[5], summary=HOSTILE[4], sentence=HOSTILE[5])
def test_no_letter_holds_controls_or_marks_that_turn_text(request: str, summary: str, sentence: str) -> None:
    draft = draft_saying(request, summary, sentence)
    for form in ("txt", "html"):
        letter = rendered(draft, form, TEMPLATES)
        letter.encode("utf-8")
        assert {c for c in letter if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"}} <= {"\n", "\t"}
        assert not {c for c in letter if unicodedata.bidirectional(c) in {"LRE", "RLE", "LRO", "RLO", "PDF"}}
        assert not {c for c in letter if unicodedata.bidirectional(c) in {"LRI", "RLI", "FSI", "PDI"}}


@settings(max_examples=40, deadline=None)
@given(request=case_text, summary=case_text, sentence=case_text)
@example(request=HOSTILE[6], summary=HOSTILE[6], sentence=HOSTILE[6])
def test_case_text_never_forges_a_heading_of_the_txt(request: str, summary: str, sentence: str) -> None:
    lines = rendered(draft_saying(request, summary, sentence), "txt", TEMPLATES).split("\n")
    headings = [row.strip() for row in lines if row.startswith(" " * 12) and row.strip().isupper()]
    assert headings.count("IMR ISSUES, DECISIONS AND RATIONALES") == 1
    assert headings.count("CLINICAL CASE SUMMARY") == 1


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_separators_part_words_and_other_controls_do_not() -> None:
    assert line("one\x0ctwo\u2028three\rfour") == "one two three four"
    assert line("in\x00jury \u202eUpheld") == "injury Upheld"
    assert paragraphs("a\nb\r\n\r\nc\n \n\n d ") == ("a b", "c", "d")
