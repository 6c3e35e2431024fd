"""What of an item's draft or of a summary findings name, and the same with only that written anew."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from drafter.domain.determination import Determination
from drafter.domain.draft import CriterionCheck, CriterionStatus, DraftSentence, Finding, ItemDraft
from drafter.drafting.answers.parts import in_domain
from drafter.drafting.answers.repair import RepairAnswer
from drafter.drafting.answers.summary_repair import SummaryRepairAnswer

_FAILED = frozenset({CriterionStatus.NOT_MET, CriterionStatus.NOT_DOCUMENTED})


@dataclass(frozen=True)
class AtFault:
    """The places in an item draft that findings name, with what is found there."""

    sentences: dict[int, tuple[Finding, ...]]
    """By number in the rationale, in order; one more than there are where the closing sentence is missing."""
    criteria: dict[int, tuple[Finding, ...]]
    """By number in the checklist, from 1, in order."""

    def __bool__(self) -> bool:
        return bool(self.sentences or self.criteria)


def at_fault(draft: ItemDraft, findings: Iterable[Finding]) -> AtFault:
    """The places that findings name.

    A finding on a criterion names it by its label, and one that proposal and checklist disagree means the criteria that
    disagree. A finding that names no place (that an edition may not govern) is nothing to write anew, and left out.
    """
    sentences: dict[int, list[Finding]] = {}
    criteria: dict[int, list[Finding]] = {}
    for found in findings:
        for number in _sentences(found, draft):
            sentences.setdefault(number, []).append(found)
        for number in _criteria(found, draft):
            criteria.setdefault(number, []).append(found)
    return AtFault(_in_order(sentences), _in_order(criteria))


def mended(draft: ItemDraft, answer: RepairAnswer, asked: AtFault) -> ItemDraft:
    """The draft with what was asked about taken from the answer; whatever else the answer holds is passed over.

    Where it gives a place twice, the first counts. Determination and probability stay.
    """
    sentences: dict[int, DraftSentence] = {}
    for new in answer.sentences:
        if new.number in asked.sentences:
            sentences.setdefault(new.number, new.sentence())
    rationale = [sentences.pop(number, old) for number, old in enumerate(draft.rationale, start=1)]
    criteria: dict[int, CriterionCheck] = {}
    for judged in answer.criteria:
        if judged.number in asked.criteria:
            anew = {
                "criterion": judged.criterion.pointer(),
                "status": CriterionStatus(judged.status),
                "pointers": in_domain(judged.pointers),
            }
            criteria.setdefault(judged.number, draft.criteria[judged.number - 1].model_copy(update=anew))
    return draft.model_copy(
        update={
            # What is left is the closing sentence that was missing.
            "rationale": (*rationale, *sentences.values()),
            "criteria": tuple(criteria.get(number, old) for number, old in enumerate(draft.criteria, start=1)),
        }
    )


def summary_at_fault(summary: Sequence[DraftSentence], findings: Iterable[Finding]) -> dict[int, tuple[Finding, ...]]:
    """The sentences of a drafted summary that findings name, by number, with what is found there."""
    sentences: dict[int, list[Finding]] = {}
    for found in findings:
        if found.sentence is not None and 1 <= found.sentence <= len(summary):
            sentences.setdefault(found.sentence, []).append(found)
    return _in_order(sentences)


def summary_mended(
    summary: Sequence[DraftSentence], answer: SummaryRepairAnswer, asked: Container[int]
) -> tuple[DraftSentence, ...]:
    """The summary with the sentences asked about taken from the answer; of a sentence given twice the first counts."""
    anew: dict[int, DraftSentence] = {}
    for new in answer.sentences:
        if new.number in asked:
            anew.setdefault(new.number, new.sentence())
    return tuple(anew.get(number, old) for number, old in enumerate(summary, start=1))


def _sentences(found: Finding, draft: ItemDraft) -> Sequence[int]:
    if found.code == "conclusion-missing":
        return (len(draft.rationale) + 1,)
    named = found.sentence is not None and 1 <= found.sentence <= len(draft.rationale)
    return (found.sentence,) if named and found.sentence else ()


def _criteria(found: Finding, draft: ItemDraft) -> Sequence[int]:
    numbered = list(enumerate(draft.criteria, start=1))
    if found.code == "criteria-differ":
        upheld = draft.determination is Determination.UPHELD
        return [number for number, check in numbered if upheld or check.status in _FAILED]
    if found.sentence is not None:
        return ()
    return [number for number, check in numbered if found.message.startswith(f"criterion “{check.label}”")]


def _in_order(found: dict[int, list[Finding]]) -> dict[int, tuple[Finding, ...]]:
    return {number: tuple(found[number]) for number in sorted(found)}
