"""The case: one application for Independent Medical Review, as its case file states it."""

import re
from datetime import date as Date
from enum import StrEnum
from itertools import pairwise
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from drafter.domain.quantity import find_quantities

CASE_SCHEMA = "drafter-case/1"
_PAGES = re.compile(r"([1-9][0-9]{0,5})(?:-([1-9][0-9]{0,5}))?")
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Model(BaseModel):
    """Base of everything that is read from or written to a file: frozen, and unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Priority(StrEnum):
    """How fast the review is due."""

    STANDARD = "standard"
    EXPEDITED = "expedited"


class ItemStatus(StrEnum):
    """Where a disputed item stands; only open ones are drafted."""

    OPEN = "open"
    AUTHORISED_SINCE = "authorised since"
    WITHDRAWN = "withdrawn"
    INELIGIBLE = "ineligible"
    LIABILITY_DISPUTED = "liability disputed"
    DUPLICATE = "duplicate"


class ItemKind(StrEnum):
    """Whether the treatment is still to come or was given already."""

    PROSPECTIVE = "prospective"
    RETROSPECTIVE = "retrospective"


class RecordStatus(StrEnum):
    """Which documents were received: a missing or unreadable one is listed without text."""

    RECEIVED = "received"
    MISSING = "missing"
    UNREADABLE = "unreadable"


class RecordType(StrEnum):
    """What a document is; the type decides which criteria it could carry evidence for."""

    UR_DETERMINATION = "utilization review determination"
    IMR_APPLICATION = "application for independent medical review"
    REQUEST_FOR_AUTHORIZATION = "request for authorization"
    PROGRESS_REPORT = "progress report"
    TREATMENT_NOTES = "treatment notes"
    CONSULTATION = "consultation report"
    IMAGING = "imaging report"
    ELECTRODIAGNOSTIC = "electrodiagnostic report"
    OPERATIVE_REPORT = "operative report"
    MEDICAL_LEGAL = "medical-legal report"
    OTHER = "other"


class Dates(Model):
    """The header's dates, each null where the file does not give it (YYYY-MM-DD)."""

    injury: Date | None = None
    """Date of injury."""
    application_received: Date | None = None
    """When the application for IMR was received."""
    assigned: Date | None = None
    """When the case was assigned to the reviewer."""
    ur_denial: Date | None = None
    """Date of the utilization review decision that denied or modified the items."""
    decision: Date | None = None
    """Date of the determination; for a draft usually null."""


class Reviewer(Model):
    """The reviewer's credentials; the name stays out (Labor Code 4610.6(f))."""

    specialties: tuple[Text, ...] = ()
    """Board certifications or specialties."""
    states: tuple[Text, ...] = ()
    """States of licensure."""


class Parties(Model):
    """Names of the parties. In what a model is shown, each stands as its role; they are used for nothing else."""

    employee: Text | None = None
    employer: Text | None = None
    claims_administrator: Text | None = None
    requesting_physician: Text | None = None
    attorney: Text | None = None
    others: tuple[Text, ...] = ()


class Record(Model):
    """One document of the case file."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
    """Short name used by this file: small letters, digits and hyphens."""
    type: RecordType
    author: Text | None = None
    """Who wrote it, as the letter may name them (a role is enough)."""
    date: Date | None = None
    """The document's own date (YYYY-MM-DD)."""
    pages: Text | None = None
    """Its pages in the case file as received, as "12" or "12-15"."""
    status: RecordStatus = RecordStatus.RECEIVED
    file: Text | None = None
    """Text or PDF file beside the case file; or give `text`."""
    text: Text | None = None
    """The document's text, inline; or give `file`."""


class Quantities(Model):
    """What became of the original request, each as a number with its unit ("12 visits")."""

    original: Text | None = None
    authorised: Text | None = None
    remaining: Text | None = None


class DisputedItem(Model):
    """One treatment request that utilization review denied or modified."""

    request: Text
    """The request in the words of the utilization review decision, with its quantity and body part."""
    status: ItemStatus = ItemStatus.OPEN
    kind: ItemKind = ItemKind.PROSPECTIVE
    date_of_service: Date | None = None
    """When the treatment was given; needed for a retrospective item."""
    request_date: Date | None = None
    """Date of the request for authorization."""
    quantities: Quantities = Quantities()
    earlier_visits: Text | None = None
    """Visits or doses of this treatment already had, where known ("12 visits")."""
    physician_guideline: Text | None = None
    """The guideline that the requesting physician cited."""
    claims_administrator_guideline: Text | None = None
    """The guideline that utilization review cited when it denied."""
    depends_on: Annotated[int, Field(ge=1)] | None = None
    """Number of the item that this one depends on (an assistant surgeon on the surgery); the first item is 1."""


