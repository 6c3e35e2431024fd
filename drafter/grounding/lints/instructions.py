"""Case material that speaks to a machine instead of about the patient.

The material stays as it is and is drafted from as data; the reviewer is told where to look, and of what family it is,
never in its own words.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from drafter.domain.draft import EXTRACTIVE, Draft, DraftedItem, Finding, Pointer
from drafter.domain.evidence import RecordEvidence, RecordSentence
from drafter.domain.guideline import PassageSentence
from drafter.grounding.catalogue import finding
from drafter.grounding.instructions import Family, Place, instructions_in

_Sentence = RecordSentence | PassageSentence
_CODE = "instruction-in-material"
_SHOWN = "instruction-shown"
_MOST = 5
"""Families told of one document, and sentences shown beside each finding."""


def lint_draft(draft: Draft) -> Iterator[Finding]:
    """Findings on the records and passages, one a document and family, and on the fields of each item.

    Where a model drafted, every item whose material holds one is in error: the model may have done as it was told.
    """
    yield from (one for record in draft.records for one in _in_unshown_names(record))
    found = list(_in_material(draft))
    yield from found
    if draft.drafted_by.model == EXTRACTIVE:
        return
    for item in draft.items:
        if item.draft and any(one.item in (None, item.number) for one in found):
            yield finding(_SHOWN, "see what is said of the material", item=item.number)


def _in_material(draft: Draft) -> Iterator[Finding]:
    """What a model is shown too."""
    for record in draft.records:
        yield from _in_field(f"the author of {record.source}, {_titled(record)},", record.author, None)
        yield from _in_sentences(record.source, _titled(record), record.sentences, None)
    if draft.clinical_summary and all(record.type is not None for record in draft.records):
        yield from _in_field("the clinical summary", draft.clinical_summary, None)
    for item in draft.items:
        yield from _in_item(item)
        for guideline in item.guidelines:
            sentences = guideline.passage.sentences
            yield from _in_sentences(guideline.source, "the guideline passage", sentences, item.number)


def _in_sentences(source: str, title: str, sentences: Sequence[_Sentence], item: int | None) -> Iterator[Finding]:
    """What sentences hold, read together, since an instruction may run over a sentence's end."""
    places = instructions_in("\n".join(sentence.text for sentence in sentences))
    families = list(dict.fromkeys(place.family for place in places))
    for family in families[:_MOST]:
        held = _sentences_at(sentences, [place for place in places if place.family is family])
        count = f" ({len(held)} sentences)" if len(held) > 1 else ""
        yield finding(
            _CODE,
            f"{source}, {title}{_pages(held)}, seems to hold {family.value}{count}",
            item=item,
            beside=[Pointer(source=source, sentence=sentence.number) for sentence in held[:_MOST]],
        )
    if len(families) > _MOST:
        more = len(families) - _MOST
        yield finding(_CODE, f"{source}, {title}, seems to hold {more} more kinds of instruction", item=item)


def _sentences_at(sentences: Sequence[_Sentence], places: Iterable[Place]) -> list[_Sentence]:
    """The sentences that places of the joined text fall into, each once."""
    starts = [0, *accumulate(len(sentence.text) + 1 for sentence in sentences)]
    numbers: dict[int, None] = {}
    for place in places:
        first, last = bisect_right(starts, place.start) - 1, bisect_right(starts, place.end - 1) - 1
        numbers |= dict.fromkeys(range(first, min(last, len(sentences) - 1) + 1))
    return [sentences[number] for number in numbers]


def _in_unshown_names(record: RecordEvidence) -> Iterator[Finding]:
    """What a document is called by in the case file alone, which no model is shown."""
    names = {"id": record.id, "pages": record.pages, "file name": record.file}
    for name, value in names.items():
        yield from _in_field(f"the {name} of {record.source}, {_titled(record)},", value, None)


def _in_item(item: DraftedItem) -> Iterator[Finding]:
    own = item.item
    fields = {
        "the request": own.request,
        "the original amount": own.quantities.original,
        "the authorised amount": own.quantities.authorised,
        "the remaining amount": own.quantities.remaining,
        "what is said of earlier visits": own.earlier_visits,
        "the guideline cited by the physician": own.physician_guideline,
        "the guideline cited by utilization review": own.claims_administrator_guideline,
    }
    for name, value in fields.items():
        yield from _in_field(name, value, item.number)


def _in_field(name: str, value: str | None, item: int | None) -> Iterator[Finding]:
    """One finding on a field, with the families that it holds."""
    families: dict[Family, None] = dict.fromkeys(place.family for place in instructions_in(value or ""))
    if families:
        told = ", ".join(family.value for family in families)
        yield finding(_CODE, f"{name} seems to hold {told}", item=item)


def _titled(record: RecordEvidence) -> str:
    return f"the {record.title}"


def _pages(held: list[_Sentence]) -> str:
    """The pages of sentences in words, where pages are known."""
    pages = list(dict.fromkeys(sentence.page for sentence in held if sentence.page))
    if not pages:
        return ""
    shown = ", ".join(map(str, pages[:_MOST]))
    return f", page{'s' if len(pages) > 1 else ''} {shown}{' and more' if len(pages) > _MOST else ''}"
