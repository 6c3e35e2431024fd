"""What a draft cites beside what the reviewer cites: sets of guidelines with their editions, and of sections or pages.

A guideline is the same by any of its names. Editions are compared within the MTUS alone: outside it letters name the
date of an update, or none. Where the reviewer names no section, pages stand for them (the form of 2014); where neither,
the guideline alone is compared.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from drafter.domain.citation import Citation, Cited, DraftCitation
from drafter.domain.guideline import Edition, Tier
from drafter.domain.names import guideline_key, short_section_key

_CITATIONS_KEPT = 8_192


@dataclass(frozen=True)
class CitedGuideline:
    """One guideline as it is cited."""

    names: frozenset[str]
    works: frozenset[str]
    """The names without a chapter, by which it is known to one who names none."""
    chapter: bool
    """Whether a chapter outside the MTUS is named beside the guideline."""
    edition: str | None
    sections: tuple[str, ...]
    pages: tuple[str, ...]

    def same_work(self, other: "CitedGuideline") -> bool:
        """Whether both are of one guideline, whatever the edition; where one names no chapter, any fits."""
        if self.chapter != other.chapter and not self.works.isdisjoint(other.works):
            return True
        return not self.names.isdisjoint(other.names)

    def matches(self, other: "CitedGuideline") -> bool:
        """Whether both are of one guideline and one edition; where one names no edition, any fits."""
        return self.same_work(other) and (not self.edition or not other.edition or self.edition == other.edition)

    def places(self, like: "CitedGuideline") -> tuple[str, ...]:
        """Its sections, or its pages where the other names pages alone."""
        return self.sections if like.sections else self.pages if like.pages else ()


class CitationScorer:
    """Scores citations; it knows by what names the corpus knows a guideline."""

    def __init__(self, editions: Iterable[Edition]) -> None:
        self._names: dict[tuple[Tier, str], frozenset[str]] = {}
        for edition in editions:
            keys = frozenset({guideline_key(edition.cited_as), guideline_key(edition.guideline)})
            for key in keys:
                self._names[edition.tier, key] = keys | self._names.get((edition.tier, key), frozenset())
        self._read = lru_cache(maxsize=_CITATIONS_KEPT)(self._guideline)

    def cited(self, citations: Iterable[Cited]) -> list[CitedGuideline]:
        """The guidelines of a citation line, each once, in order; what was not parsed is left out."""
        found: list[CitedGuideline] = []
        for one in citations:
            if not isinstance(one, Citation):
                continue
            new = self._read(one.tier, one.guideline, one.chapter, one.edition, one.sections, one.pages)
            place = next((i for i, old in enumerate(found) if old.matches(new) and old.edition == new.edition), None)
            if place is None:
                found.append(new)
            else:
                found[place] = _joined(found[place], new)
        return found

    def _guideline(
        self,
        tier: Tier,
        guideline: str,
        chapter: str | None,
        edition: str | None,
        sections: tuple[str, ...],
        spans: tuple[str, ...],
    ) -> CitedGuideline:
        outside = tier is not Tier.MTUS
        # A chapter is a work of its own: ODG on the knee is not ODG on pain.
        named = f"{guideline} {chapter}" if outside and chapter else guideline
        return CitedGuideline(
            self._known(tier, named),
            self._known(tier, guideline),
            outside and chapter is not None,
            None if outside else edition,
            tuple(dict.fromkeys(map(short_section_key, sections))),
            tuple(dict.fromkeys(page for span in spans for page in _pages(span))),
        )

    def _known(self, tier: Tier, name: str) -> frozenset[str]:
        """The names that a guideline is known by."""
        key = guideline_key(name)
        return frozenset(f"{tier.value}: {known}" for known in self._names.get((tier, key), frozenset([key])))

    def scores(self, said: Sequence[CitedGuideline], gold: Sequence[CitedGuideline]) -> dict[str, float]:
        """The scores of one item; none where the reviewer cites no guideline, and none of sections where no section."""
        if not gold:
            return {}
        alike = [[one.matches(other) for other in gold] for one in said]
        right = [any(row) for row in alike]
        found = [any(column) for column in zip(*alike, strict=True)]
        beside = [not ok and any(map(one.same_work, gold)) for one, ok in zip(said, right, strict=True)]
        return {
            "guidelines gold": len(gold),
            "guidelines found": sum(found),
            "guidelines said": len(said),
            "guidelines right": sum(right),
            # One that names no edition is matched by two editions; each counts once for the two sides together.
            "guidelines matched": min(sum(right), sum(found)),
            "first guideline": float(bool(right) and right[0]),
            "first guideline the same": float(bool(alike) and alike[0][0]),
            "shares a guideline": float(any(found)),
            **({"wrong edition": float(any(beside))} if any(right) or any(beside) else {}),
            **_section_scores(said, gold),
        }


def _section_scores(said: Sequence[CitedGuideline], gold: Sequence[CitedGuideline]) -> dict[str, float]:
    placed = [one for one in gold if one.sections or one.pages]
    if not placed:
        return {}
    whole = [one for one in gold if one not in placed]
    # Sections of a guideline that the reviewer cites as a whole can be neither right nor wrong.
    judged = [one for one in said if not any(one.matches(other) for other in whole)]
    wanted = [(one, place) for one in placed for place in one.places(one)]
    given = [(one, place) for one in judged for place in _places_said(one, placed)]

    def held(place: tuple[CitedGuideline, str], among: Sequence[tuple[CitedGuideline, str]]) -> bool:
        return any(place[1] == other and place[0].matches(one) for one, other in among)

    right = [held(place, wanted) for place in given]
    found = sum(held(place, given) for place in wanted)
    return {
        "sections gold": len(wanted),
        "sections found": found,
        "sections said": len(given),
        "sections right": sum(right),
        "sections matched": min(sum(right), found),
        "first section": float(bool(right) and right[0]),
    }


def _places_said(one: CitedGuideline, placed: Sequence[CitedGuideline]) -> tuple[str, ...]:
    """What a citation names, in the kind that the reviewer names of the guideline; else sections, or pages."""
    like = next((other for other in placed if one.matches(other)), None)
    return one.places(like) if like else one.sections or one.pages


def _joined(one: CitedGuideline, more: CitedGuideline) -> CitedGuideline:
    return CitedGuideline(
        one.names | more.names,
        one.works | more.works,
        one.chapter,
        one.edition,
        tuple(dict.fromkeys((*one.sections, *more.sections))),
        tuple(dict.fromkeys((*one.pages, *more.pages))),
    )


def _pages(span: str) -> list[str]:
    """The pages of a span, "98-99"; what is no range of a few pages stands for itself."""
    first, dash, last = span.partition("-")
    if dash and first.isdecimal() and last.isdecimal() and 0 <= int(last) - int(first) <= 50:
        return [str(page) for page in range(int(first), int(last) + 1)]
    return [span]


def as_citation(one: DraftCitation) -> Citation:
    """A draft's citation in the form that a letter's are read into."""
    return Citation(
        tier=one.tier, guideline=one.cited_as, edition=one.edition, sections=one.sections, pages=tuple(one.pages)
    )
