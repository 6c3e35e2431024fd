"""All scores of one item, from its line alone."""

from collections.abc import Iterable, Mapping, Sequence
from math import isnan

from drafter.domain.citation import Citation, NotParsed
from drafter.domain.determination import Determination
from drafter.domain.guideline import Edition, Passage
from drafter.domain.lexicon import Lexicon
from drafter.errors import EvaluationError
from drafter.evaluation.run_files import PASSAGES, GoldItem, ItemLine, Proposal
from drafter.evaluation.scores.citations import CitationScorer, CitedGuideline, as_citation
from drafter.evaluation.scores.found import found_scores
from drafter.evaluation.scores.grounding import grounding_scores
from drafter.evaluation.scores.outcome import outcome_scores
from drafter.evaluation.scores.rationale import RationaleScorer


class ItemScorer:
    """Scores items beside what the reviewers decided."""

    def __init__(self, editions: Iterable[Edition], lexicon: Lexicon, passages: Mapping[str, Passage]) -> None:
        """Prepare, with the corpus' editions and words, and the passages that items were given, by digest."""
        self._citations = CitationScorer(editions)
        self._rationales = RationaleScorer(lexicon)
        self._passages = passages

    def wanted(self, gold: GoldItem) -> list[CitedGuideline]:
        """What citations are scored against: none where a part of what the reviewer cites was not taken apart."""
        return self._citations.cited(gold.citations) if is_whole(gold) else []

    def scores(self, line: ItemLine, wanted: Sequence[CitedGuideline]) -> dict[str, float]:
        """The scores of an item's draft by name; one that does not apply is left out.

        Where drafting failed, all that can be asked of any draft counts as missed, and its probability as wrong as can
        be: else a drafter would gain by failing.
        """
        passages = self._given(line)
        draft, decided = line.draft, line.gold.determination
        wrong = float(decided is not Determination.OVERTURNED)
        proposed = (draft.determination, draft.probability) if draft else (None, wrong)
        found = outcome_scores(decided, *proposed)
        found |= self._cited(line, wanted, passages)
        found |= found_scores(line.gold.citations, passages) if is_whole(line.gold) else {}
        text = " ".join(sentence.text for sentence in draft.rationale) if draft else ""
        criteria = [criterion for passage in passages for criterion in passage.criteria]
        rationale = self._rationales.scores(text, line.gold.rationale, criteria)
        found |= rationale if draft else {name: score for name, score in rationale.items() if name.startswith("facts")}
        found |= grounding_scores(line)
        return {name: float(value) for name, value in found.items() if not isnan(value)}

    def _given(self, line: ItemLine) -> list[Passage]:
        """The passages that an item was given, in order."""
        try:
            return [self._passages[shown.sha256] for shown in line.evidence]
        except KeyError:
            where = f"{PASSAGES}: lacks a passage that item {line.item} of {line.letter} was given"
            raise EvaluationError(f"{where}; run the suite anew") from None

    def of_proposal(
        self, proposal: Proposal, decided: Determination, wanted: Sequence[CitedGuideline]
    ) -> dict[str, float]:
        """The scores of what a baseline proposes: of its outcome and of its citations, as far as it gives them."""
        found: dict[str, float] = {}
        if proposal.determination is not None:
            found |= outcome_scores(decided, proposal.determination, proposal.probability)
        if proposal.citations is not None:
            found |= self._citations.scores(self._citations.cited(proposal.citations), wanted)
        return {name: float(value) for name, value in found.items() if not isnan(value)}

    def _cited(self, line: ItemLine, wanted: Sequence[CitedGuideline], passages: Sequence[Passage]) -> dict[str, float]:
        """The scores of what a draft cites, and of what its reader is pointed to.

        That is what it cites, else the section that fits best, to look up.
        """
        scored = self._citations.scores(self._citations.cited(map(as_citation, line.citations)), wanted)
        named = scored
        if passages and not line.citations:
            named = self._citations.scores(self._citations.cited([_to_look_up(passages[0])]), wanted)
        return scored | {f"{name} named": named[name] for name in ("first guideline", "first section") if name in named}


def _to_look_up(passage: Passage) -> Citation:
    edition = passage.edition
    sections = (passage.section,) if passage.section else ()
    return Citation(tier=edition.tier, guideline=edition.cited_as, edition=edition.edition, sections=sections)


def is_whole(gold: GoldItem) -> bool:
    """Whether all that the reviewer cites was taken apart; else a draft's citations cannot be scored against it."""
    return not any(isinstance(one, NotParsed) for one in gold.citations)
