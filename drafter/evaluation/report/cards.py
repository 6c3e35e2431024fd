"""Makes the cards of a run: which items are put in the page, in which order, and what each shows."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from drafter.domain.citation import format_citations
from drafter.domain.determination import Determination
from drafter.domain.draft import CriterionCheck, Pointer, SentenceState, Severity
from drafter.evaluation.report.card import BaselineSaid, Card, CardSource, Check, Elsewhere, Mark, Quote, Said
from drafter.evaluation.report.given import ReportInput
from drafter.evaluation.report.library import Library, LibraryEntry
from drafter.evaluation.report.numbers import number
from drafter.evaluation.run_files import AS_WRITTEN, ItemLine, Proposal
from drafter.letters.display import line as shown
from drafter.letters.display import paragraphs, percent

AGREEMENTS = {
    "agrees": "agrees",
    "upheld": "Upheld proposed, Overturned decided",
    "overturned": "Overturned proposed, Upheld decided",
    "insufficient": "insufficient",
    "none": "no draft",
}
"""How a proposal stands to the decision: the word that filters go by, and the words that people read."""
_GUIDELINE = "guideline: "
_NOT_IN_ANCHORS = re.compile(r"[^A-Za-z0-9._-]+")
Key = tuple[str, int, str]


def agreement(line: ItemLine) -> str:
    """The key of AGREEMENTS that an item falls under."""
    if line.draft is None:
        return "none"
    proposed = line.draft.determination
    if proposed is Determination.INSUFFICIENT:
        return "insufficient"
    return "agrees" if proposed is line.gold.determination else proposed.value.lower()


def is_flagged(line: ItemLine) -> bool:
    """Whether an error, or any finding against a sentence, stands against an item's draft."""
    return SentenceState.FLAGGED in line.states or any(one.severity is Severity.ERROR for one in line.findings)


def chosen(lines: Sequence[ItemLine], items: int) -> list[ItemLine]:
    """The items to put in: as written before other conditions; in each those that disagree, then the flagged ones."""
    order = sorted(
        lines, key=lambda one: (one.condition != AS_WRITTEN, agreement(one) == "agrees", not is_flagged(one))
    )
    return order[:items]


def cards(run: ReportInput, items: int, library: Library) -> list[Card]:
    """The cards of a run's items, at most so many; their sources go into the library."""
    put_in = chosen(run.lines, items)
    anchors = _anchors(put_in)
    others: dict[tuple[str, int], list[ItemLine]] = defaultdict(list)
    for line in run.lines:
        others[line.letter, line.item].append(line)
    return [_Maker(run, line, anchors, library).card(others[line.letter, line.item]) for line in put_in]


def _key(line: ItemLine) -> Key:
    return line.letter, line.item, line.condition


def _anchors(lines: Iterable[ItemLine]) -> dict[Key, str]:
    """A place in the page for each item, after letter and number, each another."""
    anchors: dict[Key, str] = {}
    taken: set[str] = set()
    for line in lines:
        parts = [line.letter, str(line.item), *([] if line.condition == AS_WRITTEN else [line.condition])]
        anchor = base = "-".join(_NOT_IN_ANCHORS.sub("-", part).strip("-.") for part in parts)
        count = 1
        while anchor in taken:
            count += 1
            anchor = f"{base}.{count}"
        taken.add(anchor)
        anchors[_key(line)] = anchor
    return anchors


