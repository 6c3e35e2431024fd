"""Citations of guidelines in the form that the letters' headings have: the types, and the formatter."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Literal

from pydantic import Field, field_validator

from drafter.domain.case import Model
from drafter.domain.guideline import PageLabel, Passage, Tier, in_order
from drafter.domain.text import fold

Whose = Literal["Expert Reviewer", "Claims Administrator"]
LED = {True: "Decision based on MTUS", False: "Decision based on Non-MTUS Citation"}
"""The words before a citation: of the MTUS, and of anything else."""
_FORM_WORDS = (
    r"Chapters?|Sections?(?:\(s\))?|Topics?|Procedures?(?: Summary)?|Page(?:\(s\)|s)?|pgs?|pp?|Guidelines|MTUS|"
    r"and|at|the|which|is|are|not|a|part|of(?: \d{1,4})?"
)
"""The words that a form sets around what is cited."""
_PLACE = r"\{(guideline|edition|chapter|sections?|pages?)\}"
_LAYOUT = re.compile(rf"(?:{_PLACE}|[^\w{{}}]|(?<!\w)(?:{_FORM_WORDS})(?!\w))*", re.IGNORECASE)


class Citation(Model):
    """What one signed letter cites of one guideline: words as the letter has them, never corrected.

    Where several citations stand in one sentence and sections or pages follow the last alone, they belong to the last.
    """

    kind: Literal["guideline"] = "guideline"
    tier: Tier
    guideline: str
    """Name as written, or as written before where a sentence cites the same guideline on."""
    edition: str | None = None
    """Year, number or date of update as written; None where the form does not say."""
    publisher: str | None = None
    """Whose work it is, outside the MTUS: "ODG", "ACOEM", "Aetna", or the site of a web address."""
    chapter: str | None = None
    sections: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    """Single pages or ranges: "60", "98-99"."""
    outside_mtus: bool = False
    """True where the line said that the decision rests on recommendations outside of the MTUS."""
    lead: str | None = None
    """The form's words or the mark before it where they are not the set ones: ", and" within a sentence."""
    layout: str | None = None
    """Order of the fields, and the marks and the form's words between them, where they are not the standard ones.

    "{guideline}, {chapter} Chapter: {sections}". It holds no word of the citation itself.
    """

    @field_validator("layout")
    @classmethod
    def _only_form(cls, layout: str | None) -> str | None:
        if layout is not None and not _LAYOUT.fullmatch(layout):
            raise ValueError("a layout holds places, marks and the form's words alone")
        return layout


class NoEvidenceCited(Model):
    """The line says that no medical evidence was cited."""

    kind: Literal["no evidence cited"] = "no evidence cited"


class NotParsed(Model):
    """A line, or a part of one, that is no citation we can take apart; with the reason, never a guess."""

    kind: Literal["not parsed"] = "not parsed"
    words: str
    reason: str


Cited = Annotated[Citation | NoEvidenceCited | NotParsed, Field(discriminator="kind")]


class DraftCitation(Model):
    """What a draft cites of one edition: the sections and pages that its rationale rests on."""

    tier: Tier
    cited_as: str
    edition: str
    sections: tuple[str, ...] = ()
    pages: tuple[PageLabel, ...] = ()
    digest: bool
    """True where what we hold of the edition is a digest in our own words."""

    def __str__(self) -> str:
        layout = "{guideline} {edition}"
        layout += ", Section(s): {sections}" if self.sections else ""
        layout += ", Page(s): {pages}" if self.pages else ""
        cited = Citation(
            tier=self.tier,
            guideline=self.cited_as,
            edition=self.edition,
            sections=self.sections,
            pages=self.pages,
            layout=layout,
        )
        lead = "Decision based on" if self.tier is Tier.MTUS else LED[False]
        return f"{lead} {filled(cited)}."


