"""The PDF says what the letter says, reads back exactly, is tagged, and shows whatever a case holds or names it."""

import re
import shutil
import time
import zlib
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
import pytest
from hypothesis import example, given
from hypothesis import settings as tries
from hypothesis import strategies as st

from drafter.domain.decision import Decision
from drafter.domain.determination import Determination, Outcome
from drafter.domain.draft import Draft
from drafter.domain.request import ParsedRequest
from drafter.domain.text import fold
from drafter.errors import SettingsError
from drafter.letters.display import line
from drafter.letters.pdf import WITH_GLYPH, showable
from drafter.letters.text_of import pages_of
from drafter.letters.view import ALL_BUT_COVER, Shown
from drafter.letters.write import Letter, render_letter
from drafter.settings import settings
from tests.letters.decisions import decided_item, synthetic_decision
from tests.letters.drafts import draft_saying, synthetic_draft
from tests.letters.rendered import rendered

TEMPLATES = settings().templates
DRAFT_MARK = "DRAFT: proposed, not decided, not signed"
HOSTILE = (
    '#panic("x") [*b*] $x^2$ @ref <label> _i_ `raw` // c /* c */ \\u{41} \\',
    '") #eval("1") {{ letter }} {% raw %} <b>&amp;</b>',
    "a\x00b\x07c\u202eUpheld\u202c\u2066d\u2069\ufeff \u200f\u061c",
    "中文 😀 \u2764\ufe0f שלום مرحبا ١٢ ﬁnding \ue000",
    "e\u0301 x\u0303\u0323 q\u20e3 \u0301",
    "w" * 25 + " Electro- diagnostic -- ... 'a' \"b\" 5-HT and/or x\u2014y ½ µg ≥5",
)


def written(source: Draft | Decision, shown: Shown = ALL_BUT_COVER, templates: Path = TEMPLATES) -> Letter:
    return render_letter(source, "pdf", templates, shown)


def pages(content: bytes) -> tuple[str, ...]:
    with TemporaryDirectory() as folder:
        path = Path(folder, "letter.pdf")
        path.write_bytes(content)
        return pages_of(path)


def words(content: bytes) -> str:
    """The words of a letter on one line, as a reader of PDF gives them."""
    return fold(" ".join(pages(content)))


def plain(content: bytes) -> str:
    """The words of a draft's letter without what stands on every page, which each page must have."""
    parts = []
    for page in map(fold, pages(content)):
        furnished = re.fullmatch(rf"DRAFT {re.escape(DRAFT_MARK)} (.*) DRAFT, page \d+ of \d+", page)
        assert furnished
        parts.append(furnished[1])
    return " ".join(parts)


def without_rules(text: str) -> str:
    """The words of a text form without its rules of = and -."""
    return fold(re.sub(r"(?<!\S)(={3,}|-{3,})(?!\S)", " ", text))


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """A copy of the shipped templates, to spoil."""
    return Path(shutil.copytree(TEMPLATES, tmp_path / "templates"))


def spoil(templates: Path, name: str, old: str, new: str) -> None:
    path = templates / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_decision_reads_back_word_for_word_as_its_text_form() -> None:
    decision = synthetic_decision()
    assert words(written(decision).content) == fold(rendered(decision, "txt", TEMPLATES))


def test_a_decision_has_no_mark_and_no_page_furniture() -> None:
    text = words(written(synthetic_decision(), Shown(cover=True)).content)
    assert "DRAFT" not in text
    assert not re.search(r"page \d+ of", text)


@pytest.mark.parametrize("shown", [Shown(), Shown(cover=True), Shown(evidence=False)], ids=["all", "cover", "short"])
def test_a_draft_says_what_its_text_form_says_in_that_order_and_is_marked_on_every_page(shown: Shown) -> None:
    documents = re.compile(r"(?<=DOCUMENTS REVIEWED ).*?(?=Not at hand)")
    pdf = plain(written(synthetic_draft(), shown).content)
    txt = without_rules(rendered(synthetic_draft(), "txt", TEMPLATES, shown))
    assert documents.sub("", pdf) == documents.sub("", txt)


