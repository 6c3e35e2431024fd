"""A draft made by hand for trying the letter: synthetic, every person and finding invented."""

from datetime import date
from typing import Any

from drafter.domain.case import Dates, DisputedItem, ItemStatus, Priority, RecordStatus, RecordType, Reviewer
from drafter.domain.citation import cite
from drafter.domain.determination import Determination, Outcome
from drafter.domain.draft import (
    CaseSource,
    CriterionCheck,
    CriterionStatus,
    Draft,
    DraftedBy,
    DraftedItem,
    DraftSentence,
    Finding,
    ItemDraft,
    ModelCall,
    Pointer,
    Search,
    Severity,
)
from drafter.domain.evidence import CaseDate, GuidelineEvidence, RecordEvidence, RecordSentence
from drafter.domain.guideline import DateKind, Edition, InForce, Passage, PassageSentence, Tier

UR_DENIAL = date(2014, 10, 28)
SUMMARY = (
    "Synthetic case. The worker, aged 51, hurt the neck and the low back while lifting crates.",
    "In the visit of October 9, 2014, sleep was poor and the mood low, and work had not been resumed.",
    "No exercise program is on file.",
)


def synthetic_draft(**changes: Any) -> Draft:
    """Four items (overturned, upheld, insufficient, withdrawn), findings of each severity, a missing record."""
    draft = Draft(
        case_number="SYNTHETIC-0001",
        case=CaseSource(file="case.yaml", sha256="c0ffee" * 10 + "0000"),
        corpus_sha256="beef" * 16,
        drafted_by=DraftedBy(
            model="extractive",
            version="0.1.0",
            prompt="item",
            prompt_sha256="abcd" * 16,
            calls=(ModelCall(item=1, request_sha256="12" * 32, answer="RAW MODEL ANSWER", finish_reason="stop"),),
        ),
        dates=Dates(injury=date(2013, 6, 10), ur_denial=UR_DENIAL, assigned=date(2014, 11, 20)),
        priority=Priority.STANDARD,
        reviewer=Reviewer(specialties=("Occupational Medicine",), states=("California", "Nevada")),
        clinical_summary=f"{SUMMARY[0]}\n\n{SUMMARY[1]} {SUMMARY[2]}",
        records=(_summary(), _report(), _missing(), _unreadable()),
        items=(_overturned(), _upheld(), _insufficient(), _withdrawn()),
        outcome=Outcome.OPEN,
        findings=(
            Finding(
                code="date-from-summary",
                severity=Severity.WARNING,
                message="The request date is not in the header; the date of the UR denial was used.",
                mend="Give the request date in the case file.",
            ),
        ),
    )
    return draft.model_copy(update=changes)


def quiet_draft() -> Draft:
    """One item, and nothing found against it."""
    return synthetic_draft(items=(_overturned(),), findings=(), outcome=Outcome.OVERTURNED)


def draft_saying(request: str, summary: str, sentence: str) -> Draft:
    """One item with the given texts in the places that case text and a model's sentences come to."""
    item = _upheld()
    assert item.draft is not None
    rationale = (DraftSentence(text=sentence, pointers=item.draft.rationale[0].pointers), *item.draft.rationale[1:])
    record = RecordEvidence(
        source="R1",
        id="clinical-summary",
        type=None,
        author=request,
        status=RecordStatus.RECEIVED,
        sentences=(RecordSentence(number=2, text=summary), RecordSentence(number=3, text=sentence)),
        sha256="11" * 32,
    )
    update = {
        "item": item.item.model_copy(update={"request": request, "claims_administrator_guideline": summary}),
        "draft": item.draft.model_copy(update={"rationale": rationale}),
    }
    return synthetic_draft(clinical_summary=summary, records=(record,), items=(item.model_copy(update=update),))


def _edition(name: str, guideline: str, cited_as: str, edition: str, tier: Tier, in_force: InForce) -> Edition:
    return Edition(
        id=name,
        guideline=guideline,
        cited_as=cited_as,
        edition=edition,
        publisher="Division of Workers' Compensation",
        tier=tier,
        in_force=in_force,
        digest=tier is Tier.MTUS,
        licence="our own words",
    )