class Case(Model):
    """A whole case file. Items are numbered from 1 in their order."""

    schema_: Annotated[str, Field(alias="schema", pattern=rf"^{CASE_SCHEMA}$")] = CASE_SCHEMA
    """Version of this form."""
    case_number: Text
    """The IMR case number; a synthetic case says so here."""
    dates: Dates = Dates()
    priority: Priority = Priority.STANDARD
    due: Date | None = None
    """When the determination is due."""
    application_numbers: tuple[Text, ...] = ()
    """Applications joined in this case (8 CCR 9792.10.4(a))."""
    reviewer: Reviewer = Reviewer()
    parties: Parties = Parties()
    clinical_summary: Text | None = None
    """The clinical case summary, where one is written already."""
    records: tuple[Record, ...] = ()
    items: Annotated[tuple[DisputedItem, ...], Field(min_length=1)]


class Problem(Model):
    """One thing wrong with a case: its place as a path into the file, and what to do."""

    place: tuple[str | int, ...]
    message: str


def problems(case: Case) -> list[Problem]:
    """What is wrong between the fields of a case whose every field alone is well-formed, all at once."""
    return [*_date_problems(case), *_record_problems(case), *_item_problems(case)]


def _date_problems(case: Case) -> list[Problem]:
    order = ("injury", "ur_denial", "application_received", "assigned", "decision")
    given = [(name, day) for name in order if (day := getattr(case.dates, name)) is not None]
    found = [
        Problem(place=("dates", later), message=f"{day} is before {earlier} ({before}); correct one of them")
        for (earlier, before), (later, day) in pairwise(given)
        if day < before
    ]
    if case.due and case.dates.assigned and case.due < case.dates.assigned:
        found.append(
            Problem(
                place=("due",),
                message=f"{case.due} is before assigned ({case.dates.assigned}); correct one of them",
            )
        )
    return found


def _record_problems(case: Case) -> list[Problem]:
    found: list[Problem] = []
    seen: set[str] = set()
    for index, record in enumerate(case.records):
        place = ("records", index)
        if record.id in seen:
            found.append(
                Problem(place=(*place, "id"), message=f'"{record.id}" is used twice; give each record its own id')
            )
        seen.add(record.id)
        given = [name for name in ("file", "text") if getattr(record, name)]
        if record.status is RecordStatus.RECEIVED and not given:
            message = "neither file nor text is given; give one, or mark the record `status: missing`"
            found.append(Problem(place=place, message=message))
        if record.status is RecordStatus.RECEIVED and len(given) > 1:
            found.append(Problem(place=place, message="file and text are both given; remove one of them"))
        if record.status is not RecordStatus.RECEIVED and given:
            found.append(
                Problem(
                    place=(*place, given[0]),
                    message=f"a record that is {record.status} has no {given[0]}; remove it",
                )
            )
        if record.pages and (wrong := _pages_problem(record.pages)):
            found.append(Problem(place=(*place, "pages"), message=wrong))
    return found


def _pages_problem(pages: str) -> str | None:
    match = _PAGES.fullmatch(pages)
    if not match:
        return 'must be one page or the first and the last, as in "12" or "12-15"'
    first, last = match.groups()
    return "the first page is after the last; correct one of them" if last and int(first) > int(last) else None


def _item_problems(case: Case) -> list[Problem]:
    found: list[Problem] = []
    for index, item in enumerate(case.items):
        place = ("items", index)
        found += [Problem(place=(*place, *p.place), message=p.message) for p in _own_problems(case, item)]
        if item.depends_on is not None:
            found += _dependency_problems(case, index, item.depends_on)
    return found


def _own_problems(case: Case, item: DisputedItem) -> list[Problem]:
    found: list[Problem] = []
    denial = case.dates.ur_denial
    if item.kind is ItemKind.RETROSPECTIVE and item.date_of_service is None:
        found.append(Problem(place=("date_of_service",), message="a retrospective item needs its date of service"))
    if item.request_date and denial and item.request_date > denial:
        found.append(
            Problem(
                place=("request_date",),
                message=f"{item.request_date} is after ur_denial ({denial}); correct one of them",
            )
        )
    for name, day in (("request_date", item.request_date), ("date_of_service", item.date_of_service)):
        if day and case.dates.injury and day < case.dates.injury:
            found.append(
                Problem(
                    place=(name,),
                    message=f"{day} is before the injury ({case.dates.injury}); correct one of them",
                )
            )
    for field, value in (
        *((("quantities", name), value) for name, value in item.quantities),
        (("earlier_visits",), item.earlier_visits),
    ):
        if value and not find_quantities(value):
            found.append(Problem(place=field, message='needs a number with its unit, as in "12 visits"'))
    return found


def _dependency_problems(case: Case, index: int, parent: int) -> list[Problem]:
    place = ("items", index, "depends_on")
    number = index + 1
    if parent == number:
        return [Problem(place=place, message=f"item {number} depends on itself; name the item that it follows")]
    if parent > len(case.items):
        return [Problem(place=place, message=f"there is no item {parent}; the case has {len(case.items)}")]
    chain = [number]
    step: int | None = parent
    while step is not None and 1 <= step <= len(case.items) and step not in chain:
        chain.append(step)
        step = case.items[step - 1].depends_on
    if step == number:
        return [
            Problem(
                place=place,
                message="items depend on each other in a circle: " + " -> ".join(map(str, [*chain, step])),
            )
        ]
    return []
