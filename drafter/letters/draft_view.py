"""A draft as the letter's templates see it."""

from collections import Counter
from collections.abc import Iterable

from drafter.domain.dates import long_date
from drafter.domain.draft import AbsenceSearch, Draft, DraftedItem, Finding, Search, SentenceState, Severity
from drafter.domain.evidence import RecordEvidence
from drafter.letters.display import NOT_GIVEN, form_date, line, paragraphs, percent
from drafter.letters.evidence import Link, Links, RecordView, unjudged
from drafter.letters.organisation import Organisation
from drafter.letters.view import (
    AbsenceView,
    CriterionView,
    DocumentView,
    FindingView,
    ItemView,
    LetterView,
    SentenceView,
    Shown,
    StatesView,
)

_SHORT = 12
_SEVERITIES = list(Severity)


def draft_view(draft: Draft, organisation: Organisation, shown: Shown, replaced: tuple[str, ...] = ()) -> LetterView:
    """The draft as the templates see it. The answers of model calls are not among it."""
    of_the_case = Links(None, draft.records)
    findings, counted = _findings(draft.findings, 0, of_the_case), len(draft.findings)
    items = []
    above: AbsenceSearch | None = None
    for item in draft.items:
        links = Links(item, draft.records)
        own = _findings(item.findings, counted, links)
        counted += len(own)
        absences = _absences(item, above, links)
        above = item.absences[-1] if item.absences else above
        items.append(_item(item, draft.records, own, absences, links, organisation))
    dates = draft.dates
    return LetterView(
        is_draft=True,
        shown=shown,
        case_number=line(draft.case_number),
        header={
            "Date Assigned": form_date(dates.assigned),
            "Date of Injury": form_date(dates.injury),
            "Decision Date": form_date(dates.decision),
            "UR Denial Date": form_date(dates.ur_denial),
            "Priority": draft.priority.value.capitalize(),
            "Application Received": form_date(dates.application_received),
        },
        states=line(", ".join(draft.reviewer.states)) or NOT_GIVEN,
        specialties=line(", ".join(draft.reviewer.specialties)) or NOT_GIVEN,
        summary=paragraphs(draft.clinical_summary or ""),
        guideline_label=line(organisation.reviewer_guideline_label),
        items=tuple(items),
        outcome=draft.outcome.value,
        documents=tuple(_document(record) for record in draft.records),
        findings=findings,
        drafted_by=_drafted_by(draft),
        replaced=replaced,
        records=_pointed_at(draft.records, of_the_case),
    )


def _findings(findings: Iterable[Finding], counted: int, links: Links) -> tuple[FindingView, ...]:
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


def _pointed_at(records: tuple[RecordEvidence, ...], links: Links) -> tuple[RecordView, ...]:
    return tuple(view for record in records if (view := links.record(record)).quotes)


def _item(
    item: DraftedItem,
    records: tuple[RecordEvidence, ...],
    findings: tuple[FindingView, ...],
    absences: tuple[AbsenceView, ...],
    links: Links,
    organisation: Organisation,
) -> ItemView:
    draft = item.draft
    to_judge = unjudged(item)
    return ItemView(
        number=item.number,
        anchor=f"item-{item.number}",
        request=line(item.item.request),
        status=item.item.status,
        drafted=draft is not None,
        determination=draft.determination if draft else None,
        needs_review=item.needs_review,
        claims_administrator_guideline=line(item.item.claims_administrator_guideline or "") or NOT_GIVEN,
        reviewer_guideline=line(" ".join(map(str, item.citations)) or _to_look_up(item)) or None,
        probability=percent(draft.probability) if draft else "",
        rationale=tuple(
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
            for number, sentence in enumerate(draft.rationale if draft else (), start=1)
        ),
        cautions=tuple(
            line(caution.text)
            for caution in organisation.cautions
            if draft and caution.concerns(draft.determination, item.item.request)
        ),
        criteria=tuple(
            CriterionView(
                anchor=links.criterion(number),
                label=line(check.label),
                status=check.status,
                stated_by=links.to(check.criterion),
                shown_by=tuple(map(links.to, check.pointers)),
                searched=_search(check.searched),
            )
            for number, check in enumerate(draft.criteria if draft else (), start=1)
        ),
        findings=findings,
        passages=tuple(links.passage(evidence) for evidence in item.guidelines),
        search=tuple(map(line, item.search.notes)),
        records=_pointed_at(records, links),
        states=_states(item, links, to_judge),
        absences=absences,
    )


