"""PDFs in the form of guideline documents, typeset by Typst; all their text is invented."""

import typst

PROSE = (
    "Invented programmes of graded walking may be considered where an injured worker describes persistent stiffness "
    "and the examination documents a measurable limitation. Improvement should be recorded in functional terms at "
    "every reassessment, and continuation depends upon demonstrated progress rather than upon attendance alone. "
    "A follow-up visit after two weeks establishes whether the programme is tolerated."
)
NO_BOOKMARKS = "#set heading(bookmarked: false)\n"
HEADER_AND_NUMBER = (
    "#set page(header: [Imaginary Treatment Guidelines #h(1fr) Invented Schedule],\n"
    'footer: context align(center)[Page #counter(page).display("1") of 60])\n'
)


def typeset(body: str, setup: str = "") -> bytes:
    """The PDF of a Typst body: letter pages, words broken at line ends, type of 10 points."""
    source = (
        '#set page(paper: "us-letter", margin: 60pt)\n'
        '#set text(font: "Libertinus Serif", size: 10pt, hyphenate: true, lang: "en")\n'
        f"#set par(justify: true, spacing: 1.1em)\n{setup}\n{body}"
    )
    return bytes(typst.compile(source.encode(), format="pdf", ignore_system_fonts=True, timestamp=0))


def scanned_page() -> bytes:
    """A PDF whose second of three pages is an image."""
    pixels = 'image(bytes((12, 130, 140, 250)), format: (encoding: "luma8", width: 2, height: 2), width: 100%)'
    return typeset(f"{PROSE}\n#pagebreak()\n#{pixels}\n#pagebreak()\n{PROSE}")