def test_documents_are_a_table_with_a_row_each() -> None:
    text = plain(written(synthetic_draft()).content)
    assert "No. Document Author Date Pages Status R1 clinical summary not given not given not given received" in text
    assert "R2 progress report treating physician 10/09/2014 12-15 received" in text
    assert "R3 imaging report not given 03/04/2014 not given missing" in text


def test_the_letter_for_the_reviewer_starts_on_a_page_of_its_own() -> None:
    starts = [re.sub(rf"^DRAFT {DRAFT_MARK} ", "", fold(page)) for page in pages(written(synthetic_draft()).content)]
    assert sum(page.startswith("FOR THE REVIEWER") for page in starts) == 1


def test_the_same_letter_is_the_same_bytes() -> None:
    assert written(synthetic_draft()).content == written(synthetic_draft()).content


def test_a_word_is_never_broken_at_the_end_of_a_line() -> None:
    """At each width of what stands before them, words with marks inside come to the end of a line somewhere."""
    marked = "and/or L5-S1 x\u2014y what?yes 10/325mg 5-HT Electro- diagnostic non-emergent (a)b"
    long_word = "http://example.invalid/a-well-kept/" + "page-of-" * 12 + "words"
    rationale = " ".join(f"{'i' * number} {marked}" for number in range(1, 30)) + f" {long_word}"
    item = decided_item("Visits", Determination.UPHELD, rationale)
    decision = synthetic_decision(items=(item,), outcome=Outcome.UPHELD)
    assert rationale in words(written(decision).content)


case_text = (
    st.lists(st.one_of(st.text(min_size=1, max_size=12), st.sampled_from(HOSTILE)), min_size=1, max_size=6)
    .map(" ".join)
    .filter(lambda text: line(text) != "")
)
usual_words = st.text(alphabet=sorted(WITH_GLYPH - {"\xad"}), min_size=1, max_size=16)
usual_text = st.lists(usual_words, min_size=1, max_size=40).map(" ".join).filter(lambda text: line(text) != "")


def upheld(request: str, summary: str, rationale: str) -> Decision:
    item = decided_item(request, Determination.UPHELD, rationale)
    return synthetic_decision(items=(item,), clinical_summary=summary, outcome=Outcome.UPHELD)


@tries(max_examples=30, deadline=None)
@given(request=usual_text, summary=usual_text, rationale=usual_text)
def test_what_is_written_in_usual_letters_reads_back_exactly(request: str, summary: str, rationale: str) -> None:
    text = words(written(upheld(request, summary, rationale)).content)
    assert f"case file: {line(summary)} IMR ISSUES" in text
    assert f"as follows: {line(request)}: Upheld Claims Administrator guideline:" in text
    assert text.endswith(f"Decision rationale: {line(rationale)}")


@tries(max_examples=30, deadline=None)
@given(request=case_text, summary=case_text, rationale=case_text)
@example(request=HOSTILE[0], summary=HOSTILE[1], rationale=HOSTILE[2])
@example(request=HOSTILE[3], summary=HOSTILE[4], rationale=HOSTILE[5])
def test_whatever_a_decision_says_reads_back_as_shown(request: str, summary: str, rationale: str) -> None:
    """White space apart: a reader of PDF guesses it from where glyphs stand, wrongly between tall ones."""
    decision = upheld(request, summary, rationale)
    shown, _ = showable(decision)
    assert isinstance(shown, Decision)
    text = "".join(words(written(decision).content).split())
    assert f"casefile:{joined(shown.clinical_summary or '')}IMRISSUES" in text
    assert f"asfollows:{joined(shown.items[0].request)}:UpheldClaimsAdministratorguideline:" in text
    assert text.endswith(f"Decisionrationale:{joined(shown.items[0].rationale)}")


