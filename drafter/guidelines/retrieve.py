"""Finds the passages that govern a request: of the editions in force, in scope, the highest tier first.

A search goes down the regulation's sequence (8 CCR 9792.21.1): a lower tier is searched only where no passage of the
higher one is about the request, and the reason is kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from drafter.domain import tier_reasons
from drafter.domain.case import Case, DisputedItem
from drafter.domain.evidence import GuidelineEvidence, GuidelineSearch, Retrieval, TierStep
from drafter.domain.guideline import CriterionKind, Passage, Tier
from drafter.domain.terms import holds
from drafter.errors import GuidelineError
from drafter.guidelines.corpus import Corpus
from drafter.guidelines.field import Field
from drafter.guidelines.hint import hinted
from drafter.guidelines.in_force import Governing
from drafter.guidelines.index import GuidelineIndex
from drafter.guidelines.ranking import Hit, Ranking
from drafter.guidelines.scope import Situation, out_of_scope, situation
from drafter.guidelines.titles import load_titles

DEFAULT_K = 8
"""How many guideline passages an item gets as evidence."""


def find_for_item(
    index: GuidelineIndex,
    case: Case,
    number: int,
    as_of: date | None = None,
    k: int = DEFAULT_K,
    hint: bool = True,
) -> Retrieval:
    """The passages for the item of that number, from 1; the search is for its request.

    Raises:
        GuidelineError: there is no date to go by, no edition is in force, or the index is damaged.
    """
    item = case.items[number - 1]
    return find_passages(index, item.request, case=case, item=item, as_of=as_of, k=k, hint=hint)


def find_passages(
    index: GuidelineIndex,
    text: str,
    *,
    case: Case | None = None,
    item: DisputedItem | None = None,
    as_of: date | None = None,
    k: int = DEFAULT_K,
    hint: bool = True,
) -> Retrieval:
    """The `k` passages nearest to a request or any text, of the editions that govern; fewer where fewer are near.

    With `hint`, what the claims administrator cited for the item counts towards its section.

    Raises:
        GuidelineError: the text is empty, there is no date to go by, no edition is in force, or the index is damaged.
    """
    text = text.encode("utf-8", "ignore").decode("utf-8")
    if not text.strip():
        raise GuidelineError("the search text is empty; give some words of the request")
    corpus = index.corpus
    governing = corpus.calendar.governing(case, item, as_of)
    day = next(iter(governing.values())).date.day
    now = situation(text, case, corpus.body_parts_in, day)
    field = corpus.fields.of(governing, now)
    cited = hinted(item if hint else None, field.editions, corpus, load_titles(corpus.folder))
    steps, hits = _down_the_tiers(_Searched(Ranking(index, text, cited), corpus, text, now), field, k)
    searched = [step.tier for step in steps]
    left_out = tuple(out for tier, out in field.left_out if tier in searched)
    search = GuidelineSearch(tiers=steps, left_out=left_out)
    return Retrieval(evidence=_evidence(index, hits, governing), search=search)


@dataclass(frozen=True)
class _Searched:
    """What is searched for, and in what."""

    ranking: Ranking
    corpus: Corpus
    text: str
    now: Situation

    def passage(self, id: str) -> Passage:
        """The passage of an id that the index gave."""
        passage = self.corpus.passage(id)
        if passage is None:
            raise GuidelineError(
                "the index does not agree with the corpus; make it anew with `drafter guidelines index`"
            )
        return passage

    def silent(self, hits: Sequence[Hit]) -> Passage | None:
        """The nearest passage, where it says of its guideline that it is silent on the request."""
        passage = self.passage(hits[0].id) if hits else None
        silent = passage and any(
            criterion.kind is CriterionKind.SILENT
            and holds(self.text, criterion.request)
            and not holds(self.text, criterion.request_not)
            and not out_of_scope(criterion.scope, self.now)
            for criterion in passage.criteria
        )
        return passage if silent else None


def _down_the_tiers(searched: _Searched, field: Field, k: int) -> tuple[tuple[TierStep, ...], list[Hit]]:
    """The tiers searched, and the nearest passages of each; a tier that is left keeps at most half of the places."""
    steps: list[TierStep] = []
    found: list[list[Hit]] = []
    for tier, ids in field.ids.items():
        found.append(searched.ranking.best(ids, k))
        steps.append(TierStep(tier=tier, left_because=_why_left(tier, found[-1], searched)))
        if steps[-1].left_because is None:
            break
    return tuple(steps), _shared(found, k)


def _shared(found: Sequence[Sequence[Hit]], k: int) -> list[Hit]:
    """The first `k` hits of the tiers, in order; the last tier gets half of the places, if it can fill them."""
    last = len(found[-1]) if found else 0
    kept: list[Hit] = []
    for number, hits in enumerate(found, start=1):
        places = k - len(kept)
        kept += hits[: places if number == len(found) else max(places - last, places - places // 2)]
    return kept


def _why_left(tier: Tier, found: Sequence[Hit], searched: _Searched) -> str | None:
    """Why a lower tier is to be searched too; None where a passage of this one is about the request."""
    silent = searched.silent(found)
    if silent:
        return tier_reasons.silent(silent)
    about = [searched.passage(hit.id) for hit in found if hit.about]
    if any(passage.held for passage in about):
        return None
    if about:
        return tier_reasons.not_held(about[0])
    nearest = searched.passage(found[0].id) if found else None
    return tier_reasons.none_named(tier, nearest) if nearest else tier_reasons.nothing_near(tier)


def _evidence(
    index: GuidelineIndex, hits: Sequence[Hit], governing: Mapping[str, Governing]
) -> tuple[GuidelineEvidence, ...]:
    evidence = []
    for number, (hit, passage) in enumerate(zip(hits, index.passages([hit.id for hit in hits]), strict=True), start=1):
        entry = governing[passage.edition.id]
        evidence.append(
            GuidelineEvidence(
                source=f"G{number}",
                passage=passage,
                sha256=index.sha256(passage),
                score=hit.score,
                in_force_on=entry.date,
                near_boundary=entry.near_boundary,
            )
        )
    return tuple(evidence)