def _states(item: DraftedItem, links: Links, to_judge: tuple[int, ...]) -> StatesView | None:
    if not item.states:
        return None
    counted = Counter(item.states)
    return StatesView(
        anchor=links.states,
        copied=counted[SentenceState.COPIED],
        fixed=counted[SentenceState.SET],
        unjudged=counted[SentenceState.UNJUDGED],
        flagged=counted[SentenceState.FLAGGED],
        to_judge=tuple(_sentence(number, item, links) for number in to_judge),
    )


def _sentence(number: int, item: DraftedItem, links: Links) -> Link:
    """A sentence of the rationale as a link; without a place where there is none of this number."""
    there = item.draft is not None and 1 <= number <= len(item.draft.rationale)
    return Link(f"sentence {number}", links.sentence(number) if there else None, "in the rationale")


def _absences(item: DraftedItem, above: AbsenceSearch | None, links: Links) -> tuple[AbsenceView, ...]:
    """The receipts of an item; `above` is the one that the letter shows before them."""
    before = (above, *item.absences)
    return tuple(
        _absence(search, number, last is not None and search.searched == last.searched, item, links)
        for number, (last, search) in enumerate(zip(before, item.absences, strict=False), start=1)
    )


def _absence(search: AbsenceSearch, number: int, as_above: bool, item: DraftedItem, links: Links) -> AbsenceView:
    anchor = links.absence(number)
    used = Link(f"search for sentence {search.sentence}", anchor, "among the searches")
    links.use((*search.contradicted_by, *search.nearest), used)
    return AbsenceView(
        anchor=anchor,
        sentence=_sentence(search.sentence, item, links),
        missing=line(search.missing),
        terms=tuple(map(line, search.terms)),
        searched=tuple(record.model_copy(update={"title": line(record.title)}) for record in search.searched),
        as_above=as_above,
        against=tuple(map(links.to, search.contradicted_by)),
        nearest=tuple(map(links.to, search.nearest)),
    )


def _to_look_up(item: DraftedItem) -> str:
    """The section that fits best, where nothing is cited and its text is not held."""
    first = next((evidence.passage for evidence in item.guidelines), None)
    if first is None or first.held:
        return ""
    section = f", Section(s): {first.section}" if first.section else ""
    name = f"{first.edition.cited_as} {first.edition.edition}{section}"
    return f"none cited. To look up, since its text is not held here: {name}."


def _search(search: Search | None) -> Search | None:
    return search and Search(sources=tuple(map(line, search.sources)), words=tuple(map(line, search.words)))


def _document(record: RecordEvidence) -> DocumentView:
    return DocumentView(
        source=record.source,
        type=record.type.value if record.type else record.title,
        author=line(record.author or "") or NOT_GIVEN,
        date=form_date(record.date),
        dated=record.date is not None,
        pages=line(record.pages or "") or NOT_GIVEN,
        status=record.status,
    )


def _drafted_by(draft: Draft) -> dict[str, str]:
    by = draft.drafted_by
    prompt = f"{by.prompt or 'unnamed'} (SHA-256 {by.prompt_sha256[:_SHORT]})" if by.prompt_sha256 else by.prompt
    rows = {
        "Model": by.model,
        "Drafter version": by.version,
        "Prompt": prompt or "none",
        "Data agreement": by.data_agreement or "none",
        "Guideline corpus (SHA-256)": draft.corpus_sha256[:_SHORT],
        "Case file (SHA-256)": draft.case.sha256[:_SHORT],
        "As of": long_date(draft.as_of)
        if draft.as_of
        else "no date named; each passage names the date it was judged on",
    }
    return {label: line(value) for label, value in rows.items()}
