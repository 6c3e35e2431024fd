"""A synthetic item to draft, invented for these tests."""

from datetime import date

from drafter.domain.case import Case, Dates, DisputedItem, Parties, Quantities, RecordStatus, RecordType
from drafter.domain.determination import Determination
from drafter.domain.evidence import CaseDate, Evidence, GuidelineEvidence, RecordEvidence, RecordSentence
from drafter.domain.guideline import DateKind, Edition, InForce, Passage, PassageSentence, Tier
from drafter.domain.set_sentences import Parent
from drafter.drafting.drafter import ItemTask

EMPLOYEE = "Jane Q. Placeholder"
PARTIES = Parties(
    employee=EMPLOYEE,
    employer="Acme Widgets, Inc.",
    claims_administrator="Example Claims Co.",
    requesting_physician="Dr. Ana López-Sample, MD",
    attorney="Max Mustermann",
    others=("Little Invented",),
)
EDITION = Edition(
    id="specimen-2009",
    guideline="Specimen Guideline for Tests",
    cited_as="Specimen Guideline",
    edition="2009",
    publisher="Specimen Press",
    tier=Tier.MTUS,
    in_force=InForce.model_validate({"from": date(2009, 7, 18), "by": DateKind.REQUEST}),
    digest=True,
    licence="Apache-2.0",
)
GUIDELINE = (
    "Massage is an option as an addition to other recommended care such as exercise.",
    "The usual course of it has four to six visits.",
    "More visits need recorded functional improvement from the earlier ones.",
)
SUMMARY = (
    "Synthetic case: the employee has neck pain after an injury at work.",
    "Jane Q. Placeholder had five visits of physical therapy.",
    "Utilization review denied eight visits of massage therapy.",
)
REPORT = (
    "Ms. Placeholder is off work and asks for massage of the neck.",
    "No exercise program is described.",
)


def passage(source: str = "G1", sentences: tuple[str, ...] = GUIDELINE) -> GuidelineEvidence:
    held = Passage(
        id=f"specimen-2009/{source.lower()}",
        edition=EDITION,
        section="Massage Therapy",
        pages=(60,),
        sentences=tuple(PassageSentence(number=n, text=text) for n, text in enumerate(sentences, 1)),
    )
    on = CaseDate(day=date(2014, 10, 22), kind=DateKind.REQUEST, basis="date of the request")
    return GuidelineEvidence(source=source, passage=held, sha256=held.sha256, score=1.0, in_force_on=on)


def record(source: str, sentences: tuple[str, ...], type_: RecordType | None = None) -> RecordEvidence:
    return RecordEvidence(
        source=source,
        id="clinical-summary" if type_ is None else source.lower(),
        type=type_,
        author="treating physician" if type_ else None,
        date=date(2014, 10, 9) if type_ else None,
        status=RecordStatus.RECEIVED if sentences else RecordStatus.MISSING,
        sentences=tuple(RecordSentence(number=n, text=text) for n, text in enumerate(sentences, 1)),
        sha256="0" * 64 if sentences else None,
    )


def item_task(
    *,
    number: int = 1,
    report: tuple[str, ...] = REPORT,
    request: str = "Massage therapy, 8 visits for the neck",
    parties: Parties | None = None,
    parent: Determination | None = None,
) -> ItemTask:
    """The task of drafting one item: a passage, a clinical summary, a progress report and a missing imaging report."""
    item = DisputedItem(
        request=request,
        request_date=date(2014, 10, 22),
        quantities=Quantities(original="8 visits"),
        claims_administrator_guideline="Specimen Guideline page 60",
        depends_on=2 if parent else None,
    )
    other = DisputedItem(request="Consultation with a specialist")
    case = Case(
        case_number="Synthetic case 1",
        dates=Dates(injury=date(2013, 6, 10), ur_denial=date(2014, 10, 28)),
        parties=parties or Parties(employee=EMPLOYEE),
        items=(item, other),
    )
    records = (
        record("R1", SUMMARY),
        record("R2", report, RecordType.PROGRESS_REPORT),
        record("R3", (), RecordType.IMAGING),
    )
    return ItemTask(
        number,
        item,
        case,
        Evidence(guidelines=(passage(),), records=records),
        Parent(2, other.status, parent) if parent else None,
    )
