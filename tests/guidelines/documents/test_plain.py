import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.guidelines.documents.files import NotReadable
from drafter.guidelines.documents.plain import read_plain
from tests.guidelines.documents.shown import shown


def read(text: str) -> list[str]:
    return shown(read_plain(text.encode()))


def test_lines_make_paragraphs_and_words_broken_at_a_line_s_end_are_whole() -> None:
    text = (
        "Treatment is limi-\nted, and treat-\nment ends. Non-\nopioid care and follow-\nup go on; a follow-up helps.\n"
        "non-opioid too. Opi\u00ad\noids are ef\ufb01cient.\n\n  Next\tparagraph.\n"
    )
    assert read(text) == [
        "Treatment is limited, and treatment ends. Non-opioid care and follow-up go on; a follow-up helps. "
        "non-opioid too. Opioids are efficient.",
        "Next paragraph.",
    ]


def test_headings_are_underlined_numbered_or_in_capitals() -> None:
    text = (
        "Invented Guideline\n==================\nHeat\n----\nwarms.\n\nNECK COMPLAINTS\n\nIn short.\n\n"
        "Chapter 3\n\n3.1 Cold Packs\n\ncool.\n\nIV. Rest\n\nrests\n\nAppendix A: Tables\n\nnone\n"
    )
    assert read(text) == [
        "# Invented Guideline",
        "## Heat",
        "warms.",
        "# NECK COMPLAINTS",
        "In short.",
        "# Chapter 3",
        "## 3.1 Cold Packs",
        "cool.",
        "# IV. Rest",
        "rests",
        "# Appendix A: Tables",
        "none",
    ]


def test_lists_and_tables_of_contents_are_no_headings() -> None:
    text = "1. Rest\n\n2. Ice\n\n3. Heat helps too.\n\nNO\n\n1 Neck ........ 4\n\nBED REST IS BAD.\n\n4. Last"
    assert read(text) == text.split("\n\n")


def test_items_and_rows_are_paragraphs_of_their_own() -> None:
    text = "These:\n- rest\n  and ice\n- heat\n(a) packs\n\nDrug      Dose\nWarmol    10 mg\nCoolol\t\t5 mg\n"
    assert read(text) == [
        "These:",
        "- rest and ice",
        "- heat",
        "(a) packs",
        "Drug | Dose",
        "Warmol | 10 mg",
        "Coolol | 5 mg",
    ]


def test_lines_that_no_typewriter_wrapped_are_paragraphs() -> None:
    long = "word " * 30
    assert read(f"{long}\n{long}\nlast") == [long.strip(), long.strip(), "last"]


def test_form_feeds_part_pages_and_paragraphs_go_on_across_them() -> None:
    document = read_plain(b"One goes\n\fon here.\n\nTwo ends.\n\f\fThree be-\n\fgins and ends.\n")
    assert shown(document) == ["One goes on here.", "Two ends.", "Three begins and ends."]
    starts = [(page.index, document.text[page.offset :].split()[0]) for page in document.pages]
    assert starts == [(1, "One"), (2, "on"), (3, "Three"), (4, "Three"), (5, "gins")]


@pytest.mark.parametrize(
    ("edge", "labels"),
    [
        ("Invented Guideline    page {}", ["11", "12", "13", "14"]),
        ("- {} -", ["11", "12", "13", "14"]),
        ("{}", ["11", "12", "13", "14"]),
    ],
)
def test_running_lines_are_taken_off_and_tell_the_printed_number(edge: str, labels: list[str]) -> None:
    pages = [f"{edge.format(number)}\n\nText of sheet {number * 7}.\n" for number in range(11, 15)]
    document = read_plain("\f".join(pages).encode())
    assert [page.label for page in document.pages] == labels
    assert shown(document) == [f"Text of sheet {number * 7}." for number in range(11, 15)]
    turned = read_plain("\f".join(f"Text of sheet {n * 7}.\n\n{edge.format(n)}\n" for n in range(11, 15)).encode())
    assert [page.label for page in turned.pages] == labels


def test_roman_numbers_before_arabic_ones_are_labels() -> None:
    text = "\f".join(
        f"Words of {word}.\n\n{label}" for word, label in zip("abcdefg", ["i", "ii", *"12345"], strict=True)
    )
    assert [page.label for page in read_plain(text.encode()).pages] == ["i", "ii", "1", "2", "3", "4", "5"]


def test_numbers_that_do_not_count_pages_are_text() -> None:
    text = "\f".join(f"{word} is\n\n{number}" for word, number in (("Heat", 4), ("Ice", 9), ("Rest", 2)))
    document = read_plain(text.encode())
    assert [page.label for page in document.pages] == [None, None, None]
    assert document.text.split("\n\n") == ["Heat is", "4", "Ice is", "9", "Rest is", "2"]


def test_a_text_without_form_feeds_has_no_pages() -> None:
    assert read_plain(b"Heat warms.").pages == ()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("naïve".encode("cp1252"), "is not UTF-8 text; save it as UTF-8"),
        (b"\x89PNG\r\n\x1a\n\0\0\xff", "is not a text file"),
        (b"a\x07b", "is not a text file"),
        (b"\xff\xfea", "is not UTF-16 text"),
        (b"<!DOCTYPE html><p>a", "is a web page"),
        (b" \n\f\n ", "holds no text"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(NotReadable, match=says) as caught:
        read_plain(data)
    assert "\n" not in str(caught.value)


def test_utf_16_is_read_by_its_mark() -> None:
    assert read_plain("naïve “care”".encode("utf-16")).text == "naïve “care”"


@given(
    st.lists(
        st.sampled_from(["aa", "b.", "C", "\n", "\n\n", "\f", "  ", "    ", "\t", "1.", "===", "- ", "2.1 X", "7"]),
        min_size=1,
    )
)
def test_any_text_keeps_its_words_but_those_of_running_lines(parts: list[str]) -> None:
    text = "start" + "".join(parts)
    document = read_plain(text.encode())
    if text.count("\f") < 2:
        kept = document.text.replace(" | ", " ").replace(" ", "").replace("\n", "").replace("-", "").replace("=", "")
        assert kept == "".join(text.split()).replace("-", "").replace("=", "")
    assert [page.offset for page in document.pages] == sorted(page.offset for page in document.pages)
