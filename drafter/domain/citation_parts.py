"""The parts of one citation, gathered in the order that a line gives them."""

import re
from dataclasses import dataclass, field

from drafter.domain.citation import Citation, standard_layout
from drafter.domain.guideline import Tier

_TITLE_8 = r"8\s+C\.?\s?C\.?\s?R\b\.?"
"""Title 8 of the California Code of Regulations, where the MTUS stands: its number is no page."""
CODE = rf"{_TITLE_8}\s+[§?\d\s.–-]*\d"
"""Pattern of the sections of the Code that hold the MTUS; exports to plain text have "?" for "§"."""
_PAGE = rf"(?!{_TITLE_8})\d{{1,4}}(?:\s?[-–]\s?\d{{1,4}})?"
PAGES = rf"{_PAGE}(?:\s*(?:,\s*and|,|;|&|and)\s*{_PAGE})*(?![\w.]\d|\w)"
"""Pattern of page numbers and ranges: "58, 98" or "78-80 and 124"."""
_LIST = {
    "section": re.compile(r"\{section\}(?:, \{section\})*"),
    "page": re.compile(r"\{page\}(?:, \{page\})*"),
}


@dataclass
class Parts:
    """One citation while it is read; every call adds to the layout as well."""

    tier: Tier
    guideline: str = ""
    publisher: str | None = None
    lead: str | None = None
    edition: str | None = None
    chapter: str | None = None
    sections: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    layout: str = ""
    last: str = ""
    """Kind of the part added last."""

    def mark(self, text: str) -> None:
        """The form's words or marks between two parts."""
        self.layout += text

    def set(self, kind: str, text: str) -> None:
        """The guideline, the edition (a second one is added to it) or the chapter."""
        setattr(self, kind, f"{self.edition}, {text}" if kind == "edition" and self.edition else text)
        self._place(kind)

    def section(self, title: str) -> None:
        """One section title."""
        self.sections.append(title)
        self._place("section")

    def page_list(self, text: str) -> None:
        """Page numbers and ranges with the marks between them."""
        start = 0
        for page in re.finditer(_PAGE, text):
            self.mark(text[start : page.start()])
            self.pages.append(re.sub(r"\s", "", page.group()))
            self._place("page")
            start = page.end()

    def _place(self, kind: str) -> None:
        self.layout += f"{{{kind}}}"
        self.last = kind

    def follower(self, lead: str) -> "Parts":
        """Another citation of the same guideline, which the sentence does not name again."""
        return Parts(self.tier, self.guideline, self.publisher, lead.strip(), last="guideline")

    def citation(self) -> Citation:
        """The citation; its layout is None where it is the standard one."""
        layout = " ".join(self.layout.split())
        for kind, values in (("section", self.sections), ("page", self.pages)):
            found = _LIST[kind].search(layout)
            if found and found.group().count("{") == len(values):
                layout = f"{layout[: found.start()]}{{{kind}s}}{layout[found.end() :]}"
        cited = Citation(
            tier=self.tier,
            guideline=self.guideline,
            publisher=self.publisher,
            edition=self.edition,
            chapter=self.chapter,
            sections=tuple(self.sections),
            pages=tuple(self.pages),
            lead=self.lead,
        )
        return (
            cited if _bare(layout) == _bare(standard_layout(cited)) else Citation(**{**dict(cited), "layout": layout})
        )


def _bare(text: str) -> str:
    return "".join(text.split())