CHRONIC_PAIN = _edition(
    "mtus-chronic-pain-2009",
    "MTUS Chronic Pain Medical Treatment Guidelines",
    "MTUS Chronic Pain Treatment Guidelines",
    "2009",
    Tier.MTUS,
    InForce(**{"from": date(2009, 7, 18), "to": date(2016, 7, 28), "by": DateKind.REQUEST}),
)
STRESS = _edition(
    "mtus-stress-2004",
    "MTUS Stress Related Conditions",
    "MTUS Stress Related Conditions",
    "2004",
    Tier.MTUS,
    InForce(**{"from": date(2007, 6, 15), "by": DateKind.UR_DENIAL}),
)
OWN = _edition(
    "own-2014",
    "Own Clinic Guideline on Injections",
    "Own Clinic Guideline",
    "2014",
    Tier.OTHER,
    InForce(**{"from": date(2014, 1, 1), "by": DateKind.SERVICE}),
)


def _guideline(
    number: int, edition: Edition, section: str, pages: tuple[int, ...], *said: str, near: bool = False
) -> GuidelineEvidence:
    passage = Passage(
        id=f"{edition.id}/{section.lower().replace(' ', '-')}",
        edition=edition,
        section=section,
        pages=pages,
        sentences=tuple(
            PassageSentence(number=n, text=text, page=pages[0] if pages else None, sources=("invented for this test",))
            for n, text in enumerate(said, start=1)
        ),
    )
    return GuidelineEvidence(
        source=f"G{number}",
        passage=passage,
        sha256=passage.sha256,
        score=1 / number,
        in_force_on=CaseDate(day=UR_DENIAL, kind=DateKind.UR_DENIAL, basis="UR denial date of the header"),
        near_boundary=near,
    )


def _massage() -> GuidelineEvidence:
    return _guideline(
        1,
        CHRONIC_PAIN,
        "Massage Therapy",
        (60,),
        "Massage is an option beside other recommended treatment such as exercise.",
        "As a rule, a course ends after 4 to 6 visits.",
        "Gains fade within months.",
        near=True,
    )


def _referral() -> GuidelineEvidence:
    return _guideline(
        1,
        STRESS,
        "Referral",
        (388, 389),
        "A mental health referral fits where symptoms disable or last past three months.",
        "The first visits can stay with the treating physician.",
    )


def _summary() -> RecordEvidence:
    return RecordEvidence(
        source="R1",
        id="clinical-summary",
        type=None,
        status=RecordStatus.RECEIVED,
        sentences=tuple(RecordSentence(number=n, text=text) for n, text in enumerate(SUMMARY, start=1)),
        sha256="11" * 32,
    )


def _report() -> RecordEvidence:
    return RecordEvidence(
        source="R2",
        id="visit",
        type=RecordType.PROGRESS_REPORT,
        author="treating physician",
        date=date(2014, 10, 9),
        pages="12-15",
        status=RecordStatus.RECEIVED,
        sentences=(
            RecordSentence(number=1, text="The worker reports pain in neck and low back.", page=12),
            RecordSentence(number=2, text="Worry and low mood have lasted more than a year.", page=13),
        ),
        sha256="22" * 32,
    )


def _missing() -> RecordEvidence:
    return RecordEvidence(
        source="R3",
        id="imaging",
        type=RecordType.IMAGING,
        date=date(2014, 3, 4),
        status=RecordStatus.MISSING,
        sha256=None,
    )


def _unreadable() -> RecordEvidence:
    return RecordEvidence(
        source="R4", id="notes", type=RecordType.TREATMENT_NOTES, status=RecordStatus.UNREADABLE, sha256=None
    )


def _points(*labels: str) -> tuple[Pointer, ...]:
    parts = (label.split(".") for label in labels)
    return tuple(Pointer(source=source, sentence=int(sentence)) for source, sentence in parts)


def _sentence(text: str, *labels: str) -> DraftSentence:
    return DraftSentence(text=text, pointers=_points(*labels))


