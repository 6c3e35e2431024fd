"""Citations of guidelines in the form that the letters' headings have."""

from collections.abc import Iterable, Sequence

from drafter.domain.case import Model
from drafter.domain.guideline import Passage, Tier


class Citation(Model):
    """One edition, with the sections and pages of it that a rationale rests on."""

    tier: Tier
    cited_as: str
    edition: str
    sections: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()
    digest: bool
    """True where what we hold of the edition is a digest in our own words."""

    def __str__(self) -> str:
        parts = [f"{self.cited_as} {self.edition}"]
        if self.sections:
            parts.append(f"Section(s): {', '.join(self.sections)}")
        if self.pages:
            parts.append(f"Page(s): {', '.join(map(str, self.pages))}")
        prefix = "" if self.tier is Tier.MTUS else "Non-MTUS Citation "
        return f"Decision based on {prefix}{', '.join(parts)}."


def cite(passages: Iterable[tuple[Passage, Sequence[int]]]) -> tuple[Citation, ...]:
    """Citations of passages, each given with the pages pointed at; one citation an edition, in order of tier."""
    by_edition: dict[str, list[tuple[Passage, Sequence[int]]]] = {}
    for passage, pages in passages:
        by_edition.setdefault(passage.edition.id, []).append((passage, pages))
    order = list(Tier)
    citations = [
        Citation(
            tier=group[0][0].edition.tier,
            cited_as=group[0][0].edition.cited_as,
            edition=group[0][0].edition.edition,
            sections=tuple(dict.fromkeys(passage.section for passage, _ in group)),
            pages=tuple(sorted({page for _, pages in group for page in pages})),
            digest=group[0][0].edition.digest,
        )
        for group in by_edition.values()
    ]
    return tuple(sorted(citations, key=lambda citation: order.index(citation.tier)))
