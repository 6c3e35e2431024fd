"""Damage to the reasoning and the form of an item or a letter."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from drafter.domain.case import Quantities, RecordType
from drafter.domain.conclusion import CLOSING
from drafter.domain.dates import long_date
from drafter.domain.determination import Determination
from drafter.domain.draft import CriterionStatus, DraftSentence, Pointer, Search
from drafter.domain.evidence import Evidence, GuidelineEvidence, GuidelineSearch, RecordEvidence, TierStep
from drafter.domain.guideline import Passage, Tier
from drafter.grounding.sources import placed
from tests.builders import passage as made_passage
from tests.grounding.mutation.spots import Damage, Spot, kind, stems, text_at
from tests.grounding.mutation.vocabulary import DRUGS, PARTS
from tests.grounding.mutation.worlds import World

_TURNED = {
    Determination.UPHELD: Determination.OVERTURNED,
    Determination.OVERTURNED: Determination.UPHELD,
    Determination.INSUFFICIENT: Determination.UPHELD,
}
_GRANTS = ("The request should be certified.", "Medical necessity has been established.", "The denial is overturned.")
_REFUSES = (
    "The request should not be certified.",
    "Medical necessity has not been established.",
    "The denial is upheld.",
)
_UNSURE = re.compile(
    r"\b(?:no|not|nor|never|without|denie[sd]|declin\w*|refus\w*|fail\w*|stopped|if|unless|plan\w*|will|would|should|"
    r"goals?|hop\w+|to|possibl\w+|suspect\w*|want\w*|minimal|little)\b|:",
    re.IGNORECASE,
)
"""What may take back what a sentence says."""

_OUTSIDE = re.compile(r"\bODG|Official Disability|Cochrane")


def _open_or(determination: Determination) -> list[Determination]:
    return [other for other in Determination if other is not determination]


@kind("conclusion-differs", by_sentence=False)
def closing_turned(spot: Spot) -> Iterator[Damage]:
    """The closing sentence concludes otherwise than the determination."""
    for other in _open_or(spot.draft.determination):
        closing = DraftSentence(text=CLOSING[other])
        yield spot.whole(spot.world.with_rationale(spot.number, *spot.draft.rationale[:-1], closing))


@kind("conclusion-missing", by_sentence=False)
def closing_removed(spot: Spot) -> Iterator[Damage]:
    """There is no closing sentence."""
    if len(spot.draft.rationale) > 1:
        yield spot.whole(spot.world.with_rationale(spot.number, *spot.draft.rationale[:-1]))


@kind("conclusion-missing", by_sentence=False)
def closing_not_last(spot: Spot) -> Iterator[Damage]:
    """The closing sentence stands first, and not last."""
    first, rest = spot.draft.rationale[-1], spot.draft.rationale[:-1]
    if rest:
        yield spot.whole(spot.world.with_rationale(spot.number, first, *rest))


@kind("conclusion-differs", by_sentence=False)
def verdict_contrary(spot: Spot) -> Iterator[Damage]:
    """A sentence inside the rationale concludes otherwise than the determination."""
    verdicts = _GRANTS if spot.draft.determination is not Determination.OVERTURNED else _REFUSES
    yield from (spot.added(text) for text in spot.rng.sample(verdicts, 2))


@kind("conclusion-differs", by_sentence=False)
def determination_turned(spot: Spot) -> Iterator[Damage]:
    """The determination is turned round, and the rationale stays."""
    for other in _open_or(spot.draft.determination):
        yield spot.whole(spot.world.with_draft(spot.number, determination=other))


@kind("criteria-differ", by_sentence=False)
def determination_and_closing_turned(spot: Spot) -> Iterator[Damage]:
    """Determination and closing sentence are turned round together, against the criteria."""
    other = _TURNED[spot.draft.determination]
    statuses = {check.status for check in spot.draft.criteria}
    failed = {CriterionStatus.NOT_MET, CriterionStatus.NOT_DOCUMENTED}
    contrary = statuses & failed if other is Determination.OVERTURNED else statuses and not statuses & failed
    follows = spot.place.parent and spot.place.parent.sentence in [s.text for s in spot.draft.rationale]
    if contrary and not follows:
        rationale = (*spot.draft.rationale[:-1], DraftSentence(text=CLOSING[other]))
        yield spot.whole(spot.world.with_draft(spot.number, determination=other, rationale=rationale))


@kind("absence-unchecked", by_sentence=False)
def receipt_emptied(spot: Spot) -> Iterator[Damage]:
    """A criterion is called not documented, and the receipt of the search is gone or names no words."""
    for place, check in enumerate(spot.draft.criteria):
        if check.status is CriterionStatus.NOT_DOCUMENTED and check.searched:
            for receipt in (None, check.searched.model_copy(update={"words": ()})):
                yield _with_criterion(spot, place, searched=receipt)


@kind("absence-contradicted", by_sentence=False)
def shown_called_not_documented(spot: Spot) -> Iterator[Damage]:
    """A criterion that words of the record show is called not documented, with a receipt that names the words."""
    clinical = {r.source for r in spot.place.evidence.records if r.type is RecordType.PROGRESS_REPORT}
    for place, check in enumerate(spot.draft.criteria):
        for pointer in check.pointers if check.status is CriterionStatus.MET else ():
            text = text_at(spot.place, pointer)
            words = re.findall(r"\b[a-z]{7,}\b", text)
            if pointer.source in clinical and words and not _UNSURE.search(text):
                receipt = Search(sources=tuple(sorted(clinical)), words=(spot.rng.choice(words),))
                changes = {"status": CriterionStatus.NOT_DOCUMENTED, "pointers": (), "searched": receipt}
                yield _with_criterion(spot, place, **changes)


@kind("pointer-unknown", by_sentence=False)
def criterion_pointing_nowhere(spot: Spot) -> Iterator[Damage]:
    """A criterion of the checklist points at evidence that there is not."""
    for place, check in enumerate(spot.draft.criteria):
        yield _with_criterion(spot, place, pointers=(*check.pointers, Pointer(source="R66", sentence=1)))
        yield _with_criterion(spot, place, criterion=Pointer(source=check.criterion.source, sentence=999))


def _with_criterion(spot: Spot, place: int, **changes: object) -> Damage:
    criteria = list(spot.draft.criteria)
    criteria[place] = criteria[place].model_copy(update=changes)
    return spot.whole(spot.world.with_draft(spot.number, criteria=tuple(criteria)))


def _resting_on(spot: Spot, own: list[Passage], tiers: GuidelineSearch | None, *texts: str) -> Iterator[Damage]:
    """The item upheld on the last of these passages alone, and on sentences on it."""
    first = spot.place.evidence.guidelines[0]
    evidence = [
        GuidelineEvidence(source=f"G{n}", passage=p, sha256=p.sha256, score=1.0, in_force_on=first.in_force_on)
        for n, p in enumerate(own, start=1)
    ]
    last = Pointer(source=evidence[-1].source, sentence=1)
    said = texts or (placed(own[-1], own[-1].sentences[0]),)
    closing = DraftSentence(text=CLOSING[Determination.UPHELD])
    rationale = (*(DraftSentence(text=text, pointers=(last,)) for text in said), closing)
    draft = spot.draft.model_copy(
        update={"criteria": (), "determination": Determination.UPHELD, "rationale": rationale}
    )
    world = spot.world.with_place(
        spot.number,
        evidence=Evidence(guidelines=tuple(evidence), records=spot.place.evidence.records),
        search=tiers or spot.place.search,
        draft=draft,
    )
    yield spot.whole(world)


def _lower_tier(spot: Spot, tier: Tier = Tier.ACOEM_ODG) -> Passage:
    words = re.split(r"[,(]| for | of ", spot.world.item(spot.number).request)[0].strip()
    outside = tier is Tier.ACOEM_ODG
    return made_passage(
        section=words[:1].upper() + words[1:],
        statements=[f"{words[:1].upper()}{words[1:]} is advised against where other care has not been tried."],
        page=None,
        id="odg-treatment-2014" if outside else "society-2014",
        edition="2014",
        cited_as="Official Disability Guidelines (ODG)" if outside else "Guideline of a learned society",
        guideline="Official Disability Guidelines (ODG)" if outside else "Guideline of a learned society",
        publisher="Publisher of the ODG" if outside else "A learned society",
        tier=tier,
    )


def _mtus(spot: Spot) -> list[Passage]:
    held = [g.passage for g in spot.place.evidence.guidelines if g.passage.held]
    return [passage for passage in held if passage.edition.tier is Tier.MTUS]


@kind("outside-mtus-unexplained", by_sentence=False)
def outside_the_mtus(spot: Spot) -> Iterator[Damage]:
    """The item rests on a guideline outside of the MTUS, and no word says why."""
    steps = (
        TierStep(tier=Tier.MTUS, left_because="no section of it names the treatment"),
        TierStep(tier=Tier.ACOEM_ODG),
    )
    if spot.place.evidence.guidelines and _used_tiers(spot) <= {Tier.MTUS}:
        yield from _resting_on(spot, [_lower_tier(spot)], GuidelineSearch(tiers=steps))
        yield from _resting_on(spot, [_lower_tier(spot, Tier.OTHER)], GuidelineSearch(tiers=steps))


@kind("higher-tier-unused", by_sentence=False)
def lower_tier_alone(spot: Spot) -> Iterator[Damage]:
    """The item rests on a lower tier alone, though the search found passages of the MTUS."""
    for passage in _mtus(spot)[:2]:
        yield from _resting_on(spot, [passage, _lower_tier(spot)], GuidelineSearch(tiers=(TierStep(tier=Tier.MTUS),)))


_SILENT = (
    "The MTUS does not address this treatment.",
    "The MTUS is silent on this request.",
    "This treatment is not mentioned in the MTUS.",
)


@kind("silence-alone", by_sentence=False)
def denied_for_silence(spot: Spot) -> Iterator[Damage]:
    """The item is denied for no other reason than that the MTUS does not address it."""
    for passage in _mtus(spot)[:1]:
        for text in spot.rng.sample(_SILENT, 2):
            yield from _resting_on(spot, [passage], None, text)


@kind("prevails-unexplained", by_sentence=False)
def recommendations_differ(spot: Spot) -> Iterator[Damage]:
    """Physician, utilization review and rationale each cite another guideline, and no word says which prevails."""
    item = spot.world.item(spot.number)
    review = item.claims_administrator_guideline or "MTUS Chronic Pain Medical Treatment Guidelines"
    if item.physician_guideline is None and _used_tiers(spot) == {Tier.MTUS} and not _OUTSIDE.search(review):
        for physician in ("Official Disability Guidelines (ODG), Treatment, 2014", "ODG Pain Chapter (2015)"):
            changes = {"physician_guideline": physician, "claims_administrator_guideline": review}
            yield spot.whole(spot.world.with_item(spot.number, **changes))


def _used_tiers(spot: Spot) -> set[Tier]:
    """The tiers of the passages that the rationale points at."""
    named = {pointer.source for sentence in spot.draft.rationale for pointer in sentence.pointers}
    return {g.passage.edition.tier for g in spot.place.evidence.guidelines if g.source in named}


@kind("scope-differs", by_sentence=False)
def section_out_of_scope(spot: Spot) -> Iterator[Damage]:
    """The item is judged by a section on another body part."""
    world, item = spot.world, spot.world.item(spot.number)
    told = f"{item.request} {world.case.clinical_summary or ''}"
    named = [part for part, names in PARTS.items() if re.search(rf"\b(?:{names})\b", item.request, re.IGNORECASE)]
    strange = [p for p in world.library.values() if p.held and p.edition.body_parts and _unnamed(p, told)]
    if named and strange:
        for passage in spot.rng.sample(strange, min(2, len(strange))):
            yield from _resting_on(spot, [passage], None)


def _unnamed(passage: Passage, told: str) -> bool:
    """Whether the passage's body parts are nowhere in the text."""
    neck = f"{PARTS['neck']}|upper extremit|arms?|hands?|emg|electro"
    words = {
        "neck": neck,
        "upper back": neck,
        "low back": "low back|lumbar|back|spin|L[1-5]|lower extremit|legs?|emg|electro",
        "mental health": "mental|psych",
    }
    parts = [words.get(part, PARTS.get(part.split(" and ")[0], part)) for part in passage.edition.body_parts]
    return not any(re.search(rf"\b(?:{names})", told, re.IGNORECASE) for names in parts)


