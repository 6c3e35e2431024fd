"""Scores retrieval against the reviewers' own citations in signed letters, and says of each miss why.

Scored are the items whose reviewer cites an edition of the MTUS. Of the sections found, each counts once, in order;
any section cited counts as right, and a citation without a section counts by its guideline.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from drafter.domain.case import Case, DisputedItem, Model
from drafter.domain.citation import Citation
from drafter.domain.decision import Decision
from drafter.domain.guideline import Passage, Tier
from drafter.domain.names import cites_edition, cites_section
from drafter.evaluation.resample import interval

RETRIEVAL_SCHEMA = "drafter-retrieval/1"
MissReason = Literal[
    "edition not in the corpus",
    "section not in the corpus",
    "edition not in force",
    "left out of scope",
    "ranked lower",
    "not near the request",
]


@dataclass(frozen=True)
class Gold:
    """What a reviewer cites of the MTUS for one item."""

    citations: tuple[Citation, ...]

    def guideline(self, passage: Passage) -> bool:
        """Whether the passage's edition is cited."""
        return any(cites_edition(one, passage.edition) for one in self.citations)

    def section(self, passage: Passage) -> bool:
        """Whether the passage's section is cited, or its guideline where the citation names no section."""
        return any(
            cites_edition(one, passage.edition) and (not one.sections or cites_section(one, passage))
            for one in self.citations
        )

    def __str__(self) -> str:
        names = (
            f"{one.guideline} {one.edition or ''}".strip() + (f", {'; '.join(one.sections)}" if one.sections else "")
            for one in self.citations
        )
        return " | ".join(names)


class ItemScore(Model):
    """How one item fared."""

    letter: str
    """The letter's case number, or its file's name."""
    item: int
    cited: str
    """What the reviewer cites of the MTUS."""
    guideline_rank: int | None
    """Place of the first section of a cited guideline among the sections found, from 1; None where there is none."""
    section_rank: int | None
    """Place of the first cited section; looked for among the first 50 where it is not among the first five."""
    section_held: bool | None
    """Whether the first cited section found is held with its text; None where none was found."""
    found: tuple[str, ...]
    """The first five sections found."""
    missed_because: MissReason | None = None
    """Why no cited section is among the first five; None where one is."""
    left_out_because: str | None = None
    """Where it was left out of scope, the search's own words for that."""


class Share(Model):
    """A share of items with its interval, resampled by letter."""

    hits: int
    n: int
    share: float
    low: float
    high: float


class Figures(Model):
    """The figures of one way to search."""

    name: str
    items: int
    letters: int
    guideline_in_3: Share
    section_in_5: Share
    section_first: Share
    found_by_title_alone: int
    """Items whose first cited section found stands by its title alone: located, and nothing to draft from."""


class RetrievalReport(Model):
    """What `drafter eval retrieval --json` prints."""

    schema_: Annotated[str, Field(alias="schema", pattern=rf"^{RETRIEVAL_SCHEMA}$")] = RETRIEVAL_SCHEMA
    """Version of this form."""
    corpus_sha256: str
    corpus_passages: int
    held: int
    """Passages whose text is held; the others stand by their titles."""
    own: int
    """Of those held, passages of the user's own documents."""
    embedding: str
    letters_read: int
    items_read: int
    figures: tuple[Figures, ...]
    items: tuple[ItemScore, ...]
    """Each item as the first of the figures found it."""


@dataclass(frozen=True)
class Scored:
    """One item to score: its case without the answer, its number, and the answer."""

    letter: str
    case: Case
    number: int
    gold: Gold

    @property
    def item(self) -> DisputedItem:
        """The disputed item itself."""
        return self.case.items[self.number - 1]


def gold_of(decision: Decision, number: int) -> Gold | None:
    """What the reviewer cites of the MTUS for an item; None where the MTUS is not cited."""
    cited = decision.items[number - 1].reviewer_citations
    mtus = tuple(one for one in cited if isinstance(one, Citation) and one.tier is Tier.MTUS)
    return Gold(mtus) if mtus else None


def score(scored: Scored, found: Sequence[Passage]) -> ItemScore:
    """How a search's result for an item fares against its gold."""
    sections: list[Passage] = []
    seen: set[tuple[str, str | None]] = set()
    for passage in found:
        place = (passage.edition.id, passage.section)
        if place not in seen:
            seen.add(place)
            sections.append(passage)
    guideline = _first(sections, scored.gold.guideline)
    section = _first(sections, scored.gold.section)
    return ItemScore(
        letter=scored.letter,
        item=scored.number,
        cited=str(scored.gold),
        guideline_rank=guideline,
        section_rank=section,
        section_held=sections[section - 1].held if section else None,
        found=tuple(f"{p.edition.cited_as} {p.edition.edition}, {p.heading}" for p in sections[:5]),
    )


def figures(name: str, scores: Iterable[ItemScore]) -> Figures:
    """The figures of a way to search over all items that it was tried on."""
    by_letter: dict[str, list[ItemScore]] = {}
    for one in scores:
        by_letter.setdefault(one.letter, []).append(one)
    letters = list(by_letter.values())
    return Figures(
        name=name,
        items=sum(map(len, letters)),
        letters=len(letters),
        guideline_in_3=_share([[_within(one.guideline_rank, 3) for one in items] for items in letters]),
        section_in_5=_share([[_within(one.section_rank, 5) for one in items] for items in letters]),
        section_first=_share([[_within(one.section_rank, 1) for one in items] for items in letters]),
        found_by_title_alone=sum(one.section_held is False for items in letters for one in items),
    )


def _share(by_letter: Sequence[Sequence[bool]]) -> Share:
    hits, n = sum(map(sum, by_letter)), sum(map(len, by_letter))
    low, high = interval(by_letter) or (0.0, 0.0)
    return Share(hits=hits, n=n, share=hits / n if n else 0.0, low=low, high=high)


def _within(rank: int | None, places: int) -> bool:
    return rank is not None and rank <= places


def _first(sections: Sequence[Passage], right: Callable[[Passage], bool]) -> int | None:
    return next((place for place, passage in enumerate(sections, start=1) if right(passage)), None)
