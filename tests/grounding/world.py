"""Synthetic evidence that the sentences of these tests are true or false of; every sentence invented here."""

from datetime import date

from drafter.domain.case import Dates, RecordType
from drafter.domain.determination import Determination
from drafter.domain.guideline import Tier
from drafter.grounding.check import check_item
from drafter.grounding.sources import Frame
from tests.builders import UPHELD_CLOSING, evidence, item, item_draft, passage, record

EVIDENCE = evidence(
    [
        passage(),
        passage(
            section="Physical Medicine",
            statements=[
                "Passive modalities are for sparing use.",
                "For myalgia, 9-10 visits over 8 weeks are usual.",
                "Frequency fades from 3 visits a week to 1 or less.",
            ],
            page=98,
        ),
        passage(
            section="Referral",
            statements=["Refer after three months.", "Stress often eases within 4-6 weeks."],
            page=388,
            id="mtus-acoem-stress-2004",
            edition="2004",
            chapter="15",
            cited_as="MTUS ACOEM Stress Related Conditions",
        ),
        passage(
            section="Opioids, dosing",
            statements=["The dose should not exceed 120 mg of oral morphine a day.", "Table 2 shows a 30% tolerance."],
            page=86,
        ),
        passage(
            section="MRI",
            statements=["An MRI is recommended after 6 weeks of care.", "It is not for a grade II sprain."],
            page=None,
            id="odg-low-back-2014",
            edition="2014",
            cited_as="ODG Low Back",
            guideline="Official Disability Guidelines",
            publisher="Publisher of the ODG",
            tier=Tier.ACOEM_ODG,
        ),
    ],
    [
        record(
            "R1",
            "The worker is off of work.",
            "She had 12 sessions by May 2, 2014.",
            "Pain is 8/10.",
            "Norco 10/325 mg was refilled, #90.",
            "The MRI of L4-L5 shows a 3 mm protrusion.",
            "The second injection gave 30% relief for two days.",
            "She is unable to work full duty.",
            "Massage was given twice a week for 6 weeks.",
            "Her pain was “much better” in September 2014.",
            "She takes sertraline 50 mg once daily.",
            "Radicular pain runs from C5 through C7.",
            "Half of the sessions were cancelled.",
        ),
        record("R2", "Utilization review denied 8 visits.", type=RecordType.UR_DETERMINATION, day=date(2014, 10, 28)),
    ],
)
FRAME = Frame(
    item=item("Massage therapy, 8 visits, C5-6"),
    dates=Dates(injury=date(2013, 6, 10), ur_denial=date(2014, 10, 28)),
    case_number="S-1",
)


def codes(sentence: str, to: str, determination: Determination = Determination.UPHELD) -> list[str]:
    """The codes of what is found in a sentence that points there, in a rationale that is sound otherwise."""
    closing = UPHELD_CLOSING if determination is Determination.UPHELD else UPHELD_CLOSING.replace("not ", "")
    draft = item_draft((sentence, to), closing=closing, determination=determination)
    return [finding.code for finding in check_item(1, draft, EVIDENCE, FRAME)]


def closing_codes(closing: str) -> list[str]:
    """The codes of what is found in a closing sentence of an item that is upheld."""
    return [finding.code for finding in check_item(1, item_draft(closing=closing), EVIDENCE, FRAME)]
