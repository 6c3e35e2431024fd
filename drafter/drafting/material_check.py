"""What the prompts `repair`, `summary-repair` and `judge` show: sentences that were drafted, beside their evidence."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from drafter.domain.case import Case
from drafter.domain.conclusion import CLOSING
from drafter.domain.draft import CriterionCheck, DraftSentence, Finding, ItemDraft, Pointer, SentenceState
from drafter.domain.evidence import Evidence, RecordEvidence
from drafter.domain.redaction import Line, Redaction
from drafter.domain.set_sentences import NO_CRITERION
from drafter.drafting.at_fault import at_fault, summary_at_fault
from drafter.drafting.drafter import ItemTask
from drafter.drafting.material import guideline_lines, record_lines, request_lines, tier_sentences

_POINTER = re.compile(r"\b([GR][1-9]\d{0,3})\.([1-9]\d{0,5})\b")
_ANYWHERE = frozenset(
    "pointer-missing pointer-unknown number-unsupported date-unsupported criteria-differ criterion-unshown".split()
)
"""Codes that are mended by pointing at evidence that is not pointed at yet: all of it is shown then."""


def repair_material(
    task: ItemTask, draft: ItemDraft, findings: Sequence[Finding], shown: Evidence | None = None
) -> dict[str, Any]:
    """The variables of the prompt `repair`: what findings name, and the evidence to mend it by.

    That evidence is what is pointed at or named by a finding; it is all that is `shown` where a pointer must be found.
    """
    line = Redaction(task.case.parties).line
    shown = shown or task.evidence
    fault = at_fault(draft, findings)
    closing = CLOSING[draft.determination]
    rationale = (*draft.rationale, DraftSentence(text=""))  # a closing sentence that is missing is one more
    sentences = [_sentence(number, rationale[number - 1], found, line) for number, found in fault.sentences.items()]
    checks = {number: draft.criteria[number - 1] for number in fault.criteria}
    criteria = [_criterion(number, check, fault.criteria[number], line) for number, check in checks.items()]
    found = [one for ones in (*fault.sentences.values(), *fault.criteria.values()) for one in ones]
    if _ANYWHERE.isdisjoint(one.code for one in found):
        texts = [draft.rationale[number - 1] for number in fault.sentences if number <= len(draft.rationale)]
        shown = _pointed(task.evidence, {*_of(texts, checks.values()), *_named(found)})
    return {
        "request": request_lines(task, line),
        "determination": draft.determination.value,
        "sentences": sentences,
        "criteria": criteria,
        "guidelines": guideline_lines(shown.guidelines),
        "records": record_lines(task.evidence.records, shown.records, line),
        "set_sentences": _set_sentences(task, draft),
        "closing": closing,
    }


def summary_repair_material(
    case: Case, records: Sequence[RecordEvidence], summary: Sequence[DraftSentence], findings: Sequence[Finding]
) -> dict[str, Any]:
    """The variables of the prompt `summary-repair`: the sentences that findings name, and the records to mend them by.

    These are what the sentences point at or a finding names, and all where a pointer must be found.
    """
    line = Redaction(case.parties).line
    fault = summary_at_fault(summary, findings)
    found = [one for ones in fault.values() for one in ones]
    shown = Evidence(guidelines=(), records=tuple(records))
    if _ANYWHERE.isdisjoint(one.code for one in found):
        shown = _pointed(shown, {*_of((summary[number - 1] for number in fault), ()), *_named(found)})
    return {
        "sentences": [_sentence(number, summary[number - 1], found, line) for number, found in fault.items()],
        "records": record_lines(records, shown.records, line),
    }


def judge_material(task: ItemTask, draft: ItemDraft, states: Sequence[SentenceState]) -> dict[str, Any]:
    """The variables of the prompt `judge`: the sentences that no check could judge, each with what it points at."""
    line = Redaction(task.case.parties).line
    return {
        "request": request_lines(task, line),
        "sentences": [
            {"number": number, "text": line(sentence.text), "evidence": _beside(task.evidence, sentence, line)}
            for number, (sentence, state) in enumerate(zip(draft.rationale, states, strict=True), start=1)
            if state is SentenceState.UNJUDGED
        ],
    }


def _sentence(number: int, sentence: DraftSentence, found: Iterable[Finding], line: Line) -> dict[str, Any]:
    return {
        "number": number,
        "text": line(sentence.text) or None,
        "pointers": _listed(sentence.pointers),
        "faults": _faults(found, line),
    }


def _criterion(number: int, check: CriterionCheck, found: Iterable[Finding], line: Line) -> dict[str, Any]:
    return {
        "number": number,
        "label": line(check.label),
        "criterion": str(check.criterion),
        "status": check.status.value,
        "pointers": _listed(check.pointers),
        "faults": _faults(found, line),
    }


def _faults(found: Iterable[Finding], line: Line) -> list[dict[str, str]]:
    return [{"wrong": line(one.message), "mend": one.mend} for one in found]


def _set_sentences(task: ItemTask, draft: ItemDraft) -> list[str]:
    """The sentences that need no pointer in this draft (`domain.set_sentences`), but for the closing one."""
    parent = [task.parent.sentence] if task.parent else []
    return [*tier_sentences(task), *parent, *([] if draft.criteria else [NO_CRITERION])]


def _listed(pointers: Iterable[Pointer]) -> str:
    return ", ".join(map(str, pointers)) or "none"


def _of(sentences: Iterable[DraftSentence], checks: Iterable[CriterionCheck]) -> Iterator[Pointer]:
    for sentence in sentences:
        yield from sentence.pointers
    for check in checks:
        yield from (check.criterion, *check.pointers)


def _named(found: Iterable[Finding]) -> Iterator[Pointer]:
    """The evidence that findings name, beside them or in their words."""
    for one in found:
        yield from one.beside
        for match in _POINTER.finditer(one.message):
            yield Pointer(source=match[1], sentence=int(match[2]))


def _pointed(evidence: Evidence, pointers: set[Pointer]) -> Evidence:
    """The sources that are pointed at, with only those sentences."""
    places = {(pointer.source, pointer.sentence) for pointer in pointers}
    sources = {source for source, _ in places}
    return Evidence(
        guidelines=tuple(
            g.model_copy(
                update={
                    "passage": g.passage.model_copy(
                        update={"sentences": tuple(s for s in g.passage.sentences if (g.source, s.number) in places)}
                    )
                }
            )
            for g in evidence.guidelines
            if g.source in sources
        ),
        records=tuple(
            r.model_copy(update={"sentences": tuple(s for s in r.sentences if (r.source, s.number) in places)})
            for r in evidence.records
            if r.source in sources
        ),
    )


def _beside(evidence: Evidence, sentence: DraftSentence, line: Line) -> list[dict[str, str]]:
    """What a sentence points at, with where it stands."""
    shown = _pointed(evidence, set(sentence.pointers))
    sources = [
        *guideline_lines(shown.guidelines),
        *record_lines(shown.records, shown.records, line),
    ]
    return [{**said, "title": source["title"]} for source in sources for said in source["sentences"]]
