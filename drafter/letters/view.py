"""What the letter's templates see: lines of text for display, every pointer resolved to its place."""

from dataclasses import dataclass

from drafter.domain.case import ItemStatus, RecordStatus
from drafter.domain.determination import Determination
from drafter.domain.draft import CriterionStatus, Search, SearchedRecord, Severity
from drafter.letters.evidence import Link, PassageView, RecordView


@dataclass(frozen=True)
class Shown:
    """Which of the optional parts a letter has. The DRAFT mark is not among them."""

    evidence: bool = True
    """The appendix with every passage and record sentence, and the marks that lead to it; drafts only."""
    cover: bool = False
    """The page before the letter."""


ALL_BUT_COVER = Shown()


@dataclass(frozen=True)
class FindingView:
    """A finding, numbered through the whole letter: F1, F2, …"""

    label: str
    anchor: str
    severity: Severity
    code: str
    sentence: int | None
    message: str
    mend: str
    beside: tuple[Link, ...]
    """Evidence to read beside it."""


@dataclass(frozen=True)
class SentenceView:
    """A sentence of a rationale or a drafted summary; with marks for its evidence and the findings against it."""

    anchor: str
    text: str
    pointers: tuple[Link, ...]
    findings: tuple[Link, ...]
    unjudged: bool = False
    """Whether it is left to the reader to judge beside what it points at."""


@dataclass(frozen=True)
class StatesView:
    """How many sentences are in each state, and where those are that the reader judges."""

    anchor: str
    copied: int
    fixed: int
    """Set sentences, such as the closing one."""
    unjudged: int
    flagged: int
    to_judge: tuple[Link, ...]
    """The unjudged sentences, by number."""

    @property
    def total(self) -> int:
        """All sentences that have a state."""
        return self.copied + self.fixed + self.unjudged + self.flagged


@dataclass(frozen=True)
class AbsenceView:
    """The receipt of the search for what a sentence says is not in the record."""

    anchor: str
    sentence: Link
    missing: str
    """In the sentence's words; empty where they name nothing."""
    terms: tuple[str, ...]
    searched: tuple[SearchedRecord, ...]
    as_above: bool
    """Whether the search before it was of the same documents."""
    against: tuple[Link, ...]
    """The record sentences that may say the contrary."""
    nearest: tuple[Link, ...]
    """Other record sentences that speak of what is missing."""


@dataclass(frozen=True)
class RepairView:
    """A sentence, or the criteria, that the drafter wrote anew after a check."""

    what: Link
    """"sentence 2", or "criteria"."""
    round: int
    codes: tuple[str, ...]
    """What had been found."""
    before: str | None
    """The sentence as it was; empty where it was missing, None for criteria."""


@dataclass(frozen=True)
class SummaryView:
    """A clinical summary that was drafted from the records."""

    sentences: tuple[SentenceView, ...]
    findings: tuple[FindingView, ...]
    states: StatesView
    records: tuple[RecordView, ...]
    """What it, a finding on it or a search points at."""
    absences: tuple[AbsenceView, ...] = ()
    repairs: tuple[RepairView, ...] = ()


@dataclass(frozen=True)
class CriterionView:
    """A row of an item's checklist."""

    anchor: str
    label: str
    status: CriterionStatus
    stated_by: Link
    shown_by: tuple[Link, ...]
    searched: Search | None
    """For one that is not documented: which records were searched, and for which words."""


@dataclass(frozen=True)
class DocumentView:
    """A row of the documents reviewed."""

    source: str
    type: str
    author: str
    date: str
    dated: bool
    """False where the date is not given."""
    pages: str
    status: RecordStatus


@dataclass(frozen=True)
class ItemView:
    """A disputed item; one that is not open has a status and nothing drafted."""

    number: int
    anchor: str
    request: str
    status: ItemStatus
    drafted: bool
    determination: Determination | None
    needs_review: bool
    claims_administrator_guideline: str
    reviewer_guideline: str | None
    probability: str
    rationale: tuple[SentenceView, ...]
    cautions: tuple[str, ...]
    """Fixed paragraphs that a rule sets under the rationale."""
    criteria: tuple[CriterionView, ...]
    findings: tuple[FindingView, ...]
    passages: tuple[PassageView, ...]
    search: tuple[str, ...]
    """How the search for the passages went: tiers left and editions left out, each with its reason."""
    records: tuple[RecordView, ...]
    states: StatesView | None = None
    """None where the draft does not tell the states of its sentences."""
    absences: tuple[AbsenceView, ...] = ()
    repairs: tuple[RepairView, ...] = ()


@dataclass(frozen=True)
class LetterView:
    """The whole letter: of a draft, or of a decision that was signed."""

    is_draft: bool
    """Whether the letter is marked DRAFT on every page and has the parts for the reviewer."""
    shown: Shown
    case_number: str
    header: dict[str, str]
    """Dates and priority under the form's own labels."""
    states: str
    specialties: str
    summary: tuple[str, ...]
    guideline_label: str
    """Label of the line that names the reviewer's guideline, without its colon."""
    items: tuple[ItemView, ...]
    outcome: str
    documents: tuple[DocumentView, ...]
    findings: tuple[FindingView, ...]
    """Those about the case as a whole."""
    drafted_by: dict[str, str]
    replaced: tuple[str, ...]
    """Characters of the case that this letter does not show as they are, a line each."""
    records: tuple[RecordView, ...] = ()
    """What the findings about the case as a whole name to be read beside them."""
    drafted_summary: SummaryView | None = None
    """The clinical summary that was drafted, where the case has none; `summary` is empty then."""

    @property
    def all_findings(self) -> tuple[FindingView, ...]:
        """Those about the case, then those on a drafted summary, then those of each item."""
        of_summary = self.drafted_summary.findings if self.drafted_summary else ()
        return (*self.findings, *of_summary, *(finding for item in self.items for finding in item.findings))
