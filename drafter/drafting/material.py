"""What of a case the prompt `item` shows a model: texts as lines of plain characters, the parties by their roles.

Texts of records and requests are data. Folded into one line they cannot begin a line of their own, so they cannot forge
a pointer; with the marks of chat templates broken up they cannot end the message that they stand in.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from drafter.domain.amount import course, describe
from drafter.domain.case import DisputedItem, ItemStatus
from drafter.domain.conclusion import CLOSING
from drafter.domain.dates import long_date
from drafter.domain.evidence import Evidence, GuidelineEvidence, RecordEvidence, RecordSentence
from drafter.domain.guideline import PassageSentence, Phase
from drafter.domain.quantity import find_quantities
from drafter.domain.redaction import Line, Redaction, plain_line
from drafter.domain.set_sentences import NO_CRITERION, tier_left
from drafter.drafting.drafter import ItemTask
from drafter.grounding.instructions import instructions_in

_STAGES = {
    Phase.ACUTE: "acute (up to four weeks)",
    Phase.SUBACUTE: "subacute (four weeks to three months)",
    Phase.CHRONIC: "chronic (three months or more)",
}

_plain = lru_cache(maxsize=8192)(plain_line)
"""For guidelines, of which the same passages are shown for many items."""


def item_material(task: ItemTask, shown: Evidence | None = None) -> dict[str, Any]:
    """The variables of the prompt `item`: plain lines and lists of them, and nothing else of the case.

    `shown` is the part of the task's evidence that is shown, as `fitting.fit` cuts it; all of it where left out.
    """
    line = Redaction(task.case.parties).line
    shown = shown or task.evidence
    return {
        "request": request_lines(task, line),
        "guidelines": guideline_lines(shown.guidelines),
        "records": record_lines(task.evidence.records, shown.records, line),
        "parent": _parent(task, line),
        "others": _others(task, line),
        "tier_sentences": tier_sentences(task),
        "no_criterion": NO_CRITERION,
        "closing": {determination.value: sentence for determination, sentence in CLOSING.items()},
    }


def request_lines(task: ItemTask, line: Line) -> dict[str, str | None]:
    """The disputed item, its dates and quantities, each as one line or none."""
    item, dates = task.item, task.case.dates
    texts = {
        "text": item.request,
        **dict(item.quantities),
        "earlier_visits": item.earlier_visits,
        "course": _course(item),
        "physician_guideline": item.physician_guideline,
        "claims_administrator_guideline": item.claims_administrator_guideline,
    }
    days = {
        "date_of_service": item.date_of_service,
        "request_date": item.request_date,
        "injury": dates.injury,
        "ur_denial": dates.ur_denial,
    }
    return {
        "kind": item.kind.value,
        "stage": _stage(task),
        **{name: line(text) if text else None for name, text in texts.items()},
        **{name: long_date(day) if day else None for name, day in days.items()},
    }


def guideline_lines(guidelines: Sequence[GuidelineEvidence]) -> list[dict[str, Any]]:
    """Passages with their sentences. They are no case text: a word of theirs that is also somebody's name stays."""
    return [
        {
            "source": evidence.source,
            "title": _plain(_passage_title(evidence)),
            "sentences": _sentences(evidence.source, evidence.passage.sentences, _plain),
        }
        for evidence in guidelines
    ]


def record_lines(
    records: Sequence[RecordEvidence], shown: Sequence[RecordEvidence], line: Line
) -> list[dict[str, Any]]:
    """Documents with the sentences shown of them, and how many that are where it is not all."""
    parts = {record.source: record.sentences for record in shown}
    return [
        {
            "source": record.source,
            "title": _record_title(record, line),
            "status": _status(record, len(parts[record.source])),
            "sentences": _sentences(record.source, parts[record.source], line),
        }
        for record in records
        if record.source in parts
    ]


def tier_sentences(task: ItemTask) -> list[str]:
    """The set sentences that say why the search for passages went past a rank, in order."""
    return [tier_left(step) for step in task.search.tiers if step.left_because]


def _parent(task: ItemTask, line: Line) -> dict[str, str] | None:
    if task.parent is None:
        return None
    request = task.case.items[task.parent.number - 1].request
    return {"request": line(request), "sentence": task.parent.sentence}


def _others(task: ItemTask, line: Line) -> list[str]:
    """The other requests under review in the case; the one that this depends on is shown apart.

    One that seems to hold an instruction is left out, so that it cannot reach the drafts of other items.
    """
    apart = {task.number, task.parent.number if task.parent else None}
    return [
        line(item.request)
        for number, item in enumerate(task.case.items, start=1)
        if number not in apart and item.status is ItemStatus.OPEN and not instructions_in(item.request)
    ]


def _stage(task: ItemTask) -> str | None:
    """The stage of the injury on the date that the editions were chosen by."""
    guidelines = task.evidence.guidelines
    phase = Phase.on(guidelines[0].in_force_on.day, task.case.dates.injury) if guidelines else None
    return _STAGES[phase] if phase else None


def _course(item: DisputedItem) -> str | None:
    """What the request comes to with what went before, so that no model has to add; none where nothing went before."""
    before = (item.quantities.authorised, item.earlier_visits)
    units = dict.fromkeys(quantity.unit for text in before if text for quantity in find_quantities(text))
    courses = [found for unit in units if (found := course(item, unit)) and found.before]
    return describe(courses[0]) if courses else None


def _passage_title(evidence: GuidelineEvidence) -> str:
    """A passage by guideline, edition, section, page and rank, and what stands against resting on it."""
    edition, pages = evidence.passage.edition, evidence.passage.pages
    parts = [f"{edition.cited_as} {edition.edition}"]
    if evidence.passage.section:
        parts.append(f"section {evidence.passage.section}")
    if pages:
        parts.append(f"page {', '.join(pages)}")
    parts.append(f"rank {edition.tier.value}")
    if not evidence.passage.held:
        parts.append("the section exists but its text is not held, so nothing can point at it")
    if evidence.near_boundary:
        parts.append("another edition may govern on the date")
    return ", ".join(parts)


def _record_title(record: RecordEvidence, line: Line) -> str:
    """A document in words, with who wrote it."""
    by = f", by {record.author}" if record.author else ""
    return line(record.title + by)


def _status(record: RecordEvidence, shown: int) -> str:
    if shown == len(record.sentences):
        return record.status.value
    return f"{record.status.value}, {shown} of {len(record.sentences)} sentences shown"


def _sentences(source: str, sentences: Sequence[PassageSentence | RecordSentence], line: Line) -> list[dict[str, str]]:
    return [{"pointer": f"{source}.{sentence.number}", "text": line(sentence.text)} for sentence in sentences]
