"""What is drafted sentence by sentence, as the letter's templates see it: with states, findings and what was mended."""

from collections import Counter
from collections.abc import Iterable, Sequence

from drafter.domain.draft import (
    AbsenceSearch,
    DraftedSummary,
    DraftSentence,
    Finding,
    Repair,
    SentenceState,
    Severity,
)
from drafter.domain.evidence import RecordEvidence
from drafter.letters.display import line
from drafter.letters.evidence import Link, Links, RecordView, unjudged
from drafter.letters.view import AbsenceView, FindingView, RepairView, SentenceView, StatesView, SummaryView

_SEVERITIES = list(Severity)


def summary_view(summary: DraftedSummary, records: tuple[RecordEvidence, ...], counted: int) -> SummaryView:
    """A drafted clinical summary; its findings are numbered on from `counted`."""
    links = Links.of_summary(summary, records)
    findings = findings_view(summary.findings, counted, links)
    absences = absences_view(summary.absences, None, summary.sentences, links)
    to_judge = unjudged(summary.sentences, summary.states)
    return SummaryView(
        sentences=sentences_view(summary.sentences, findings, to_judge, links),
        findings=findings,
        states=states_view(summary.states, links, [sentence_link(n, summary.sentences, links) for n in to_judge]),
        records=pointed_at(records, links),
        absences=absences,
        repairs=tuple(repair_view(repair, summary.sentences, links) for repair in summary.repairs),
    )


def repair_view(repair: Repair, sentences: Sequence[DraftSentence], links: Links) -> RepairView:
    """What was written anew of an item with this rationale, or of this summary."""
    codes = tuple(map(line, repair.codes))
    if repair.sentence is None:
        return RepairView(Link("criteria", None, "the checklist"), repair.round, codes, None)
    before = line(repair.before.text) if repair.before else ""
    return RepairView(sentence_link(repair.sentence, sentences, links), repair.round, codes, before)


def findings_view(findings: Iterable[Finding], counted: int, links: Links) -> tuple[FindingView, ...]:
    """The findings, gravest first, numbered on from `counted`."""
    ordered = sorted(findings, key=lambda finding: _SEVERITIES.index(finding.severity))
    return tuple(_finding(finding, number, links) for number, finding in enumerate(ordered, start=counted + 1))


def _finding(finding: Finding, number: int, links: Links) -> FindingView:
    label, anchor = f"F{number}", f"finding-{number}"
    links.use(finding.beside, Link(label, anchor, "among the findings"))
    return FindingView(
        label=label,
        anchor=anchor,
        severity=finding.severity,
        code=line(finding.code),
        sentence=finding.sentence,
        message=line(finding.message),
        mend=line(finding.mend),
        beside=tuple(map(links.to, finding.beside)),
    )


def pointed_at(records: tuple[RecordEvidence, ...], links: Links) -> tuple[RecordView, ...]:
    """The documents that are pointed at, each with those of its sentences that are."""
    return tuple(view for record in records if (view := links.record(record)).quotes)


def sentences_view(
    sentences: Iterable[DraftSentence], findings: Iterable[FindingView], to_judge: Iterable[int], links: Links
) -> tuple[SentenceView, ...]:
    """Drafted sentences with their marks; `to_judge` are the numbers of those left to the reader."""
    return tuple(
        SentenceView(
            anchor=links.sentence(number),
            text=line(sentence.text),
            pointers=tuple(map(links.to, sentence.pointers)),
            findings=tuple(
                Link(label=f.label, anchor=f.anchor, title=f"{f.severity.value}: {f.message}")
                for f in findings
                if f.sentence == number
            ),
            unjudged=number in to_judge,
        )
        for number, sentence in enumerate(sentences, start=1)
    )


def states_view(states: Iterable[SentenceState], links: Links, to_judge: Iterable[Link]) -> StatesView:
    """How many sentences are in which state, and where those are that the reader judges."""
    counted = Counter(states)
    return StatesView(
        anchor=links.states,
        copied=counted[SentenceState.COPIED],
        fixed=counted[SentenceState.SET],
        unjudged=counted[SentenceState.UNJUDGED],
        flagged=counted[SentenceState.FLAGGED],
        to_judge=tuple(to_judge),
    )


def sentence_link(number: int, sentences: Sequence[DraftSentence], links: Links) -> Link:
    """A drafted sentence as a link; without a place where there is none of this number."""
    there = 1 <= number <= len(sentences)
    return Link(f"sentence {number}", links.sentence(number) if there else None, links.where)


def absences_view(
    absences: Sequence[AbsenceSearch], above: AbsenceSearch | None, sentences: Sequence[DraftSentence], links: Links
) -> tuple[AbsenceView, ...]:
    """The receipts behind sentences; `above` is the one that the letter shows before them."""
    return tuple(
        _absence(search, number, last is not None and search.searched == last.searched, sentences, links)
        for number, (last, search) in enumerate(zip((above, *absences), absences, strict=False), start=1)
    )


def _absence(
    search: AbsenceSearch, number: int, as_above: bool, sentences: Sequence[DraftSentence], links: Links
) -> AbsenceView:
    anchor = links.absence(number)
    used = Link(f"search for sentence {search.sentence}", anchor, "among the searches")
    links.use((*search.contradicted_by, *search.nearest), used)
    return AbsenceView(
        anchor=anchor,
        sentence=sentence_link(search.sentence, sentences, links),
        missing=line(search.missing),
        terms=tuple(map(line, search.terms)),
        searched=tuple(record.model_copy(update={"title": line(record.title)}) for record in search.searched),
        as_above=as_above,
        against=tuple(map(links.to, search.contradicted_by)),
        nearest=tuple(map(links.to, search.nearest)),
    )
