"""A draft as the letter's templates see it."""

from collections.abc import Iterable

from drafter.domain.dates import long_date
from drafter.domain.draft import Draft, DraftedItem, Finding, Search, Severity
from drafter.domain.evidence import RecordEvidence
from drafter.letters.display import NOT_GIVEN, form_date, line, paragraphs, percent
from drafter.letters.evidence import Link, Links
from drafter.letters.organisation import Organisation
from drafter.letters.view import CriterionView, DocumentView, FindingView, ItemView, LetterView, SentenceView, Shown

_SHORT = 12
_SEVERITIES = list(Severity)


def draft_view(draft: Draft, organisation: Organisation, shown: Shown, replaced: tuple[str, ...] = ()) -> LetterView:
    """The draft as the templates see it. The answers of model calls are not among it."""
    findings, counted = _findings(draft.findings, 0), len(draft.findings)
    items = []
    for item in draft.items:
        own = _findings(item.findings, counted)
        counted += len(own)
        items.append(_item(item, draft.records, own, organisation))
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
    )


def _findings(findings: Iterable[Finding], counted: int) -> tuple[FindingView, ...]:
    """The findings, gravest first, numbered on from `counted`."""
    ordered = sorted(findings, key=lambda finding: _SEVERITIES.index(finding.severity))
    return tuple(
        FindingView(
            label=f"F{number}",
            anchor=f"finding-{number}",
            severity=finding.severity,
            code=line(finding.code),
            sentence=finding.sentence,
            message=line(finding.message),
            mend=line(finding.mend),
        )
        for number, finding in enumerate(ordered, start=counted + 1)
    )


def _item(
    item: DraftedItem,
    records: tuple[RecordEvidence, ...],
    findings: tuple[FindingView, ...],
    organisation: Organisation,
) -> ItemView:
    links = Links(item, records)
    draft = item.draft
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
        records=tuple(view for record in records if (view := links.record(record)).quotes),
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
