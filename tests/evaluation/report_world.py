"""A small invented run to make a report of: every text is made up here, and passes through `say` on its way."""

from collections.abc import Callable
from datetime import date

from drafter.domain.case import DisputedItem, RecordStatus, RecordType
from drafter.domain.citation import Citation, DraftCitation
from drafter.domain.determination import Determination
from drafter.domain.draft import (
    AbsenceSearch,
    CriterionCheck,
    CriterionStatus,
    DraftSentence,
    Finding,
    ItemDraft,
    Pointer,
    Search,
    SentenceState,
    Severity,
)
from drafter.domain.evidence import RecordEvidence, RecordSentence
from drafter.domain.guideline import DateKind, Edition, InForce, Passage, PassageSentence, Tier
from drafter.evaluation.curves import CalibrationBin, CoveragePoint
from drafter.evaluation.figure import ALL, DRAFT, Figure
from drafter.evaluation.report.given import LeftOutItem, ReportInput
from drafter.evaluation.run_files import AS_WRITTEN, UR_REMOVED, CaseLine, GoldItem, ItemLine, Proposal, ShownPassage
from drafter.evaluation.table import Group

Say = Callable[[str], str]
BASELINES = (
    "Always Upheld",
    "Base rate",
    "Claims administrator's citation",
    "Nearest decided case",
    "Extractive",
)
TOO_FEW = "only 33 overturned items, under 100"
REQUESTS = (
    "Copper bracelet, one, for the left wrist",
    "Singing bowl sessions, twice a week for six weeks",
    "Warm wrap for use at night, purchase",
    "Long walks with a guide, twelve outings",
    "Wound school, four lessons",
)
KINDS = ("kind: equipment", "kind: therapy", "kind: drug")
O, U, I = Determination.OVERTURNED, Determination.UPHELD, Determination.INSUFFICIENT  # noqa: E741
PAIRS: tuple[tuple[Determination, Determination | None], ...] = (
    (U, U),
    (O, U),
    (O, O),
    (U, O),
    (U, I),
    (U, None),
    (U, U),
)
"""Decided and proposed, item by item, over and over."""


def plain(text: str) -> str:
    return text


def passage(place: int, say: Say = plain) -> Passage:
    return Passage(
        id=f"invented-2016/section-{place}",
        edition=Edition(
            id="invented-2016",
            guideline=say("Invented Guideline of Comforts"),
            cited_as=say("MTUS Comforts"),
            edition="2016",
            publisher="Nobody",
            tier=Tier.MTUS,
            in_force=InForce.model_validate({"from": "2009-01-01", "to": None, "by": DateKind.SERVICE}),
            digest=True,
            licence="Apache-2.0",
        ),
        section=say(f"Comfort number {place}"),
        pages=("12", "13"),
        sentences=tuple(
            PassageSentence(
                number=number,
                text=say(
                    f"Comfort {place} is an option where statement {number} of the record speaks of a stiff joint."
                ),
                page="12",
            )
            for number in range(1, 7)
        ),
    )


def case(letter: str, condition: str, say: Say = plain) -> CaseLine:
    told = ["A synthetic worker has a stiff wrist.", "A warm wrap was tried for three weeks.", "Sleep got no better."]
    told += ["Utilization review said no."] if condition == AS_WRITTEN else []
    return CaseLine(
        letter=letter,
        condition=condition,
        case_number=letter,
        clinical_summary=say(" ".join(told)),
        records=(
            RecordEvidence(
                source="R1",
                id="clinical-summary",
                type=None,
                status=RecordStatus.RECEIVED,
                sentences=tuple(
                    RecordSentence(number=number, text=say(f"{text} ({letter})"), page=1)
                    for number, text in enumerate(told, start=1)
                ),
                sha256="0" * 64,
            ),
            RecordEvidence(
                source="R2",
                id="imaging",
                type=RecordType.IMAGING,
                author=say("a radiologist"),
                date=date(2016, 3, 4),
                status=RecordStatus.MISSING,
                sha256=None,
            ),
        ),
    )


