"""What of a case a model is shown: every text as one line of plain characters, the parties by their roles.

Texts of records and requests are data. Folded into one line they cannot begin a line of their own, so they cannot forge
a pointer; with the marks of chat templates broken up they cannot end the message that they stand in.
"""

from collections.abc import Sequence
from typing import Any

from drafter.domain.conclusion import CLOSING
from drafter.domain.dates import long_date
from drafter.domain.evidence import GuidelineEvidence, RecordEvidence, RecordSentence
from drafter.domain.guideline import PassageSentence
from drafter.domain.redaction import Line, Redaction, plain_line
from drafter.drafting.drafter import ItemTask


def item_material(task: ItemTask) -> dict[str, Any]:
    """The variables of the prompt `item`: plain lines and lists of them, and nothing else of the case."""
    line = Redaction(task.case.parties).line
    parent = None
    if task.parent:
        request = task.case.items[task.parent.number - 1].request
        parent = {"request": line(request), "sentence": task.parent.sentence}
    return {
        "request": _request(task, line),
        # Guidelines are no case text: a word of theirs that is also somebody's name stays.
        "guidelines": [_passage(evidence, plain_line) for evidence in task.evidence.guidelines],
        "records": [_record(evidence, line) for evidence in task.evidence.records],
        "parent": parent,
        "closing": {determination.value: sentence for determination, sentence in CLOSING.items()},
    }


def _request(task: ItemTask, line: Line) -> dict[str, str | None]:
    item, dates = task.item, task.case.dates
    texts = {
        "text": item.request,
        **dict(item.quantities),
        "earlier_visits": item.earlier_visits,
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
        **{name: line(text) if text else None for name, text in texts.items()},
        **{name: long_date(day) if day else None for name, day in days.items()},
    }


def _passage(evidence: GuidelineEvidence, line: Line) -> dict[str, Any]:
    edition, pages = evidence.passage.edition, evidence.passage.pages
    parts = [f"{edition.cited_as} {edition.edition}"]
    if evidence.passage.section:
        parts.append(f"section {evidence.passage.section}")
    if pages:
        parts.append(f"page {', '.join(pages)}")
    parts.append(f"rank {edition.tier.value}")
    if not evidence.passage.held:
        parts.append("the section exists but its text is not held, so nothing can point at it")
    return {
        "source": evidence.source,
        "title": line(", ".join(parts)),
        "sentences": _sentences(evidence.source, evidence.passage.sentences, line),
    }


def _record(evidence: RecordEvidence, line: Line) -> dict[str, Any]:
    by = f", by {evidence.author}" if evidence.author else ""
    return {
        "source": evidence.source,
        "title": line(evidence.title + by),
        "status": evidence.status.value,
        "sentences": _sentences(evidence.source, evidence.sentences, line),
    }


def _sentences(source: str, sentences: Sequence[PassageSentence | RecordSentence], line: Line) -> list[dict[str, str]]:
    return [{"pointer": f"{source}.{sentence.number}", "text": line(sentence.text)} for sentence in sentences]
