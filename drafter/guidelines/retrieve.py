"""Finds the passages that govern a request: of the editions in force, in scope, the highest tier first.

A search goes down the regulation's sequence (8 CCR 9792.21.1): a lower tier is searched only where no passage of the
higher one is about the request, and the reason is kept.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from drafter.domain.case import Case, DisputedItem
from drafter.domain.evidence import GuidelineEvidence, GuidelineSearch, LeftOut, Retrieval, TierStep
from drafter.domain.guideline import CriterionKind, Edition, Passage, Tier
from drafter.domain.terms import holds
from drafter.errors import GuidelineError
from drafter.guidelines.corpus import Corpus
from drafter.guidelines.hint import hinted
from drafter.guidelines.in_force import Governing, governing_editions
from drafter.guidelines.index import GuidelineIndex
from drafter.guidelines.ranking import Hit, Query, Ranking
from drafter.guidelines.scope import edition_out_of_scope, out_of_scope, situation
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
    governing = governing_editions(corpus.editions, case, item, as_of)
    field = _Field(corpus, governing, text, case)
    cited = hinted(item if hint else None, field.editions, corpus, load_titles(corpus.folder))
    ranking = Ranking(index, Query(text, corpus.aliases.expand(text), cited))
    steps, hits = _down_the_tiers(ranking, field, k)
    search = GuidelineSearch(tiers=steps, left_out=field.left_out)
    return Retrieval(evidence=_evidence(index, hits, governing), search=search)


class _Field:
    """The editions and sections that a search may find, and what it may not, with the reason."""

    def __init__(self, corpus: Corpus, governing: dict[str, Governing], text: str, case: Case | None) -> None:
        day = next(iter(governing.values())).date.day
        now = situation(text, case, corpus.aliases.body_parts_shown_in, day)
        out = [(entry.edition, edition_out_of_scope(entry.edition, now)) for entry in governing.values()]
        self.editions = [edition for edition, reason in out if reason is None]
        self._corpus = corpus
        self._text = text
        self._tier_of = {edition.id: edition.tier for edition in self.editions}
        scoped = [passage for passage in corpus.scoped if passage.edition.id in self._tier_of]
        barred = [(passage, reason) for passage in scoped if (reason := out_of_scope(passage.scope, now))]
        self._barred = frozenset(passage.id for passage, _ in barred)
        self.left_out = (
            *(LeftOut(edition=_named(edition), reason=reason) for edition, reason in out if reason),
            *_left_out(corpus, barred),
        )

    @property
    def tiers(self) -> list[Tier]:
        """The tiers that hold an edition in force and in scope, highest first."""
        return [tier for tier in Tier if tier in self._tier_of.values()]

    def holds(self, tier: Tier, id: str) -> bool:
        """Whether the search may find that passage in that tier."""
        passage = self.passage(id)
        return self._tier_of.get(passage.edition.id) is tier and id not in self._barred

    def passage(self, id: str) -> Passage:
        """The passage of an id that the index gave."""
        passage = self._corpus.passage(id)
        if passage is None:
            raise GuidelineError(
                "the index does not agree with the corpus; make it anew with `drafter guidelines index`"
            )
        return passage

    def silent(self, hits: Sequence[Hit]) -> Passage | None:
        """The first of the passages that says of its guideline that it is silent on the request."""
        for passage in (self.passage(hit.id) for hit in hits):
            for criterion in passage.criteria:
                if criterion.kind is CriterionKind.SILENT and holds(self._text, criterion.request):
                    return passage
        return None


def _left_out(corpus: Corpus, barred: Sequence[tuple[Passage, str]]) -> Iterator[LeftOut]:
    """The sections left out; an edition of which every section is left out for one reason stands as a whole."""
    counted = Counter((passage.edition.id, reason) for passage, reason in barred)
    whole = {place for place, count in counted.items() if count == corpus.sizes[place[0]]}
    for passage, reason in barred:
        place = (passage.edition.id, reason)
        if place not in whole:
            yield LeftOut(edition=_named(passage.edition), section=passage.section, reason=reason)
        elif counted.pop(place, 0):
            yield LeftOut(edition=_named(passage.edition), reason=reason)


def _down_the_tiers(ranking: Ranking, field: _Field, k: int) -> tuple[tuple[TierStep, ...], list[Hit]]:
    """The tiers searched, and the nearest passages of each; a tier that is left keeps at most half of the places."""
    steps: list[TierStep] = []
    hits: list[Hit] = []
    tiers = field.tiers
    for number, tier in enumerate(tiers, start=1):
        found = ranking.best(partial(field.holds, tier), k)
        reason = _why_left(tier, found, field)
        last = number == len(tiers)
        places = k - len(hits)
        hits += found[: places if reason is None or last else min(places, k // 2)]
        steps.append(TierStep(tier=tier, left_because=reason))
        if reason is None:
            break
    return tuple(steps), hits


def _why_left(tier: Tier, found: Sequence[Hit], field: _Field) -> str | None:
    """Why a lower tier is to be searched too; None where a passage of this one is about the request."""
    silent = field.silent(found)
    if silent:
        return f"{_named(silent.edition)}, {silent.heading}, says nothing on the treatment"
    if any(hit.about for hit in found):
        return None
    nearest = field.passage(found[0].id) if found else None
    if nearest is None:
        return f"no section of {tier.value} that is held, in force and in scope is near the request"
    return (
        f"no section of {tier.value} that is held, in force and in scope names the treatment; the nearest is "
        f"{_named(nearest.edition)}, {nearest.heading}"
    )


def _evidence(
    index: GuidelineIndex, hits: Sequence[Hit], governing: dict[str, Governing]
) -> tuple[GuidelineEvidence, ...]:
    evidence = []
    for number, (hit, passage) in enumerate(zip(hits, index.passages([hit.id for hit in hits]), strict=True), start=1):
        entry = governing[passage.edition.id]
        evidence.append(
            GuidelineEvidence(
                source=f"G{number}",
                passage=passage,
                sha256=passage.sha256,
                score=hit.score,
                in_force_on=entry.date,
                near_boundary=entry.near_boundary,
            )
        )
    return tuple(evidence)


def _named(edition: Edition) -> str:
    return f"{edition.cited_as} {edition.edition}"
