"""A draft as the letter's templates see it."""

from drafter.domain.dates import long_date
from drafter.domain.draft import (
    Draft,
    DraftedItem,
    Search,
)
from drafter.domain.evidence import RecordEvidence
from drafter.letters.display import NOT_GIVEN, form_date, line, paragraphs, percent
from drafter.letters.drafted_view import (
    absences_view,
    findings_view,
    pointed_at,
    repair_view,
    sentence_link,
    sentences_view,
    states_view,
    summary_view,
)
from drafter.letters.evidence import Links, unjudged
from drafter.letters.organisation import Organisation
from drafter.letters.view import (
    AbsenceView,
    CriterionView,
    DocumentView,
    FindingView,
    ItemView,
    LetterView,
    Shown,
)

_SHORT = 12


def draft_view(draft: Draft, organisation: Organisation, shown: Shown, replaced: tuple[str, ...] = ()) -> LetterView:
    """The draft as the templates see it. The answers of model calls are not among it."""
    of_the_case = Links("case", draft.records)
    findings, counted = findings_view(draft.findings, 0, of_the_case), len(draft.findings)
    # A summary of the case file is never shown beside one that was drafted for want of it.
    drafted_from = None if draft.clinical_summary else draft.summary
    drafted = summary_view(drafted_from, draft.records, counted) if drafted_from else None
    counted += len(drafted.findings) if drafted else 0
    items = []
    above = drafted_from.absences[-1] if drafted_from and drafted_from.absences else None
    for item in draft.items:
        links = Links.of_item(item, draft.records)
        own = findings_view(item.findings, counted, links)
        counted += len(own)
        absences = absences_view(item.absences, above, item.draft.rationale if item.draft else (), links)
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
        records=pointed_at(draft.records, of_the_case),
        drafted_summary=drafted,
    )


def _item(
    item: DraftedItem,
    records: tuple[RecordEvidence, ...],
    findings: tuple[FindingView, ...],
    absences: tuple[AbsenceView, ...],
    links: Links,
    organisation: Organisation,
) -> ItemView:
    draft = item.draft
    rationale = draft.rationale if draft else ()
    to_judge = unjudged(rationale, item.states)
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
        rationale=sentences_view(rationale, findings, to_judge, links),
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
        records=pointed_at(records, links),
        states=states_view(item.states, links, [sentence_link(n, rationale, links) for n in to_judge])
        if item.states
        else None,
        absences=absences,
        repairs=tuple(repair_view(repair, rationale, links) for repair in item.repairs),
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
    if search is None:
        return None
    sources, words, about = (tuple(map(line, each)) for each in (search.sources, search.words, search.about))
    return Search(sources=sources, words=words, about=about)


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
