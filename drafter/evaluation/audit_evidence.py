"""The text of what a sentence points at, as a physician reads it beside the sentence."""

from collections.abc import Mapping

from drafter.domain.draft import Pointer
from drafter.domain.guideline import Passage
from drafter.errors import EvaluationError
from drafter.evaluation.run_files import CaseLine, ItemLine


def evidence_of(
    line: ItemLine, number: int, passages: Mapping[str, Passage], cases: Mapping[tuple[str, str], CaseLine]
) -> tuple[str, ...]:
    """What a sentence points at, each with its pointer and source.

    A sentence that calls something absent has beside it what a search of the record found nearest. What may contradict
    it stands among that unmarked, since the physician is not to see what the checks found.

    Raises:
        EvaluationError: the case or a passage is missing from the run.
    """
    case = cases.get((line.letter, line.condition))
    if case is None or line.draft is None:
        raise EvaluationError(f"{line.letter}, item {line.item}: its case is not in cases.jsonl; run the suite anew")
    absences = [absence for absence in line.absences if absence.sentence == number]
    near = {pointer for absence in absences for pointer in (*absence.contradicted_by, *absence.nearest)}
    given = line.draft.rationale[number - 1].pointers
    in_order = sorted(near.difference(given), key=lambda pointer: (len(pointer.source), str(pointer)))
    return tuple(_text(pointer, line, passages, case) for pointer in (*given, *in_order))


def _text(pointer: Pointer, line: ItemLine, passages: Mapping[str, Passage], case: CaseLine) -> str:
    for record in case.records:
        if record.source == pointer.source:
            return _of(pointer, record.title, {one.number: one.text for one in record.sentences})
    for shown in line.evidence:
        if shown.source == pointer.source:
            if shown.sha256 not in passages:
                raise EvaluationError(
                    f"{line.letter}, item {line.item}: {shown.source} is not in passages.jsonl; run the suite anew"
                )
            passage = passages[shown.sha256]
            title = f"{passage.edition.cited_as} ({passage.edition.edition}), {passage.heading}"
            return _of(pointer, title, {one.number: one.text for one in passage.sentences})
    return f"{pointer}: the draft was given no such source"


def _of(pointer: Pointer, title: str, sentences: Mapping[int, str]) -> str:
    return f"{pointer} ({title}): {sentences.get(pointer.sentence, 'there is no such sentence')}"
