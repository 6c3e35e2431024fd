"""What `drafter verify` prints: a list that a reviewer can go through, each sentence beside what it points at."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from drafter.cli.findings import finding_lines
from drafter.domain.draft import (
    CheckedItem,
    CheckedSentence,
    DraftedItem,
    DraftedSummary,
    Pointer,
    SentenceState,
    VerifyResult,
)

if TYPE_CHECKING:
    from drafter.domain.draft import AbsenceSearch, Draft, DraftSentence, Finding
    from drafter.grounding.verify import Verified

_SHOWN = (SentenceState.UNJUDGED, SentenceState.FLAGGED)
"""States of sentences that a reader has to judge: their sources are printed beside them."""


_Texts = Mapping[tuple[str, int], str]
"""What stands at each place, by source and sentence."""
_TERMS = 8
"""How many of the words of a search are printed."""


def result(verified: "Verified") -> VerifyResult:
    """The result as data."""
    draft = verified.draft
    return VerifyResult(
        case_number=draft.case_number,
        summary=_sentences(draft.summary.sentences, draft.summary.states) if draft.summary else (),
        absences=draft.summary.absences if draft.summary else (),
        items=tuple(map(_checked, draft.items)),
        findings=verified.findings,
    )


def _checked(item: DraftedItem) -> CheckedItem:
    sentences = item.draft.rationale if item.draft else ()
    return CheckedItem(number=item.number, sentences=_sentences(sentences, item.states), absences=item.absences)


def _sentences(sentences: "Iterable[DraftSentence]", states: Iterable[SentenceState]) -> tuple[CheckedSentence, ...]:
    return tuple(
        CheckedSentence(number=number, state=state, text=sentence.text, pointers=sentence.pointers)
        for number, (sentence, state) in enumerate(zip(sentences, states, strict=False), start=1)
    )


def report(verified: "Verified") -> Iterator[str]:
    """The list, a line each."""
    without_item = [finding for finding in verified.findings if finding.item is None]
    of_case = [finding for finding in without_item if finding.sentence is None]
    yield f"Case {verified.draft.case_number}:{'' if of_case else ' no finding'}"
    yield from (f"  {line}" for line in finding_lines(of_case))
    if verified.draft.summary:
        of_summary = [finding for finding in without_item if finding.sentence is not None]
        yield from _summary(verified.draft.summary, verified.draft, of_summary)
    for item in verified.draft.items:
        yield from _item(item, verified.draft, [f for f in verified.findings if f.item == item.number])


def ending(verified: "Verified") -> str:
    """How much there is to look at, in a line."""
    severities = Counter(finding.severity.value for finding in verified.findings)
    summary = verified.draft.summary
    states = [*(summary.states if summary else ()), *(state for i in verified.draft.items for state in i.states)]
    judged = states.count(SentenceState.UNJUDGED)
    counts = [
        f"{severities[name]} {name}{'' if severities[name] == 1 else 's'}" for name in ("error", "warning", "note")
    ]
    return f"{', '.join(counts)}; {judged} sentence{'' if judged == 1 else 's'} to judge beside the evidence."


def _summary(summary: DraftedSummary, draft: "Draft", findings: "list[Finding]") -> Iterator[str]:
    yield ""
    yield "Clinical summary, drafted from the records:"
    texts = _texts(None, draft)
    for sentence in _sentences(summary.sentences, summary.states):
        yield from _sentence(sentence, texts, findings)
        yield from (f"     {_receipt(a)}" for a in summary.absences if a.sentence == sentence.number)
    yield from _states(summary.states)
    if not findings:
        yield "  no finding"


def _item(item: DraftedItem, draft: "Draft", findings: "list[Finding]") -> Iterator[str]:
    yield ""
    yield f"Item {item.number}: {item.item.request}"
    if item.draft is None:
        yield f"  not drafted: {item.item.status}"
    else:
        yield f"  proposed: {item.draft.determination}"
    texts = _texts(item, draft)
    for sentence in _checked(item).sentences:
        yield from _sentence(sentence, texts, findings)
        yield from (f"     {_receipt(a)}" for a in item.absences if a.sentence == sentence.number)
    yield from _states(item.states)
    about = [finding for finding in findings if finding.sentence is None]
    yield from (f"  {line}" for line in finding_lines(about))
    if not findings:
        yield "  no finding"


def _sentence(sentence: CheckedSentence, texts: _Texts, findings: "list[Finding]") -> Iterator[str]:
    """A sentence with its state, what it points at where that is to be read, and the findings on it."""
    yield f"  {sentence.number}. [{sentence.state}] {sentence.text}"
    if sentence.state in _SHOWN:
        yield from (f"       {line}" for line in _sources(sentence.pointers, texts))
    for finding in (f for f in findings if f.sentence == sentence.number):
        yield from (f"     {line}" for line in finding_lines([finding]))
        further = tuple(pointer for pointer in finding.beside if pointer not in sentence.pointers)
        yield from (f"       {line}" for line in _sources(further, texts))


def _states(states: Iterable[SentenceState]) -> Iterator[str]:
    counted = Counter(states)
    if counted:
        yield "  sentences: " + ", ".join(f"{counted[state]} {state}" for state in SentenceState if counted[state])


def _texts(item: DraftedItem | None, draft: "Draft") -> _Texts:
    """What an item, or without one the drafted summary, can point at, each sentence with its place."""
    texts = {
        (g.source, s.number): f"{g.passage.edition.cited_as} {g.passage.edition.edition}"
        f"{f', p. {s.page}' if s.page else ''}: {s.text}"
        for g in (item.guidelines if item else ())
        for s in g.passage.sentences
    }
    return texts | {
        (r.source, s.number): f"{r.title}{f', p. {s.page}' if s.page else ''}: {s.text}"
        for r in draft.records
        for s in r.sentences
    }


def _sources(pointers: tuple[Pointer, ...], texts: _Texts) -> Iterator[str]:
    for pointer in pointers:
        yield f"{pointer} {texts.get((pointer.source, pointer.sentence), 'is not there')}"


def _receipt(absence: "AbsenceSearch") -> str:
    sentences = sum(record.sentences for record in absence.searched)
    places = (f"{record.source}{f' ({record.pages} p.)' if record.pages else ''}" for record in absence.searched)
    where = ", ".join(places)
    terms = ", ".join(absence.terms[:_TERMS])
    more = len(absence.terms) - _TERMS
    terms += f" and {more} more words (all in draft.json)" if more > 0 else ""
    found = ", ".join(map(str, absence.contradicted_by)) or "none"
    near = f"; nearest in the record: {', '.join(map(str, absence.nearest))}" if absence.nearest else ""
    return (
        f"searched for “{absence.missing}”: {where or 'no record'}, {sentences} sentences, for {terms}; "
        f"against it: {found}{near}"
    )
