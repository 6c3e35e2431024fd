"""What this program proposes for a case; never a decision."""

from datetime import date as Date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from drafter.domain.case import Dates, DisputedItem, Model, Priority, Reviewer
from drafter.domain.citation import DraftCitation
from drafter.domain.determination import Determination, Outcome
from drafter.domain.evidence import GuidelineEvidence, GuidelineSearch, RecordEvidence

DRAFT_SCHEMA = "drafter-draft/1"
VERIFY_SCHEMA = "drafter-verify/1"
EXTRACTIVE = "extractive"
"""Name of the built-in drafter, where others have the name of a model."""


class Pointer(Model):
    """Evidence named by source and sentence: G2.3 is the third sentence of guideline passage G2."""

    source: Annotated[str, Field(pattern=r"^[GR][1-9][0-9]*$")]
    sentence: Annotated[int, Field(ge=1)]

    def __str__(self) -> str:
        return f"{self.source}.{self.sentence}"


class DraftSentence(Model):
    """One sentence of a rationale with the evidence it stands on."""

    text: str
    pointers: tuple[Pointer, ...] = ()


class CriterionStatus(StrEnum):
    """Whether a criterion holds.

    Not documented: it asks for documentation, and the records that would carry it are present, readable and were
    searched. Insufficient: those records are missing, unreadable or contradict each other.
    """

    MET = "met"
    NOT_MET = "not met"
    NOT_DOCUMENTED = "not documented"
    INSUFFICIENT = "insufficient"


class Search(Model):
    """The receipt of a search that found none of its words asserted."""

    sources: tuple[str, ...]
    """The records searched, as R1, R2, …; none where the request alone was searched."""
    words: tuple[str, ...]
    """The words looked for; a trailing * stands for any ending."""
    about: tuple[str, ...] = ()
    """Words one of which a sentence, or the one before it, had to hold to count; none: every sentence counted."""
    passed_over: tuple[Pointer, ...] = ()
    """Sentences that hold a word looked for and were passed over, since they speak of another body part."""


class CriterionCheck(Model):
    """One criterion of the evidence, checked against request and record."""

    label: str
    criterion: Pointer
    """The guideline sentence that states it."""
    status: CriterionStatus
    pointers: tuple[Pointer, ...] = ()
    """The record sentences that show it, or that speak against it."""
    by_words: bool = False
    """True where the status was told by a search for words, which knows no meaning."""
    searched: Search | None = None
    """What was looked for and where, for a criterion that the record does not show."""


class ItemDraft(Model):
    """The proposal for one item, the same from every drafter."""

    criteria: tuple[CriterionCheck, ...]
    probability: Annotated[float, Field(ge=0, le=1)]
    """How likely it is that the request is medically necessary."""
    determination: Determination
    rationale: tuple[DraftSentence, ...]


class Severity(StrEnum):
    """Error: wrong or unsupported. Warning: cannot be checked, or needs a look. Note: worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Finding(Model):
    """One thing the grounding check has to say about a draft."""

    code: str
    severity: Severity
    item: int | None = None
    """Number of the item; None for the letter as a whole."""
    sentence: int | None = None
    """Number of the rationale's sentence, from 1; without an item, of the drafted clinical summary's."""
    span: tuple[int, int] | None = None
    """Place in the sentence, in characters."""
    beside: tuple[Pointer, ...] = ()
    """Evidence to read beside it."""
    message: str
    mend: str
    """What would mend it."""


class SentenceState(StrEnum):
    """How far a sentence of a rationale is checked.

    Copied: code copied it word for word from the evidence that it points at. Set: a fixed sentence, such as the closing
    one, that code can tell to be true of the draft. Unjudged: no check failed, and whether it follows from what it
    points at is for the reader to judge. Flagged: a finding stands against it.
    """

    COPIED = "copied"
    SET = "set"
    UNJUDGED = "unjudged"
    FLAGGED = "flagged"


class SearchedRecord(Model):
    """One document that was searched, and how much of it."""

    source: str
    """R1, R2, …"""
    title: str
    pages: int | None = None
    """How many pages of it hold text; None where its pages are not known."""
    sentences: int


class AbsenceSearch(Model):
    """The receipt of the search behind a sentence that says something is not in the record."""

    sentence: int
    """Number of the sentence in its rationale or summary, from 1."""
    missing: str
    """What is said not to be there, in the sentence's words."""
    terms: tuple[str, ...]
    """The words looked for, with their aliases; a trailing * stands for any ending."""
    searched: tuple[SearchedRecord, ...]
    contradicted_by: tuple[Pointer, ...] = ()
    """Record sentences that may say the contrary, the most telling first."""
    nearest: tuple[Pointer, ...] = ()
    """Other record sentences that speak of what is missing, the nearest first: to be read beside it, and no error."""


