"""A run as a folder: what was drafted, beside what the reviewers decided, each item a line.

manifest.json   what was compared with what: suite, decisions, drafter, prompt, corpus, each with its digest
cases.jsonl     each case as it was drafted, in each condition: summary and records
passages.jsonl  each guideline passage that an item was given, once, by its digest
items.jsonl     each item in each condition: request, evidence, draft, findings, the reviewer's decision, scores
metrics.json    the figures
"""

from typing import Annotated, Literal

from pydantic import Field

from drafter.domain.case import DisputedItem, Model
from drafter.domain.citation import Cited, DraftCitation
from drafter.domain.determination import Determination
from drafter.domain.draft import AbsenceSearch, Finding, ItemDraft, SentenceState
from drafter.domain.evidence import GuidelineSearch, RecordEvidence
from drafter.domain.guideline import Passage
from drafter.domain.lexicon import Alike, BodyPart, Drug, Lexicon
from drafter.evaluation.leakage.leak import Leak

AS_WRITTEN = "as written"
"""The condition of a case as the letter tells it; every other condition changes something in it."""
REDRAFTED = "redrafts"
"""The condition under which the figure of all redrafts together stands."""
PARTS = "parts"
"""Folder of what is drafted so far, one file a letter, while a run goes on."""
MANIFEST, CASES, PASSAGES, WORDS, ITEMS, METRICS = (
    "manifest.json",
    "cases.jsonl",
    "passages.jsonl",
    "words.json",
    "items.jsonl",
    "metrics.json",
)
UR_REMOVED = "UR outcome removed"
"""The same case without the sentences of its summary that tell what utilization review decided."""


class GoldItem(Model):
    """What the physician reviewer decided of an item: the truth that a draft is compared with."""

    determination: Determination
    citations: tuple[Cited, ...]
    """What the reviewer cites, in order; parts that could not be read are there as not parsed."""
    claims_administrator_citations: tuple[Cited, ...] = ()
    reviewer_guideline: str | None
    """The reviewer's guideline line as written."""
    rationale: str
    cites_held: bool
    """Whether a citation names an edition that the corpus knows."""


class Proposal(Model):
    """What a baseline proposes for an item: the same that a draft is scored by."""

    determination: Determination | None = None
    """None where the baseline proposes citations alone."""
    probability: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)] | None = None
    """How likely it is that the request is medically necessary."""
    citations: tuple[Cited, ...] | None = None
    """None where the baseline proposes an outcome alone."""


class ShownPassage(Model):
    """A passage that an item was given, by the digest under which passages.jsonl holds it."""

    source: Annotated[str, Field(pattern=r"^G[1-9][0-9]*$")]
    sha256: str
    score: float


class Pair(Model):
    """The proposal under a condition beside that under the condition it is compared with."""

    compared_with: str
    must: Literal["stay", "change"]
    """What the proposal must do."""
    changed: bool
    """Whether the determination is another one."""
    shift: float
    """How far the probability of necessity moved: positive towards necessary."""


class ItemLine(Model):
    """A line of items.jsonl: one item in one condition."""

    letter: str
    """The letter's case number, or its file's name where it has none."""
    item: int
    """Number of the item in its letter, from 1."""
    condition: str
    request: DisputedItem
    evidence: tuple[ShownPassage, ...] = ()
    search: GuidelineSearch = GuidelineSearch()
    draft: ItemDraft | None
    """None where drafting failed."""
    failed: str | None = None
    """Why there is no draft, in one line."""
    citations: tuple[DraftCitation, ...] = ()
    absences: tuple[AbsenceSearch, ...] = ()
    states: tuple[SentenceState, ...] = ()
    findings: tuple[Finding, ...] = ()
    pair: Pair | None = None
    """None in the condition as written, where a condition asks nothing of the proposal, or of this item."""
    gold: GoldItem
    slices: tuple[str, ...] = ()
    """The groups that the item belongs to: "drug", "surgery", "guideline: MTUS Chronic Pain …"."""
    baselines: dict[str, Proposal] = Field(default_factory=dict)
    """What each baseline proposes; in the condition as written alone."""
    scores: dict[str, Annotated[float, Field(allow_inf_nan=False)]] = Field(default_factory=dict)
    """The scores of this item by name; one that does not apply is left out."""


class CaseLine(Model):
    """A line of cases.jsonl: one case in one condition."""

    letter: str
    condition: str
    case_number: str
    clinical_summary: str | None
    records: tuple[RecordEvidence, ...]
    """R1, R2, … as pointers name them; the clinical summary is one of them."""
    findings: tuple[Finding, ...] = ()
    """Findings about the case as a whole."""
    suspected: tuple[Leak, ...] = ()
    """Places that resemble the answer, for a person to look at; a leak that is plain stops a run."""


class RunWords(Model):
    """words.json: the lexicon that the items' facts are told by."""

    body_parts: tuple[BodyPart, ...]
    drugs: tuple[Drug, ...]
    alike: tuple[Alike, ...]
    sha256: str

    @classmethod
    def of(cls, lexicon: Lexicon) -> "RunWords":
        """The words of a lexicon."""
        return cls(body_parts=lexicon.body_parts, drugs=lexicon.drugs, alike=lexicon.alike, sha256=lexicon.sha256)

    @property
    def lexicon(self) -> Lexicon:
        """The lexicon that they are of."""
        return Lexicon(self.body_parts, self.drugs, self.alike, self.sha256)


class PassageLine(Model):
    """A line of passages.jsonl."""

    sha256: str
    passage: Passage