class _Maker:
    """Makes one card."""

    def __init__(self, run: ReportInput, line: ItemLine, anchors: Mapping[Key, str], library: Library) -> None:
        self._line = line
        self._anchors = anchors
        self._anchor = anchors[_key(line)]
        case = run.cases.get((line.letter, line.condition))
        self._passages = {one.source: library.passage(one.sha256, run.passages[one.sha256]) for one in line.evidence}
        self._records = {one.source: library.record(one) for one in (case.records if case else ())}
        self._used = self._uses()

    def card(self, lines: Sequence[ItemLine]) -> Card:
        line = self._line
        draft = line.draft
        elsewhere = [self._elsewhere(other) for other in lines if other.condition != line.condition]
        return Card(
            anchor=self._anchor,
            letter=line.letter,
            item=line.item,
            condition=line.condition,
            request=shown(line.request.request),
            decided=line.gold.determination.value,
            proposed=draft.determination.value if draft else "no draft",
            probability=percent(draft.probability) if draft else "",
            agreement=agreement(line),
            errors=sum(finding.severity is Severity.ERROR for finding in line.findings),
            flagged=sum(state is SentenceState.FLAGGED for state in line.states),
            failed=line.failed or "",
            slices=tuple(shown(one) for one in line.slices if not one.startswith(_GUIDELINE)),
            guideline=next((shown(one[len(_GUIDELINE) :]) for one in line.slices if one.startswith(_GUIDELINE)), ""),
            codes=tuple(sorted({shown(finding.code) for finding in line.findings})),
            rationale=self._rationale(),
            real=paragraphs(line.gold.rationale),
            draft_guideline=" ".join(map(str, line.citations)),
            reviewer_guideline=line.gold.reviewer_guideline or "",
            administrator_guideline=line.request.claims_administrator_guideline or "",
            checks=tuple(self._check(one) for one in draft.criteria) if draft else (),
            passages=tuple(self._source(label, entry) for label, entry in self._passages.items()),
            records=tuple(self._source(label, entry) for label, entry in self._records.items()),
            findings=line.findings,
            elsewhere=tuple(one for one in elsewhere if one.changed),
            same_elsewhere=sum(not one.changed for one in elsewhere),
            baselines=tuple(_baseline(name, said) for name, said in line.baselines.items()),
            scores=tuple((name, number(value)) for name, value in line.scores.items()),
        )

    def _uses(self) -> dict[Pointer, list[str]]:
        """What points at each sentence of the evidence."""
        line, used = self._line, defaultdict[Pointer, list[str]](list)
        for place, sentence in enumerate(line.draft.rationale if line.draft else (), start=1):
            for pointer in sentence.pointers:
                used[pointer].append(f"sentence {place}")
        for place, check in enumerate(line.draft.criteria if line.draft else (), start=1):
            for pointer in (check.criterion, *check.pointers):
                used[pointer].append(f"criterion {place}")
        for finding in line.findings:
            for pointer in finding.beside:
                used[pointer].append(f"finding {finding.code}")
        for absence in line.absences:
            for pointer in (*absence.contradicted_by, *absence.nearest):
                used[pointer].append(f"the search behind sentence {absence.sentence}")
        return used

    def _entry(self, label: str) -> LibraryEntry | None:
        return self._passages.get(label) or self._records.get(label)

    def _mark(self, pointer: Pointer) -> Mark:
        entry = self._entry(pointer.source)
        there = entry is not None and entry.sentence(pointer.sentence) is not None
        return Mark(str(pointer), self._place(pointer) if there else None)

    def _place(self, pointer: Pointer) -> str:
        return f"{self._anchor}:{pointer}"

    def _rationale(self) -> tuple[Said, ...]:
        line = self._line
        if line.draft is None:
            return ()
        # A draft whose sentences were not all told apart by the checks says so, rather than lose its last ones.
        states = [state.value for state in line.states] + ["not checked"] * len(line.draft.rationale)
        return tuple(
            Said(place, sentence.text, tuple(map(self._mark, sentence.pointers)), state)
            for place, (sentence, state) in enumerate(zip(line.draft.rationale, states, strict=False), start=1)
        )

    def _check(self, check: CriterionCheck) -> Check:
        searched = ""
        if check.searched:
            where = ", ".join(check.searched.sources) or "the request"
            searched = f"{', '.join(check.searched.words)}; in {where}"
        return Check(
            check.label,
            check.status.value,
            self._mark(check.criterion),
            tuple(map(self._mark, check.pointers)),
            searched,
        )

    def _source(self, label: str, entry: LibraryEntry) -> CardSource:
        quotes = tuple(
            Quote(
                str(pointer),
                self._place(pointer),
                sentence.text,
                sentence.page,
                ", ".join(dict.fromkeys(self._used[pointer])),
            )
            for pointer in sorted(self._used, key=lambda one: one.sentence)
            if pointer.source == label and (sentence := entry.sentence(pointer.sentence))
        )
        numbers = " ".join(quote.label.split(".")[1] for quote in quotes)
        return CardSource(label, entry.title, entry.note, entry.key, len(entry.sentences), quotes, numbers)

    def _elsewhere(self, other: ItemLine) -> Elsewhere:
        ours, theirs = self._line.draft, other.draft
        changed = (ours and ours.determination) is not (theirs and theirs.determination)
        said = f"{theirs.determination.value}, {percent(theirs.probability)}" if theirs else "no draft"
        return Elsewhere(other.condition, said, changed, self._anchors.get(_key(other)))


def _baseline(name: str, said: Proposal) -> BaselineSaid:
    parts = [said.determination.value if said.determination else "no outcome"]
    parts += [percent(said.probability)] if said.probability is not None else []
    cited = format_citations(said.citations, "Expert Reviewer") if said.citations else ""
    return BaselineSaid(name, ", ".join(parts), cited)
