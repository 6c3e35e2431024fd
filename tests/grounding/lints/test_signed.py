"""A signed letter as the lints look at it, and all lints together."""

from datetime import date

from drafter.domain.citation import Citation, NotParsed
from drafter.domain.decision import Decision
from drafter.domain.determination import Determination, outcome
from drafter.domain.guideline import Tier
from drafter.domain.lexicon import Lexicon
from drafter.domain.request import ParsedRequest
from drafter.grounding.lints.run import lint_signed
from drafter.grounding.lints.signed import linted
from drafter.grounding.lints.view import Named
from drafter.grounding.things import Things
from tests.letters.decisions import decided_item, synthetic_decision

UPHELD = Determination.UPHELD
CLOSING = "Therefore, the request is not medically necessary."


def decision(*items: object) -> Decision:
    return synthetic_decision(items=items, outcome=outcome([UPHELD] * len(items)))


def test_citations_that_were_parsed_are_named_and_the_line_stands_in_its_own_words() -> None:
    cited = Citation(tier=Tier.MTUS, guideline="Low Back Complaints", edition="2004", pages=("60", "98-99"))
    part = NotParsed(words="and so forth", reason="no citation")
    line = "Decision based on MTUS Low Back Complaints 2004, and so forth."
    of = decided_item("Yoga", UPHELD, CLOSING, reviewer_guideline=line, reviewer_citations=(cited, part))
    (seen,) = linted(decision(of)).items
    assert seen.heading == (Named(Tier.MTUS, "Low Back Complaints", "2004", pages=("60", "98-99")),)
    assert seen.heading_text == line
    assert (seen.number, seen.request, seen.rationale) == (1, "Yoga", CLOSING)


def test_associated_services_hang_on_the_item_above_that_is_none() -> None:
    def asked(request: str, associated: bool) -> object:
        return decided_item(
            request, UPHELD, CLOSING, parsed_request=ParsedRequest(treatment=request, associated=associated)
        )

    letter = linted(
        decision(asked("Sling", True), asked("Fusion", False), asked("Cooling", True), asked("Sedation", True))
    )
    assert [seen.depends_on for seen in letter.items] == [None, None, 2, 2]


def test_dates_are_the_header_s_alone() -> None:
    letter = linted(synthetic_decision(date_of_injury=date(2016, 5, 4), ur_denial_date=None))
    assert (letter.injury, letter.ur_denial, letter.signed) == (date(2016, 5, 4), None, True)


def test_all_lints_speak_in_order_of_the_items() -> None:
    flat = decided_item("Yoga", UPHELD, "The MTUS is silent on yoga. He is 40. He limps. He is tall.")
    open_ended = decided_item("Heat", UPHELD, "He limps. He is tall.")
    findings = lint_signed(linted(decision(open_ended, flat)), Things(Lexicon()))
    said = [(finding.item, finding.code) for finding in findings if finding.item]
    assert said == [(1, "conclusion-missing"), (2, "conclusion-missing"), (2, "silence-alone")]