def draft_of(proposed: Determination, place: int, say: Say) -> ItemDraft:
    return ItemDraft(
        criteria=(
            CriterionCheck(
                label=say("stiffness of a joint"),
                criterion=Pointer(source="G1", sentence=1),
                status=CriterionStatus.MET,
                pointers=(Pointer(source="R1", sentence=1),),
            ),
            CriterionCheck(
                label=say("an earlier trial that helped"),
                criterion=Pointer(source="G1", sentence=3),
                status=CriterionStatus.NOT_DOCUMENTED,
                searched=Search(sources=("R1",), words=(say("relief"), "better*")),
            ),
        ),
        probability=(place % 10) / 10,
        determination=proposed,
        rationale=(
            DraftSentence(
                text=say("The guideline makes this comfort an option for a stiff joint."),
                pointers=(Pointer(source="G1", sentence=1), Pointer(source="G2", sentence=2)),
            ),
            DraftSentence(
                text=say("A warm wrap was tried for five weeks."), pointers=(Pointer(source="R1", sentence=2),)
            ),
            DraftSentence(text=say("It is said to have failed."), pointers=(Pointer(source="R9", sentence=4),)),
            DraftSentence(text=say("Therefore, the outcome follows from the above.")),
        ),
    )


def item_line(place: int, condition: str, shas: list[str], say: Say = plain) -> ItemLine:
    decided, proposed = PAIRS[place % len(PAIRS)]
    if condition != AS_WRITTEN and place % 4 == 0 and proposed is not None:
        proposed = O if proposed is U else U
    errors = place % 3 == 0
    cited = Citation(
        tier=Tier.MTUS, guideline=say("MTUS Comforts"), edition="2016", sections=(say("Comfort number 2"),)
    )
    return ItemLine(
        letter=say(letter_of(place)),
        item=place % 2 + 1,
        condition=condition,
        request=DisputedItem(
            request=say(REQUESTS[place % len(REQUESTS)]), claims_administrator_guideline=say("No comfort was cited.")
        ),
        evidence=tuple(
            ShownPassage(source=f"G{rank}", sha256=shas[(place + rank) % len(shas)], score=1 / rank)
            for rank in range(1, min(8, len(shas)) + 1)
        ),
        draft=None if proposed is None else draft_of(proposed, place, say),
        failed=say("the model server did not answer") if proposed is None else None,
        citations=()
        if proposed is None
        else (
            DraftCitation(
                tier=Tier.MTUS,
                cited_as=say("MTUS Comforts"),
                edition="2016",
                sections=(say("Comfort number 1"),),
                digest=True,
            ),
        ),
        absences=()
        if proposed is None
        else (
            AbsenceSearch(
                sentence=3,
                missing=say("relief"),
                terms=("relief",),
                searched=(),
                nearest=(Pointer(source="R1", sentence=3),),
            ),
        ),
        states=()
        if proposed is None
        else (
            SentenceState.COPIED,
            SentenceState.FLAGGED if errors else SentenceState.UNJUDGED,
            SentenceState.UNJUDGED,
            SentenceState.SET,
        ),
        findings=(
            Finding(
                code="number-unsupported",
                severity=Severity.ERROR,
                item=1,
                sentence=2,
                beside=(Pointer(source="R1", sentence=3),),
                message=say("No source holds the number five."),
                mend=say("Correct the number."),
            ),
        )
        if errors and proposed is not None
        else (),
        gold=GoldItem(
            determination=decided,
            citations=(cited,),
            reviewer_guideline=say("Decision based on MTUS Comforts 2016, Section(s): Comfort number 2."),
            rationale=say("The wrist is stiff.\n\nA comfort may be tried where nothing else helped, and so it was."),
            cites_held=True,
        ),
        slices=(
            say(KINDS[place % 3]),
            f"guideline: {say('MTUS Comforts 2016')}",
            *(["dependent"] if place % 5 == 0 else []),
        ),
        baselines={
            "Always Upheld": Proposal(determination=U, probability=0.1),
            "Nearest decided case": Proposal(determination=decided, probability=0.4, citations=(cited,)),
        }
        if condition == AS_WRITTEN
        else {},
        scores={"agrees": float(proposed is decided), "token F1": 0.997},
    )


def letter_of(place: int) -> str:
    return f"CM16-{place // 2 + 1:07}"


