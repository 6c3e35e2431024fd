"""Why a cited section is not among the first found: what a person would have to change to find it."""

from drafter.domain.evidence import GuidelineSearch, Retrieval
from drafter.domain.guideline import Passage
from drafter.domain.names import cites_edition
from drafter.evaluation.retrieval import MissReason, Scored
from drafter.guidelines.corpus import Corpus
from drafter.guidelines.in_force import governs


def why_missed(scored: Scored, corpus: Corpus, found: Retrieval | None) -> tuple[MissReason, str | None]:
    """The reason that comes first on the way from the corpus to the first places.

    Beside "left out of scope" stand the search's own words for it. `found` is the result of a deep search; None where
    the search itself was refused, for want of a date or of an edition in force on it.
    """
    editions = [p for p in corpus.passages if any(cites_edition(one, p.edition) for one in scored.gold.citations)]
    if not editions:
        return "edition not in the corpus", None
    sections = [passage for passage in editions if scored.gold.section(passage)]
    if not sections:
        return "section not in the corpus", None
    in_force = [passage for passage in sections if found and governs(passage.edition, scored.case, scored.item, None)]
    if found is None or not in_force:
        return "edition not in force", None
    left = [_left_out(passage, found.search) for passage in in_force]
    if all(left):
        return "left out of scope", left[0]
    if any(scored.gold.section(evidence.passage) for evidence in found.evidence):
        return "ranked lower", None
    return "not near the request", None


def _left_out(passage: Passage, search: GuidelineSearch) -> str | None:
    """Why a search left a passage out, in its words; None where it did not."""
    edition = f"{passage.edition.cited_as} {passage.edition.edition}"
    return next(
        (out.reason for out in search.left_out if out.edition == edition and out.section in (None, passage.section)),
        None,
    )
