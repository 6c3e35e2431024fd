"""The records of a case as evidence: each document's text read, split into numbered sentences, and digested."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from os.path import isdir
from pathlib import Path

from pydantic import TypeAdapter

from drafter.domain.case import Case, Problem, Record, RecordStatus
from drafter.domain.evidence import RecordEvidence, RecordSentence
from drafter.domain.text import fold, sha256_text, split_sentences
from drafter.letters.text_of import Unreadable, pages_of

SUMMARY_ID = "clinical-summary"
LONGEST = 20_000_000
"""Characters of all records of a case together, some 8,000 pages: more than any file that we know of, and as much as a
machine of 8 GB bears."""
_KINDS = (".txt", ".md", ".pdf")
_TOO_LONG = (
    f"with this the records hold more than {LONGEST // 1_000_000} million characters; leave out what does not bear "
    "on the requests"
)
_SENTENCES = TypeAdapter(tuple[RecordSentence, ...])
"""Makes all sentences of a document at once, in half the time that one by one takes."""


def read_records(case: Case, folder: Path) -> tuple[tuple[RecordEvidence, ...], list[Problem]]:
    """The evidence R1, R2, … of a case, the clinical summary first, then its records in order.

    Record files are sought from `folder`, the case file's own. A document that was not received or cannot be read has
    its place and number but no sentences. What is wrong with a file is a problem, its place counted from 0.
    """
    evidence: list[RecordEvidence] = []
    found: list[Problem] = []
    left = LONGEST - len(case.clinical_summary or "")
    if left < 0:
        return (), [Problem(place=("clinical_summary",), message=_TOO_LONG)]
    if case.clinical_summary:
        evidence.append(
            RecordEvidence(
                source="R1",
                id=SUMMARY_ID,
                type=None,
                status=RecordStatus.RECEIVED,
                sentences=sentences((case.clinical_summary,)),
                sha256=sha256_text(case.clinical_summary),
            )
        )
    for index, record in enumerate(case.records):
        pages: Sequence[str] | None = None
        try:
            pages = _pages(record, folder)
            left -= sum(map(len, pages or ()))
        except Unreadable as reason:
            found.append(Problem(place=("records", index, "file"), message=str(reason)))
        if left < 0:
            found.append(Problem(place=("records", index), message=_TOO_LONG))
            break
        evidence.append(_evidence(f"R{len(evidence) + 1}", record, pages))
    return tuple(evidence), found


def sentences(pages: Sequence[str]) -> tuple[RecordSentence, ...]:
    """The numbered sentences of a document, white space folded; pages are named where there is more than one.

    A page's end ends a sentence.
    """
    starts = [0, *accumulate(len(page) + 1 for page in pages)]
    return _SENTENCES.validate_python(
        [
            {
                "number": sentence.number,
                "text": fold(sentence.text),
                "page": bisect_right(starts, sentence.start) if len(pages) > 1 else None,
            }
            for sentence in split_sentences("\f".join(pages))
        ]
    )


def _pages(record: Record, folder: Path) -> Sequence[str] | None:
    if record.status is not RecordStatus.RECEIVED:
        return None
    if record.text:
        return record.text.split("\f")
    if not record.file:
        return None
    if isdir(folder / record.file):
        raise Unreadable("is a folder, not a file; name the file in it that holds the document")
    if Path(record.file).suffix.lower() not in _KINDS:
        raise Unreadable(
            f"is not named as {', '.join(_KINDS)}; convert the file, or mark the record `status: unreadable`"
        )
    try:
        return pages_of(folder / record.file)
    except Unreadable as reason:
        raise Unreadable(f"the file {reason}; {_advice(str(reason))}") from None


def _advice(reason: str) -> str:
    if "not exist" in reason:
        return "correct the name, or mark the record `status: missing`"
    return "give another file, or mark the record `status: unreadable`"


def _evidence(source: str, record: Record, pages: Sequence[str] | None) -> RecordEvidence:
    return RecordEvidence(
        source=source,
        id=record.id,
        type=record.type,
        author=record.author,
        date=record.date,
        pages=record.pages,
        file=record.file,
        status=record.status,
        sentences=sentences(pages) if pages else (),
        sha256=sha256_text("\f".join(pages)) if pages else None,
    )
