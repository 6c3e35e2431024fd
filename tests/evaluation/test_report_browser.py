import html
import re
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from lxml import html as parser

from drafter.evaluation.report.page import render_report

from .report_world import run_of

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")]


@pytest.fixture(scope="module")
def text() -> str:
    return render_report(run_of())


def words(element: parser.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _browse(folder: Path, *arguments: str) -> str:
    assert CHROMIUM
    command = [
        CHROMIUM,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        f"--user-data-dir={folder / 'profile'}",
    ]
    done = subprocess.run([*command, *arguments], capture_output=True, text=True, timeout=120, check=True)
    return done.stdout


def _opened(folder: Path, text: str, fragment: str = "") -> parser.HtmlElement:
    """The page as the browser has it after its script ran."""
    file = folder / "report.html"
    file.write_text(text, encoding="utf-8")
    return parser.fromstring(_browse(folder, "--dump-dom", file.as_uri() + fragment))


def _shown(page: parser.HtmlElement) -> list[str]:
    return [one.get("id") for one in page.xpath("//details[@class='card'][not(@hidden)]")]


def test_items_are_filtered_as_the_address_says(text: str, tmp_path: Path) -> None:
    page = _opened(tmp_path, text, "#agree=upheld")
    assert _shown(page) == ["CM16-0000001-2", "CM16-0000005-1"]
    assert words(page.get_element_by_id("tally")) == "2 of 14 items"


@pytest.mark.parametrize(
    ("fragment", "tally"),
    [
        ("", "14 of 14 items"),
        ("#condition=", "28 of 28 items, each condition counted"),
        ("#condition=UR+outcome+removed", "14 of 14 items"),
        ("#code=number-unsupported", "4 of 14 items"),
        ("#slice=dependent&agree=agrees", "1 of 14 items"),
        ("#guideline=MTUS+Comforts+2016", "14 of 14 items"),
        ("#q=SINGING+bowl", "3 of 14 items"),
        ("#q=nowhere+to+be+found", "0 of 14 items"),
        ("#agree=no+such+thing", "14 of 14 items"),
    ],
)
def test_each_filter_counts(text: str, tmp_path: Path, fragment: str, tally: str) -> None:
    assert words(_opened(tmp_path, text, fragment).get_element_by_id("tally")) == tally


def test_a_link_to_an_item_opens_it_whatever_its_condition(text: str, tmp_path: Path) -> None:
    anchor = "CM16-0000001-2-UR-outcome-removed"
    page = _opened(tmp_path, text, f"#{anchor}")
    assert page.get_element_by_id(anchor).get("open") is not None
    assert page.get_element_by_id(anchor).get("hidden") is None


def test_a_source_opens_inside_its_item_with_the_sentences_marked(text: str, tmp_path: Path) -> None:
    whole = _opened(tmp_path, text, "#CM16-0000002-2:G1").get_element_by_id("CM16-0000002-2:G1")
    assert len(whole.findall("ol/li")) == 6
    assert [one.getparent().get("value") for one in whole.iter("mark")] == ["1", "3"]


@pytest.mark.parametrize("dark", [False, True])
def test_nothing_is_wider_than_a_phone(text: str, tmp_path: Path, dark: bool) -> None:
    everything = re.sub(r"<details ", "<details open ", text)
    (tmp_path / "frame.html").write_text(
        f'<iframe id="phone" width="360" height="800" srcdoc="{html.escape(everything)}"></iframe>'
        '<p id="width"></p><script>phone.onload = () => {'
        "width.textContent = phone.contentDocument.documentElement.scrollWidth}</script>",
        encoding="utf-8",
    )
    theme = ["--blink-settings=preferredColorScheme=0"] if dark else []
    page = parser.fromstring(_browse(tmp_path, *theme, "--dump-dom", (tmp_path / "frame.html").as_uri()))
    assert words(page.get_element_by_id("width")) == "360"


def test_paper_has_the_filtered_items_whole_and_no_other(text: str, tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text(text, encoding="utf-8")
    told = {}
    for fragment in ("", "#agree=upheld"):
        file = tmp_path / "report.pdf"
        address = (tmp_path / "report.html").as_uri() + fragment
        _browse(tmp_path, f"--print-to-pdf={file}", "--no-pdf-header-footer", address)
        with pypdfium2.PdfDocument(file) as paper:
            told[fragment] = " ".join(sheet.get_textpage().get_text_range() for sheet in paper)
    assert told[""].count("Physician reviewer:") == 0
    assert told[""].count("CM16-0000005 item 1") == 1
    assert told["#agree=upheld"].count("Physician reviewer:") == 2
    assert told["#agree=upheld"].count("CM16-0000002 item 2") == 0
    assert "under 100" in told[""]
