"""Damage inside a finished draft's file, found by `verify` against the sources as they are."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from drafter.domain.conclusion import CLOSING
from drafter.domain.determination import Determination, Outcome
from drafter.domain.draft import Draft, DraftedItem, DraftSentence, Pointer
from drafter.domain.evidence import Evidence, GuidelineEvidence, RecordEvidence
from drafter.grounding.sources import placed
from tests.grounding.mutation.drafts import drafted
from tests.grounding.mutation.spots import Damage, Spot, kind


def _filed(spot: Spot, draft: Draft) -> Damage:
    return replace(spot.whole(spot.world), draft=draft)


def _with_item(spot: Spot, draft: Draft, /, **changes: object) -> Damage:
    items = [i.model_copy(update=changes) if i.number == spot.number else i for i in draft.items]
    return _filed(spot, draft.model_copy(update={"items": tuple(items)}))


def _item(spot: Spot, draft: Draft) -> DraftedItem:
    return draft.items[spot.number - 1]


@kind("copy-differs", by_sentence=False)
def passage_copy_changed(spot: Spot) -> Iterator[Damage]:
    """A guideline sentence is changed inside the draft."""
    draft = drafted(spot.world)
    guidelines = list(_item(spot, draft).guidelines)
    held = [n for n, g in enumerate(guidelines) if g.passage.sentences]
    for place in spot.rng.sample(held, min(2, len(held))):
        changed = list(guidelines)
        changed[place] = _reworded(guidelines[place])
        yield _with_item(spot, draft, guidelines=tuple(changed))


def _reworded(guideline: GuidelineEvidence) -> GuidelineEvidence:
    first, *others = guideline.passage.sentences
    sentences = (first.model_copy(update={"text": f"{first.text.rstrip('.')} in every case."}), *others)
    return guideline.model_copy(update={"passage": guideline.passage.model_copy(update={"sentences": sentences})})


@kind("copy-differs", by_sentence=False)
def page_copy_changed(spot: Spot) -> Iterator[Damage]:
    """The page of a passage is changed inside the draft."""
    draft = drafted(spot.world)
    for place, guideline in enumerate(_item(spot, draft).guidelines):
        if guideline.passage.sentences:
            changed = list(_item(spot, draft).guidelines)
            passage = guideline.passage.model_copy(update={"pages": (*guideline.passage.pages, "777")})
            changed[place] = guideline.model_copy(update={"passage": passage})
            yield _with_item(spot, draft, guidelines=tuple(changed))


@kind("copy-differs", by_sentence=False)
def record_copy_changed(spot: Spot) -> Iterator[Damage]:
    """A record's sentence is changed inside the draft."""
    draft = drafted(spot.world)
    held = [n for n, record in enumerate(draft.records) if record.sentences]
    for place in spot.rng.sample(held, min(2, len(held))):
        yield _filed(spot, _with_records(draft, place, _amended(draft.records[place], spot)))


def _amended(record: RecordEvidence, spot: Spot) -> RecordEvidence:
    sentences = list(record.sentences)
    place = spot.rng.randrange(len(sentences))
    sentences[place] = sentences[place].model_copy(update={"text": f"{sentences[place].text} Much better."})
    return record.model_copy(update={"sentences": tuple(sentences)})


def _with_records(draft: Draft, place: int, record: RecordEvidence) -> Draft:
    records = list(draft.records)
    records[place] = record
    return draft.model_copy(update={"records": tuple(records)})


@kind("copy-differs", by_sentence=False)
def records_reordered_or_dropped(spot: Spot) -> Iterator[Damage]:
    """A record is missing in the draft, or two stand in each other's place."""
    draft = drafted(spot.world)
    if len(draft.records) > 2:
        last, before = draft.records[-1], draft.records[-2]
        yield _filed(spot, draft.model_copy(update={"records": (*draft.records[:-2], last, before)}))
        yield _filed(spot, draft.model_copy(update={"records": draft.records[:-1]}))


@kind("source-changed", by_sentence=False)
def source_changed(spot: Spot) -> Iterator[Damage]:
    """The draft was made of another version of a record or a passage: their digests differ."""
    draft = drafted(spot.world)
    record = draft.records[0].model_copy(update={"sha256": "f" * 64})
    yield _filed(spot, _with_records(draft, 0, record))
    if _item(spot, draft).guidelines:
        first, *others = _item(spot, draft).guidelines
        yield _with_item(spot, draft, guidelines=(first.model_copy(update={"sha256": "e" * 64}), *others))


