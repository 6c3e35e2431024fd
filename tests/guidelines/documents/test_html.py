import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.guidelines.documents.files import NotReadable
from drafter.guidelines.documents.html import html_text, read_html
from tests.guidelines.documents.shown import shown


def read(markup: str) -> list[str]:
    return shown(html_text(markup))


def test_a_page_reads_without_the_frame_of_its_site() -> None:
    page = """
    <html><head><title>Site</title><style>p {}</style></head><body>
    <header><h1>Site</h1></header><nav><a href="/">Home</a></nav><div class="toc">Heat</div>
    <div role="navigation">Up</div>
    <main><article><header><h1>Neck <a class="headerlink" href="#neck">¶</a></h1></header>
    <p>Heat   is an
    <b>option</b>.</p><script>no()</script><p hidden>no</p><p style="display : none">no</p>
    <h3><span>Hot</span><br>packs</h3>Loose text<div>and more</div></article></main>
    <footer>Imprint</footer></body></html>"""
    assert read(page) == ["# Neck", "Heat is an option.", "### Hot packs", "Loose text", "and more"]


def test_inline_markup_parts_no_word_and_blocks_do() -> None:
    page = "<p>H<sub>2</sub>O, e&ffilig;cacy of opi&shy;oids &lt; 50&nbsp;mg &amp; 10<sup>3</sup><br>next</p>"
    page += "<div>a<p>b</p>c</div>"
    assert read(page) == ["H2O, efficacy of opioids < 50 mg & 10^3 next", "a", "b", "c"]


def test_two_line_breaks_and_blank_lines_of_preformatted_text_part_paragraphs() -> None:
    assert read("<p>a<br>b<br> <br>c</p><pre>d\n  e\n\nf</pre>") == ["a b", "c", "d e", "f"]


def test_lists_have_the_labels_that_browsers_show() -> None:
    page = (
        '<ol start="3" type="a"><li><p>rest</p><ul><li>long</li></ul></li><li value="9">ice</ol>'
        '<ol><li>one<ol type="I"><li>deep</ol><li>two</ol><ol type="i" start="4"><li>four</ol>'
        '<ol type="A"><li>A</ol><li>stray'
    )
    assert read(page) == ["c. rest", "long", "i. ice", "1. one", "I. deep", "2. two", "iv. four", "A. A", "stray"]


def test_tables_are_rows_unless_they_set_the_page() -> None:
    rows = "<tr><th>Drug<th>Dose</tr><tr><td><p>Warm</p><p>ol</p><td>10<br>mg</tr>"
    assert read(f"<table>{rows}</table>") == ["Drug | Dose", "Warm ol | 10 mg"]
    layout = f"<table><tr><td>left<td><h2>Neck</h2>Heat.<table>{rows}</table></tr><tr><td>alone</tr></table>"
    assert read(layout) == ["left", "## Neck", "Heat.", "Drug | Dose", "Warm ol | 10 mg", "alone"]


def test_bold_paragraphs_are_headings_only_where_none_is_marked() -> None:
    page = "<p><b>Heat</b></p><p>warms</p><p><strong>Note:</strong> ice cools</p>"
    assert read(page) == ["# Heat", "warms", "Note: ice cools"]
    assert read(page + "<h2>Ice</h2>cools") == ["Heat", "warms", "Note: ice cools", "## Ice", "cools"]


@pytest.mark.parametrize(
    ("page", "encoding"),
    [
        ('<meta charset="iso-8859-1"><p>naïve “care”</p>', "cp1252"),
        ('<meta charset="iso-8859-1"><p>naïve “care”</p>', "utf-8"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=koi8-r"><p>уход</p>', "koi8-r"),
        ('<?xml version="1.0" encoding="iso-8859-2"?><p>zdraví</p>', "iso-8859-2"),
        ("<p>naïve “care”</p>", "cp1252"),
        ("<p>naïve “care”</p>", "utf-8-sig"),
        ("<p>naïve “care”</p>", "utf-16"),
    ],
)
def test_the_encoding_is_the_one_declared_or_shown(page: str, encoding: str) -> None:
    assert read_html(page.encode(encoding)).text == page.rpartition("<p>")[2].removesuffix("</p>")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"no markup at all", "holds no HTML"),
        (b"<p></p>", "holds no text"),
        (b"<!-- nothing -->", "holds no text"),
        (b"<nav>only a menu</nav>", "outside of navigation"),
        (b'<meta charset="klingon"><p>a</p>', "encoding that is unknown"),
        (b'<meta charset="hex"><p>a</p>', "is not HEX text"),
        (b'<meta charset="utf-8"><p>\xff</p>', "is not UTF-8 text"),
        (b"<p>a\x00b</p>", "is not a text file"),
        (b"<div>" * 1_500 + b"a" + b"</div>" * 1_500, "is nested deeper"),
        (b"<div>" * 100_000 + b"a", "is nested deeper"),
    ],
)
def test_what_is_no_page_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(NotReadable, match=says) as caught:
        read_html(data)
    assert "\n" not in str(caught.value)


def test_entities_that_a_page_declares_are_not_expanded() -> None:
    page = "<!DOCTYPE html [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><p>x &b;</p>"
    assert "haha" not in html_text(page).text


@given(
    st.lists(
        st.sampled_from(
            "<p> </p> <h2> </h2> <ol> </ol> <li> <b> </b> <td> <tr> <table> </table> <br> <pre> a b 1.".split()
        ),
        min_size=1,
    )
)
def test_any_soup_of_tags_keeps_its_words(tags: list[str]) -> None:
    soup = "x " + " ".join(tags)
    words = [tag for tag in tags if tag in "ab"]
    read = [word for word in html_text(soup).text.split() if word in "ab"]
    assert sorted(read) == sorted(words)
