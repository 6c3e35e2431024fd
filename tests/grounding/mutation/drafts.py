"""Where the suite meets the checks: the sound drafts of the two halves, and what the checks find in one."""

import json
from collections import defaultdict
from functools import lru_cache
from pathlib import Path

from drafter import __version__
from drafter.domain.case import Case
from drafter.domain.determination import Determination, outcome
from drafter.domain.draft import (
    EXTRACTIVE as EXTRACTIVE_DRAFTER,
)
from drafter.domain.draft import (
    CaseSource,
    Draft,
    DraftedBy,
    DraftedItem,
    DraftSentence,
    Finding,
    ItemDraft,
    ModelCall,
    Pointer,
)
from drafter.domain.evidence import CaseDate, Evidence
from drafter.domain.guideline import Passage
from drafter.domain.tier_reasons import place_of
from drafter.grounding.check import check_case, cited
from drafter.grounding.examine import examine
from drafter.grounding.lints.drafted import with_lints
from drafter.grounding.sources import Frame, sex_in
from drafter.grounding.things import Things
from drafter.grounding.verify import Originals, verify
from drafter.guidelines.index import GuidelineIndex
from tests.grounding.mutation.worlds import (
    EVIDENCE,
    EXTRACTIVE,
    HERE,
    LABELLED,
    FrozenCase,
    Place,
    World,
    case_files,
    living,
    parent_of,
    with_library,
)

SENTENCES = HERE / "sentences"
_DIGEST = "0" * 64
"""Stands for digests of case file and corpus, which nothing here compares with a file."""


def findings_of(world: World, number: int) -> list[Finding]:
    """What the checks find in one item, and in the letter as a whole.

    With `verified`, for a draft in a file, all that the suite asks of the checks.
    """
    draft = drafted(world)
    return [*draft.items[number - 1].findings, *draft.findings]


@lru_cache(maxsize=64)
def drafted(world: World) -> Draft:
    """The draft of the whole case, checked, as it stands in a file."""
    draft = Draft(
        case_number=world.case.case_number,
        case=CaseSource(file="case.yaml", sha256=_DIGEST),
        corpus_sha256=_DIGEST,
        lexicon_sha256=world.things.lexicon.sha256,
        drafted_by=_drafted_by(world),
        dates=world.case.dates,
        priority=world.case.priority,
        reviewer=world.case.reviewer,
        clinical_summary=world.case.clinical_summary,
        records=world.records,
        items=tuple(_drafted_item(world, number) for number in range(1, len(world.case.items) + 1)),
        outcome=outcome([place.draft.determination for place in world.places.values()]),
        findings=check_case(world.records, _case_dates(world)),
    )
    return with_lints(draft, world.things)


def verified(world: World, draft: Draft) -> list[Finding]:
    """What `verify` finds in a draft against the world as its sources."""
    governing = {
        (guideline.passage.id, number): (guideline.in_force_on, guideline.near_boundary)
        for number, place in world.places.items()
        for guideline in place.evidence.guidelines
    }
    own = {g.passage.id: g.passage for place in world.places.values() for g in place.evidence.guidelines}

    def in_force(passage: Passage, number: int) -> tuple[CaseDate, bool] | None:
        return governing.get((passage.id, number))

    originals = Originals(
        case=world.case,
        case_sha256=_DIGEST,
        records=world.records,
        passage=lambda id: own.get(id) or world.library.get(id),
        in_force=in_force,
        redraft=lambda number, *_: world.places[number].draft if world.half == EXTRACTIVE else None,
        things=world.things,
        document_text=lambda _: None,
        places=frozenset(map(place_of, [*own.values(), *world.library.values()])),
    )
    return list(verify(draft, originals).findings)


def extractive_worlds(index: GuidelineIndex) -> list[World]:
    """Every synthetic case, drafted by the extractive drafter from the corpus as it is."""
    return with_library([living(file, index) for file in case_files()])


