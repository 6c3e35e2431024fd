"""Drafts that rest on a lower tier of evidence, though a higher one had a passage, or without saying why."""

import re
from collections.abc import Iterator

from drafter.domain.draft import Draft, DraftedItem, Finding, Pointer
from drafter.domain.evidence import GuidelineEvidence
from drafter.domain.guideline import CriterionKind, Tier
from drafter.grounding.catalogue import finding

_ORDER = list(Tier)
_MTUS = r"(?:MTUS|Medical Treatment Utilization Schedule|ACOEM|Chronic Pain (?:Medical )?(?:Treatment )?Guidelines?)"
_NOTHING = (
    r"(?:silent|silence|(?:do|does|did)(?: not|n't) (?:\w+ ){0,2}(?:address|discuss|mention|cover|speak|name|"
    r"provide|contain|"
    r"include|have|treat|decide|apply|consider|specify|hold|say|make|offer|give)|(?:no|without an?y?) (?:\w+ ){0,3}?"
    r"(?:section|passage|recommendation|guidance|guideline|criteri\w+|mention|provision|statement)s?|nothing|"
    r"not (?:\w+ ){0,2}(?:addressed|discussed|mentioned|covered|named|applicable|found|included|decided|held)|"
    r"lacks?|fails? to|left|rebut\w*|outweigh\w*|not in force|leaves?)"
)
_WHY = (
    re.compile(rf"\b{_MTUS}\b[^.;]{{0,120}}?\b{_NOTHING}\b", re.IGNORECASE),
    re.compile(rf"\b{_NOTHING}\b[^.;]{{0,120}}?\b{_MTUS}\b", re.IGNORECASE),
)


def lint_draft(draft: Draft) -> Iterator[Finding]:
    """A higher tier with evidence passed over, and a rationale outside of the MTUS without a word on why."""
    for item in draft.items:
        pointed = _pointed(item)
        if pointed:
            yield from _higher_unused(item, pointed)
            yield from _unexplained(item, pointed)


def _pointed(item: DraftedItem) -> list[tuple[int, Pointer, GuidelineEvidence]]:
    """The guideline pointers of a rationale that lead to a passage, with the number of their sentence."""
    given = {evidence.source: evidence for evidence in item.guidelines}
    rationale = item.draft.rationale if item.draft else ()
    return [
        (number, pointer, given[pointer.source])
        for number, sentence in enumerate(rationale, start=1)
        for pointer in sentence.pointers
        if pointer.source in given
    ]


def _higher_unused(item: DraftedItem, pointed: list[tuple[int, Pointer, GuidelineEvidence]]) -> Iterator[Finding]:
    """A passage with text, of a tier above all that are pointed at, which the search did not leave."""
    highest = min(_ORDER.index(evidence.passage.edition.tier) for _, _, evidence in pointed)
    left = {step.tier for step in item.search.tiers if step.left_because}
    unused = [
        evidence
        for evidence in item.guidelines
        if evidence.passage.held
        and _ORDER.index(evidence.passage.edition.tier) < highest
        and evidence.passage.edition.tier not in left
        and not _silent(evidence)
    ]
    if unused:
        number, pointer, evidence = pointed[0]
        tier, of = unused[0].passage.edition.tier, evidence.passage.edition.tier
        yield finding(
            "higher-tier-unused",
            f"{unused[0].source} is of the {tier} and speaks of the treatment, and the rationale rests on {_tier(of)}",
            item=item.number,
            sentence=number,
            beside=[pointer, Pointer(source=unused[0].source, sentence=1)],
        )


def _silent(evidence: GuidelineEvidence) -> bool:
    """Whether a passage is there to say that its guideline says nothing on the request."""
    kinds = {criterion.kind for criterion in evidence.passage.criteria}
    return kinds == {CriterionKind.SILENT}


def _unexplained(item: DraftedItem, pointed: list[tuple[int, Pointer, GuidelineEvidence]]) -> Iterator[Finding]:
    if any(evidence.passage.edition.tier is Tier.MTUS for _, _, evidence in pointed) or item.draft is None:
        return
    if any(why.search(sentence.text) for sentence in item.draft.rationale for why in _WHY):
        return
    number, pointer, evidence = pointed[0]
    yield finding(
        "outside-mtus-unexplained",
        f"the rationale rests on {_tier(evidence.passage.edition.tier)} alone, and not a word says why",
        item=item.number,
        sentence=number,
        beside=[pointer],
    )


def _tier(tier: Tier) -> str:
    return {Tier.MTUS: "the MTUS", Tier.ACOEM_ODG: "ACOEM/ODG"}.get(
        tier, f"an {tier}" if tier is Tier.OTHER else f"a {tier}"
    )