def figure(
    name: str, value: float | None, *, of: str = DRAFT, part: str = ALL, n: int = 283, no_verdict: str | None = None
) -> Figure:
    group: Group = name.split(".")[0]  # type: ignore[assignment]
    return Figure(
        name=name,
        group=group,
        better="lower" if "Brier" in name or "grounding" in name else "higher",
        of=of,
        condition=AS_WRITTEN,
        slice=part,
        value=value,
        low=None if value is None else max(0.0, value - 0.08),
        high=None if value is None else min(1.0, value + 0.08),
        n=n,
        letters=n // 2,
        overturned=33,
        no_verdict=no_verdict,
    )


def figures(say: Say = plain) -> list[Figure]:
    told = {
        "outcome.agreement": 0.81,
        "outcome.balanced accuracy": 0.62,
        "outcome.AUC": 0.7,
        "outcome.Brier score": 0.092,
    }
    found = [
        figure(name, value - 0.015 * rank, of=of, no_verdict=say(TOO_FEW))
        for name, value in told.items()
        for rank, of in enumerate((DRAFT, *BASELINES))
        if of != "Claims administrator's citation"
    ]
    found += [figure("citation.first guideline", 0.86, of=of) for of in (DRAFT, BASELINES[2])]
    found += [
        figure(f"retrieval.{what} in {k}", value)
        for what, values in (("guideline", (0.8, 0.9, 0.95, 0.997)), ("section", (0.5, 0.64, 0.7, 0.8)))
        for k, value in zip((1, 3, 5, 8), values, strict=True)
    ]
    found += [figure("rationale.token F1", 0.31), figure("grounding.flagged", 0.05)]
    found += [
        figure(
            name,
            0.5 + 0.05 * place,
            part=say(part),
            n=90 - 20 * place,
            no_verdict=say("only 20 items") if place else None,
        )
        for name in ("outcome.agreement", "citation.first guideline")
        for place, part in enumerate((*KINDS, "guideline: MTUS Comforts of a Very Long and Winding Name 2016"))
    ]
    found.append(figure("outcome.AUC", None, part=say("dependent"), n=3, no_verdict=say("only 3 items")))
    changed = figure("outcome.agreement", 0.7, no_verdict=say(TOO_FEW))
    found += [
        one.model_copy(update={"condition": UR_REMOVED})
        for one in (changed, figure("stability.proposal changed", 0.04))
    ]
    return found


def run_of(items: int = 14, say: Say = plain, passages: int = 8) -> ReportInput:
    """A run of so many items in two conditions."""
    held = {one.sha256: one for one in (passage(place, say) for place in range(passages))}
    letters = dict.fromkeys(say(letter_of(place)) for place in range(items))
    both = (AS_WRITTEN, UR_REMOVED)
    return ReportInput(
        title=say("invented comforts"),
        facts=[
            ("Suite", say("invented comforts, version 1")),
            ("Decisions", f"{items} items of {len(letters)} letters, digest 0f1e2d"),
            ("Drafter", "extractive"),
            ("Corpus", "f" * 64),
            ("Made on", "2026-11-28"),
            ("Command", "drafter eval run invented.yaml -o run"),
        ],
        figures=figures(say),
        confusion={
            "Overturned": {"Overturned": 12, "Upheld": 19, "Insufficient": 2, "no draft": 0},
            "Upheld": {"Overturned": 21, "Upheld": 220, "Insufficient": 8, "no draft": 1},
        },
        calibration=[
            CalibrationBin(
                mean_probability=mean, share_overturned=share, low=max(0, share - 0.1), high=share + 0.1, n=n
            )
            for mean, share, n in ((0.08, 0.04, 140), (0.22, 0.1, 90), (0.55, 0.4, 40), (0.8, 0.6, 13))
        ],
        coverage=[
            CoveragePoint(
                coverage=kept / 10,
                items=28 * kept,
                accuracy=1 - kept * 0.02,
                overturned=3.3 * kept,
                upheld_where_overturned=kept,
            )
            for kept in range(1, 11)
        ],
        lines=[item_line(place, condition, list(held), say) for condition in both for place in range(items)],
        cases={(letter, condition): case(letter, condition, say) for letter in letters for condition in both},
        passages=held,
        left_out=[LeftOutItem("CM16-0000099", 2, say("a citation could not be taken apart"))],
    )
