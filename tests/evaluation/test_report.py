import re
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as parser

from drafter.errors import EvaluationError, SettingsError
from drafter.evaluation.report import page as page_module
from drafter.evaluation.report.numbers import number
from drafter.evaluation.report.page import render_report
from drafter.evaluation.report.plots import SLICED as PLOTTED
from drafter.evaluation.report.tables import HEADLINES
from drafter.evaluation.run_files import AS_WRITTEN, UR_REMOVED
from drafter.evaluation.specs import SLICED, SPECS

from .report_world import BASELINES, TOO_FEW, run_of

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"' ]]>--> {{ 7*7 }} &amp;\u202e\u2028\x07"


@pytest.fixture(scope="module")
def text() -> str:
    return render_report(run_of())


@pytest.fixture(scope="module")
def page(text: str) -> parser.HtmlElement:
    return parser.fromstring(text)


def words(element: parser.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def cells(element: parser.HtmlElement) -> str:
    """The words of the cells of a table or row."""
    return " ".join(words(cell) for cell in element.iter("td", "th"))


def card(page: parser.HtmlElement, anchor: str) -> parser.HtmlElement:
    return page.get_element_by_id(anchor)


def test_the_parts_stand_in_the_order_of_a_busy_reader(page: parser.HtmlElement) -> None:
    parts = [section.get("id") for section in page.findall(".//main/section")]
    assert parts == ["measured", "headlines", "plots", "figures", "findings", "left-out", "items", "sources"]
    assert "14 items of 7 letters, drafted in 2 conditions" in words(page.find(".//header"))


def test_a_headline_figure_has_every_baseline_in_its_row(page: parser.HtmlElement) -> None:
    table = page.xpath("//section[@id='headlines']//table")[0]
    assert {cell.text for cell in table.findall("thead//th")} == {"Figure", "Draft", *BASELINES}
    row = next(row for row in table.findall("tbody/tr") if "balanced accuracy" in words(row))
    cells = {cell.get("data-label"): words(cell) for cell in row.findall("td")}
    assert cells["Draft"] == "0.620 0.540 to 0.700 n 283"
    assert cells["Always Upheld"].startswith("0.605")
    assert "not given" in cells["Claims administrator's citation"]


def test_a_figure_without_verdict_is_muted_and_says_why(page: parser.HtmlElement) -> None:
    rows = page.xpath("//section[@id='headlines']//table[1]/tbody/tr")
    muted = next(row for row in rows if "agreement" in words(row))
    allowed = next(row for row in rows if "first guideline" in words(row))
    assert f"no verdict: {TOO_FEW}" in words(muted)
    assert muted.xpath(".//*[@class='muted']")
    assert not muted.xpath(".//*[@class='value']|.//b|.//strong")
    assert allowed.xpath(".//*[@class='value']")
    assert "no verdict" not in words(allowed)


def test_the_draft_in_other_conditions_stands_below_the_headlines(page: parser.HtmlElement) -> None:
    table = page.xpath("//section[@id='headlines']/details//table")[0]
    assert [words(cell) for cell in table.iter("th")] == ["Condition", "agreement", "proposal changed", UR_REMOVED]
    assert [words(cell) for cell in table.iter("td")] == [
        f"0.700 0.620 to 0.780 n 283 no verdict: {TOO_FEW}",
        "0.040 0.000 to 0.120 n 283",
    ]


def test_every_figure_that_the_report_singles_out_is_one_of_a_run() -> None:
    assert set(HEADLINES) <= {spec.name for spec in SPECS}
    assert set(PLOTTED) <= set(SLICED)


def test_insufficient_is_a_column_of_its_own(page: parser.HtmlElement) -> None:
    table = page.xpath("//table[@class='confusion']")[0]
    rows = [[words(cell) for cell in row] for row in table.findall(".//tr")]
    assert rows[0] == ["", "Overturned", "Upheld", "Insufficient", "no draft", "all"]
    assert rows[1] == ["Overturned", "12 36 %", "19 58 %", "2 6 %", "0 0 %", "33"]


def test_plots_say_what_they_show_and_give_their_numbers(page: parser.HtmlElement) -> None:
    plots = [plot for plot in page.xpath("//figure") if plot.xpath(".//*[local-name()='svg']")]
    titles = [words(plot.find(".//h3")) for plot in plots]
    assert titles == [
        "Calibration",
        "Coverage against agreement",
        "Retrieval",
        "By group: agreement",
        "By group: first guideline",
    ]
    for plot in plots:
        svg = plot.xpath(".//*[local-name()='svg']")[0]
        assert svg.get("role") == "img"
        assert len(svg.get("aria-label")) > 40
        assert plot.findall(".//details//tbody/tr")
    assert "In the first place: guideline 0.800, section 0.500" in words(plots[2])
    assert "guideline first 8 0.997" in cells(plots[2])


def test_figures_are_listed_by_group_and_side_figures_are_marked(page: parser.HtmlElement) -> None:
    figures = page.get_element_by_id("figures")
    assert [words(title) for title in figures.findall("h3")] == [
        "Outcome",
        "Citation",
        "Retrieval",
        "Rationale",
        "Grounding",
        "Stability",
    ]
    marked = {words(row.find("th")) for row in figures.iter("tr") if row.xpath(".//*[text()='side figure']")}
    assert marked == {"token F1 side figure"}
    assert any("undefined" in words(row) and "no interval" in words(row) for row in figures.iter("tr"))


def test_findings_are_counted_by_code(page: parser.HtmlElement) -> None:
    row = cells(page.xpath("//section[@id='findings']//tbody/tr")[0])
    assert row.startswith("number-unsupported error 4 4 ")


def test_what_is_not_counted_is_named(page: parser.HtmlElement) -> None:
    assert "CM16-0000099 2 a citation could not be taken apart" in cells(page.get_element_by_id("left-out"))


def test_a_card_sets_the_draft_beside_the_real_decision(page: parser.HtmlElement) -> None:
    shown = card(page, "CM16-0000002-2")
    draft, real = shown.xpath(".//section[@class='draft']")[0], shown.xpath(".//section[@class='real']")[0]
    sentences = [words(one) for one in draft.findall("ol/li")]
    assert sentences[0].endswith("[G1.1, G2.2] copied")
    assert sentences[1].endswith("[R1.2] flagged")
    assert "R9.4, not in the evidence" in sentences[2]
    assert [words(one) for one in real.findall("p")][:2] == [
        "The wrist is stiff.",
        "A comfort may be tried where nothing else helped, and so it was.",
    ]
    assert "Section(s): Comfort number 1" in words(draft)
    assert "Section(s): Comfort number 2" in words(real)
    told = words(shown)
    assert "Draft: Overturned, 30 percent" in told
    assert "Overturned proposed, Upheld decided" in told
    assert "not documented: an earlier trial that helped stated in G1.3 What was looked for" in told
    assert "relief, better*; in R1" in told
    assert "error number-unsupported sentence 2" in told
    assert "R1.2 A warm wrap was tried for three weeks. (CM16-0000002) page 1; pointed at by sentence 2" in told
    assert "R1.3 Sleep got no better. (CM16-0000002) page 1; pointed at by finding number-unsupported" in told
    assert "the search behind sentence 3" in told
    assert "Nearest decided case: Upheld, 40 percent; Decision based on MTUS MTUS Comforts 2016" in told


def test_a_card_says_what_changed_in_other_conditions(page: parser.HtmlElement) -> None:
    assert "changed UR outcome removed: Upheld, 40 percent" in words(card(page, "CM16-0000003-1"))
    assert "the same proposal in 1 other condition" in words(card(page, "CM16-0000002-2"))


def test_a_failed_draft_says_why(page: parser.HtmlElement) -> None:
    assert "No draft: the model server did not answer" in words(card(page, "CM16-0000003-2"))


def test_disagreeing_items_come_first_and_the_page_says_how_many_are_missing() -> None:
    page = parser.fromstring(render_report(run_of(), items=9))
    cards = page.xpath("//details[@class='card']")
    assert [one.get("data-agree") == "agrees" for one in cards] == [False] * 8 + [True]
    assert "error" in words(cards[8].find("summary"))
    assert "19 of 28 are not in this page" in words(page.get_element_by_id("items"))


def test_each_passage_and_each_record_stands_in_the_page_once(text: str) -> None:
    page = parser.fromstring(text)
    sources = [words(one.find("summary")) for one in page.xpath("//details[@class='source']")]
    assert sum("Comfort number" in title for title in sources) == 8
    # Of each letter the summary with the sentence on utilization review and the one without; the missing document once.
    assert sum(title.startswith("clinical summary") for title in sources) == 14
    assert sum(title.startswith("imaging report") for title in sources) == 1
    assert text.count("Comfort 3 is an option where statement 6 ") == 1


def test_every_link_leads_somewhere_in_the_page(text: str, page: parser.HtmlElement) -> None:
    ids = Counter(page.xpath("//@id"))
    assert [one for one, count in ids.items() if count > 1] == []
    targets = [link for link in page.xpath("//@href") if "=" not in link]
    assert targets
    assert {link for link in targets if link.removeprefix("#") not in ids} == set()
    assert {place for place in re.findall(r"url\(#([^)]+)\)", text) if place not in ids} == set()


def test_letters_of_like_names_have_places_of_their_own() -> None:
    run = run_of(items=1)
    names = ("a letter.pdf", "a-letter.pdf", "<a letter>.pdf")
    lines = [run.lines[0].model_copy(update={"letter": name}) for name in names]
    cases = {(name, AS_WRITTEN): run.cases["CM16-0000001", AS_WRITTEN] for name in names}
    page = parser.fromstring(render_report(replace(run, lines=lines, cases=cases)))
    assert page.xpath("//details[@class='card']/@id") == [
        "a-letter.pdf-1",
        "a-letter.pdf-1.2",
        "a-letter-.pdf-1",
    ]


def test_the_page_asks_nothing_of_the_network(text: str, page: parser.HtmlElement) -> None:
    assert page.xpath("//link|//iframe|//object|//embed|//img|//base") == []
    assert page.xpath("//@src") == []
    assert "@import" not in text
    assert set(re.findall(r"https?://[^\s\"'<]+", text)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }


def test_hostile_text_stays_text_wherever_it_stands() -> None:
    text = render_report(run_of(items=7, say=lambda told: f"$x^2$ {told} {HOSTILE}"))
    page = parser.fromstring(text)
    assert len(page.xpath("//script")) == 1
    assert page.xpath("//img") == []
    assert [
        name for one in page.iter() if isinstance(one.tag, str) for name in one.attrib if name.startswith("on")
    ] == []
    assert not set("\u202e\u2028\x07") & set(text)
    assert "$x^2$" in page.xpath("//*[local-name()='svg']")[3].text_content()
    for part in ("header", "main/section[@id='measured']", "main/section[@id='left-out']"):
        assert "<img src=x onerror=alert(1)>" in words(page.find(f".//{part}"))
    told = words(page.xpath("//details[@class='card']")[0])
    clean = HOSTILE[:-3] + " "
    assert told.count(" ".join(clean.split())) > 20
    groups = page.xpath("//select[@name='slice']/option/@value")
    assert any("<img" in value for value in groups)


def test_the_same_run_gives_the_same_bytes(text: str) -> None:
    assert render_report(run_of()) == text


def test_without_matplotlib_the_report_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(SettingsError, match=r"needs matplotlib; install it with: pip install 'imr-drafter\[eval\]'"):
        render_report(run_of(items=1))


def test_a_run_with_a_part_missing_is_named_and_not_shown() -> None:
    run = run_of(items=2, passages=3)
    with pytest.raises(EvaluationError, match=r"^CM16-0000001, item 1, as written: G1 not in passages.jsonl"):
        render_report(replace(run, passages=dict(list(run.passages.items())[:1] + list(run.passages.items())[2:])))
    with pytest.raises(EvaluationError, match=f"{UR_REMOVED}: its case is not in cases.jsonl"):
        render_report(replace(run, cases={key: one for key, one in run.cases.items() if key[1] == AS_WRITTEN}))


def test_a_case_that_could_not_be_drafted_may_be_missing() -> None:
    run = run_of(items=6)
    lines = [line for line in run.lines if line.draft is None and line.condition == AS_WRITTEN]
    told = words(parser.fromstring(render_report(replace(run, lines=lines, cases={}))))
    assert "No draft: the model server did not answer" in told
    assert "There is no record." in told


def test_a_run_without_figures_or_items_is_still_a_page() -> None:
    run = replace(run_of(items=0), figures=[], calibration=[], coverage=[], left_out=[], confusion={})
    told = words(parser.fromstring(render_report(run)))
    for said in ("This run has no headline figure.", "No item was left out.", "There is no item."):
        assert said in told


@given(st.floats(min_value=0, max_value=1, exclude_max=True))
def test_a_share_is_never_rounded_up_to_all(value: float) -> None:
    assert not number(value).startswith("1")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "undefined"),
        (0.0, "0.000"),
        (0.0001, "under 0.001"),
        (0.0916, "0.092"),
        (0.5, "0.500"),
        (1.0, "1.000"),
        (12.34, "12.3"),
        (2412.3, "2412"),
        (-0.25, "-0.250"),
    ],
)
def test_figures_have_the_digits_that_their_size_asks_for(value: float | None, said: str) -> None:
    assert number(value) == said


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    full = colour if len(colour) == 6 else "".join(char * 2 for char in colour)
    channels = [int(full[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_text_stands_out_from_every_ground_in_light_and_in_dark() -> None:
    style = (Path(page_module.__file__).parent / "style.css").read_text(encoding="utf-8")
    for theme in re.findall(r":root \{(.*?)\}", style, flags=re.DOTALL):
        colours = dict(re.findall(r"--([a-z]+): #([0-9a-f]+);", theme))
        for text in ("ink", "quiet", "link", "first", "second", "wrong"):
            for ground in ("paper", "desk", "pale"):
                pair = sorted((_luminance(colours[text]), _luminance(colours[ground])))
                assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5, (text, ground, colours[text], colours[ground])


@pytest.mark.slow
def test_a_run_of_283_items_is_quick_and_small() -> None:
    run = run_of(items=283, passages=200, say=lambda told: told if len(told) < 30 else f"{told} {'More words. ' * 30}")
    begun = time.process_time()
    text = render_report(run)
    assert time.process_time() - begun < 15, "one second on an idle machine"
    assert len(text.encode("utf-8")) < 12e6
