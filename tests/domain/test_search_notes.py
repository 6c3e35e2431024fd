from drafter.domain.evidence import GuidelineSearch, LeftOut, TierStep
from drafter.domain.guideline import Tier


def test_a_search_says_why_it_left_a_tier_and_each_reason_for_leaving_out_once() -> None:
    search = GuidelineSearch(
        tiers=(TierStep(tier=Tier.MTUS, left_because="it is silent"), TierStep(tier=Tier.ACOEM_ODG)),
        left_out=(
            LeftOut(edition="Knee 2004", reason="about another body part"),
            LeftOut(edition="After 2009", section="Hip", reason="for later"),
            LeftOut(edition="Foot 2004", reason="about another body part"),
            LeftOut(edition="After 2009", section="Knee", reason="for later"),
        ),
    )
    assert search.notes == (
        "MTUS was left: it is silent.",
        "Not looked at, about another body part: Knee 2004; Foot 2004.",
        "Not looked at, for later: After 2009 (Hip; Knee).",
    )


def test_a_search_that_left_nothing_says_nothing() -> None:
    assert GuidelineSearch(tiers=(TierStep(tier=Tier.MTUS),)).notes == ()