@kind("ur-alone", by_sentence=False)
def resting_on_utilization_review(spot: Spot) -> Iterator[Damage]:
    """Every record pointer leads to the utilization review determination."""
    reviews = [r for r in spot.place.evidence.records if r.type is RecordType.UR_DETERMINATION]
    for record in reviews:
        fit = [s for s in record.sentences if 5 < len(s.text.split()) < 40 and not re.search('["“”]', s.text)]
        for sentence in spot.rng.sample(fit, min(2, len(fit))):
            yield spot.whole(spot.world.with_rationale(spot.number, *_review_alone(spot, record, sentence.number)))


def _review_alone(spot: Spot, record: RecordEvidence, number: int) -> Iterator[DraftSentence]:
    """The rationale with its guideline sentences, and the review's sentence for what it says of the record."""
    kept = [s for s in spot.draft.rationale[:-1] if s.pointers and all(p.source[0] == "G" for p in s.pointers)]
    yield from kept[:1]
    to = Pointer(source=record.source, sentence=number)
    text = record.sentences[number - 1].text
    yield DraftSentence(text=f"In the {record.title}: “{text}”", pointers=(to,))
    yield spot.draft.rationale[-1]


@kind("remainder-alone", "comparison-wrong", by_sentence=False)
def remainder_compared_alone(spot: Spot) -> Iterator[Damage]:
    """What remains of a request is compared with a limit by itself, though all but that was authorised before."""
    for guideline in spot.place.evidence.guidelines:
        for sentence in guideline.passage.sentences:
            match = re.search(r"\b(\d+) to (\d+) (visits|treatments|sessions)\b", sentence.text)
            if match:
                low, high = int(match[1]), int(match[2])
                quantities = Quantities(
                    original=f"{high + 2} visits", authorised=f"{high} visits", remaining="2 visits"
                )
                text = f"The remaining 2 visits are within the {low} to {high} {match[3]} that the guideline allows."
                to = (Pointer(source=guideline.source, sentence=sentence.number),)
                rationale = (DraftSentence(text=text, pointers=to), spot.draft.rationale[-1])
                world = spot.world.with_item(spot.number, quantities=quantities, earlier_visits=None)
                yield spot.whole(world.with_rationale(spot.number, *rationale))


