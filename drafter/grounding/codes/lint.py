"""Faults of reasoning and form that a letter can have whatever its sources say."""

from drafter.domain.draft import Severity
from drafter.grounding.codes.entry import Entry

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

LINT: dict[str, Entry] = {
    "heading-differs": Entry(
        _ERROR,
        "The rationale rests on guidelines of which the item's guideline line names none, or names a page, a section "
        "or the year of an edition where the line has others.",
        "The guideline line cites pages 58 and 98, and the rationale rests on pages 60 and 98.",
        "Decide which of the two is right, and correct the other.",
    ),
    "silence-alone": Entry(
        _ERROR,
        "The request is denied for no other reason than that the MTUS does not address it.",
        'A rationale says that the MTUS is silent on the treatment, and closes "not medically necessary".',
        "Search the next tier (ACOEM/ODG, then other guidelines and studies) and judge by what it says "
        "(8 CCR 9792.21(d), 9792.21.1).",
    ),
    "outside-mtus-unexplained": Entry(
        _WARNING,
        "The item rests on a guideline outside of the MTUS, and the rationale does not say why the MTUS does not "
        "decide it.",
        "The guideline line cites the ODG alone, and the rationale does not speak of the MTUS.",
        "Say that the MTUS does not address the condition or treatment, or why its presumption is rebutted.",
    ),
    "higher-tier-unused": Entry(
        _ERROR,
        "The rationale rests on a lower tier alone, though the search found evidence of a higher one and did not "
        "leave it.",
        "The rationale points at the ODG alone, and G1 of the MTUS speaks of the treatment.",
        "Rest on the higher tier, or say why it does not decide the request.",
    ),
    "prevails-unexplained": Entry(
        _WARNING,
        "The guidelines cited by the physician, by utilization review and by the reviewer differ, and no word says why "
        "one prevails.",
        "The physician cites the ODG, utilization review the MTUS, the rationale speaks of the MTUS alone.",
        "Say why the guideline relied on prevails over the others (8 CCR 9792.25.1).",
    ),
    "scope-differs": Entry(
        _ERROR,
        "A guideline section is applied to a body part, time or condition that it is not about.",
        "A knee MRI is judged by the criterion for nerve compromise of the spine.",
        "Judge by the section on this body part and condition.",
    ),
    "ur-alone": Entry(
        _ERROR,
        "What the record is said to show rests on utilization review's account alone.",
        "The only record pointed at is the utilization review determination.",
        "Point at the clinical record itself, or call the question insufficient (8 CCR 9792.10.6(b)(2)).",
    ),
    "remainder-alone": Entry(
        _ERROR,
        "A remaining portion of a request is compared with a limit by itself, without what was authorised or had "
        "before.",
        "Two remaining visits are called within a limit of six, though six were authorised already.",
        "Compare the sum of authorised, earlier and requested amounts with the limit.",
    ),
    "web-source": Entry(
        _ERROR,
        "A web page is given as evidence, or an address stands where a guideline or study should be named.",
        "The guideline line cites a slide-sharing site.",
        "Cite the guideline or the study itself, with its edition and place.",
    ),
    "causation": Entry(
        _ERROR,
        "The rationale reasons about causation, liability or apportionment, which medical review does not decide.",
        'A rationale says "the condition is not industrially related".',
        "Judge medical necessity alone; disputes of liability are decided elsewhere.",
    ),
    "dates-differ": Entry(
        _ERROR,
        "A date of the header is not the one that the clinical summary or the rationale gives for the same event.",
        "The header dates the injury June 10, 2013, and the summary June 18, 2013.",
        "Look the date up in the file, and correct the wrong one.",
    ),
    "strengths-differ": Entry(
        _ERROR,
        "One request names two strengths or amounts of the same drug.",
        'A request asks for "Norco 10/325 mg #90 (Norco 5/325 mg)".',
        "Ask which is meant; say in the rationale which one was reviewed.",
    ),
    "side-differs": Entry(
        _ERROR,
        "A side of the body is not that of the request or of the evidence pointed at.",
        "The request is for the right knee, and the rationale speaks of the left knee.",
        "Correct the side, or point at the sentence that names it.",
    ),
    "body-part-differs": Entry(
        _ERROR,
        "A body part is named that neither the request nor the evidence pointed at speaks of.",
        "The request is for the knee, and the rationale speaks of the shoulder.",
        "Correct the body part, or point at the sentence that names it.",
    ),
    "drug-differs": Entry(
        _ERROR,
        "A drug is named that neither the request nor the evidence pointed at speaks of.",
        "The request is for tramadol, and the rationale speaks of oxycodone.",
        "Correct the drug, or point at the sentence that names it.",
    ),
    "sex-differs": Entry(
        _ERROR,
        "The worker is called by a sex that is not the one of the rest of the case.",
        'The summary speaks of "a 45-year-old male", and the rationale says "she".',
        "Correct the word.",
    ),
    "rationale-pasted": Entry(
        _WARNING,
        "The same rationale stands under requests for different treatments that do not depend on each other, or one "
        "sentence without a citation under three or more of them.",
        "The rationale for an MRI stands word for word under acupuncture.",
        "Judge each request on its own, by the section about it.",
    ),
    "documents-empty": Entry(
        _ERROR,
        "The list of documents reviewed is empty.",
        "A draft was made of a case file without records.",
        "Put the records into the case file, and draft again.",
    ),
    "document-unlisted": Entry(
        _ERROR,
        "The rationale names a document that is not in the list of documents reviewed.",
        "A sentence cites an operative report, and the case file has none.",
        "Add the document to the case file, or take the sentence out.",
    ),
}  # fmt: skip
