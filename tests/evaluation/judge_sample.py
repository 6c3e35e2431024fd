"""The sentences that the judge is measured on, each with its evidence: sound ones, and ones that are not.

All come from the rationales in `tests/grounding/mutation/sentences/held.jsonl`, written offline by a large language
model for synthetic cases and labelled by hand. Each sentence is asked about once, as it was written or made unsound.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from random import Random

from drafter.content import folder
from drafter.domain.draft import DraftSentence, SentenceState, Severity
from drafter.drafting.drafter import ItemTask
from drafter.grounding.things import things_of
from drafter.guidelines.corpus import load_corpus
from tests.grounding.mutation.drafts import drafted, labelled_worlds
from tests.grounding.mutation.kinds import KINDS
from tests.grounding.mutation.suite import Mutant, mutants
from tests.grounding.mutation.worlds import World

OVERSTATED = Path(__file__).with_name("judge_overstated.jsonl")
SEED = "judge"
DAMAGED, SOUND = 60, 120
_OF_FORM = frozenset(
    "pointer_removed pointer_to_unknown_source pointer_to_unknown_sentence pointer_named_in_the_sentence "
    "pointer_into_another_items_evidence character_hidden letter_of_another_alphabet sentence_without_end "
    "web_page_named document_not_listed".split()
)
"""Kinds of damage that code alone can see, beside those of quotations: they do not change what is said."""


class Group(StrEnum):
    """Where a sentence's label comes from."""

    SOUND = "sound, labelled by hand"
    UNSOUND = "unsound, labelled by hand"
    OVERSTATED = "overstated by hand"
    DAMAGED = "damaged by the mutation suite"


@dataclass(frozen=True)
class Chosen:
    """A sentence to ask about."""

    case: str
    item: int
    number: int
    """In its rationale, from 1."""
    group: Group
    kind: str = ""
    """The kind of damage, or what was put for what."""
    sentence: DraftSentence | None = None
    """What stands in its place; None where it stays as written."""

    @property
    def place(self) -> tuple[str, int, int]:
        """Where it stands."""
        return self.case, self.item, self.number


@dataclass(frozen=True)
class AskedItem:
    """One item with the sentences to ask about, in a case that holds all those made unsound."""

    world: World
    number: int
    chosen: tuple[Chosen, ...]

    @property
    def task(self) -> ItemTask:
        """The item as drafting sees it."""
        world, place = self.world, self.world.places[self.number]
        return ItemTask(
            self.number, world.item(self.number), world.case, place.evidence, place.parent, search=place.search
        )

    @property
    def states(self) -> tuple[SentenceState, ...]:
        """Unjudged for those to ask about, whatever the checks say of them, so that both see the same sentences."""
        asked = {one.number for one in self.chosen}
        length = len(self.world.places[self.number].draft.rationale)
        return tuple(SentenceState.UNJUDGED if n in asked else SentenceState.SET for n in range(1, length + 1))

    @property
    def flagged(self) -> frozenset[int]:
        """The sentences that a check finds fault with: an error or a warning stands against them."""
        findings = drafted(self.world).items[self.number - 1].findings
        return frozenset(one.sentence for one in findings if one.sentence and one.severity is not Severity.NOTE)


def held_worlds() -> list[World]:
    """The synthetic cases with the rationales held back."""
    return labelled_worlds("held", things_of(load_corpus(folder("guideline_corpus")).lexicon))


def sample(worlds: Sequence[World]) -> list[AskedItem]:
    """The sentences to ask about, by item; the same for the same worlds."""
    chosen = [*_unsound(worlds), *_overstated(worlds)]
    chosen += _damaged(worlds, {one.place for one in chosen})
    chosen += _sound(worlds, {one.place for one in chosen})
    return list(_by_item(worlds, chosen))


def _unsound(worlds: Sequence[World]) -> Iterator[Chosen]:
    for world in worlds:
        for item, number in sorted(world.unsound):
            yield Chosen(world.name, item, number, Group.UNSOUND)


def _overstated(worlds: Sequence[World]) -> Iterator[Chosen]:
    """Sentences in which a phrase was put for another by hand, so that they say more than their evidence does."""
    named = {world.name: world for world in worlds}
    for line in map(json.loads, OVERSTATED.read_text(encoding="utf-8").splitlines()):
        sentence = named[line["case"]].places[line["item"]].draft.rationale[line["sentence"] - 1]
        if sentence.text.count(line["was"]) != 1:
            raise ValueError(f"{line['case']} item {line['item']}: the phrase does not stand there once")
        told = DraftSentence(text=sentence.text.replace(line["was"], line["now"]), pointers=sentence.pointers)
        change = f"“{line['was']}” to “{line['now']}”"
        yield Chosen(line["case"], line["item"], line["sentence"], Group.OVERSTATED, change, told)


def _damaged(worlds: Sequence[World], taken: set[tuple[str, int, int]]) -> list[Chosen]:
    """Damaged sentences of as many kinds as there are, then a second one of each, whether checks flag them or not."""
    kinds = [
        kind
        for name, kind in KINDS.items()
        if kind.by_sentence and "+" not in name and name not in _OF_FORM and not name.startswith("quotation_")
    ]
    waiting: dict[str, list[Mutant]] = {kind.name: [] for kind in kinds}
    for mutant in mutants(worlds, kinds, wanted=6 * DAMAGED):
        if _is_in_the_sentence_alone(mutant):
            waiting[mutant.kind].append(mutant)
    places = set(taken)
    chosen: list[Chosen] = []
    while len(chosen) < DAMAGED and any(waiting.values()):
        for name in waiting:
            one = next((one for one in map(_of, waiting[name]) if one.place not in places), None)
            waiting[name] = [mutant for mutant in waiting[name] if one and _of(mutant).place != one.place]
            if one and len(chosen) < DAMAGED:
                places.add(one.place)
                chosen.append(one)
    return chosen


def _is_in_the_sentence_alone(mutant: Mutant) -> bool:
    damage, sound = mutant.damage, mutant.sound
    if damage.draft is not None or damage.at is None or damage.at != damage.was:
        return False
    before, after = sound.places[damage.number], damage.world.places[damage.number]
    same = damage.world.case is sound.case and damage.world.records is sound.records
    return same and after.evidence is before.evidence and after.parent is before.parent


def _of(mutant: Mutant) -> Chosen:
    damage = mutant.damage
    assert damage.at is not None
    sentence = damage.world.places[damage.number].draft.rationale[damage.at - 1]
    return Chosen(mutant.world, damage.number, damage.at, Group.DAMAGED, mutant.kind, sentence)


def _sound(worlds: Sequence[World], taken: set[tuple[str, int, int]]) -> list[Chosen]:
    """Sound sentences at random, without those that code sets."""
    every = [
        Chosen(world.name, number, position, Group.SOUND)
        for world in worlds
        for number in world.places
        for position, state in enumerate(drafted(world).items[number - 1].states, start=1)
        if state is not SentenceState.SET and (number, position) not in world.unsound
    ]
    return Random(SEED).sample([one for one in every if one.place not in taken], SOUND)


def _by_item(worlds: Sequence[World], chosen: Sequence[Chosen]) -> Iterator[AskedItem]:
    for world in worlds:
        own = [one for one in chosen if one.case == world.name]
        changed = world
        for one in own:
            if one.sentence:
                rationale = list(changed.places[one.item].draft.rationale)
                rationale[one.number - 1] = one.sentence
                changed = changed.with_rationale(one.item, *rationale)
        for item in world.places:
            if here := tuple(sorted((one for one in own if one.item == item), key=lambda one: one.number)):
                yield AskedItem(changed, item, here)