@kind("copy-differs", by_sentence=False)
def case_data_changed(spot: Spot) -> Iterator[Damage]:
    """Case number, header dates or summary are changed inside the draft."""
    draft = drafted(spot.world)
    yield _filed(spot, draft.model_copy(update={"case_number": f"{draft.case_number}9"}))
    yield _filed(spot, draft.model_copy(update={"clinical_summary": f"{draft.clinical_summary} All is well."}))
    day = draft.dates.injury
    if day:
        dates = draft.dates.model_copy(update={"injury": day + timedelta(days=2)})
        yield _filed(spot, draft.model_copy(update={"dates": dates}))


@kind("copy-differs", by_sentence=False)
def request_changed(spot: Spot) -> Iterator[Damage]:
    """The request is changed inside the draft."""
    draft = drafted(spot.world)
    item = _item(spot, draft).item
    yield _with_item(spot, draft, item=item.model_copy(update={"request": f"{item.request}, and 2 more"}))


@kind("copy-differs", by_sentence=False)
def citations_changed(spot: Spot) -> Iterator[Damage]:
    """A citation computed from the pointers is taken away or given twice."""
    draft = drafted(spot.world)
    citations = _item(spot, draft).citations
    if citations:
        yield _with_item(spot, draft, citations=citations[:-1])
        yield _with_item(spot, draft, citations=(*citations, citations[0]))


@kind("copy-differs", by_sentence=False)
def findings_hidden(spot: Spot) -> Iterator[Damage]:
    """Findings are taken out of the draft: a sentence is damaged, and its finding is not there."""
    first = next((s for s in spot.draft.rationale if s.pointers), None)
    if first:
        bad = DraftSentence(text=f"{first.text.rstrip('.')}, after 977 visits.", pointers=first.pointers)
        world = spot.world.with_rationale(spot.number, bad, *spot.draft.rationale[1:])
        yield replace(_with_item(spot, drafted(world), findings=()), world=world)


@kind("draft-changed", by_sentence=False)
def proposal_turned(spot: Spot) -> Iterator[Damage]:
    """Determination and closing sentence of an extractive draft are turned round inside its file."""
    if spot.world.half != "extractive":
        return
    draft = drafted(spot.world)
    for other in Determination:
        if other is not spot.draft.determination:
            rationale = (*spot.draft.rationale[:-1], DraftSentence(text=CLOSING[other]))
            turned = spot.draft.model_copy(update={"determination": other, "rationale": rationale})
            yield _with_item(spot, draft, draft=turned)


@kind("draft-changed", by_sentence=False)
def probability_changed(spot: Spot) -> Iterator[Damage]:
    """The probability of an extractive draft is changed inside its file."""
    if spot.world.half == "extractive":
        changed = spot.draft.model_copy(update={"probability": 0.99})
        yield _with_item(spot, drafted(spot.world), draft=changed)


@kind("draft-changed", by_sentence=False)
def model_without_calls(spot: Spot) -> Iterator[Damage]:
    """A draft names a model as its drafter, and holds no call to it."""
    draft = drafted(spot.world)
    by = draft.drafted_by.model_copy(update={"model": "another model", "calls": ()})
    yield _filed(spot, draft.model_copy(update={"drafted_by": by}))


@kind("copy-differs", by_sentence=False)
def outcome_changed(spot: Spot) -> Iterator[Damage]:
    """The letter's outcome is not the one that its items give."""
    draft = drafted(spot.world)
    yield from (_filed(spot, draft.model_copy(update={"outcome": o})) for o in Outcome if o is not draft.outcome)


@kind("not-in-force", by_sentence=False)
def edition_not_in_force(spot: Spot) -> Iterator[Damage]:
    """The item rests on a passage of an edition that is not in force on the case's date."""
    guidelines = spot.place.evidence.guidelines
    if not guidelines:
        return
    day = guidelines[0].in_force_on.day
    own = {g.passage.id for place in spot.world.places.values() for g in place.evidence.guidelines}
    out = [
        passage
        for passage in spot.world.library.values()
        if passage.held
        and passage.id not in own
        and (passage.edition.in_force.from_ > day or (passage.edition.in_force.to or day) < day)
    ]
    for passage in spot.rng.sample(out, min(2, len(out))):
        first = guidelines[0].model_copy(update={"passage": passage, "sha256": passage.sha256})
        evidence = Evidence(guidelines=(first, *guidelines[1:]), records=spot.place.evidence.records)
        to = (Pointer(source=first.source, sentence=1),)
        sentence = DraftSentence(text=placed(passage, passage.sentences[0]), pointers=to)
        world = spot.world.with_place(spot.number, evidence=evidence)
        world = world.with_rationale(spot.number, sentence, spot.draft.rationale[-1])
        yield _filed(spot, drafted(world))