def joined(text: str) -> str:
    return "".join(line(text).split())


@tries(max_examples=10, deadline=None)
@given(text=case_text)
@example(text=" ".join(HOSTILE))
def test_whatever_a_case_says_its_draft_is_written(text: str) -> None:
    letter = written(draft_saying(text, text, text))
    assert pypdfium2.PdfDocument(letter.content).get_metadata_dict()["Title"].startswith("DRAFT: ")


def test_what_cannot_be_shown_is_named_and_shown_by_its_number() -> None:
    request = ParsedRequest(treatment="MRI")
    rationale = "Synthetic \ufb01nding, cafe\u0301."
    item = decided_item("MRI 中文中 of \u05d0 knee\u202e", Determination.UPHELD, rationale, parsed_request=request)
    letter = written(synthetic_decision(items=(item,), outcome=Outcome.UPHELD))
    text = words(letter.content)
    assert "MRI [U+4E2D][U+6587][U+4E2D] of [U+05D0] knee: Upheld" in text
    assert "Synthetic finding, café." in text
    assert letter.replaced == (
        "U+202E RIGHT-TO-LEFT OVERRIDE: left out, 1 in all",
        "U+05D0 HEBREW LETTER ALEF: shown by its number, 1 in all",
        "U+4E2D CJK UNIFIED IDEOGRAPH-4E2D: shown by its number, 2 in all",
        "U+6587 CJK UNIFIED IDEOGRAPH-6587: shown by its number, 1 in all",
        "U+FB01 LATIN SMALL LIGATURE FI: shown as fi, 1 in all",
    )


def test_a_draft_names_what_was_replaced() -> None:
    draft = draft_saying("MRI 中 of the knee", "Synthetic case.", "No sign.")
    assert "U+4E2D CJK UNIFIED IDEOGRAPH-4E2D: shown by its number" in plain(written(draft).content)


def test_the_characters_held_to_have_a_glyph_are_shown_as_they_are() -> None:
    every = " ".join(sorted(WITH_GLYPH - {" ", "\xa0", "\xad"}))
    item = decided_item("Visits", Determination.UPHELD, every)
    letter = written(synthetic_decision(items=(item,), outcome=Outcome.UPHELD))
    assert letter.replaced == ()
    assert fold(every) in words(letter.content)


def test_very_long_words_are_written_quickly_whole_and_small() -> None:
    """A box for each letter of them would take many times as long and as much room."""
    word = "".join("abcdefghijklmnopqrstuvwxyz"[(n * n * 7 + n) % 26] for n in range(3000))
    items = tuple(decided_item(f"Visits {word}", Determination.UPHELD, word) for _ in range(30))
    started = time.perf_counter()
    content = written(synthetic_decision(items=items, outcome=Outcome.UPHELD)).content
    assert time.perf_counter() - started < 10
    assert len(content) < 3_000_000
    assert joined(words(content)).count(f"rationale:{word}") == 30


def test_the_heading_of_the_decisions_is_on_the_page_of_the_first_of_them() -> None:
    """Wherever the summary ends on its page."""
    for lines in range(1, 24):
        draft = draft_saying("Visits", "\n\n".join(["Synthetic."] * lines), "No sign.")
        starts = [page for page in map(fold, pages(written(draft).content)) if "IMR ISSUES" in page]
        assert len(starts) == 1
        assert "Visits: Upheld (proposed)" in starts[0]


def test_a_row_that_a_page_holds_is_on_one_page() -> None:
    request = " ".join(f"w{number}" for number in range(60)) + " end"
    for lines in range(0, 24, 3):
        draft = draft_saying(request, "\n\n".join(["Synthetic."] * lines) or "Synthetic.", "No sign.")
        rows = [page for page in map(fold, pages(written(draft).content)) if "No. Document Author" in page]
        assert len(rows) == 1
        assert rows[0].index("R1 clinical summary") < rows[0].rindex("w59 end not given")


