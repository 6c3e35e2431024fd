"""Why a cited section is not among the first found: what a person would have to change to find it."""

from drafter.domain.evidence import Retrieval
from drafter.domain.guideline import Passage
from drafter.domain.names import cites_edition
from drafter.evaluation.retrieval import MissReason, Scored
from drafter.guidelines.corpus import Corpus


def why_missed(scored: Scored, corpus: Corpus, found: Retrieval | None) -> MissReason:
    """The reason that comes first on the way from the corpus to the first places.

    `found` is None where the search itself was refused, for want of a date or of an edition in force on it.
    """
    editions = [p for p in corpus.passages if any(cites_edition(one, p.edition) for one in scored.gold.citations)]
    if not editions:
        return "edition not in the corpus"
    sections = [passage for passage in editions if scored.gold.section(passage)]
    if not sections:
        return "section not in the corpus"
    if found is None:
        return "edition not in force"
    left = {(out.edition, out.section) for out in found.search.left_out}
    if all(_left_out(passage, left) for passage in sections):
        return "left out of scope"
    if any(scored.gold.section(evidence.passage) for evidence in found.evidence):
        return "ranked lower"
    return "not near the request"


def _left_out(passage: Passage, left: set[tuple[str, str | None]]) -> bool:
    edition = f"{passage.edition.cited_as} {passage.edition.edition}"
    return (edition, None) in left or (edition, passage.section) in left
