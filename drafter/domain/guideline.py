"""Guidelines: editions in force between dates, their sections as passages, and the criteria in them."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from drafter.domain.case import Model, RecordType, Text
from drafter.domain.text import sha256_text


class Tier(StrEnum):
    """Rank in the regulation's search sequence (8 CCR 9792.21.1(a)), highest first."""

    MTUS = "MTUS"
    ACOEM_ODG = "ACOEM/ODG"
    OTHER = "other guideline"
    STUDY = "study"


class DateKind(StrEnum):
    """The kind of date that decides whether an edition governs."""

    REQUEST = "request"
    SERVICE = "service"
    UR_DENIAL = "ur denial"


class CriterionKind(StrEnum):
    """What a criterion tests."""

    LIMIT = "limit"
    PREREQUISITE = "prerequisite"
    DOCUMENTATION = "documentation"
    NOT_RECOMMENDED = "not recommended"
    SILENT = "silent"
    """The guideline says nothing on the requests that it names: a reason to search the next tier, and no test."""


class Phase(StrEnum):
    """How long ago the injury was: up to four weeks, to three months, or longer (ACOEM's terms)."""

    ACUTE = "acute"
    SUBACUTE = "subacute"
    CHRONIC = "chronic"

    @classmethod
    def on(cls, day: date, injury: date | None) -> "Phase | None":
        """The phase that an injury is in on a day; None where its date is not known, or later."""
        if injury is None or injury > day:
            return None
        since = (day - injury).days
        return cls.ACUTE if since <= _ACUTE_DAYS else cls.SUBACUTE if since <= _SUBACUTE_DAYS else cls.CHRONIC


_ACUTE_DAYS, _SUBACUTE_DAYS = 28, 91
"""Ends of the acute and the subacute phase in days since the injury: four weeks, and three months (ACOEM; the 2016
Chronic Pain guideline calls pain chronic from three months on)."""


class Scope(Model):
    """What a section or criterion holds for, beside the body parts of its edition; what is left out does not matter."""

    phases: tuple[Phase, ...] = ()
    """The phases that it is for; empty means every one."""
    postsurgical: bool | None = None
    """True: for care after an operation alone; False: not for it."""
    body_parts: tuple[Text, ...] = ()
    """Body parts that a section is about, in an edition that is about more; empty means those of the edition."""


class InForce(Model):
    """When an edition is in force: from and to are both in it; `to` null means still in force."""

    from_: Annotated[date, Field(alias="from")]
    to: date | None = None
    by: DateKind
    """The kind of date that `from` is about."""
    to_by: DateKind | None = None
    """The kind of date that `to` is about, where it differs from `by`."""
    to_verified: bool = True
    """False where the end is likely but not shown by a source; using the edition near it is warned of."""


class Period(Model):
    """The time that a limit's number is for: "over 2 to 4 weeks"."""

    low: Annotated[float, Field(gt=0)] | None = None
    high: Annotated[float, Field(gt=0)]
    unit: Literal["day", "week", "month", "year"]


class Limit(Model):
    """A number that a request is compared with."""

    low: Annotated[float, Field(gt=0)] | None = None
    """Lower end of the range that the guideline names; the upper end is what a request must not exceed."""
    high: Annotated[float, Field(gt=0)]
    unit: Text
    """"visit", "tablet", "injection", "week", …: a unit that quantities are read in."""
    role: Literal["cap", "trial"] = "cap"
    """Trial: for a first course, before there is any response to judge; cap: for all courses together."""
    period: Period | None = None


