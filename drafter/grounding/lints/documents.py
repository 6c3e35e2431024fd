"""The list of documents of a draft: that it is not empty, and that it holds what the rationale names."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from drafter.domain.case import RecordStatus, RecordType
from drafter.domain.conclusion import concludes
from drafter.domain.dates import WrittenDate, find_written
from drafter.domain.draft import Draft, DraftSentence, Finding, Pointer
from drafter.domain.evidence import RecordEvidence
from drafter.grounding.catalogue import finding

_PAPER = r"(?:reports?|notes?|records?|summar(?:y|ies))"
_WORDS: dict[RecordType, tuple[str, ...]] = {
    RecordType.OPERATIVE_REPORT: (rf"(?:operat(?:ive|ion)|surg(?:ery|ical)|procedure) {_PAPER}",),
    RecordType.IMAGING: (
        r"(?:MRI|MRA|CT|x-?rays?|radiograph(?:y|ic|s)?|radiology|imaging)(?: scan)? reports?",
        r"(?:ultrasound|arthrogram|bone scan) reports?",
    ),
    RecordType.ELECTRODIAGNOSTIC: (
        r"(?:EMG(?:[-/ ](?:NCS|NCV))?|NCS|NCV) reports?",
        r"(?:nerve conduction|electrodiagnostic|electromyograph\w+)(?: stud(?:y|ies))? reports?",
    ),
    RecordType.MEDICAL_LEGAL: (
        r"(?:(?:panel )?P?QME|AME|med(?:ical)?-?legal)(?:'s)?(?: supplemental)? (?:reports?|evaluations?|opinions?)",
        r"(?:qualified|agreed) medical (?:evaluat\w+|examin\w+)(?:'s)?(?: supplemental)? (?:reports?|opinions?)",
    ),
    RecordType.REQUEST_FOR_AUTHORIZATION: (r"requests? for authori[sz]ation", "RFA"),
    RecordType.PROGRESS_REPORT: (
        r"progress (?:reports?|notes?)",
        r"PR-?2s?(?: reports?)?",
        r"(?:office|clinic) (?:visit )?notes?",
        r"treating (?:physician|provider)'s? (?:progress )?reports?",
    ),
    RecordType.TREATMENT_NOTES: (
        r"(?:therap(?:y|ist)|chiropract(?:ic|or)|acupunctur(?:e|ist)|treatment|session)(?:'s)? "
        r"(?:(?:progress|daily|treatment) )?(?:notes?|records?)",
    ),
    RecordType.CONSULTATION: (r"consult(?:ation|ant)?(?:'s)? (?:reports?|notes?|letters?)",),
    RecordType.UR_DETERMINATION: (r"utili[sz]ation review (?:determinations?|decisions?|reports?|letters?)",),
    RecordType.IMR_APPLICATION: (r"applications? for (?:independent medical review|IMR)",),
    RecordType.OTHER: (
        rf"(?:lab(?:oratory)?|toxicology|drug screen|pathology|discharge|hospital) {_PAPER}",
        rf"emergency (?:room|department) {_PAPER}",
        rf"(?:psycholog(?:y|ical)|psychiatric|pharmacy|CURES|ambulance|work status|sleep study) {_PAPER}",
        rf"(?:functional capacity(?: evaluation)?|first report of injury) {_PAPER}",
    ),
}
_KINDS = {kind: re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE) for kind, words in _WORDS.items()}
_ANY = tuple(
    "report note record summar evaluation opinion authorization authorisation determination decision letter "
    "application rfa pr-2 pr2".split()
)
"""A word of some document: most sentences have none, and need no closer look."""
_THE = re.compile(r"\b(?:the|this|that|her|his|their|its|said) (?:[\w'-]+ ){0,2}$", re.IGNORECASE)
_RULE = re.compile(
    r"\b(?:should|must|requires?|required|asks? for|needs?|guidelines?|MTUS|ODG|ACOEM|criteri\w+)\b", re.IGNORECASE
)
_ABSENT = re.compile(
    r"\b(?:no|without|lacks?|lacking|missing|neither|nor|absence of)\s+"
    r"(?:(?!(?:as|per|according|in|from|by|on)\b)[\w'-]+\s+){0,6}$"
    r"|(?:\b(?:not|never)|n't)\s+(?:[\w'-]+\s+){0,3}$",
    re.IGNORECASE,
)
_NOT_THERE = re.compile(
    r"^[^.;]{0,60}?\b(?:(?:was|were|is|are|has|have|had|been)(?: not|n't)|not (?:\w+ )?(?:received|provided|"
    r"submitted|included|"
    r"at hand|available|in)|missing|unavailable|cannot be read|unreadable|absent|lacking)\b",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\s{0,3},?\s{0,3}(?:(?:by (?:the |Dr\.? )?(?:\w+ ){1,3}?)?(?:dated|of|from|on)|\()\s{0,3}", re.IGNORECASE
)


@dataclass(frozen=True)
class _Document:
    """A document as a text names it, at `start:end`."""

    kind: RecordType
    words: str
    start: int
    end: int
    day: WrittenDate | None


def lint_draft(draft: Draft) -> Iterator[Finding]:
    """An empty list of documents, and documents that a rationale names and the list does not hold."""
    received = [record for record in draft.records if record.status is RecordStatus.RECEIVED]
    if not received:
        yield finding("documents-empty", "no document was received, not even a clinical summary")
    of_record = {(r.source, s.number): s.text for r in draft.records for s in r.sentences}
    for item in draft.items:
        given = {(g.source, s.number): s.text for g in item.guidelines for s in g.passage.sentences}
        for number, sentence in enumerate(item.draft.rationale if item.draft else (), start=1):
            places = [(pointer.source, pointer.sentence) for pointer in sentence.pointers]
            texts = [of_record.get(place) or given.get(place) or "" for place in places]
            yield from unlisted(item.number, number, sentence, draft.records, texts)


def unlisted(
    item: int | None,
    number: int,
    sentence: DraftSentence,
    records: Iterable[RecordEvidence],
    pointed: Iterable[str],
) -> Iterator[Finding]:
    """Documents that a sentence names, and that are neither listed nor mentioned where it points.

    Args:
        item: number of the item; None in a clinical summary.
        number: number of the sentence, from 1.
        sentence: the sentence.
        records: the list of documents.
        pointed: the texts that it points at.
    """
    for document in _unlisted(sentence, records, pointed):
        yield finding(
            "document-unlisted",
            f'"{document.words}" is not in the list of documents',
            item=item,
            sentence=number,
            span=(document.start, document.end),
        )


def _unlisted(
    sentence: DraftSentence, records: Iterable[RecordEvidence], pointed: Iterable[str]
) -> Iterator[_Document]:
    named = _documents(sentence.text)
    if not named or concludes(sentence.text):
        return
    rule = _only_guideline(sentence.pointers) or _RULE.search(sentence.text) is not None
    mentioned = {(other.kind, other.day): other for text in pointed for other in _documents(text)}.values()
    for document in named:
        any_one = document.day is None and not _THE.search(sentence.text[max(0, document.start - 60) : document.start])
        if (rule and any_one) or _said_absent(sentence.text, document):
            continue
        listed = any(_is(document, record) for record in records)
        if not listed and not any(_same(document, other) for other in mentioned):
            yield document


def _only_guideline(pointers: tuple[Pointer, ...]) -> bool:
    return bool(pointers) and all(pointer.source.startswith("G") for pointer in pointers)


def _documents(text: str) -> list[_Document]:
    """The documents that a text names, each with its date where one stands beside it."""
    lower = text.lower()
    if not any(word in lower for word in _ANY):
        return []
    matches = [(kind, match) for kind, words in _KINDS.items() for match in words.finditer(text)]
    dates = find_written(text) if matches else []
    ends = {date.end: date for date in dates}
    starts = {date.start: date for date in dates}
    found = []
    for kind, match in matches:
        gap = text[max(0, match.start() - 3) : match.start()]
        before = match.start() - len(gap) + len(gap.rstrip())
        day = ends.get(before) or _after(text, match.end(), starts)
        found.append(_Document(kind, match.group(), *match.span(), day))
    return found


def _after(text: str, place: int, starts: dict[int, WrittenDate]) -> WrittenDate | None:
    opening = _DATED.match(text, place)
    return starts.get(opening.end()) if opening else None


def _said_absent(text: str, document: _Document) -> bool:
    """Whether the sentence says that the document is not there."""
    before, after = text[max(0, document.start - 80) : document.start], text[document.end : document.end + 80]
    return bool(_ABSENT.search(before) or _NOT_THERE.search(after))


def _is(document: _Document, record: RecordEvidence) -> bool:
    """Whether a document of the list is the one named, by its kind, and by its date where both are known."""
    if record.type is not document.kind:
        return False
    return document.day is None or record.date is None or document.day.fits(record.date)


def _same(document: _Document, other: _Document) -> bool:
    if document.kind is not other.kind:
        return False
    if document.day is None or other.day is None:
        return document.day is None
    mine, theirs = document.day, other.day
    parts = ((mine.year, theirs.year), (mine.month, theirs.month), (mine.day, theirs.day))
    return all(a is None or b is None or a == b for a, b in parts)
