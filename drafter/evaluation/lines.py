"""Drafts as the lines of a run: each item beside its decision, each passage and record once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from drafter.domain.citation import Citation
from drafter.domain.decision import DecidedItem
from drafter.domain.draft import Draft, DraftedItem
from drafter.domain.guideline import Edition, Passage
from drafter.domain.names import cites_edition
from drafter.evaluation.blind import BlindCase
from drafter.evaluation.leakage.leak import Leak
from drafter.evaluation.run_files import CaseLine, GoldItem, ItemLine, Pair, Proposal, ShownPassage
from drafter.evaluation.scores.citations import as_citation
from drafter.evaluation.slices import HELD
from drafter.evaluation.table import ItemId


@dataclass(frozen=True)
class Answers:
    """What is known of every decided item before anything is drafted."""

    slices: Mapping[ItemId, tuple[str, ...]]
    baselines: Mapping[ItemId, Mapping[str, Proposal]]
    editions: tuple[Edition, ...]


def case_line(blind: BlindCase, condition: str, draft: Draft, suspected: tuple[Leak, ...]) -> CaseLine:
    """The line of a case as it was drafted."""
    return CaseLine(
        letter=blind.letter,
        condition=condition,
        case_number=draft.case_number,
        clinical_summary=draft.clinical_summary,
        records=draft.records,
        findings=draft.findings,
        suspected=suspected,
    )


def item_lines(
    blind: BlindCase, condition: str, draft: Draft, answers: Answers, pairs: Mapping[int, Pair]
) -> Iterator[ItemLine]:
    """The lines of the items of a draft, with what became of the proposals of `pairs` by the items' numbers."""
    for drafted, decided in zip(draft.items, blind.decision.items, strict=True):
        yield ItemLine(
            **_known(blind, drafted.number, condition, decided, answers),
            request=drafted.item,
            evidence=tuple(ShownPassage(source=g.source, sha256=g.sha256, score=g.score) for g in drafted.guidelines),
            search=drafted.search,
            draft=drafted.draft,
            failed=None if drafted.draft else f"not open: {drafted.item.status}",
            citations=drafted.citations,
            absences=drafted.absences,
            states=drafted.states,
            findings=drafted.findings,
            pair=pairs.get(drafted.number),
        )


def failed_lines(
    blind: BlindCase, condition: str, reason: str, answers: Answers, pairs: Mapping[int, Pair]
) -> Iterator[ItemLine]:
    """The lines of a case that could not be drafted, with the reason and what that means for pairs."""
    for number, (item, decided) in enumerate(zip(blind.loaded.case.items, blind.decision.items, strict=True), start=1):
        known = _known(blind, number, condition, decided, answers)
        yield ItemLine(**known, request=item, draft=None, failed=reason, pair=pairs.get(number))


def passages_of(draft: Draft) -> dict[str, Passage]:
    """The passages that a draft's items were given, by digest."""
    return {evidence.sha256: evidence.passage for item in draft.items for evidence in item.guidelines}


def proposal_of(item: DraftedItem) -> Proposal:
    """A draft of an item as the proposal of a baseline."""
    draft = item.draft
    return Proposal(
        determination=draft and draft.determination,
        probability=draft.probability if draft else None,
        citations=tuple(map(as_citation, item.citations)),
    )


def _known(blind: BlindCase, number: int, condition: str, decided: DecidedItem, answers: Answers) -> dict[str, object]:
    id = ItemId(blind.letter, number)
    gold = _gold(decided, answers.editions)
    return {
        "letter": blind.letter,
        "item": number,
        "condition": condition,
        "gold": gold,
        "slices": answers.slices[id] + ((HELD,) if gold.cites_held else ()),
        "baselines": answers.baselines.get(id, {}),
    }


def _gold(decided: DecidedItem, editions: tuple[Edition, ...]) -> GoldItem:
    cited = [one for one in decided.reviewer_citations if isinstance(one, Citation)]
    return GoldItem(
        determination=decided.determination,
        citations=decided.reviewer_citations,
        claims_administrator_citations=decided.claims_administrator_citations,
        reviewer_guideline=decided.reviewer_guideline,
        rationale=decided.rationale,
        cites_held=any(cites_edition(one, edition) for one in cited for edition in editions),
    )