def test_a_row_longer_than_a_page_goes_on_over_pages() -> None:
    long_text = "synthetic " * 3000 + "end"
    pdf = plain(written(draft_saying(long_text, "w" * 300, long_text)).content)
    documents = pdf[pdf.index("DOCUMENTS REVIEWED") : pdf.index("FOR THE REVIEWER")]
    assert documents.split().count("synthetic") == 3000
    assert documents.count("No. Document Author Date Pages Status") > 2


def test_the_file_is_tagged_with_headings_table_heads_and_links_that_say_where_they_lead() -> None:
    tags = structure(written(synthetic_draft()).content)
    for tag in (b"/StructTreeRoot", b"/MarkInfo", b"pdfuaid:part", b"/Lang(en-US)", b"/DisplayDocTitle true"):
        assert tag in tags
    for kind in (b"/H1", b"/H2", b"/H3", b"/H4", b"/TH", b"/Link", b"/Artifact"):
        assert re.search(kind + rb"\b", tags)
    assert len(re.findall(rb"/Subtype ?/Link\b", tags)) == len(re.findall(rb"/Contents ?[(<]", tags)) > 0


def structure(content: bytes) -> bytes:
    """The bytes of a PDF with its streams unpacked."""
    unpacked = [content]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            unpacked.append(zlib.decompress(stream))
        except zlib.error:
            unpacked.append(stream)
    return b"\n".join(unpacked)


def test_headings_are_named_whole() -> None:
    names = [mark.get_title() for mark in pypdfium2.PdfDocument(written(synthetic_decision()).content).get_toc()]
    assert names == [
        "HOW THE IMR FINAL DETERMINATION WAS MADE",
        "CLINICAL CASE SUMMARY",
        "IMR ISSUES, DECISIONS AND RATIONALES",
        "Electro-\xa0diagnostic study (EMG/NCV): left upper extremity: Overturned",
        "Tramadol 50mg #90, with 2 refills: Upheld",
    ]


def test_no_person_and_no_time_stands_in_the_properties() -> None:
    properties = pypdfium2.PdfDocument(written(synthetic_draft()).content).get_metadata_dict(skip_empty=True)
    assert properties.keys() == {"Title", "Creator"}
    assert properties["Creator"].startswith("Typst")


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("letter.typ.j2", "#let small-size = 10pt", "#let small-size = 10qq", r"letter\.typ\.j2, line \d+: cannot"),
        ("letter.typ.j2", "#let small-size = 10pt", "#unknown()", r"letter\.typ\.j2, line \d+: cannot"),
        ("letter.typ.j2", "{% endif %}", "", r"letter\.typ\.j2, line \d+: "),
        ("letter.typ.j2", "letter.states", "letter.provinces", r"letter\.typ\.j2, line \d+: "),
        ("organisation.yaml", "A physician reviewer", "医 A physician", r"letter\.typ\.j2: no font .* U\+533B CJK"),
    ],
    ids=["typst", "unknown-name", "jinja", "undefined", "glyph"],
)
def test_a_spoiled_template_is_one_line_that_names_it(
    templates: Path, name: str, old: str, new: str, said: str
) -> None:
    spoil(templates, name, old, new)
    with pytest.raises(SettingsError, match=said) as caught:
        written(synthetic_decision(), templates=templates)
    assert "\n" not in str(caught.value)
    assert "Tramadol" not in str(caught.value)


def test_a_fault_over_case_text_does_not_quote_it(templates: Path) -> None:
    spoil(templates, "letter.typ.j2", "#decided({{ item.request", "#panic({{ item.request")
    with pytest.raises(SettingsError, match=r"letter\.typ\.j2: cannot be typeset; correct the template$"):
        written(synthetic_decision(), templates=templates)
