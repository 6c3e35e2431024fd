"""Conditions about utilization review (UR): its outcome taken out of a case, or turned into the contrary."""

import re
from collections.abc import Callable
from functools import partial

from drafter.cases.load import LoadedCase
from drafter.domain.case import RecordType
from drafter.domain.dates import long_date, ur_denial_in
from drafter.domain.draft import DraftedItem
from drafter.evaluation.conditions.documents import PARAGRAPH, Document, rewritten, with_case
from drafter.evaluation.conditions.ur_sentences import clinical_part, tells, units
from drafter.evaluation.conditions.words import like

CERTIFIED = "Utilization review certified the request as it was submitted."
"""Stands for a sentence that cannot be turned word by word, once in a document."""
_AS = {
    r"failed to (?:approve|certify|authori[sz]e)|did not (?:approve|certify|authori[sz]e)": "approved",
    r"denied certification": "granted certification",
    r"(?:modified|denied) the certification": "granted the certification",
    r"non-?certifies|denies": "certifies",
    r"non-? ?certified|not (?:been )?certified": "certified",
    r"non-? ?approved|not (?:been )?approved": "approved",
    r"not (?:been )?authori[sz]ed": "authorized",
    r"non-? ?certifications?": "certification",
    r"not (?:to be )?medically necessary": "medically necessary",
    r"partially (?:approved|certified)|modified": "approved in full",
    r"denied|rejected|refused": "approved",
    r"denials?": "approval",
}
_NEGATIVE = re.compile(rf"\b(?:{'|'.join(_AS)})\b", re.IGNORECASE)
_FORMS = tuple((re.compile(form, re.IGNORECASE), positive) for form, positive in _AS.items())
_REASON = re.compile(
    r",?\s+\b(?:due to|because|based on|given|since|citing|in view of|on the grounds?|for (?:lack|want|no)|as|"
    r"to allow|allowing|pending)\b|;",
    re.IGNORECASE,
)
"""Where the reasons begin."""
_CUT_DOWN = re.compile(r"\b(?:modif|partial).{0,400}?\s(?:to|from|into|leaving)\s", re.IGNORECASE | re.DOTALL)
_AGAINST = re.compile(
    r"\b(?:lack\w*|leaving|remaining|insufficient|not?|denying|reduc\w+|original request|fail\w*|exceed\w*)\b",
    re.IGNORECASE,
)
_IN_PART = re.compile(
    r"\b(?:authori[sz]ed|approved) by\b|\b(?:administrator|review) (?:authori[sz]ed|approved)\b", re.IGNORECASE
)
"""Beside what was asked for, this tells that less was granted."""


_RULED = re.compile(r"\b(?:(?:non-?)?certif|authori[sz]|approv|denied|modified|original request)", re.IGNORECASE)


def tells_nothing_of_it(item: DraftedItem) -> bool:
    """Whether an item was drafted whose request does not itself tell what UR did with it.

    A request such as "12 visits was the original request, 6 visits was authorized" would contradict a summary in which
    UR granted all.
    """
    return item.draft is not None and not _RULED.search(item.item.request)


def without_outcome(loaded: LoadedCase) -> LoadedCase:
    """The case without the sentences that tell what UR decided, or why.

    The date of the denial goes from the summary into the header where that lacks it, since it decides the edition. Of
    a sentence that tells clinical facts before the ruling, these stay. The UR determination itself is left out, and not
    listed as missing: it is no evidence of the worker's condition (8 CCR 9792.10.6(b)(2)) and carries no criterion,
    while a missing document would be one more thing changed. The items stay as they are, with what UR authorised of
    them, since the number in dispute follows from it.
    """
    dated = _with_date(loaded)
    return rewritten(dated, _without)


def flipped(loaded: LoadedCase) -> LoadedCase | None:
    """The case with UR's result turned: denied and modified requests are approved in full; None where none is told.

    Reasons for a denial are cut. A sentence that cannot be turned word by word gives way to `CERTIFIED`. The UR
    determination gives way to one that certifies each item.
    """
    turned = rewritten(loaded, lambda document: _turned_document(document, loaded))
    return None if turned is loaded else turned


def _with_date(loaded: LoadedCase) -> LoadedCase:
    case = loaded.case
    day = ur_denial_in(case.clinical_summary or "") if case.dates.ur_denial is None else None
    if day is None:
        return loaded
    dates = case.dates.model_copy(update={"ur_denial": day})
    return with_case(loaded, case.model_copy(update={"dates": dates}))


def _without(document: Document) -> str:
    if document.type is RecordType.UR_DETERMINATION:
        return ""
    return _each(document.text, clinical_part)


def _each(text: str, instead: Callable[[str], str]) -> str:
    """The text with something else for every sentence that tells of UR; where that is nothing, its gap goes too."""
    kept = ""
    for unit in units(text):
        said = instead(unit.text) if unit.of_ur else unit.text
        if said or not unit.text:
            kept += unit.gap + said
    return kept


def _turned_document(document: Document, loaded: LoadedCase) -> str:
    if document.type is RecordType.UR_DETERMINATION:
        return _certifying(loaded, document.id)
    plain_said = False

    def turn(sentence: str) -> str:
        nonlocal plain_said
        if not tells(sentence):  # it goes on with the reasons
            return ""
        turned = _turned(sentence)
        if turned:
            return turned
        said, plain_said = plain_said, True
        return "" if said else f"{clinical_part(sentence)} {CERTIFIED}".strip()

    return _each(document.text, turn)


def _turned(sentence: str) -> str:
    """The sentence with UR's ruling turned and its reasons cut; nothing where that leaves no sound sentence."""
    ruling = _NEGATIVE.search(sentence)
    if ruling is None:
        return "" if _AGAINST.search(sentence) or _IN_PART.search(sentence) else sentence
    if _CUT_DOWN.search(sentence):
        return ""
    reason = _REASON.search(sentence, ruling.end())
    turned = f"{sentence[: reason.start()]}." if reason else sentence
    for form, positive in _FORMS:
        turned = form.sub(partial(_put, positive), turned)
    return "" if _AGAINST.search(turned) else turned


def _put(positive: str, ruling: re.Match[str]) -> str:
    return like(positive, ruling.group())


def _certifying(loaded: LoadedCase, record_id: str) -> str:
    record = next(record for record in loaded.records if record.id == record_id)
    day = f"Date of determination: {long_date(record.date)}." if record.date else ""
    requests = (item.request.rstrip(".") for item in loaded.case.items)
    certified = (f"Certified as requested, as medically necessary: {request}." for request in requests)
    return PARAGRAPH.join(filter(None, ("UTILIZATION REVIEW DETERMINATION", day, *certified)))
