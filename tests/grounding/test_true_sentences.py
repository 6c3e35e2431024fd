"""Sentences as reviewers write them, each true of what it points at: no finding."""

import pytest

from tests.grounding.world import closing_codes, codes

TRUE = {
    "G1.2": [
        "Page 60 of the MTUS limits massage to 6 sessions.",
        "The 2009 edition, section Massage therapy, limits it to 4–6 visits.",
        "The MTUS Chronic Pain Medical Treatment Guidelines 2009, section Massage therapy, limits it to 4 to 6 visits.",
        "Per page 60 of the Chronic Pain Medical Treatment Guidelines (2009), massage is limited to 4 to 6 sessions.",
        "CA MTUS guidelines limit massage to six (6) visits.",
        "The Massage therapy section, p60, limits visits to between four and six.",
        "Massage is limited, as a rule, to four-to-six visits (MTUS 2009, pg. 60).",
        "The guideline says massage is “limited to 4 to 6 visits,” as a rule.",
        "The section on massage limits visits to 4-6, half a dozen at most.",
        "In the MTUS (July 18, 2009), massage is limited to 6 visits.",
        "Eight (8) visits are requested at C5-C6, which goes beyond the six visits of the guideline.",
        "First, massage is limited to 6 visits; once that is reached, one of its limits is reached.",
        "The injury of June 2013 led to a request for massage beyond the visits allowed.",
        "The Medical Treatment Utilization Schedule limits massage visits on page sixty.",
    ],
    "R1.1": [
        "The report of October 9 says the worker is ‘off of work.’",
        "On 9 October 2014 (R1.1) the worker’s status was 'off of work'.",
        "The worker, injured in 2013, is off of work as of 10/9/14.",
    ],
    "R1.2": [
        "By May of 2014 she had had a dozen sessions.",
        "As of May 2014, twelve treatments had been given.",
        "She had twelve (12) visits by the 2nd of May 2014.",
        "By May 2, she had 12 sessions.",
    ],
    "R1.3": ["Pain is rated 8 out of 10.", "Pain is at eight on a scale of ten."],
    "R1.4": ["Ninety tablets of Norco 10-325 mg were refilled.", "Norco 10 mg/325 mg, quantity 90, was refilled."],
    "R1.5": ["The MRI shows a 3-mm protrusion at L4-5.", "A protrusion of three millimeters was seen at L4/L5."],
    "R1.6": ["The 2nd injection gave thirty percent relief for 2 days."],
    "R1.8": [
        "Massage was given 2x/week for six weeks, 12 visits in all.",
        "Massage was given 2x6.",
        "She had 12 visits of massage over 6 weeks.",
    ],
    "R1.9": ["In Sept. 2014 her pain was 'much better'."],
    "R1.10": ["She takes 50mg of sertraline once a day.", "She takes sertraline 50 mg daily."],
    "R1.11": ["Radicular pain spans C5-C7.", "Pain is in the C5 dermatome."],
    "R1.12": ["50% of the sessions were cancelled."],
    "G2.2": ["Nine or ten visits over 8 weeks are usual for myalgia.", "For myalgia, 9–10 visits are usual (page 98)."],
    "G3.1": [
        "ACOEM Chapter Fifteen, page 388, would refer after 3 months.",
        "The 2004 ACOEM guidelines would refer after three months (Referral section).",
        "The MTUS/ACOEM guidelines would refer after three months.",
    ],
    "G4.1": ["The dose should not exceed one hundred and twenty mg of oral morphine per day.", "A cap: 120mg/day."],
    "G5.1": ["The Official Disability Guidelines (ODG, 2014) recommend an MRI after a 6-week period of care."],
    "G5.2": ["It is not for a grade 2 sprain."],
    "R2.1": ["Utilization review found the request not medically necessary when it denied 8 visits on 10/28/2014."],
    "R1.1 R1.2": ["“The worker is off of work. She had 12 sessions by May 2, 2014.”"],
}


@pytest.mark.parametrize(("to", "sentence"), [(to, sentence) for to, group in TRUE.items() for sentence in group])
def test_what_the_evidence_holds_is_no_finding_however_it_is_said(to: str, sentence: str) -> None:
    assert codes(sentence, to) == []


@pytest.mark.parametrize(
    "closing",
    [
        "Thus, the request for eight visits of massage is not medically necessary.",
        "As such, the request for Massage therapy, 8 visits, C5-C6 is determined to be not medically necessary.",
        'The request for "Massage therapy, 8 visits, C5-6" is not medically necessary.',
        "Accordingly, the requested massage therapy is not medically necessary.",
        "The request for massage therapy (8 sessions) is determined to not be medically necessary.",
    ],
)
def test_a_closing_sentence_may_name_the_request(closing: str) -> None:
    assert closing_codes(closing) == []