class Criterion(Model):
    """One testable condition in a section, resting on one of its numbered sentences."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    kind: CriterionKind
    sentence: Annotated[int, Field(ge=1)]
    """The sentence of the section that states it."""
    label: Text
    """What must hold, as it stands in a checklist: "lasting pain relief from earlier injections"."""
    request: tuple[Text, ...] = ()
    """The criterion is about requests that hold one of these words; empty means any request."""
    request_not: tuple[Text, ...] = ()
    """A request that holds one of these is about something else ("massage chair")."""
    about: tuple[Text, ...] = ()
    """A record sentence counts only where it, or the one before it, holds one of these; empty: any sentence may."""
    when: tuple[Text, ...] = ()
    """It applies only where request or record hold one of these ("repeat"); empty means always."""
    scope: Scope = Scope()
    """What it holds for, where that is narrower than its section."""
    limit: Limit | None = None
    """For a limit: the number."""
    shown_by: tuple[tuple[Text, ...], ...] = ()
    """Groups of words; the criterion is shown where, for every group, some record sentence holds one of its words."""
    against: tuple[Text, ...] = ()
    """Words in the record that speak against the criterion."""
    unless: tuple[Text, ...] = ()
    """Words in the record that open another ground: with one of them the criterion alone can fail no request."""
    carried_by: Annotated[tuple[RecordType, ...], Field(min_length=1)] = (
        RecordType.PROGRESS_REPORT,
        RecordType.TREATMENT_NOTES,
        RecordType.REQUEST_FOR_AUTHORIZATION,
    )
    """The kinds of document that would hold it: one of them missing or unreadable leaves the criterion open."""


def _label(page: Any) -> Any:
    """A page as its printed label; editors write most as numbers."""
    return str(page) if isinstance(page, int) and not isinstance(page, bool) else page


PageLabel = Annotated[Text, BeforeValidator(_label)]
"""A page by its printed label: "60", "iv", "A-3"."""


def in_order(pages: Iterable[str]) -> tuple[str, ...]:
    """Page labels, each once, as a book has them: front matter before numbers, numbers by their value."""
    return tuple(sorted(set(pages), key=lambda page: (page.isdecimal(), int(page) if page.isdecimal() else 0, page)))


class PassageSentence(Model):
    """One numbered statement of a passage, with the page it is on and the sources of the fact."""

    number: Annotated[int, Field(ge=1)]
    text: Text
    page: PageLabel | None = None
    sources: tuple[Text, ...] = ()
    """Sources of a statement of ours; empty for a document's own sentence, which is its source."""
    page_index: Annotated[int, Field(ge=1)] | None = None
    """Which page of the document's file it begins on, from 1."""
    gap: str = "\n"
    """What stands between the sentence before it and this one in the passage's text."""


class Edition(Model):
    """One edition of a guideline."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    guideline: Text
    """The guideline's name in full."""
    cited_as: Text
    """Its name in a citation, without the year: "MTUS Chronic Pain Treatment Guidelines"."""
    edition: Text
    """The year or number by which the edition is known: "2009"."""
    publisher: Text
    tier: Tier
    chapter: Text | None = None
    """Chapter of the publisher's work: "15"."""
    in_force: InForce
    body_parts: tuple[Text, ...] = ()
    """Body parts that the edition is about; empty means every one."""
    digest: bool
    """True where the text is our own words about the guideline and not the guideline's text."""
    title_source: tuple[Text, ...] = ()
    """What shows that the edition exists; given where it stands by its title alone, without sections."""
    licence: Text


class DocumentPlace(Model):
    """Where a passage stands in the text of a document that a user added."""

    sha256: str
    """Digest of the document's text."""
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=1)]
    """Offsets in characters: the passage's text is the document's from `start` to before `end`."""


class Passage(Model):
    """An indexed piece of one section: locator, numbered sentences, criteria.

    One without sentences stands by its title alone: the section exists, and its text is not held. It can be found and
    named, and nothing can point at it.
    """

    id: Text
    """Edition id and section slug: "mtus-chronic-pain-2009/massage-therapy"."""
    edition: Edition
    section: Text | None
    """The section's title; None where the edition stands by its own title, without sections."""
    pages: tuple[PageLabel, ...] = ()
    aliases: tuple[Text, ...] = ()
    title_sources: tuple[Text, ...] = ()
    """What shows that the section exists by this title."""
    scope: Scope = Scope()
    complete: bool = False
    """Whether the criteria hold everything that the section asks for; only then do criteria met speak for a request."""
    sentences: tuple[PassageSentence, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    document: DocumentPlace | None = None
    """For a passage of a user's document: its place there."""

    @property
    def held(self) -> bool:
        """Whether its text is held, and not the title alone."""
        return bool(self.sentences)

    @property
    def heading(self) -> str:
        """The section's title, or the edition's where it has no sections."""
        return self.section or self.edition.guideline

    @property
    def text(self) -> str:
        """The sentences and what stands between them: what the digest is taken of."""
        return "".join(
            (sentence.gap if number else "") + sentence.text for number, sentence in enumerate(self.sentences)
        )

    @property
    def sha256(self) -> str:
        """SHA-256 of locator and text, so that a changed page or section is noticed as well as changed words."""
        locator = [self.id, self.edition.guideline, self.edition.edition, self.section or "", *self.pages]
        pages = [sentence.page or "" for sentence in self.sentences]
        return sha256_text("\n".join([*locator, *pages, self.text]))