def _overturned() -> DraftedItem:
    evidence = _referral()
    return DraftedItem(
        number=1,
        item=DisputedItem(
            request="Consultation with a psychiatrist",
            claims_administrator_guideline="Decision based on MTUS Stress Related Conditions.",
        ),
        guidelines=(evidence,),
        citations=cite([(evidence.passage, ("388",))]),
        draft=ItemDraft(
            criteria=(
                CriterionCheck(
                    label="symptoms that last past three months",
                    criterion=_points("G1.1")[0],
                    status=CriterionStatus.MET,
                    pointers=_points("R2.2"),
                ),
            ),
            probability=0.87,
            determination=Determination.OVERTURNED,
            rationale=(
                _sentence("The guideline supports a referral once symptoms last past three months.", "G1.1"),
                _sentence("Worry and low mood have lasted more than a year.", "R2.2", "R1.2"),
                _sentence("Therefore, the request is medically necessary."),
            ),
        ),
    )


def _upheld() -> DraftedItem:
    evidence = (
        _massage(),
        _guideline(2, CHRONIC_PAIN, "Physical Medicine", (98, 99), "Passive treatment is used sparingly."),
    )
    return DraftedItem(
        number=2,
        item=DisputedItem(request="Massage therapy, 8 visits for the neck"),
        guidelines=evidence,
        citations=cite([(evidence[0].passage, ("60",)), (evidence[1].passage, ("98",))]),
        draft=ItemDraft(
            criteria=(
                CriterionCheck(
                    label="no more than 6 visits", criterion=_points("G1.2")[0], status=CriterionStatus.NOT_MET
                ),
                CriterionCheck(
                    label="beside exercise",
                    criterion=_points("G1.1")[0],
                    status=CriterionStatus.NOT_DOCUMENTED,
                    pointers=_points("R1.3"),
                    searched=Search(sources=("R1", "R2"), words=("exercis*", "home program"), about=("neck",)),
                ),
            ),
            probability=0.004,
            determination=Determination.UPHELD,
            rationale=(
                _sentence("As a rule, a course of massage ends after 4 to 6 visits.", "G1.2"),
                _sentence("Passive treatment is used sparingly on page 97.", "G2.1", "G9.4"),
                _sentence("No exercise program is on file.", "R1.3"),
                _sentence("The 8 visits asked for are more than that limit allows.", "G1.2"),
                _sentence("Therefore, the request is not medically necessary."),
            ),
        ),
        findings=(
            Finding(
                code="quantity",
                severity=Severity.NOTE,
                item=2,
                message="The request asks for 8 visits; the limit is 6.",
                mend="Nothing to mend.",
            ),
            Finding(
                code="page-not-cited",
                severity=Severity.ERROR,
                item=2,
                sentence=2,
                span=(39, 46),
                message="Page 97 is not a page of the passage pointed at.",
                mend="Name page 98, or point at a passage on page 97.",
            ),
            Finding(
                code="pointer-unknown",
                severity=Severity.ERROR,
                item=2,
                sentence=2,
                message="G9.4 leads to nothing.",
                mend="Point at evidence of this item.",
            ),
        ),
    )


def _insufficient() -> DraftedItem:
    evidence = _guideline(1, OWN, "Epidural injection", (), "Imaging comes before an injection.")
    return DraftedItem(
        number=3,
        item=DisputedItem(request="Epidural injection at L5-S1"),
        guidelines=(evidence,),
        citations=cite([(evidence.passage, ())]),
        draft=ItemDraft(
            criteria=(
                CriterionCheck(
                    label="imaging of the level", criterion=_points("G1.1")[0], status=CriterionStatus.INSUFFICIENT
                ),
            ),
            probability=0.5,
            determination=Determination.INSUFFICIENT,
            rationale=(
                _sentence("Imaging comes before an injection, and the imaging report is missing.", "G1.1"),
                _sentence(
                    "The evidence at hand does not settle whether the request is medically necessary; "
                    "the reviewer decides."
                ),
            ),
        ),
        findings=(
            Finding(
                code="record-missing",
                severity=Severity.WARNING,
                item=3,
                message="The imaging report that would settle this item was not received.",
                mend="Ask for the report.",
            ),
        ),
    )


def _withdrawn() -> DraftedItem:
    return DraftedItem(
        number=4, item=DisputedItem(request="Lumbar brace", status=ItemStatus.WITHDRAWN), guidelines=(), draft=None
    )
