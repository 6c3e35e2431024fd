"""Every finding that grounding can make: its severity, what it means, an example, and what would mend it."""

from dataclasses import dataclass

from drafter.domain.draft import Finding, Severity

_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


@dataclass(frozen=True)
class Entry:
    """One code of the catalogue."""

    severity: Severity
    meaning: str
    example: str
    mend: str


CATALOGUE: dict[str, Entry] = {
    "pointer-missing": Entry(
        _ERROR,
        "A sentence says something about guideline, record or request and points at no evidence.",
        'A rationale says "The worker improved with therapy." and gives no pointer.',
        "Point at the evidence for it, or take the sentence out.",
    ),
    "pointer-unknown": Entry(
        _ERROR,
        "A pointer names a source or a sentence that is not among the item's evidence.",
        "A sentence points at G9.1, and the item has eight passages.",
        "Point at a sentence that is there.",
    ),
    "pointer-unrelated": Entry(
        _WARNING,
        "A sentence shares no word of substance with anything that it points at.",
        'A sentence on sleep points at "Massage is limited to four to six visits."',
        "Read the two side by side; point elsewhere, or take the sentence out.",
    ),
    "number-unsupported": Entry(
        _ERROR,
        "A number, quantity or level in a sentence is not in what it points at, the request or the header.",
        'A sentence says "12 visits", its evidence says "4 to 6 visits" and the request "8 visits".',
        "Correct the number, or point at the sentence that holds it.",
    ),
    "date-unsupported": Entry(
        _ERROR,
        "A date in a sentence is not in what it points at, the request or the header.",
        "A sentence dates a progress report October 19, 2014; the report is of October 9.",
        "Correct the date, or point at the sentence that holds it.",
    ),
    "page-unsupported": Entry(
        _ERROR,
        "A page named in a sentence is not a page of the evidence it points at.",
        'A sentence says "page 58"; the statement it points at is on page 60.',
        "Correct the page.",
    ),
    "section-unsupported": Entry(
        _ERROR,
        "A section named in a sentence is not the section of the evidence it points at.",
        "A sentence names the section Physical Medicine and points at Massage therapy.",
        "Name the section that is pointed at, or point at the one that is named.",
    ),
    "edition-unsupported": Entry(
        _ERROR,
        "An edition named in a sentence is not the edition of the evidence it points at.",
        "A sentence speaks of the 2016 edition and points at a passage of 2009.",
        "Name the edition that is pointed at.",
    ),
    "guideline-unsupported": Entry(
        _ERROR,
        "A guideline named in a sentence is not the one it points at.",
        "A sentence says what the ODG recommends and points at the MTUS.",
        "Name the guideline that is pointed at, or point at the one that is named.",
    ),
    "text-disguised": Entry(
        _ERROR,
        "A sentence holds a character that is invisible, turns the direction of writing or imitates a Latin letter.",
        'In "12 visits" an invisible character stands between 1 and 2.',
        "Write the sentence anew in plain characters.",
    ),
    "quotation-absent": Entry(
        _ERROR,
        "Words in quotation marks are not, word for word, in what the sentence points at.",
        'A sentence quotes "off work" and the record says "off of work".',
        "Quote exactly, or take the quotation marks away.",
    ),
    "conclusion-missing": Entry(
        _ERROR,
        "The rationale does not end in a closing sentence.",
        "The last sentence is about the record.",
        'Close with "Therefore, the request is (not) medically necessary."',
    ),
    "conclusion-differs": Entry(
        _ERROR,
        "A closing sentence and the proposed determination disagree.",
        'Overturned is proposed and the rationale ends "the request is not medically necessary".',
        "Decide which of the two is right, and correct the other.",
    ),
    "criteria-differ": Entry(
        _ERROR,
        "The proposal and the criteria beside it disagree.",
        "Overturned is proposed and a criterion is not met; or Upheld is, and every criterion is met.",
        "Decide which of the two is right, and correct the other.",
    ),
    "absence-contradicted": Entry(
        _ERROR,
        "A criterion is called not documented, and the record holds one of the words that were looked for.",
        "Functional improvement is called not documented, and a progress report speaks of it.",
        "Read the record sentence shown, and correct the criterion.",
    ),
    "absence-unchecked": Entry(
        _WARNING,
        "A sentence says that something is not in the record, and no search stands behind it.",
        'A model writes "There is no documentation of home exercise."',
        "Search the record yourself before you keep the sentence.",
    ),
    "text-not-held": Entry(
        _WARNING,
        "The section that fits best stands in the corpus by its title alone, so the draft could not rest on it.",
        "For a spinal cord stimulator the section Spinal cord stimulators ranks first, and its text is not held.",
        "Look the section up in the guideline; `drafter guidelines add` adds a document of yours.",
    ),
    "words-alone": Entry(
        _WARNING,
        "A proposal rests on a search of the record for words, which knows no meaning.",
        "Relief is told of in words that are not on the criterion's list; or a word on the list is meant otherwise.",
        "Read the sentences shown and the records searched before you keep the proposal.",
    ),
    "parent-alone": Entry(
        _WARNING,
        "A dependent item follows the item that it depends on, and no criterion of its own was tested.",
        "An assistant surgeon is proposed as necessary because the surgery is.",
        "See that the request really hangs on that item, and on nothing else.",
    ),
    "absence-passed-over": Entry(
        _WARNING,
        "A record sentence holds a word looked for, and was passed over as being about another body part or person.",
        "Exercise is looked for in a neck case; a sentence speaks of exercises for the shoulder.",
        "Read the sentence shown, and correct the criterion if it is about this request.",
    ),
    "not-in-force": Entry(
        _ERROR,
        "A passage that the rationale points at is of an edition that is not in force on the case's date.",
        "A request of 2017 is judged by the edition of 2009.",
        "Draft the item again, or name the date with --as-of.",
    ),
    "near-boundary": Entry(
        _WARNING,
        "The date used is near the day on which editions change, and is not of the kind that decides.",
        "Only the date of the denial is known, it is ten days after a new edition began for requests.",
        "Look up the deciding date, and name it in the case file or with --as-of.",
    ),
    "date-from-summary": Entry(
        _NOTE,
        "The date that decides the edition was read from the clinical summary, for want of one in the header.",
        "The header is empty, and the summary dates the utilization review decision.",
        "Check the date, and put it into the case file.",
    ),
    "document-not-read": Entry(
        _NOTE,
        "A document of the case file is missing or unreadable, so nothing in it was weighed.",
        "The imaging report was not received.",
        "Obtain the document, or say in the determination that it was not available.",
    ),
    "source-missing": Entry(
        _WARNING,
        "Cannot check: a source that the draft points at is not to be found.",
        "The corpus no longer has the section that G1 names.",
        "Put the source back, or name where the case file is with --case.",
    ),
    "source-changed": Entry(
        _ERROR,
        "A source is not as it was when the draft was made.",
        "A record was replaced by another version after drafting.",
        "Draft the case again.",
    ),
    "draft-changed": Entry(
        _ERROR,
        "An item that the built-in drafter drafted is not what it makes of the same evidence.",
        "Somebody turned determination and closing sentence round inside draft.json, or a criterion's status.",
        "Draft the case again; make changes in the letter.",
    ),
    "copy-differs": Entry(
        _ERROR,
        "What the draft shows as case data or evidence is not what its source says.",
        "Somebody changed a guideline sentence inside draft.json.",
        "Draft the case again; do not edit evidence.",
    ),
}  # fmt: skip


def finding(
    code: str,
    message: str,
    *,
    item: int | None = None,
    sentence: int | None = None,
    span: tuple[int, int] | None = None,
) -> Finding:
    """A finding of the catalogue; severity and mend come from its entry."""
    entry = CATALOGUE[code]
    return Finding(
        code=code, severity=entry.severity, item=item, sentence=sentence, span=span, message=message, mend=entry.mend
    )