@kind("dates-differ", by_sentence=False)
def header_against_summary(spot: Spot) -> Iterator[Damage]:
    """A date of the header is not the one that the clinical summary gives."""
    summary = spot.world.case.clinical_summary or ""
    for name in ("injury", "ur_denial"):
        day = getattr(spot.world.case.dates, name)
        if day and long_date(day) in summary:
            for days in (1, 8, 30):
                dates = spot.world.case.dates.model_copy(update={name: day - timedelta(days=days)})
                case = spot.world.case.model_copy(update={"dates": dates})
                yield spot.whole(replace(spot.world, case=case))


@kind("strengths-differ", by_sentence=False)
def strengths_differ(spot: Spot) -> Iterator[Damage]:
    """The request names two strengths of one drug."""
    request = spot.world.item(spot.number).request
    for names in DRUGS:
        drug = re.search(rf"\b(?:{names})\b", request, re.IGNORECASE)
        strength = re.search(r"\b(\d+(?:\.\d+)?)((?:/\d+)? ?mg)", request)
        if drug and strength:
            for times in (2, 3):
                other = f"{float(strength[1]) * times:g}{strength[2]}"
                new = f"{request} ({drug.group()} {other})"
                yield spot.whole(spot.world.with_item(spot.number, request=new))


@kind("strengths-differ", by_sentence=False)
def counts_differ(spot: Spot) -> Iterator[Damage]:
    """The request names two counts of one drug."""
    request = spot.world.item(spot.number).request
    match = re.search(r"#(\d+)", request)
    drug = next((m for names in DRUGS if (m := re.search(rf"\b(?:{names})\b", request, re.IGNORECASE))), None)
    if match and drug:
        new = f"{request} ({drug.group()} #{int(match[1]) * 2})"
        yield spot.whole(spot.world.with_item(spot.number, request=new))


@kind("rationale-pasted", by_sentence=False)
def rationale_pasted(spot: Spot) -> Iterator[Damage]:
    """The rationale of one item stands under another that does not depend on it."""
    own = spot.world.item(spot.number)
    for number, place in spot.world.places.items():
        depends = own.depends_on == number or spot.world.item(number).depends_on in (spot.number, own.depends_on or 0)
        alike = stems(own.request) & stems(spot.world.item(number).request)
        if number != spot.number and not depends and not alike and len(place.draft.rationale) > 2:
            # The later of two that are alike is the one that is found.
            yield replace(spot.whole(_pasted(spot.world, number, spot.number)), number=max(number, spot.number))


def _pasted(world: World, source: int, target: int) -> World:
    draft = world.places[source].draft
    return world.with_draft(target, rationale=draft.rationale, determination=draft.determination)


@kind("documents-empty", by_sentence=False)
def documents_emptied(spot: Spot) -> Iterator[Damage]:
    """The list of documents reviewed is empty."""
    world = replace(spot.world, records=())
    for number, place in world.places.items():
        evidence = Evidence(guidelines=place.evidence.guidelines, records=())
        world = world.with_place(number, evidence=evidence)
    yield spot.whole(world)
