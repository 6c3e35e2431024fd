"""Where what the reviewer cites stands among the passages that an item was given."""

from collections.abc import Callable, Mapping, Sequence

from drafter.domain.citation import Citation, Cited
from drafter.domain.guideline import Passage
from drafter.evaluation.retrieval import Gold

PLACES = (1, 3, 5, 8)


def found_scores(cited: Sequence[Cited], passages: Sequence[Passage]) -> dict[str, float]:
    """Whether a guideline and a section cited are among the first sections found; none where no guideline is cited.

    A citation without a section counts by its guideline. `drafter eval retrieval` counts so too, but only
    items that cite the MTUS, so that its figures are higher.
    """
    gold = Gold(tuple(one for one in cited if isinstance(one, Citation)))
    if not gold.citations:
        return {}
    sections = list({(passage.edition.id, passage.section): passage for passage in reversed(passages)}.values())[::-1]
    guideline = _first(gold.guideline, sections)
    section = None if guideline is None else _first(gold.section, sections)
    ranks: Mapping[str, int | None] = {"guideline": guideline, "section": section}
    return {f"{what} in {k}": float(rank is not None and rank <= k) for what, rank in ranks.items() for k in PLACES}


def _first(right: Callable[[Passage], bool], passages: Sequence[Passage]) -> int | None:
    return next((place for place, passage in enumerate(passages, start=1) if right(passage)), None)