def labelled_worlds(part: str, things: Things) -> list[World]:
    """The synthetic cases with the rationales of `sentences/<part>.jsonl`, on evidence as it was when they were made.

    Where an item has several rationales, each stands in a world of its own.
    """
    file = SENTENCES / f"{part}.jsonl"
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []
    turns: dict[tuple[str, int], int] = defaultdict(int)
    grouped: dict[tuple[str, int], dict[int, dict[str, object]]] = defaultdict(dict)
    for line in lines:
        place = (line["case"], line["item"])
        grouped[line["case"], turns[place]][line["item"]] = line
        turns[place] += 1
    return with_library([_labelled(name, written, things) for (name, _), written in grouped.items()])


def frozen(file: Path) -> FrozenCase:
    """A case with its evidence as it was."""
    return FrozenCase.model_validate_json(file.read_text(encoding="utf-8"))


def _labelled(name: str, written: dict[int, dict[str, object]], things: Things) -> World:
    kept = frozen(EVIDENCE / f"{name}.json")
    proposed = {item.number: item.proposed for item in kept.items}
    proposed |= {number: Determination(str(line["determination"])) for number, line in written.items()}
    places: dict[int, Place] = {}
    unsound: set[tuple[int, int]] = set()
    for item in kept.items:
        if item.number not in written:
            continue
        sentences: list[dict[str, object]] = written[item.number]["sentences"]  # type: ignore[assignment]
        evidence = Evidence(guidelines=item.guidelines, records=kept.records)
        parent = parent_of(kept.case, item.number, proposed)
        draft = ItemDraft(
            criteria=(),
            probability=0.5,
            determination=proposed[item.number],
            rationale=tuple(map(_sentence, sentences)),
        )
        places[item.number] = Place(item.number, evidence, item.search, parent, draft)
        unsound |= {(item.number, n) for n, sentence in enumerate(sentences, start=1) if not sentence["sound"]}
    return World(name, LABELLED, kept.case, kept.records, places, things, frozenset(unsound))


def _sentence(written: dict[str, object]) -> DraftSentence:
    names = [str(name).split(".") for name in written["pointers"]]  # type: ignore[attr-defined]
    pointers = tuple(Pointer(source=source, sentence=int(sentence)) for source, sentence in names)
    return DraftSentence(text=str(written["text"]), pointers=pointers)


def _drafted_item(world: World, number: int) -> DraftedItem:
    place = world.places.get(number)
    if place is None:
        return DraftedItem(number=number, item=world.item(number), draft=None)
    return _examined(place, world.case, world.things)


@lru_cache(maxsize=256)
def _examined(place: Place, case: Case, things: Things) -> DraftedItem:
    """One item with what is found in it alone; of a damaged letter, most items are as they were."""
    item, evidence = case.items[place.number - 1], place.evidence
    worker = sex_in(case.clinical_summary, evidence.records)
    frame = Frame.of(item, case.items, case.dates, case.case_number, worker, things, place.search)
    result = examine(place.number, place.draft, evidence, frame, place.parent)
    return DraftedItem(
        number=place.number,
        item=item,
        guidelines=evidence.guidelines,
        search=place.search,
        draft=place.draft,
        citations=cited(place.draft, evidence),
        absences=result.absences,
        states=result.states,
        findings=result.findings,
    )


def _drafted_by(world: World) -> DraftedBy:
    if world.half == EXTRACTIVE:
        return DraftedBy(model=EXTRACTIVE_DRAFTER, version=__version__)
    calls = tuple(ModelCall(item=n, request_sha256=_DIGEST, answer="", finish_reason="stop") for n in world.places)
    return DraftedBy(model="a model", version=__version__, calls=calls)


def _case_dates(world: World) -> list[CaseDate]:
    numbers = sorted(world.places)
    return [g.in_force_on for number in numbers for g in world.places[number].evidence.guidelines]