def standard_layout(cited: Citation) -> str:
    """The layout of a citation whose fields stand in the form's own order.

    Of the MTUS by sections where a year is given (2016), else by pages (2014); outside it the order seen most.
    """
    paged = " Page(s): {pages}" if cited.pages else ""
    if cited.tier is not Tier.MTUS:
        layout = "{guideline}" + (" {edition}" if cited.edition else "")
        layout += ", {chapter} Chapter" if cited.chapter else ""
        return layout + (", {sections}" if cited.sections else "") + ("," + paged if paged else "")
    if cited.edition:
        return "{guideline} {edition}" + (", Section(s): {sections}" if cited.sections else "") + paged
    layout = "{guideline}" + (" Chapter {chapter}" if cited.chapter else "")
    return layout + (" {sections}" if cited.sections else "") + paged


def filled(cited: Citation) -> str:
    """A citation's own text, from its fields alone: without what leads to it and without the full stop."""
    layout = cited.layout or standard_layout(cited)
    sections, pages = iter(cited.sections), iter(cited.pages)
    editions = iter((cited.edition or "").split(", ", max(layout.count("{edition}") - 1, 0)))

    def part(place: re.Match[str]) -> str:
        match place.group(1):
            case "section":
                return next(sections, "")
            case "sections":
                return ", ".join(sections)
            case "page":
                return next(pages, "")
            case "pages":
                return ", ".join(pages)
            case "edition":
                return next(editions, "")
            case "chapter":
                return cited.chapter or ""
        return cited.guideline

    return re.sub(_PLACE, part, layout)


def format_citations(cited: Sequence[Cited], whose: Whose) -> str:
    """The guideline line of a letter, from the fields of its citations alone.

    White space is set as the form sets it. `whose` is the subject of the form's set sentences.
    """
    return fold("".join(_pieces(cited, whose)))


def _pieces(cited: Sequence[Cited], whose: Whose) -> Iterator[str]:
    if any(isinstance(one, Citation) and one.outside_mtus and not of_2013(one) for one in cited):
        yield f"The {whose} based their decision on recommendation(s) outside of the MTUS Guidelines."
    for place, one in enumerate(cited):
        if isinstance(one, NoEvidenceCited):
            yield f" The {whose} did not cite any medical evidence for its decision."
        elif isinstance(one, NotParsed):
            yield " " + one.words
        else:
            lead = LED[one.tier is Tier.MTUS] if one.lead is None else one.lead
            yield ("" if lead[:1] in {",", ";", ".", "/", ":"} else " ") + lead + " " + filled(one)
            following = cited[place + 1] if place + 1 < len(cited) else None
            yield "" if isinstance(following, Citation) and continues(following) else "."


def continues(cited: Citation) -> bool:
    """Whether a citation goes on in the sentence of the one before it."""
    return cited.lead is not None and not cited.lead.startswith("Decision") and not of_2013(cited)


def of_2013(cited: Citation) -> bool:
    """Whether a sentence of the 2013 form leads to a citation: "The … based its decision on the"."""
    return cited.lead is not None and cited.lead.startswith(("The ", "Per "))


def cite(passages: Iterable[tuple[Passage, Iterable[str]]]) -> tuple[DraftCitation, ...]:
    """Citations of passages, each given with the pages pointed at; one citation an edition, in order of tier."""
    by_edition: dict[str, list[tuple[Passage, Iterable[str]]]] = {}
    for passage, pages in passages:
        by_edition.setdefault(passage.edition.id, []).append((passage, pages))
    order = list(Tier)
    citations = [
        DraftCitation(
            tier=group[0][0].edition.tier,
            cited_as=group[0][0].edition.cited_as,
            edition=group[0][0].edition.edition,
            sections=tuple(dict.fromkeys(passage.section for passage, _ in group if passage.section)),
            pages=in_order(page for _, pages in group for page in pages),
            digest=group[0][0].edition.digest,
        )
        for group in by_edition.values()
    ]
    return tuple(sorted(citations, key=lambda citation: order.index(citation.tier)))
