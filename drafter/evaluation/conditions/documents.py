"""A case with its documents rewritten: the clinical summary and every record that was received."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from drafter.cases.load import LoadedCase
from drafter.cases.records import SUMMARY_ID, sentences
from drafter.domain.case import Case, Record, RecordStatus, RecordType
from drafter.domain.evidence import RecordEvidence
from drafter.domain.text import sha256_text

PAGE, PARAGRAPH = "\f", "\n\n"


@dataclass(frozen=True)
class Document:
    """The text of one document, its pages parted by form feeds."""

    id: str
    """The record's id, or that of the clinical summary."""
    type: RecordType | None
    """None for the clinical summary."""
    text: str


Rewrite = Callable[[Document], str]
"""The new text of a document; an empty one leaves the document out of the case."""


def documents(loaded: LoadedCase) -> Iterator[Document]:
    """The documents that were received, in order."""
    for record in loaded.records:
        if record.status is RecordStatus.RECEIVED:
            yield _document(loaded.case, record)


def told(loaded: LoadedCase) -> str:
    """All that the documents and the requests say, for a search of words."""
    return "\n".join((*(document.text for document in documents(loaded)), *(i.request for i in loaded.case.items)))


def rewritten(loaded: LoadedCase, rewrite: Rewrite) -> LoadedCase:
    """The case with its documents rewritten; pointers R1, R2, … count those that are left.

    A record whose text changed holds it in the case itself, and no longer names its file. Where no text changed, it is
    the case that was given.
    """
    case = loaded.case
    records: list[RecordEvidence] = []
    files = {record.id: record for record in case.records}
    kept: list[Record] = []
    for record in loaded.records:
        file = files.get(record.id)
        if record.status is RecordStatus.RECEIVED:
            before = _document(case, record).text
            after = rewrite(Document(record.id, record.type, before))
            if not after.strip():
                continue
            if after != before:
                record = _with_text(record, after)
                file = file and file.model_copy(update={"file": None, "text": after})
        records.append(record.model_copy(update={"source": f"R{len(records) + 1}"}))
        kept += [file] if file else []
    summary = case.clinical_summary
    if summary:
        summary = rewrite(Document(SUMMARY_ID, None, summary)).strip() or None
    changed = case.model_copy(update={"records": tuple(kept), "clinical_summary": summary})
    if (changed, tuple(records)) == (case, loaded.records):
        return loaded
    return with_case(replace(loaded, records=tuple(records)), changed)


def with_case(loaded: LoadedCase, case: Case) -> LoadedCase:
    """The loaded case with another case in it, and a digest of its own."""
    digests = (record.sha256 or "" for record in loaded.records)
    return replace(loaded, case=case, sha256=sha256_text("\n".join((case.model_dump_json(by_alias=True), *digests))))


def _document(case: Case, record: RecordEvidence) -> Document:
    if record.type is None:
        return Document(record.id, None, case.clinical_summary or "")
    return Document(record.id, record.type, _text(record))


def _text(record: RecordEvidence) -> str:
    """A text that is split into the same sentences on the same pages again."""
    last = max((sentence.page or 0 for sentence in record.sentences), default=0)
    if not last:
        return PARAGRAPH.join(sentence.text for sentence in record.sentences)
    pages = [[s.text for s in record.sentences if s.page == page] for page in range(1, last + 1)]
    # A document of one page has none to name; this one has more, of which the rest is empty.
    return PAGE.join(PARAGRAPH.join(page) for page in pages) + (PAGE if last == 1 else "")


def _with_text(record: RecordEvidence, text: str) -> RecordEvidence:
    return record.model_copy(update={"sentences": sentences(text.split(PAGE)), "sha256": sha256_text(text)})
