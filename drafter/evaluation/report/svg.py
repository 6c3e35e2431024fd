"""Plots as SVG that stands in the page itself, in its colours and type, light or dark; the same bytes each time."""

import re
import warnings
from collections.abc import Callable
from io import BytesIO
from typing import Any

from lxml import etree
from markupsafe import Markup

from drafter.errors import SettingsError

WIDTH = 4.2
"""Inches. At 360 pixels, what a phone shows, a point is then about a pixel."""
INK, QUIET, GRID, FIRST, SECOND, PAPER = "#010101", "#020202", "#030303", "#040404", "#050505", "#060606"
"""Stand for the page's colours while a plot is drawn, since a style sheet alone knows whether the page is dark."""
_OF_THE_PAGE = {INK: "--ink", QUIET: "--quiet", GRID: "--line", FIRST: "--first", SECOND: "--second", PAPER: "--paper"}
_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_USED = re.compile(r"url\(#([^)]{1,80})\)")
_STYLE: Any = {
    "svg.fonttype": "none", "font.size": 12, "axes.labelsize": 12, "xtick.labelsize": 12, "ytick.labelsize": 12,
    "text.color": INK, "axes.labelcolor": INK, "axes.edgecolor": QUIET, "axes.spines.top": False,
    "axes.spines.right": False, "xtick.color": QUIET, "ytick.color": QUIET, "xtick.labelcolor": INK,
    "ytick.labelcolor": INK, "grid.color": GRID, "grid.linewidth": 0.8, "axes.grid": True, "axes.axisbelow": True,
    "lines.linewidth": 1.8, "legend.fontsize": 12, "text.parse_math": False,
}  # fmt: skip


def drawn(name: str, label: str, height: float, paint: Callable[[Any], None]) -> Markup:
    """A plot as an SVG element.

    Args:
        name: letters alone, another for each plot of a page.
        label: what the plot shows, for those who do not see it.
        height: in inches.
        paint: draws on matplotlib's Axes.

    Raises:
        SettingsError: matplotlib is not installed.
    """
    try:
        import matplotlib
        from matplotlib.backends.backend_svg import FigureCanvasSVG
        from matplotlib.figure import Figure
    except ImportError:
        raise SettingsError(
            "`drafter eval report` needs matplotlib; install it with: pip install 'imr-drafter[eval]'"
        ) from None
    written = BytesIO()
    with matplotlib.rc_context(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")  # the browser has fonts of its own
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_STYLE | {"svg.hashsalt": name})
        figure = Figure(figsize=(WIDTH, height), layout="constrained")
        FigureCanvasSVG(figure)
        paint(figure.add_subplot())
        figure.savefig(written, format="svg", transparent=True, metadata={"Date": None})
    return _inline(written.getvalue(), name, label)


def _inline(svg: bytes, name: str, label: str) -> Markup:
    """The SVG without what belongs to a file of its own: metadata, size, and a style that holds for everything."""
    root = etree.fromstring(svg, etree.XMLParser(resolve_entities=False, no_network=True))
    etree.strip_elements(root, etree.Comment, f"{_SVG}metadata", f"{_SVG}style", with_tail=False)
    values = [value for one in root.iter() for value in one.attrib.values()]
    used = {place for value in values for place in _USED.findall(value)} | {
        one.get(_HREF, "#")[1:] for one in root.iter()
    }
    for one in root.iter():
        own = one.attrib.pop("id", None)
        if own in used:
            one.set("id", f"{name}-{own}")
        for key, value in one.attrib.items():
            if key == _HREF:
                one.set(key, f"#{name}-{value[1:]}")
            elif "url(#" in value:
                one.set(key, value.replace("url(#", f"url(#{name}-"))
    for size in ("width", "height"):
        del root.attrib[size]
    root.set("role", "img")
    root.set("aria-label", label)
    text = etree.tostring(root, encoding="unicode")
    for stand_in, colour in _OF_THE_PAGE.items():
        text = text.replace(stand_in, f"var({colour})")
    return Markup(text)
