"""The groups that a decided item belongs to, so that a figure can be told for each of them."""

from collections import Counter
from collections.abc import Iterator, Mapping

from drafter.domain.citation import Citation
from drafter.domain.decision import DecidedItem, Decision
from drafter.domain.determination import Outcome
from drafter.domain.guideline import Tier
from drafter.domain.lexicon import Lexicon
from drafter.domain.request import Leaves
from drafter.domain.terms import holds
from drafter.domain.text import normal_form, split_sentences
from drafter.evaluation.table import ItemId

HELD = "reviewer's edition held"
"""Items whose reviewer cites an edition that the corpus knows."""
BOILERPLATE = "boilerplate rationale"
KINDS: Mapping[str, tuple[str, ...]] = {
    "injection": (
        "injection*", "block", "blocks", "radiofrequency", "rhizotomy", "neurotomy", "ablation", "viscosupplement*",
    ),
    "drug": (),
    "surgery": (
        "surgery", "surgical", "surgeon", "arthroscop*", "fusion", "laminectomy", "laminotomy", "discectomy",
        "arthroplasty", "replacement", "repair", "decompression", "excision", "debridement", "tenotomy",
        "meniscectomy", "acromioplasty", "release", "osteotomy", "hardware removal", "preoperative",
        "pre-operative", "postoperative", "post-operative",
    ),
    "test": (
        "MRI", "CT", "x-ray*", "xray*", "radiograph*", "imaging", "EMG", "NCV", "NCS", "electromyogra*",
        "nerve conduction", "ultrasound", "scan", "arthrogram", "discogra*", "urine drug", "drug screen",
        "laborator*", "blood test*", "sleep study", "test", "testing", "evaluation", "FCE",
    ),
    "therapy": (
        "therapy", "physiotherapy", "chiropractic", "acupuncture", "massage", "manipulation", "exercise", "aquatic",
        "gym", "work hardening", "work conditioning", "rehabilitation", "functional restoration",
    ),
    "equipment": (
        "unit", "brace", "TENS", "orthosis", "orthotic*", "wheelchair", "walker", "cane", "crutch*", "bed",
        "mattress", "chair", "pillow", "device", "DME", "stimulator", "cold therapy", "hot", "pad", "wrap",
        "rental", "purchase", "sling",
    ),
    "visit or consultation": (
        "consult*", "referral", "visit", "visits", "follow-up", "office", "second opinion",
    ),
}  # fmt: skip
"""Kinds of treatment by words of the request, the first that fits; a drug is told by the corpus' names of drugs.
What is injected is an injection, and a drug after an operation a drug."""


def slices_of(decisions: Mapping[str, Decision], lexicon: Lexicon) -> dict[ItemId, tuple[str, ...]]:
    """The groups of every item; which edition is held is not among them, since it depends on the corpus."""
    pasted = _shared_sentences(decisions)
    return {
        ItemId(letter, number): tuple(_groups(decision, item, lexicon, pasted))
        for letter, decision in decisions.items()
        for number, item in enumerate(decision.items, start=1)
    }


def _groups(decision: Decision, item: DecidedItem, lexicon: Lexicon, pasted: Counter[str]) -> Iterator[str]:
    asked = item.parsed_request
    drugs = [drug for drug in lexicon.drugs if holds(item.request, drug.words)]
    yield f"kind: {_kind(item.request, bool(drugs))}"
    if any("opioid" in drug.classes for drug in drugs):
        yield "opioid"
    if decision.outcome is Outcome.PARTIALLY_OVERTURNED:
        yield "partial outcome of the letter"
    if asked.leaves is Leaves.REMAINING:
        yield "remaining portion"
    if asked.associated:
        yield "dependent"
    if asked.retrospective:
        yield "retrospective"
    yield _tier(item)
    yield f"guideline: {_guideline(item)}"
    if _is_pasted(item.rationale, pasted):
        yield BOILERPLATE


def _kind(request: str, drug: bool) -> str:
    return next((kind for kind, words in KINDS.items() if (drug and kind == "drug") or holds(request, words)), "other")


def _tier(item: DecidedItem) -> str:
    """Whether the reviewer decides by the MTUS, by what lies outside it, or by both."""
    tiers = {one.tier is Tier.MTUS for one in item.reviewer_citations if isinstance(one, Citation)}
    return {(): "no guideline cited", (True,): "by the MTUS", (False,): "outside the MTUS"}.get(
        tuple(tiers), "by the MTUS and outside it"
    )


def _guideline(item: DecidedItem) -> str:
    """The guideline cited first, as written: the MTUS chapter, or whose work it is outside the MTUS."""
    first = next((one for one in item.reviewer_citations if isinstance(one, Citation)), None)
    if first is None:
        return "none cited"
    return (
        f"{first.guideline} {first.edition or ''}".strip() if first.tier is Tier.MTUS else (first.publisher or "other")
    )


def _shared_sentences(decisions: Mapping[str, Decision]) -> Counter[str]:
    """How many letters have each sentence of a rationale, in normal form."""
    letters: Counter[str] = Counter()
    for decision in decisions.values():
        letters.update({sentence for item in decision.items for sentence in _sentences(item.rationale)})
    return letters


def _sentences(rationale: str) -> list[str]:
    return [normal_form(sentence.text) for sentence in split_sentences(rationale)]


def _is_pasted(rationale: str, letters: Counter[str]) -> bool:
    """Whether over half of a rationale's words stand in sentences that another letter has word for word."""
    sentences = _sentences(rationale)
    words = sum(len(sentence.split()) for sentence in sentences)
    pasted = sum(len(sentence.split()) for sentence in sentences if letters[sentence] > 1)
    return pasted * 2 > words
