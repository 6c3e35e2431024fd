"""How far each sentence of a rationale is checked."""

from drafter.domain.draft import SentenceState
from drafter.domain.evidence import GuidelineSearch, TierStep
from drafter.domain.guideline import Tier
from drafter.domain.set_sentences import tier_left
from drafter.grounding.check import check_item
from drafter.grounding.examine import examine
from drafter.grounding.sources import placed, quoted
from drafter.grounding.states import states
from tests.builders import item_draft
from tests.grounding.world import EVIDENCE, FRAME

COPIED, SET, UNJUDGED, FLAGGED = SentenceState


def test_each_sentence_has_the_state_that_code_can_vouch_for() -> None:
    passage, record = EVIDENCE.guidelines[0].passage, EVIDENCE.records[0]
    draft = item_draft(
        (placed(passage, passage.sentences[1]), "G1.2"),
        (quoted(record, record.sentences[0].text), "R1.1"),
        ("Massage is limited, as a rule, to six visits.", "G1.2"),
        ("Massage is limited to 12 visits.", "G1.2"),
    )
    examined = examine(1, draft, EVIDENCE, FRAME)
    assert examined.states == (COPIED, COPIED, UNJUDGED, FLAGGED, SET)


def test_a_copy_with_another_pointer_is_no_copy() -> None:
    passage = EVIDENCE.guidelines[0].passage
    draft = item_draft((placed(passage, passage.sentences[1]), "G1.1"))
    assert examine(1, draft, EVIDENCE, FRAME).states[0] is FLAGGED


def test_why_a_tier_was_left_is_set_only_while_the_search_says_so() -> None:
    step = TierStep(tier=Tier.MTUS, left_because="no section of it names the treatment")
    draft = item_draft((tier_left(step), ""))
    left = GuidelineSearch(tiers=(step,))
    for search, state in ((left, SET), (GuidelineSearch(), UNJUDGED)):
        assert states(draft, EVIDENCE, (), None, search)[0] is state
    assert "pointer-missing" in [f.code for f in check_item(1, draft, EVIDENCE, FRAME)]
