"""What can be wrong with a sentence of a rationale, seen against what it points at."""

from drafter.domain.draft import Severity
from drafter.grounding.codes.entry import Entry

_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

SENTENCE: dict[str, Entry] = {
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
    "absence-unchecked": Entry(
        _WARNING,
        "A sentence says that something is not in the record, and no search stands behind it.",
        'A model writes "There is no documentation of home exercise."',
        "Search the record yourself before you keep the sentence.",
    ),
    "quotation-unchecked": Entry(
        _WARNING,
        "Words in quotation marks are too few or too common to tell where they come from, so nothing vouches for them.",
        'A sentence quotes "the" of a progress report.',
        "Quote a phrase that can be told apart, or take the quotation marks away.",
    ),
    "polarity-differs": Entry(
        _ERROR,
        "A sentence says the contrary of what it points at: not recommended for recommended, or absent for found.",
        'A sentence says "Massage is not recommended", and the statement pointed at recommends it.',
        "Read the two side by side, and correct the sentence.",
    ),
    "comparison-wrong": Entry(
        _ERROR,
        "A sentence compares two amounts, and the comparison does not hold.",
        'A sentence says "8 visits are within the 4 to 6 visits allowed".',
        "Correct the amount or the comparison.",
    ),
    "sentence-too-long": Entry(
        _ERROR,
        "A sentence is longer than any that is checked, so nothing in it was.",
        "A sentence of 5,000 characters.",
        "Break it into sentences, each with its own pointers.",
    ),
}  # fmt: skip
