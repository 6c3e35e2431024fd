"""Synthetic evidence and drafts for tests; every sentence invented here."""

from collections.abc import Sequence
from datetime import date

from drafter.domain.case import DisputedItem, RecordStatus, RecordType
from drafter.domain.determination import Determination
from drafter.domain.draft import CriterionCheck, CriterionStatus, DraftSentence, ItemDraft, Pointer, Search
from drafter.domain.evidence import CaseDate, Evidence, GuidelineEvidence, RecordEvidence, RecordSentence
from drafter.domain.guideline import Criterion, DateKind, Edition, Passage, PassageSentence, Tier
from drafter.domain.text import sha256_text

UPHELD_CLOSING = "Therefore, the request is not medically necessary."
DENIAL = date(2014, 10, 28)


def pointers(text: str) -> tuple[Pointer, ...]:
    """ "G1.2 R1.3" as pointers."""
    return tuple(Pointer(source=p.split(".")[0], sentence=int(p.split(".")[1])) for p in text.split())


def edition(**changes: object) -> Edition:
    fields: dict[str, object] = {
        "id": "mtus-chronic-pain-2009",
        "guideline": "Chronic Pain Medical Treatment Guidelines",
        "cited_as": "MTUS Chronic Pain Medical Treatment Guidelines",
        "edition": "2009",
        "publisher": "Division of Workers' Compensation",
        "tier": Tier.MTUS,
        "in_force": {"from": date(2009, 7, 18), "to": date(2016, 7, 28), "by": DateKind.REQUEST},
        "digest": True,
        "licence": "Own words.",
    }
    return Edition.model_validate(fields | changes)


def passage(
    section: str = "Massage therapy",
    statements: Sequence[str] = ("Massage should go beside exercise.", "As a rule it is limited to 4 to 6 visits."),
    page: int | None = 60,
    criteria: Sequence[Criterion] = (),
    aliases: Sequence[str] = (),
    **changes: object,
) -> Passage:
    own = edition(**changes)
    return Passage(
        id=f"{own.id}/{section.lower().replace(' ', '-')}",
        edition=own,
        section=section,
        pages=(page,) if page else (),
        aliases=tuple(aliases),
        sentences=tuple(PassageSentence(number=n, text=t, page=page) for n, t in enumerate(statements, start=1)),
        criteria=tuple(criteria),
    )


def guideline(source: str, of: Passage, *, near_boundary: bool = False) -> GuidelineEvidence:
    day = CaseDate(day=DENIAL, kind=DateKind.UR_DENIAL, basis="UR denial date of the header")
    return GuidelineEvidence(
        source=source, passage=of, sha256=of.sha256, score=1.0, in_force_on=day, near_boundary=near_boundary
    )


def record(
    source: str,
    *sentences: str,
    type: RecordType | None = RecordType.PROGRESS_REPORT,
    status: RecordStatus = RecordStatus.RECEIVED,
    day: date | None = date(2014, 10, 9),
) -> RecordEvidence:
    received = status is RecordStatus.RECEIVED
    return RecordEvidence(
        source=source,
        id=f"record-{source.lower()}",
        type=type,
        date=day,
        status=status,
        sentences=tuple(RecordSentence(number=n, text=t) for n, t in enumerate(sentences, start=1)),
        sha256=sha256_text("\n".join(sentences)) if received else None,
    )


def evidence(guidelines: Sequence[Passage] = (), records: Sequence[RecordEvidence] = ()) -> Evidence:
    numbered = tuple(guideline(f"G{n}", of) for n, of in enumerate(guidelines, start=1))
    return Evidence(guidelines=numbered, records=tuple(records))


def item(request: str = "Massage therapy, 8 visits, neck", **changes: object) -> DisputedItem:
    return DisputedItem.model_validate({"request": request} | changes)


def item_draft(
    *sentences: tuple[str, str],
    closing: str = UPHELD_CLOSING,
    determination: Determination = Determination.UPHELD,
    criteria: Sequence[CriterionCheck] = (),
) -> ItemDraft:
    """A draft whose sentences are given as (text, pointers), with its closing sentence ("" for none)."""
    rationale = [DraftSentence(text=text, pointers=pointers(to)) for text, to in sentences]
    if closing:
        rationale.append(DraftSentence(text=closing))
    return ItemDraft(criteria=tuple(criteria), probability=0.1, determination=determination, rationale=tuple(rationale))


def not_documented(label: str, searched: Search | None) -> CriterionCheck:
    return CriterionCheck(
        label=label,
        criterion=Pointer(source="G1", sentence=1),
        status=CriterionStatus.NOT_DOCUMENTED,
        searched=searched,
    )
