"""What can be wrong with the draft of an item, seen against its criteria, its evidence and its search."""

from drafter.domain.draft import Severity
from drafter.grounding.codes.entry import Entry

_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

ITEM: dict[str, Entry] = {
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
    "criterion-unshown": Entry(
        _WARNING,
        "A criterion is called met or not met, and no record sentence is pointed at that shows it.",
        'A model calls "failure of conservative care" met and points at nothing.',
        "Look for the sentence that shows it, or correct the criterion.",
    ),
    "absence-contradicted": Entry(
        _ERROR,
        "A criterion or a sentence calls something not documented, and a record sentence may say the contrary.",
        "Functional improvement is called not documented, and a progress report speaks of it.",
        "Read the record sentences shown; where one of them says it, correct the sentence or the criterion.",
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
    "near-boundary": Entry(
        _WARNING,
        "The date used is near the day on which editions change, and is not of the kind that decides.",
        "Only the date of the denial is known, it is ten days after a new edition began for requests.",
        "Look up the deciding date, and name it in the case file or with --as-of.",
    ),
}  # fmt: skip
