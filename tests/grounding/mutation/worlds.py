"""The synthetic cases with their evidence: what drafts are made from, damaged and checked.

Evidence comes from the shipped corpus as it is now (`living`), or as it was when sentences were written for it and
labelled (`FrozenCase`), so that later changes of the corpus do not make the labels stale.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from drafter.cases.load import load_case
from drafter.domain.case import Case, DisputedItem, ItemStatus, Model
from drafter.domain.determination import Determination
from drafter.domain.draft import DraftSentence, ItemDraft
from drafter.domain.evidence import Evidence, GuidelineEvidence, GuidelineSearch, RecordEvidence
from drafter.domain.guideline import Passage
from drafter.domain.set_sentences import Parent
from drafter.drafting.drafter import ItemTask
from drafter.drafting.extractive import ExtractiveDrafter
from drafter.drafting.pipeline import parents_first
from drafter.grounding.things import Things, things_of
from drafter.guidelines.index import GuidelineIndex
from drafter.guidelines.retrieve import find_for_item

HERE = Path(__file__).parent
CASES = HERE / "cases"
EVIDENCE = HERE / "evidence"
EXTRACTIVE, LABELLED = "extractive", "labelled"
"""The two halves of the suite."""


@dataclass(frozen=True, eq=False)
class Place:
    """One open item with its evidence and what is drafted for it; told apart by identity."""

    number: int
    evidence: Evidence
    search: GuidelineSearch
    parent: Parent | None
    draft: ItemDraft


@dataclass(frozen=True, eq=False)
class World:
    """A case, its records, and its open items with evidence and drafts; told apart by identity."""

    name: str
    """Of the case's file: "g01"."""
    half: str
    case: Case
    records: tuple[RecordEvidence, ...]
    places: dict[int, Place]
    """By the item's number, parents before their dependents."""
    things: Things
    """What body parts, drugs and findings are called."""
    unsound: frozenset[tuple[int, int]] = frozenset()
    """(item, sentence) of the sentences that were labelled as not sound."""
    library: dict[str, Passage] = field(default_factory=dict)
    """The passages of every case of the half by their ids, to take wrong ones from."""

    def item(self, number: int) -> DisputedItem:
        """The disputed item of that number."""
        return self.case.items[number - 1]

    def with_place(self, number: int, **changes: object) -> "World":
        """The world with one item's evidence, parent or draft changed."""
        return replace(self, places={**self.places, number: replace(self.places[number], **changes)})  # type: ignore[arg-type]

    def with_draft(self, number: int, **changes: object) -> "World":
        """The world with parts of one item's draft changed."""
        return self.with_place(number, draft=self.places[number].draft.model_copy(update=changes))

    def with_rationale(self, number: int, *sentences: DraftSentence) -> "World":
        """The world with another rationale for one item."""
        return self.with_draft(number, rationale=sentences)

    def with_item(self, number: int, **changes: object) -> "World":
        """The world with one disputed item changed, as the case file has it."""
        items = [i.model_copy(update=changes) if n == number else i for n, i in enumerate(self.case.items, start=1)]
        return replace(self, case=self.case.model_copy(update={"items": tuple(items)}))


class FrozenItem(Model):
    """One open item's evidence as it was."""

    number: int
    guidelines: tuple[GuidelineEvidence, ...]
    """Its passages, without their criteria and sources."""
    search: GuidelineSearch
    proposed: Determination
    """What the extractive drafter proposed, which dependents were told."""


class FrozenCase(Model):
    """A case with its evidence as it was."""

    case: Case
    records: tuple[RecordEvidence, ...]
    items: tuple[FrozenItem, ...]


def case_files() -> list[Path]:
    """The synthetic cases, in order."""
    return sorted(CASES.glob("g*.yaml"))


def living(file: Path, index: GuidelineIndex) -> World:
    """A case with evidence from the corpus as it is, drafted by the extractive drafter."""
    loaded = load_case(file)
    drafter = ExtractiveDrafter(index.corpus.aliases.body_parts_shown_in)
    places: dict[int, Place] = {}
    for number in open_items(loaded.case):
        found = find_for_item(index, loaded.case, number)
        evidence = Evidence(guidelines=found.evidence, records=loaded.records)
        parent = parent_of(loaded.case, number, {n: place.draft.determination for n, place in places.items()})
        item = loaded.case.items[number - 1]
        task = ItemTask(
            number=number, item=item, case=loaded.case, evidence=evidence, search=found.search, parent=parent
        )
        places[number] = Place(number, evidence, found.search, parent, drafter.propose(task))
    return World(file.stem, EXTRACTIVE, loaded.case, loaded.records, places, things_of(index.corpus.lexicon))


def freeze(world: World) -> FrozenCase:
    """What to keep of a case, so that it is the same whatever becomes of the corpus."""
    items = tuple(
        FrozenItem(
            number=place.number,
            guidelines=tuple(map(_stripped, place.evidence.guidelines)),
            search=place.search,
            proposed=place.draft.determination,
        )
        for place in world.places.values()
    )
    return FrozenCase(case=world.case, records=world.records, items=items)


def open_items(case: Case) -> Iterator[int]:
    """The numbers of the open items, parents first."""
    return (number for number in parents_first(case) if case.items[number - 1].status is ItemStatus.OPEN)


def parent_of(case: Case, number: int, proposed: dict[int, Determination]) -> Parent | None:
    """The item that an item depends on, with what is proposed for it."""
    depends_on = case.items[number - 1].depends_on
    if depends_on is None:
        return None
    return Parent(depends_on, case.items[depends_on - 1].status, proposed.get(depends_on))


def with_library(worlds: list[World]) -> list[World]:
    """Worlds that know each other's passages."""
    every = (g.passage for world in worlds for place in world.places.values() for g in place.evidence.guidelines)
    library = {passage.id: passage for passage in every}
    return [replace(world, library=library) for world in worlds]


def _stripped(evidence: GuidelineEvidence) -> GuidelineEvidence:
    sentences = tuple(s.model_copy(update={"sources": ()}) for s in evidence.passage.sentences)
    bare = evidence.passage.model_copy(update={"criteria": (), "title_sources": (), "sentences": sentences})
    return evidence.model_copy(update={"passage": bare})