class Repair(Model):
    """A sentence or a criterion that the drafter wrote anew, because a check found an error in it."""

    round: Annotated[int, Field(ge=1)]
    sentence: int | None
    """Number of the sentence; None where only the criteria changed."""
    before: DraftSentence | None
    """The sentence as it was; None where it was missing."""
    codes: tuple[str, ...]
    """What had been found."""


class DraftedSummary(Model):
    """A clinical summary that was drafted from the records, for a case that came without one."""

    sentences: tuple[DraftSentence, ...]
    states: tuple[SentenceState, ...]
    """How far each sentence is checked."""
    findings: tuple[Finding, ...] = ()
    """Findings about its sentences, by their numbers."""
    absences: tuple[AbsenceSearch, ...] = ()
    """The searches behind sentences that say something is not in the record."""
    repairs: tuple[Repair, ...] = ()
    """What was written anew, in order."""

    @property
    def text(self) -> str:
        """The summary as it is read."""
        return " ".join(sentence.text for sentence in self.sentences)


class DraftedItem(Model):
    """One disputed item with all that was drafted and found; `draft` is None for an item that is not open."""

    number: int
    item: DisputedItem
    guidelines: tuple[GuidelineEvidence, ...] = ()
    """The passages retrieved for the item."""
    search: GuidelineSearch = GuidelineSearch()
    """The tiers searched for them, and what was out of scope."""
    draft: ItemDraft | None
    citations: tuple[DraftCitation, ...] = ()
    """Computed from the passages that the rationale points at."""
    absences: tuple[AbsenceSearch, ...] = ()
    """The searches behind sentences that say something is not in the record."""
    states: tuple[SentenceState, ...] = ()
    """How far each sentence of the rationale is checked."""
    findings: tuple[Finding, ...] = ()
    repairs: tuple[Repair, ...] = ()
    """What was written anew, so that nothing is mended in silence."""

    @property
    def needs_review(self) -> bool:
        """Whether a finding of severity error stands against the item."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


class ModelCall(Model):
    """One call to a model server, as it was made."""

    purpose: str = "item"
    """What was asked: "summary", "select", "item", "repair" or "judge"."""
    item: int | None
    """Number of the item; None for the case as a whole."""
    request_sha256: str
    answer: str
    finish_reason: str | None
    prompt_tokens: int | None = None
    completion_tokens: int | None = None


class DraftedBy(Model):
    """Who drafted: the built-in extractive drafter, or a model through a server."""

    model: str
    version: str
    """Version of drafter."""
    base_url: str | None = None
    data_agreement: str | None = None
    """The agreement under which case text went to a server that is not on this machine."""
    parameters: dict[str, float | int | str] = Field(default_factory=dict)
    prompt: str | None = None
    """Name and version of the prompt."""
    prompt_sha256: str | None = None
    calls: tuple[ModelCall, ...] = ()


class CaseSource(Model):
    """Where the case was read, so that `verify` can read it again."""

    file: str
    """Path of the case file, relative to the folder of the draft where possible."""
    sha256: str
    """Digest of the case file's bytes."""


class Draft(Model):
    """Everything about one drafted case: what `draft.json` holds."""

    schema_: Annotated[str, Field(alias="schema", pattern=rf"^{DRAFT_SCHEMA}$")] = DRAFT_SCHEMA
    case_number: str
    case: CaseSource
    corpus_sha256: str
    lexicon_sha256: str = ""
    """Digest of the words that the sentences were checked with."""
    as_of: Date | None = None
    """The date that the user named with `--as-of`, if any."""
    drafted_by: DraftedBy
    dates: Dates
    priority: Priority
    reviewer: Reviewer
    clinical_summary: str | None
    summary: DraftedSummary | None = None
    """The summary that was drafted, where the case has none."""
    records: tuple[RecordEvidence, ...]
    items: tuple[DraftedItem, ...]
    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    """Findings about the case as a whole."""


class CheckedSentence(Model):
    """A sentence of a rationale or of a drafted summary, and how far it is checked."""

    number: int
    state: SentenceState
    text: str
    pointers: tuple[Pointer, ...] = ()


class CheckedItem(Model):
    """The rationale of one item, sentence by sentence."""

    number: int
    sentences: tuple[CheckedSentence, ...]
    absences: tuple[AbsenceSearch, ...] = ()
    """What is said not to be in the record, with the search behind it."""


class VerifyResult(Model):
    """What `drafter verify --json` prints."""

    schema_: Annotated[str, Field(alias="schema", pattern=rf"^{VERIFY_SCHEMA}$")] = VERIFY_SCHEMA
    case_number: str
    summary: tuple[CheckedSentence, ...] = ()
    """The clinical summary that was drafted; none where the case has one."""
    absences: tuple[AbsenceSearch, ...] = ()
    """What it says is not in the record, with the search behind it."""
    items: tuple[CheckedItem, ...]
    findings: tuple[Finding, ...]
